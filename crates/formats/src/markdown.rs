//! Markdown: CommonMark with tables, footnotes and front matter. Written with the events as footnotes.
//!
//! | Markdown | article |
//! |---|---|
//! | lines between `---` at the beginning | title, authors, date, language |
//! | the first heading of the first level | the title |
//! | headings, paragraphs, quotes, items of lists | blocks |
//! | footnotes | notes |
//! | code, rows of tables | paragraphs |
//! | the alternative text of an image | a caption |
//! | emphasis, strong emphasis, links | marks |
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let groups = group(vec![InputFile::new("a.md", "# The fall\n\nAlice *fell* [down](https://example.org).\n")]).unwrap();
//! let article = read(&groups[0], Format::Markdown, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!((article.title.as_str(), article.blocks[0].text.as_str()), ("The fall", "Alice fell down."));
//! assert_eq!(article.blocks[0].marks.len(), 2);
//! ```
//!
//! Source: <https://spec.commonmark.org/0.31.2/>, <https://github.github.com/gfm/>

mod writer;

pub use writer::write;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use whowhen_core::article::Link;

use crate::draft::Draft;
use crate::rich_text::{RichText, date, remove_title};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report};

/// The largest file, in bytes: its tree takes up to twenty times as much.
const SIZE: usize = 16 * 1024 * 1024;

/// A file `.md`; or a text without a name that has headings or links.
pub fn detect(file: &InputFile) -> Likelihood {
    if file.has_extension(&["md", "markdown", "mdown", "mkd"]) {
        return Likelihood::Likely;
    }
    let text = file.beginning();
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && rest.trim().len() > 1
    };
    let is_marked = text.contains("](http") || text.lines().take(200).any(is_heading);
    match is_marked && file.extension().is_empty() && !text.contains('\0') {
        true => Likelihood::Possible,
        false => Likelihood::No,
    }
}

/// Reads a text.
///
/// # Errors
/// If it is not text in UTF-8, too large, or has no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let text = file.text()?;
    if text.len() > SIZE {
        let megabytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
        let (size, limit) = (megabytes(text.len()), megabytes(SIZE));
        let message = format!("the file is too large: {size} MB, and at most {limit} MB of Markdown can be read");
        return Err(FormatError::new(message, "Split it into several files").at(&file.name));
    }
    let mut report = Report::new(Format::Markdown);
    let mut reader = Reader::default();
    let body = front_matter(text, reader.rich.draft(), &file.name, &mut report);
    let first_line = text.len() - body.len();
    for (event, range) in Parser::new_ext(body, syntax()).into_offset_iter() {
        reader.event(event, &|| place(text, first_line + range.start, &file.name), &mut report);
    }
    let mut draft = reader.rich.finish();
    draft.title = draft.title.take().or(reader.title);
    remove_title(&mut draft);
    let article = draft.finish(&file.name, options, &mut report)?;
    Ok(vec![Document { article, report }])
}

/// What is read besides CommonMark.
fn syntax() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The line of a position. It is asked for the first few only: see [`Reader::at`].
fn place(text: &str, byte: usize, name: &str) -> String {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    format!("{name}, line {}", before.iter().filter(|byte| **byte == b'\n').count() + 1)
}

/// Takes what lines between `---` say of the document. Returns the text after them.
fn front_matter<'t>(text: &'t str, draft: &mut Draft, name: &str, report: &mut Report) -> &'t str {
    let is_mark = |line: &str| matches!(line.trim_end(), "---" | "...");
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return text };
    let mut length = first.len();
    let mut found = Vec::new();
    let mut is_closed = false;
    // A longer one is a text between two rules.
    for line in lines.take(1_000) {
        length += line.len();
        if is_mark(line) {
            is_closed = true;
            break;
        }
        found.push(line.trim_end());
    }
    let is_field = |line: &&&str| line.contains(':') || line.starts_with([' ', '-', '#', '\t']) || line.is_empty();
    if !is_closed || found.iter().filter(is_field).count() < found.len() {
        return text;
    }
    let mut key = "";
    for (number, line) in found.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value = match line.split_once(':') {
            Some((own, value)) if !line.starts_with([' ', '-', '\t']) => {
                key = own.trim();
                value
            }
            _ => line.trim().trim_start_matches("- "),
        };
        for value in values(value).filter(|_| !line.starts_with('#')) {
            if !field(key, &value, draft) {
                let key: String = key.chars().take(40).collect();
                report.left_out(format!("fields “{key}” before the text"), format!("{name}, line {}", number + 2));
            }
        }
    }
    text.get(length..).unwrap_or_default()
}

/// The values of a field: one, or those of a list in brackets. Without quotation marks.
fn values(value: &str) -> impl Iterator<Item = String> {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let parts: Vec<&str> = list.map_or_else(|| vec![value], |list| list.split(',').collect());
    let plain = |part: &str| {
        let part = part.trim();
        let quoted = ['"', '\''].iter().find_map(|quote| part.strip_prefix(*quote)?.strip_suffix(*quote));
        quoted.unwrap_or(part).trim().to_owned()
    };
    parts.into_iter().map(plain).filter(|part| !part.is_empty()).collect::<Vec<_>>().into_iter()
}

/// Takes a field. Returns whether the article has a place for it.
fn field(key: &str, value: &str, draft: &mut Draft) -> bool {
    let value = value.to_owned();
    match key.to_ascii_lowercase().as_str() {
        "title" => _ = draft.title.get_or_insert(value),
        "subtitle" => _ = draft.subtitle.get_or_insert(value),
        "author" | "authors" => draft.authors.push(value),
        "date" | "published" => match date(&value) {
            Some(date) => _ = draft.published.get_or_insert(date),
            None => return false,
        },
        "lang" | "language" => _ = draft.language.get_or_insert(value),
        "publisher" => _ = draft.publisher.get_or_insert(value),
        _ => return false,
    }
    true
}

/// Reads event after event of the parser.
#[derive(Default)]
pub(crate) struct Reader {
    rich: RichText,
    /// The first heading of the first level.
    title: Option<String>,
    /// Where it starts, while it is open.
    title_start: Option<usize>,
    /// The alternative text of the image that is open.
    alternative: Option<String>,
    /// Alternative texts of images in the block that is open.
    captions: Vec<String>,
    is_code: bool,
    /// How many cells the row has.
    cells: usize,
    /// How many places were looked up: each goes through the text.
    places: usize,
}

impl Reader {
    /// The place of a note, for the first few.
    fn at(&mut self, place: &dyn Fn() -> String) -> String {
        const MOST: usize = 100;
        self.places += 1;
        if self.places > MOST { String::new() } else { place() }
    }

    pub(crate) fn event(&mut self, event: Event, place: &dyn Fn() -> String, report: &mut Report) {
        match event {
            Event::Start(tag) => self.start(tag, place, report),
            Event::End(tag) => self.end(tag, place, report),
            Event::Text(text) | Event::Code(text) => match &mut self.alternative {
                Some(alternative) => alternative.push_str(&text),
                None if self.is_code => self.rich.verbatim(&text),
                None => self.rich.text(&text),
            },
            Event::SoftBreak => match &mut self.alternative {
                Some(alternative) => alternative.push(' '),
                None => self.rich.text(" "),
            },
            Event::HardBreak => self.rich.line_break(),
            Event::InlineHtml(html) => {
                let tag = html.to_ascii_lowercase();
                match tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']) {
                    "br" => self.rich.line_break(),
                    _ => {
                        let place = self.at(place);
                        report.left_out("HTML tags; their text stays", place);
                    }
                }
            }
            Event::Html(_) => {}
            Event::FootnoteReference(_) => {
                let place = self.at(place);
                report.left_out("marks of footnotes in the text", place);
            }
            Event::Rule => self.rich.end_block(),
            Event::TaskListMarker(_) => {
                let place = self.at(place);
                report.left_out("boxes of tasks", place);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.rich.text(&text),
        }
    }

    fn start(&mut self, tag: Tag, place: &dyn Fn() -> String, report: &mut Report) {
        match tag {
            Tag::Paragraph => self.rich.start_block(None),
            Tag::Heading { level, .. } => {
                if level == HeadingLevel::H1 {
                    match self.title {
                        None => self.title_start = Some(self.rich.position()),
                        Some(_) => {
                            let place = self.at(place);
                            report.changed("further headings of the first level, now of the second", place);
                        }
                    }
                }
                self.rich.start_heading(level as u8);
            }
            Tag::BlockQuote(_) => self.rich.enter("quote"),
            Tag::Item => self.rich.enter("list_item"),
            Tag::FootnoteDefinition(_) => self.rich.enter("note"),
            Tag::CodeBlock(_) => {
                let place = self.at(place);
                report.changed("blocks of code, now paragraphs", place);
                self.is_code = true;
                self.rich.start_block(None);
            }
            Tag::HtmlBlock => {
                let place = self.at(place);
                report.left_out("blocks of HTML", place);
            }
            Tag::TableHead | Tag::TableRow => {
                let place = self.at(place);
                report.changed("rows of tables, now paragraphs", place);
                self.cells = 0;
                self.rich.start_block(None);
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.rich.text(" | ");
                }
                self.cells += 1;
            }
            Tag::Emphasis => self.rich.start_mark("emphasis", None),
            Tag::Strong => self.rich.start_mark("strong", None),
            Tag::Strikethrough => {
                let place = self.at(place);
                report.changed("struck out words, now plain", place);
            }
            Tag::Link { dest_url, .. } => match Link::parse(&dest_url) {
                Ok(link) => self.rich.start_mark("link", Some(link.as_str().to_owned())),
                Err(_) => {
                    let place = self.at(place);
                    report.left_out("links that are not http, https or mailto; their words stay", place);
                }
            },
            Tag::Image { .. } => self.alternative = Some(String::new()),
            _ => self.rich.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd, place: &dyn Fn() -> String, report: &mut Report) {
        match tag {
            TagEnd::Heading(_) => {
                if let Some(title) = self.title_start.take().and_then(|start| self.rich.range_from(start)) {
                    self.title = Some(self.rich.words(title).to_owned());
                }
                self.end_block();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_block();
                self.rich.leave();
            }
            TagEnd::CodeBlock => {
                self.is_code = false;
                self.end_block();
            }
            TagEnd::TableCell | TagEnd::Strikethrough => {}
            TagEnd::Emphasis => self.rich.end_mark("emphasis"),
            TagEnd::Strong => self.rich.end_mark("strong"),
            TagEnd::Link => self.rich.end_mark("link"),
            TagEnd::Image => {
                let alternative = self.alternative.take().unwrap_or_default();
                let place = self.at(place);
                match alternative.trim() {
                    "" => report.left_out("images", place),
                    text => {
                        report.changed("images, of which the alternative text is now a caption", place);
                        self.captions.push(text.to_owned());
                    }
                }
            }
            _ => self.end_block(),
        }
    }

    /// Ends a block. The captions of its images follow.
    fn end_block(&mut self) {
        self.rich.end_block();
        for caption in std::mem::take(&mut self.captions) {
            self.rich.start_kind("caption", None);
            self.rich.text(&caption);
            self.rich.end_block();
        }
    }
}
