//! The article format: JSON in UTF-8, with or without a byte order mark. `docs/article-format.md` describes it.
//!
//! [`read`] returns the file as its author wrote it; [`crate::check`] then resolves references and spans. Reading and
//! writing keep everything in a file, including unknown fields. [`read_in_steps`] does the same with pauses.
//!
//! [`SourceMap`] finds the line and column of a [`Problem`](crate::check::Problem).
//!
//! ```
//! use whowhen_core::file::{read, write};
//!
//! let bytes = br#"{"format":"whowhen/1","id":"a","title":"A","language":"en",
//!                  "blocks":[{"id":"b","kind":"paragraph","text":"One."}]}"#;
//! let file = read(bytes).unwrap();
//! assert_eq!(read(write(&file).as_bytes()).unwrap(), file);
//! ```

mod article;
mod error;
mod format_types;
mod id;
mod in_steps;
mod json;
mod json_path;
mod library;
mod object_macro;
mod source_map;

pub use article::{FORMAT, read, write};
pub use error::ReadError;
pub use format_types::{
    ActorFile, ArticleFile, BlockFile, EventFile, LinkFile, MentionFile, NamedPlaceFile, ParticipantFile, PlaceFile,
    RelationFile, SourceFile, SpanFile, StyleFile,
};
pub use id::{is_plain_id, plain_id};
pub use in_steps::read_in_steps;
pub use json_path::Path;
pub use library::{ActorName, Entry, EntryActor, IDS_FILE, Library, SharedActor, page_file, read_library};
pub use object_macro::Extra;
pub use source_map::{Position, SourceMap};

pub(crate) use article::check_format;

/// The largest file that is read, in bytes. A text of ten million words is about 60 MB.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;
