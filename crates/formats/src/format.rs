//! The formats, with what is known of each: names, extensions, and the functions that detect, read and write it.
//!
//! ```
//! use whowhen_formats::Format;
//!
//! assert_eq!(Format::from_id("brat"), Some(Format::Brat));
//! assert!(Format::Brat.can_read() && Format::Brat.can_write());
//! assert!(!Format::EventsCsv.can_read());
//! ```

use serde::{Serialize, Serializer};
use whowhen_core::file::ArticleFile;

use crate::{Document, FormatError, Group, InputFile, ReadOptions, Written};

/// How likely it is that a file has a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// It has not.
    No,
    /// It can be read so, as any text can be read as plain text.
    Possible,
    /// Its name or its shape says so.
    Likely,
    /// It says so itself.
    Certain,
}

/// Reads files that belong together.
type Read = fn(&Group, &ReadOptions) -> Result<Vec<Document>, FormatError>;

/// Writes an article.
type Write = fn(&ArticleFile) -> Result<Written, FormatError>;

/// What is known of a format.
#[derive(Default)]
pub(crate) struct FormatInfo {
    pub id: &'static str,
    pub name: &'static str,
    /// The extension of a written file comes first.
    pub extensions: &'static [&'static str],
    pub detect: Option<fn(&InputFile) -> Likelihood>,
    pub read: Option<Read>,
    pub write: Option<Write>,
}

macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident = $id:literal, $name:literal, [$($extension:literal),*],
        $(detect $detect:path, read $read:path,)? $(write $write:path,)?;)*) => {
        /// A format that is read or written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])* $format,)*
        }

        impl Format {
            /// All formats, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$format),*];

            pub(crate) fn info(self) -> FormatInfo {
                match self {
                    $(Self::$format => {
                        #[allow(unused_mut, reason = "some formats are read and not written, or the other way round")]
                        let mut info = FormatInfo { id: $id, name: $name, extensions: &[$($extension),*], ..FormatInfo::default() };
                        $(info.detect = Some($detect);
                        info.read = Some($read);)?
                        $(info.write = Some($write);)?
                        info
                    })*
                }
            }
        }
    };
}

formats! {
    /// The own article format.
    Whowhen = "whowhen", "Whowhen article", ["json"], detect crate::whowhen::detect, read crate::whowhen::read, write crate::whowhen::write,;
    /// W3C Web Annotation, as JSON-LD.
    WebAnnotation = "web-annotation", "W3C Web Annotation", ["jsonld", "json"], detect crate::web_annotation::detect, read crate::web_annotation::read, write crate::web_annotation::write,;
    /// brat standoff: `.txt` and `.ann`.
    Brat = "brat", "brat standoff", ["zip", "ann"], detect crate::brat::detect, read crate::brat::read, write crate::brat::write,;
    /// JSON of spaCy, displaCy and Prodigy.
    Spacy = "spacy", "spaCy, displaCy, Prodigy", ["json", "jsonl"], detect crate::spacy::detect, read crate::spacy::read,;
    /// JSONL of doccano.
    Doccano = "doccano", "doccano", ["jsonl", "json"], detect crate::doccano::detect, read crate::doccano::read,;
    /// JSON of Label Studio.
    LabelStudio = "label-studio", "Label Studio", ["json"], detect crate::label_studio::detect, read crate::label_studio::read,;
    /// Columns of CoNLL-2003, CoNLL-U and LitBank: a token on a line.
    Conll = "conll", "CoNLL columns", ["conll", "conllu", "tsv", "iob", "bio"], detect crate::conll::detect, read crate::conll::read,;
    /// WebAnno TSV 3, as WebAnno and INCEpTION write it.
    WebAnnoTsv = "webanno-tsv", "WebAnno TSV 3", ["tsv"], detect crate::webanno_tsv::detect, read crate::webanno_tsv::read,;
    /// UIMA CAS as XMI.
    CasXmi = "cas-xmi", "UIMA CAS XMI", ["xmi", "xml"], detect crate::cas_xmi::detect, read crate::cas_xmi::read,;
    /// UIMA CAS as JSON.
    CasJson = "cas-json", "UIMA CAS JSON", ["json"], detect crate::cas_json::detect, read crate::cas_json::read,;
    /// GATE documents as JSON.
    Gate = "gate", "GATE bdocjs", ["bdocjs", "json"], detect crate::gate::detect, read crate::gate::read,;
    /// TEI P5.
    Tei = "tei", "TEI P5", ["xml", "tei"], detect crate::tei::detect, read crate::tei::read,;
    /// HTML: saved pages, and one self-contained page of an article.
    Html = "html", "Web page", ["html", "htm", "xhtml"], detect crate::html::detect, read crate::html::read,;
    /// Markdown; written with numbered references.
    Markdown = "markdown", "Markdown", ["md", "markdown"], detect crate::markdown::detect, read crate::markdown::read, write crate::markdown::write,;
    /// Plain text.
    Text = "text", "Plain text", ["txt"], detect crate::plain_text::detect, read crate::plain_text::read,;
    /// A table of events, with the column names of ACLED.
    EventsCsv = "events-csv", "Table of events", ["csv"], write crate::tables::write_events,;
    /// A table of actors.
    ActorsCsv = "actors-csv", "Table of actors", ["csv"], write crate::tables::write_actors,;
    /// A table of mentions.
    MentionsCsv = "mentions-csv", "Table of mentions", ["csv"], write crate::tables::write_mentions,;
    /// JSON of TimelineJS.
    TimelineJs = "timelinejs", "TimelineJS", ["json"], write crate::timeline_js::write,;
    /// A network of who acts on whom.
    GraphMl = "graphml", "GraphML network", ["graphml"], write crate::graphml::write,;
}

impl Format {
    /// The format with an id, such as `brat`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.id() == id)
    }

    /// Its id, as the command line and the page use it.
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// Its name for users.
    pub fn name(self) -> &'static str {
        self.info().name
    }

    /// The extensions of its files, without a dot. A written file has the first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.info().extensions
    }

    /// Whether files of this format can be read.
    pub fn can_read(self) -> bool {
        self.info().read.is_some()
    }

    /// Whether articles can be written in this format.
    pub fn can_write(self) -> bool {
        // The page needs a language besides the article: see `write`.
        self == Self::Html || self.info().write.is_some()
    }
}

/// As its id.
impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
