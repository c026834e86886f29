//! The time filter in the filters drawer: two sliders for the first and the last step of the axis of time. The strip of time
//! in the events panel shows and changes the same span.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::components::dom::{El, set, target_as};
use crate::components::drawer::checkbox;
use crate::components::reactive::effect;
use crate::events::time_strip::{KEY_STEPS, end_of_period};
use crate::state::article::ArticleState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::timeline::Steps;
use whowhen_views::Markup;

/// The two sliders, and whether only events certainly in the period are shown. Returns `None` if there are fewer than two
/// steps, because then there is nothing to choose.
pub fn time_range(state: ArticleState) -> Option<Vec<El>> {
    let story = state.story();
    let locale = story.locale();
    let steps = Rc::new(Steps::new(story.strip().axis.as_ref()?, KEY_STEPS));
    if steps.last() == 0 {
        return None;
    }
    let range = |word: Message, is_start: bool| {
        let input = El::new("input")
            .attr("type", "range")
            .attr("min", "0")
            .attr("max", &steps.last().to_string())
            .attr("aria-label", locale.text(word));
        let element: HtmlInputElement = input.element().clone().unchecked_into();
        let label = El::new("output");
        let (text, own) = (label.element().clone(), steps.clone());
        effect(move || {
            let period = state.reading.with(|reading| reading.filter.period);
            let Some(story) = state.try_story() else { return };
            let (from, to) = own.ends(period);
            element.set_value(&(if is_start { from } else { to }).to_string());
            let words = end_of_period(&story, period.unwrap_or(own.whole()), is_start);
            set(&element, "aria-valuetext", &words);
            text.set_text_content(Some(&words));
        });
        let own = steps.clone();
        let input = input.on("input", move |event: &Event| {
            let input = target_as::<HtmlInputElement>(event);
            let position = input.and_then(|input| input.value().parse().ok()).unwrap_or_default();
            state.update_filter(|filter| filter.period = own.with_end(filter.period, is_start, position));
        });
        El::new("label").class("range").child(El::new("span").text(locale.text(word))).child(input).child(label)
    };
    let surely = checkbox(
        locale.text(Message::SurelyOnly),
        move || state.reading.with(|reading| reading.filter.surely_only),
        move |on| state.update_filter(|filter| filter.surely_only = on),
    );
    Some(vec![range(Message::FromTime, true), range(Message::ToTime, false), surely])
}
