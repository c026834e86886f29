//! The article file, as it is written: see `docs/article-format.md`.
//!
//! Reading and writing is lossless for what a field says: fields that the format does not name are kept in `extra`,
//! in every object. Two spellings are not told apart: a missing field and `null`, a missing list and an empty one.
//!
//! ```
//! use whowhen::article::file::ArticleFile;
//!
//! let json = r#"{"format":"whowhen/1","id":"a","title":"A","language":"en","mood":"calm",
//!                "blocks":[{"id":"b","kind":"paragraph","text":"One."}]}"#;
//! let file: ArticleFile = serde_json::from_str(json).unwrap();
//! assert_eq!(file.extra["mood"], "calm");
//! assert_eq!(serde_json::to_value(&file).unwrap(), serde_json::from_str::<serde_json::Value>(json).unwrap());
//! ```

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// Fields that the format does not name, kept as they are.
pub type Extra = Map<String, Value>;

/// One object of the file: the derives, and the `extra` that keeps what is not named.
macro_rules! objects {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(JsonSchema))]
        pub struct $name {
            $($(#[$meta])* pub $field: $type,)*
            /// Fields that the format does not name, kept as they are.
            #[serde(flatten)]
            pub extra: Extra,
        }
    )*};
}

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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subtitle: Option<String>,
        /// Who wrote it.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        authors: Vec<String>,
        /// Who published it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publisher: Option<String>,
        /// When it was published: an EDTF date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published: Option<String>,
        /// The language of the text: a BCP 47 tag.
        language: String,
        /// The direction of the text: `ltr` or `rtl`; by default the language's.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["ltr", "rtl", null])))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        direction: Option<String>,
        /// Where the text comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<SourceFile>,
        /// What it says, in a sentence or two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<String>,
        /// The text, in reading order.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        blocks: Vec<BlockFile>,
        /// Who is in the story.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        actors: Vec<ActorFile>,
        /// Where the text speaks of whom.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        mentions: Vec<MentionFile>,
        /// What happened.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        events: Vec<EventFile>,
        /// How events hang together.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        relations: Vec<RelationFile>,
    }

    /// Where a text comes from.
    SourceFile {
        /// Its address: http, https or mailto.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// Its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// What one may do with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        license: Option<String>,
    }

    /// A paragraph, heading, or other piece of the text.
    BlockFile {
        /// Unique among blocks.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What it is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = super::BlockKind::WORDS)))]
        kind: String,
        /// Of a heading: from 2 to 6.
        #[cfg_attr(feature = "schema", schemars(range(min = 2, max = 6)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<i64>,
        /// Plain text; never read as HTML, white space kept.
        text: String,
        /// Its own language, where it differs: a BCP 47 tag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// Its own direction, where it differs: `ltr` or `rtl`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["ltr", "rtl", null])))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        direction: Option<String>,
        /// Emphasis and links.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        marks: Vec<StyleFile>,
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
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["emphasis", "strong", "link"])))]
        kind: String,
        /// Where a link leads: http, https or mailto.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        href: Option<String>,
    }

    /// Somebody or something that acts or is spoken of.
    ActorFile {
        /// Unique among actors.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What it is: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <super::ActorKind as super::Kind>::WORDS)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// Its name; by default its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Its other names.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        aliases: Vec<String>,
        /// Who or what it is, in a sentence or two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// Its ids elsewhere, by the name of the register, such as `wikidata`.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Map::is_empty")]
        ids: Map<String, Value>,
        /// Pages about it.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        links: Vec<LinkFile>,
        /// The ids of the actors that it belongs to.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        member_of: Vec<String>,
    }

    /// A page elsewhere.
    LinkFile {
        /// Its address: http, https or mailto.
        url: String,
        /// What it is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    }

    /// A place, or several, where the text speaks of an actor once.
    MentionFile {
        /// The actor's id.
        actor: String,
        /// How it refers; by default `name`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["name", "alias", "pronoun", null])))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
        /// Where: one span, or several for a mention in pieces.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        at: Vec<SpanFile>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certainty: Option<f64>,
    }

    /// A range of a block's text: by positions, by quote, or by both, which then must agree.
    SpanFile {
        /// The block's id.
        block: String,
        /// The first code point of the block's text.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<i64>,
        /// The code point after the last.
        #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<i64>,
        /// The words themselves.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quote: Option<String>,
        /// The text just before the quote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prefix: Option<String>,
        /// The text just after the quote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suffix: Option<String>,
        /// Which occurrence of the quote, from 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nth: Option<i64>,
    }

    /// Something that happened, or is said to have.
    EventFile {
        /// Unique among events.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        id: String,
        /// What sort of thing: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <super::EventKind as super::Kind>::WORDS)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// What happened, in a line; by default its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// When: an EDTF date. Missing: undated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when: Option<String>,
        /// How the text itself puts the time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        when_text: Option<String>,
        /// Where: an actor's id, or a place.
        #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
        place: Option<PlaceFile>,
        /// Who took part, and how.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        participants: Vec<ParticipantFile>,
        /// The sentences that say so.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<SpanFile>,
        /// What happened, in a sentence or two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<String>,
        /// Whether it is said to have happened; by default `asserted`.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["asserted", "alleged", "denied", "planned", null])))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<String>,
        /// The id of the actor who says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attributed_to: Option<String>,
        /// How sure the annotator was, from 0 to 1.
        #[cfg_attr(feature = "schema", schemars(range(min = 0, max = 1)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certainty: Option<f64>,
        /// Pages that tell of it.
        #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
        sources: Vec<LinkFile>,
    }

    /// A place that is not an actor.
    NamedPlaceFile {
        /// What it is called.
        name: String,
        /// Degrees north.
        #[cfg_attr(feature = "schema", schemars(range(min = -90, max = 90)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lat: Option<f64>,
        /// Degrees east.
        #[cfg_attr(feature = "schema", schemars(range(min = -180, max = 180)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lon: Option<f64>,
        /// How exact the position is.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = ["exact", "town", "region", "country", null])))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        precision: Option<String>,
    }

    /// Somebody's part in an event.
    ParticipantFile {
        /// The actor's id.
        actor: String,
        /// As what: a word of the list or another.
        #[cfg_attr(feature = "schema", schemars(extend("examples" = <super::Role as super::Kind>::WORDS)))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    }

    /// How one event hangs together with another.
    RelationFile {
        /// The id of the one event.
        from: String,
        /// The id of the other.
        to: String,
        /// How.
        #[cfg_attr(feature = "schema", schemars(extend("enum" = <super::RelationKind as super::Kind>::WORDS)))]
        kind: String,
    }
}

/// Where an event happened: an actor's id, or a place of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
pub enum PlaceFile {
    /// An actor's id.
    Actor(String),
    /// Somewhere else.
    Named(NamedPlaceFile),
}

/// By hand, not `untagged`: that would answer "did not match any variant" for a mistake deep inside.
impl<'de> Deserialize<'de> for PlaceFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> serde::de::Visitor<'de> for Either {
            type Value = PlaceFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the id of an actor or a place with a name")
            }

            fn visit_str<E>(self, id: &str) -> Result<PlaceFile, E> {
                Ok(PlaceFile::Actor(id.to_owned()))
            }

            // Read to its end, so that the error stands at the list and not at its first item.
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<PlaceFile, A::Error> {
                while list.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Err(serde::de::Error::invalid_type(serde::de::Unexpected::Seq, &self))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<PlaceFile, A::Error> {
                let place = NamedPlaceFile::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(PlaceFile::Named(place))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// Takes `null` for a missing list or object.
fn nullable<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
