//! The bar on top: whose page this is, the article's title, and the switches of the panels. On narrow screens the
//! switches are tabs at the bottom, where a thumb is.

use super::element::El;
use super::opened::Opened;
use super::panel::name_and_number;
use super::shell::Shell;
use super::sides::{Side, Width};
use super::words;

/// The bar.
pub fn bar(shell: Shell, opened: Opened) -> El {
    let article = &opened.story().article;
    let name = El::new("bdi").attr_if("lang", article.language.as_deref()).text(&article.title);
    let title = El::new("span").class("title").child(name);
    El::new("div")
        .class("bar")
        .attr("role", if shell.is_page() { "banner" } else { "group" })
        .attr("aria-label", "Whowhen")
        .child(El::new("b").text("Whowhen"))
        .child(title)
        .slot(move || opened.width.get() != Width::Narrow, move |wide| switches(opened, "switches", wide))
}

/// The switches of a narrow screen.
pub fn tabs(opened: Opened) -> El {
    El::new("div")
        .class("at-thumb")
        .slot(move || opened.width.get() == Width::Narrow, move |narrow| switches(opened, "tabs", narrow))
}

fn switches(opened: Opened, class: &str, here: bool) -> Vec<El> {
    // At the bottom of a narrow screen they are outside of every landmark, and are one.
    let role = if class == "tabs" { "navigation" } else { "group" };
    let group = || El::new("div").class(class).attr("role", role).attr("aria-label", "Panels");
    let both = || group().child(switch(opened, Side::Actors)).child(switch(opened, Side::Events));
    here.then(both).into_iter().collect()
}

/// Shows or hides a panel.
fn switch(opened: Opened, side: Side) -> El {
    let (name, count) = name_and_number(&opened.story(), side);
    El::button()
        .class("switch")
        .live("aria-pressed", move || Some(if opened.shows(side) { "true" } else { "false" }))
        .on("click", move |_: &web_sys::Event| opened.toggle(side))
        .text(name)
        .text(" ")
        .child(El::new("span").class("count").text(&words::thousands(count)))
}
