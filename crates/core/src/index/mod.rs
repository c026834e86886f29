//! Lookup tables of an article, built once, so that handling a click or a pointer movement is an index into a list.
//!
//! Everything here is derived from the [`Article`] and never changes. Lists of mentions and evidence are in the order of
//! the text, whatever the order of the file.

mod accounts;
mod event_order;
mod kind_counts;
mod search;

pub use event_order::{Group, Heading, Order};
pub use kind_counts::{actor_kinds, event_kinds};
pub use search::{SearchIndex, SearchResults};

use std::cmp::Reverse;
use std::ops::Range;

use crate::article::{ActorIdx, Article, Block, Event, EventIdx, Form, MentionIdx, Place, RelationKind, Span};
use crate::pauses::{Pauses, Work, at_once};
use crate::stable_sort::sorted_by_key;

/// Lookup tables for the parts of an article and how they are connected.
#[derive(Debug)]
pub struct Index {
    blocks: Vec<BlockIndex>,
    actor_mentions: Vec<Vec<MentionIdx>>,
    actor_events: Vec<Vec<EventIdx>>,
    /// The direct members of each actor.
    members: Vec<Vec<ActorIdx>>,
    account_of: Vec<Option<EventIdx>>,
    /// The accounts of each event.
    accounts: Vec<Vec<EventIdx>>,
    relations: Vec<Vec<RelationEnd>>,
    evidence: Vec<(Span, EventIdx)>,
    told: Vec<Group>,
    happened: Vec<Group>,
    /// The number of each event, from 1, in the order of the text. An account has that of its event.
    numbers: Vec<usize>,
    /// The bytes of text before each block; the last item is the total.
    lengths: Vec<u64>,
    words: usize,
}

/// The mentions and evidence in one block, as byte ranges of its text.
#[derive(Debug, Default)]
pub struct BlockIndex {
    /// The spans of mentions, ordered by their start.
    pub mentions: Vec<(Range<u32>, MentionIdx)>,
    /// The evidence of events, ordered by its start.
    pub evidence: Vec<(Range<u32>, EventIdx)>,
}

/// One end of a relation, as seen from an event.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationEnd {
    /// The event at the other end.
    pub other: EventIdx,
    /// The kind of relation.
    pub kind: RelationKind,
    /// Whether the relation leads from this event to the other.
    pub is_outgoing: bool,
}

impl BlockIndex {
    /// For each of [`BlockIndex::mentions`], whether its mention is the first naming of its actor in the block: the first
    /// by name or by another name.
    pub fn first_namings(&self, article: &Article) -> Vec<bool> {
        let mut first: Vec<Option<MentionIdx>> = vec![None; article.actors.len()];
        let is_first = |(_, at): &(Range<u32>, MentionIdx)| {
            let mention = &article[*at];
            mention.form != Form::Pronoun && *first[mention.actor.position()].get_or_insert(*at) == *at
        };
        self.mentions.iter().map(is_first).collect()
    }
}

impl Index {
    /// Builds all tables: one pass over the mentions, one over the events, and sorting.
    pub fn new(article: &Article) -> Self {
        at_once(Self::new_in_steps(article, &mut Pauses::without_waiting()))
    }

    /// Does the same as [`Index::new`], with pauses. Each list is sorted without one.
    pub fn new_in_steps<'a>(article: &'a Article, pauses: &'a mut Pauses<'_>) -> Work<'a, Self> {
        Box::pin(Self::build(article, pauses))
    }

    async fn build(article: &Article, pauses: &mut Pauses<'_>) -> Self {
        let (mut lengths, mut words) = (vec![0], 0);
        let count = |block: &Block| {
            words += block.words();
            lengths.push(lengths[lengths.len() - 1] + block.text.len() as u64);
        };
        pauses.for_each(article.blocks.iter(), count).await;
        let account_of = accounts::account_of(article);
        pauses.pause().await;
        let told = event_order::told(article, &account_of);
        pauses.pause().await;
        let happened = event_order::happened(article, &told);
        pauses.pause().await;
        let mut index = Self {
            lengths,
            words,
            blocks: article.blocks.iter().map(|_| BlockIndex::default()).collect(),
            actor_mentions: vec![Vec::new(); article.actors.len()],
            actor_events: vec![Vec::new(); article.actors.len()],
            members: vec![Vec::new(); article.actors.len()],
            accounts: vec![Vec::new(); article.events.len()],
            relations: vec![Vec::new(); article.events.len()],
            evidence: Vec::new(),
            told,
            happened,
            numbers: vec![0; article.events.len()],
            account_of,
        };
        for (position, event) in index.told.iter().flat_map(|group| &group.events).enumerate() {
            index.numbers[event.position()] = position + 1;
        }
        pauses.pause().await;
        for account in article.events.sorted_by_key(|at| article[at].evidence.iter().min()) {
            if let Some(event) = index.account_of[account.position()] {
                index.accounts[event.position()].push(account);
                index.numbers[account.position()] = index.numbers[event.position()];
            }
        }
        for (at, actor) in article.actors.entries() {
            for group in &actor.member_of {
                index.members[group.position()].push(at);
            }
        }
        pauses.pause().await;
        let add_mention = |at: MentionIdx| {
            let mention = &article[at];
            index.actor_mentions[mention.actor.position()].push(at);
            for span in &mention.spans {
                index.blocks[span.block.position()].mentions.push((span.range(), at));
            }
        };
        let mentions = article.mentions.sorted_by_key(|at| article[at].first_span());
        pauses.for_each(mentions.into_iter(), add_mention).await;
        let add_event = |(at, event): (EventIdx, &Event)| {
            for span in &event.evidence {
                index.evidence.push((*span, at));
            }
            let place = match event.place {
                Some(Place::Actor(actor)) => Some(actor),
                _ => None,
            };
            let of_event = index.event_of(at);
            let parts = event.participants.iter().map(|part| part.actor);
            for actor in parts.chain(place).chain(event.attributed_to) {
                index.actor_events[actor.position()].push(of_event);
            }
        };
        pauses.for_each(article.events.entries(), add_event).await;
        let sort_events = |events: &mut Vec<EventIdx>| {
            *events = sorted_by_key(events, |at| *at);
            events.dedup();
        };
        pauses.for_each(index.actor_events.iter_mut(), sort_events).await;
        for relation in &article.relations {
            let end = |other, is_outgoing| RelationEnd { other, kind: relation.kind.clone(), is_outgoing };
            index.relations[relation.from.position()].push(end(relation.to, true));
            index.relations[relation.to.position()].push(end(relation.from, false));
        }
        pauses.pause().await;
        index.evidence = sorted_by_key(&index.evidence, |evidence| *evidence);
        for (span, at) in &index.evidence {
            index.blocks[span.block.position()].evidence.push((span.range(), *at));
        }
        // The spans of a mention in pieces may be in a block after spans of a later mention.
        let sort_mentions = |block: &mut BlockIndex| {
            block.mentions = sorted_by_key(&block.mentions, |(range, at)| (range.start, Reverse(range.end), *at));
        };
        pauses.for_each(index.blocks.iter_mut(), sort_mentions).await;
        index
    }

    /// The mentions and evidence of each block, by the block's position.
    pub fn blocks(&self) -> &[BlockIndex] {
        &self.blocks
    }

    /// The mentions of an actor, in the order of the text.
    pub fn mentions_of(&self, actor: ActorIdx) -> &[MentionIdx] {
        &self.actor_mentions[actor.position()]
    }

    /// The events in which an actor is a participant, the place or the source, or is so in an account of them; in the order
    /// of the file.
    pub fn events_of(&self, actor: ActorIdx) -> &[EventIdx] {
        &self.actor_events[actor.position()]
    }

    /// The events of an actor and of all that belong to it, in the order of the file.
    pub fn events_with_parts(&self, actor: ActorIdx) -> Vec<EventIdx> {
        let all = self.parts_of(actor).into_iter().chain([actor]);
        let events: Vec<EventIdx> = all.flat_map(|at| self.events_of(at)).copied().collect();
        let mut events = sorted_by_key(&events, |at| *at);
        events.dedup();
        events
    }

    /// All that belong to an actor: its members, their members and so on.
    pub fn parts_of(&self, actor: ActorIdx) -> Vec<ActorIdx> {
        let mut parts: Vec<ActorIdx> = Vec::new();
        let mut seen = vec![false; self.members.len()];
        seen[actor.position()] = true;
        let mut next = vec![actor];
        while let Some(group) = next.pop() {
            for &member in &self.members[group.position()] {
                if !std::mem::replace(&mut seen[member.position()], true) {
                    parts.push(member);
                    next.push(member);
                }
            }
        }
        parts
    }

    /// The number of words in the whole text.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The number of events, without accounts.
    pub fn event_count(&self) -> usize {
        self.account_of.iter().filter(|event| event.is_none()).count()
    }

    /// The accounts of an event, in the order of the text.
    pub fn accounts_of(&self, event: EventIdx) -> &[EventIdx] {
        &self.accounts[event.position()]
    }

    /// Whether an event is an account of another.
    pub fn is_account(&self, event: EventIdx) -> bool {
        self.account_of[event.position()].is_some()
    }

    /// The event that an account belongs to. For other events, the event itself.
    pub fn event_of(&self, event: EventIdx) -> EventIdx {
        self.account_of[event.position()].unwrap_or(event)
    }

    /// The relations of an event, as seen from it, in the order of the file.
    pub fn relations_of(&self, event: EventIdx) -> &[RelationEnd] {
        &self.relations[event.position()]
    }

    /// Where in the text a span begins: 0 is the start of the text, 1 its end.
    pub fn relative_position(&self, span: &Span) -> f64 {
        let whole = self.lengths[self.lengths.len() - 1].max(1);
        (self.lengths[span.block.position()] + u64::from(span.start)) as f64 / whole as f64
    }

    /// All evidence in the order of the text.
    pub fn evidence(&self) -> &[(Span, EventIdx)] {
        &self.evidence
    }

    /// The events in an order, grouped under headings.
    pub fn in_order(&self, order: Order) -> &[Group] {
        match order {
            Order::Told => &self.told,
            Order::Happened => &self.happened,
        }
    }

    /// The number of an event, from 1, in the order of the text. An account has the number of its event.
    pub fn number_of(&self, event: EventIdx) -> usize {
        self.numbers[event.position()]
    }

    /// The events in the order of the text, under its headings. Those without evidence come last.
    pub fn told(&self) -> &[Group] {
        &self.told
    }

    /// The events in chronological order, by year. Undated events come last.
    pub fn happened(&self) -> &[Group] {
        &self.happened
    }
}
