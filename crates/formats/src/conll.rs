//! CoNLL columns: a token on a line, with its tags in columns; an empty line ends a sentence.
//!
//! | kind | what says so | what is read |
//! |---|---|---|
//! | tables of tags | two columns or more, one of tags such as `B-PER` | each column of tags is a layer; `-DOCSTART-` begins a document |
//! | HIPE | a first line `TOKEN⇥NE-COARSE-LIT⇥…` | `NE-COARSE-LIT` with the ids in `NEL-LIT`; `NE-NESTED`; `MISC` |
//! | CoNLL-U | ten columns, of which the first counts | `Entity=(e1-person…` and `NER=B-PER` in the last column |
//! | CoNLL-2012 | `#begin document (…); part 0` | coreference `(0\|(1` in the last column, names `(PERSON*` |
//!
//! Tags may be IOB1, IOB2, BIOES, BILOU, or labels without a prefix. The text is made of the tokens: where the file does not
//! say which are joined, by the rules of print. Sentences are gathered to paragraphs.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let groups = group(vec![InputFile::new("a.conll", "Alice B-PER\nmet O\nBob B-PER\nSmith I-PER\n. O\n")]).unwrap();
//! let article = read(&groups[0], Format::Conll, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.blocks[0].text, "Alice met Bob Smith.");
//! assert_eq!(article.actors[1].name.as_deref(), Some("Bob Smith"));
//! ```
//!
//! Source: <https://aclanthology.org/W03-0419>, <https://universaldependencies.org/format.html>,
//! <https://github.com/UniversalAnaphora/UniversalAnaphora>, <https://github.com/dbamman/litbank>,
//! <https://zenodo.org/records/6046853>

use std::collections::HashMap;
use std::ops::Range;

use whowhen_core::file::{ActorFile, SourceFile};

use crate::draft::{Block, Draft, Mention, slug};
use crate::labels::{self, Meaning};
use crate::positions::check_number;
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report};

/// How many sentences a paragraph has, if the file does not say.
const SENTENCES: usize = 5;

/// A column with so many cells that are no tags, and few tags, has no tags further on.
const ODD: usize = 1_000;

/// What begins a document in CoNLL-2003.
const DOCUMENT_START: &str = "-DOCSTART-";

/// Lines in columns, of which one has tags, or that say so.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    if text.trim_start().starts_with(['{', '[', '<']) || text.starts_with("#FORMAT=") {
        return Likelihood::No;
    }
    // The last line may be cut.
    let whole = match text.len() < file.bytes.len().saturating_sub(3) {
        true => text.rsplit_once('\n').map_or(text, |(whole, _)| whole),
        false => text,
    };
    let facts = Facts::of(whole.lines().take(500));
    let is_named = file.has_extension(&["conll", "conllu", "iob", "iob2", "bio", "bioes", "conll03", "conll12"]);
    match facts.shape {
        Shape::Hipe | Shape::Coreference => Likelihood::Certain,
        Shape::Universal if is_named => Likelihood::Certain,
        Shape::Universal => Likelihood::Likely,
        Shape::Tags if text.starts_with(DOCUMENT_START) => Likelihood::Certain,
        Shape::Tags if facts.rows == 0 => Likelihood::No,
        Shape::Tags if facts.layers().next().is_some() => Likelihood::Likely,
        Shape::Tags if is_named && facts.width() > 1 => Likelihood::Likely,
        Shape::Tags => Likelihood::No,
    }
}

/// Reads a file; each document in it is an article.
///
/// # Errors
/// If it is not text, has no tokens in columns, or has too many ranges.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let mut documents = Vec::new();
    for file in &group.files {
        documents.extend(read_file(file, options)?);
    }
    Ok(documents)
}

fn read_file(file: &InputFile, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let text = file.text()?;
    let facts = Facts::of(text.lines());
    if facts.rows == 0 || facts.width() < 2 {
        let message = "there are no lines with a token and its tags in columns";
        return Err(FormatError::new(message, "Check that the columns are separated by tabs or spaces").at(&file.name));
    }
    let mut reader = Reader::new(&facts, &file.name);
    for (number, line) in text.lines().enumerate() {
        reader.line(line.trim_end_matches('\r'), number + 1);
    }
    reader.end_document();
    let is_only = reader.documents.len() == 1;
    if reader.documents.is_empty() {
        return Err(FormatError::new("there is no text in it", "Check that it was saved whole").at(&file.name));
    }
    let mut documents = Vec::new();
    for (position, (mut draft, mut report)) in reader.documents.into_iter().enumerate() {
        check_number(draft.mentions.len(), &file.name)?;
        if !is_only {
            draft.id = Some(format!("{}-{}", slug(file.stem()), position + 1));
            draft.title.get_or_insert_with(|| format!("{}, {}", file.stem(), position + 1));
        }
        let article = draft.finish(&file.name, options, &mut report)?;
        documents.push(Document { article, report });
    }
    Ok(documents)
}

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Tags,
    Hipe,
    Universal,
    Coreference,
}

/// What a column has.
#[derive(Clone, Debug)]
struct Column {
    /// How many cells are no tag.
    odd: usize,
    is_number: bool,
    /// Whether all labels are those of chunks.
    is_chunks: bool,
    tagged: usize,
    prefixed: usize,
    /// Entities that begin with `B` where none was open.
    begun_by_b: usize,
    last: Option<String>,
}

impl Column {
    /// Whether its cells are tags, but for a few.
    fn is_tags(&self) -> bool {
        /// For each odd cell there are so many tags.
        const TAGS: usize = 10;
        self.odd.saturating_mul(TAGS) <= self.tagged
    }
}

/// What a look at all lines shows.
struct Facts {
    shape: Shape,
    rows: usize,
    columns: Vec<Column>,
    /// How many rows have how many columns.
    widths: HashMap<usize, usize>,
    /// The names of columns in a HIPE file.
    names: Vec<String>,
    has_tabs: bool,
    has_paragraphs: bool,
    empty_lines: usize,
    double_empty_lines: usize,
    ends_sentences: bool,
}

impl Facts {
    fn of<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut facts = Self {
            shape: Shape::Tags,
            rows: 0,
            columns: Vec::new(),
            widths: HashMap::new(),
            names: Vec::new(),
            has_tabs: false,
            has_paragraphs: false,
            empty_lines: 0,
            double_empty_lines: 0,
            ends_sentences: false,
        };
        let mut empty_before = 0;
        let mut counting = 0;
        for line in lines {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                empty_before += 1;
                continue;
            }
            let is_row = !line.starts_with('#') && !line.starts_with(DOCUMENT_START);
            if facts.rows > 0 && empty_before > 0 && is_row {
                facts.empty_lines += 1;
                facts.double_empty_lines += usize::from(empty_before > 1);
            }
            if is_row || !line.starts_with('#') {
                empty_before = 0;
            }
            if line.starts_with("#begin document") && facts.rows == 0 {
                facts.shape = Shape::Coreference;
            } else if line.starts_with("# newpar") {
                facts.has_paragraphs = true;
            } else if line.starts_with("TOKEN\tNE-") && facts.rows == 0 {
                facts.shape = Shape::Hipe;
                facts.names = line.split('\t').map(str::to_owned).collect();
            } else if is_row {
                facts.row(line, &mut counting);
            }
        }
        let is_ten = facts.widths.keys().all(|width| *width == 10);
        if facts.shape == Shape::Tags && facts.rows > 0 && is_ten && counting == facts.rows && facts.has_tabs {
            facts.shape = Shape::Universal;
        }
        facts
    }

    fn row(&mut self, line: &str, counting: &mut usize) {
        self.rows += 1;
        self.has_tabs |= line.contains('\t');
        self.ends_sentences |= line.contains("EndOfSentence");
        let mut width = 0;
        for (position, cell) in cells(line).enumerate() {
            width += 1;
            *counting += usize::from(position == 0 && is_word_number(cell));
            // A file that goes on and on to the right is no table.
            if position < 64 {
                self.cell(position, cell);
            }
        }
        *self.widths.entry(width).or_default() += 1;
    }

    fn cell(&mut self, position: usize, cell: &str) {
        if self.columns.len() <= position {
            let new =
                Column { odd: 0, is_number: true, is_chunks: true, tagged: 0, prefixed: 0, begun_by_b: 0, last: None };
            self.columns.resize(position + 1, new);
        }
        let Some(column) = self.columns.get_mut(position) else { return };
        column.is_number &= cell.bytes().all(|byte| byte.is_ascii_digit());
        if column.odd > ODD && !column.is_tags() {
            return;
        }
        match Tag::parse(cell) {
            None => {
                column.odd += 1;
                column.last = None;
            }
            Some(None) => column.last = None,
            Some(Some(tag)) => {
                column.tagged += 1;
                column.prefixed += usize::from(tag.has_prefix);
                column.is_chunks &= CHUNKS.contains(&tag.label);
                column.begun_by_b += usize::from(tag.begins && column.last.is_none());
                column.last = (!tag.ends).then(|| tag.label.to_owned());
            }
        }
    }

    /// The number of columns of most rows.
    fn width(&self) -> usize {
        let widest = self.widths.iter().max_by_key(|(width, count)| (**count, **width));
        widest.map_or(0, |(width, _)| *width)
    }

    /// The column of the tokens: the first that has neither tags nor numbers.
    fn token_column(&self) -> usize {
        let is_token = |column: &Column| !(column.is_tags() && column.prefixed > 0 || column.is_number);
        self.columns.iter().position(is_token).unwrap_or(0)
    }

    /// The columns that have tags of entities.
    fn layers(&self) -> impl Iterator<Item = usize> {
        let token = self.token_column();
        let is_layer = move |(position, column): &(usize, &Column)| {
            *position != token && column.is_tags() && column.tagged > 0 && !column.is_chunks
        };
        self.columns.iter().enumerate().filter(is_layer).map(|(position, _)| position)
    }
}

/// Labels of chunks, which are no entities.
const CHUNKS: &[&str] =
    &["NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "NC", "VC", "PC", "B-NP", "I-NP"];

/// Whether a cell is an id of CoNLL-U: `1`, `1-2` or `1.1`.
fn is_word_number(cell: &str) -> bool {
    let mut parts = cell.split(['-', '.']);
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    cell.len() < 20 && parts.all(is_digits)
}

/// The cells of a line: between tabs, or between spaces if there are none. A tab at the end ends the last cell.
fn cells(line: &str) -> Box<dyn Iterator<Item = &str> + '_> {
    match line.contains('\t') {
        true => Box::new(line.strip_suffix('\t').unwrap_or(line).split('\t').map(str::trim)),
        false => Box::new(line.split_whitespace()),
    }
}

/// A tag, such as `B-PER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag<'t> {
    label: &'t str,
    begins: bool,
    ends: bool,
    has_prefix: bool,
}

impl<'t> Tag<'t> {
    /// `None` if a cell is no tag; `Some(None)` if it says that there is nothing. Of the tags of the parts of a word, such as
    /// `O^S-GPE`, the first that is one.
    fn parse(cell: &'t str) -> Option<Option<Self>> {
        if !cell.contains('^') {
            return Self::parse_one(cell);
        }
        let mut found: Option<Self> = None;
        for part in cell.split('^') {
            match (Self::parse_one(part)?, &mut found) {
                (None, Some(tag)) => tag.ends = true,
                (None, None) => {}
                (Some(tag), None) => found = Some(tag),
                (Some(tag), Some(first)) if tag.label == first.label && !tag.begins => first.ends = tag.ends,
                (Some(_), Some(_)) => {}
            }
        }
        Some(found)
    }

    fn parse_one(cell: &'t str) -> Option<Option<Self>> {
        if matches!(cell, "O" | "_" | "-" | "*" | "" | "null") {
            return Some(None);
        }
        let mut chars = cell.chars();
        if let (Some(prefix), Some('-' | '_')) = (chars.next(), chars.next())
            && "BIESLUMW".contains(prefix)
        {
            let label = chars.as_str();
            let is_label = !label.is_empty() && label.len() <= 100 && label.chars().all(|c| !c.is_whitespace());
            let tag = Self { label, begins: "BSUW".contains(prefix), ends: "ESLUW".contains(prefix), has_prefix: true };
            return is_label.then_some(Some(tag));
        }
        let is_word = cell.len() > 1 && cell.len() <= 30 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_known = || match labels::meaning(cell, "") {
            Meaning::Actor(kind) => kind != cell,
            _ => true,
        };
        let tag = Self { label: cell, begins: false, ends: false, has_prefix: false };
        (is_word && is_known()).then_some(Some(tag))
    }
}

/// An entity whose end is not yet known.
struct Open {
    label: String,
    identity: Option<String>,
    range: Range<usize>,
    line: usize,
}

/// A text that grows by tokens.
#[derive(Default)]
struct Builder {
    draft: Draft,
    is_in_quotes: bool,
    is_in_single_quotes: bool,
    /// Whether the next token follows without a space, if the last says so.
    is_joined: Option<bool>,
    paragraph: Option<usize>,
    last: String,
    sentences: usize,
    tokens_in_sentence: usize,
    reprinted: usize,
}

impl Builder {
    /// Adds a token, and returns where it is. `gap` is the white space before it, if the file says so.
    fn token(&mut self, form: &str, gap: Option<&str>) -> Range<usize> {
        let printed = in_print(form);
        self.reprinted += usize::from(printed != form);
        let form = printed;
        if self.paragraph.is_none() {
            if !self.draft.text.is_empty() {
                self.draft.text.push('\n');
            }
            self.paragraph = Some(self.draft.text.len());
            (self.is_in_quotes, self.is_in_single_quotes) = (false, false);
            self.is_joined = None;
        } else {
            // At the same time this tells opening from closing marks, so it is asked in any case.
            let by_rule = self.is_spaced(form);
            match (gap, self.is_joined) {
                (Some(gap), _) => self.draft.text.push_str(gap),
                (None, Some(true)) => {}
                (None, Some(false)) => self.draft.text.push(' '),
                (None, None) if by_rule => self.draft.text.push(' '),
                (None, None) => {}
            }
        }
        let start = self.draft.text.len();
        self.draft.text.push_str(form);
        self.note_quotes(form);
        self.is_joined = None;
        self.last.clear();
        self.last.push_str(form);
        self.tokens_in_sentence += 1;
        start..self.draft.text.len()
    }

    /// Whether there is a space between the last token and this one, by the rules of print.
    fn is_spaced(&self, form: &str) -> bool {
        const BEFORE: &[&str] =
            &[",", ".", ";", ":", "!", "?", ")", "]", "}", "”", "’", "%", "…", "...", "、", "。", "，", "؟", "،", "؛"];
        const AFTER: &[&str] = &["(", "[", "{", "“", "‘", "„", "‚", "$", "£", "€", "¿", "¡", "#"];
        const CONTRACTED: &[&str] = &["s", "t", "ll", "re", "ve", "d", "m"];
        let last = self.last.as_str();
        let rest = form.strip_prefix(['\'', '’']).unwrap_or_default().to_lowercase();
        let is_contraction = CONTRACTED.contains(&rest.as_str())
            || ["n't", "n’t"].contains(&form.to_lowercase().as_str())
            || form == "'" && last.ends_with(['s', 'S']) && !self.is_in_single_quotes;
        let is_quote_end = form == "\"" && self.is_in_quotes || form == "'" && self.is_in_single_quotes;
        let is_after_quote = last == "\"" && self.is_in_quotes || last == "'" && self.is_in_single_quotes;
        let is_ideographic = |c: Option<char>| {
            c.is_some_and(|c| matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'))
        };
        !(BEFORE.contains(&form)
            || AFTER.contains(&last)
            || is_contraction
            || is_quote_end
            || is_after_quote
            || is_ideographic(last.chars().next_back()) && is_ideographic(form.chars().next()))
    }

    fn note_quotes(&mut self, form: &str) {
        match form {
            "\"" => self.is_in_quotes = !self.is_in_quotes,
            "'" if self.is_in_single_quotes => self.is_in_single_quotes = false,
            "'" if !self.last.ends_with(['s', 'S']) => self.is_in_single_quotes = true,
            _ => {}
        }
    }

    /// Ends a sentence; and the paragraph, if it has so many.
    fn end_sentence(&mut self, limit: Option<usize>) {
        if self.tokens_in_sentence == 0 {
            return;
        }
        self.tokens_in_sentence = 0;
        self.sentences += 1;
        if limit.is_some_and(|limit| self.sentences >= limit) {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(start) = self.paragraph.take() {
            let range = start..self.draft.text.len();
            self.draft.blocks.push(Block { range, kind: "paragraph", ..Block::default() });
        }
        self.sentences = 0;
        self.tokens_in_sentence = 0;
        self.last.clear();
    }
}

/// A token as it is in print: the Penn Treebank writes brackets and quotation marks otherwise.
fn in_print(form: &str) -> &str {
    match form {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "-LCB-" => "{",
        "-RCB-" => "}",
        "``" => "“",
        "''" => "”",
        form => form,
    }
}

/// Reads line after line.
struct Reader<'f> {
    facts: &'f Facts,
    name: &'f str,
    token_column: usize,
    layers: Vec<usize>,
    documents: Vec<(Draft, Report)>,
    builder: Builder,
    report: Report,
    /// Of each layer, what is open.
    open: Vec<Option<Open>>,
    /// Entities in brackets, by their key.
    brackets: HashMap<String, Vec<Open>>,
    open_name: Option<Open>,
    /// The position of each mention of coreference, by its range.
    labelled: HashMap<(usize, usize), usize>,
    actors: HashMap<String, usize>,
    /// Which fields a bracket has, from `# global.Entity`.
    fields: Vec<String>,
    /// The rest of `# text`, in which the tokens of the sentence are found.
    sentence_text: String,
    text_at: Option<usize>,
    /// The last number of a word that has one token with others, and where that token is.
    joined_words: Option<(usize, Range<usize>)>,
    /// Of a HIPE file, the document that is read.
    document: Option<String>,
    empty_lines: usize,
    had_tokens: bool,
}

impl<'f> Reader<'f> {
    fn new(facts: &'f Facts, name: &'f str) -> Self {
        let column = |wanted: &str| facts.names.iter().position(|name| name == wanted);
        let layers: Vec<usize> = match facts.shape {
            Shape::Tags => facts.layers().collect(),
            Shape::Hipe => [column("NE-COARSE-LIT"), column("NE-NESTED")].into_iter().flatten().collect(),
            // `NER=` in the last column.
            Shape::Universal => vec![usize::MAX],
            Shape::Coreference => Vec::new(),
        };
        let token_column = match facts.shape {
            Shape::Tags => facts.token_column(),
            Shape::Hipe => 0,
            Shape::Universal => 1,
            Shape::Coreference => 3,
        };
        Self {
            facts,
            name,
            token_column,
            open: layers.iter().map(|_| None).collect(),
            layers,
            documents: Vec::new(),
            builder: Builder::default(),
            report: Report::new(Format::Conll),
            brackets: HashMap::new(),
            open_name: None,
            labelled: HashMap::new(),
            actors: HashMap::new(),
            fields: ["eid", "etype", "head", "other"].map(str::to_owned).to_vec(),
            sentence_text: String::new(),
            text_at: None,
            joined_words: None,
            document: None,
            empty_lines: 0,
            had_tokens: false,
        }
    }

    fn place(&self, line: usize) -> String {
        format!("{}, line {line}", self.name)
    }

    fn line(&mut self, line: &str, number: usize) {
        if line.trim().is_empty() {
            self.empty_lines += 1;
            self.end_sentence();
            return;
        }
        if line.starts_with(DOCUMENT_START) {
            self.end_document();
        } else if line.starts_with("TOKEN\t") && self.facts.shape == Shape::Hipe {
            // Each of several joined files has the names of the columns.
        } else if self.is_comment(line) {
            self.comment(line, number);
        } else {
            self.begin_row();
            self.row(line, number);
        }
    }

    fn is_comment(&self, line: &str) -> bool {
        let Some(rest) = line.strip_prefix('#') else { return false };
        match self.facts.shape {
            Shape::Tags => cells(line).count() != self.facts.width() || self.facts.has_tabs && rest.starts_with(' '),
            Shape::Hipe => !rest.starts_with('\t'),
            Shape::Universal | Shape::Coreference => true,
        }
    }

    fn comment(&mut self, line: &str, number: usize) {
        let text = line.trim_start_matches('#').trim();
        if text.starts_with("begin document") || text.starts_with("newdoc") || text.starts_with("end document") {
            self.end_document();
            let name = match text.split_once('=') {
                Some((_, id)) => Some(id),
                None => text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name),
            };
            self.builder.draft.title = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
            return;
        }
        if text.starts_with("newpar") {
            self.end_sentence();
            self.builder.end_paragraph();
            return;
        }
        let Some((key, value)) = text.split_once('=') else {
            self.report.left_out("comments", self.place(number));
            return;
        };
        let (key, value) = (key.trim(), value.trim());
        match key.rsplit(':').next().unwrap_or(key) {
            "text" if self.facts.shape == Shape::Universal => {
                self.sentence_text = value.to_owned();
                self.text_at = Some(0);
            }
            "global.Entity" => self.fields = value.split('-').map(str::to_owned).collect(),
            "document_id" => {
                if self.document.as_deref().is_some_and(|document| document != value) {
                    self.end_document();
                }
                self.document = Some(value.to_owned());
                self.builder.draft.title = Some(value.to_owned());
            }
            "language" => self.builder.draft.language = Some(value.to_owned()).filter(|tag| !tag.is_empty()),
            "date" => {
                self.builder.draft.published =
                    Some(value.to_owned()).filter(|date| whowhen_core::article::Date::parse(date).is_ok());
            }
            "original_license" => {
                let license = Some(value.to_owned()).filter(|license| !license.is_empty());
                self.builder.draft.source = Some(SourceFile { license, ..SourceFile::default() });
            }
            "newspaper" | "publication_title" => self.builder.draft.publisher = Some(value.to_owned()),
            "sent_id" => {}
            key => self.report.left_out(format!("comments “{}”", shortened(key)), self.place(number)),
        }
    }

    /// What the empty lines before a row mean.
    fn begin_row(&mut self) {
        let Facts { empty_lines, double_empty_lines, .. } = *self.facts;
        let tells_paragraphs = double_empty_lines > 0 && double_empty_lines < empty_lines;
        if self.empty_lines > 1 && tells_paragraphs && !self.facts.has_paragraphs {
            self.builder.end_paragraph();
        }
        self.empty_lines = 0;
    }

    /// How many sentences are gathered to a paragraph; `None` if the file says where one ends.
    fn sentences_limit(&self) -> Option<usize> {
        let Facts { empty_lines, double_empty_lines, has_paragraphs, .. } = *self.facts;
        let is_told = has_paragraphs || double_empty_lines > 0 && double_empty_lines < empty_lines;
        (!is_told).then_some(SENTENCES)
    }

    fn end_sentence(&mut self) {
        for position in 0..self.open.len() {
            self.close(position);
        }
        self.text_at = None;
        self.joined_words = None;
        let limit = self.sentences_limit();
        self.builder.end_sentence(limit);
    }

    fn row(&mut self, line: &str, number: usize) {
        let found: Vec<&str> = cells(line).take(256).collect();
        let form = found.get(self.token_column).copied().unwrap_or_default();
        // A token that is a number sign alone may stand in a line of its own.
        if form.is_empty() || found.len() < 2 && self.facts.shape != Shape::Tags {
            self.report.left_out("lines with too few columns", self.place(number));
            return;
        }
        if found.len() < self.facts.width() && self.facts.shape == Shape::Tags {
            self.report.changed("lines with too few columns, read as tokens without tags", self.place(number));
        }
        self.had_tokens = true;
        match self.facts.shape {
            Shape::Tags => self.tags_row(form, &found, number),
            Shape::Hipe => self.hipe_row(form, &found, number),
            Shape::Universal => self.universal_row(form, &found, number),
            Shape::Coreference => self.coreference_row(form, &found, line, number),
        }
    }

    fn tags_row(&mut self, form: &str, found: &[&str], number: usize) {
        let range = self.builder.token(form, None);
        for position in 0..self.layers.len() {
            let cell = self.layers.get(position).and_then(|column| found.get(*column)).copied().unwrap_or("O");
            self.tag(position, cell, None, &range, number);
        }
        if self.facts.empty_lines == 0 {
            self.end_sentence_by_mark(form);
        }
    }

    /// Without empty lines, a full stop ends a sentence.
    fn end_sentence_by_mark(&mut self, form: &str) {
        if [".", "!", "?", "。", "؟"].contains(&form) {
            let limit = self.sentences_limit();
            self.builder.end_sentence(limit);
        }
    }

    fn hipe_row(&mut self, form: &str, found: &[&str], number: usize) {
        let names = &self.facts.names;
        let cell = |wanted: &str| {
            names.iter().position(|name| name == wanted).and_then(|column| found.get(column)).copied().unwrap_or("_")
        };
        let misc = cell("MISC");
        let identity = cell("NEL-LIT").split('|').next().unwrap_or_default().to_owned();
        let has_identity = !matches!(identity.as_str(), "_" | "O" | "NIL" | "null" | "");
        let others = ["NE-COARSE-METO", "NE-FINE-LIT", "NE-FINE-METO", "NE-FINE-COMP", "NEL-METO"];
        let left_out: Vec<&str> =
            others.into_iter().filter(|name| !matches!(cell(name), "_" | "O" | "NIL" | "null")).collect();
        let is_alternative = cell("NEL-LIT").contains('|');
        for name in left_out {
            self.report.left_out(format!("tags in the column {name}"), self.place(number));
        }
        if is_alternative {
            self.report.left_out("second ids of the same token", self.place(number));
        }
        let range = self.builder.token(form, None);
        self.builder.is_joined = Some(misc.contains("NoSpaceAfter"));
        for position in 0..self.layers.len() {
            let cell = self.layers.get(position).and_then(|column| found.get(*column)).copied().unwrap_or("O");
            let identity = Some(identity.as_str()).filter(|_| has_identity && position == 0);
            self.tag(position, cell, identity, &range, number);
        }
        if misc.contains("EndOfSentence") {
            let limit = self.sentences_limit();
            self.builder.end_sentence(limit);
        } else if !self.facts.ends_sentences && self.facts.empty_lines == 0 {
            self.end_sentence_by_mark(form);
        }
    }

    fn universal_row(&mut self, form: &str, found: &[&str], number: usize) {
        let id = found.first().copied().unwrap_or_default();
        let misc = found.get(9).copied().unwrap_or("_");
        if id.contains('.') {
            self.report.left_out("empty nodes, which stand for no word of the text", self.place(number));
            if misc.contains("Entity=") {
                self.report.left_out("entities at empty nodes", self.place(number));
            }
            return;
        }
        let word: Option<usize> = id.parse().ok();
        let joined = self.joined_words.clone().filter(|(last, _)| word.is_some_and(|word| word <= *last));
        let range = match joined {
            Some((_, range)) => range,
            None => self.universal_token(form, misc),
        };
        match id.split_once('-') {
            Some((_, last)) => self.joined_words = last.parse().ok().map(|last| (last, range.clone())),
            None => self.universal_misc(misc, &range, number),
        }
    }

    /// Adds a token, with the white space before it that `# text` has.
    fn universal_token(&mut self, form: &str, misc: &str) -> Range<usize> {
        let rest = self.text_at.and_then(|at| self.sentence_text.get(at..));
        let gap = rest.and_then(|rest| {
            let after = rest.trim_start();
            after.starts_with(form).then(|| rest.len() - after.len())
        });
        let has_text = rest.is_some();
        let range = match (gap, self.text_at) {
            (Some(gap), Some(at)) => {
                self.text_at = Some(at + gap + form.len());
                // Between two sentences there is what the last token says.
                let space = self.sentence_text.get(at..at + gap).filter(|_| at > 0).map(str::to_owned);
                self.builder.token(form, space.as_deref())
            }
            _ => {
                if has_text {
                    self.report.changed("sentences whose tokens are not those of their text, made of the tokens", "");
                }
                self.text_at = None;
                self.builder.token(form, None)
            }
        };
        self.builder.is_joined = Some(misc.split('|').any(|part| part == "SpaceAfter=No"));
        range
    }

    fn universal_misc(&mut self, misc: &str, range: &Range<usize>, number: usize) {
        let mut tag = "O";
        for part in misc.split('|').filter(|part| *part != "_") {
            match part.split_once('=') {
                Some(("Entity", value)) if value.contains(['(', ')']) => self.entity(value, range, number),
                Some(("Entity" | "NER" | "NE" | "ner" | "Ne", value)) => tag = value,
                Some((key @ ("Bridge" | "SplitAnte"), _)) => {
                    self.report.left_out(format!("fields “{key}” of the last column"), self.place(number));
                }
                _ => {}
            }
        }
        self.tag(0, tag, None, range, number);
    }

    fn coreference_row(&mut self, form: &str, found: &[&str], line: &str, number: usize) {
        let range = self.builder.token(form, None);
        // The last column may be empty.
        let chains = match line.contains('\t') {
            true => line.rsplit('\t').next().unwrap_or_default().trim(),
            false => found.last().copied().unwrap_or_default(),
        };
        if let Some(name) = found.get(10).filter(|_| found.len() > 11) {
            self.name_bracket(name, &range, number);
        }
        for part in chains.split('|').filter(|part| !matches!(*part, "" | "_" | "-" | "*")) {
            let key = part.trim_matches(['(', ')']).to_owned();
            let is_chain = !key.is_empty() && !key.contains(['(', ')']);
            if !is_chain || !part.starts_with('(') && !part.ends_with(')') {
                self.report.left_out("cells that are no coreference", self.place(number));
                continue;
            }
            if part.starts_with('(') {
                let open =
                    Open { label: String::new(), identity: Some(key.clone()), range: range.clone(), line: number };
                self.brackets.entry(key.clone()).or_default().push(open);
            }
            if part.ends_with(')') {
                self.close_bracket(&key, &range, number);
            }
        }
        if self.facts.empty_lines == 0 {
            self.end_sentence_by_mark(form);
        }
    }

    /// Names of CoNLL-2012: `(PERSON*` opens one, `*)` closes it.
    fn name_bracket(&mut self, cell: &str, range: &Range<usize>, number: usize) {
        if let Some(rest) = cell.strip_prefix('(') {
            let label = rest.trim_end_matches([')', '*']).to_owned();
            self.open_name = Some(Open { label, identity: None, range: range.clone(), line: number });
        }
        if cell.ends_with(')')
            && let Some(open) = self.open_name.take()
        {
            self.add(open.range.start..range.end, open);
        }
    }

    /// Entities of CoNLL-U: `(e1-person(e2)` opens two and closes one; `e1)` closes one.
    fn entity(&mut self, value: &str, range: &Range<usize>, number: usize) {
        let mut rest = value;
        while !rest.is_empty() {
            let opens = rest.starts_with('(');
            let body = rest.strip_prefix('(').unwrap_or(rest);
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let (content, after) = body.split_at(end);
            let closes = after.starts_with(')');
            rest = after.strip_prefix(')').unwrap_or(after);
            if !opens && !closes {
                self.report.left_out("cells that are no coreference", self.place(number));
                return;
            }
            match opens {
                true => {
                    let key = self.open_entity(content, range, number);
                    if closes {
                        self.close_bracket(&key, range, number);
                    }
                }
                false => self.close_bracket(content, range, number),
            }
        }
    }

    /// Opens an entity, and returns the key with which it is closed.
    fn open_entity(&mut self, content: &str, range: &Range<usize>, number: usize) -> String {
        let is_id = |name: &str| ["eid", "grp", "id"].contains(&name.to_ascii_lowercase().as_str());
        let is_type = |name: &str| ["etype", "entity", "type"].contains(&name.to_ascii_lowercase().as_str());
        let (mut id, mut label, mut identity) = (None, None, None);
        let mut values = content.splitn(self.fields.len().max(1), '-');
        for name in &self.fields {
            let Some(value) = values.next() else { break };
            match name.as_str() {
                name if is_id(name) => id = Some(value),
                name if is_type(name) => label = Some(value).filter(|label| !label.is_empty()),
                "identity" => identity = Some(value).filter(|value| !value.is_empty() && *value != "_"),
                _ => {}
            }
        }
        let first = content.split('-').next().unwrap_or_default();
        // A group in the format of GUM may come before its type: `1-person`.
        let key = id.or(label).unwrap_or(first).to_owned();
        let chain = id.map(|id| id.split('[').next().unwrap_or(id).to_owned());
        if let (Some(wiki), Some(chain)) = (identity, &chain) {
            let actor = self.actor(chain);
            actor.ids.entry("wikipedia").or_insert_with(|| wiki.into());
        }
        let label = label.map_or_else(String::new, str::to_owned);
        let open = Open { label, identity: chain.or(identity.map(str::to_owned)), range: range.clone(), line: number };
        self.brackets.entry(key.clone()).or_default().push(open);
        key
    }

    fn close_bracket(&mut self, key: &str, range: &Range<usize>, number: usize) {
        let open = self.brackets.get_mut(key).and_then(Vec::pop);
        let Some(open) = open else {
            self.report.left_out("ends of mentions that nothing begins", self.place(number));
            return;
        };
        // A mention in pieces: `e1[2/3]`.
        let is_further_piece = key
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once('/'))
            .is_some_and(|(piece, _)| piece.parse::<usize>().is_ok_and(|piece| piece > 1));
        if is_further_piece
            && let Some(mention) =
                self.builder.draft.mentions.iter_mut().rev().take(1000).find(|known| known.identity == open.identity)
        {
            mention.pieces.push(open.range.start..range.end);
            return;
        }
        self.add(open.range.start..range.end, open);
    }

    /// What is known of the actor with an identity.
    fn actor(&mut self, identity: &str) -> &mut ActorFile {
        let actors = &mut self.builder.draft.actors;
        let position = *self.actors.entry(identity.to_owned()).or_insert_with(|| {
            actors.push(ActorFile { id: identity.to_owned(), ..ActorFile::default() });
            actors.len() - 1
        });
        &mut actors[position]
    }

    /// Takes the tag of a token in a layer.
    fn tag(&mut self, layer: usize, cell: &str, identity: Option<&str>, range: &Range<usize>, number: usize) {
        let tag = match Tag::parse(cell) {
            Some(tag) => tag,
            None => {
                self.report.left_out("cells that are no tag", self.place(number));
                None
            }
        };
        if cell.contains('^') && tag.is_some() {
            self.report.changed("tags of parts of a word, now of the whole word", self.place(number));
        }
        let Some(tag) = tag else { return self.close(layer) };
        let is_same = self.open.get(layer).is_some_and(|open| {
            open.as_ref().is_some_and(|open| {
                open.label == tag.label
                    && (identity.is_none() || open.identity.as_deref() == identity || tag.has_prefix)
            })
        });
        if tag.begins || !is_same {
            self.close(layer);
            // In IOB1 an entity begins with `I`, unless it follows another of the same label.
            let column = self.layers.get(layer).and_then(|column| self.facts.columns.get(*column));
            let is_strict = tag.has_prefix && column.is_none_or(|column| column.begun_by_b > 0);
            if !tag.begins && is_strict {
                self.report
                    .changed("entities that begin with no tag of a beginning, read as entities", self.place(number));
            }
            if let Some(open) = self.open.get_mut(layer) {
                let identity = identity.map(str::to_owned);
                *open = Some(Open { label: tag.label.to_owned(), identity, range: range.clone(), line: number });
            }
        } else if let Some(Some(open)) = self.open.get_mut(layer) {
            open.range.end = range.end;
        }
        if tag.ends {
            self.close(layer);
        }
    }

    /// Ends what is open in a layer.
    fn close(&mut self, layer: usize) {
        if let Some(open) = self.open.get_mut(layer).and_then(Option::take) {
            self.add(open.range.clone(), open);
        }
    }

    /// Adds a mention. Of two with the same range, one may say the label and the other the chain.
    fn add(&mut self, range: Range<usize>, open: Open) {
        let Open { label, identity, line, .. } = open;
        let place = self.place(line);
        let ends = (range.start, range.end);
        if self.facts.shape == Shape::Hipe
            && let Some(identity) = &identity
        {
            let qid = identity.clone();
            self.actor(identity).ids.entry("wikidata").or_insert_with(|| qid.into());
        }
        let known = self.labelled.get(&ends).and_then(|position| self.builder.draft.mentions.get_mut(*position));
        if let Some(known) = known {
            match self.facts.shape {
                Shape::Coreference if known.label.is_empty() || label.is_empty() => {
                    if known.label.is_empty() {
                        known.label = label;
                    }
                    known.identity = known.identity.take().or(identity);
                    return;
                }
                Shape::Tags if known.label == label => {
                    self.report.changed("entities that two columns repeat, read once", place);
                    return;
                }
                _ => {}
            }
        }
        self.labelled.insert(ends, self.builder.draft.mentions.len());
        self.builder.draft.mentions.push(Mention { pieces: vec![range], label, identity, place, ..Mention::default() });
    }

    /// Ends a document, if it has begun.
    fn end_document(&mut self) {
        self.end_sentence();
        self.builder.end_paragraph();
        let mut draft = std::mem::take(&mut self.builder).take(&mut self.report);
        let unclosed = self.brackets.values().map(Vec::len).sum::<usize>() + usize::from(self.open_name.is_some());
        self.report.note_many(NoteKind::LeftOut, "mentions that nothing ends", unclosed, "");
        self.brackets.clear();
        self.open_name = None;
        self.labelled.clear();
        self.actors.clear();
        self.empty_lines = 0;
        if !std::mem::take(&mut self.had_tokens) {
            // The head of a document may come in several lines.
            self.builder.draft = Draft { text: String::new(), blocks: Vec::new(), ..draft };
            return;
        }
        label_chains(&mut draft);
        let mut report = std::mem::replace(&mut self.report, Report::new(Format::Conll));
        self.tell_rules(&mut report);
        self.documents.push((draft, report));
    }

    /// Says by which rules the text was made.
    fn tell_rules(&self, report: &mut Report) {
        let rule = match self.facts.shape {
            Shape::Tags | Shape::Coreference => {
                "text, made of the tokens with spaces between them, and none before or after marks as in print"
            }
            Shape::Hipe | Shape::Universal => {
                "text, made of the tokens with the spaces between them that the file names"
            }
        };
        report.remark(NoteKind::Changed, rule);
        let paragraphs = match self.sentences_limit() {
            None => "paragraphs as the file separates them".to_owned(),
            Some(limit) => format!("paragraphs of {limit} sentences each, since the file does not separate paragraphs"),
        };
        report.remark(NoteKind::Changed, paragraphs);
        let column = |position: usize| match self.facts.names.get(position) {
            Some(name) => name.clone(),
            None => (position + 1).to_string(),
        };
        if self.facts.shape == Shape::Tags {
            let read: Vec<String> = self.layers.iter().map(|layer| column(*layer)).collect();
            if !read.is_empty() {
                report.remark(NoteKind::Kept, format!("entities, read from the columns {}", read.join(", ")));
            }
            let has_nothing = |column: &Column| column.odd == 0 && column.tagged == 0;
            let is_other = |position: &usize| {
                *position != self.token_column
                    && !self.layers.contains(position)
                    && !self.facts.columns.get(*position).is_some_and(has_nothing)
            };
            let others: Vec<String> = (0..self.facts.width()).filter(is_other).map(column).collect();
            if !others.is_empty() {
                let text = format!("columns without tags of entities: {}", others.join(", "));
                report.remark(NoteKind::LeftOut, text);
            }
        } else if self.facts.shape != Shape::Hipe {
            report.remark(NoteKind::LeftOut, "parts of speech, lemmas, syntax and all other columns");
        }
    }
}

impl Builder {
    fn take(self, report: &mut Report) -> Draft {
        let text = "brackets and quotation marks in the spelling of the Penn Treebank, now as in print";
        report.note_many(NoteKind::Changed, text, self.reprinted, "");
        self.draft
    }
}

/// A mention without a label has that of the first of its chain with one.
fn label_chains(draft: &mut Draft) {
    let mut label_of: HashMap<String, String> = HashMap::new();
    for mention in draft.mentions.iter().filter(|mention| !mention.label.is_empty()) {
        if let Some(identity) = &mention.identity {
            label_of.entry(identity.clone()).or_insert_with(|| mention.label.clone());
        }
    }
    for mention in draft.mentions.iter_mut().filter(|mention| mention.label.is_empty()) {
        let label = mention.identity.as_ref().and_then(|identity| label_of.get(identity));
        mention.label = label.cloned().unwrap_or_else(|| "entity".to_owned());
    }
}

/// The beginning of a word that a report quotes.
fn shortened(word: &str) -> String {
    word.chars().take(40).collect()
}
