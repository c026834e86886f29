//! The error, in words, and what to do about it.

use super::element::{El, target, to_root};
use super::failure::Failure;
use super::shell::Shell;
use crate::words::{Speech, Word};

/// The error, as an alert: what is wrong, what to do, trying again. `alone`: where nothing else is shown, it is what the
/// page is about.
pub fn alert(shell: Shell, failure: &Failure, alone: bool) -> El {
    let speech = shell.language.get_untracked();
    // What is wrong inside a file is told in English: docs/decisions.md says why.
    let english = matches!(failure, Failure::File { .. }).then_some("en");
    let direction = english.map(|_| "ltr");
    let line = |class: &str, words: &str| {
        El::new("p").class(class).attr_if("lang", english).attr_if("dir", direction).text(words)
    };
    let again =
        El::button().class("strong").text(speech.say(Word::TryAgain)).on("click", move |event: &web_sys::Event| {
            target(event).iter().for_each(to_root);
            shell.load();
        });
    let alert = El::new("section")
        .class("failure")
        .attr("role", "alert")
        .attr("data-error", "")
        .attr_if("data-path", failure.path().as_deref())
        .child(El::new(if alone { "h1" } else { "h2" }).text(speech.say(Word::CannotShow)))
        .child(line("what", &failure.what(&speech)))
        .child_if(failure.file().map(|url| line("file", url)))
        .child(line("advice", &failure.advice(&speech)))
        .child(again);
    shell.frame(alone).child(alert)
}
