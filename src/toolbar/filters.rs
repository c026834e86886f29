//! The filters drawer: kinds of actors, kinds of events, participants and time.
//!
//! The filter applies to the marks in the text and to both panels at once. One click clears it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlSelectElement, KeyboardEvent};

use crate::browser::{language, scroll, timers};
use crate::components::dom::{El, append, closest, find, target};
use crate::components::drawer::{Segment, checkbox, segmented_control};
use crate::components::reactive::{effect, spawn, watch};
use crate::state::article::ArticleState;
use crate::state::filter::Visible;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::toolbar::time_range;
use whowhen_core::article::{ActorIdx, Kind};
use whowhen_core::index::{actor_kinds, event_kinds};
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::Filter;
use whowhen_views::Markup;
use whowhen_views::glyphs::glyph_of;

/// How many names of actors are added to their list at once, and for how long more are added without a pause, in
/// milliseconds.
const FIRST_NAMES: usize = 100;
const SLICE: f64 = 8.0;

/// Applies the filter to the text, and announces how many events and actors it shows.
pub fn follow_filter(state: ArticleState) {
    watch(
        move || state.reading.with(|reading| reading.filter.clone()),
        move |before, filter| {
            let story = state.story();
            let shown = Visible::of(filter, &story);
            if before.is_some() {
                let (actor, event) = state.reading.with_untracked(|reading| shown.hides_selection(reading));
                let held = if actor || event {
                    format!(". {}", story.locale().text(Message::HeldIsHidden))
                } else {
                    String::new()
                };
                state.live_region.announce(&(counts_text(&story, &shown) + &held));
            }
            state.visible.set(shown);
        },
    );
    watch(
        move || state.visible.get(),
        move |_, shown| {
            state.with_painter(|painter| painter.filter(shown.clone()));
        },
    );
}

/// For example "12 of 31 events, 8 of 20 actors".
fn counts_text(story: &Story, shown: &Visible) -> String {
    let locale = story.locale();
    let (events, actors) = shown.counts(story);
    let article = &story.article;
    let numbers = [events, story.index.event_count(), actors, article.actors.len()].map(|number| locale.number(number));
    let [events, of_events, actors, of_actors] = &numbers;
    locale.with(
        Message::EventsShown,
        &[("events", events), ("allEvents", of_events), ("actors", actors), ("allActors", of_actors)],
    )
}

/// The content of the filters drawer.
pub fn filters_content(state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let section = |word: Message, children: Vec<El>| {
        let heading = El::new("h3").text(locale.text(word));
        El::new("section").attr("role", "group").attr("aria-label", locale.text(word)).child(heading).children(children)
    };
    let mut sections = Vec::new();
    let kinds = actor_kinds(&story.article).into_iter().map(|(kind, number)| {
        let words = locale.capitalized(&locale::actor_kinds(&*locale, &kind));
        let word = kind.word().to_owned();
        let own = word.clone();
        let chosen = move || state.reading.with(|reading| reading.filter.actor_kinds.contains(&own));
        let glyph = El::new("span").class("glyph").attr("aria-hidden", "true").text(glyph_of(&kind));
        toggle_button(&words, &locale.number(number), Some(glyph), chosen)
            .attr("data-kind", kind.word())
            .on("click", move |_: &Event| state.update_filter(|filter| filter.toggle_actor_kind(&word)))
    });
    let kinds: Vec<El> = kinds.collect();
    if kinds.len() > 1 {
        sections.push(section(Message::KindsOfActor, vec![El::new("div").class("choices").children(kinds)]));
    }
    let kinds = event_kinds(&story.article, &story.index).into_iter().map(|(kind, number)| {
        let words = locale.capitalized(&locale::event_kind(&*locale, &kind));
        let word = kind.word().to_owned();
        let own = word.clone();
        let chosen = move || state.reading.with(|reading| reading.filter.event_kinds.contains(&own));
        toggle_button(&words, &locale.number(number), None, chosen)
            .on("click", move |_: &Event| state.update_filter(|filter| filter.toggle_event_kind(&word)))
    });
    let kinds: Vec<El> = kinds.collect();
    if kinds.len() > 1 {
        sections.push(section(Message::KindsOfEvent, vec![El::new("div").class("choices").children(kinds)]));
    }
    if !story.article.actors.is_empty() {
        sections.push(section(Message::WhoTakesPart, participants(state)));
    }
    if let Some(time) = time_range::time_range(state) {
        sections.push(section(Message::TimeSpan, time));
    }
    let dated = story.article.events.iter().filter(|event| event.when.is_some()).count();
    if dated < story.article.events.len() {
        sections.push(El::new("section").child(checkbox(
            locale.text(Message::UndatedToo),
            move || state.reading.with(|reading| !reading.filter.without_undated),
            move |on| state.update_filter(|filter| filter.without_undated = !on),
        )));
    }
    let numbers = El::new("span").class("left");
    let element = numbers.element().clone();
    effect(move || {
        let shown = state.visible.get();
        if let Some(story) = state.try_story() {
            element.set_text_content(Some(&counts_text(&story, &shown)));
        }
    });
    let clear = El::button()
        .class("strong")
        .text(locale.text(Message::ClearFilters))
        .reactive_attr("disabled", move || state.reading.with(|reading| reading.filter.is_empty()).then_some(""))
        .on("click", move |event: &Event| {
            // A disabled button cannot have the focus, and it is disabled once there is nothing to clear.
            let first = target(event).and_then(|button| find(&closest(&button, ".drawer")?, "button, select"));
            state.update_filter(Filter::clear);
            first.iter().for_each(scroll::focus);
        });
    sections.push(El::new("div").class("foot").child(numbers).child(clear));
    sections
}

/// A toggle button with a number.
fn toggle_button(words: &str, number: &str, glyph: Option<El>, chosen: impl Fn() -> bool + 'static) -> El {
    El::button()
        .class("choice-of")
        .reactive_bool("aria-pressed", chosen)
        .child_if(glyph)
        .child(El::new("span").text(words))
        .text(" ")
        .child(El::new("span").class("count").text(number))
}

/// The choice of actors who take part: a list by name, the chosen actors, and whether any or all of them must take
/// part.
fn participants(state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let select = El::new("select")
        .attr("aria-label", locale.text(Message::ChooseActor))
        .child(El::new("option").attr("value", "").text(locale.text(Message::ChooseActor)));
    spawn(add_names(select.element().clone(), story.clone()));
    // An arrow key on the closed list fires `change` at every step. So after a key, only Enter or the button adds the
    // actor.
    let by_key = StoredValue::new_local(false);
    let element: HtmlSelectElement = select.element().clone().unchecked_into();
    let (changed, pressed) = (element.clone(), element.clone());
    let select = select
        .on("pointerdown", move |_: &Event| by_key.set_value(false))
        .on("keydown", move |event: &KeyboardEvent| {
            by_key.set_value(true);
            if event.key() == "Enter" && !pressed.value().is_empty() {
                event.prevent_default();
                add_participant(state, &pressed);
            }
        })
        .on("change", move |_: &Event| {
            if !by_key.get_value() {
                add_participant(state, &changed);
            }
        });
    let button = El::button().class("plain").text(locale.text(Message::Add)).on("click", move |_: &Event| {
        add_participant(state, &element);
        scroll::focus(&element);
    });
    let line = El::new("div").class("line").child(select).child(button);
    let chosen = El::new("div").reactive_children(
        move || state.reading.with(|reading| reading.filter.actors.clone()),
        move |actors| chosen_participants(state, &actors),
    );
    vec![line, chosen]
}

/// Adds the names of all actors to the list, in alphabetical order and in slices: there may be thousands.
async fn add_names(select: Element, story: Shared<Story>) {
    let names: Vec<&str> = story.article.actors.iter().map(|actor| actor.name.as_str()).collect();
    let language = story.article.language.as_deref();
    let mut slices = timers::Slices::of(SLICE, FIRST_NAMES);
    for place in language::sort_alphabetically(&names, story.locale().tag) {
        slices.next().await;
        let option = El::new("option").attr("value", &place.to_string()).attr_if("lang", language).text(names[place]);
        append(&select, &option.into_element());
    }
}

/// Adds the current actor of the list to the filter.
fn add_participant(state: ArticleState, select: &HtmlSelectElement) {
    let chosen = select.value().parse().ok();
    if let Some(actor) = chosen.and_then(|position| state.story().article.actors.nth(position)) {
        state.update_filter(|filter| {
            if !filter.actors.contains(&actor) {
                filter.toggle_actor(actor);
            }
        });
    }
    select.set_value("");
}

/// The chosen actors, each as a button that removes it, and the switch between any and all of them.
fn chosen_participants(state: ArticleState, actors: &[ActorIdx]) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let chips = actors.iter().map(|&actor| {
        let about = &story.article[actor];
        El::button()
            .class("chip")
            .attr("data-kind", about.kind.word())
            .attr("aria-label", &locale.with(Message::Without, &[("name", &about.name)]))
            .child(El::new("bdi").attr_if("lang", story.article.language.as_deref()).text(&about.name))
            .text(" ×")
            .on("click", move |event: &Event| {
                let select = target(event).and_then(|chip| find(&closest(&chip, "section")?, "select"));
                state.update_filter(|filter| filter.toggle_actor(actor));
                select.iter().for_each(scroll::focus);
            })
    });
    let chips: Vec<El> = chips.collect();
    if chips.is_empty() {
        return Vec::new();
    }
    let several = chips.len() > 1;
    let position = |word: Message, match_all: bool| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || state.reading.with(|reading| reading.filter.match_all == match_all)),
        choose: Box::new(move || state.update_filter(|filter| filter.match_all = match_all)),
    };
    let how = || {
        let positions = vec![position(Message::AnyOfThem, false), position(Message::AllOfThem, true)];
        segmented_control(locale.text(Message::WhoTakesPart), positions)
    };
    [Some(El::new("div").class("chosen").children(chips)), several.then(how)].into_iter().flatten().collect()
}
