//! An opened article with its bar and its two panels, and the few effects that carry its state into the page.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::actor_card::Card;
use super::deeds::Pointing;
use super::element::{El, closest, find_all, target, to_root};
use super::live::{follow, listen, on_change, spawn};
use super::opened::Opened;
use super::shelf::Drawer;
use super::shell::{Shell, Way};
use super::sides::{Side, Sides, Width};
use super::story::{Place, Story};
use super::value::{Same, Watched};
use super::{actors, bar, deeds, drawer, embedding, events, filters, keys, print, reader, search, telling};
use crate::host::view::View;
use crate::host::{address, document, frames, scroll, window};
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Missing, State};
use whowhen_views::Markup;

/// About so high is the bar, in CSS pixels.
const BAR: f64 = 56.0;

/// The parts of an opened article, for the reader's root.
pub fn parts(shell: Shell, story: Same<Story>, width: Watched<Width>, root: &Element) -> Vec<El> {
    let (state, missing) = State::at(&shell.address.get_untracked(), &story.article);
    let searches = !state.query.is_empty();
    let view = match shell.options.with_value(|options| options.boxed) {
        true => View::of(root.clone().unchecked_into()),
        false => View::window(),
    };
    let (instead, number) = shell.options.with_value(|options| (options.instead, options.number));
    let opened = Opened::new(story.clone(), (state, missing), width, view, (instead, number));
    let before = if instead { place_before(opened, root) } else { None };
    if shell.is_page() {
        document().set_title(&format!("{} · Whowhen", story.article.title));
    }
    let card = Card::new(opened);
    let pointing = Pointing::new();
    follow_state(opened, shell);
    follow_history(opened, shell, before);
    filters::follow_filter(opened);
    search::follow_query(opened);
    drawer::close_outside(opened);
    print::follow_printing(shell, opened);
    keys::listen_to_keys(shell, opened, root.clone());
    follow_settings(shell, opened);
    let_go_by_escape(shell, opened, card, root.clone());
    keep_place(opened, shell);
    leave_to_the_person(opened);
    follow_width(opened);
    let page = El::new("div")
        .live("class", move || Some(if opened.lit_actor().is_some() { "page held" } else { "page" }))
        .live_if("data-actors", move || opened.shows(Side::Actors))
        .live_if("data-events", move || opened.shows(Side::Events))
        .on("pointermove", move |event| deeds::pass(opened, card, pointing, event))
        .on("pointerout", move |event| deeds::pass_out(opened, card, pointing, event))
        .on("mousedown", deeds::press)
        .on("focusin", move |event| deeds::focus(opened, card, pointing, event))
        .on("focusout", move |event| deeds::blur(opened, card, pointing, event))
        .on("click", move |event| deeds::click(shell, opened, card, event))
        .on("keydown", move |event| deeds::key(opened, card, event))
        .child(reader::reader(shell, opened, root, card, before))
        .child(actors::actors(opened))
        .child(events::events(opened));
    let notice = El::new("div").slot(move || opened.missing.get(), move |missing| missing_ids(opened, &missing));
    let bar = bar::bar(shell, opened).on("click", move |event| deeds::click(shell, opened, card, event));
    let mut parts = vec![
        bar::skips(shell, opened),
        bar,
        notice,
        page,
        bar::tabs(shell, opened),
        keys::help(opened),
        embedding::embedding(shell, opened),
    ];
    parts.extend(telling::region(opened.telling));
    // An address that searches shows what it found.
    if searches {
        opened.drawer.set(Some(Drawer::Search));
    }
    parts
}

/// Carries to the text what the person likes of marks.
fn follow_settings(shell: Shell, opened: Opened) {
    on_change(
        move || shell.settings.with(|settings| settings.announce),
        move |_, on| {
            opened.paint(|painter| painter.announce(*on));
        },
    );
    on_change(
        move || shell.settings.with(|settings| (settings.size, settings.lines, settings.typeface)),
        move |before, _| {
            // Other lines, the same place in the text. The column may be as wide as before: the signs are placed anew here.
            if before.is_some() {
                opened.stay_in_place();
                spawn(async move {
                    frames::next_frame().await;
                    opened.paint(|painter| painter.lay_out_again());
                });
            }
        },
    );
}

/// Carries the state to the text and to the address.
fn follow_state(opened: Opened, shell: Shell) {
    on_change(
        move || opened.lit_actor(),
        move |before, actor| {
            opened.paint(|painter| painter.light_actor(*actor));
            opened.light_chips(before.flatten(), *actor);
        },
    );
    follow(move || {
        opened.place.track();
        if let Some(root) = opened.root() {
            opened.tell_place(&root);
        }
    });
    on_change(
        move || (opened.place.get(), opened.state.with(|state| state.actor)),
        move |_, (place, held)| {
            let story = opened.story();
            let here = place.filter(|place| Some(story.article[*place].actor) == *held);
            spawn(async move {
                // What is gone to comes into the page then.
                frames::next_frame().await;
                opened.paint(|painter| painter.show_here(here));
            });
        },
    );
    on_change(
        move || opened.lit_events(),
        move |_, events| {
            opened.paint(|painter| painter.light_events(events.clone()));
        },
    );
    on_change(
        move || opened.state.get(),
        move |before, state| {
            let Some(before) = before else { return };
            let story = opened.story();
            if (before.actor, before.event) != (state.actor, state.event) {
                let now = state.address(&story.article, &story.address);
                shell.tell_of_held(now.actor, now.event);
            }
            if !shell.keeps_address(&story) {
                // It is not seen, but a reader that speaks another language goes on from here.
                shell.address.update(|address| *address = state.address(&story.article, address));
                return;
            }
            let now = shell.address.get_untracked();
            let is_here = story.is_at(&now);
            // An address that says this already is left as it is, also where it names something unknown besides.
            if is_here && State::at(&now, &story.article).0 == *state {
                return;
            }
            if !is_here {
                // Another article was asked for and did not come; the person goes on with this one.
                shell.stay();
            }
            let next = state.address(&story.article, if is_here { &now } else { &story.address });
            // The order is a way of looking and not a place to come back to.
            let new_entry = !is_here || (&next.actor, &next.event) != (&now.actor, &now.event);
            if new_entry {
                address::remember_place(opened.place_in_text());
            }
            address::show(&next.to_pairs(), new_entry);
            shell.address.set(next);
        },
    );
}

/// Goes where the page's address leads, and back with the history. In pages of others there is neither: what the reader
/// was asked to hold is gone to.
fn follow_history(opened: Opened, shell: Shell, before: Option<Place>) {
    let story = opened.story();
    let keeps_address = shell.keeps_address(&story);
    if !keeps_address {
        let before = shell.place.get_value().filter(|(of, _)| *of == story);
        match before {
            Some((_, place)) => opened.go_back_to(place),
            None if shell.is_page() => scroll::to_top(),
            // What is as long as its text would scroll the page around it, of which nobody asked to be carried on.
            None if opened.view().element().is_some() => opened.go_to_held(),
            None => {}
        }
    } else {
        // At first where one was at this entry of the history, as after loading the page again.
        go_along(opened, before);
    }
    let mut first = true;
    follow(move || {
        let way = shell.turned.get();
        if !std::mem::replace(&mut first, false) {
            untrack(|| {
                let address = shell.address.get_untracked();
                let (state, missing) = State::at(&address, &opened.story().article);
                opened.stay();
                let searches = !state.query.is_empty();
                let view = opened.state.with_untracked(|before| before.view);
                if view != state.view {
                    opened.sides.set(Sides::of(state.view, opened.width.get_untracked()));
                }
                opened.state.set(state);
                opened.missing.set(missing);
                // What is searched for is seen with its search.
                let is_open = opened.drawer.get_untracked() == Some(Drawer::Search);
                if searches != is_open {
                    opened.drawer.set(searches.then_some(Drawer::Search));
                }
                match way {
                    Way::Back => go_along(opened, None),
                    Way::ToHeld => opened.go_to_held(),
                    Way::Nowhere => {}
                }
            });
        }
    });
}

/// Keeps where the person is, whenever the page has stood still for a moment.
fn keep_place(opened: Opened, shell: Shell) {
    let mut timer = None;
    listen(&opened.view().target(), "scroll", move |_| {
        // The earlier timer is dropped by this, and with it what it would have done.
        timer.replace(frames::after(250, move || opened.remember_place(shell)));
    });
}

/// Goes where one was at this entry of the history; where it was never left, to what is held, else to where one was in what
/// the page showed before, else to the beginning.
fn go_along(opened: Opened, before: Option<Place>) {
    match address::place().or(before) {
        Some(place) => opened.go_back_to(place),
        None if opened.state.with_untracked(State::holds) => opened.go_to_held(),
        None => scroll::to_top(),
    }
}

/// Where the person is in the article as the page showed it before the reader came, where they went on in it.
fn place_before(opened: Opened, root: &Element) -> Option<Place> {
    if opened.view().scrolled() < 1.0 {
        return None;
    }
    let rows = find_all(&closest(root, "who-when")?, "[data-static] .row");
    let tops = rows.iter().map(|row| row.get_bounding_client_rect());
    let (place, rect) = tops.enumerate().find(|(_, rect)| rect.bottom() > BAR)?;
    Some((place as u32, rect.top()))
}

/// Whoever scrolls, or takes hold of something, is not carried on to where they asked to go before.
fn leave_to_the_person(opened: Opened) {
    for name in ["wheel", "touchmove", "pointerdown"] {
        listen(&window(), name, move |_| {
            opened.stay_here();
        });
    }
    listen(&window(), "keydown", move |event| {
        let scrolls = ["PageDown", "PageUp", "Home", "End", "ArrowDown", "ArrowUp", " "];
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        if scrolls.contains(&key.as_str()) && !event.default_prevented() {
            opened.stay_here();
        }
    });
}

/// Other columns: a panel that stood beside the text does not come to lie over it, and the person stays where they are. The
/// browser would carry them along with the text as it was for a moment, in the new width and the old columns.
fn follow_width(opened: Opened) {
    let mut kept = None;
    on_change(
        move || opened.width.get(),
        move |before, width| {
            if before.is_some() {
                // On a narrow screen it comes by its tab; a moment of that is no reason to lose it.
                if *width == Width::Narrow {
                    kept = opened.sides.with_untracked(|sides| sides.front);
                    opened.sides.update(|sides| sides.front = None);
                } else if before == Some(Width::Narrow) {
                    opened.sides.update(|sides| sides.front = sides.front.or(kept));
                }
                // The same panels may be another view at this width.
                opened.keep_view();
                opened.stay_in_place();
            }
        },
    );
}

/// Esc takes away a card that is only offered, or lets go of what is held, wherever in the reader the focus is; in a page
/// of our own, also where it is nowhere.
fn let_go_by_escape(shell: Shell, opened: Opened, card: Card, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        if keys::pressed_on(shell, &root, event).is_none() || card.dismiss() || opened.close_drawer() {
            return;
        }
        if opened.state.with_untracked(State::holds) {
            opened.act(Command::LetGo, None);
            opened.telling.tell(opened.story().locale().text(Message::LetGo));
        }
    });
}

/// Tells of ids in the address that the article does not have.
fn missing_ids(opened: Opened, missing: &[Missing]) -> Vec<El> {
    if missing.is_empty() {
        return Vec::new();
    }
    let story = opened.story();
    let locale = story.locale();
    let line = |missing: &Missing| {
        El::new("p").text(&match missing {
            Missing::Actor(id) => locale.with(Message::NoSuchActor, &[("id", id)]),
            Missing::Event(id) => locale.with(Message::NoSuchEvent, &[("id", id)]),
            Missing::Kind(kind) => locale.with(Message::NoSuchKind, &[("kind", kind)]),
            Missing::Time(time) => locale.with(Message::NoSuchTime, &[("time", time)]),
        })
    };
    let lines = El::new("div").children(missing.iter().map(line));
    let dismiss = El::button().text(locale.text(Message::Dismiss)).on("click", move |event: &Event| {
        target(event).iter().for_each(to_root);
        opened.missing.set(Vec::new());
    });
    vec![El::new("div").class("notice").attr("role", "status").child(lines).child(dismiss)]
}
