//! Reading, checking and indexing in steps gives the same as at once, also for files that are damaged.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::common::{any_text, patched, properties, valid};
use proptest::prelude::*;
use serde_json::{Value, json};
use whowhen_core::check::{check, check_in_steps};
use whowhen_core::file::{ArticleFile, ReadError, read, read_in_steps};
use whowhen_core::index::Index;
use whowhen_core::pauses::{Pauses, at_once};

fn in_steps(bytes: &[u8]) -> Result<ArticleFile, ReadError> {
    at_once(read_in_steps(bytes, &mut Pauses::without_waiting()))
}

#[track_caller]
fn assert_same(bytes: &[u8]) {
    assert_eq!(in_steps(bytes), read(bytes), "{}", String::from_utf8_lossy(bytes));
}

#[test]
fn files_are_read_as_at_once() {
    let plain = valid().to_string();
    let pretty = serde_json::to_string_pretty(&valid()).unwrap();
    let replaced = |from: &str, to: &str| {
        assert!(plain.contains(from), "{from}");
        plain.replacen(from, to, 1)
    };
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    for text in [
        plain.clone(),
        pretty.clone(),
        pretty.replace('\n', "\r\n\t "),
        format!("\u{feff}{plain}"),
        format!(" \n{plain}\n "),
        // A list twice, also if one of the two names is written in another way.
        replaced("{", r#"{"mentions":[],"#),
        replaced("{", r#"{"mentions":[{"actor":"mali","at":[]}],"#),
        replaced("{", r#"{"m\u0065ntions":[{"actor":"mali","at":[]}],"#),
        replaced(r#""mentions""#, r#""m\u0065ntions""#),
        replaced(r#""relations":["#, r#""relations":[,"#),
        replaced(r#""relations":["#, r#""relations":[7,"#),
        replaced(r#""relations":["#, r#""relations":null,"more":["#),
        replaced(r#""relations":["#, r#""relations":{},"more":["#),
        replaced(r#""relations":"#, r#""relations"  "#),
        // Lists of other objects with these names
        replaced("{", r#"{"more":{"blocks":[1],"mentions":["]"]},"#),
        // Brackets, quotation marks and backslashes in a text
        replaced("{", r#"{"more":"\"]}\\","#),
        replaced(r#""mentions":[{"#, r#""mentions":[{"more":"]},{\\\"[","#),
        replaced(r#""mentions":[{"#, &format!(r#""mentions":[{{"more":{},"#, deep(60))),
        replaced(r#""mentions":[{"#, &format!(r#""mentions":[{{"more":{},"#, deep(124))),
        replaced(r#""mentions":[{"#, &format!(r#""mentions":[{{"more":{},"#, deep(126))),
        format!("{plain}]"),
        format!("{plain}{{}}"),
        "{}".to_owned(),
        "{".to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        String::new(),
        format!("{:>1$}", "", 100),
    ] {
        assert_same(text.as_bytes());
    }
}

#[test]
fn damaged_files_have_the_same_errors() {
    let text = valid().to_string();
    for end in 0..text.len() {
        assert_same(&text.as_bytes()[..end]);
    }
    for place in 0..text.len() {
        for byte in *b"\"\\,:[]{} 7\xff" {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = byte;
            assert_eq!(in_steps(&bytes), read(&bytes), "{place}, {}", char::from(byte));
        }
    }
}

/// Pauses are asked for throughout a long article, so no part of the work is long.
#[test]
fn long_articles_are_read_in_steps() {
    let mentions: Vec<Value> =
        (0..10_000).map(|nth| json!({ "actor": "mali", "at": [], "more": format!("{nth}, ]}}") })).collect();
    let events: Vec<Value> = (0..10_000).map(|nth| json!({ "id": format!("e{nth}") })).collect();
    let text = patched(&[("/mentions", mentions.into()), ("/events", events.into())]).to_string();
    let mut asked = 0;
    let mut pauses = Pauses::new(|| {
        asked += 1;
        None
    });
    let file = at_once(read_in_steps(text.as_bytes(), &mut pauses)).unwrap();
    assert_eq!(file, read(text.as_bytes()).unwrap());
    let (article, problems) = at_once(check_in_steps(file.clone(), &mut pauses)).unwrap();
    assert_eq!((article.clone(), problems), check(file).unwrap());
    let index = at_once(Index::new_in_steps(&article, &mut pauses));
    assert_eq!(index.event_count(), 10_000);
    drop(pauses);
    // Reading and checking go over 20,000 items, and over the events' ids twice; the index goes over 10,000 events. A pause
    // comes after 64 items.
    assert!(asked > (20_000 * 2 + 10_000 * 3) / 64, "{asked}");
}

/// A pause that is over when it is asked for the second time.
struct Once(bool);

impl Future for Once {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Work whose pauses wait has the same result, and may be given up in the middle.
#[test]
fn pauses_may_wait() {
    let mentions: Vec<Value> = (0..1_000).map(|_| json!({ "actor": "mali", "at": [] })).collect();
    let text = patched(&[("/mentions", mentions.into())]).to_string();
    let mut pauses = Pauses::new(|| Some(Box::pin(Once(false))));
    let mut context = Context::from_waker(Waker::noop());
    let mut given_up = read_in_steps(text.as_bytes(), &mut pauses);
    assert!(given_up.as_mut().poll(&mut context).is_pending());
    drop(given_up);
    let mut work = read_in_steps(text.as_bytes(), &mut pauses);
    let mut polls = 1;
    let file = loop {
        match work.as_mut().poll(&mut context) {
            Poll::Ready(file) => break file,
            Poll::Pending => polls += 1,
        }
    };
    assert_eq!(file, read(text.as_bytes()));
    assert!(polls > 1_000 / 64, "{polls}");
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn any_text_is_read_as_at_once(text in any_text(40), title in any_text(10)) {
        let file = patched(&[("/blocks/0/text", text.clone().into()), ("/title", title.into()), ("/mentions/0/at/0/quote", text.into())]);
        prop_assert_eq!(in_steps(file.to_string().as_bytes()), read(file.to_string().as_bytes()));
    }
}
