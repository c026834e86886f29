//! The data model of an article: its blocks of text, its actors and their mentions in the text, its events and their
//! evidence (the sentences that describe them).
//!
//! There are two families of types, one for what the author wrote and one for what was validated:
//!
//! - [`crate::file`]: the JSON as written. Ids are strings, positions are code points or quotes. Nothing is checked, and
//!   unknown fields are kept.
//! - the types of this module: a validated article. Every reference is a valid index, every position is a byte
//!   range on a character boundary of its block, every id is unique in its list. Only [`crate::check`] makes one.
//!
//! ```
//! use whowhen_core::article::{Direction, Kind, ActorKind};
//!
//! assert_eq!(Direction::of_language("ar-EG"), Direction::Rtl);
//! assert_eq!(ActorKind::from_word("armed_group"), ActorKind::ArmedGroup);
//! assert_eq!(ActorKind::from_word("deity").word(), "deity"); // an unknown word is kept
//! ```

mod arena;
mod date;
mod day;
pub(crate) mod edtf;
mod kinds;
mod link;
mod text_direction;

pub use arena::{Arena, Idx};
pub use date::{Bound, Date, DateError};
pub use day::Day;
pub use kinds::{ActorKind, BlockKind, EventKind, Form, Kind, Precision, RelationKind, Role, Status};
pub use link::{Link, LinkError};
pub use text_direction::Direction;

use std::ops::Range;

use crate::stable_sort::sorted_by_key;

/// The index of a block in [`Article::blocks`].
pub type BlockIdx = Idx<Block>;
/// The index of an actor in [`Article::actors`].
pub type ActorIdx = Idx<Actor>;
/// The index of a mention in [`Article::mentions`].
pub type MentionIdx = Idx<Mention>;
/// The index of an event in [`Article::events`].
pub type EventIdx = Idx<Event>;

/// A validated article. The module's documentation says what that guarantees.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The id of the article, used in addresses.
    pub id: String,
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who annotated its actors and events.
    pub annotators: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The language of the text, a BCP 47 tag. `None` if the file's value is not a valid tag.
    pub language: Option<String>,
    /// The direction of the text.
    pub direction: Direction,
    /// The source of the text.
    pub source: Option<Source>,
    /// A summary of one or two sentences.
    pub summary: Option<String>,
    /// The text, in reading order; at least one.
    pub blocks: Arena<Block>,
    /// Who is in the story.
    pub actors: Arena<Actor>,
    /// Where the text mentions which actor, in the order of the file.
    pub mentions: Arena<Mention>,
    /// What happened, in the order of the file.
    pub events: Arena<Event>,
    /// How events are related.
    pub relations: Vec<Relation>,
}

impl Article {
    /// The number of letters of the whole text; see [`Block::letters`].
    pub fn letters(&self) -> usize {
        self.blocks.iter().map(Block::letters).sum()
    }

    /// The text of a span.
    pub fn quote(&self, span: &Span) -> &str {
        &self[span.block].text[span.bytes()]
    }

    /// The actor with this id.
    pub fn actor_by_id(&self, id: &str) -> Option<ActorIdx> {
        self.actors.find(|actor| actor.id == id)
    }

    /// The event with this id.
    pub fn event_by_id(&self, id: &str) -> Option<EventIdx> {
        self.events.find(|event| event.id == id)
    }

    /// The number of words in the whole text: see [`Block::words`]. An [`Index`](crate::index::Index) has it already.
    pub fn words(&self) -> usize {
        self.blocks.iter().map(Block::words).sum()
    }
}

impl std::ops::Index<BlockIdx> for Article {
    type Output = Block;

    fn index(&self, block: BlockIdx) -> &Block {
        &self.blocks[block]
    }
}

impl std::ops::Index<ActorIdx> for Article {
    type Output = Actor;

    fn index(&self, actor: ActorIdx) -> &Actor {
        &self.actors[actor]
    }
}

impl std::ops::Index<MentionIdx> for Article {
    type Output = Mention;

    fn index(&self, mention: MentionIdx) -> &Mention {
        &self.mentions[mention]
    }
}

impl std::ops::Index<EventIdx> for Article {
    type Output = Event;

    fn index(&self, event: EventIdx) -> &Event {
        &self.events[event]
    }
}

/// The source of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its address.
    pub url: Option<Link>,
    /// Its name.
    pub title: Option<String>,
    /// Its licence.
    pub license: Option<String>,
}

/// A paragraph, heading, or other piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its id, unique among blocks.
    pub id: String,
    /// What it is.
    pub kind: BlockKind,
    /// Its text, plain.
    pub text: String,
    /// Its language, if it differs from the article's.
    pub language: Option<String>,
    /// Its direction, if it differs from the article's.
    pub direction: Option<Direction>,
    /// Emphasis and links, as byte ranges of `text`.
    pub styles: Vec<Style>,
}

impl Block {
    /// The number of words. Words are separated by white space. In scripts without spaces (Chinese, Japanese), two
    /// characters count as a word.
    pub fn words(&self) -> usize {
        let ideographs = self.text.chars().filter(is_ideograph).count();
        let is_without_spaces = ideographs * 2 > self.text.chars().count();
        if is_without_spaces { ideographs / 2 } else { self.text.split_whitespace().count() }
    }

    /// The number of letters, as a measure of the room that the text takes: an ideograph and a Korean syllable are as
    /// wide as two.
    pub fn letters(&self) -> usize {
        let is_wide = |c: &char| is_ideograph(c) || matches!(c, '\u{ac00}'..='\u{d7a3}');
        self.text.chars().map(|c| if is_wide(&c) { 2 } else { 1 }).sum()
    }
}

/// Whether a character is Chinese or Japanese.
fn is_ideograph(c: &char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Emphasis, importance or a link on a range of a block's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Bytes of the block's text.
    pub bytes: Range<u32>,
    /// What it is.
    pub kind: StyleKind,
}

/// What a [`Style`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum StyleKind {
    /// Stress emphasis (`<em>`).
    Emphasis,
    /// Strong importance (`<strong>`).
    Strong,
    /// A link.
    Link(Link),
}

impl StyleKind {
    /// The words that a file may use.
    pub const WORDS: &'static [&'static str] = &["emphasis", "strong", "link"];
}

/// A person, group, place or thing that acts or is mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its id, unique among actors.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Who or what it is, in one or two sentences.
    pub description: Option<String>,
    /// Its Wikidata id (`Q` and digits).
    pub wikidata: Option<String>,
    /// Pages and other works about it.
    pub links: Vec<NamedLink>,
    /// The groups it belongs to.
    pub member_of: Vec<ActorIdx>,
    /// Where it is, if it is a place.
    pub position: Option<Position>,
}

/// A page or another work, with an address, a title, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedLink {
    /// The address; `None` for a work that is only named, such as a book.
    pub url: Option<Link>,
    /// The title; `None` if the file gives none.
    pub title: Option<String>,
}

/// One mention of an actor in the text. It may consist of several spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its position in the file's `mentions`, from 0. `data-mentions` refers to it.
    pub position: u32,
    /// The actor.
    pub actor: ActorIdx,
    /// How it refers to the actor.
    pub form: Form,
    /// Where it is, in the order of the file. At least one span.
    pub spans: Vec<Span>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
}

impl Mention {
    /// The span that comes first in the text.
    pub fn first_span(&self) -> Option<&Span> {
        self.spans.iter().min()
    }
}

/// A validated range of a block's text. Spans are ordered as in the text: by block, then by start, then by end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The block.
    pub block: BlockIdx,
    /// The first byte of its text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The range in bytes, for indexing the block's text.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The range in bytes, as `u32`.
    pub fn range(&self) -> Range<u32> {
        self.start..self.end
    }
}

/// Something that happened, or is said to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id, unique among events.
    pub id: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// What happened, in one line.
    pub title: String,
    /// When it happened; `None` if undated.
    pub when: Option<Date>,
    /// The words that the text uses for the time.
    pub when_text: Option<String>,
    /// Where it happened.
    pub place: Option<Place>,
    /// Who took part, and in which role.
    pub participants: Vec<Participant>,
    /// The evidence: the sentences that describe it, in the order of the file.
    pub evidence: Vec<Span>,
    /// What happened, in one or two sentences.
    pub summary: Option<String>,
    /// Whether it is said to have happened.
    pub status: Status,
    /// The actor who says so.
    pub attributed_to: Option<ActorIdx>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
    /// Pages and other works that tell of it.
    pub sources: Vec<NamedLink>,
}

impl Event {
    /// The evidence in the order of the text.
    pub fn evidence_in_order(&self) -> Vec<Span> {
        sorted_by_key(&self.evidence, |span| *span)
    }
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// At an actor of the article.
    Actor(ActorIdx),
    /// Somewhere else.
    Named {
        /// Its name.
        name: String,
        /// Where it is.
        position: Option<Position>,
    },
}

/// A position on the Earth, in degrees of WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Degrees north, from -90 to 90.
    pub lat: f64,
    /// Degrees east, from -180 to 180.
    pub lon: f64,
    /// How exact the position is.
    pub precision: Option<Precision>,
}

/// The part of an actor in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The actor.
    pub actor: ActorIdx,
    /// The role.
    pub role: Role,
}

/// A relation from one event to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The event that the relation starts from.
    pub from: EventIdx,
    /// The event that it leads to.
    pub to: EventIdx,
    /// The kind of relation.
    pub kind: RelationKind,
}
