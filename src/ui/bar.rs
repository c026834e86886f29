//! The bar on top: whose page this is, the article's title, search, filters, the switches of the panels, sharing, menu. On narrow screens the
//! switches are tabs at the bottom, where a thumb is.

use leptos::prelude::untrack;

use super::drawer::drawer;
use super::element::{El, closest, find, target};
use super::live::spawn;
use super::opened::Opened;
use super::panel::{count as panel_count, name_and_number};
use super::shelf::Drawer;
use super::shell::Shell;
use super::sides::{Side, Width};
use super::{filters, menu, search, share};
use crate::host::{frames, scroll};
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// The bar.
pub fn bar(shell: Shell, opened: Opened) -> El {
    let article = &opened.story().article;
    let name = El::new("bdi").attr_if("lang", article.language.as_deref()).text(&article.title);
    // It is cut where it ends.
    let title = El::new("span").class("title").attr("dir", article.direction.word()).child(name);
    El::new("div")
        .class("bar")
        .attr("part", "bar")
        .attr("role", if shell.is_page() { "banner" } else { "group" })
        .attr("aria-label", "Whowhen")
        .child(El::new("b").text("Whowhen"))
        .child(title)
        .child(drawer(opened, Drawer::Search, move || search::search(opened)))
        .child(drawer(opened, Drawer::Filters, move || filters::filters(opened)))
        .child(
            El::new("div").class("at-bar").slot(
                move || opened.width.get() != Width::Narrow,
                move |wide| switches(shell, opened, "switches", wide),
            ),
        )
        .child(drawer(opened, Drawer::Share, move || share::share(shell, opened)))
        .child(drawer(opened, Drawer::Menu, move || menu::menu(shell, opened)))
}

/// The first stops of Tab: past the bar, to the text or a panel.
pub fn skips(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let locale = story.locale();
    let skip = |word: Message, selector: &'static str, side: Option<Side>| {
        El::button().class("skip").text(locale.text(word)).on("click", move |event: &web_sys::Event| {
            if let Some(side) = side.filter(|side| !untrack(|| opened.shows(*side))) {
                opened.toggle(side);
            }
            let root = target(event).and_then(|button| closest(&button, "[data-whowhen]"));
            // A panel is shown in the next frame.
            spawn(async move {
                frames::next_frame().await;
                if let Some(place) = root.and_then(|root| find(&root, selector)) {
                    scroll::focus(&place);
                }
            });
        })
    };
    El::new("div")
        .class("skips")
        .attr("role", shell.landmark())
        .attr("aria-label", locale.text(Message::Skips))
        .child(skip(Message::SkipToText, "article[data-article]", None))
        .child(skip(Message::SkipToEvents, ".side.end", Some(Side::Events)))
        .child(skip(Message::SkipToActors, ".side.start", Some(Side::Actors)))
}

/// The switches of a narrow screen.
pub fn tabs(shell: Shell, opened: Opened) -> El {
    El::new("div")
        .class("at-thumb")
        .slot(move || opened.width.get() == Width::Narrow, move |narrow| switches(shell, opened, "tabs", narrow))
}

fn switches(shell: Shell, opened: Opened, class: &str, here: bool) -> Vec<El> {
    // At the bottom of a narrow screen they are outside of every landmark, and are one.
    let role = if class == "tabs" { shell.landmark() } else { "group" };
    let group = || {
        El::new("div").class(class).attr("role", role).attr("aria-label", opened.story().locale().text(Message::Panels))
    };
    let both = || group().child(switch(opened, Side::Actors)).child(switch(opened, Side::Events));
    here.then(both).into_iter().collect()
}

/// Shows or hides a panel.
fn switch(opened: Opened, side: Side) -> El {
    let story = opened.story();
    let locale = story.locale();
    let (name, _) = name_and_number(&story, side);
    El::button()
        .class("switch")
        .live("aria-pressed", move || Some(if opened.shows(side) { "true" } else { "false" }))
        .on("click", move |_: &web_sys::Event| opened.toggle(side))
        .text(locale.text(name))
        .text(" ")
        .child(panel_count(opened, side))
}
