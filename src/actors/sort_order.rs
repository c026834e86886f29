//! The sort orders of the actors' list.

use std::cmp::Reverse;

use crate::browser::language;
use crate::state::filter::Visible;
use crate::state::story::Story;
use whowhen_core::article::ActorIdx;
use whowhen_core::locale::Message;

/// The sort order of the actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// By the number of mentions, most first.
    MentionCount,
    /// By the first mention in the text.
    FirstMention,
    /// Alphabetically, by the rules of the article's language.
    Name,
}

/// The sort orders in the menu. The first one is the default.
pub const ORDERS: [(Message, SortBy); 3] = [
    (Message::ByCount, SortBy::MentionCount),
    (Message::ByFirst, SortBy::FirstMention),
    (Message::ByAlphabet, SortBy::Name),
];

/// Returns the actors that the filter shows, sorted.
pub fn sorted(story: &Story, by: SortBy, shown: &Visible) -> Vec<ActorIdx> {
    let actors = &story.article.actors;
    let mentions = |actor| story.index.mentions_of(actor);
    let mut all = match by {
        SortBy::MentionCount => actors.sorted_by_key(|actor| Reverse(mentions(actor).len())),
        // Actors without mentions come last.
        SortBy::FirstMention => actors.sorted_by_key(|actor| {
            let first = mentions(actor).first().and_then(|at| story.article[*at].first_span());
            (first.is_none(), first)
        }),
        SortBy::Name => {
            let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
            let order = language::sort_alphabetically(&names, story.article.language.as_deref().unwrap_or("en"));
            order.into_iter().filter_map(|position| actors.nth(position)).collect()
        }
    };
    all.retain(|actor| shown.shows_actor(*actor));
    all
}
