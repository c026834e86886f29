//! Why there is no article, in words, and what to do about it.

use crate::article::SIZE_LIMIT;
use crate::check::Error;
use crate::host::fetch::{FetchError, PATIENCE};
use crate::words::{Speech, Word};

use super::speech::Language;

/// Why there is no article.
#[derive(Debug)]
pub enum Failure {
    /// Its file did not come.
    Fetch(FetchError),
    /// Its file came, and is none that can be shown.
    File {
        /// Why.
        error: Error,
        /// Where it is, or its name on the person's own machine.
        url: String,
        /// Whether it is on the person's own machine.
        is_local: bool,
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
    pub fn what(&self, speech: &Language) -> String {
        match self {
            Self::Fetch(error) => fetch_what(speech, error),
            Self::File { error, .. } => error.to_string(),
            Self::Library(error) => speech.say(Word::NoList).to_owned() + " " + &fetch_what(speech, error),
            Self::LibraryFile(error) => format!("{} {error}", speech.say(Word::BadList)),
            Self::UnknownArticle { id } => speech.with(Word::NoSuchArticle, &[id]),
            Self::NothingAsked => speech.say(Word::NothingAsked).to_owned(),
        }
    }

    /// What to do.
    pub fn advice(&self, speech: &Language) -> String {
        match self {
            Self::Fetch(error) | Self::Library(error) => speech.say(fetch_advice(error)).to_owned(),
            Self::File { error, .. } | Self::LibraryFile(error) => error.advice(),
            Self::UnknownArticle { .. } => speech.say(Word::CheckAddress).to_owned(),
            Self::NothingAsked => speech.say(Word::AskForOne).to_owned(),
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
fn fetch_what(speech: &Language, error: &FetchError) -> String {
    let number = |number: usize| speech.number(number);
    let (word, url, more) = match error {
        FetchError::BadAddress { url } => (Word::BadAddress, url, String::new()),
        FetchError::Status { url, status } => {
            let word = match status {
                404 | 410 => Word::NoFile,
                401 | 403 => Word::NotForAll,
                500.. => Word::ServerTrouble,
                _ => Word::NotGiven,
            };
            (word, url, status.to_string())
        }
        FetchError::Unreachable { url } => (Word::Unreachable, url, String::new()),
        FetchError::Broken { url, loaded } => (Word::BrokeOff, url, number(*loaded)),
        FetchError::TimedOut { url } => (Word::TimedOut, url, number(PATIENCE as usize / 1000)),
        FetchError::TooLarge { url } => (Word::TooLarge, url, number(SIZE_LIMIT / (1024 * 1024))),
    };
    speech.with(word, &[url, &more])
}

/// What to do about a file that did not come.
fn fetch_advice(error: &FetchError) -> Word {
    match error {
        FetchError::BadAddress { .. } => Word::WholeAddress,
        FetchError::Status { status: 404 | 410, .. } => Word::CheckOrOther,
        FetchError::Status { status: 401 | 403, .. } => Word::AskOwner,
        FetchError::Status { .. } => Word::TryLater,
        FetchError::Unreachable { .. } => Word::CheckAccess,
        FetchError::Broken { .. } | FetchError::TimedOut { .. } => Word::CheckConnection,
        FetchError::TooLarge { .. } => Word::AskSmaller,
    }
}
