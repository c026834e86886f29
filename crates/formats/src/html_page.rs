//! One HTML file with the article, its marks, its events and its actors, which needs no other file: to keep, send and print.
//!
//! It is made of the same views as the prerendered pages ([`whowhen_views::page::standalone`]). It has no script and asks for
//! nothing.
//!
//! ```
//! # use whowhen_core::locale::{Locale, Translation};
//! # struct English(Translation);
//! # impl Locale for English {
//! #     fn translation(&self) -> &Translation { &self.0 }
//! #     fn number(&self, number: usize) -> String { number.to_string() }
//! #     fn percent(&self, share: f64) -> String { format!("{}%", share * 100.0) }
//! #     fn digits(&self, number: i64, _: usize) -> String { number.to_string() }
//! #     fn plural(&self, _: usize) -> String { "other".into() }
//! #     fn list(&self, items: &[String], _: bool) -> String { items.join(", ") }
//! #     fn calendar_day(&self, _: Option<i64>, _: Option<u8>, _: Option<u8>) -> String { String::new() }
//! #     fn short_calendar_day(&self, _: u8, _: u8) -> String { String::new() }
//! # }
//! let json = r#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en",
//!                "blocks": [{"id": "b", "kind": "paragraph", "text": "1 < 2"}]}"#;
//! let article = whowhen_core::file::read(json.as_bytes()).unwrap();
//! let written = whowhen_formats::html_page::write(&article, &English(Translation::english())).unwrap();
//! assert!(String::from_utf8(written.bytes).unwrap().contains("<p data-block=\"b\">1 &lt; 2</p>"));
//! ```

use whowhen_core::article::{ActorIdx, Article, Place, RelationKind};
use whowhen_core::file::ArticleFile;
use whowhen_core::index::Index;
use whowhen_core::locale::Locale;
use whowhen_views::page::standalone;

use crate::writing::{checked, note_extra_fields, note_losses};
use crate::{Format, FormatError, Report, Written};

/// Writes the page, with the words around the article in a language of the interface.
///
/// # Errors
/// If there is no article.
pub fn write(file: &ArticleFile, locale: &impl Locale) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::Html);
    let article = checked(file, &mut report)?;
    let html = standalone(&article, &Index::new(&article), locale);
    note_left_out(file, &article, &mut report);
    note_extra_fields(file, |_| false, &mut report);
    Ok(Written { bytes: html.into_bytes(), report })
}

fn note_left_out(file: &ArticleFile, article: &Article, report: &mut Report) {
    let has_position = |place: &Place| match place {
        Place::Actor(_) => false,
        Place::Named { position, .. } => position.is_some(),
    };
    let is_at = |actor: ActorIdx| article[actor].position.is_some();
    let positions = article.actors.indexes().filter(|actor| is_at(*actor)).count()
        + article.events.iter().filter(|event| event.place.as_ref().is_some_and(has_position)).count();
    let other_ids = file.actors.iter().flat_map(|actor| actor.ids.keys()).filter(|name| *name != "wikidata").count();
    let precedes = article.relations.iter().filter(|relation| relation.kind == RelationKind::Precedes).count();
    let losses = [
        ("positions of places", positions),
        ("ids elsewhere but for Wikidata's", other_ids),
        ("relations that say only which event was first", precedes),
        ("how certain mentions are", article.mentions.iter().filter(|mention| mention.certainty.is_some()).count()),
    ];
    note_losses(losses, report);
}
