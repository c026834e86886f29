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
//! | `data-choice` | shows, in a card of several actors, another of them |
//! | `data-unfold` | shows the rest of a list |
//! | `data-problems` | opens the list of problems |

use web_sys::Element;

use super::actor_card::Card;
use super::element::{closest, number, set, target, to_root};
use super::live::spawn;
use super::opened::{Opened, Pointed};
use super::problems;
use super::rove::Step;
use super::value::Kept;
use crate::article::{ActorAt, Direction, EventAt, MentionAt};
use crate::host::{frames, scroll, window};
use crate::reading::Command;

/// The pointer moves. What it comes onto is pointed at; what merely slides under it, as the page scrolls, is not, nor what
/// it passes while a button is down and text is being selected. A finger does not hover: its tap is a click.
pub fn pass(opened: Opened, card: Card, over: Kept<Option<Element>>, event: &web_sys::PointerEvent) {
    if event.pointer_type() == "touch" || event.buttons() != 0 {
        return;
    }
    let element = target(event);
    if over.with_value(|over| *over != element)
        && let Some(element) = element
    {
        over.set_value(Some(element.clone()));
        point(opened, card, &element);
    }
}

/// A button goes down on a mark. What can have the focus does not let a selection of text begin at its edge, so for the
/// moment the mark cannot.
pub fn press(event: &web_sys::MouseEvent) {
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

/// The pointer or the focus leaves an element.
pub fn leave(opened: Opened, card: Card) {
    opened.point(Pointed::default());
    opened.rest_on(&[]);
    card.withdraw();
}

/// The focus comes onto an element, by key: a click puts it there as well, and has its own answer.
pub fn focus(opened: Opened, card: Card, event: &web_sys::FocusEvent) {
    let Some(element) = target(event) else { return };
    if element.matches(":focus-visible").unwrap_or(false) {
        if let Some((mark, _)) = mark_at(opened, &element) {
            opened.paint(|painter| painter.rove_to(&mark));
        }
        point(opened, card, &element);
    }
}

/// Lights what an element speaks of, and offers its card.
fn point(opened: Opened, card: Card, element: &Element) {
    let mut pointed = Pointed::default();
    if let Some((mark, mentions)) = mark_at(opened, element) {
        pointed.actor = mentions.last().map(|mention| opened.story().article.mentions[mention.at()].actor);
        // No card comes over what somebody has selected.
        if selection_is_empty() {
            card.offer(mark, mentions);
        }
    } else if let Some(of) = closest(element, "[data-to-actor]") {
        pointed.actor = number(&of, "data-to-actor").map(ActorAt);
    } else if closest(element, ".pop").is_some() {
        card.keep();
        pointed.actor = card.actor();
    }
    pointed.events = match closest(element, "[data-card]").and_then(|card| number(&card, "data-card")) {
        Some(event) => vec![EventAt(event)],
        None => opened.paint(|painter| painter.events_at(element)).unwrap_or_default(),
    };
    if closest(element, "[data-sign]").is_some() {
        // Its card shall be seen as well as lit, once the pointer rests.
        opened.rest_on(&pointed.events);
    }
    opened.point(pointed);
}

/// The mark at an element, and the mentions that cover it.
fn mark_at(opened: Opened, element: &Element) -> Option<(Element, Vec<MentionAt>)> {
    let mark = closest(element, "mark")?;
    let mentions = opened.paint(|painter| painter.mentions_at(&mark)).filter(|mentions| !mentions.is_empty())?;
    Some((mark, mentions))
}

/// A click or a tap, or a key on a button.
pub fn click(opened: Opened, card: Card, event: &web_sys::MouseEvent) {
    let Some(element) = target(event) else { return };
    // Links lead where they lead, and the end of a selection of text is no click. A key on a button is one, whatever is
    // selected somewhere.
    let of_text = event.detail() > 0 && closest(&element, "button").is_none();
    if closest(&element, "a, summary").is_some() || (of_text && !selection_is_empty()) {
        return;
    }
    let attribute = |name: &str| number(&closest(&element, &format!("[{name}]"))?, name);
    if let Some((mark, mentions)) = mark_at(opened, &element) {
        card.hold(mark, mentions, false);
    } else if let Some(sign) = closest(&element, "[data-sign]") {
        use_sign(opened, sign);
    } else if closest(&element, "[data-problems]").is_some() {
        if let Some(root) = opened.paint(|painter| painter.root()).flatten() {
            problems::show(opened, &root);
        }
    } else if let Some(list) = closest(&element, "[data-unfold]") {
        unfold(&list);
    } else if let Some(step) = closest(&element, "[data-step]") {
        let on = step.get_attribute("data-step").as_deref() == Some("on");
        let mention = attribute("data-of").and_then(|actor| opened.step(ActorAt(actor), on));
        if let Some(mention) = mention.filter(|_| closest(&step, ".pop").is_some()) {
            card.move_to(mention);
        }
    } else if let Some(choice) = attribute("data-choice") {
        card.choose(MentionAt(choice));
    } else if let Some(to) = closest(&element, "[data-to-actor]") {
        use_actor(opened, &to);
    } else if let Some(at) = attribute("data-to-event").map(EventAt) {
        opened.act(Command::ShowEvent(at), closest(&element, "button"));
        opened.bring_card(at);
        opened.go_to_evidence(at, 0);
    } else if let Some(at) = attribute("data-card").map(EventAt) {
        let quote = attribute("data-quote");
        let command = if quote.is_some() { Command::ShowEvent(at) } else { Command::HoldEvent(at) };
        let title = closest(&element, "[data-card]").and_then(|card| super::element::find(&card, "h4 button"));
        opened.act(command, title);
        if opened.state.with_untracked(|state| state.event) == Some(at) {
            opened.go_to_evidence(at, quote.unwrap_or_default() as usize);
        }
    }
}

/// Where several events begin in one line, each click goes on to the next; after the last it lets go.
fn use_sign(opened: Opened, sign: Element) {
    let events = opened.paint(|painter| painter.events_at(&sign)).unwrap_or_default();
    let held = opened.state.get_untracked().event;
    let place = events.iter().position(|event| Some(*event) == held).map_or(0, |place| place + 1);
    let Some(&event) = events.get(place) else {
        held.into_iter().for_each(|held| opened.act(Command::HoldEvent(held), Some(sign.clone())));
        return;
    };
    opened.act(Command::ShowEvent(event), Some(sign));
    opened.bring_card(event);
    // On a narrow screen the panel comes as a sheet over the text: the sentence stays in sight.
    opened.go_to_evidence(event, 0);
}

fn use_actor(opened: Opened, to: &Element) {
    let Some(actor) = number(to, "data-to-actor").map(ActorAt) else { return };
    // A card goes with its actor, and with it what has the focus.
    if closest(to, ".pop").is_some() {
        to_root(to);
    }
    opened.act(Command::HoldActor(actor), Some(to.clone()));
    let in_panel = closest(to, "[data-actor-entry]").is_some() && to.class_name() == "actor";
    let held = opened.state.with_untracked(|state| state.actor) == Some(actor);
    if in_panel
        && held
        && let Some(&first) = opened.story().index.mentions_of(actor).first()
    {
        opened.go_to_mention(first);
    }
}

/// Shows what a list left out; the focus goes to the first of it.
fn unfold(button: &Element) {
    let Some(list) = button.previous_element_sibling() else { return };
    let rest = super::element::find_all(&list, ":scope > [hidden]");
    for item in &rest {
        let _ = item.remove_attribute("hidden");
    }
    if let Some(first) = rest.first() {
        let into = super::element::find(first, "button, a").unwrap_or_else(|| {
            set(first, "tabindex", "-1");
            first.clone()
        });
        scroll::focus(&into);
    }
    button.remove();
}

/// Whether the click is no end of a selection of text.
fn selection_is_empty() -> bool {
    window().get_selection().ok().flatten().is_none_or(|selection| selection.is_collapsed())
}

/// Arrows, Home and End go from mark to mark in a block; Enter and the space bar hold.
pub fn key(opened: Opened, card: Card, event: &web_sys::KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let Some(element) = target(event) else { return };
    let Some((mark, mentions)) = mark_at(opened, &element).filter(|(mark, _)| *mark == element) else { return };
    let direction = closest(&mark, "[dir]").and_then(|around| around.get_attribute("dir"));
    let rtl = direction.as_deref() == Some(Direction::Rtl.word());
    let step = match event.key().as_str() {
        "Enter" | " " => {
            event.prevent_default();
            card.hold(mark, mentions, true);
            return;
        }
        "ArrowRight" if rtl => Step::Back,
        "ArrowRight" | "ArrowDown" => Step::On,
        "ArrowLeft" if rtl => Step::On,
        "ArrowLeft" | "ArrowUp" => Step::Back,
        "Home" => Step::First,
        "End" => Step::Last,
        _ => return,
    };
    if let Some(next) = opened.paint(|painter| painter.mark_beside(&mark, step)).flatten() {
        event.prevent_default();
        scroll::focus(&next);
        spawn(async move { opened.go_to(&next).await });
    }
}
