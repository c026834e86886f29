//! Highlights in the text: the marks of one actor and the evidence of events.
//!
//! The marks of the actor get the attribute `data-active`. Evidence is painted by the CSS Custom Highlight API, which
//! changes no DOM element. In a browser without it, the elements of the evidence get the attribute `data-evidence`.

use web_sys::{Element, Range};

use crate::browser::highlight::HighlightRanges;
use crate::components::dom::set;
use crate::state::story::Story;
use crate::text::block::BlockMarks;
use whowhen_core::article::{ActorIdx, BlockIdx, EventIdx, Kind};
use whowhen_core::stable_sort::sorted_by_key;

/// The name of the CSS highlight for evidence.
const EVIDENCE: &str = "whowhen-evidence";

/// What is highlighted. The parameter `marked` of its methods contains, for each block, the elements that marking it
/// created, or `None` if it is not marked yet.
pub struct Highlights {
    actor: Option<ActorIdx>,
    /// All that belong to the actor.
    parts: Vec<ActorIdx>,
    marks: Vec<Element>,
    events: Vec<EventIdx>,
    highlight: Option<HighlightRanges>,
    evidence_elements: Vec<Element>,
}

impl Highlights {
    /// Creates a state in which nothing is highlighted.
    pub fn new() -> Self {
        Self {
            actor: None,
            parts: Vec::new(),
            marks: Vec::new(),
            events: Vec::new(),
            highlight: HighlightRanges::new(EVIDENCE),
            evidence_elements: Vec::new(),
        }
    }

    /// Highlights the marks of an actor and of its parts, and no others.
    pub fn actor(
        &mut self,
        story: &Story,
        marked: &[Option<BlockMarks>],
        actor: Option<ActorIdx>,
        parts: Vec<ActorIdx>,
    ) {
        if self.actor == actor && self.parts == parts {
            return;
        }
        self.actor = actor;
        self.parts = parts;
        for piece in self.marks.drain(..) {
            let _ = piece.remove_attribute("data-active");
            let _ = piece.remove_attribute("data-part");
        }
        let Some(actor) = actor else { return };
        let all = [&[actor], self.parts.as_slice()].concat();
        let mut blocks: Vec<BlockIdx> = Vec::new();
        for mention in all.iter().flat_map(|actor| story.index.mentions_of(*actor)) {
            blocks.extend(story.article[*mention].spans.iter().map(|span| span.block));
        }
        blocks = sorted_by_key(&blocks, |block| *block);
        blocks.dedup();
        for block in blocks {
            marked[block.position()].iter().for_each(|marked| self.pieces_of(story, marked, actor));
        }
    }

    /// Highlights the marks of the actor in a block that has just been marked. Returns whether the block contains
    /// evidence that must be painted.
    pub fn block(&mut self, story: &Story, marked: &BlockMarks) -> bool {
        if let Some(actor) = self.actor {
            self.pieces_of(story, marked, actor);
        }
        marked.evidence_elements.iter().any(|proof| proof.events.iter().any(|event| self.events.contains(event)))
    }

    fn pieces_of(&mut self, story: &Story, marked: &BlockMarks, actor: ActorIdx) {
        let kind = story.article[actor].kind.word();
        for piece in &marked.marks {
            let mut actors = piece.mentions.iter().map(|mention| story.article[*mention].actor);
            if actors.clone().any(|other| other == actor) {
                // The value is the kind of the highlighted actor, because its kind sets the colour, even if another
                // mention is innermost.
                set(&piece.element, "data-active", kind);
            } else if actors.any(|other| self.parts.contains(&other)) {
                set(&piece.element, "data-part", "");
            } else {
                continue;
            }
            self.marks.push(piece.element.clone());
        }
    }

    /// Returns the events whose evidence is highlighted.
    pub fn events(&self) -> &[EventIdx] {
        &self.events
    }

    /// Sets the events whose evidence is highlighted, without painting it. Returns whether they differ from the
    /// previous ones.
    pub fn set_events(&mut self, events: Vec<EventIdx>) -> bool {
        let others = self.events != events;
        self.events = events;
        others
    }

    /// Paints the evidence of the events that were set, and no other.
    pub fn paint(&mut self, story: &Story, marked: &[Option<BlockMarks>]) {
        for element in self.evidence_elements.drain(..) {
            let _ = element.remove_attribute("data-evidence");
        }
        let mut elements = Vec::new();
        for event in &self.events {
            for span in &story.article[*event].evidence {
                let Some(marked) = &marked[span.block.position()] else { continue };
                let evidence_elements = marked.evidence_elements.iter().filter(|proof| proof.events.contains(event));
                elements.extend(evidence_elements.map(|proof| proof.element.clone()));
            }
        }
        match &mut self.highlight {
            Some(highlight) => highlight.set(elements.iter().filter_map(contents).collect()),
            None => {
                elements.iter().for_each(|element| set(element, "data-evidence", ""));
                self.evidence_elements = elements;
            }
        }
    }
}

/// Returns the range of an element's contents.
fn contents(element: &Element) -> Option<Range> {
    let range = Range::new().ok()?;
    range.select_node_contents(element).ok()?;
    Some(range)
}
