//! Writes an article as Markdown: the text, a footnote for each event behind its evidence, and a list of the actors.
//!
//! Whatever comes from the article is escaped. Each block is read again while it is written; marks that Markdown cannot have
//! at their place, such as emphasis of half a word with a bracket, are left out.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::Parser;
use whowhen_core::article::{
    Actor, ActorIdx, Article, Block, BlockIdx, BlockKind, Event, EventIdx, Kind, Link, NamedLink, Place, Status, Style,
    StyleKind,
};
use whowhen_core::file::ArticleFile;

use super::{Reader, syntax};
use crate::report::NoteKind;
use crate::writing::{checked, note_extra_fields, note_losses};
use crate::{Format, FormatError, Report, Written};

/// Writes an article. The words around it are English.
///
/// # Errors
/// If the file has no text.
pub fn write(file: &ArticleFile) -> Result<Written, FormatError> {
    let mut report = Report::new(Format::Markdown);
    let article = checked(file, &mut report)?;
    let mut writer = Writer { article: &article, notes: Notes::of(&article), out: String::new(), report };
    writer.head();
    writer.blocks();
    writer.actors();
    writer.other_events();
    writer.footnotes();
    writer.losses();
    let other_ids = file.actors.iter().flat_map(|actor| actor.ids.keys()).filter(|name| *name != "wikidata").count();
    note_losses([("ids of actors other than those of Wikidata", other_ids)], &mut writer.report);
    note_extra_fields(file, |_| false, &mut writer.report);
    let Writer { mut out, report, .. } = writer;
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(Written { bytes: out.into_bytes(), report })
}

/// The numbers of the events, and where they stand.
struct Notes {
    /// Of each block, the positions in bytes and the events there.
    at: HashMap<BlockIdx, Vec<(usize, EventIdx)>>,
    number: HashMap<EventIdx, usize>,
    /// In the order of their numbers.
    order: Vec<EventIdx>,
}

impl Notes {
    /// Events are counted in the order of the ends of their evidence.
    fn of(article: &Article) -> Self {
        let mut all: Vec<(BlockIdx, usize, EventIdx)> = Vec::new();
        for (idx, event) in article.events.entries() {
            // One after each block of the evidence.
            let mut ends: HashMap<BlockIdx, usize> = HashMap::new();
            for span in &event.evidence {
                let end = ends.entry(span.block).or_default();
                *end = (*end).max(span.bytes().end);
            }
            all.extend(ends.into_iter().map(|(block, end)| (block, end, idx)));
        }
        all.sort_unstable_by_key(|(block, end, event)| (*block, *end, *event));
        let mut notes = Self { at: HashMap::new(), number: HashMap::new(), order: Vec::new() };
        for (block, end, event) in all {
            notes.at.entry(block).or_default().push((end, event));
            notes.number.entry(event).or_insert_with(|| {
                notes.order.push(event);
                notes.order.len()
            });
        }
        notes
    }
}

struct Writer<'a> {
    article: &'a Article,
    notes: Notes,
    out: String,
    report: Report,
}

impl Writer<'_> {
    /// Adds a piece between empty lines.
    fn piece(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }

    fn head(&mut self) {
        let article = self.article;
        self.piece(&format!("# {}", line(&article.title)));
        if let Some(subtitle) = &article.subtitle {
            self.piece(&format!("**{}**", strong(subtitle)));
        }
        let mut byline: Vec<String> = Vec::new();
        if !article.authors.is_empty() {
            byline.push(format!("By {}", list(&article.authors)));
        }
        byline.extend(article.publisher.as_ref().map(|publisher| line(publisher)));
        byline.extend(article.published.as_ref().map(|date| line(date.as_str())));
        if let Some(source) = &article.source {
            let link = NamedLink { url: source.url.clone(), title: source.title.clone() };
            byline.extend(named(&link));
            byline.extend(source.license.as_ref().map(|license| line(license)));
        }
        if !article.annotators.is_empty() {
            byline.push(format!("Annotated by {}", list(&article.annotators)));
        }
        if !byline.is_empty() {
            let byline = byline.join(", ");
            self.piece(&byline);
        }
        if let Some(summary) = &article.summary {
            self.piece(&line(summary));
        }
    }

    fn blocks(&mut self) {
        let mut was_item = false;
        for (idx, block) in self.article.blocks.entries() {
            let text = self.block_text(idx, block);
            let is_item = block.kind == BlockKind::ListItem;
            let indented = |first: &str, others: &str| format!("{first}{}", text.replace('\n', &format!("\n{others}")));
            let written = match &block.kind {
                BlockKind::Heading(level) => format!("{} {text}", "#".repeat(usize::from(*level).clamp(2, 6))),
                BlockKind::Quote => indented("> ", "> "),
                BlockKind::ListItem => indented("- ", "  "),
                BlockKind::Paragraph => text,
                _ => {
                    self.report.changed("captions, bylines and notes, now paragraphs", &*block.id);
                    text
                }
            };
            // Items of a list stand together.
            if was_item && is_item && self.out.ends_with("\n\n") {
                self.out.pop();
            }
            self.piece(&written);
            was_item = is_item;
        }
    }

    /// The text of a block with as many of its marks as Markdown can have.
    fn block_text(&mut self, idx: BlockIdx, block: &Block) -> String {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let notes: Vec<(usize, usize)> = self.notes.at.get(&idx).map_or_else(Vec::new, |notes| {
            notes.iter().filter_map(|(end, event)| Some((*end, *self.notes.number.get(event)?))).collect()
        });
        let links: Vec<Style> =
            block.styles.iter().filter(|style| matches!(style.kind, StyleKind::Link(_))).cloned().collect();
        for styles in [block.styles.as_slice(), links.as_slice(), &[]] {
            let written = inline(&block.text, styles, &notes, is_heading);
            if styles.is_empty() || reads_back(&written, &block.text, styles, &notes) {
                let lost = block.styles.len() - styles.len();
                let text = "marks that Markdown cannot have at their place";
                self.report.note_many(NoteKind::LeftOut, text, lost, &*block.id);
                return written;
            }
        }
        String::new()
    }

    fn actors(&mut self) {
        if self.article.actors.is_empty() {
            return;
        }
        self.piece("## Actors");
        let mut items = String::new();
        for actor in self.article.actors.iter() {
            _ = writeln!(items, "- {}", self.actor(actor));
        }
        let items = items.trim_end().to_owned();
        self.piece(&items);
    }

    fn actor(&self, actor: &Actor) -> String {
        let mut parts = vec![format!("**{}** ({})", strong(&actor.name), line(&actor.kind.word().replace('_', " ")))];
        if !actor.aliases.is_empty() {
            parts.push(format!("also {}", list(&actor.aliases)));
        }
        if !actor.member_of.is_empty() {
            let names: Vec<String> = actor.member_of.iter().map(|idx| self.name(*idx)).collect();
            parts.push(format!("of {}", names.join(", ")));
        }
        parts.extend(actor.description.as_ref().map(|text| line(text)));
        parts.extend(actor.position.as_ref().map(|position| format!("{}, {}", position.lat, position.lon)));
        if let Some(id) = &actor.wikidata
            && let Ok(url) = Link::parse(&format!("https://www.wikidata.org/wiki/{id}"))
        {
            parts.extend(named(&NamedLink { url: Some(url), title: Some(format!("Wikidata {id}")) }));
        }
        parts.extend(actor.links.iter().filter_map(named));
        parts.join("; ")
    }

    fn name(&self, actor: ActorIdx) -> String {
        line(&self.article[actor].name)
    }

    /// Events that no passage of the text tells of, which have no footnote.
    fn other_events(&mut self) {
        let others: Vec<&Event> = self
            .article
            .events
            .entries()
            .filter(|(idx, _)| !self.notes.number.contains_key(idx))
            .map(|(_, event)| event)
            .collect();
        if others.is_empty() {
            return;
        }
        let items: Vec<String> = others.iter().map(|event| format!("- {}", self.event(event))).collect();
        self.piece("## Other events");
        self.piece(&items.join("\n"));
    }

    fn footnotes(&mut self) {
        for (position, idx) in self.notes.order.clone().into_iter().enumerate() {
            let text = format!("[^{}]: {}", position + 1, self.event(&self.article[idx]));
            self.piece(&text);
        }
    }

    /// An event in a paragraph: title, date, place, who took part, what is said of it, sources.
    fn event(&self, event: &Event) -> String {
        let mut text = format!("**{}**", strong(&event.title));
        let place = event.place.as_ref().map(|place| match place {
            Place::Actor(actor) => self.name(*actor),
            Place::Named { name, .. } => line(name),
        });
        let when = event.when.as_ref().map(|date| line(date.as_str()));
        let when = when.or(event.when_text.as_ref().map(|words| line(words)));
        let head: Vec<String> = when.into_iter().chain(place).collect();
        if !head.is_empty() {
            _ = write!(text, ", {}", head.join(", "));
        }
        if event.status != Status::Asserted || event.attributed_to.is_some() {
            let status = line(event.status.word());
            let by = event.attributed_to.map(|actor| format!(" by {}", self.name(actor))).unwrap_or_default();
            _ = write!(text, " ({status}{by})");
        }
        let mut parts = Vec::new();
        if !event.participants.is_empty() {
            let participant = |own: &whowhen_core::article::Participant| {
                format!("{} ({})", self.name(own.actor), line(&own.role.word().replace('_', " ")))
            };
            parts.push(event.participants.iter().map(participant).collect::<Vec<_>>().join(", "));
        }
        parts.extend(event.summary.as_ref().map(|summary| line(summary)));
        let sources: Vec<String> = event.sources.iter().filter_map(named).collect();
        if !sources.is_empty() {
            parts.push(sources.join(", "));
        }
        for part in parts {
            let is_ended = text.ends_with(['.', '!', '?']);
            _ = write!(text, "{} {part}", if is_ended { "" } else { "." });
        }
        if !text.ends_with(['.', '!', '?']) {
            text.push('.');
        }
        text
    }

    fn losses(&mut self) {
        let article = self.article;
        let languages = article.blocks.iter().filter(|block| block.language.is_some()).count();
        let kinds = article.events.iter().filter(|event| event.kind.word() != "other").count();
        let certain = article.events.iter().filter(|event| event.certainty.is_some()).count();
        let has_both = |event: &&Event| event.when.is_some() && event.when_text.is_some();
        let has_position = |event: &&Event| matches!(event.place, Some(Place::Named { position: Some(_), .. }));
        let losses = [
            ("words for the time of events that have a date", article.events.iter().filter(has_both).count()),
            ("positions of named places", article.events.iter().filter(has_position).count()),
            ("places in the text that mention an actor", article.mentions.len()),
            ("relations between events", article.relations.len()),
            ("kinds of events", kinds),
            ("languages of blocks", languages),
            ("certainties of events", certain),
        ];
        note_losses(losses, &mut self.report);
        self.report.note_many(NoteKind::Changed, "events, now footnotes", self.notes.order.len(), "");
    }
}

/// Text in one line, escaped.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    escape(&text, true, true, &mut out);
    out
}

/// Text in one line that stands between asterisks, which need something between them.
fn strong(text: &str) -> String {
    let text = line(text);
    if text.is_empty() { "–".to_owned() } else { text }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| line(name)).collect::<Vec<_>>().join(", ")
}

/// A work with its link.
fn named(link: &NamedLink) -> Option<String> {
    let title = link.title.as_deref().or(link.url.as_ref().map(Link::as_str)).map(line)?;
    Some(match &link.url {
        Some(url) => format!("[{title}]({})", destination(url.as_str())),
        None => title,
    })
}

/// The address of a link, in angle brackets.
fn destination(url: &str) -> String {
    format!("<{}>", encoded(url).replace('&', "&amp;"))
}

/// An address in which what ends one in Markdown is encoded.
fn encoded(url: &str) -> String {
    let mut out = String::new();
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | '`' | '|' | '"' => _ = write!(out, "%{:02X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Adds text, so that Markdown reads it as it is. `starts` says that it begins a line, `ends` that it ends one.
fn escape(text: &str, starts: bool, ends: bool, out: &mut String) {
    let mut at_start = starts;
    // Digits at the beginning of a line, which a full stop makes a number of a list.
    let mut is_number = starts;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_syntax = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '$' | '{' | '}' | '^' => true,
            '&' => is_entity(text.get(at + 1..).unwrap_or_default()),
            '#' => at_start || chars.peek().is_none() && ends,
            '>' | '+' | '-' | '=' | ':' => at_start,
            '.' | ')' => is_number && !at_start,
            _ => false,
        };
        if is_syntax {
            out.push('\\');
        }
        out.push(c);
        is_number = c == '\n' || is_number && c.is_ascii_digit();
        at_start = c == '\n';
    }
}

/// Whether what follows an ampersand makes an entity of it.
fn is_entity(rest: &str) -> bool {
    let end = rest.bytes().take(40).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
    end.is_some_and(|end| end > 0 && rest.as_bytes().get(end) == Some(&b';'))
}

/// The text of a block with its marks and the numbers of its notes.
fn inline(text: &str, styles: &[Style], notes: &[(usize, usize)], is_heading: bool) -> String {
    let range = |style: &Style| style.bytes.start as usize..style.bytes.end as usize;
    // White space at the ends of a mark is outside it.
    let trimmed = |range: Range<usize>| {
        let words = text.get(range.clone()).unwrap_or_default();
        let start = range.start + (words.len() - words.trim_start().len());
        start..start + words.trim().len()
    };
    let ranges: Vec<(Range<usize>, &StyleKind)> = styles
        .iter()
        .map(|style| (trimmed(range(style)), &style.kind))
        .filter(|(range, _)| !range.is_empty())
        .collect();
    // A note within a mark stands after it.
    let outside = |at: usize| {
        let around = ranges.iter().filter(|(range, _)| range.start < at && at < range.end);
        around.map(|(range, _)| range.end).max().unwrap_or(at)
    };
    let mut notes: Vec<(usize, usize)> = notes.iter().map(|(at, number)| (outside(*at), *number)).collect();
    notes.sort_unstable();
    let mut cuts: Vec<usize> = ranges.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    cuts.extend(notes.iter().map(|(at, _)| *at));
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    for (position, start) in cuts.iter().copied().enumerate() {
        let wanted: Vec<usize> =
            (0..ranges.len()).filter(|own| ranges[*own].0.start <= start && start < ranges[*own].0.end).collect();
        // What ends is closed, with what was opened after it.
        let keep = open.iter().take_while(|own| wanted.contains(own)).count();
        while open.len() > keep {
            if let Some(own) = open.pop() {
                close(ranges[own].1, &mut out);
            }
        }
        for (_, number) in notes.iter().filter(|(at, _)| *at == start) {
            _ = write!(out, "[^{number}]");
        }
        let mut opened: Vec<usize> = wanted.into_iter().filter(|own| !open.contains(own)).collect();
        // Links outside, then the longest.
        opened
            .sort_by_key(|own| (!matches!(ranges[*own].1, StyleKind::Link(_)), std::cmp::Reverse(ranges[*own].0.end)));
        for own in opened {
            out.push_str(match ranges[own].1 {
                StyleKind::Emphasis => "*",
                StyleKind::Strong => "**",
                StyleKind::Link(_) => "[",
            });
            open.push(own);
        }
        let end = cuts.get(position + 1).copied().unwrap_or(text.len());
        let piece = lines(text.get(start..end).unwrap_or_default(), is_heading);
        let piece = if start == 0 { piece.trim_start() } else { &piece };
        let piece = if end == text.len() { piece.trim_end() } else { piece };
        let starts = out.is_empty() || out.ends_with('\n');
        escape(piece, starts, end == text.len(), &mut out);
    }
    // A line end within a block, behind an escaped one.
    out.replace('\n', "\\\n")
}

fn close(kind: &StyleKind, out: &mut String) {
    match kind {
        StyleKind::Emphasis => out.push('*'),
        StyleKind::Strong => out.push_str("**"),
        StyleKind::Link(link) => _ = write!(out, "]({})", destination(link.as_str())),
    }
}

/// Text with single line ends, and without white space around them: Markdown has no other in a block.
fn lines(text: &str, is_heading: bool) -> String {
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(is_end) {
        return text.to_owned();
    }
    let mut out = String::new();
    for (position, part) in text.split(is_end).enumerate() {
        let part = if position > 0 { part.trim_start() } else { part };
        if position > 0 && !out.ends_with('\n') {
            out.truncate(out.trim_end().len());
            out.push(if is_heading { ' ' } else { '\n' });
        }
        out.push_str(part);
    }
    out
}

/// Whether Markdown reads what was written as what it is.
fn reads_back(written: &str, text: &str, styles: &[Style], notes: &[(usize, usize)]) -> bool {
    let mut source = written.to_owned();
    for (_, number) in notes {
        _ = write!(source, "\n\n[^{number}]: x");
    }
    let mut reader = Reader::default();
    let mut report = Report::new(Format::Markdown);
    for event in Parser::new_ext(&source, syntax()) {
        reader.event(event, &String::new, &mut report);
    }
    let draft = reader.rich.finish();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(block) = draft.blocks.first() else { return text.trim().is_empty() };
    let is_one = draft.blocks.iter().filter(|block| block.kind != "note").count() == 1;
    let key = |words: &str, kind: &'static str, href: Option<String>| (kind, href, plain(words));
    let mut found: Vec<_> = block
        .marks
        .iter()
        .map(|mark| key(draft.text.get(mark.range.clone()).unwrap_or_default(), mark.kind, mark.href.clone()))
        .collect();
    let words = |style: &Style| text.get(style.bytes.start as usize..style.bytes.end as usize).unwrap_or_default();
    let mut expected: Vec<_> = styles
        .iter()
        .filter(|style| !words(style).trim().is_empty())
        .map(|style| match &style.kind {
            StyleKind::Emphasis => key(words(style), "emphasis", None),
            StyleKind::Strong => key(words(style), "strong", None),
            StyleKind::Link(link) => key(words(style), "link", Some(encoded(link.as_str()))),
        })
        .collect();
    found.sort();
    expected.sort();
    is_one && plain(draft.text.get(block.range.clone()).unwrap_or_default()) == plain(text) && found == expected
}
