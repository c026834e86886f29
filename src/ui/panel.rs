//! What the two panels have in common: their frame, and how they are called.

use super::element::El;
use super::opened::Opened;
use super::sides::Side;
use super::story::Story;
use super::words;

/// A panel's name, and how many it lists.
pub fn name_and_number(story: &Story, side: Side) -> (&'static str, usize) {
    match side {
        Side::Actors => ("Actors", story.article.actors.len()),
        Side::Events => ("Events", story.article.events.len()),
    }
}

/// A panel with its heading and, below that, `tools`, which stay in sight; and with `none` where it lists nothing.
pub fn panel(opened: Opened, side: Side, class: &str, tools: Option<El>, none: &str) -> El {
    let (name, number) = name_and_number(&opened.story(), side);
    let count = El::new("span").class("count").text(&words::thousands(number));
    El::new("aside")
        .class(class)
        .attr("aria-label", name)
        .attr("tabindex", "-1")
        .live_if("hidden", move || !opened.shows(side))
        .child(El::new("div").class("head").child(El::new("h2").text(name).text(" ").child(count)).child_if(tools))
        .child_if((number == 0).then(|| El::new("p").class("none").text(none)))
}
