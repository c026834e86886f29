//! Taking a link or a quotation along: what it says, and putting it on the clipboard.

use wasm_bindgen::JsCast;
use web_sys::{Node, Selection, ShadowRoot};

use super::drawer::action;
use super::element::{El, find};
use super::live::spawn;
use super::opened::Opened;
use super::shell::Shell;
use super::story::Story;
use crate::host::{address, clipboard, window};
use whowhen_core::article::EventIdx;
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::{Address, State};

/// What stands in the drawer for sharing.
pub fn share(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let locale = story.locale();
    let button = |word: Message, words: fn(Shell, Opened, Option<EventIdx>) -> String| {
        let take = move || {
            copy(opened, words(shell, opened, None));
            opened.close_drawer();
        };
        action(locale.text(word), Box::new(take))
    };
    // No address leads to a file of the person's own machine.
    let to_link = (!story.is_local)
        .then(|| button(Message::CopyLink, |shell, opened, event| link(shell, opened, event).unwrap_or_default()));
    let embed = (!story.is_local).then(|| {
        let show = move || {
            opened.close_drawer();
            opened.embedding.set(true);
        };
        action(&[locale.text(Message::Embed), "…"].concat(), Box::new(show))
    });
    to_link.into_iter().chain([button(Message::CopyQuotation, quotation)]).chain(embed).collect()
}

/// The address of what is shown, or of an event; none where no address leads to the article.
pub fn link(shell: Shell, opened: Opened, event: Option<EventIdx>) -> Option<String> {
    let mut state = opened.state.get_untracked();
    if event.is_some() {
        state.event = event;
    }
    link_to(shell, &opened.story(), &state)
}

/// The address of a story in a state; none where no address leads to it.
pub fn link_to(shell: Shell, story: &Story, state: &State) -> Option<String> {
    if story.is_local {
        return None;
    }
    let next = state.address(&story.article, &story.address);
    // Each article of the library has a page of its own; a page of others, too, leads to the reader's.
    let home = shell.options.with_value(|options| options.home.clone());
    let (page, src) = match name_of(shell, story) {
        ("src", url) => (home, Some(url)),
        (_, id) => (home + &id + "/", None),
    };
    Some(page + &address::href(&Address { src, article: None, ..next }.to_pairs()))
}

/// How a story is named where the reader is published: `article` with its id, where it is of the library there, else `src`
/// with the address of its file.
pub fn name_of(shell: Shell, story: &Story) -> (&'static str, String) {
    match story.entry.clone().filter(|_| shell.lists_ours()) {
        Some(id) => ("article", id),
        None => ("src", story.url.clone()),
    }
}

/// The words that are selected, else those of an event or of what is held, else the title; with title, source, date and
/// link.
pub fn quotation(shell: Shell, opened: Opened, event: Option<EventIdx>) -> String {
    let story = opened.story();
    let (article, locale) = (&story.article, story.locale());
    let selected = window().get_selection().ok().flatten().filter(|selection| is_of_text(opened, selection));
    let selected = selected.map(|selection| String::from(selection.to_string()));
    let selected = selected.filter(|words| event.is_none() && !words.trim().is_empty());
    let event = event.or(opened.state.with_untracked(|state| state.event));
    let words = selected.or_else(|| {
        let spans = article[event?].evidence_in_order();
        let quotes: Vec<&str> = spans.iter().map(|span| article.quote(span)).collect();
        (!quotes.is_empty()).then(|| quotes.join(" […] "))
    });
    let mut about = vec![article.title.clone()];
    let publisher = article.publisher.clone().or(article.source.as_ref().and_then(|source| source.title.clone()));
    about.extend(publisher);
    about.extend(article.published.as_ref().map(|date| locale::date(&*locale, date)));
    let mut quotation = String::new();
    if let Some(words) = words {
        quotation = locale.with(Message::Quoted, &[("quote", words.trim())]) + "\n";
    }
    let link = link(shell, opened, event).map_or(String::new(), |link| "\n".to_owned() + &link);
    quotation + &locale.comma_separated(&about) + &link
}

/// Whether a selection is of the article's text. In a shadow root the page is told of no more than its host, or what is
/// around that.
fn is_of_text(opened: Opened, selection: &Selection) -> bool {
    let text = opened.root().and_then(|root| find(&root, "article[data-article]"));
    let ends =
        [(selection.anchor_node(), selection.anchor_offset()), (selection.focus_node(), selection.focus_offset())];
    let Some(text) = text else { return false };
    let host: Option<Node> = text.get_root_node().dyn_into::<ShadowRoot>().ok().map(|shadow| shadow.host().into());
    // Before the host, behind it, or it itself.
    let is_host = |node: &Node, offset: u32| {
        let beside = [Some(offset), offset.checked_sub(1)].map(|place| node.child_nodes().get(place?));
        host.is_some() && (Some(node) == host.as_ref() || beside.contains(&host))
    };
    ends.into_iter().all(|(node, offset)| node.is_some_and(|node| text.contains(Some(&node)) || is_host(&node, offset)))
}

/// Puts words on the clipboard, and says so.
pub fn copy(opened: Opened, words: String) {
    spawn(async move {
        let word = if clipboard::write(&words).await { Message::Copied } else { Message::NotCopied };
        let Some(story) = opened.try_story() else { return };
        opened.telling.note(story.locale().text(word));
    });
}
