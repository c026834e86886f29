//! The article file as it is written: see `docs/article-format.md`.
//!
//! Reading and writing is lossless: every object keeps unknown fields in `extra`. There are three exceptions: `null` is read
//! as a missing field, an empty list as a missing one, and the position `9.0` as `9`.
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
use super::object_macro::{any_fields, objects, or_default, whole, whole_or_null};

objects! {
    /// An article with its actors, their mentions in the text, its events and their evidence.
    ArticleFile {
        /// The format and its major version: `whowhen/1`.
        #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^whowhen/1(\.[0-9]+)?$")))]
        format: String,
        /// The id of the article, used in addresses.
        id: String,
        /// The title.
        title: String,
        /// The subtitle.
        subtitle(default): Option<String>,
        /// Who wrote it.
        authors(default): Vec<String>,
        /// Who annotated its actors and events.
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
        /// The source of the text.
        source(default): Option<SourceFile>,
        /// A summary of one or two sentences.
        summary(default): Option<String>,
        /// The text, in reading order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        blocks [or_default]: Vec<BlockFile>,
        /// Who is in the story.
        actors(default): Vec<ActorFile>,
        /// Where the text mentions which actor.
        mentions(default): Vec<MentionFile>,
        /// What happened.
        events(default): Vec<EventFile>,
        /// How events are related.
        relations(default): Vec<RelationFile>,
    }

    /// The source of a text.
    SourceFile {
        /// Its address: http, https or mailto.
        url(default): Option<String>,
        /// Its name.
        title(default): Option<String>,
        /// Its licence.
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
        /// The level of a heading, from 2 to 6.
        #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 6)))]
        level(default) [whole_or_null]: Option<i64>,
        /// Plain text. It is never parsed as HTML; white space is kept.
        text: String,
        /// Its language, if it differs from the article's: a BCP 47 tag.
        language(default): Option<String>,
        /// Its direction, if it differs from the article's: `ltr` or `rtl`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(crate::article::Direction::WORDS))))]
        direction(default): Option<String>,
        /// Emphasis and links.
        marks(default): Vec<StyleFile>,
    }

    /// Emphasis, importance or a link on a range of a block's text.
    StyleFile {
        /// The first code point of the block's text.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        start [whole]: i64,
        /// The code point after the last.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        end [whole]: i64,
        /// What it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = crate::article::StyleKind::WORDS)))]
        kind: String,
        /// The address of a link: http, https or mailto.
        href(default): Option<String>,
    }

    /// A person, group, place or thing that acts or is mentioned.
    ActorFile {
        /// Unique among actors.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What it is: a word of the list, or any other word.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::ActorKind as crate::article::Kind>::WORDS)))]
        kind(default): Option<String>,
        /// Its name; by default its id.
        name(default): Option<String>,
        /// Its other names.
        aliases(default): Vec<String>,
        /// Who or what it is, in one or two sentences.
        description(default): Option<String>,
        /// Its ids in other databases, by the name of the database, such as `wikidata`.
        ids(default) [any_fields]: Extra,
        /// Pages and other works about it.
        links(default): Vec<LinkFile>,
        /// The ids of the actors that it belongs to.
        member_of(default): Vec<String>,
        /// Of a place: degrees north.
        #[cfg_attr(feature = "schema", schemars(range(min = -90, max = 90)))]
        lat(default): Option<f64>,
        /// Of a place: degrees east.
        #[cfg_attr(feature = "schema", schemars(range(min = -180, max = 180)))]
        lon(default): Option<f64>,
        /// Of a place: how exact its position is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Precision as crate::article::Kind>::WORDS))))]
        precision(default): Option<String>,
    }

    /// A page or another work: an address, a title, or both.
    #[cfg_attr(feature = "schema", schemars(extend("anyOf" = serde_json::json!([{ "required": ["url"] }, { "required": ["title"] }]))))]
    LinkFile {
        /// Its address: http, https or mailto.
        url(default): Option<String>,
        /// Its title.
        title(default): Option<String>,
    }

    /// One mention of an actor in the text. It may consist of several spans.
    MentionFile {
        /// The actor's id.
        actor: String,
        /// How it refers to the actor; by default `name`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Form as crate::article::Kind>::WORDS))))]
        form(default): Option<String>,
        /// Where it is: one span, or several for a mention in pieces.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        at [or_default]: Vec<SpanFile>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        certainty(default): Option<f64>,
    }

    /// A range of a block's text, given by positions, by a quote, or by both, which must then agree.
    SpanFile {
        /// The block's id.
        block: String,
        /// The first code point of the block's text.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        start(default) [whole_or_null]: Option<i64>,
        /// The code point after the last.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        end(default) [whole_or_null]: Option<i64>,
        /// The quoted text.
        quote(default): Option<String>,
        /// The text just before the quote.
        prefix(default): Option<String>,
        /// The text just after the quote.
        suffix(default): Option<String>,
        /// Which occurrence of the quote, from 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
        nth(default) [whole_or_null]: Option<i64>,
    }

    /// Something that happened, or is said to have.
    EventFile {
        /// Unique among events.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What kind of event it is: a word of the list, or any other word.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::EventKind as crate::article::Kind>::WORDS)))]
        kind(default): Option<String>,
        /// What happened, in one line; by default its id.
        title(default): Option<String>,
        /// When it happened: an EDTF date. Without it the event is undated.
        when(default): Option<String>,
        /// The words that the text uses for the time.
        when_text(default): Option<String>,
        /// Where it happened: an actor's id, or a place.
        r#where(default): Option<PlaceFile>,
        /// Who took part, and in which role.
        participants(default): Vec<ParticipantFile>,
        /// The evidence: the sentences that describe it.
        evidence(default): Vec<SpanFile>,
        /// What happened, in one or two sentences.
        summary(default): Option<String>,
        /// Whether it is said to have happened; by default `asserted`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = or_null(<crate::article::Status as crate::article::Kind>::WORDS))))]
        status(default): Option<String>,
        /// The id of the actor who says so.
        attributed_to(default): Option<String>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        certainty(default): Option<f64>,
        /// Pages and other works that tell of it.
        sources(default): Vec<LinkFile>,
    }

    /// A place that is not an actor.
    NamedPlaceFile {
        /// Its name.
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

    /// The part of an actor in an event.
    ParticipantFile {
        /// The actor's id.
        actor: String,
        /// The role: a word of the list, or any other word.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <crate::article::Role as crate::article::Kind>::WORDS)))]
        role(default): Option<String>,
    }

    /// A relation from one event to another.
    RelationFile {
        /// The id of the event that the relation starts from.
        from: String,
        /// The id of the event that it leads to.
        to: String,
        /// The kind of relation.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = <crate::article::RelationKind as crate::article::Kind>::WORDS)))]
        kind: String,
    }
}

/// Where an event happened: an actor's id, or a named place.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum PlaceFile {
    /// An actor's id.
    Actor(String),
    /// Somewhere else.
    Named(NamedPlaceFile),
}

/// Written by hand, because a derive for an untagged enum would lose the position of an error inside a place.
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

            // Reads the whole list, so that the error is reported for the list and not for its first item.
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<PlaceFile, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Err(A::Error::invalid_type(Unexpected::Seq, &self))
            }
        }

        deserializer.deserialize_any(Place)
    }
}

/// The words of a closed list and `null`, for an optional field.
#[cfg(feature = "schema")]
fn or_null(words: &[&str]) -> Vec<serde_json::Value> {
    words.iter().map(|word| (*word).into()).chain([serde_json::Value::Null]).collect()
}
