//! The views: the text and the diagrams that stand in its place.

use crate::components::dom::El;
use crate::components::drawer::{Segment, segmented_control};
use crate::state::article::ArticleState;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::View;
use whowhen_views::Markup;

/// The name of a diagram.
pub fn name_of(view: View) -> Message {
    match view {
        View::Timeline => Message::ViewTimeline,
        View::Order => Message::ViewOrder,
        View::Matrix => Message::ViewMatrix,
        View::Map => Message::ViewMap,
        _ => Message::ViewText,
    }
}

/// The content of the drawer: a button for the text, and one for each diagram.
pub fn views_content(state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let all = [None].into_iter().chain(View::DIAGRAMS.map(Some));
    let buttons = all.map(|view| {
        El::button()
            .class("action")
            .reactive_bool("aria-pressed", move || state.diagram() == view)
            .text(locale.text(view.map_or(Message::ViewText, name_of)))
            .on("click", move |_: &web_sys::Event| {
                state.close_drawer();
                show(state, view);
            })
    });
    buttons.collect()
}

/// The same choice above an open diagram.
pub fn switch(state: ArticleState) -> El {
    let story = state.story();
    let locale = story.locale();
    let segment = |view: Option<View>| Segment {
        words: locale.text(view.map_or(Message::ViewText, name_of)).to_owned(),
        chosen: Box::new(move || state.diagram() == view),
        choose: Box::new(move || show(state, view)),
    };
    let segments = [None].into_iter().chain(View::DIAGRAMS.map(Some)).map(segment);
    segmented_control(locale.text(Message::Views), segments.collect())
}

fn show(state: ArticleState, view: Option<View>) {
    match view {
        Some(view) => state.show_diagram(view),
        None => state.show_text(),
    }
}
