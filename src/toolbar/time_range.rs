//! The time filter: a small histogram of the dated events, and below it two sliders for the first and the last bin.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::components::dom::{El, set, target_as};
use crate::components::drawer::checkbox;
use crate::components::reactive::effect;
use crate::i18n::Language;
use crate::state::article::ArticleState;
use whowhen_core::index::{Bin, Timeline};
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::Period;
use whowhen_views::Markup;
use whowhen_views::histogram;

/// The histogram with its two sliders. Returns `None` if there are fewer than two bins, because then there is nothing
/// to choose.
pub fn time_range(state: ArticleState) -> Option<Vec<El>> {
    let story = state.story();
    let locale = story.locale();
    let timeline = Timeline::new(&story.article, &story.index);
    if timeline.bins.len() < 2 {
        return None;
    }
    let (bins, last) = (timeline.bins.clone(), timeline.bins.len() - 1);
    let ends = move || {
        let period = state.reading.with(|reading| reading.filter.period);
        period.map_or((0, last), |period| (timeline.bin_of(&period.from), timeline.bin_of(&period.to)))
    };
    let ends = std::rc::Rc::new(ends);
    let shown = ends.clone();
    let bars: Vec<El> = histogram::bars(&bins);
    let elements: Vec<web_sys::Element> = bars.iter().map(|bar| bar.element().clone()).collect();
    effect(move || {
        let (from, to) = shown();
        for (place, bar) in elements.iter().enumerate() {
            set(bar, "class", if (from..=to).contains(&place) { "in" } else { "out" });
        }
    });
    let chart = histogram::histogram(bars);
    let range = |word: Message, is_start: bool| {
        let input = El::new("input")
            .attr("type", "range")
            .attr("min", "0")
            .attr("max", &last.to_string())
            .attr("aria-label", locale.text(word));
        let element: HtmlInputElement = input.element().clone().unchecked_into();
        let label = El::new("output");
        let (text, ends, own, spoken) = (label.element().clone(), ends.clone(), bins.clone(), state.story());
        effect(move || {
            let (from, to) = ends();
            let place = if is_start { from } else { to };
            element.set_value(&place.to_string());
            let words = end_of(&spoken.locale(), &own[place], is_start);
            set(&element, "aria-valuetext", &words);
            text.set_text_content(Some(&words));
        });
        let own = bins.clone();
        let input = input.on("input", move |event: &Event| {
            let input = target_as::<HtmlInputElement>(event);
            let place = input.and_then(|input| input.value().parse::<usize>().ok()).unwrap_or_default().min(last);
            state.update_filter(|filter| {
                let (first, end) = (own[0].first, own[last].last);
                let now = filter.period.unwrap_or(Period::new(first, end));
                // The sliders do not cross: one pushes the other.
                let now = match is_start {
                    true => Period::new(own[place].first, now.to.max(own[place].last)),
                    false => Period::new(now.from.min(own[place].first), own[place].last),
                };
                filter.period = (now != Period::new(first, end)).then_some(now);
            });
        });
        El::new("label").class("range").child(El::new("span").text(locale.text(word))).child(input).child(label)
    };
    let surely = checkbox(
        locale.text(Message::SurelyOnly),
        move || state.reading.with(|reading| reading.filter.surely_only),
        move |on| state.update_filter(|filter| filter.surely_only = on),
    );
    Some(vec![chart, range(Message::FromTime, true), range(Message::ToTime, false), surely])
}

/// The start or the end of a bin in words: a month with its year, or a year.
fn end_of(locale: &Language, bin: &Bin, is_start: bool) -> String {
    let day = if is_start { bin.first } else { bin.last };
    let within_year = bin.first.year == bin.last.year && (bin.first.month, bin.last.month) != (1, 12);
    match day.year {
        year @ 100..=9999 if within_year => locale.day(Some(year), Some(day.month), None),
        year => locale::year(locale, year),
    }
}
