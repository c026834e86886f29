//! Taking a link or a quotation along: what it says, and putting it on the clipboard.

use super::drawer::action;
use super::element::El;
use super::live::spawn;
use super::opened::Opened;
use super::shell::Shell;
use crate::article::EventAt;
use crate::host::{address, clipboard, window};
use crate::reading::Address;
use crate::words::{self, Speech, Word};

/// What stands in the drawer for sharing.
pub fn share(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let speech = story.speech();
    let button = |word: Word, words: fn(Shell, Opened, Option<EventAt>) -> String| {
        let take = move || {
            copy(opened, words(shell, opened, None));
            opened.close_drawer();
        };
        action(speech.say(word), Box::new(take))
    };
    vec![button(Word::CopyLink, link), button(Word::CopyQuotation, quotation)]
}

/// The address of what is shown, or of an event.
pub fn link(shell: Shell, opened: Opened, event: Option<EventAt>) -> String {
    let story = opened.story();
    let mut state = opened.state.get_untracked();
    if event.is_some() {
        state.event = event;
    }
    let next = state.address(&story.article, &story.address);
    let home = shell.options.with_value(|options| options.home.clone());
    // In a page of others the link leads to the reader's own, and names the file.
    let next = match &home {
        Some(_) => Address { src: Some(story.url.clone()), article: None, ..next },
        None => next,
    };
    let page = home.unwrap_or_else(address::bare);
    page + &address::href(&next.to_pairs())
}

/// The words that are selected, else those of an event or of what is held, else the title; with title, source, date and
/// link.
pub fn quotation(shell: Shell, opened: Opened, event: Option<EventAt>) -> String {
    let story = opened.story();
    let (article, speech) = (&story.article, story.speech());
    let selected = window().get_selection().ok().flatten().map(|selection| String::from(selection.to_string()));
    let selected = selected.filter(|words| event.is_none() && !words.trim().is_empty());
    let event = event.or(opened.state.with_untracked(|state| state.event));
    let words = selected.or_else(|| {
        let spans = article.events[event?.at()].evidence_in_order();
        let quotes: Vec<&str> = spans.iter().map(|span| article.quote(span)).collect();
        (!quotes.is_empty()).then(|| quotes.join(" […] "))
    });
    let mut about = vec![article.title.clone()];
    let publisher = article.publisher.clone().or(article.source.as_ref().and_then(|source| source.title.clone()));
    about.extend(publisher);
    about.extend(article.published.as_ref().map(|date| words::date(&*speech, date)));
    let mut quotation = String::new();
    if let Some(words) = words {
        quotation = speech.with(Word::Quoted, &[words.trim()]) + "\n";
    }
    quotation + &speech.aside(&about) + "\n" + &link(shell, opened, event)
}

/// Puts words on the clipboard, and says so.
pub fn copy(opened: Opened, words: String) {
    spawn(async move {
        let word = if clipboard::write(&words).await { Word::Copied } else { Word::NotCopied };
        let Some(story) = opened.try_story() else { return };
        opened.telling.note(story.speech().say(word));
    });
}
