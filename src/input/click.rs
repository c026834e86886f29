//! Clicks and taps. A listener on the element around the text and the panels, and one on the toolbar, read `data-*`
//! attributes to find out what was clicked.
//!
//! | Element or attribute | Effect of a click |
//! |---|---|
//! | `mark` in the text | selects its actor and pins the popover |
//! | `data-sign`, a margin sign | selects the event of that line; each further click selects the next one |
//! | `data-card`, an event card | selects the event and scrolls to its first sentence |
//! | `data-quote`, a quote in a card | selects the event and scrolls to that sentence |
//! | `data-to-event` | selects the event, shows its card and scrolls to its sentence |
//! | `data-to-actor` | selects the actor; in the panel it also scrolls to its first mention |
//! | `data-step` | scrolls to an actor's next or previous mention |
//! | `data-to-hit` | scrolls to a search result |
//! | `data-ticks` | selects the actor and scrolls to the mention nearest to the click |
//! | `data-copy` | copies a link to the card's event, or its quotation |
//! | `data-choice` | shows another actor in a popover with several actors |
//! | `data-unfold` | shows the rest of a list |
//! | `data-problems` | opens the list of problems |

use leptos::prelude::*;
use web_sys::Element;

use crate::actors::popover::Popover;
use crate::browser::{property, scroll};
use crate::components::dom::{closest, closest_number_attr, find, find_all, focus_root, index_attr, set, target};
use crate::input::pointer::{mark_at, selection_is_empty};
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::status::problems;
use crate::toolbar::share;
use whowhen_core::article::{Direction, MentionIdx};
use whowhen_core::locale::Locale;
use whowhen_core::reading::Command;

/// Called for a click, a tap, or Enter on a button.
pub fn click(reader: ReaderState, state: ArticleState, popover: Popover, event: &web_sys::MouseEvent) {
    let Some(element) = target(event) else { return };
    // The browser follows links and toggles summaries itself. A click that ends a text selection is ignored. A click on
    // a button always counts, as does a key, whatever text is selected.
    let by_key = event.detail() == 0;
    let of_text = !by_key && closest(&element, "button").is_none();
    if of_text && !selection_is_empty() {
        return;
    }
    if closest(&element, "a, summary").is_some() {
        // A finger cannot point at a mark without following a link around it. So it selects the actor, and the popover
        // offers the link.
        if closest(&element, "mark").is_none() || !is_by_finger(event) {
            return;
        }
        event.prevent_default();
    }
    let attribute = |name: &str| closest_number_attr(&element, name);
    let event_of = |name: &str| state.story().article.events.nth(attribute(name)? as usize);
    if let Some((mark, mentions)) = mark_at(state, &element) {
        popover.toggle_pin(mark, mentions, false);
    } else if let Some(sign) = closest(&element, "[data-sign]") {
        state.click_margin_sign(sign, by_key);
    } else if closest(&element, "[data-problems]").is_some() {
        if let Some(root) = state.root() {
            problems::show(state, &root);
        }
    } else if let Some(list) = closest(&element, "[data-unfold]") {
        unfold(&list);
    } else if let Some(place) = attribute("data-to-hit") {
        state.show_text();
        state.scroll_to_match(place as usize);
    } else if let Some(step) = closest(&element, "[data-step]") {
        state.show_text();
        let on = step.get_attribute("data-step").as_deref() == Some("on");
        let mention = attribute("data-of")
            .and_then(|actor| state.story().article.actors.nth(actor as usize))
            .and_then(|actor| state.step(actor, on, false));
        if let Some(mention) = mention.filter(|_| closest(&step, ".pop").is_some()) {
            popover.move_to(mention);
        }
    } else if let Some(strip) = closest(&element, "[data-ticks]") {
        use_ticks(state, &strip, f64::from(event.client_x()));
    } else if let Some(copy) = closest(&element, "[data-copy]") {
        let at = event_of("data-card");
        let words = match copy.get_attribute("data-copy").as_deref() {
            Some("link") => share::share_link(reader, state, at).unwrap_or_default(),
            _ => share::quotation(reader, state, at),
        };
        share::copy(state, words);
    } else if let Some(choice) =
        attribute("data-choice").and_then(|choice| state.story().article.mentions.nth(choice as usize))
    {
        popover.show_mention(choice);
    } else if let Some(to) = closest(&element, "[data-to-actor]") {
        use_actor(state, &to);
    } else if let Some(at) = event_of("data-to-event") {
        state.dispatch(Command::ShowEvent(at), closest(&element, "button"));
        // With the keyboard, the focus moves to the card.
        if by_key {
            state.focus_card(at)
        } else {
            state.show_card(at)
        }
        state.scroll_to_evidence(at, 0);
    } else if let Some(at) = event_of("data-card") {
        let quote = attribute("data-quote");
        let title = closest(&element, "[data-card]").and_then(|card| find(&card, "h4 button"));
        let nth = quote.unwrap_or_default() as usize;
        // A sentence leads to its place in the text, also from a diagram. A row only opens beside it.
        if quote.is_some() {
            state.show_text();
        }
        // With the keyboard, Enter on a title or a quote moves the focus to the sentence. Enter there moves it back.
        if by_key {
            state.dispatch(Command::ShowEvent(at), title);
            let has_evidence = !state.story().article[at].evidence.is_empty();
            if has_evidence && untrack(|| state.diagram()).is_none() {
                state.focus_evidence(at, nth)
            }
            return;
        }
        state.dispatch(if quote.is_some() { Command::ShowEvent(at) } else { Command::HoldEvent(at) }, title);
        if state.reading.with_untracked(|reading| reading.event) == Some(at) {
            state.scroll_to_evidence(at, nth);
        }
    }
}

/// Whether a click comes from a finger. Browsers without `pointerType` on clicks count as without.
fn is_by_finger(event: &web_sys::MouseEvent) -> bool {
    property(event, "pointerType").and_then(|name| name.as_string()).as_deref() == Some("touch")
}

/// Selects an actor, or deselects it if it is selected. Called for a click on its name in a panel, an event card or the
/// popover. In the actors panel this also scrolls to its first mention.
fn use_actor(state: ArticleState, to: &Element) {
    let Some(actor) = index_attr(to, "data-to-actor", &state.story().article.actors) else { return };
    // The popover closes and would take the focus with it.
    if closest(to, ".pop").is_some() {
        focus_root(to);
    }
    state.dispatch(Command::HoldActor(actor), Some(to.clone()));
    let in_panel = closest(to, "[data-actor-entry]").is_some() && to.class_name() == "actor";
    let held = state.reading.with_untracked(|reading| reading.actor) == Some(actor);
    if in_panel
        && held
        && let Some(&first) = state.story().index.mentions_of(actor).first()
    {
        state.scroll_to_mention(first);
    }
}

/// Selects an actor and scrolls to the mention that is nearest to a click on the actor's ticks.
fn use_ticks(state: ArticleState, strip: &Element, x: f64) {
    let story = state.story();
    let Some(actor) = index_attr(strip, "data-ticks", &story.article.actors) else { return };
    let rect = strip.get_bounding_client_rect();
    // The ticks run in the direction of the interface.
    let along = (x - rect.left()) / rect.width().max(1.0);
    let along = if story.locale().direction() == Direction::Rtl { 1.0 - along } else { along };
    let distance = |mention: &MentionIdx| {
        let span = story.article[*mention].first_span();
        span.map_or(2.0, |span| (story.index.relative_position(span) - along).abs())
    };
    let nearest = story
        .index
        .mentions_of(actor)
        .iter()
        .copied()
        .reduce(|one, other| if distance(&other) < distance(&one) { other } else { one });
    if let Some(mention) = nearest {
        state.dispatch(Command::ShowActor(actor), None);
        state.scroll_to_mention(mention);
    }
}

/// Shows the hidden rest of a list, and moves the focus to its first item.
fn unfold(button: &Element) {
    let Some(list) = button.previous_element_sibling() else { return };
    let rest = find_all(&list, ":scope > [hidden]");
    for item in &rest {
        let _ = item.remove_attribute("hidden");
    }
    if let Some(first) = rest.first() {
        let into = find(first, "button, a").unwrap_or_else(|| {
            set(first, "tabindex", "-1");
            first.clone()
        });
        scroll::focus(&into);
    }
    button.remove();
}
