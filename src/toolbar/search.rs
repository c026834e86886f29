//! The search drawer: the field, the number of matches, stepping from match to match, and the results in groups.
//!
//! The article is folded at the first search: its text is prepared so that case and accents do not matter.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent, KeyboardEvent};

use crate::actors::detail::more_button;
use crate::browser::{language, timers};
use crate::components::dom::El;
use crate::components::reactive::{effect, on_scroll, spawn, watch};
use crate::navigation::next_and_previous::neighbor;
use crate::state::article::ArticleState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use whowhen_core::article::Span;
use whowhen_core::index::{SearchIndex, SearchResults};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::text::CharFolder;
use whowhen_views::Markup;
use whowhen_views::{actors, events};

/// How many matches in the text, and how many events, are listed at first.
const INITIAL_ITEMS: usize = 8;

/// How many of them are listed at all. Whoever looks for one of more types another letter, or steps through them.
const MAX_ITEMS: usize = 200;

/// How many bytes of text are shown on each side of a listed match.
const CONTEXT_BYTES: usize = 40;

/// How long the text is folded without a pause, in milliseconds.
const SLICE: f64 = 8.0;

impl ArticleState {
    /// Scrolls to the next or the previous match. Wraps around at the ends.
    pub fn step_match(&self, on: bool) {
        let Some(found) = self.search.results.get_untracked() else { return };
        let number = found.text.len();
        if number == 0 {
            return;
        }
        let next = match (self.search.current.get_untracked(), on) {
            (None, true) => self.first_match_in_view(&found),
            (None, false) => neighbor(self.first_match_in_view(&found), false, number),
            (Some(here), on) => neighbor(here, on, number),
        };
        self.scroll_to_match(next);
    }

    /// Returns the first match in or after the block at the top of the view, otherwise the first match of the text.
    fn first_match_in_view(&self, found: &SearchResults) -> usize {
        let first = self.current_position().map_or(0, |(block, _)| block);
        let after = found.text.partition_point(|span| span.block.position() < first as usize);
        if after < found.text.len() { after } else { 0 }
    }

    /// Scrolls to a match, and announces its number.
    pub fn scroll_to_match(&self, place: usize) {
        let Some(found) = self.search.results.get_untracked() else { return };
        let Some(&span) = found.text.get(place) else { return };
        self.search.current.set(Some(place));
        self.scroll_to_span(span);
        let story = self.story();
        let locale = story.locale();
        self.live_region.announce(&locale.place_of(place + 1, found.text.len()));
    }
}

/// Keeps the results in sync with the query, and highlights them. Folds the article at the first search.
pub fn follow_query(state: ArticleState) {
    let search = state.search;
    watch(
        move || (state.reading.with(|reading| reading.query.clone()), search.is_index_complete.get()),
        move |before, (query, folded)| {
            if query.trim().is_empty() {
                search.results.set(None);
                search.current.set(None);
            } else if !folded {
                if before.is_none_or(|(before, _)| before.trim().is_empty()) {
                    spawn(build_index(state));
                }
            } else {
                let found = search
                    .index
                    .try_update_value(|finder| finder.as_mut().map(|(finder, folder)| finder.find(query, folder)));
                search.current.set(None);
                search.results.set(found.flatten().map(Shared::new));
            }
        },
    );
    watch(
        move || (search.results.get(), search.current.get()),
        move |_, (found, here)| {
            let spans = found.as_ref().map(|found| found.text.clone()).unwrap_or_default();
            state.with_painter(|painter| painter.set_search_results(spans, *here));
        },
    );
    // Only matches near the view are highlighted.
    on_scroll(
        &state.view(),
        move || state.with_painter(|painter| painter.has_search_results()) == Some(true),
        move || {
            state.with_painter(|painter| painter.paint_search_results());
        },
    );
}

/// Folds the article in slices, so that the browser can respond between them.
async fn build_index(state: ArticleState) {
    let Some(story) = state.try_story() else { return };
    let search = state.search;
    let is_first = search.index.try_update_value(|finder| {
        let is_first = finder.is_none();
        finder.get_or_insert_with(|| (SearchIndex::default(), CharFolder::new(Box::new(language::fold_char))));
        is_first
    });
    if is_first != Some(true) {
        return;
    }
    let mut slices = timers::Slices::of(SLICE, 0);
    loop {
        slices.next().await;
        let locale = story.locale();
        let words = |event| events::row_words(story.context(&locale), event);
        let more = search.index.try_update_value(|finder| {
            finder.as_mut().is_some_and(|(finder, folder)| finder.fold_more(&story.article, folder, &words))
        });
        match more {
            Some(true) => {}
            Some(false) => break,
            None => return,
        }
    }
    search.is_index_complete.set(true);
}

/// The content of the search drawer.
pub fn search_content(state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let field = El::new("input")
        .attr("type", "search")
        .attr("aria-label", locale.text(Message::SearchHint))
        .attr("placeholder", locale.text(Message::SearchHint))
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search");
    let element: HtmlInputElement = field.element().clone().unchecked_into();
    let shown = element.clone();
    effect(move || {
        let query = state.reading.with(|reading| reading.query.clone());
        if shown.value() != query {
            shown.set_value(&query);
        }
    });
    let field = field.on("input", move |_: &InputEvent| state.set_query(element.value())).on(
        "keydown",
        move |event: &KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                state.step_match(!event.shift_key());
            }
        },
    );
    let step = |word, sign, on| {
        El::button()
            .attr("aria-label", locale.text(word))
            .reactive_attr("disabled", move || {
                let any = state.search.results.with(|found| found.as_ref().is_some_and(|found| !found.text.is_empty()));
                (!any).then_some("")
            })
            .on("click", move |_: &Event| state.step_match(on))
            .text(sign)
    };
    let close = El::button()
        .class("close")
        .attr("aria-label", locale.text(Message::Close))
        .on("click", move |_: &Event| {
            state.close_drawer();
        })
        .text("×");
    let steps = El::new("div")
        .class("steps")
        .child(step(Message::PreviousHit, "‹", false))
        .child(place(state))
        .child(step(Message::NextHit, "›", true))
        .child(close);
    let line = El::new("div").class("line").attr("role", "search").child(field).child(steps);
    let results = El::new("div").class("results");
    let results = results.reactive_flag("data-walking", move || state.search.current.get().is_some());
    let results = results.reactive_children(
        move || state.search.results.get(),
        move |found| found.map(|found| groups(state, &found)).unwrap_or_default(),
    );
    vec![line, results]
}

/// The number of the current match, for example "3 of 14". Before the first step, only the number of matches.
fn place(state: ArticleState) -> El {
    let place = El::new("span").class("place");
    let element = place.element().clone();
    effect(move || {
        let (found, here) = (state.search.results.get(), state.search.current.get());
        let Some(story) = state.try_story() else { return };
        let locale = story.locale();
        let words = found.map(|found| match here {
            Some(here) => locale.place_of(here + 1, found.text.len()),
            None => locale.number(found.text.len()),
        });
        element.set_text_content(words.as_deref());
    });
    place
}

/// The results in groups: actors, events, matches in the text. Also announces how many there are in the text.
fn groups(state: ArticleState, found: &Shared<SearchResults>) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let context = story.context(&locale);
    let all = found.text.len() + found.actors.len() + found.events.len();
    if all == 0 {
        let words = locale.text(Message::NothingFound);
        state.live_region.announce(words);
        return vec![El::new("p").class("none").text(words)];
    }
    state.live_region.announce(&locale.count(Message::Found, found.text.len()));
    let heading = |word: Message, number: usize| {
        let count = El::new("span").class("count").text(&locale.number(number));
        El::new("h3").text(locale.text(word)).text(" ").child(count)
    };
    let mut groups = Vec::new();
    if !found.actors.is_empty() {
        let items =
            found.actors.iter().take(3 * INITIAL_ITEMS).map(|&actor| El::new("li").child(actors::name(context, actor)));
        groups.push(heading(Message::Actors, found.actors.len()));
        groups.push(El::new("ul").class("who").children(items));
    }
    if !found.events.is_empty() {
        let items = found
            .events
            .iter()
            .take(MAX_ITEMS)
            .enumerate()
            .map(|(place, &at)| listed(place, found.events.len(), events::line(context, at)));
        groups.push(heading(Message::Events, found.events.len()));
        groups.push(El::new("ul").class("of-actor").children(items));
        groups.extend(more(&story, found.events.len().min(MAX_ITEMS), Message::MoreEvents));
    }
    if !found.text.is_empty() {
        let items = found.text.iter().take(MAX_ITEMS).enumerate();
        let items = items.map(|(place, span)| listed(place, found.text.len(), hit(&story, place, span)));
        groups.push(heading(Message::InText, found.text.len()));
        groups.push(El::new("ul").class("of-actor hits").children(items));
        groups.extend(more(&story, found.text.len().min(MAX_ITEMS), Message::MoreHits));
    }
    groups
}

/// An item of a list of results. Items after the first [`INITIAL_ITEMS`] are hidden, unless they are only one or two.
fn listed(place: usize, of: usize, button: El) -> El {
    El::new("li").attr_if("hidden", (place >= INITIAL_ITEMS && of > INITIAL_ITEMS + 2).then_some("")).child(button)
}

/// The button that shows the hidden items of a list, if there are any.
fn more(story: &Story, number: usize, word: Message) -> Option<El> {
    let rest = number.checked_sub(INITIAL_ITEMS).filter(|rest| *rest > 2)?;
    Some(more_button(&story.locale().count(word, rest)))
}

/// A match with the text around it.
fn hit(story: &Story, place: usize, span: &Span) -> El {
    let block = &story.article[span.block];
    let (start, end) = (span.start as usize, span.end as usize);
    // Starts and ends at a space, so that no word is cut, or at least between two characters.
    let mut from = start.saturating_sub(CONTEXT_BYTES);
    while !block.text.is_char_boundary(from) {
        from -= 1;
    }
    if from > 0 {
        from += block.text[from..start].find(' ').map_or(0, |space| space + 1);
    }
    let mut to = (end + CONTEXT_BYTES).min(block.text.len());
    while !block.text.is_char_boundary(to) {
        to += 1;
    }
    if to < block.text.len() {
        to = end + block.text[end..to].rfind(' ').unwrap_or(to - end);
    }
    let ellipsis = |there| if there { "…" } else { "" };
    let direction = block.direction.unwrap_or(story.article.direction).word();
    El::button()
        .attr("data-to-hit", &place.to_string())
        .attr("dir", direction)
        .attr_if("lang", block.language.as_deref().or(story.article.language.as_deref()))
        .text(ellipsis(from > 0))
        .text(&block.text[from..start])
        .child(El::new("b").text(&block.text[start..end]))
        .text(&block.text[end..to])
        .text(ellipsis(to < block.text.len()))
}
