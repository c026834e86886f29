//! The dialog with the code that embeds the article in another page: as an element or as a frame, with all of it, a
//! part, or the selected event alone.
//!
//! The preview is a `<who-when>` element with the attributes of the code, so the user sees what the code shows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, HtmlTextAreaElement};

use crate::browser::{address, timers};
use crate::components::dom::{El, closest, find, set, target};
use crate::components::drawer::{Segment, segmented_control};
use crate::components::reactive::{effect, spawn, watch};
use crate::dialogs::close_on_click;
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use crate::status::live_region;
use crate::toolbar::share;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::{State, View};
use whowhen_views::Markup;

/// The views to choose from. The last two need a selected event.
const VIEWS: [(Message, View); 9] = [
    (Message::ViewWhole, View::Full),
    (Message::ViewText, View::Text),
    (Message::Events, View::Events),
    (Message::ViewTimeline, View::Timeline),
    (Message::ViewOrder, View::Order),
    (Message::ViewMatrix, View::Matrix),
    (Message::ViewMap, View::Map),
    (Message::ViewEvent, View::Event),
    (Message::ViewQuote, View::Quote),
];

/// The dialog, while it is open.
#[component]
pub fn EmbedCodeDialog() -> impl IntoView {
    let (reader, state) = (ReaderState::from_context(), ArticleState::from_context());
    El::new("div")
        .reactive_children(
            move || state.is_embed_dialog_open.get(),
            move |wanted| {
                let dialog = wanted.then(|| dialog(reader, state));
                let shown: Option<HtmlDialogElement> =
                    dialog.as_ref().map(|dialog| dialog.element().clone().unchecked_into());
                // The dialog can be opened only once it is in the document.
                spawn(async move {
                    timers::next_microtask().await;
                    shown.iter().for_each(|dialog| drop(dialog.show_modal()));
                });
                dialog.into_iter().collect()
            },
        )
        .into_view()
}

fn dialog(reader: ReaderState, state: ArticleState) -> El {
    let story = state.story();
    let locale = story.locale();
    let held = state.reading.with_untracked(|reading| reading.event);
    let view = RwSignal::new_local(if held.is_some() { View::Event } else { View::Full });
    let as_frame = RwSignal::new_local(false);
    let options = move || {
        let story = state.story();
        let event = held.map(|at| story.article[at].id.clone());
        embed_attributes(reader, &story, view.get(), event)
    };
    let views =
        VIEWS.into_iter().take(if held.is_some() { VIEWS.len() } else { VIEWS.len() - 2 }).map(|(word, one)| Segment {
            words: locale.text(word).to_owned(),
            chosen: Box::new(move || view.get() == one),
            choose: Box::new(move || view.set(one)),
        });
    let forms = [(Message::AsElement, false), (Message::AsFrame, true)].map(|(word, is_frame)| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || as_frame.get() == is_frame),
        choose: Box::new(move || as_frame.set(is_frame)),
    });
    let code =
        El::new("textarea").attr("readonly", "").attr("rows", "5").attr("dir", "ltr").attr("spellcheck", "false");
    let code = code.attr("aria-label", locale.text(Message::EmbedCode));
    let field: HtmlTextAreaElement = code.element().clone().unchecked_into();
    effect(move || {
        let (options, as_frame) = (options(), as_frame.get());
        field.set_value(&untrack(|| embed_html(reader, &state.story(), &options, as_frame)));
    });
    let look = El::new("who-when").attr("lang", locale.tag);
    let element = look.element().clone();
    watch(options, move |before, now| {
        before.iter().flatten().for_each(|(name, _)| drop(element.remove_attribute(name)));
        now.iter().for_each(|(name, value)| set(&element, name, value));
    });
    let copy = El::button().class("strong").text(locale.text(Message::EmbedCopy)).on("click", move |event: &Event| {
        let field = target(event).and_then(|hit| find(&closest(&hit, "dialog")?, "textarea"));
        let field: Option<HtmlTextAreaElement> = field.and_then(|field| field.dyn_into().ok());
        field.iter().for_each(|field| share::copy(state, field.value()));
    });
    // The reader's own listeners must not receive the events of the preview.
    let mut preview = El::new("div")
        .class("look")
        .attr("role", "group")
        .attr("aria-label", locale.text(Message::Preview))
        .child(look);
    for told in ["whowhen-ready", "whowhen-select", "whowhen-error", "whowhen-problem"] {
        preview = preview.on(told, |event: &Event| event.stop_propagation());
    }
    let close = El::button().class("plain").attr("data-close", "").text(locale.text(Message::Close));
    El::new("dialog")
        .class("help embedding")
        .attr("aria-label", locale.text(Message::Embed))
        .child(El::new("h2").attr("tabindex", "-1").text(locale.text(Message::Embed)))
        .child(segmented_control(locale.text(Message::ShownParts), views.collect()))
        .child(segmented_control(locale.text(Message::EmbedForm), forms.into()))
        .child(code)
        .child(
            El::new("div").class("answers").child(copy).child(close).child(live_region::toast_copy(state.live_region)),
        )
        .child(preview)
        .on("click", close_on_click)
        // Closing also removes the preview.
        .on("close", move |_: &Event| state.is_embed_dialog_open.set(false))
}

/// Returns the attributes of the element. They are also the query of the frame's address.
fn embed_attributes(
    reader: ReaderState,
    story: &Story,
    view: View,
    event: Option<String>,
) -> Vec<(&'static str, String)> {
    let mut asked = vec![share::source_attribute(reader, story)];
    asked.extend((view != View::Full).then(|| ("view", view.word().to_owned())));
    asked.extend(event.map(|event| ("event", event)));
    asked
}

/// Returns the code for the other page.
fn embed_html(reader: ReaderState, story: &Story, asked: &[(&'static str, String)], as_frame: bool) -> String {
    let home = reader.options.with_value(|options| options.base_url.clone());
    let title = escape_html(&story.article.title);
    if as_frame {
        let pairs: Vec<(String, String)> =
            asked.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let src = escape_html(&[&home, "frame.html", &address::query_string(&pairs)].concat());
        return format!(
            "<iframe src=\"{src}\" title=\"{title}\" width=\"100%\" height=\"600\" loading=\"lazy\" frameborder=\"0\"></iframe>"
        );
    }
    let mut embed_html = format!("<script type=\"module\" src=\"{}embed.js\"></script>\n<who-when", escape_html(&home));
    for (name, value) in asked {
        embed_html += &format!(" {name}=\"{}\"", escape_html(value));
    }
    let event = asked.iter().find(|(name, _)| *name == "event").and_then(|(_, id)| story.article.event_by_id(id));
    let href = share::link_for_state(reader, story, &State { event, ..State::default() }).unwrap_or_default();
    embed_html + &format!(">\n  <a href=\"{}\">{title}</a>\n</who-when>", escape_html(&href))
}

/// Escapes text for HTML, also within quotation marks.
fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
