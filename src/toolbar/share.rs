//! Sharing: links and quotations, and copying them to the clipboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Node, Selection, ShadowRoot};

use crate::browser::{address, clipboard, window};
use crate::components::dom::{El, find};
use crate::components::drawer::drawer_button;
use crate::components::reactive::spawn;
use crate::conversion::converter;
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use whowhen_core::article::EventIdx;
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::{Address, State};
use whowhen_views::Markup;

/// The content of the sharing drawer.
pub fn share_content(reader: ReaderState, state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let button = |word: Message, words: fn(ReaderState, ArticleState, Option<EventIdx>) -> String| {
        let copy_on_click = move || {
            copy(state, words(reader, state, None));
            state.close_drawer();
        };
        drawer_button(locale.text(word), Box::new(copy_on_click))
    };
    // No address leads to a local file.
    let to_link = (!story.is_local).then(|| {
        button(Message::CopyLink, |reader, state, event| share_link(reader, state, event).unwrap_or_default())
    });
    let embed = (!story.is_local).then(|| {
        let show = move || {
            state.close_drawer();
            state.is_embed_dialog_open.set(true);
        };
        drawer_button(&[locale.text(Message::Embed), "…"].concat(), Box::new(show))
    });
    let save_as = drawer_button(
        &[locale.text(Message::SaveAs), "…"].concat(),
        Box::new(move || {
            state.close_drawer();
            let id = state.story().article.id.clone();
            spawn(async move {
                if let Err(failure) = converter::save(reader, &id).await {
                    reader.fail(failure);
                }
            });
        }),
    );
    // Without a selection or a selected event there is nothing to quote.
    let quote = quoted_words(state, None).map(|_| button(Message::CopyQuotation, quotation));
    let mut offered: Vec<El> = to_link.into_iter().chain(quote).chain(embed).collect();
    if offered.is_empty() {
        offered.push(El::new("p").class("none").text(locale.text(Message::NothingToShare)));
    }
    offered.push(save_as);
    offered
}

/// Returns a link to the current state, or to an event. Returns `None` if no address leads to the article.
pub fn share_link(reader: ReaderState, state: ArticleState, event: Option<EventIdx>) -> Option<String> {
    let mut reading = state.reading.get_untracked();
    if event.is_some() {
        reading.event = event;
    }
    link_for_state(reader, &state.story(), &reading)
}

/// Returns a link to a state of an article. Returns `None` if no address leads to the article.
pub fn link_for_state(reader: ReaderState, story: &Story, state: &State) -> Option<String> {
    if story.is_local {
        return None;
    }
    let next = state.address(&story.article, &story.address);
    // Each article of the library has a page of its own. Links lead to the site of the reader, even if the reader is embedded in another site.
    let base_url = reader.options.with_value(|options| options.base_url.clone());
    let (page, src) = match source_attribute(reader, story) {
        ("src", url) => (base_url, Some(url)),
        (_, id) => (base_url + &id + "/", None),
    };
    Some(page + &address::query_string(&Address { src, article: None, ..next }.to_pairs()))
}

/// Returns the attribute that names an article, and its value: `article` with the id if the article is in the library
/// of the published reader, otherwise `src` with the address of the file.
pub fn source_attribute(reader: ReaderState, story: &Story) -> (&'static str, String) {
    match story.library_id.clone().filter(|_| reader.uses_own_library()) {
        Some(id) => ("article", id),
        None => ("src", story.url.clone()),
    }
}

/// Returns the words to quote: the evidence of the given event. Without an event, the user's text selection, otherwise
/// the evidence of the selected event. `None` if there are none.
fn quoted_words(state: ArticleState, event: Option<EventIdx>) -> Option<String> {
    let story = state.story();
    let selected = window().get_selection().ok().flatten().filter(|selection| is_in_text(state, selection));
    let selected = selected.map(|selection| String::from(selection.to_string()));
    let selected = selected.filter(|words| event.is_none() && !words.trim().is_empty());
    selected.or_else(|| {
        let event = event.or(state.reading.with_untracked(|reading| reading.event))?;
        let spans = story.article[event].evidence_in_order();
        let quotes: Vec<&str> = spans.iter().map(|span| story.article.quote(span)).collect();
        (!quotes.is_empty()).then(|| quotes.join(" […] "))
    })
}

/// Returns a quotation with the title, the source, the date and a link. It quotes the evidence of the given event.
/// Without an event it quotes the user's text selection, otherwise the evidence of the selected event. If there is
/// nothing to quote, it starts with the title.
pub fn quotation(reader: ReaderState, state: ArticleState, event: Option<EventIdx>) -> String {
    let story = state.story();
    let (article, locale) = (&story.article, story.locale());
    let words = quoted_words(state, event);
    let event = event.or(state.reading.with_untracked(|reading| reading.event));
    let mut about = vec![article.title.clone()];
    let publisher = article.publisher.clone().or(article.source.as_ref().and_then(|source| source.title.clone()));
    about.extend(publisher);
    about.extend(article.published.as_ref().map(|date| locale::date(&*locale, date)));
    let mut quotation = String::new();
    if let Some(words) = words {
        quotation = locale.with(Message::Quoted, &[("quote", words.trim())]) + "\n";
    }
    let link = share_link(reader, state, event).map_or(String::new(), |link| "\n".to_owned() + &link);
    quotation + &locale.comma_separated(&about) + &link
}

/// Whether a text selection is in the article's text. In a shadow root the page learns no more than the shadow host, or
/// a node around it.
fn is_in_text(state: ArticleState, selection: &Selection) -> bool {
    let text = state.root().and_then(|root| find(&root, "article[data-article]"));
    let ends =
        [(selection.anchor_node(), selection.anchor_offset()), (selection.focus_node(), selection.focus_offset())];
    let Some(text) = text else { return false };
    let host: Option<Node> = text.get_root_node().dyn_into::<ShadowRoot>().ok().map(|shadow| shadow.host().into());
    // The position directly before or after the shadow host, or the host itself.
    let is_host = |node: &Node, offset: u32| {
        let neighbor = [Some(offset), offset.checked_sub(1)].map(|place| node.child_nodes().get(place?));
        host.is_some() && (Some(node) == host.as_ref() || neighbor.contains(&host))
    };
    ends.into_iter().all(|(node, offset)| node.is_some_and(|node| text.contains(Some(&node)) || is_host(&node, offset)))
}

/// Copies text to the clipboard, and shows a toast with the result.
pub fn copy(state: ArticleState, words: String) {
    spawn(async move {
        let word = if clipboard::write(&words).await { Message::Copied } else { Message::NotCopied };
        let Some(story) = state.try_story() else { return };
        state.live_region.toast(story.locale().text(word));
    });
}
