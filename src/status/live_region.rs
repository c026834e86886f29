//! Announcements: a live region for screen readers, and a toast that disappears by itself.
//!
//! The live region announces only headlines: the target of a jump, how much a filter shows, how many matches a search
//! has. Its texts are not repeated elsewhere on the page, so screen readers read them once.
//!
//! ```ignore
//! state.live_region.toast(story.locale().text(Message::Copied));
//! ```

use crate::components::dom::El;
use crate::components::reactive::{effect, watch};
use crate::state::announcements::LiveRegion;
use crate::state::article::ArticleState;
use leptos::prelude::*;
use whowhen_views::Markup;

/// A copy of the toast for a modal dialog: what is behind the dialog is neither visible nor announced.
pub fn toast_copy(live_region: LiveRegion) -> El {
    with_toast(live_region, El::new("span").attr("role", "status"))
}

/// Shows the text of the toast in an element, and follows it.
fn with_toast(live_region: LiveRegion, shown_in: El) -> El {
    let element = shown_in.element().clone();
    watch(move || live_region.toast.get(), move |_, words| element.set_text_content(Some(words)));
    shown_in
}

/// The live region and the toast.
#[component]
pub fn Announcements() -> impl IntoView {
    let live_region = ArticleState::from_context().live_region;
    let announcement = El::new("p").class("hidden").attr("role", "status").attr("data-told", "");
    let toast = El::new("p")
        .class("toast")
        .attr("aria-hidden", "true")
        .reactive_flag("hidden", move || live_region.toast.with(String::is_empty));
    let toast = with_toast(live_region, toast);
    let element = announcement.element().clone();
    effect(move || {
        let words = live_region.announcement.get();
        // Screen readers announce a text only if it changes. A no-break space at the end makes the same text a
        // different one.
        let again = if element.text_content().as_ref() == Some(&words) { "\u{a0}" } else { "" };
        element.set_text_content(Some(&(words + again)));
    });
    [announcement, toast].map(El::into_view)
}
