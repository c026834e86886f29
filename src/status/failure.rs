//! Why there is no article, in words, and what to do about it.

use crate::browser::fetch::{FetchError, PATIENCE};
use whowhen_core::file::ReadError;
use whowhen_core::file::SIZE_LIMIT;
use whowhen_core::locale::{Locale, Message};

use crate::i18n::Language;

/// Why there is no article.
#[derive(Debug)]
pub enum Failure {
    /// Its file did not come.
    Fetch(FetchError),
    /// Its file came, and is none that can be shown.
    File {
        /// Why.
        error: ReadError,
        /// Where it is, or its name on the person's own machine.
        url: String,
        /// Whether it is on the person's own machine.
        is_local: bool,
    },
    /// The library's list did not come.
    Library(FetchError),
    /// The library's list came, and is none.
    LibraryFile(ReadError),
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
    pub fn what(&self, locale: &Language) -> String {
        match self {
            Self::Fetch(error) => fetch_what(locale, error),
            Self::File { error, .. } => error.to_string(),
            Self::Library(error) => locale.text(Message::NoList).to_owned() + " " + &fetch_what(locale, error),
            Self::LibraryFile(error) => format!("{} {error}", locale.text(Message::BadList)),
            Self::UnknownArticle { id } => locale.with(Message::NoSuchArticle, &[("id", id)]),
            Self::NothingAsked => locale.text(Message::NothingAsked).to_owned(),
        }
    }

    /// What to do.
    pub fn advice(&self, locale: &Language) -> String {
        match self {
            Self::Fetch(error) | Self::Library(error) => locale.text(fetch_advice(error)).to_owned(),
            Self::File { error, .. } | Self::LibraryFile(error) => error.help(),
            Self::UnknownArticle { .. } => locale.text(Message::CheckAddress).to_owned(),
            Self::NothingAsked => locale.text(Message::AskForOne).to_owned(),
        }
    }

    /// The file that is spoken of, where it is not in the message already.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File { url, .. } => Some(url),
            _ => None,
        }
    }

    /// Whether it is about a file of the person's own machine.
    pub fn is_local(&self) -> bool {
        matches!(self, Self::File { is_local: true, .. })
    }

    /// The JSON path of the trouble.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::File { error, .. } | Self::LibraryFile(error) => error.path().map(str::to_owned),
            _ => None,
        }
    }
}

/// Why a file did not come.
fn fetch_what(locale: &Language, error: &FetchError) -> String {
    match error {
        FetchError::BadAddress { url } => locale.with(Message::BadAddress, &[("url", url)]),
        FetchError::Status { url, status } => {
            let message = match status {
                404 | 410 => Message::NoFile,
                401 | 403 => Message::NotForAll,
                500.. => Message::ServerTrouble,
                _ => Message::NotGiven,
            };
            locale.with(message, &[("url", url), ("status", &status.to_string())])
        }
        FetchError::Unreachable { url } => locale.with(Message::Unreachable, &[("url", url)]),
        FetchError::Broken { url, loaded } => {
            locale.with(Message::BrokeOff, &[("url", url), ("bytes", &locale.number(*loaded))])
        }
        FetchError::TimedOut { url } => {
            let seconds = locale.number(PATIENCE as usize / 1000);
            locale.with(Message::TimedOut, &[("url", url), ("seconds", &seconds)])
        }
        FetchError::TooLarge { url } => {
            let limit = locale.number(SIZE_LIMIT / (1024 * 1024));
            locale.with(Message::TooLarge, &[("url", url), ("limit", &limit)])
        }
    }
}

/// What to do about a file that did not come.
fn fetch_advice(error: &FetchError) -> Message {
    match error {
        FetchError::BadAddress { .. } => Message::WholeAddress,
        FetchError::Status { status: 404 | 410, .. } => Message::CheckOrOther,
        FetchError::Status { status: 401 | 403, .. } => Message::AskOwner,
        FetchError::Status { .. } => Message::TryLater,
        FetchError::Unreachable { .. } => Message::CheckAccess,
        FetchError::Broken { .. } | FetchError::TimedOut { .. } => Message::CheckConnection,
        FetchError::TooLarge { .. } => Message::AskSmaller,
    }
}
