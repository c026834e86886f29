//! Labels of margin signs. A margin sign stands beside a line where the evidence of events begins.

use whowhen_core::article::{Article, EventIdx};
use whowhen_core::locale::{Locale, Message};

/// The texts of a margin sign.
pub struct SignLabel {
    /// The number that it shows, if it stands for several events.
    pub number: Option<String>,
    /// Its name for screen readers.
    pub name: String,
    /// The titles of the events, one per line, for the tooltip.
    pub titles: String,
}

/// The label of a sign for these events; `None` if there are none.
pub fn label(article: &Article, locale: &dyn Locale, events: &[EventIdx]) -> Option<SignLabel> {
    let titles: Vec<String> = events.iter().map(|event| article[*event].title.clone()).collect();
    let (number, name) = match titles.as_slice() {
        [] => return None,
        [only] => (None, locale.with(Message::EventSign, &[("title", only)])),
        several => {
            let (number, count) = (locale.number(several.len()), locale.count(Message::CountEvents, several.len()));
            // The accessible name must contain the visible number, even if the language uses a word for two.
            let count = if count.contains(&number) { count } else { format!("{number} · {count}") };
            (
                Some(number),
                locale.with(Message::EventsSign, &[("events", &count), ("titles", &locale.list(several, true))]),
            )
        }
    };
    Some(SignLabel { number, name, titles: titles.join("\n") })
}
