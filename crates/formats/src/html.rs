//! Web pages: saved ones and pasted HTML. Their main text is read, with headings, lists, quotes, emphasis and links.
//!
//! | part | read from |
//! |---|---|
//! | title | `og:title`, the first `h1`, or `title` |
//! | language, authors, date, publisher | `lang`, and the usual `meta` elements |
//! | text | `article`, `main`, `role=main`; else the innermost element that has two thirds of the paragraphs |
//!
//! Menus, forms, scripts and what is hidden are left out. Tags that are not closed are closed as browsers do, for the elements
//! that a text has. Nothing of a page is run or fetched.
//!
//! The page is read twice: once to find the main element, once for its text. A stack of open elements is all that is kept, and
//! its depth is limited as in browsers.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let page = "<!doctype html><title>News</title><nav>Home</nav><p>Alice <b>met</b> Bob&rsquo;s aunt.<p>They talked.";
//! let groups = group(vec![InputFile::new("page.html", page)]).unwrap();
//! let article = read(&groups[0], Format::Html, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.title, "News");
//! assert_eq!(article.blocks[0].text, "Alice met Bob’s aunt.");
//! assert_eq!(article.blocks.len(), 2);
//! ```
//!
//! Source: <https://html.spec.whatwg.org/multipage/parsing.html>

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use pulldown_cmark::Event;
use whowhen_core::article::Link;
use whowhen_core::file::SourceFile;

use crate::report::NoteKind;
use crate::rich_text::{RichText, date, remove_title};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report};

/// The most open elements. Elements within deeper ones are read as if they were not there, as in browsers.
const DEPTH: usize = 512;

/// A page by its beginning or by its name.
pub fn detect(file: &InputFile) -> Likelihood {
    let beginning = skip_prolog(file.beginning());
    let starts_with = |start: &str| beginning.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let is_named = file.has_extension(&["html", "htm", "xhtml"]);
    match starts_with("<!doctype html") || starts_with("<html") {
        true => Likelihood::Certain,
        false if is_named && !beginning.trim().is_empty() => Likelihood::Likely,
        // A fragment, as it is pasted.
        false
            if ["<p", "<div", "<article", "<h1", "<meta", "<body", "<span"].iter().any(|start| starts_with(start)) =>
        {
            Likelihood::Possible
        }
        false => Likelihood::No,
    }
}

/// A text without white space, comments and the XML declaration at its beginning.
fn skip_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?") => "?>",
            () => return rest,
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return "",
        }
    }
}

/// Reads a page.
///
/// # Errors
/// If it is not text in UTF-8, or has no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let file = group.main();
    let text = file.text()?;
    let mut report = Report::new(Format::Html);
    let mut survey = Survey::default();
    walk(text, &mut survey);
    let main = survey.main();
    if let Some(rule) = main.rule {
        report.remark(NoteKind::Kept, format!("the main text, taken from {rule}"));
    }
    let mut extraction = Extraction::new(main);
    let is_whole = walk(text, &mut extraction);
    let mut extraction = extraction.told(&mut report);
    if !is_whole {
        report.left_out("tags that the end of the file cuts off", &*file.name);
    }
    let draft = extraction.draft();
    survey.head.fill(draft);
    let mut draft = extraction.finish();
    remove_title(&mut draft);
    let article = draft.finish(&file.name, options, &mut report)?;
    Ok(vec![Document { article, report }])
}

// Tags and text.

/// A piece of a page.
#[derive(Debug, PartialEq)]
enum Token<'t> {
    /// With its name in lower case, and what is between the name and `>`.
    Start(Cow<'t, str>, &'t str),
    End(Cow<'t, str>),
    /// With its entities.
    Text(&'t str),
}

/// Splits a page into tags and text, by the rules of the HTML standard. Comments and declarations are skipped.
struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// The element whose content has no tags: all is text until its end tag.
    raw: Option<&'static str>,
    /// Whether no tag is cut off.
    is_whole: bool,
}

/// Elements whose content has no tags.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

impl<'t> Tokens<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, raw: None, is_whole: true }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips what ends with a mark; or all, if it is not there.
    fn skip_past(&mut self, mark: &str) {
        let found = self.rest().find(mark);
        self.is_whole &= found.is_some();
        self.at = found.map_or(self.text.len(), |offset| self.at + offset + mark.len());
    }

    /// The length of the text before the end tag of a raw element.
    fn raw_length(rest: &str, name: &str) -> usize {
        let is_end = |at: &usize| {
            let after = rest.get(at + 2..).unwrap_or_default();
            let own = after.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
            own && after.as_bytes().get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
        };
        rest.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(rest.len())
    }

    /// The length of the text before the next tag.
    fn text_length(rest: &str) -> usize {
        let is_tag = |at: &usize| {
            let mut after = rest.bytes().skip(at + 1);
            match after.next() {
                Some(b'/') => after.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'>'),
                Some(byte) => byte.is_ascii_alphabetic() || byte == b'!' || byte == b'?',
                None => false,
            }
        };
        rest.match_indices('<').map(|(at, _)| at).find(is_tag).unwrap_or(rest.len())
    }

    /// The end of a tag: the `>` that is in no value.
    fn tag_end(&self) -> Option<usize> {
        let bytes = self.rest().as_bytes();
        let (mut quote, mut after_equals) = (None, false);
        for (offset, byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (Some(_), _) => {}
                (None, b'>') => return Some(self.at + offset),
                // Only a value may be in quotation marks.
                (None, b'"' | b'\'') if after_equals => quote = Some(*byte),
                (None, byte) if byte.is_ascii_whitespace() => continue,
                _ => {}
            }
            after_equals = *byte == b'=';
        }
        None
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let length = match self.raw.take() {
                Some(name) => Self::raw_length(rest, name),
                None => Self::text_length(rest),
            };
            if length > 0 {
                self.at += length;
                return rest.get(..length).map(Token::Text);
            }
            if rest.starts_with("<!--") {
                self.at += 4;
                self.skip_past("-->");
                continue;
            }
            if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</>") {
                self.skip_past(">");
                continue;
            }
            let Some(end) = self.tag_end() else {
                self.is_whole = false;
                self.at = self.text.len();
                return None;
            };
            let tag = self.text.get(self.at + 1..end).unwrap_or_default();
            self.at = end + 1;
            let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
            let length = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(length);
            let name = match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                true => Cow::Owned(name.to_ascii_lowercase()),
                false => Cow::Borrowed(name),
            };
            if is_end {
                return Some(Token::End(name));
            }
            self.raw = RAW.iter().copied().find(|raw| *raw == name);
            return Some(Token::Start(name, attributes));
        }
    }
}

/// The attributes of a tag: names as they are written, and values with their entities.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        // An equals sign at the beginning belongs to the name.
        let start = usize::from(rest.starts_with('='));
        let is_end = |c: char| c.is_ascii_whitespace() || c == '=' || c == '/';
        let end = rest.get(start..).and_then(|rest| rest.find(is_end)).map_or(rest.len(), |end| start + end);
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            rest = after;
            return Some((name, ""));
        };
        let quoted = value.chars().next().filter(|c| ['"', '\''].contains(c));
        let (value, after) = match quoted {
            Some(quote) => {
                let value = value.get(1..).unwrap_or_default();
                value.split_once(quote).unwrap_or((value, ""))
            }
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = after;
        Some((name, value))
    })
}

/// What attributes say that matters here.
#[derive(Default)]
struct Said<'t> {
    language: Option<&'t str>,
    href: Option<&'t str>,
    role: Option<&'t str>,
    name: Option<&'t str>,
    content: Option<&'t str>,
    rel: Option<&'t str>,
    alt: Option<&'t str>,
    is_hidden: bool,
    /// A mark of a note, or a link to the editor of a wiki.
    is_note_mark: bool,
}

impl<'t> Said<'t> {
    fn of(tag: &'t str) -> Self {
        let mut said = Self::default();
        for (name, value) in attributes(tag) {
            match name.to_ascii_lowercase().as_str() {
                "lang" | "xml:lang" => said.language = Some(value),
                "href" => said.href = Some(value),
                "role" => said.role = Some(value),
                "name" | "property" | "itemprop" | "http-equiv" => said.name = Some(value),
                "content" => said.content = Some(value),
                "rel" => said.rel = Some(value),
                "alt" => said.alt = Some(value),
                "hidden" => said.is_hidden = true,
                "aria-hidden" => said.is_hidden |= value.eq_ignore_ascii_case("true"),
                "style" => {
                    let style: String = value.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
                    said.is_hidden |= style.contains("display:none") || style.contains("visibility:hidden");
                }
                "class" => {
                    said.is_note_mark =
                        value.split_whitespace().any(|class| ["mw-editsection", "reference"].contains(&class));
                }
                _ => {}
            }
        }
        said
    }
}

/// Text with its entities decoded.
struct Decoder {
    /// Entities that were asked for; `None` if there is no such.
    known: HashMap<String, Option<String>>,
}

impl Decoder {
    fn decode<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('&') {
            return Cow::Borrowed(text);
        }
        let mut decoded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('&') {
            decoded.push_str(before);
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
            // No entity has a longer name.
            let length = after.bytes().take(40).position(|byte| !is_name(byte.into())).unwrap_or(after.len().min(40));
            let (name, mut behind) = after.split_at(if after.is_char_boundary(length) { length } else { 0 });
            let is_ended = behind.starts_with(';');
            // Without the semicolon, only the old names and numbers are entities.
            // `&copy=1` is a part of an address.
            let is_entity = is_ended || name.starts_with('#') || is_old_name(name) && !behind.starts_with('=');
            let found = match is_entity {
                true => self.entity(name),
                false => None,
            };
            match found {
                Some(found) => {
                    decoded.push_str(&found);
                    behind = behind.strip_prefix(';').unwrap_or(behind);
                }
                None => {
                    decoded.push('&');
                    decoded.push_str(name);
                }
            }
            rest = behind;
        }
        decoded.push_str(rest);
        Cow::Owned(decoded)
    }

    /// The characters of an entity. The reader of Markdown has the table of their names.
    fn entity(&mut self, name: &str) -> Option<String> {
        const KEPT: usize = 5_000;
        if let Some(digits) = name.strip_prefix('#') {
            return number(digits).map(String::from);
        }
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let source = format!("&{name};");
        let mut decoded = String::new();
        for event in pulldown_cmark::Parser::new(&source) {
            if let Event::Text(text) = event {
                decoded.push_str(&text);
            }
        }
        let found = Some(decoded).filter(|decoded| *decoded != source && !decoded.is_empty());
        if self.known.len() < KEPT {
            self.known.insert(name.to_owned(), found.clone());
        }
        found
    }
}

/// Names of entities that may stand without a semicolon: those of Latin 1.
fn is_old_name(name: &str) -> bool {
    const NAMES: &[&str] =
        &["amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "szlig", "laquo", "raquo", "deg", "sect"];
    const ENDS: &[&str] = &["grave", "acute", "circ", "tilde", "uml", "ring", "cedil", "slash", "lig"];
    let letter =
        |end: &str| name.strip_suffix(end).is_some_and(|letter| letter.len() == 1 || letter == "AE" || letter == "ae");
    NAMES.contains(&name) || ENDS.iter().any(|end| letter(end))
}

/// The character with a number, as browsers take it: 128 to 159 are those of Windows.
fn number(digits: &str) -> Option<char> {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let windows = number.checked_sub(128).and_then(|position| WINDOWS.get(position as usize)).copied();
    windows.or_else(|| char::from_u32(number).filter(|c| *c != '\0'))
}

// Open elements.

/// An element that is open.
struct Frame {
    name: &'static str,
    what: What,
    /// The number of its start tag.
    number: usize,
    /// Why it is left out, if it is: the name of its outermost element that is.
    left_out: Option<&'static str>,
    is_preformatted: bool,
    /// The language that it, or one around it, names.
    language: Option<Rc<str>>,
}

/// What is done with elements and text.
trait Visitor {
    /// An element starts, which is on the stack if it has content.
    fn start(&mut self, frame: &Frame, said: &Said);
    /// An element ends, also one that never has content.
    fn end(&mut self, frame: &Frame);
    /// Text in the innermost element.
    fn text(&mut self, text: &str, frame: Option<&Frame>);
}

/// Elements that are known here, and what they are. Others are inline.
const ELEMENTS: &[(&[&str], What)] = &[
    (
        &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"],
        What::Void,
    ),
    (
        &[
            "script", "style", "nav", "header", "footer", "aside", "form", "template", "noscript", "svg", "button",
            "select", "textarea", "iframe", "object", "video", "audio", "canvas", "math", "dialog", "noframes",
        ],
        What::LeftOut,
    ),
    (
        &[
            "address",
            "article",
            "body",
            "center",
            "details",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
            "head",
            "html",
            "main",
            "menu",
            "ol",
            "section",
            "summary",
            "ul",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "title",
            "p",
            "pre",
            "blockquote",
            "figcaption",
            "caption",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hgroup",
        ],
        What::Block,
    ),
    (
        &["a", "b", "strong", "i", "em", "cite", "dfn", "var", "span", "sup", "sub", "q", "small", "u", "time"],
        What::Inline,
    ),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Void,
    LeftOut,
    Block,
    Inline,
}

/// The element with a name.
fn element(name: &str) -> (&'static str, What) {
    let known = ELEMENTS.iter().find_map(|(names, what)| Some((*names.iter().find(|own| **own == name)?, *what)));
    known.unwrap_or(("other", What::Inline))
}

/// Goes through a page. Returns whether no tag is cut off.
fn walk(text: &str, visitor: &mut impl Visitor) -> bool {
    let mut tokens = Tokens::new(text);
    let mut decoder = Decoder { known: HashMap::new() };
    let mut stack: Vec<Frame> = Vec::new();
    let mut open: HashMap<&'static str, usize> = HashMap::new();
    let mut number = 0;
    // In XHTML any element may be closed by its start tag.
    let is_xml = text.trim_start().starts_with("<?xml");
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => {
                // Scripts may be long, and have no entities.
                let is_left_out = stack.last().is_some_and(|frame| frame.left_out.is_some());
                let text = if is_left_out { Cow::Borrowed(text) } else { decoder.decode(text) };
                visitor.text(&text, stack.last());
            }
            Token::Start(name, tag) => {
                number += 1;
                let said = Said::of(tag);
                let (name, what) = element(&name);
                if what == What::Block || name == "hr" {
                    close_implied(name, &mut stack, &mut open, visitor);
                }
                let around = stack.last();
                let own_reason = reason(name, what, &said);
                let mut frame = Frame {
                    name,
                    what,
                    number,
                    left_out: match around.and_then(|frame| frame.left_out) {
                        // Forms are read in the end on some pages, and then what is in them counts.
                        None | Some("form") => own_reason.or(around.and_then(|frame| frame.left_out)),
                        outer => outer,
                    },
                    is_preformatted: name == "pre" || around.is_some_and(|frame| frame.is_preformatted),
                    language: said.language.filter(|tag| !tag.is_empty()).map(Rc::from),
                };
                frame.language = frame.language.or_else(|| around.and_then(|frame| frame.language.clone()));
                visitor.start(&frame, &said);
                let is_closed = what == What::Void || tag.ends_with('/') && (is_xml || name == "other");
                if is_closed && is_xml {
                    tokens.raw = None;
                }
                // What is left out is known to be so at any depth.
                let limit = if frame.left_out.is_some() { DEPTH + 1 } else { DEPTH };
                if !is_closed && stack.len() < limit {
                    *open.entry(name).or_default() += 1;
                    stack.push(frame);
                } else {
                    visitor.end(&frame);
                }
            }
            Token::End(name) => {
                let (name, what) = element(&name);
                if open.get(name).copied().unwrap_or(0) == 0 {
                    continue;
                }
                // What is inline ends within its block only.
                let is_wall = |frame: &Frame| what == What::Inline && frame.what == What::Block;
                let at = stack.iter().rposition(|frame| frame.name == name || is_wall(frame));
                if let Some(at) = at
                    && stack.get(at).is_some_and(|frame| frame.name == name)
                {
                    pop_to(at, &mut stack, &mut open, visitor);
                }
            }
        }
    }
    pop_to(0, &mut stack, &mut open, visitor);
    tokens.is_whole
}

/// Why an element is left out, if it is.
fn reason(name: &'static str, what: What, said: &Said) -> Option<&'static str> {
    const ROLES: &[&str] = &["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu"];
    let has_role = said.role.is_some_and(|role| ROLES.contains(&role));
    match () {
        () if what == What::LeftOut => Some(name),
        () if said.is_hidden && name != "body" && name != "html" => Some("hidden"),
        () if said.is_note_mark && ["sup", "span"].contains(&name) => Some("note mark"),
        () if has_role => Some("role"),
        () => None,
    }
}

/// Ends the elements that a block ends without an end tag.
fn close_implied(
    name: &'static str,
    stack: &mut Vec<Frame>,
    open: &mut HashMap<&'static str, usize>,
    visitor: &mut impl Visitor,
) {
    // Which elements are ended, and which are a wall before them.
    let (ended, walls): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dd" | "dt" => (&["dd", "dt"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
        "body" => (&["head"], &["html"]),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["p", "h1", "h2", "h3", "h4", "h5", "h6"], &[]),
        _ => (&["p"], &[]),
    };
    let is_wall = |frame: &Frame| match walls.is_empty() {
        true => frame.what == What::Block,
        false => walls.contains(&frame.name),
    };
    let at = stack.iter().rposition(|frame| ended.contains(&frame.name) || is_wall(frame));
    if let Some(at) = at
        && stack.get(at).is_some_and(|frame| ended.contains(&frame.name))
    {
        pop_to(at, stack, open, visitor);
    }
}

/// Ends all elements from a position in the stack.
fn pop_to(at: usize, stack: &mut Vec<Frame>, open: &mut HashMap<&'static str, usize>, visitor: &mut impl Visitor) {
    while stack.len() > at {
        let Some(frame) = stack.pop() else { return };
        if let Some(count) = open.get_mut(frame.name) {
            *count -= 1;
        }
        visitor.end(&frame);
    }
}

// The first reading.

/// What a page says of itself.
#[derive(Default)]
struct Head {
    titles: HashMap<&'static str, String>,
    authors: Vec<String>,
    published: Option<String>,
    publisher: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

impl Head {
    fn meta(&mut self, name: &str, content: &str) {
        let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
        if content.is_empty() {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "og:title" => _ = self.titles.entry("og:title").or_insert(content),
            "author" | "article:author" | "dc.creator" | "citation_author" | "parsely-author" => {
                let is_name = Link::parse(&content).is_err() && self.authors.len() < 100;
                let is_new = is_name && !self.authors.contains(&content);
                self.authors.extend(Some(content).filter(|_| is_new));
            }
            "article:published_time"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "citation_publication_date"
            | "datepublished"
            | "pubdate"
            | "publish-date"
            | "parsely-pub-date" => {
                self.published = self.published.take().or_else(|| date(&content));
            }
            "og:site_name" | "citation_publisher" | "dc.publisher" => _ = self.publisher.get_or_insert(content),
            "og:url" => self.url = self.url.take().or(Some(content)),
            "content-language" | "og:locale" => {
                let tag = content.replace('_', "-");
                self.language = self.language.take().or(Some(tag));
            }
            _ => {}
        }
    }

    fn fill(self, draft: &mut crate::draft::Draft) {
        let mut titles = self.titles;
        let title = ["og:title", "h1", "title"]
            .iter()
            .find_map(|source| titles.remove(source).filter(|title| !title.trim().is_empty()));
        draft.title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        draft.authors = self.authors;
        draft.published = self.published;
        draft.publisher = self.publisher;
        draft.language = self.language;
        let url = self.url.filter(|url| Link::parse(url).is_ok());
        draft.source = url.map(|url| SourceFile { url: Some(url), ..SourceFile::default() });
    }
}

/// How much text an element has.
struct Weight {
    number: usize,
    name: &'static str,
    is_main_role: bool,
    /// Letters in paragraphs, without links.
    letters: usize,
    /// The innermost element within it that has most of its text, and how much.
    best: Option<(usize, usize)>,
}

/// Finds the main element and what the page says of itself.
#[derive(Default)]
struct Survey {
    head: Head,
    weights: Vec<Weight>,
    /// The heaviest of each kind of main element: its number and letters; and the sum of all of this kind.
    candidates: HashMap<&'static str, (usize, usize, usize)>,
    root: Option<(usize, usize)>,
    letters: usize,
    letters_in_forms: usize,
    has_body: bool,
    paragraphs: usize,
    links: usize,
    in_title: Option<&'static str>,
}

/// Which element has the main text.
#[derive(Clone, Debug)]
struct Main {
    /// The number of its start tag; `None` is the whole page.
    number: Option<usize>,
    rule: Option<&'static str>,
    reads_forms: bool,
}

impl Survey {
    fn main(&self) -> Main {
        // Some pages are one form.
        let reads_forms = self.letters_in_forms > self.letters;
        let rules = [
            ("article", "the element article"),
            ("main", "the element main"),
            ("role", "the element with the role main"),
        ];
        for (name, rule) in rules {
            // One of many short articles is not the main one.
            if let Some((number, letters, all)) = self.candidates.get(name)
                && letters * 2 > *all
            {
                return Main { number: Some(*number), rule: Some(rule), reads_forms };
            }
        }
        let rule = "the innermost element with two thirds of the paragraphs";
        match self.root.filter(|_| self.has_body && !reads_forms) {
            Some((number, letters)) if letters > 0 => Main { number: Some(number), rule: Some(rule), reads_forms },
            _ => Main { number: None, rule: None, reads_forms },
        }
    }
}

impl Visitor for Survey {
    fn start(&mut self, frame: &Frame, said: &Said) {
        let mut decoder = Decoder { known: HashMap::new() };
        match frame.name {
            "meta" => {
                if let (Some(name), Some(content)) = (said.name, said.content) {
                    self.head.meta(name, &decoder.decode(content));
                }
            }
            "link" if said.rel == Some("canonical") => {
                self.head.url = said.href.map(|href| decoder.decode(href).into_owned());
            }
            "html" | "body" => {
                self.has_body |= frame.name == "body";
                let language = said.language.filter(|tag| !tag.is_empty());
                self.head.language = language.map(str::to_owned).or(self.head.language.take());
            }
            "p" | "pre" => self.paragraphs += 1,
            "a" => self.links += 1,
            "title" if frame.left_out.is_none() && !self.head.titles.contains_key("title") => {
                self.in_title = Some("title")
            }
            "h1" if !self.head.titles.contains_key("h1") => self.in_title = Some("h1"),
            _ => {}
        }
        if frame.what == What::Void {
            return;
        }
        let is_main_role = said.role == Some("main");
        let Frame { number, name, .. } = *frame;
        self.weights.push(Weight { number, name, is_main_role, letters: 0, best: None });
    }

    fn end(&mut self, frame: &Frame) {
        if self.in_title == Some(frame.name) {
            self.in_title = None;
        }
        match frame.name {
            "p" | "pre" => self.paragraphs = self.paragraphs.saturating_sub(1),
            "a" => self.links = self.links.saturating_sub(1),
            _ => {}
        }
        if frame.what == What::Void {
            return;
        }
        let Some(weight) = self.weights.pop() else { return };
        // The element within is taken if two thirds of the text are in it.
        let own = (weight.number, weight.letters);
        let is_text = ["p", "pre", "li", "blockquote"].contains(&weight.name) || frame.what == What::Inline;
        let best = match weight.best {
            Some((number, letters)) if letters * 3 >= weight.letters * 2 => Some((number, letters)),
            _ if !is_text => Some(own),
            _ => None,
        };
        let kind = match weight.name {
            "article" => Some("article"),
            "main" => Some("main"),
            _ if weight.is_main_role => Some("role"),
            _ => None,
        };
        if let Some(kind) = kind.filter(|_| weight.letters > 0 && frame.left_out.is_none()) {
            let (number, most, all) = self.candidates.entry(kind).or_default();
            if weight.letters >= *most {
                (*number, *most) = own;
            }
            *all += weight.letters;
        }
        match self.weights.last_mut() {
            Some(around) => {
                around.letters += weight.letters;
                if let Some(best) = best
                    && around.best.is_none_or(|known| known.1 < best.1)
                {
                    around.best = Some(best);
                }
            }
            None => {
                if let Some(best) = best.filter(|best| self.root.is_none_or(|known| known.1 < best.1)) {
                    self.root = Some(best);
                }
            }
        }
    }

    fn text(&mut self, text: &str, frame: Option<&Frame>) {
        const LONGEST: usize = 1_000;
        if let Some(kind) = self.in_title {
            let title = self.head.titles.entry(kind).or_default();
            if title.len() < LONGEST {
                title.extend(text.chars().take(LONGEST));
            }
        }
        if self.paragraphs == 0 || self.links > 0 {
            return;
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        match frame.and_then(|frame| frame.left_out) {
            None => {
                self.letters += letters;
                if let Some(weight) = self.weights.last_mut() {
                    weight.letters += letters;
                }
            }
            Some("form") => self.letters_in_forms += letters,
            Some(_) => {}
        }
    }
}

// The second reading.

/// Takes the text of the main element.
struct Extraction {
    main: Main,
    /// Whether the main element is open, or the whole page is read.
    is_inside: bool,
    rich: RichText,
    decoder: Decoder,
    left_out: HashMap<&'static str, usize>,
    outside: usize,
    images: usize,
    cells: usize,
    relative_links: usize,
    /// The number of the open outermost element that is left out and was counted.
    counted: Option<usize>,
    language: Option<Rc<str>>,
}

impl Extraction {
    fn new(main: Main) -> Self {
        Self {
            is_inside: main.number.is_none(),
            main,
            rich: RichText::default(),
            decoder: Decoder { known: HashMap::new() },
            left_out: HashMap::new(),
            outside: 0,
            images: 0,
            cells: 0,
            relative_links: 0,
            counted: None,
            language: None,
        }
    }

    /// Whether an element is left out. A form is not, on a page that is one.
    fn leaves_out(&self, frame: &Frame) -> bool {
        match frame.left_out {
            None => false,
            Some("form") => !self.main.reads_forms,
            Some(_) => true,
        }
    }

    fn enter(&mut self, kind: &'static str, language: Option<&str>) {
        self.rich.enter(kind);
        if language.is_some() {
            self.rich.start_block(language);
        }
    }

    fn told(self, report: &mut Report) -> RichText {
        let mut left_out: Vec<(&str, usize)> = self.left_out.into_iter().collect();
        left_out.sort_unstable();
        for (name, count) in left_out {
            let text = match name {
                "hidden" => "hidden elements".to_owned(),
                "note mark" => "marks of notes and links to an editor".to_owned(),
                "role" => "elements whose role is no text".to_owned(),
                name => format!("elements “{name}”"),
            };
            report.note_many(NoteKind::LeftOut, text, count, "");
        }
        report.note_many(NoteKind::LeftOut, "paragraphs and headings outside the main text", self.outside, "");
        report.note_many(NoteKind::LeftOut, "images", self.images, "");
        report.note_many(
            NoteKind::LeftOut,
            "links that are not http, https or mailto; their words stay",
            self.relative_links,
            "",
        );
        report.note_many(NoteKind::Changed, "cells of tables, now paragraphs", self.cells, "");
        self.rich
    }
}

impl Visitor for Extraction {
    fn start(&mut self, frame: &Frame, said: &Said) {
        if self.main.number == Some(frame.number) {
            self.is_inside = true;
            self.language = frame.language.clone();
        }
        if self.leaves_out(frame) {
            if self.is_inside && self.counted.is_none() {
                *self.left_out.entry(frame.left_out.unwrap_or_default()).or_default() += 1;
                self.counted = Some(frame.number);
            }
            return;
        }
        if !self.is_inside {
            self.outside += usize::from(matches!(frame.name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
            return;
        }
        let differs = frame.language != self.language;
        let language = frame.language.as_deref().filter(|_| differs);
        match frame.name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = frame.name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
                self.rich.start_heading(level);
            }
            "p" | "pre" => self.rich.start_block(language),
            "td" | "th" => {
                self.cells += 1;
                self.rich.start_block(language);
            }
            "html" | "body" => self.language = frame.language.clone(),
            "li" => self.enter("list_item", language),
            "blockquote" => self.enter("quote", language),
            "figcaption" | "caption" => self.enter("caption", language),
            "br" => self.rich.line_break(),
            "em" | "i" | "cite" | "dfn" | "var" => self.rich.start_mark("emphasis", None),
            "strong" | "b" => self.rich.start_mark("strong", None),
            "img" => self.images += 1,
            "a" => {
                let href = said.href.map(|href| self.decoder.decode(href.trim()).into_owned());
                match href.filter(|href| Link::parse(href).is_ok()) {
                    Some(href) => self.rich.start_mark("link", Some(href)),
                    None => self.relative_links += usize::from(said.href.is_some()),
                }
            }
            "hr" => self.rich.end_block(),
            _ if frame.what == What::Block => self.rich.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, frame: &Frame) {
        if self.counted == Some(frame.number) {
            self.counted = None;
        }
        if !self.is_inside || self.leaves_out(frame) || frame.what == What::Void {
            return;
        }
        match frame.name {
            "li" | "blockquote" | "figcaption" | "caption" => self.rich.leave(),
            "em" | "i" | "cite" | "dfn" | "var" => self.rich.end_mark("emphasis"),
            "strong" | "b" => self.rich.end_mark("strong"),
            "a" => self.rich.end_mark("link"),
            _ if frame.what == What::Block => self.rich.end_block(),
            _ => {}
        }
        if self.main.number == Some(frame.number) {
            self.rich.end_block();
            self.is_inside = false;
        }
    }

    fn text(&mut self, text: &str, frame: Option<&Frame>) {
        let is_head = frame.is_some_and(|frame| matches!(frame.name, "title" | "head"));
        if !self.is_inside || is_head || frame.is_some_and(|frame| self.leaves_out(frame)) {
            return;
        }
        match frame.is_some_and(|frame| frame.is_preformatted) {
            true => self.rich.verbatim(text),
            false => self.rich.text(text),
        }
    }
}
