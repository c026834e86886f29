//! An opened article with its bar and its two panels, and the few effects that carry its state into the page.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use crate::actors::panel as actors_panel;
use crate::actors::popover::Popover;
use crate::browser::view::View;
use crate::browser::{address, document, frames, scroll, window};
use crate::components::dom::{El, closest, find_all, target, to_root};
use crate::components::drawer;
use crate::components::reactive::{effect, listen, spawn, watch};
use crate::dialogs::embed_code;
use crate::events::panel as events_panel;
use crate::input::keyboard_shortcuts;
use crate::input::pointer;
use crate::input::pointer::Pointing;
use crate::print;
use crate::state::article::ArticleState;
use crate::state::drawers::Drawer;
use crate::state::panels::{PanelKind, Panels, Width};
use crate::state::reader::{ReaderState, ScrollTarget};
use crate::state::story::{Story, TextPosition};
use crate::state::value::{Shared, Watched};
use crate::status::live_region;
use crate::text::article_view;
use crate::toolbar::bar;
use crate::toolbar::filters;
use crate::toolbar::search;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{Command, Missing, State};
use whowhen_views::Markup;

/// About so high is the bar, in CSS pixels.
const BAR: f64 = 56.0;

/// The parts of an opened article, for the reader's root.
pub fn parts(reader: ReaderState, story: Shared<Story>, width: Watched<Width>, root: &Element) -> Vec<El> {
    let (state, missing) = State::at(&reader.address.get_untracked(), &story.article);
    let searches = !state.query.is_empty();
    let view = match reader.options.with_value(|options| options.boxed) {
        true => View::of(root.clone().unchecked_into()),
        false => View::window(),
    };
    let (instead, number) = reader.options.with_value(|options| (options.instead, options.number));
    let state = ArticleState::new(story.clone(), (state, missing), width, view, (instead, number));
    let before = if instead { place_before(state, root) } else { None };
    if reader.is_page() {
        document().set_title(&format!("{} · Whowhen", story.article.title));
    }
    let popover = Popover::new(state);
    let pointing = Pointing::new();
    follow_state(state, reader);
    follow_history(state, reader, before);
    filters::follow_filter(state);
    search::follow_query(state);
    drawer::close_outside(state);
    print::follow_printing(reader, state);
    keyboard_shortcuts::listen_for_shortcuts(reader, state, root.clone());
    follow_settings(reader, state);
    let_go_by_escape(reader, state, popover, root.clone());
    keep_place(state, reader);
    leave_to_the_person(state);
    follow_width(state);
    let page = El::new("div")
        .live("class", move || Some(if state.highlighted_actor().is_some() { "page held" } else { "page" }))
        .live_if("data-actors", move || state.shows(PanelKind::Actors))
        .live_if("data-events", move || state.shows(PanelKind::Events))
        .on("pointermove", move |event| pointer::pointer_over(state, popover, pointing, event))
        .on("pointerout", move |event| pointer::pointer_out(state, popover, pointing, event))
        .on("mousedown", pointer::mouse_down)
        .on("focusin", move |event| pointer::focus_in(state, popover, pointing, event))
        .on("focusout", move |event| pointer::focus_out(state, popover, pointing, event))
        .on("click", move |event| pointer::click(reader, state, popover, event))
        .on("keydown", move |event| pointer::key_down(state, popover, event))
        .child(article_view::article_view(reader, state, root, popover, before))
        .child(actors_panel::actors(state))
        .child(events_panel::events(state));
    let notice = El::new("div").slot(move || state.missing.get(), move |missing| missing_ids(state, &missing));
    let bar = bar::bar(reader, state).on("click", move |event| pointer::click(reader, state, popover, event));
    let mut parts = vec![
        bar::skip_links(reader, state),
        bar,
        notice,
        page,
        bar::tabs(reader, state),
        keyboard_shortcuts::help(state),
        embed_code::embed_code(reader, state),
    ];
    parts.extend(live_region::region(state.live_region));
    // An address that searches shows what it found.
    if searches {
        state.drawer.set(Some(Drawer::Search));
    }
    parts
}

/// Carries to the text what the person likes of marks.
fn follow_settings(reader: ReaderState, state: ArticleState) {
    watch(
        move || reader.settings.with(|settings| settings.announce),
        move |_, on| {
            state.paint(|painter| painter.announce(*on));
        },
    );
    watch(
        move || reader.settings.with(|settings| (settings.size, settings.lines, settings.typeface)),
        move |before, _| {
            // Other lines, the same place in the text. The column may be as wide as before: the signs are placed anew here.
            if before.is_some() {
                state.restore_anchor();
                spawn(async move {
                    frames::next_frame().await;
                    state.paint(|painter| painter.lay_out_again());
                });
            }
        },
    );
}

/// Carries the state to the text and to the address.
fn follow_state(state: ArticleState, reader: ReaderState) {
    watch(
        move || state.highlighted_actor(),
        move |before, actor| {
            state.paint(|painter| painter.highlight_actor(*actor));
            state.highlight_chips(before.flatten(), *actor);
        },
    );
    effect(move || {
        state.place.track();
        if let Some(root) = state.root() {
            state.show_mention_position(&root);
        }
    });
    watch(
        move || (state.place.get(), state.reading.with(|reading| reading.actor)),
        move |_, (place, held)| {
            let story = state.story();
            let here = place.filter(|place| Some(story.article[*place].actor) == *held);
            spawn(async move {
                // What is gone to comes into the page then.
                frames::next_frame().await;
                state.paint(|painter| painter.show_here(here));
            });
        },
    );
    watch(
        move || state.highlighted_events(),
        move |_, events| {
            state.paint(|painter| painter.highlight_events(events.clone()));
        },
    );
    watch(
        move || state.reading.get(),
        move |before, reading| {
            let Some(before) = before else { return };
            let story = state.story();
            if (before.actor, before.event) != (reading.actor, reading.event) {
                let now = reading.address(&story.article, &story.address);
                reader.notify_selection(now.actor, now.event);
            }
            if !reader.keeps_address(&story) {
                // It is not seen, but a reader that speaks another language goes on from here.
                reader.address.update(|address| *address = reading.address(&story.article, address));
                return;
            }
            let now = reader.address.get_untracked();
            let is_here = story.is_at(&now);
            // An address that says this already is left as it is, also where it names something unknown besides.
            if is_here && State::at(&now, &story.article).0 == *reading {
                return;
            }
            if !is_here {
                // Another article was asked for and did not come; the person goes on with this one.
                reader.stay();
            }
            let next = reading.address(&story.article, if is_here { &now } else { &story.address });
            // The order is a way of looking and not a place to come back to.
            let new_entry = !is_here || (&next.actor, &next.event) != (&now.actor, &now.event);
            if new_entry {
                address::remember_place(state.current_position());
            }
            address::show(&next.to_pairs(), new_entry);
            reader.address.set(next);
        },
    );
}

/// Goes where the page's address leads, and back with the history. In pages of others there is neither: what the reader
/// was asked to hold is gone to.
fn follow_history(state: ArticleState, reader: ReaderState, before: Option<TextPosition>) {
    let story = state.story();
    let keeps_address = reader.keeps_address(&story);
    if !keeps_address {
        let before = reader.place.get_value().filter(|(of, _)| *of == story);
        match before {
            Some((_, place)) => state.restore_position(place),
            None if reader.is_page() => scroll::to_top(),
            // What is as long as its text would scroll the page around it, of which nobody asked to be carried on.
            None if state.view().element().is_some() => state.scroll_to_selection(),
            None => {}
        }
    } else {
        // At first where one was at this entry of the history, as after loading the page again.
        go_along(state, before);
    }
    let mut first = true;
    effect(move || {
        let way = reader.address_changed.get();
        if !std::mem::replace(&mut first, false) {
            untrack(|| {
                let address = reader.address.get_untracked();
                let (reading, missing) = State::at(&address, &state.story().article);
                state.stay();
                let searches = !reading.query.is_empty();
                let view = state.reading.with_untracked(|before| before.view);
                if view != reading.view {
                    state.panels.set(Panels::of(reading.view, state.width.get_untracked()));
                }
                state.reading.set(reading);
                state.missing.set(missing);
                // What is searched for is seen with its search.
                let is_open = state.drawer.get_untracked() == Some(Drawer::Search);
                if searches != is_open {
                    state.drawer.set(searches.then_some(Drawer::Search));
                }
                match way {
                    ScrollTarget::Back => go_along(state, None),
                    ScrollTarget::ToHeld => state.scroll_to_selection(),
                    ScrollTarget::Nowhere => {}
                }
            });
        }
    });
}

/// Keeps where the person is, whenever the page has stood still for a moment.
fn keep_place(state: ArticleState, reader: ReaderState) {
    let mut timer = None;
    listen(&state.view().target(), "scroll", move |_| {
        // The earlier timer is dropped by this, and with it what it would have done.
        timer.replace(frames::after(250, move || state.save_position(reader)));
    });
}

/// Goes where one was at this entry of the history; where it was never left, to what is held, else to where one was in what
/// the page showed before, else to the beginning.
fn go_along(state: ArticleState, before: Option<TextPosition>) {
    match address::place().or(before) {
        Some(place) => state.restore_position(place),
        None if state.reading.with_untracked(State::holds) => state.scroll_to_selection(),
        None => scroll::to_top(),
    }
}

/// Where the person is in the article as the page showed it before the reader came, where they went on in it.
fn place_before(state: ArticleState, root: &Element) -> Option<TextPosition> {
    if state.view().scrolled() < 1.0 {
        return None;
    }
    let rows = find_all(&closest(root, "who-when")?, "[data-static] .row");
    let tops = rows.iter().map(|row| row.get_bounding_client_rect());
    let (place, rect) = tops.enumerate().find(|(_, rect)| rect.bottom() > BAR)?;
    Some((place as u32, rect.top()))
}

/// Whoever scrolls, or takes hold of something, is not carried on to where they asked to go before.
fn leave_to_the_person(state: ArticleState) {
    for name in ["wheel", "touchmove", "pointerdown"] {
        listen(&window(), name, move |_| {
            state.cancel_scroll_here();
        });
    }
    listen(&window(), "keydown", move |event| {
        let scrolls = ["PageDown", "PageUp", "Home", "End", "ArrowDown", "ArrowUp", " "];
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
        if scrolls.contains(&key.as_str()) && !event.default_prevented() {
            state.cancel_scroll_here();
        }
    });
}

/// Other columns: a panel that stood beside the text does not come to lie over it, and the person stays where they are. The
/// browser would carry them along with the text as it was for a moment, in the new width and the old columns.
fn follow_width(state: ArticleState) {
    let mut kept = None;
    watch(
        move || state.width.get(),
        move |before, width| {
            if before.is_some() {
                // On a narrow screen it comes by its tab; a moment of that is no reason to lose it.
                if *width == Width::Narrow {
                    kept = state.panels.with_untracked(|panels| panels.front);
                    state.panels.update(|panels| panels.front = None);
                } else if before == Some(Width::Narrow) {
                    state.panels.update(|panels| panels.front = panels.front.or(kept));
                }
                // The same panels may be another view at this width.
                state.save_view();
                state.restore_anchor();
            }
        },
    );
}

/// Esc takes away a card that is only offered, or lets go of what is held, wherever in the reader the focus is; in a page
/// of our own, also where it is nowhere.
fn let_go_by_escape(reader: ReaderState, state: ArticleState, popover: Popover, root: Element) {
    listen(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "Escape" || event.default_prevented() {
            return;
        }
        if keyboard_shortcuts::pressed_on(reader, &root, event).is_none() || popover.dismiss() || state.close_drawer() {
            return;
        }
        if state.reading.with_untracked(State::holds) {
            state.dispatch(Command::LetGo, None);
            state.live_region.tell(state.story().locale().text(Message::LetGo));
        }
    });
}

/// Tells of ids in the address that the article does not have.
fn missing_ids(state: ArticleState, missing: &[Missing]) -> Vec<El> {
    if missing.is_empty() {
        return Vec::new();
    }
    let story = state.story();
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
        state.missing.set(Vec::new());
    });
    vec![El::new("div").class("notice").attr("role", "status").child(lines).child(dismiss)]
}
