//! Why there is no article, in words, and what to do about it.

use web_sys::MouseEvent;

use super::app::Shell;
use super::element::{El, to_root};
use crate::article::Library;
use crate::check::Error;
use crate::host::address;
use crate::host::fetch::FetchError;
use crate::reading::Address;

/// Why there is no article.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Its file did not come.
    Fetch(FetchError),
    /// Its file came, and is none that can be shown.
    File {
        /// Why.
        error: Error,
        /// Where it is.
        url: String,
    },
    /// The library's list did not come.
    Library(FetchError),
    /// The library's list came, and is none.
    LibraryFile(Error),
    /// The library has no such article.
    UnknownArticle {
        /// The id that was asked for.
        id: String,
    },
    /// Nothing was asked for, and there is no library to take the first article from.
    NothingAsked,
}

impl Failure {
    /// What is wrong.
    fn what(&self) -> String {
        match self {
            Self::Fetch(error) => error.what(),
            Self::File { error, .. } => error.to_string(),
            Self::Library(error) => format!("The list of articles did not come. {}", error.what()),
            Self::LibraryFile(error) => format!("The list of articles cannot be read. {error}"),
            Self::UnknownArticle { id } => format!("The library has no article “{id}”."),
            Self::NothingAsked => "No article was asked for.".to_owned(),
        }
    }

    /// What to do.
    fn advice(&self) -> String {
        match self {
            Self::Fetch(error) | Self::Library(error) => error.advice().to_owned(),
            Self::File { error, .. } | Self::LibraryFile(error) => error.advice(),
            Self::UnknownArticle { .. } => "Check the address for a slip, or open one of its articles.".to_owned(),
            Self::NothingAsked => "Add ?src= and the address of an article file to this page's address.".to_owned(),
        }
    }

    /// The file that is spoken of, where it is not in the message already.
    fn file(&self) -> Option<&str> {
        match self {
            Self::File { url, .. } => Some(url),
            _ => None,
        }
    }

    /// The JSON path of the trouble.
    fn path(&self) -> Option<String> {
        match self {
            Self::File { error, .. } | Self::LibraryFile(error) => error.path().map(str::to_owned),
            _ => None,
        }
    }
}

/// The error, as an alert: what is wrong, what to do, trying again. `alone`: where nothing else is shown, it is what the
/// page is about.
pub fn alert(shell: Shell, failure: &Failure, alone: bool) -> El {
    let line = |class: &str, words: &str| El::new("p").class(class).text(words);
    let again = El::button().class("strong").text("Try again").on("click", move |event: &web_sys::Event| {
        to_root(event);
        shell.load();
    });
    let alert = El::new("section")
        .class("failure")
        .attr("role", "alert")
        .attr("data-error", "")
        .attr_if("data-path", failure.path().as_deref())
        .child(El::new(if alone { "h1" } else { "h2" }).text("This article cannot be shown"))
        .child(line("what", &failure.what()))
        .child_if(failure.file().map(|url| line("file", url)))
        .child(line("advice", &failure.advice()))
        .child(again);
    shell.frame(alone).child(alert)
}

/// The articles of the library, as links; nothing where there are fewer than `at_least`, or the page is not ours.
pub fn library(shell: Shell, library: &Library, at_least: usize) -> Option<El> {
    if !shell.is_page() || library.articles.len() < at_least {
        return None;
    }
    let entries = library.articles.iter().map(|entry| {
        let to = Address { article: Some(entry.id.clone()), ..Address::default() };
        let href = address::href(&to.to_pairs());
        let go = move |event: &MouseEvent| {
            let plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
            if plain && event.button() == 0 {
                event.prevent_default();
                shell.go(to.clone());
            }
        };
        let language = entry.language.as_deref();
        El::new("li")
            .child(El::new("a").attr("href", &href).attr_if("lang", language).text(&entry.title).on("click", go))
            .child(El::new("p").attr_if("lang", language).text(entry.summary.as_deref().unwrap_or_default()))
    });
    let heading = El::new("h2").text("Articles");
    let list = El::new("ul").children(entries.collect());
    Some(El::new("nav").class("library").attr("aria-label", "Articles").child(heading).child(list))
}
