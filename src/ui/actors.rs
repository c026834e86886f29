//! The actors' panel: who is in the story, those named most first, and what is known of the held one.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::actor_detail::{Extent, actor_detail, glyph, ticks};
use super::element::{El, append, find, set};
use super::live::{on_change, spawn};
use super::opened::Opened;
use super::panel::panel;
use super::sides::Side;
use super::story::Story;
use super::value::{Kept, Watched};
use super::words;
use crate::article::{ActorAt, Kind, in_order};
use crate::host::{frames, scroll};

/// How long entries are made at a stretch, in milliseconds.
const SLICE: f64 = 8.0;

/// The entries of the actors, by their places.
type Entries = Kept<Vec<Option<Element>>>;

/// The actors' panel.
pub fn actors(opened: Opened) -> El {
    let number = opened.story().article.actors.len();
    let list = El::new("ul").class("actors");
    let entries: Entries = Kept::new(vec![None; number]);
    let filled = Watched::new(false);
    spawn(fill(opened, list.element().clone(), entries, filled));
    let panel = panel(opened, Side::Actors, "side start", None, "Nobody is marked in this article.").child(list);
    follow_state(opened, entries, filled, panel.element().clone().unchecked_into());
    panel
}

/// Puts the entries into the list, those named most first.
async fn fill(opened: Opened, list: Element, entries: Entries, filled: Watched<bool>) {
    let Some(story) = opened.try_story() else { return };
    let order = in_order(story.article.actors.len(), |place| {
        let mentions = story.index.mentions_of(ActorAt::from(place)).len();
        [-(mentions as i64), 0, 0]
    });
    // The text is there first.
    frames::breathe().await;
    let mut slices = frames::Slices::of(SLICE);
    for place in order {
        slices.next().await;
        let made = entry(&story, ActorAt(place)).done();
        append(&list, &made);
        // First, for the article may have been closed meanwhile.
        if entries.try_update_value(|entries| entries[place as usize] = Some(made.clone())).is_none() {
            return;
        }
        opened.keep_chips(&made);
    }
    filled.set(true);
}

/// One actor in the panel.
fn entry(story: &Story, actor: ActorAt) -> El {
    let about = &story.article.actors[actor.at()];
    let mentions = story.index.mentions_of(actor).len();
    let aside = |text: &str| El::new("span").class("hidden").text(text);
    let name = El::new("span")
        .class("name")
        .child(El::new("bdi").attr_if("lang", story.article.language.as_deref()).text(&about.name))
        .child(aside(&format!(", {}, ", words::actor_kind(&about.kind))));
    let count = El::new("span").class("n").text(&words::thousands(mentions)).child(aside(if mentions == 1 {
        " mention"
    } else {
        " mentions"
    }));
    let button = El::button()
        .class("actor")
        .attr("aria-pressed", "false")
        .attr("data-to-actor", &actor.0.to_string())
        .child(glyph(about))
        .child(name)
        .child(count);
    El::new("li")
        .class("entry")
        .attr("data-actor-entry", &about.id)
        .attr("data-kind", about.kind.word())
        .child(button)
        .child(ticks(story, actor))
}

/// Opens the entry of the held actor, closes that of the one before, and brings it into the panel's view.
fn follow_state(opened: Opened, entries: Entries, filled: Watched<bool>, panel: HtmlElement) {
    let open = Kept::new(None::<(Element, Element)>);
    // An entry may not be there yet: asked again when all are.
    let held = move || (opened.state.with(|state| state.actor), filled.get());
    on_change(held, move |_, (held, _)| {
        let entry_of = |actor: ActorAt| entries.with_value(|entries| entries[actor.at()].clone());
        let held = held.and_then(|actor| Some((actor, entry_of(actor)?)));
        let same =
            open.with_value(|open| open.as_ref().map(|(entry, _)| entry) == held.as_ref().map(|(_, entry)| entry));
        if same {
            return;
        }
        let mut had_focus = false;
        if let Some((entry, detail)) = open.try_update_value(Option::take).flatten() {
            had_focus = detail.matches(":focus-within").unwrap_or(false);
            press(&entry, false);
            detail.remove();
        }
        let (Some((actor, entry)), Some(story)) = (held, opened.try_story()) else { return };
        press(&entry, true);
        let detail = actor_detail(&story, actor, Extent::BelowName).done();
        append(&entry, &detail);
        // "Belongs to …" was in the detail that is gone: its answer has the focus.
        if let Some(button) = find(&entry, ".actor").filter(|_| had_focus) {
            scroll::focus(&button);
        }
        open.set_value(Some((entry.clone(), detail)));
        opened.place.notify();
        let panel = panel.clone();
        spawn(async move {
            let wanted =
                || open.try_with_value(|open| open.as_ref().is_some_and(|(now, _)| *now == entry)) == Some(true);
            scroll::within(&panel, &entry, wanted).await;
        });
    });
}

fn press(entry: &Element, on: bool) {
    if let Some(button) = find(entry, ".actor") {
        set(&button, "aria-pressed", if on { "true" } else { "false" });
    }
}
