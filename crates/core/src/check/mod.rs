//! Turns a file into a validated article.
//!
//! There are two kinds of failure. A [`ReadError`] means that there is no article to show. A [`Problem`] concerns one part:
//! that part is left out or shown without markup, and the rest is not affected. The problem says where it is, what is
//! wrong, what was done and how to fix it. Nothing is dropped silently, and no file makes this module panic.
//!
//! ```
//! use whowhen_core::check::check;
//!
//! let file = whowhen_core::file::read(br#"{"format":"whowhen/1","id":"a","title":"A","language":"en",
//!     "blocks":[{"id":"b","kind":"paragraph","text":"Mali."}],
//!     "mentions":[{"actor":"mali","at":[{"block":"b","quote":"Mali"}]}]}"#).unwrap();
//! let (article, problems) = check(file).unwrap();
//! assert!(article.mentions.is_empty());
//! assert_eq!(problems[0].path, "mentions[0].actor");
//! assert_eq!(problems[0].message(), "no actor has the id “mali”");
//! ```

mod actors;
mod blocks;
mod date_advice;
mod events;
mod ids;
mod position;
mod problem;
mod problem_texts;
mod span;

pub use date_advice::date_meant;
pub use problem::{Problem, ProblemKind};
pub use problem_texts::Explanation;

use crate::article::{Arena, Article, Date, Direction, Link, NamedLink, Source};
use crate::file::Path;
use crate::file::{ArticleFile, LinkFile, ReadError, SourceFile, check_format};
use crate::pauses::{Pauses, Work, at_once};
use ids::Ids;
use problem::Problems;
pub(crate) use problem::short;
use span::SpanFinder;

/// Checks a file and resolves its references and spans.
///
/// # Errors
/// [`ReadError::UnknownFormat`] if the file has another format or major version, [`ReadError::NoBlocks`] if it has no
/// text. Everything else is a [`Problem`].
pub fn check(file: ArticleFile) -> Result<(Article, Vec<Problem>), ReadError> {
    at_once(check_in_steps(file, &mut Pauses::without_waiting()))
}

/// Does the same as [`check`], with pauses.
///
/// # Errors
/// As [`check`].
pub fn check_in_steps<'a>(
    file: ArticleFile,
    pauses: &'a mut Pauses<'_>,
) -> Work<'a, Result<(Article, Vec<Problem>), ReadError>> {
    Box::pin(check_parts(file, pauses))
}

async fn check_parts(file: ArticleFile, pauses: &mut Pauses<'_>) -> Result<(Article, Vec<Problem>), ReadError> {
    check_format(&file.format)?;
    if file.blocks.is_empty() {
        return Err(ReadError::NoBlocks);
    }
    let mut problems = Problems::default();
    let language = language(&Path::Top.field("language"), file.language, &mut problems);
    let direction = direction(
        &Path::Top.field("direction"),
        file.direction,
        "the usual one of the language is taken",
        &mut problems,
    )
    .unwrap_or_else(|| Direction::of_language(language.as_deref().unwrap_or_default()));
    let published = date(&Path::Top.field("published"), file.published, &mut problems);
    let source = file.source.and_then(|source| check_source(source, &mut problems));

    let block_ids =
        Ids::of("blocks", file.blocks.iter().map(|block| &*block.id).collect(), &mut problems, pauses).await;
    let actor_ids =
        Ids::of("actors", file.actors.iter().map(|actor| &*actor.id).collect(), &mut problems, pauses).await;
    let event_ids =
        Ids::of("events", file.events.iter().map(|event| &*event.id).collect(), &mut problems, pauses).await;

    let blocks = Arena::new(blocks::check(file.blocks, &block_ids, &mut problems, pauses).await);
    let spans = SpanFinder::new(&blocks, &block_ids);
    let actors = actors::check(file.actors, &actor_ids, &mut problems, pauses).await;
    let mentions = actors::check_mentions(file.mentions, &actor_ids, &spans, &mut problems, pauses).await;
    let events = events::check(file.events, &event_ids, &actor_ids, &spans, &mut problems, pauses).await;
    let relations = events::check_relations(file.relations, &event_ids, &mut problems, pauses).await;
    drop(spans);

    let article = Article {
        id: file.id,
        title: file.title,
        subtitle: file.subtitle,
        authors: file.authors,
        annotators: file.annotators,
        publisher: file.publisher,
        published,
        language,
        direction,
        source,
        summary: file.summary,
        blocks,
        actors: Arena::new(actors),
        mentions: Arena::new(mentions),
        events: Arena::new(events),
        relations,
    };
    Ok((article, problems.into_list()))
}

/// Checks the shape of a BCP 47 tag: a language of two to eight letters, then parts of one to eight letters and digits.
fn language(path: &Path, tag: String, problems: &mut Problems) -> Option<String> {
    let mut parts = tag.split('-');
    let is_valid = parts
        .next()
        .is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_valid {
        return Some(tag);
    }
    problems.add(path, ProblemKind::NotALanguage { found: tag });
    None
}

fn direction(path: &Path, word: Option<String>, action: &'static str, problems: &mut Problems) -> Option<Direction> {
    match word?.as_str() {
        "ltr" => Some(Direction::Ltr),
        "rtl" => Some(Direction::Rtl),
        other => {
            problems.add(path, ProblemKind::UnknownWord { found: other.to_owned(), known: Direction::WORDS, action });
            None
        }
    }
}

fn date(path: &Path, text: Option<String>, problems: &mut Problems) -> Option<Date> {
    let text = text?;
    match Date::parse(&text) {
        Ok(date) => Some(date),
        Err(error) => {
            problems.add(path, ProblemKind::NotADate { found: text, error });
            None
        }
    }
}

fn link(path: &Path, url: &str, problems: &mut Problems) -> Option<Link> {
    match Link::parse(url) {
        Ok(link) => Some(link),
        Err(_) => {
            problems.add(path, ProblemKind::NotALink { found: url.to_owned() });
            None
        }
    }
}

fn links(path: &Path, files: Vec<LinkFile>, problems: &mut Problems) -> Vec<NamedLink> {
    files
        .into_iter()
        .enumerate()
        .filter_map(|(position, file)| {
            let path = path.item(position);
            let title = title(file.title);
            if file.url.is_none() && title.is_none() {
                problems.add(&path, ProblemKind::UnnamedWork);
            }
            let url = file.url.and_then(|url| link(&path.field("url"), &url, problems));
            (url.is_some() || title.is_some()).then_some(NamedLink { url, title })
        })
        .collect()
}

/// A title, unless it is blank.
fn title(title: Option<String>) -> Option<String> {
    title.filter(|title| !title.trim().is_empty())
}

fn certainty(path: &Path, value: Option<f64>, problems: &mut Problems) -> Option<f64> {
    let value = value?;
    if (0.0..=1.0).contains(&value) {
        return Some(value);
    }
    problems.add(path, ProblemKind::NotACertainty { found: value });
    None
}

fn check_source(file: SourceFile, problems: &mut Problems) -> Option<Source> {
    let path = Path::Top.field("source");
    let (title, license) = (title(file.title), file.license);
    if file.url.is_none() && title.is_none() && license.is_none() {
        problems.add(&path, ProblemKind::UnnamedWork);
        return None;
    }
    let url = file.url.and_then(|url| link(&path.field("url"), &url, problems));
    (url.is_some() || title.is_some() || license.is_some()).then_some(Source { url, title, license })
}
