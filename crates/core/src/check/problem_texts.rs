//! The text for each kind of problem, in one place: what is wrong, what was done about it, and how to fix it.
//!
//! Messages are in English and are parts of a sentence: no capital letter, no full stop. The code is for programs and does
//! not change between versions.
//!
//! ```
//! let file = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en", "published": "3 May",
//!                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
//! let (_, problems) = whowhen_core::open(file).unwrap();
//! let explanation = problems[0].explain();
//! assert_eq!(explanation.code, "bad-date");
//! assert_eq!(explanation.action, "it is shown as undated");
//! ```

use super::date_advice::advice;
use super::problem::{ProblemKind, short};
use crate::text::Unit;

/// The text of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// An identifier for this kind of problem that does not change between versions.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What was done about it.
    pub action: String,
    /// How to fix it.
    pub help: String,
}

const SPAN_LEFT_OUT: &str = "the span is left out; its text stays, unmarked";
const COUNTING: &str = "correct start and end: code points of the block's text, from 0, end not included";

/// The text for a kind of problem.
pub(super) fn of(kind: &ProblemKind) -> Explanation {
    let explain = |code, message: String, action: &str, help: &str| Explanation {
        code,
        message,
        action: action.to_owned(),
        help: help.to_owned(),
    };
    match kind {
        ProblemKind::EmptyId { new_id } => explain(
            "empty-id",
            "the id is empty".into(),
            &format!("it is kept under the id “{}”", short(new_id)),
            "give it an id",
        ),
        ProblemKind::DuplicateId { id, new_id } => explain(
            "duplicate-id",
            format!("the id “{}” is used twice", short(id)),
            &format!("it is kept under the id “{}”; references to the id mean the first", short(new_id)),
            "give one of the two another id",
        ),
        ProblemKind::UnknownActor { id } => explain(
            "unknown-actor",
            format!("no actor has the id “{}”", short(id)),
            "this reference is left out",
            "add the actor, or correct the id",
        ),
        ProblemKind::UnknownBlock { id } => explain(
            "unknown-block",
            format!("no block has the id “{}”", short(id)),
            "this reference is left out",
            "correct the id of the block",
        ),
        ProblemKind::UnknownEvent { id } => explain(
            "unknown-event",
            format!("no event has the id “{}”", short(id)),
            "this reference is left out",
            "add the event, or correct the id",
        ),
        ProblemKind::SelfRelation { id } => explain(
            "self-relation",
            format!("“{}” is related to itself", short(id)),
            "the relation is left out",
            "name another one",
        ),
        ProblemKind::CircleOfGroups { id, group } => explain(
            "circle-of-groups",
            format!("“{}” belongs to “{}”, which belongs to it, perhaps through others", short(id), short(group)),
            "this link is left out",
            "leave out the link of the circle that is wrong",
        ),
        ProblemKind::NotALanguage { found } => explain(
            "bad-language",
            format!("“{}” is not a language tag", short(found)),
            "the language is taken as unknown",
            "write a BCP 47 tag, such as en, fr or ar",
        ),
        ProblemKind::NotADate { found, error } => explain(
            "bad-date",
            format!(
                "“{}” is not an EDTF date: {}, at character {}",
                short(found),
                error.message,
                error.character(found)
            ),
            "it is shown as undated",
            &advice(found),
        ),
        ProblemKind::NotALink { found } => explain(
            "bad-link",
            format!("“{}” is not an http, https or mailto address", short(found)),
            "the link is left out",
            "write the whole address, beginning with https://",
        ),
        ProblemKind::LinkWithoutAddress => explain(
            "link-without-address",
            "a link needs an address (href)".into(),
            "the link is left out; its words stay",
            "add href, or make it emphasis or strong",
        ),
        ProblemKind::UnnamedWork => explain(
            "unnamed-work",
            "neither url nor title says what is meant".into(),
            "it is left out",
            "add a url, a title, or both",
        ),
        ProblemKind::UnknownWord { found, known, action } => explain(
            "unknown-word",
            format!("“{}” is none of {}", short(found), known.join(", ")),
            action,
            "use one of these words",
        ),
        ProblemKind::NotALevel { found, shown_as } => explain(
            "bad-level",
            format!("a heading has no level {found}: 2 to 6 were expected"),
            &format!("it is shown as level {shown_as}"),
            "write a level from 2 to 6",
        ),
        ProblemKind::NotACertainty { found } => explain(
            "bad-certainty",
            format!("a certainty lies between 0 and 1, and this is {}", short(&found.to_string())),
            "the certainty is left out",
            "write a number from 0 to 1",
        ),
        ProblemKind::NotAPosition { found } => explain(
            "bad-position",
            format!("{} is not a place on the globe", short(found)),
            "the position is left out; the name of the place stays",
            "write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither",
        ),
        ProblemKind::NotAnId { register, found } => explain(
            "bad-register-id",
            format!("“{}” is not a {register} id", short(found)),
            "the id is left out",
            "write Q and digits, such as Q912",
        ),
        ProblemKind::MentionWithoutSpan => explain(
            "mention-without-span",
            "the mention has no span in the text".into(),
            "the mention is left out",
            "give it at least one span that fits",
        ),
        ProblemKind::EmptySpan => explain("empty-span", "the span covers no text".into(), SPAN_LEFT_OUT, COUNTING),
        ProblemKind::OutsideText { start, end, length } => explain(
            "span-outside-text",
            format!("characters {start} to {end} are not a range of the block, which has {length}"),
            SPAN_LEFT_OUT,
            COUNTING,
        ),
        ProblemKind::IncompletePosition { quote_found } => explain(
            "incomplete-position",
            "start and end go together, and one of them is missing".into(),
            if *quote_found { "the quote alone is taken" } else { SPAN_LEFT_OUT },
            "give start and end, or a quote",
        ),
        ProblemKind::QuoteNotFound { quote } => explain(
            "quote-not-found",
            format!("the block does not say “{}”", short(quote)),
            SPAN_LEFT_OUT,
            "copy the words from the block, letter by letter",
        ),
        ProblemKind::NoSuchOccurrence { quote } => explain(
            "no-such-occurrence",
            format!("the block says “{}”, but not where prefix, suffix or nth ask for it", short(quote)),
            SPAN_LEFT_OUT,
            "correct prefix, suffix or nth",
        ),
        ProblemKind::PositionsAndQuoteDisagree { quote, text_at_positions, times } => {
            let there = match text_at_positions {
                Some(text) => format!("the text at the positions is “{}”", short(text)),
                None => "the positions lie outside the text".to_owned(),
            };
            let quote = short(quote);
            explain(
                "positions-and-quote-disagree",
                format!(
                    "the positions and the quote disagree: {there}, and the quote “{quote}” is in the block {times} times"
                ),
                SPAN_LEFT_OUT,
                "correct the positions, or leave them out and add nth or prefix",
            )
        }
        ProblemKind::OtherUnit { unit, quote } => explain(
            "other-unit",
            format!("the positions of “{}” are counted in {}, not in code points", short(quote), unit_name(*unit)),
            "they are read in that unit",
            "count code points: in Python len(text), in JavaScript [...text].length",
        ),
        ProblemKind::Moved { quote, start, end } => explain(
            "moved-span",
            format!("“{}” is not at its positions", short(quote)),
            "the one place where the block says it is taken",
            &format!("write start {start} and end {end}"),
        ),
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::CodePoint => "code points",
        Unit::Utf16 => "UTF-16 units",
        Unit::Byte => "UTF-8 bytes",
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::check::ProblemKind;
    use crate::text::Unit;

    #[test]
    fn codes_are_stable_and_every_problem_has_message_action_and_help() {
        let id = || "a".to_owned();
        let error = crate::article::Date::parse("3 May").unwrap_err();
        let kinds = [
            (ProblemKind::EmptyId { new_id: id() }, "empty-id"),
            (ProblemKind::DuplicateId { id: id(), new_id: id() }, "duplicate-id"),
            (ProblemKind::UnknownActor { id: id() }, "unknown-actor"),
            (ProblemKind::UnknownBlock { id: id() }, "unknown-block"),
            (ProblemKind::UnknownEvent { id: id() }, "unknown-event"),
            (ProblemKind::SelfRelation { id: id() }, "self-relation"),
            (ProblemKind::CircleOfGroups { id: id(), group: id() }, "circle-of-groups"),
            (ProblemKind::NotALanguage { found: id() }, "bad-language"),
            (ProblemKind::NotADate { found: id(), error }, "bad-date"),
            (ProblemKind::NotALink { found: id() }, "bad-link"),
            (ProblemKind::LinkWithoutAddress, "link-without-address"),
            (ProblemKind::UnnamedWork, "unnamed-work"),
            (ProblemKind::UnknownWord { found: id(), known: &["b"], action: "it is b" }, "unknown-word"),
            (ProblemKind::NotALevel { found: 9, shown_as: 6 }, "bad-level"),
            (ProblemKind::NotACertainty { found: 1.5 }, "bad-certainty"),
            (ProblemKind::NotAPosition { found: id() }, "bad-position"),
            (ProblemKind::NotAnId { register: "Wikidata", found: id() }, "bad-register-id"),
            (ProblemKind::MentionWithoutSpan, "mention-without-span"),
            (ProblemKind::EmptySpan, "empty-span"),
            (ProblemKind::OutsideText { start: 0, end: 9, length: 3 }, "span-outside-text"),
            (ProblemKind::IncompletePosition { quote_found: true }, "incomplete-position"),
            (ProblemKind::QuoteNotFound { quote: id() }, "quote-not-found"),
            (ProblemKind::NoSuchOccurrence { quote: id() }, "no-such-occurrence"),
            (
                ProblemKind::PositionsAndQuoteDisagree { quote: id(), text_at_positions: None, times: 2 },
                "positions-and-quote-disagree",
            ),
            (ProblemKind::OtherUnit { unit: Unit::Byte, quote: id() }, "other-unit"),
            (ProblemKind::Moved { quote: id(), start: 0, end: 1 }, "moved-span"),
        ];
        let codes: std::collections::HashSet<&str> = kinds.iter().map(|(_, code)| *code).collect();
        assert_eq!(codes.len(), kinds.len(), "each code once");
        for (kind, code) in kinds {
            let explanation = of(&kind);
            assert_eq!(explanation.code, code);
            for words in [&explanation.message, &explanation.action, &explanation.help] {
                assert!(!words.is_empty() && !words.ends_with('.'), "{code}: {words}");
            }
        }
    }
}
