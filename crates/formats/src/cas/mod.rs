//! What UIMA CAS and WebAnno TSV have in common: annotations in layers, and how an article is made of them.
//!
//! | in the source | in the article |
//! |---|---|
//! | an annotation of a span layer; its label is the feature `value`, or another of that meaning, or the layer's name | a mention |
//! | an annotation of a layer of events, or of one with slots | an event, whose participants are in the slots |
//! | a relation | a relation; that of a layer of coreference says that both are the same actor |
//! | a coreference chain | one actor |
//! | the features `identifier` and `confidence` | who the actor is, and how sure the annotator was |
//! | tokens, sentences, lemmas, parts of speech, syntax | nothing; they are counted |
//!
//! | module | purpose |
//! |---|---|
//! | `layers` | [`Layers`]: annotations in layers, and what their features say |
//! | `filling` | an article's draft, filled with them |
//! | `structures` | [`Cas`]: feature structures as they are in a file, and the layers that they make |
//! | `document` | the documents of a CAS, and what it says of each as a whole |
//!
//! ```
//! use whowhen_core::text::Unit;
//! use whowhen_formats::cas::{Annotation, Layers};
//! use whowhen_formats::{Format, ReadOptions, Report};
//!
//! let mut layers = Layers::new("a.tsv", "line");
//! let layer = layers.layer("webanno.custom.Person");
//! layers.annotations.push(Annotation { layer, pieces: vec![(0, 5)], ..Annotation::default() });
//! let mut report = Report::new(Format::WebAnnoTsv);
//! let draft = layers.draft("Alice ran.".to_owned(), Unit::Utf16, &mut report).unwrap();
//! let article = draft.finish("a.tsv", &ReadOptions::default(), &mut report).unwrap();
//! assert_eq!(article.actors[0].kind.as_deref(), Some("person"));
//! ```
//!
//! Source: <https://uima.apache.org/d/uimaj-current/references.html>,
//! <https://inception-project.github.io/releases/36.4/docs/user-guide.html#_layers>

mod document;
mod filling;
mod layers;
mod structures;

pub use layers::{Annotation, Feature, Layers, Relation, Slot};
pub use structures::{Cas, Value};

/// Parts of the names of layers that are about words and markup.
const GRAMMAR: &[&str] = &[".lexmorph.type.", ".syntax.type.", ".api.xml.type.", ".metadata.type.", ".api.pdf.type."];

/// The last part of the name of a layer.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
