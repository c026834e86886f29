//! What the tests have in common: reading files given as texts, and what of an article they compare.

use whowhen_core::file::ArticleFile;
use whowhen_formats::{Document, Format, FormatError, InputFile, ReadOptions, group, read};

/// Reads files, given by name and content, in the likeliest format; it must be the given one.
#[track_caller]
pub fn read_as(format: Format, files: &[(&str, &str)]) -> Vec<Document> {
    try_read_as(format, files).unwrap_or_else(|error| panic!("{error}"))
}

/// As [`read_as`]; also errors.
#[track_caller]
pub fn try_read_as(format: Format, files: &[(&str, &str)]) -> Result<Vec<Document>, FormatError> {
    let files = files.iter().map(|(name, text)| InputFile::new(*name, *text)).collect();
    let groups = group(files)?;
    assert_eq!(groups.len(), 1, "the files belong together");
    assert_eq!(groups[0].formats.first().map(|(format, _)| *format), Some(format), "{:?}", groups[0].formats);
    read(&groups[0], format, &ReadOptions::default())
}

/// Reads files that are one document. The result is checked: no span of it may be a problem.
#[track_caller]
pub fn read_one(format: Format, files: &[(&str, &str)]) -> Document {
    let mut documents = read_as(format, files);
    assert_eq!(documents.len(), 1);
    let document = documents.remove(0);
    check(&document.article);
    document
}

/// Checks that the own reader finds no problem in an article.
#[track_caller]
pub fn check(article: &ArticleFile) {
    let (_, problems) = whowhen_core::open(whowhen_core::file::write(article).as_bytes()).expect("an article");
    let words: Vec<String> =
        problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message())).collect();
    assert!(words.is_empty(), "{words:#?}");
}

/// The mentions of an article in words: “Alice [0,5) -> alice (person)”, in code points of the block.
pub fn mentions(article: &ArticleFile) -> Vec<String> {
    let kind = |id: &str| {
        let actor = article.actors.iter().find(|actor| actor.id == id);
        actor.and_then(|actor| actor.kind.clone()).unwrap_or_default()
    };
    let mention = |mention: &whowhen_core::file::MentionFile| {
        let spans: Vec<String> = mention
            .at
            .iter()
            .map(|span| {
                let (start, end) = (span.start.unwrap_or(-1), span.end.unwrap_or(-1));
                format!("{} [{start},{end})", span.quote.as_deref().unwrap_or_default())
            })
            .collect();
        format!("{} -> {} ({})", spans.join(" + "), mention.actor, kind(&mention.actor))
    };
    article.mentions.iter().map(mention).collect()
}

/// The events of an article in words: “attack: title | agent alice, target bob | evidence”.
pub fn events(article: &ArticleFile) -> Vec<String> {
    let event = |event: &whowhen_core::file::EventFile| {
        let participant = |participant: &whowhen_core::file::ParticipantFile| {
            format!("{} {}", participant.role.as_deref().unwrap_or_default(), participant.actor)
        };
        let participants: Vec<String> = event.participants.iter().map(participant).collect();
        let evidence: Vec<&str> = event.evidence.iter().filter_map(|span| span.quote.as_deref()).collect();
        format!(
            "{}: {} | {} | {}",
            event.kind.as_deref().unwrap_or_default(),
            event.title.as_deref().unwrap_or_default(),
            participants.join(", "),
            evidence.join(" + ")
        )
    };
    article.events.iter().map(event).collect()
}
