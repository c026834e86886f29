//! What an article is: its blocks of text, its actors, where the text mentions them, its events and the sentences
//! that tell of them.
//!
//! There are two families of types, because a file says what its author wrote and an article says what was found:
//!
//! - [`crate::file`]: the JSON as written. Serde only; ids are strings, positions are code points or quotes, nothing is
//!   checked, and fields that nobody named are kept.
//! - the types of this module: a validated article. Every reference is an index that exists, every position is a byte
//!   range on a character boundary of its block, every id is unique in its list. Only [`crate::check`] makes one.
//!
//! ```
//! use whowhen_core::article::{Direction, Kind, ActorKind};
//!
//! assert_eq!(Direction::of_language("ar-EG"), Direction::Rtl);
//! assert_eq!(ActorKind::from_word("armed_group"), ActorKind::ArmedGroup);
//! assert_eq!(ActorKind::from_word("deity").word(), "deity"); // another word stays itself
//! ```

mod arena;
mod date;
mod day;
mod direction;
mod kinds;
mod link;

pub use arena::{Arena, Idx};
pub use date::{Bound, Date, DateError};
pub use day::Day;
pub use direction::Direction;
pub use kinds::{ActorKind, BlockKind, EventKind, Form, Kind, Precision, RelationKind, Role, Status};
pub use link::{Link, LinkError};

use std::ops::Range;

/// The index of a block in [`Article::blocks`].
pub type BlockIdx = Idx<Block>;
/// The index of an actor in [`Article::actors`].
pub type ActorIdx = Idx<Actor>;
/// The index of a mention in [`Article::mentions`].
pub type MentionIdx = Idx<Mention>;
/// The index of an event in [`Article::events`].
pub type EventIdx = Idx<Event>;

/// A validated article: see the module's words for what that promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The article's own id, as the address names it.
    pub id: String,
    /// The title.
    pub title: String,
    /// The line under the title.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who marked its actors and events.
    pub annotators: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The language of the text, a BCP 47 tag; `None` where the file's was not one.
    pub language: Option<String>,
    /// The direction of the text.
    pub direction: Direction,
    /// Where the text comes from.
    pub source: Option<Source>,
    /// What it says, in a sentence or two.
    pub summary: Option<String>,
    /// The text, in reading order; at least one.
    pub blocks: Arena<Block>,
    /// Who is in the story.
    pub actors: Arena<Actor>,
    /// Where the text speaks of whom, in the order of the file.
    pub mentions: Arena<Mention>,
    /// What happened, in the order of the file.
    pub events: Arena<Event>,
    /// How events hang together.
    pub relations: Vec<Relation>,
}

impl Article {
    /// The words that a span covers.
    pub fn quote(&self, span: &Span) -> &str {
        &self[span.block].text[span.bytes()]
    }

    /// The actor with this id.
    pub fn actor_named(&self, id: &str) -> Option<ActorIdx> {
        self.actors.find(|actor| actor.id == id)
    }

    /// The event with this id.
    pub fn event_named(&self, id: &str) -> Option<EventIdx> {
        self.events.find(|event| event.id == id)
    }

    /// The number of words of the whole text, counted at white space, and by the character in scripts that write
    /// none (Chinese, Japanese), two characters to a word.
    pub fn words(&self) -> usize {
        self.blocks.iter().map(|block| words(&block.text)).sum()
    }
}

fn words(text: &str) -> usize {
    let ideographs = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')).count();
    if ideographs * 2 > text.chars().count() { ideographs / 2 } else { text.split_whitespace().count() }
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

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its address.
    pub url: Option<Link>,
    /// Its name.
    pub title: Option<String>,
    /// What one may do with it.
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
    /// Its own language, where it differs.
    pub language: Option<String>,
    /// Its own direction, where it differs.
    pub direction: Option<Direction>,
    /// Emphasis and links; byte ranges of `text`.
    pub styles: Vec<Style>,
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
    /// Stressed.
    Emphasis,
    /// Important.
    Strong,
    /// Leads elsewhere.
    Link(Link),
}

impl StyleKind {
    /// The words of the file.
    pub const WORDS: &'static [&'static str] = &["emphasis", "strong", "link"];
}

/// Somebody or something that acts or is spoken of.
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
    /// Who or what it is, in a sentence or two.
    pub description: Option<String>,
    /// Its Wikidata id (`Q` and digits).
    pub wikidata: Option<String>,
    /// Pages about it.
    pub links: Vec<NamedLink>,
    /// The groups it belongs to.
    pub member_of: Vec<ActorIdx>,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedLink {
    /// Where it leads.
    pub url: Link,
    /// What it is called; the address itself where the file names nothing.
    pub title: Option<String>,
}

/// A place, or several, where the text speaks of an actor once.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its place in the file's `mentions`, which `data-mentions` names.
    pub place: u32,
    /// Of whom.
    pub actor: ActorIdx,
    /// How.
    pub form: Form,
    /// Where, in the order of the file; at least one.
    pub spans: Vec<Span>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
}

impl Mention {
    /// Where the text comes to it first.
    pub fn first(&self) -> Option<&Span> {
        self.spans.iter().min()
    }
}

/// A range of a block's text, found. Spans compare in the order of the text: by block, then by beginning, then by end.
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
    /// The range as an index of the block's text.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The range in bytes.
    pub fn range(&self) -> Range<u32> {
        self.start..self.end
    }
}

/// Something that happened, or is said to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its id, unique among events.
    pub id: String,
    /// What sort of thing.
    pub kind: EventKind,
    /// What happened, in a line.
    pub title: String,
    /// When; `None` is undated.
    pub when: Option<Date>,
    /// How the text itself puts the time.
    pub when_text: Option<String>,
    /// Where.
    pub place: Option<Place>,
    /// Who took part, and how.
    pub participants: Vec<Participant>,
    /// The sentences that say so, in the order of the file.
    pub evidence: Vec<Span>,
    /// What happened, in a sentence or two.
    pub summary: Option<String>,
    /// Whether it is said to have happened.
    pub status: Status,
    /// Who says so.
    pub attributed_to: Option<ActorIdx>,
    /// How sure the annotator was, from 0 to 1.
    pub certainty: Option<f64>,
    /// Pages that tell of it.
    pub sources: Vec<NamedLink>,
}

impl Event {
    /// The evidence in the order of the text.
    pub fn evidence_in_order(&self) -> Vec<Span> {
        let mut evidence = self.evidence.clone();
        evidence.sort_unstable();
        evidence
    }
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// At an actor of the article.
    Actor(ActorIdx),
    /// Somewhere else.
    Named {
        /// What it is called.
        name: String,
        /// Latitude and longitude in degrees.
        position: Option<(f64, f64)>,
        /// How exact that is.
        precision: Option<Precision>,
    },
}

/// Somebody's part in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Who.
    pub actor: ActorIdx,
    /// As what.
    pub role: Role,
}

/// How one event hangs together with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The one.
    pub from: EventIdx,
    /// The other.
    pub to: EventIdx,
    /// How.
    pub kind: RelationKind,
}
