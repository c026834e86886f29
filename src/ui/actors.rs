//! The actors' panel: who is in the story, those named most first, and what is known of the held one.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Element;

use super::actor_detail::{Extent, actor_detail, glyph, ticks};
use super::element::{El, append, find, set};
use super::opened::{Opened, Side, Story};
use super::words;
use crate::article::{ActorAt, Kind, in_order};
use crate::host::{frames, scroll};

/// How many entries go into the panel at once.
const SLICE: usize = 100;

/// The entries of the actors, by their places.
type Entries = StoredValue<Vec<Option<Element>>, LocalStorage>;

/// The actors' panel.
#[component]
pub fn Actors() -> impl IntoView {
    let opened = expect_context::<Opened>();
    let number = opened.story().article.actors.len();
    let panel = NodeRef::<html::Aside>::new();
    let list = NodeRef::<html::Ul>::new();
    let entries: Entries = StoredValue::new_local(vec![None; number]);
    let filled = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        spawn_local(async move {
            let Some(story) = opened.try_story() else { return };
            let order = in_order(number, |place| {
                let mentions = story.index.mentions_of(ActorAt::from(place)).len();
                [-(mentions as i64), 0, 0]
            });
            for slice in order.chunks(SLICE) {
                for &place in slice {
                    let made = entry(&story, ActorAt(place)).done();
                    opened.keep_chips(&made);
                    append(&list, &made);
                    if entries.try_update_value(|entries| entries[place as usize] = Some(made)).is_none() {
                        return;
                    }
                }
                frames::breathe().await;
            }
            let _ = filled.try_set(true);
        });
    });
    follow_state(opened, entries, filled, panel);
    let hidden = move || !opened.sides.get().shows(Side::Actors, opened.width.get());
    let none = (number == 0).then_some("Nobody is marked in this article.");
    view! {
        <aside node_ref=panel class="side start" aria-label="Actors" hidden=hidden tabindex="-1">
            <h2>"Actors" <span class="count">{words::thousands(number)}</span></h2>
            <p class="none">{none}</p>
            <ul node_ref=list class="actors"></ul>
        </aside>
    }
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
    let count = El::new("span").class("n").text(&words::thousands(mentions)).child(aside(" mentions"));
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
fn follow_state(opened: Opened, entries: Entries, filled: RwSignal<bool>, panel: NodeRef<html::Aside>) {
    let held = Memo::new(move |_| opened.state.with(|state| state.actor));
    let open = StoredValue::new_local(None::<(Element, Element)>);
    Effect::new(move |_| {
        // An entry may not be there yet: asked again when all are.
        filled.track();
        let entry_of = |actor: ActorAt| entries.with_value(|entries| entries[actor.at()].clone());
        let held = held.get().and_then(|actor| Some((actor, entry_of(actor)?)));
        let same =
            open.with_value(|open| open.as_ref().map(|(entry, _)| entry) == held.as_ref().map(|(_, entry)| entry));
        if same {
            return;
        }
        if let Some((entry, detail)) = open.try_update_value(Option::take).flatten() {
            press(&entry, false);
            detail.remove();
        }
        let (Some((actor, entry)), Some(story)) = (held, opened.try_story()) else { return };
        press(&entry, true);
        let detail = actor_detail(&story, actor, Extent::BelowName).done();
        append(&entry, &detail);
        open.set_value(Some((entry.clone(), detail)));
        opened.place.notify();
        if let Some(panel) = panel.get_untracked() {
            spawn_local(async move {
                let wanted =
                    || open.try_with_value(|open| open.as_ref().is_some_and(|(now, _)| *now == entry)) == Some(true);
                scroll::within(&panel, &entry, wanted).await;
            });
        }
    });
}

fn press(entry: &Element, on: bool) {
    if let Some(button) = find(entry, ".actor") {
        set(&button, "aria-pressed", if on { "true" } else { "false" });
    }
}
