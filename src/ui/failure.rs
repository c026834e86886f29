//! Why there is no article, in words, and what to do about it.

use leptos::prelude::*;

use super::app::Shell;
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

/// The error, as an alert: what is wrong, what to do, trying again, other articles.
#[component]
pub fn FailureView(
    /// What is wrong.
    failure: Failure,
) -> impl IntoView {
    let shell = expect_context::<Shell>();
    let file = failure.file().map(|url| view! { <p class="file">{url.to_owned()}</p> });
    view! {
        <section class="failure" role="alert" data-error="" data-path=failure.path()>
            <h2>"This article cannot be shown"</h2>
            <p class="what">{failure.what()}</p>
            {file}
            <p class="advice">{failure.advice()}</p>
            <button type="button" class="strong" on:click=move |_| shell.load()>"Try again"</button>
        </section>
        <Library/>
    }
}

/// The articles of the library, as links; nothing where there are none, or the page is not ours.
#[component]
pub fn Library() -> impl IntoView {
    let shell = expect_context::<Shell>();
    let entries = move || {
        let ours = shell.options.with_value(|options| options.page);
        let library = shell.library.get();
        (ours && !library.articles.is_empty()).then(|| {
            let entries = library.articles.into_iter().map(|entry| {
                let to = Address { article: Some(entry.id), ..Address::default() };
                let href = address::href(&to.to_pairs());
                let go = move |event: leptos::ev::MouseEvent| {
                    let plain = !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
                    if plain && event.button() == 0 {
                        event.prevent_default();
                        shell.go(to.clone());
                    }
                };
                view! {
                    <li>
                        <a href=href on:click=go lang=entry.language.clone()>{entry.title}</a>
                        <p lang=entry.language>{entry.summary}</p>
                    </li>
                }
            });
            view! {
                <nav class="library" aria-label="Articles">
                    <h2>"Articles"</h2>
                    <ul>{entries.collect_view()}</ul>
                </nav>
            }
        })
    };
    view! { {entries} }
}
