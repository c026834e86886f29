//! Why there is no article, in words, and what to do about it.

use crate::check::Error;
use crate::host::fetch::FetchError;

/// Why there is no article.
#[derive(Debug)]
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
    pub fn what(&self) -> String {
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
    pub fn advice(&self) -> String {
        match self {
            Self::Fetch(error) | Self::Library(error) => error.advice().to_owned(),
            Self::File { error, .. } | Self::LibraryFile(error) => error.advice(),
            Self::UnknownArticle { .. } => "Check the address for a slip, or open one of its articles.".to_owned(),
            Self::NothingAsked => "Add ?src= and the address of an article file to this page's address.".to_owned(),
        }
    }

    /// The file that is spoken of, where it is not in the message already.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File { url, .. } => Some(url),
            _ => None,
        }
    }

    /// The JSON path of the trouble.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::File { error, .. } | Self::LibraryFile(error) => error.path().map(str::to_owned),
            _ => None,
        }
    }
}
