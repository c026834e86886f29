//! Attributes of a block's marks and evidence: `data-muted` for marks that the filter hides, `data-said` for what
//! screen readers announce, and `data-ref` for the numbers of events in print.
//!
//! Invariant: no function here changes the text content.

use std::ops::Range;

use web_sys::Element;

use crate::components::dom::{set, toggle_attribute};
use crate::state::filter::Visible;
use crate::state::story::Story;
use crate::text::block::BlockMarks;
use whowhen_core::article::{EventIdx, MentionIdx};
use whowhen_core::locale::{self, Locale, Message};

/// Mutes the marks of actors that the filter hides, and unmutes the others.
pub fn set_muted(story: &Story, shown: &Visible, marked: &BlockMarks) {
    let is_muted = |mention: &MentionIdx| !shown.shows_actor(story.article[*mention].actor);
    for piece in &marked.marks {
        let Some((innermost, outer)) = piece.mentions.split_last() else { continue };
        toggle_attribute(&piece.element, "data-muted", is_muted(innermost));
        // The underlines of the outer mentions are nested inside the mark, the innermost first.
        let mut line = piece.element.first_element_child();
        for mention in outer.iter().rev() {
            let Some(element) = line else { break };
            toggle_attribute(&element, "data-muted", is_muted(mention));
            line = element.first_element_child();
        }
    }
}

/// Sets what screen readers announce for a block's marks and evidence, or removes it if `on` is false. A mention or
/// evidence that is cut into pieces is announced once, at its first piece. What the filter hides is not announced.
pub fn set_spoken_text(story: &Story, shown: &Visible, marked: &BlockMarks, on: bool) {
    let locale = story.locale();
    let write = |element: &Element, words: Option<String>| match words {
        Some(words) => set(element, "data-said", &words),
        None => drop(element.remove_attribute("data-said")),
    };
    let mut told: Vec<MentionIdx> = Vec::new();
    for piece in &marked.marks {
        let innermost = piece.mentions.last().filter(|innermost| on && !told.contains(innermost));
        let actor = innermost.map(|innermost| story.article[*innermost].actor);
        let words = actor.filter(|actor| shown.shows_actor(*actor)).map(|actor| {
            let actor = &story.article[actor];
            locale.with(
                Message::SaidActor,
                &[("name", &actor.name), ("kind", &locale::actor_kind(&*locale, &actor.kind))],
            )
        });
        write(&piece.element, words);
        told.extend(innermost);
    }
    let mut told: Vec<EventIdx> = Vec::new();
    for proof in &marked.evidence_elements {
        let is_new = |event: &&EventIdx| on && !told.contains(event) && shown.shows_event(**event);
        let new: Vec<EventIdx> = proof.events.iter().filter(is_new).copied().collect();
        let titles: Vec<String> = new.iter().map(|event| story.article[*event].title.clone()).collect();
        let words = (!titles.is_empty())
            .then(|| locale.with(Message::SaidEvidence, &[("titles", &locale.list(&titles, true))]));
        write(&proof.element, words);
        told.extend(new);
    }
}

/// Writes the number of each visible event to the end of its evidence in a block, for print.
pub fn set_print_references(story: &Story, shown: &Visible, marked: &BlockMarks, evidence: &[(Range<u32>, EventIdx)]) {
    marked.evidence_elements.iter().for_each(|proof| drop(proof.element.remove_attribute("data-ref")));
    for (range, event) in evidence.iter().filter(|(_, event)| shown.shows_event(*event)) {
        // Other evidence may cut the evidence into pieces. The number belongs to the last one.
        let last =
            marked.evidence_elements.iter().rfind(|proof| proof.start < range.end && proof.events.contains(event));
        if let Some(proof) = last {
            let number = story.index.number_of(*event).to_string();
            let before = proof.element.get_attribute("data-ref").map_or(String::new(), |before| before + ", ");
            set(&proof.element, "data-ref", &(before + &number));
        }
    }
}
