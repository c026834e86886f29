//! The article file, as it is written: see `docs/article-format.md`.
//!
//! Reading and writing is lossless for what a field says: fields that the format does not name are kept in `extra`,
//! in every object. Two spellings are not told apart: a missing field and `null`, a missing list and an empty one.
//!
//! ```
//! use serde_json::json;
//! use whowhen_core::file::ArticleFile;
//!
//! let value = json!({"format": "whowhen/1", "id": "a", "title": "A", "language": "en", "mood": "calm",
//!                    "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]});
//! let file: ArticleFile = serde_json::from_value(value.clone()).unwrap();
//! assert_eq!(file.extra["mood"], "calm");
//! assert_eq!(serde_json::to_value(&file).unwrap(), value);
//! ```

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use std::fmt;

use super::Extra;
use super::object::{any_fields, objects, or_default};

objects! {
    /// An article with its actors, where the text mentions them, and its events with the sentences that tell of them.
    ArticleFile {
        /// The format and its major version: `whowhen/1`.
        #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^whowhen/1(\.[0-9]+)?$")))]
        format: String,
        /// The article's id, as addresses name it.
        id: String,
        /// The title.
        title: String,
        /// The line under the title.
        subtitle(default): Option<String>,
        /// Who wrote it.
        authors(default): Vec<String>,
        /// Who marked its actors and events.
        annotators(default): Vec<String>,
        /// Who published it.
        publisher(default): Option<String>,
        /// When it was published: an EDTF date.
        published(default): Option<String>,
        /// The language of the text: a BCP 47 tag.
        language: String,
        /// The direction of the text: `ltr` or `rtl`; by default the language's.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(crate::article::Direction::WORDS))))]
        direction(default): Option<String>,
        /// Where the text comes from.
        source(default): Option<SourceFile>,
        /// What it says, in a sentence or two.
        summary(default): Option<String>,
        /// The text, in reading order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        blocks [or_default]: Vec<BlockFile>,
        /// Who is in the story.
        actors(default): Vec<ActorFile>,
        /// Where the text speaks of whom.
        mentions(default): Vec<MentionFile>,
        /// What happened.
        events(default): Vec<EventFile>,
        /// How events hang together.
        relations(default): Vec<RelationFile>,
    }

    /// Where a text comes from.
    SourceFile {
        /// Its address: http, https or mailto.
        url(default): Option<String>,
        /// Its name.
        title(default): Option<String>,
        /// What one may do with it.
        license(default): Option<String>,
    }

    /// A paragraph, heading, or other piece of the text.
    BlockFile {
        /// Unique among blocks.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = crate::article::BlockKind::WORDS)))]
        kind: String,
        /// Of a heading: from 2 to 6.
        #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 6)))]
        level(default): Option<i64>,
        /// Plain text; never read as HTML, white space kept.
        text: String,
        /// Its own language, where it differs: a BCP 47 tag.
        language(default): Option<String>,
        /// Its own direction, where it differs: `ltr` or `rtl`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(crate::article::Direction::WORDS))))]
        direction(default): Option<String>,
        /// Emphasis and links.
        marks(default): Vec<StyleFile>,
    }

    /// Emphasis, importance or a link on a range of a block's text.
    StyleFile {
        /// The first code point of the block's text.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        start: i64,
        /// The code point after the last.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        end: i64,
        /// What it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = crate::article::StyleKind::WORDS)))]
        kind: String,
        /// Where a link leads: http, https or mailto.
        href(default): Option<String>,
    }

    /// Somebody or something that acts or is spoken of.
    ActorFile {
        /// Unique among actors.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What it is: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::ActorKind as crate::article::Kind>::WORDS)))]
        kind(default): Option<String>,
        /// Its name; by default its id.
        name(default): Option<String>,
        /// Its other names.
        aliases(default): Vec<String>,
        /// Who or what it is, in a sentence or two.
        description(default): Option<String>,
        /// Its ids elsewhere, by the name of the register, such as `wikidata`.
        ids(default) [any_fields]: Extra,
        /// Pages about it.
        links(default): Vec<LinkFile>,
        /// The ids of the actors that it belongs to.
        member_of(default): Vec<String>,
    }

    /// A page elsewhere.
    LinkFile {
        /// Its address: http, https or mailto.
        url: String,
        /// What it is called.
        title(default): Option<String>,
    }

    /// A place, or several, where the text speaks of an actor once.
    MentionFile {
        /// The actor's id.
        actor: String,
        /// How it refers; by default `name`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Form as crate::article::Kind>::WORDS))))]
        form(default): Option<String>,
        /// Where: one span, or several for a mention in pieces.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        at [or_default]: Vec<SpanFile>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        certainty(default): Option<f64>,
    }

    /// A range of a block's text: by positions, by quote, or by both, which then must agree.
    SpanFile {
        /// The block's id.
        block: String,
        /// The first code point of the block's text.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        start(default): Option<i64>,
        /// The code point after the last.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        end(default): Option<i64>,
        /// The words themselves.
        quote(default): Option<String>,
        /// The text just before the quote.
        prefix(default): Option<String>,
        /// The text just after the quote.
        suffix(default): Option<String>,
        /// Which occurrence of the quote, from 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
        nth(default): Option<i64>,
    }

    /// Something that happened, or is said to have.
    EventFile {
        /// Unique among events.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What sort of thing: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::EventKind as crate::article::Kind>::WORDS)))]
        kind(default): Option<String>,
        /// What happened, in a line; by default its id.
        title(default): Option<String>,
        /// When: an EDTF date. Missing: undated.
        when(default): Option<String>,
        /// How the text itself puts the time.
        when_text(default): Option<String>,
        /// Where: an actor's id, or a place.
        r#where(default): Option<PlaceFile>,
        /// Who took part, and how.
        participants(default): Vec<ParticipantFile>,
        /// The sentences that say so.
        evidence(default): Vec<SpanFile>,
        /// What happened, in a sentence or two.
        summary(default): Option<String>,
        /// Whether it is said to have happened; by default `asserted`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Status as crate::article::Kind>::WORDS))))]
        status(default): Option<String>,
        /// The id of the actor who says so.
        attributed_to(default): Option<String>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        certainty(default): Option<f64>,
        /// Pages that tell of it.
        sources(default): Vec<LinkFile>,
    }

    /// A place that is not an actor.
    NamedPlaceFile {
        /// What it is called.
        name: String,
        /// Degrees north.
        #[cfg_attr(feature = "schema", schemars(range(min = -90, max = 90)))]
        lat(default): Option<f64>,
        /// Degrees east.
        #[cfg_attr(feature = "schema", schemars(range(min = -180, max = 180)))]
        lon(default): Option<f64>,
        /// How exact the position is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Precision as crate::article::Kind>::WORDS))))]
        precision(default): Option<String>,
    }

    /// Somebody's part in an event.
    ParticipantFile {
        /// The actor's id.
        actor: String,
        /// As what: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::Role as crate::article::Kind>::WORDS)))]
        role(default): Option<String>,
    }

    /// How one event hangs together with another.
    RelationFile {
        /// The id of the one event.
        from: String,
        /// The id of the other.
        to: String,
        /// How.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = <crate::article::RelationKind as crate::article::Kind>::WORDS)))]
        kind: String,
    }
}

/// Where an event happened: an actor's id, or a place of its own.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum PlaceFile {
    /// An actor's id.
    Actor(String),
    /// Somewhere else.
    Named(NamedPlaceFile),
}

/// By hand: derived for an untagged enum, it would lose where in a place a mistake is.
impl<'de> Deserialize<'de> for PlaceFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Place;

        impl<'de> Visitor<'de> for Place {
            type Value = PlaceFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of an actor or a place with a name")
            }

            fn visit_str<E>(self, id: &str) -> Result<PlaceFile, E> {
                Ok(PlaceFile::Actor(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<PlaceFile, A::Error> {
                NamedPlaceFile::deserialize(MapAccessDeserializer::new(object)).map(PlaceFile::Named)
            }

            // Read to its end, so that the error is one of the list and not of its first item.
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<PlaceFile, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Err(A::Error::invalid_type(Unexpected::Seq, &self))
            }
        }

        deserializer.deserialize_any(Place)
    }
}

/// The words of a closed list, for a field that may be `null`.
#[cfg(feature = "schema")]
fn or_null(words: &[&str]) -> Vec<serde_json::Value> {
    words.iter().map(|word| (*word).into()).chain([serde_json::Value::Null]).collect()
}
