//! Why an article cannot be shown, and what to do about it, in words.

use crate::browser::fetch::{FetchError, IDLE_TIMEOUT};
use crate::browser::file_store::StoreError;
use whowhen_core::file::ReadError;
use whowhen_core::file::SIZE_LIMIT;
use whowhen_core::locale::{Locale, Message};

use crate::i18n::Language;

/// The reason why an article cannot be shown.
#[derive(Debug)]
pub enum Failure {
    /// The file could not be loaded.
    Fetch(FetchError),
    /// The file was loaded, but is not an article file that can be shown.
    File {
        /// The error.
        error: ReadError,
        /// The address of the file, or the name of the local file.
        url: String,
        /// Whether the file is local.
        is_local: bool,
    },
    /// The converter could not be loaded, or stopped.
    Converter {
        /// Why, in the browser's words.
        reason: String,
        /// Whether local files were opened.
        is_local: bool,
    },
    /// Files of another format could not be read: what is wrong, and what to do, in English.
    Format {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
        /// Whether local files were opened.
        is_local: bool,
    },
    /// No file has a known format.
    UnknownFormat,
    /// The user cancelled.
    Cancelled,
    /// The library's list could not be loaded.
    Library(FetchError),
    /// The library's list was loaded, but is not a valid list.
    LibraryFile(ReadError),
    /// The library has no such article.
    UnknownArticle {
        /// The requested id.
        id: String,
    },
    /// The files that are kept in this browser could not be read.
    Kept(StoreError),
    /// The file that is requested is not kept in this browser.
    NotKept,
    /// No article is requested, and there is no library to take the first article from.
    NothingAsked,
}

impl Failure {
    /// Describes what is wrong.
    pub fn message(&self, locale: &Language) -> String {
        match self {
            Self::Fetch(error) => fetch_what(locale, error),
            Self::File { error, .. } => error.to_string(),
            Self::Converter { reason, .. } => locale.with(Message::ConverterFailed, &[("reason", reason)]),
            Self::Format { message, .. } => message.clone(),
            Self::UnknownFormat => locale.text(Message::UnknownFormat).to_owned(),
            Self::Cancelled => locale.text(Message::Cancelled).to_owned(),
            Self::Library(error) => locale.text(Message::NoList).to_owned() + " " + &fetch_what(locale, error),
            Self::LibraryFile(error) => format!("{} {error}", locale.text(Message::BadList)),
            Self::UnknownArticle { id } => locale.with(Message::NoSuchArticle, &[("id", id)]),
            Self::Kept(StoreError::Broken(reason)) => locale.with(Message::FilesBroken, &[("reason", reason)]),
            Self::Kept(_) => locale.text(Message::FilesBlocked).to_owned(),
            Self::NotKept => locale.text(Message::NotKept).to_owned(),
            Self::NothingAsked => locale.text(Message::NothingAsked).to_owned(),
        }
    }

    /// Describes what to do about it.
    pub fn advice(&self, locale: &Language) -> String {
        match self {
            Self::Fetch(error) | Self::Library(error) => locale.text(fetch_advice(error)).to_owned(),
            Self::File { error, .. } | Self::LibraryFile(error) => error.help(),
            Self::Converter { .. } => locale.text(Message::CheckConnection).to_owned(),
            Self::Format { help, .. } => help.clone(),
            Self::UnknownFormat => locale.text(Message::KnownFormats).to_owned(),
            Self::Cancelled => String::new(),
            Self::UnknownArticle { .. } => locale.text(Message::CheckAddress).to_owned(),
            Self::Kept(_) | Self::NotKept => locale.text(Message::OpenItAgain).to_owned(),
            Self::NothingAsked => locale.text(Message::AskForOne).to_owned(),
        }
    }

    /// Returns the file, if the message does not name it already.
    pub fn file_url(&self) -> Option<&str> {
        match self {
            Self::File { url, .. } if !url.is_empty() => Some(url),
            _ => None,
        }
    }

    /// Whether the failure is about a local file.
    pub fn is_local(&self) -> bool {
        match self {
            Self::File { is_local, .. } | Self::Converter { is_local, .. } | Self::Format { is_local, .. } => *is_local,
            Self::UnknownFormat => true,
            _ => false,
        }
    }

    /// Returns the JSON path of the error in the file.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::File { error, .. } | Self::LibraryFile(error) => error.path().map(str::to_owned),
            _ => None,
        }
    }
}

/// Describes why a file could not be loaded.
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
            let seconds = locale.number(IDLE_TIMEOUT as usize / 1000);
            locale.with(Message::TimedOut, &[("url", url), ("seconds", &seconds)])
        }
        FetchError::TooLarge { url } => {
            let limit = locale.number(SIZE_LIMIT / (1024 * 1024));
            locale.with(Message::TooLarge, &[("url", url), ("limit", &limit)])
        }
    }
}

/// Describes what to do about a file that could not be loaded.
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
