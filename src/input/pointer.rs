//! What pointer, finger and keys do: one listener of each sort on the whole page, and what was meant is read off the
//! element under the pointer.
//!
//! | on the element | what a click does |
//! |---|---|
//! | `mark` in the text | holds its actor, with its card |
//! | `data-sign` in the margin | holds the event of that line; the next one at each further click |
//! | `data-card` an event's card | holds the event and goes to its first sentence |
//! | `data-quote` a quote in a card | goes to that sentence |
//! | `data-to-event` | holds the event, shows its card, goes to its sentence |
//! | `data-to-actor` | holds the actor; in the panel it also goes to its first mention |
//! | `data-step` | goes to an actor's next or previous mention |
//! | `data-to-hit` | goes to a place that the search found |
//! | `data-ticks` | goes to the mention nearest to the click |
//! | `data-copy` | copies a link to the card's event, or its quotation |
//! | `data-choice` | shows, in a card of several actors, another of them |
//! | `data-unfold` | shows the rest of a list |
//! | `data-problems` | opens the list of problems |

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Selection};

use crate::actors::popover::Popover;
use crate::browser::{frames, scroll, window};
use crate::components::dom::{closest, focused_element, index, number_near, set, target, to_root};
use crate::components::reactive::spawn;
use crate::input::roving_tabindex::{self, Step};
use crate::state::article::{ArticleState, Hovered};
use crate::state::reader::ReaderState;
use crate::status::problems;
use crate::toolbar::share;
use whowhen_core::article::{Direction, MentionIdx};
use whowhen_core::locale::Locale;
use whowhen_core::reading::Command;

/// The elements that light something, or offer a card. What lies in the same one of them lights the same.
const LIGHTS: &str = "mark, [data-sign], [data-proof], [data-to-actor], [data-card], .pop";

/// Which of the pointer and the focus lights something: the one that came onto an element last.
#[derive(Clone, Copy)]
pub struct Pointing {
    /// The element that the pointer came onto, until it leaves.
    over: StoredValue<Option<Element>, LocalStorage>,
    /// Whether the focus came onto an element after that.
    by_focus: StoredValue<bool, LocalStorage>,
}

impl Pointing {
    /// Nothing is pointed at.
    pub fn new() -> Self {
        Self { over: StoredValue::new_local(None), by_focus: StoredValue::new_local(false) }
    }
}

/// The pointer moves. What it comes onto is pointed at; what merely slides under it, as the page scrolls, is not, nor what
/// it passes while a button is down and text is being selected. A finger does not hover: its tap is a click.
pub fn pointer_over(state: ArticleState, popover: Popover, pointing: Pointing, event: &web_sys::PointerEvent) {
    if event.pointer_type() == "touch" || event.buttons() != 0 {
        return;
    }
    let element = target(event);
    if pointing.over.with_value(|over| *over != element)
        && let Some(element) = element
    {
        pointing.over.set_value(Some(element.clone()));
        pointing.by_focus.set_value(false);
        leave(state, popover);
        set_hovered(state, popover, &element);
    }
}

/// The pointer leaves an element for another. Browsers also say so while the pointer rests, even from an element to
/// itself: what is lit stays lit as long as the pointer is in it. What the focus lit is not the pointer's to leave.
pub fn pointer_out(state: ArticleState, popover: Popover, pointing: Pointing, event: &web_sys::PointerEvent) {
    let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
    let lit_at = |element: &Element| closest(element, LIGHTS);
    let from = pointing.over.with_value(|over| over.as_ref().and_then(lit_at));
    if from.is_some() && from == to.as_ref().and_then(lit_at) {
        return;
    }
    pointing.over.set_value(None);
    if !pointing.by_focus.get_value() {
        leave(state, popover);
    }
}

/// A button goes down on a mark. What can have the focus does not let a selection of text begin at its edge, so for the
/// moment the mark cannot.
pub fn mouse_down(event: &web_sys::MouseEvent) {
    let mark = target(event).and_then(|element| closest(&element, "mark"));
    let stop = mark.and_then(|mark| mark.get_attribute("tabindex").map(|stop| (mark, stop)));
    if let Some((mark, stop)) = stop {
        let _ = mark.remove_attribute("tabindex");
        spawn(async move {
            frames::breathe().await;
            set(&mark, "tabindex", &stop);
        });
    }
}

/// Lights nothing any more, and takes the offered card away.
fn leave(state: ArticleState, popover: Popover) {
    state.set_hovered(Hovered::default());
    state.rest_on(&[]);
    popover.hide_after_delay();
}

/// The focus comes onto an element, by key: a click puts it there as well, and has its own answer.
pub fn focus_in(state: ArticleState, popover: Popover, pointing: Pointing, event: &web_sys::FocusEvent) {
    let Some(element) = target(event) else { return };
    if element.matches(":focus-visible").unwrap_or(false) {
        pointing.by_focus.set_value(true);
        let mark = mark_at(state, &element).map(|(mark, _)| mark);
        if let Some(stop) = mark.or_else(|| closest(&element, "[data-sign]")) {
            state.paint(|painter| painter.make_tab_stop(&stop));
            // Nothing that lies over the text lies over what gets the focus; what gets it back, as with its window, stays
            // where it is.
            if state.last_stop.try_get_value().flatten().as_ref() != Some(&stop) {
                state.last_stop.set_value(Some(stop.clone()));
                spawn(async move { state.scroll_to_element(&stop).await });
            }
        }
        leave(state, popover);
        set_hovered(state, popover, &element);
    }
}

/// The focus leaves an element. What the pointer lit since stays lit. The offered card goes at once: only a pointer needs
/// time for the way to it, and meanwhile Esc would take the card away where it is to let go.
pub fn focus_out(state: ArticleState, popover: Popover, pointing: Pointing, event: &web_sys::FocusEvent) {
    if pointing.by_focus.get_value() {
        pointing.by_focus.set_value(false);
        leave(state, popover);
        let to: Option<Element> = event.related_target().and_then(|to| to.dyn_into().ok());
        if to.is_none_or(|to| closest(&to, ".pop").is_none()) {
            popover.dismiss();
        }
    }
}

/// Lights what an element speaks of, and offers its card.
fn set_hovered(state: ArticleState, popover: Popover, element: &Element) {
    let mut hovered = Hovered::default();
    if let Some((mark, mentions)) = mark_at(state, element) {
        hovered.actor = mentions.last().map(|mention| state.story().article[*mention].actor);
        // No card comes over what somebody has selected.
        if selection_is_empty() {
            popover.show_after_delay(mark, mentions);
        }
    } else if let Some(of) = closest(element, "[data-to-actor]") {
        hovered.actor = index(&of, "data-to-actor", &state.story().article.actors);
    } else if closest(element, ".pop").is_some() {
        popover.cancel_timer();
        hovered.actor = popover.actor();
    }
    let card = closest(element, "[data-card]");
    hovered.events = match card.and_then(|card| index(&card, "data-card", &state.story().article.events)) {
        Some(event) => vec![event],
        None => state.paint(|painter| painter.events_at(element)).unwrap_or_default(),
    };
    if closest(element, "[data-row]").is_some() && state.reading.with_untracked(|reading| reading.event.is_none()) {
        // Its card shall be seen as well as lit, once the pointer rests.
        state.rest_on(&hovered.events);
    }
    state.set_hovered(hovered);
}

/// The mark at an element, and the mentions that cover it.
fn mark_at(state: ArticleState, element: &Element) -> Option<(Element, Vec<MentionIdx>)> {
    let mark = closest(element, "mark")?;
    let mentions = state.paint(|painter| painter.mentions_at(&mark)).filter(|mentions| !mentions.is_empty())?;
    Some((mark, mentions))
}

/// A click or a tap, or a key on a button.
pub fn click(reader: ReaderState, state: ArticleState, popover: Popover, event: &web_sys::MouseEvent) {
    let Some(element) = target(event) else { return };
    // Links lead where they lead, and the end of a selection of text is no click. A key on a button is one, whatever is
    // selected somewhere.
    let by_key = event.detail() == 0;
    let of_text = !by_key && closest(&element, "button").is_none();
    if closest(&element, "a, summary").is_some() || (of_text && !selection_is_empty()) {
        return;
    }
    let attribute = |name: &str| number_near(&element, name);
    let event_of = |name: &str| state.story().article.events.nth(attribute(name)? as usize);
    if let Some((mark, mentions)) = mark_at(state, &element) {
        popover.pin(mark, mentions, false);
    } else if let Some(sign) = closest(&element, "[data-sign]") {
        use_sign(state, sign, by_key);
    } else if closest(&element, "[data-problems]").is_some() {
        if let Some(root) = state.root() {
            problems::show(state, &root);
        }
    } else if let Some(list) = closest(&element, "[data-unfold]") {
        unfold(&list);
    } else if let Some(place) = attribute("data-to-hit") {
        state.scroll_to_hit(place as usize);
    } else if let Some(step) = closest(&element, "[data-step]") {
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
            Some("link") => share::link(reader, state, at).unwrap_or_default(),
            _ => share::quotation(reader, state, at),
        };
        share::copy(state, words);
    } else if let Some(choice) =
        attribute("data-choice").and_then(|choice| state.story().article.mentions.nth(choice as usize))
    {
        popover.choose(choice);
    } else if let Some(to) = closest(&element, "[data-to-actor]") {
        use_actor(state, &to);
    } else if let Some(at) = event_of("data-to-event") {
        state.dispatch(Command::ShowEvent(at), closest(&element, "button"));
        // By a key the focus goes along.
        if by_key {
            state.focus_card(at)
        } else {
            state.show_card(at)
        }
        state.scroll_to_evidence(at, 0);
    } else if let Some(at) = event_of("data-card") {
        let quote = attribute("data-quote");
        let title = closest(&element, "[data-card]").and_then(|card| crate::components::dom::find(&card, "h4 button"));
        let nth = quote.unwrap_or_default() as usize;
        // A key on a title or a quote leads to the sentence, and from there another leads back; Esc lets go.
        if by_key {
            state.dispatch(Command::ShowEvent(at), title);
            let has_evidence = !state.story().article[at].evidence.is_empty();
            if has_evidence {
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

/// Where several events begin in one line, each click goes on to the next; after the last it lets go.
fn use_sign(state: ArticleState, sign: Element, by_key: bool) {
    let events = state.paint(|painter| painter.events_at(&sign)).unwrap_or_default();
    let held = state.reading.get_untracked().event;
    let place = events.iter().position(|event| Some(*event) == held).map_or(0, |place| place + 1);
    let Some(&event) = events.get(place) else {
        held.into_iter().for_each(|held| state.dispatch(Command::HoldEvent(held), Some(sign.clone())));
        return;
    };
    state.dispatch(Command::ShowEvent(event), Some(sign));
    // Of several it goes on to the next: the focus stays on it.
    if by_key && events.len() == 1 {
        state.focus_card(event)
    } else {
        state.show_card(event)
    }
    // On a narrow screen the panel comes as a sheet over the text: the sentence stays in sight.
    state.scroll_to_evidence(event, 0);
}

fn use_actor(state: ArticleState, to: &Element) {
    let Some(actor) = index(to, "data-to-actor", &state.story().article.actors) else { return };
    // A card goes with its actor, and with it what has the focus.
    if closest(to, ".pop").is_some() {
        to_root(to);
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

/// Goes to the mention nearest to a click on an actor's strip.
fn use_ticks(state: ArticleState, strip: &Element, x: f64) {
    let story = state.story();
    let Some(actor) = index(strip, "data-ticks", &story.article.actors) else { return };
    let rect = strip.get_bounding_client_rect();
    // The strip runs the way the interface does.
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

/// Shows what a list left out; the focus goes to the first of it.
fn unfold(button: &Element) {
    let Some(list) = button.previous_element_sibling() else { return };
    let rest = crate::components::dom::find_all(&list, ":scope > [hidden]");
    for item in &rest {
        let _ = item.remove_attribute("hidden");
    }
    if let Some(first) = rest.first() {
        let into = crate::components::dom::find(first, "button, a").unwrap_or_else(|| {
            set(first, "tabindex", "-1");
            first.clone()
        });
        scroll::focus(&into);
    }
    button.remove();
}

/// Whether the click is no end of a selection of text.
fn selection_is_empty() -> bool {
    // One in a shadow root calls itself collapsed to those outside.
    let is_empty = |selection: Selection| selection.is_collapsed() && selection.to_string().length() == 0;
    window().get_selection().ok().flatten().is_none_or(is_empty)
}

/// Arrows, Home and End go from stop to stop: among the marks and signs of a block, the cards, the actors. Enter and the
/// space bar hold a mark's actor; Enter on a sentence leads to its event's card.
pub fn key_down(state: ArticleState, popover: Popover, event: &web_sys::KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(element) = target(event) else { return };
    let key = event.key();
    let holds = key == "Enter" || key == " ";
    let mark = mark_at(state, &element).filter(|(mark, _)| *mark == element);
    if mark.is_some() || element.has_attribute("data-sign") {
        if let Some((mark, mentions)) = mark.filter(|_| holds) {
            event.prevent_default();
            popover.pin(mark, mentions, true);
            return;
        }
        let direction = closest(&element, "[dir]").and_then(|around| around.get_attribute("dir"));
        let rtl = direction.as_deref() == Some(Direction::Rtl.word());
        let next =
            Step::of(&key, rtl).and_then(|step| state.paint(|painter| painter.neighboring_stop(&element, step))?);
        if let Some(next) = next {
            event.prevent_default();
            scroll::focus_by_key(&next);
        }
    } else if element.has_attribute("data-proof") && key == "Enter" {
        let held = state.reading.with_untracked(|reading| reading.event);
        let events = state.paint(|painter| painter.events_at(&element)).unwrap_or_default();
        let event_here = held.filter(|held| events.contains(held)).or(events.first().copied());
        if let Some(at) = event_here {
            event.prevent_default();
            state.dispatch(Command::ShowEvent(at), None);
            state.focus_card(at);
        }
    } else if let Some(panel) = closest(&element, "aside") {
        let selector = if element.class_name() == "actor" { ".actor" } else { "h4 button" };
        let is_stop = element.matches(".actor, h4 button").unwrap_or(false);
        // Up and down alone: the list is one column.
        let step = Step::of(&key, false).filter(|_| is_stop && !matches!(key.as_str(), "ArrowLeft" | "ArrowRight"));
        if let Some(next) = step.and_then(|step| roving_tabindex::walk(&panel, selector, &element, step)) {
            event.prevent_default();
            let panel: Option<HtmlElement> = panel.dyn_into().ok();
            spawn(async move {
                if let Some(panel) = panel {
                    scroll::within(&panel, &next, || focused_element().as_ref() == Some(&next)).await;
                }
            });
        }
    }
}
