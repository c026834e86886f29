//! Fills a [`Draft`] from a document with markup: pieces of text, blocks and marks, as they come.
//!
//! A run of white space is one space, and there is none at the ends of a block, as browsers show HTML. Text outside all blocks
//! is a paragraph, or what the innermost container around it says.
//!
//! ```
//! use whowhen_formats::rich_text::RichText;
//!
//! let mut rich = RichText::default();
//! rich.start_heading(2);
//! rich.text(" The\n start ");
//! rich.enter("quote");
//! rich.start_mark("emphasis", None);
//! rich.text("One ");
//! rich.end_mark("emphasis");
//! rich.text(" two.");
//! rich.leave();
//! let draft = rich.finish();
//! assert_eq!(draft.text, "The start \nOne two.");
//! assert_eq!((draft.blocks[0].kind, draft.blocks[1].kind), ("heading", "quote"));
//! assert_eq!(&draft.text[draft.blocks[1].marks[0].range.clone()], "One");
//! ```

use std::ops::Range;

use crate::draft::{BLOCKS, Block, Draft, Mark};

/// A draft whose text grows.
#[derive(Debug, Default)]
pub struct RichText {
    draft: Draft,
    /// The block that the next text belongs to; its range begins at its first text.
    block: Option<Block>,
    has_text: bool,
    containers: Vec<&'static str>,
    emphasis: Open,
    strong: Open,
    link: Option<(usize, String)>,
    /// Whether the next word belongs to the last.
    is_joined: bool,
}

/// Marks of a kind that are open. Within each other they are one.
#[derive(Debug, Default)]
struct Open {
    depth: usize,
    start: usize,
}

impl RichText {
    /// Starts a paragraph, or what the innermost container says. A language is named where it differs from the document's.
    pub fn start_block(&mut self, language: Option<&str>) {
        self.end_block();
        let kind = self.containers.last().copied().unwrap_or("paragraph");
        self.block = Some(Block { kind, language: language.map(str::to_owned), ..Block::default() });
    }

    /// Starts a block of a kind, whatever is around it.
    pub fn start_kind(&mut self, kind: &'static str, language: Option<&str>) {
        self.start_block(language);
        if let Some(block) = &mut self.block {
            block.kind = kind;
        }
    }

    /// Starts a heading of a level from 1; the first is one of the second.
    pub fn start_heading(&mut self, level: u8) {
        self.end_block();
        self.block = Some(Block { kind: "heading", level: Some(i64::from(level.clamp(2, 6))), ..Block::default() });
    }

    /// Ends the block that is open. Without text it was none.
    pub fn end_block(&mut self) {
        let Some(mut block) = self.block.take() else { return };
        if !std::mem::take(&mut self.has_text) {
            return;
        }
        block.range.end = self.draft.text.len();
        self.is_joined = false;
        for (kind, open) in [("emphasis", &mut self.emphasis), ("strong", &mut self.strong)] {
            if open.depth > 0 {
                let start = std::mem::replace(&mut open.start, block.range.end);
                add_mark(&self.draft.text, &mut block, start, kind, None);
            }
        }
        if let Some((start, href)) = &mut self.link {
            let start = std::mem::replace(start, block.range.end);
            add_mark(&self.draft.text, &mut block, start, "link", Some(href.clone()));
        }
        // Beyond the limit the draft is refused, so more of them would only take memory.
        if self.draft.blocks.len() <= BLOCKS {
            self.draft.blocks.push(block);
        }
    }

    /// Enters a container, such as a `quote` or a `list_item`: its paragraphs are of this kind.
    pub fn enter(&mut self, kind: &'static str) {
        self.end_block();
        self.containers.push(kind);
    }

    /// Leaves the innermost container.
    pub fn leave(&mut self) {
        self.end_block();
        self.containers.pop();
    }

    /// Adds text; its white space is collapsed, but for spaces that do not break.
    pub fn text(&mut self, text: &str) {
        if !self.has_text && text.trim().is_empty() {
            return;
        }
        let text = if self.is_joined { text.trim_start() } else { text };
        self.is_joined &= text.is_empty();
        let mut words = text.split_ascii_whitespace().peekable();
        if text.starts_with(is_space) {
            self.space();
        }
        while let Some(word) = words.next() {
            self.begin();
            self.draft.text.push_str(word);
            if words.peek().is_some() {
                self.draft.text.push(' ');
            }
        }
        if text.ends_with(is_space) {
            self.space();
        }
    }

    /// Adds text with its white space.
    pub fn verbatim(&mut self, text: &str) {
        if !text.is_empty() {
            self.begin();
            self.draft.text.push_str(text);
        }
    }

    /// Ends a line within a block.
    pub fn line_break(&mut self) {
        if self.has_text {
            if self.draft.text.ends_with(' ') {
                self.draft.text.pop();
            }
            self.draft.text.push('\n');
        }
    }

    /// Joins the next word to the last: what is between them is the end of a line within a word.
    pub fn join(&mut self) {
        if self.has_text && self.draft.text.ends_with(' ') {
            self.draft.text.pop();
        }
        self.is_joined = self.has_text;
    }

    /// Whether the open block has text.
    pub fn has_text(&self) -> bool {
        self.has_text
    }

    /// Starts a mark: `emphasis`, `strong`, or `link` with its address. A link ends the one before it.
    pub fn start_mark(&mut self, kind: &str, href: Option<String>) {
        let start = self.position();
        match (kind, href) {
            ("link", Some(href)) => {
                self.end_mark("link");
                self.link = Some((start, href));
            }
            ("emphasis", _) => self.emphasis.start(start),
            ("strong", _) => self.strong.start(start),
            _ => {}
        }
    }

    /// Ends a mark. One that was not started is ignored.
    pub fn end_mark(&mut self, kind: &str) {
        let ended = match kind {
            "link" => self.link.take().map(|(start, href)| ("link", start, Some(href))),
            "emphasis" => self.emphasis.end().map(|start| ("emphasis", start, None)),
            "strong" => self.strong.end().map(|start| ("strong", start, None)),
            _ => None,
        };
        if let (Some((kind, start, href)), true, Some(block)) = (ended, self.has_text, &mut self.block) {
            add_mark(&self.draft.text, block, start, kind, href);
        }
    }

    /// Where the next text comes, in bytes of the draft's text: a range may start here.
    pub fn position(&self) -> usize {
        self.draft.text.len()
    }

    /// The text from a position to here, without the white space around it; `None` if there is nothing else.
    pub fn range_from(&self, start: usize) -> Option<Range<usize>> {
        trimmed(&self.draft.text, start..self.position())
    }

    /// The text in a range.
    pub fn words(&self, range: Range<usize>) -> &str {
        self.draft.text.get(range).unwrap_or_default()
    }

    /// The draft with all blocks.
    pub fn finish(mut self) -> Draft {
        self.end_block();
        self.draft
    }

    /// The draft, for what is not text.
    pub fn draft(&mut self) -> &mut Draft {
        &mut self.draft
    }

    /// Begins the text of the block, after a line end.
    fn begin(&mut self) {
        if self.has_text {
            return;
        }
        if !self.draft.text.is_empty() {
            self.draft.text.push('\n');
        }
        let kind = self.containers.last().copied().unwrap_or("paragraph");
        let start = self.draft.text.len();
        let block = self.block.get_or_insert_with(|| Block { kind, ..Block::default() });
        block.range.start = start;
        self.has_text = true;
    }

    fn space(&mut self) {
        if self.has_text && !self.draft.text.ends_with([' ', '\n']) {
            self.draft.text.push(' ');
        }
    }
}

impl Open {
    fn start(&mut self, at: usize) {
        if self.depth == 0 {
            self.start = at;
        }
        self.depth += 1;
    }

    /// Where the outermost started, if this ends it.
    fn end(&mut self) -> Option<usize> {
        let was_open = self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
        (was_open && self.depth == 0).then_some(self.start)
    }
}

/// Takes a heading that repeats the title away: it is not in the text again.
pub fn remove_title(draft: &mut Draft) {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (Some(title), Some(first)) = (&draft.title, draft.blocks.first()) else { return };
    let is_title =
        first.kind == "heading" && plain(title) == plain(draft.text.get(first.range.clone()).unwrap_or_default());
    if is_title && draft.blocks.len() > 1 {
        draft.blocks.remove(0);
    }
}

/// A date as the article format has it; of a date with a time, the day, if the whole is none.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let is_date = |text: &&str| whowhen_core::article::Date::parse(text).is_ok();
    let day = text.get(..10).filter(|_| matches!(text.as_bytes().get(10), Some(b'T' | b' ')));
    let day = day.map(|day| day.replace('/', "-"));
    Some(text).filter(is_date).or(day.as_deref().filter(is_date)).map(str::to_owned)
}

/// White space that is collapsed.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

fn add_mark(text: &str, block: &mut Block, start: usize, kind: &'static str, href: Option<String>) {
    let range = start.max(block.range.start)..text.len();
    if let Some(range) = trimmed(text, range) {
        block.marks.push(Mark { range, kind, href });
    }
}

/// A range without the white space around it.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then(|| start..start + words.len())
}
