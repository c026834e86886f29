//! WebAnno TSV 3, as WebAnno and INCEpTION write it: a token on a line, with the annotations of each layer in columns.
//!
//! | line | what |
//! |---|---|
//! | `#FORMAT=WebAnno TSV 3.3` | the first line |
//! | `#T_SP=webanno.custom.Person¦value` | a span layer and its features, with `\|` between them; each is a column |
//! | `…¦ROLE_host:feature_link¦target` | two columns of a span layer: the roles of slots, and what is in them |
//! | `#T_CH=…Link¦referenceRelation¦referenceType` | a layer of chains |
//! | `#T_RL=webanno.custom.Kin¦value¦BT_webanno.custom.Person` | a relation layer; the last column says where a relation comes from |
//! | `#Text=Alice ran.` | a sentence; several lines if it has line ends |
//! | `1-1⇥0-5⇥Alice⇥cells…` | a token: its number, its place in UTF-16, its form |
//! | `1-1.1⇥0-2⇥Al⇥cells…` | a part of a token |
//!
//! | cell | what |
//! |---|---|
//! | `_`, `*` | no annotation; an annotation without a value |
//! | `PER[3]¦LOC` | two annotations; those with the same number are one over several tokens |
//! | `agent;target` and `1-2;1-3[1]` | slots: roles, and tokens with the number of the annotation |
//! | `nam[5]` and `coref->5-2` | a link of a chain: its type with the number of the chain; chain and position |
//! | `3-1[10_1]` | a relation from annotation 10 at token 3-1 to annotation 1 at this token |
//! | `\` | before a character that has a meaning |
//!
//! What is between sentences is not in the file: it is made of the positions. What the annotations mean is in
//! [`cas`](crate::cas).
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Person|value\n\n\n#Text=👍 Alice ran.\n\
//!     1-1\t0-2\t👍\t_\t\n1-2\t3-8\tAlice\t*\t\n1-3\t9-12\tran\t_\t\n1-4\t12-13\t.\t_\t\n";
//! let groups = group(vec![InputFile::new("a.tsv", tsv)]).unwrap();
//! let article = read(&groups[0], Format::WebAnnoTsv, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].name.as_deref(), Some("Alice"));
//! ```
//!
//! Source: <https://inception-project.github.io/releases/36.4/docs/user-guide.html#sect_webannotsv>

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use whowhen_core::text::{Offsets, Unit};

use crate::cas::{Annotation, Feature, Layers, Relation, Slot};
use crate::positions::check_number;
use crate::report::NoteKind;
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, Report};

/// How the first line begins.
const FORMAT: &str = "#FORMAT=WebAnno TSV 3";

/// How many annotations are looked at for the ends of relations: many relations at a token with many annotations would
/// take for ever.
const STEPS: usize = 20_000_000;

/// The first line says so.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning().trim_start();
    if text.starts_with(FORMAT) {
        Likelihood::Certain
    } else if ["#T_SP=", "#T_RL=", "#T_CH="].iter().any(|start| text.starts_with(start)) {
        Likelihood::Likely
    } else {
        Likelihood::No
    }
}

/// Reads a document.
///
/// # Errors
/// If the file is not text, has no tokens, or has too many annotations.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let source = group.main();
    let mut report = Report::new(Format::WebAnnoTsv);
    let mut reader = Reader::new(&source.name);
    reader.read(source.text()?, &mut report)?;
    if reader.rows.is_empty() && reader.sentences.is_empty() {
        let error = FormatError::new("there are no tokens in the file", "Export it again as WebAnno TSV 3");
        return Err(error.at(&source.name));
    }
    reader.resolve(&mut report);
    let (text, unit) = reader.place(&mut report);
    let draft = reader.layers.draft(text, unit, &mut report)?;
    let article = draft.finish(&source.name, options, &mut report)?;
    Ok(vec![Document { article, report }])
}

/// A layer of the header.
struct Header<'t> {
    layer: usize,
    kind: HeaderKind,
    /// Whether its annotations are only counted.
    is_grammar: bool,
    columns: Vec<Column<'t>>,
}

#[derive(Clone, Copy, PartialEq)]
enum HeaderKind {
    Span,
    Chain,
    Relation,
}

#[derive(Clone, Copy, PartialEq)]
enum Column<'t> {
    /// A feature; with an empty name none, only an annotation.
    Feature(&'t str),
    /// The roles of the slots of a feature.
    Role(&'t str),
    /// What is in the slots of the column before: annotations of this layer.
    Target(&'t str),
    /// Where a relation comes from: an annotation of this layer.
    Base(&'t str),
}

#[derive(Default)]
struct Sentence {
    text: String,
    /// Where its first token begins, as the file says.
    begin: Option<usize>,
    /// Whether the text is made of the tokens, because the file does not have it.
    is_made: bool,
    /// The length of such a text, in UTF-16 units.
    length: usize,
    /// Whether no more lines belong to it.
    is_closed: bool,
}

/// A token or a part of one.
struct Row<'t> {
    id: &'t str,
    sentence: usize,
    /// The number of its token in the file.
    token: usize,
    begin: usize,
    end: usize,
    form: &'t str,
}

/// What names an annotation: a token, a layer, and perhaps a number.
#[derive(Clone, Copy)]
struct Reference<'t> {
    token: &'t str,
    layer: &'t str,
    number: Option<u64>,
}

struct PendingRelation<'t> {
    layer: usize,
    from: Reference<'t>,
    to: Reference<'t>,
    features: Vec<Feature<'t>>,
    line: usize,
}

struct PendingSlot<'t> {
    host: usize,
    role: Cow<'t, str>,
    target: Reference<'t>,
}

/// What the lines of a file say.
struct Reader<'t> {
    layers: Layers<'t>,
    headers: Vec<Header<'t>>,
    sentences: Vec<Sentence>,
    rows: Vec<Row<'t>>,
    /// Of each annotation, its rows and its number.
    rows_of: Vec<(Vec<usize>, Option<u64>)>,
    /// The annotations of each row, in the order of the rows.
    at_row: Vec<(usize, usize)>,
    /// The last annotation with a number in a layer.
    numbered: HashMap<(usize, u64), usize>,
    /// The links of each chain of a layer, by their positions in the chain.
    chains: BTreeMap<(usize, u64), Vec<(u64, usize)>>,
    links: HashMap<(usize, u64, u64), usize>,
    relations: Vec<PendingRelation<'t>>,
    slots: Vec<PendingSlot<'t>>,
    /// How many annotations of layers of grammar there are.
    grammar: Vec<usize>,
    name: &'t str,
    /// Before version 3.2, texts have the escapes of Java.
    has_java_escapes: bool,
}

impl<'t> Reader<'t> {
    fn new(name: &'t str) -> Self {
        Self {
            layers: Layers::new(name, "line"),
            headers: Vec::new(),
            sentences: Vec::new(),
            rows: Vec::new(),
            rows_of: Vec::new(),
            at_row: Vec::new(),
            numbered: HashMap::new(),
            chains: BTreeMap::new(),
            links: HashMap::new(),
            relations: Vec::new(),
            slots: Vec::new(),
            grammar: Vec::new(),
            name,
            has_java_escapes: false,
        }
    }

    fn read(&mut self, text: &'t str, report: &mut Report) -> Result<(), FormatError> {
        for (number, line) in text.lines().enumerate() {
            let line_number = number + 1;
            let name = self.name;
            let place = || format!("{name}, line {line_number}");
            if line.trim().is_empty() {
                self.close_sentence();
            } else if let Some(text) = line.strip_prefix("#Text=") {
                self.add_text(text);
            } else if let Some(version) = line.strip_prefix(FORMAT) {
                self.has_java_escapes = matches!(version.trim(), "" | ".0" | ".1");
            } else if line.starts_with("#T_") && self.rows.is_empty() {
                if self.read_header(line).is_none() {
                    report.left_out("layers that are declared in an unknown way", place());
                }
            } else if line.starts_with("#Sentence.id=") {
                report.left_out("ids of sentences", place());
            } else if line.starts_with('#') {
                report.left_out("lines with comments", place());
            } else {
                if self.read_row(line, line_number, report).is_none() {
                    report.left_out("lines that are no token", place());
                }
                check_number(self.layers.annotations.len(), self.name)?;
            }
        }
        for (header, count) in self.headers.iter().zip(&self.grammar) {
            self.layers.leave_out(header.layer, *count, report);
        }
        Ok(())
    }

    fn read_header(&mut self, line: &'t str) -> Option<()> {
        let (mark, declaration) = line.split_once('=')?;
        let kind = match mark {
            "#T_SP" => HeaderKind::Span,
            "#T_CH" => HeaderKind::Chain,
            "#T_RL" => HeaderKind::Relation,
            _ => return None,
        };
        let mut fields = declaration.trim_end().split('|');
        let layer = self.layers.layer(fields.next().filter(|name| !name.is_empty())?);
        let mut columns = Vec::new();
        for field in fields {
            let role = field.strip_prefix("ROLE_").filter(|_| kind == HeaderKind::Span);
            columns.push(match (role, field.strip_prefix("BT_"), columns.last()) {
                (Some(role), ..) => {
                    self.layers.has_slots(layer);
                    let feature = role.split_once(':').map_or(role, |(_, feature)| feature);
                    Column::Role(feature.split_once('_').map_or(feature, |(feature, _)| feature))
                }
                (_, _, Some(Column::Role(_))) => Column::Target(field),
                (_, Some(base), _) if kind == HeaderKind::Relation => Column::Base(base),
                _ => Column::Feature(field),
            });
        }
        if columns.is_empty() {
            columns.push(Column::Feature(""));
        }
        self.headers.push(Header { layer, kind, is_grammar: self.layers.is_grammar(layer), columns });
        self.grammar.push(0);
        Some(())
    }

    fn close_sentence(&mut self) {
        if let Some(last) = self.sentences.last_mut() {
            last.is_closed = true;
        }
    }

    /// Adds a line of the text of a sentence.
    fn add_text(&mut self, text: &str) {
        let text = unescape(text, if self.has_java_escapes { Escapes::Java } else { Escapes::Text });
        match self.sentences.last_mut() {
            Some(last) if !last.is_closed && last.begin.is_none() => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => self.sentences.push(Sentence { text: text.into_owned(), ..Sentence::default() }),
        }
    }

    /// `None` if the line is no token.
    fn read_row(&mut self, line: &'t str, line_number: usize, report: &mut Report) -> Option<()> {
        let mut fields = line.split('\t');
        let (id, place, form) = (fields.next()?, fields.next()?, fields.next()?);
        let (begin, end) = place.split_once('-')?;
        let (begin, end) = (begin.parse().ok()?, end.parse().ok()?);
        let is_part = id.contains('.');
        if id.split(['-', '.']).any(|number| number.parse::<u64>().is_err()) {
            return None;
        }
        if self.sentences.last().is_none_or(|last| last.is_closed) {
            self.sentences.push(Sentence { is_made: true, ..Sentence::default() });
            report.changed("sentences whose text is made of its tokens", format!("{}, line {line_number}", self.name));
        }
        let sentence = self.sentences.len() - 1;
        let own = &mut self.sentences[sentence];
        let first = *own.begin.get_or_insert(begin);
        if own.is_made && !is_part {
            // The places of the tokens say how much is between them. What is far away has a wrong place.
            const FARTHEST: usize = 16;
            let missing = begin.saturating_sub(first).saturating_sub(own.length).min(FARTHEST);
            own.text.extend(std::iter::repeat_n(' ', missing));
            own.text.push_str(form);
            own.length += missing + form.encode_utf16().count();
        }
        let token = self.rows.last().map_or(0, |row| row.token) + usize::from(!is_part);
        self.rows.push(Row { id, sentence, token, begin, end, form });
        let cells: Vec<&str> = fields.collect();
        self.read_cells(&cells, line_number, report);
        Some(())
    }

    fn read_cells(&mut self, cells: &[&'t str], line: usize, report: &mut Report) {
        let headers = std::mem::take(&mut self.headers);
        let mut rest = cells;
        for (position, header) in headers.iter().enumerate() {
            let (own, others) = rest.split_at(rest.len().min(header.columns.len()));
            rest = others;
            if own.len() < header.columns.len() {
                report.left_out("lines with fewer columns than the layers have", format!("{}, line {line}", self.name));
            }
            let stacks: Vec<(Column, Vec<&str>)> =
                header.columns.iter().zip(own).map(|(column, cell)| (*column, stack(cell))).collect();
            let number = stacks.iter().map(|(_, stack)| stack.len()).max().unwrap_or(0);
            if number > 0 && header.is_grammar {
                self.grammar[position] += number;
                continue;
            }
            for index in 0..number {
                let values = stacks.iter().map(|(column, stack)| (*column, stack.get(index).copied().unwrap_or("_")));
                let values: Vec<(Column, &str)> = values.collect();
                let is_read = match header.kind {
                    HeaderKind::Span => {
                        self.span(header.layer, &values, line, report);
                        Some(())
                    }
                    HeaderKind::Chain => self.link(header.layer, &values, line),
                    HeaderKind::Relation => self.relation(header.layer, &values, line),
                };
                if is_read.is_none() {
                    report.left_out("cells that are not understood", format!("{}, line {line}", self.name));
                }
            }
            if own.len() < header.columns.len() {
                break;
            }
        }
        if rest.iter().any(|cell| !cell.is_empty()) {
            report.left_out("cells beyond the columns of the layers", format!("{}, line {line}", self.name));
        }
        self.headers = headers;
    }

    /// Adds an annotation of a span layer, or a token to one.
    fn span(&mut self, layer: usize, values: &[(Column<'t>, &'t str)], line: usize, report: &mut Report) {
        let is_value = |column: &Column| !matches!(column, Column::Target(_));
        let number = values.iter().filter(|(column, _)| is_value(column)).find_map(|(_, value)| suffix(value).1);
        let number = number.and_then(|number| number.parse::<u64>().ok());
        let known = number.and_then(|number| self.numbered.get(&(layer, number)).copied());
        let annotation = match known {
            Some(known) if self.goes_on(known) => return self.extend(known),
            Some(_) => {
                report.changed(
                    "numbers of annotations that stand for several of them",
                    format!("{}, line {line}", self.name),
                );
                self.annotation(layer, number, line)
            }
            None => self.annotation(layer, number, line),
        };
        if let Some(number) = number {
            self.numbered.insert((layer, number), annotation);
        }
        for (position, (column, value)) in values.iter().enumerate() {
            let value = suffix(value).0;
            match *column {
                Column::Feature(name) => {
                    let feature = feature(name, value);
                    self.layers.annotations[annotation].features.extend(feature);
                }
                Column::Role(name) => {
                    let Some((Column::Target(target), targets)) = values.get(position + 1) else { continue };
                    let roles = split(value, ';');
                    for (index, token) in split(targets, ';').into_iter().enumerate() {
                        let (token, number) = suffix(token);
                        if matches!(token, "_" | "*" | "") {
                            continue;
                        }
                        let role = roles.get(index).copied().filter(|role| !matches!(*role, "*" | "_" | ""));
                        let role = role.map_or(Cow::Borrowed(name), |role| unescape(role, Escapes::Value));
                        let number = number.and_then(|number| number.parse().ok());
                        let target = Reference { token, layer: target, number };
                        self.slots.push(PendingSlot { host: annotation, role, target });
                    }
                }
                Column::Target(_) | Column::Base(_) => {}
            }
        }
    }

    /// Whether an annotation with a number goes on at the last row. If not, the number is used again.
    fn goes_on(&self, annotation: usize) -> bool {
        let last = self.rows_of[annotation].0.last().and_then(|row| self.rows.get(*row));
        last.zip(self.rows.last())
            .is_some_and(|(last, now)| last.sentence == now.sentence || last.token + 1 >= now.token)
    }

    /// Adds an annotation at the last row.
    fn annotation(&mut self, layer: usize, number: Option<u64>, line: usize) -> usize {
        let annotation = self.layers.annotations.len();
        self.layers.annotations.push(Annotation { layer, number: line as i64, ..Annotation::default() });
        self.rows_of.push((Vec::with_capacity(1), number));
        self.extend(annotation);
        annotation
    }

    /// Adds the last row to an annotation.
    fn extend(&mut self, annotation: usize) {
        let row = self.rows.len().saturating_sub(1);
        let rows = &mut self.rows_of[annotation].0;
        if rows.last() != Some(&row) {
            rows.push(row);
            self.at_row.push((row, annotation));
        }
    }

    /// Adds a link of a chain, or a token to one. `None` if the cells do not say of which chain.
    fn link(&mut self, layer: usize, values: &[(Column<'t>, &'t str)], line: usize) -> Option<()> {
        let mut features = Vec::new();
        let (mut chain, mut element) = (None, None);
        for (column, value) in values {
            let Column::Feature(name) = *column else { continue };
            let (value, number) = suffix(value);
            chain = chain.or(number.and_then(|number| number.parse::<u64>().ok()));
            let (value, position) = arrow(value);
            if let Some((number, position)) = position {
                (chain, element) = (Some(number), Some(position));
            }
            features.extend(feature(name, value));
        }
        let chain = chain?;
        let known = element.and_then(|element| self.links.get(&(layer, chain, element)).copied());
        if let Some(known) = known {
            self.extend(known);
            return Some(());
        }
        let annotation = self.annotation(layer, None, line);
        self.layers.annotations[annotation].features = features;
        if let Some(element) = element {
            self.links.insert((layer, chain, element), annotation);
        }
        self.chains.entry((layer, chain)).or_default().push((element.unwrap_or(u64::MAX), annotation));
        Some(())
    }

    /// Adds a relation, whose ends may come later. `None` if the cells do not say where it comes from.
    fn relation(&mut self, layer: usize, values: &[(Column<'t>, &'t str)], line: usize) -> Option<()> {
        let base = values.iter().find_map(|(column, value)| match column {
            Column::Base(base) => Some((*base, *value)),
            _ => None,
        });
        let (base, source) = base.filter(|(_, source)| *source != "_")?;
        let (token, numbers) = suffix(source);
        let (from, to) = numbers.and_then(|numbers| numbers.split_once('_')).unwrap_or_default();
        let number = |number: &str| number.parse::<u64>().ok().filter(|number| *number > 0);
        let features = values.iter().filter_map(|(column, value)| match column {
            Column::Feature(name) => feature(name, suffix(value).0),
            _ => None,
        });
        let own = self.rows.last()?.id;
        self.relations.push(PendingRelation {
            layer,
            from: Reference { token, layer: base, number: number(from) },
            to: Reference { token: own, layer: base, number: number(to) },
            features: features.collect(),
            line,
        });
        Some(())
    }

    /// Finds the ends of relations, what is in slots, and the order of chains.
    fn resolve(&mut self, report: &mut Report) {
        for links in std::mem::take(&mut self.chains).into_values() {
            let mut links = links;
            links.sort_unstable();
            self.layers.chains.push(links.into_iter().map(|(_, annotation)| annotation).collect());
        }
        let (relations, slots) = (std::mem::take(&mut self.relations), std::mem::take(&mut self.slots));
        let mut finder = Finder { row_of: HashMap::new(), tokens: HashMap::new(), steps: STEPS };
        if !relations.is_empty() || !slots.is_empty() {
            finder.row_of = self.rows.iter().enumerate().map(|(position, row)| (row.id, position)).collect();
        }
        for PendingRelation { layer, from, to, features, line } in relations {
            let (from, to) = (self.find(from, &mut finder), self.find(to, &mut finder));
            self.layers.relations.push(Relation { layer, from, to, features, number: line as i64 });
        }
        for PendingSlot { host, role, target } in slots {
            let target = self.find(target, &mut finder);
            self.layers.annotations[host].slots.push(Slot { role, target });
        }
        if finder.steps == 0 {
            report.remark(NoteKind::LeftOut, "relations and slots at tokens with very many annotations");
        }
    }

    /// The annotation that is named. A token of which no annotation is known becomes one.
    fn find(&mut self, reference: Reference<'t>, finder: &mut Finder<'t>) -> Option<usize> {
        let row = *finder.row_of.get(reference.token)?;
        let layer = self.layers.layer(reference.layer);
        let is_any = reference.layer == "uima.tcas.Annotation";
        let first = self.at_row.partition_point(|(known, _)| *known < row);
        let here = self.at_row.get(first..)?.iter().take_while(|(known, _)| *known == row);
        let mut by_number = None;
        for (_, annotation) in here {
            finder.steps = finder.steps.checked_sub(1)?;
            let has_number = reference.number.is_none() || self.rows_of[*annotation].1 == reference.number;
            if has_number && (is_any || self.layers.annotations[*annotation].layer == layer) {
                return Some(*annotation);
            }
            if has_number && reference.number.is_some() {
                by_number.get_or_insert(*annotation);
            }
        }
        let is_declared = self.headers.iter().any(|header| header.layer == layer);
        match by_number {
            None if !is_declared || self.layers.is_grammar(layer) => {
                let token = *finder.tokens.entry((row, layer)).or_insert_with(|| {
                    let number = self.layers.annotations.len();
                    self.layers.annotations.push(Annotation { layer, number: row as i64 + 1, ..Annotation::default() });
                    self.rows_of.push((vec![row], None));
                    number
                });
                Some(token)
            }
            found => found,
        }
    }

    /// Makes the text, and gives the annotations their places in it and their words.
    fn place(&mut self, report: &mut Report) -> (String, Unit) {
        let is_ascii = self.sentences.iter().all(|sentence| sentence.text.is_ascii());
        let mut best = (self.held(Unit::Utf16), Unit::Utf16);
        if !is_ascii && best.0 < self.rows.len() {
            for unit in [Unit::CodePoint, Unit::Byte] {
                let held = self.held(unit);
                if held > best.0 {
                    best = (held, unit);
                }
            }
        }
        let unit = best.1;
        let (text, starts) = self.text(unit, report);
        let place = |row: &Row, position: usize| {
            let first = self.sentences[row.sentence].begin.unwrap_or(0);
            position
                .checked_sub(first)
                .and_then(|offset| starts[row.sentence].checked_add(offset))
                .unwrap_or(usize::MAX)
        };
        for (annotation, (rows, _)) in self.layers.annotations.iter_mut().zip(&self.rows_of) {
            let rows = || rows.iter().filter_map(|row| self.rows.get(*row));
            annotation.pieces = rows().map(|row| (place(row, row.begin), place(row, row.end))).collect();
            // Some tools escape the forms of tokens, and others do not.
            if rows().all(|row| !row.form.contains('\\')) {
                annotation.surface = Some(rows().map(|row| row.form).collect::<Vec<_>>().join(" "));
            }
        }
        (text, unit)
    }

    /// How many tokens have their form at their place in the sentence, in a unit.
    fn held(&self, unit: Unit) -> usize {
        let mut rows = self.rows.iter().peekable();
        let mut held = 0;
        for (position, sentence) in self.sentences.iter().enumerate() {
            let offsets = Offsets::new(&sentence.text);
            let first = sentence.begin.unwrap_or(0);
            while let Some(row) = rows.next_if(|row| row.sentence == position) {
                let byte = |position: usize| offsets.to_byte(position.checked_sub(first)?, unit);
                let words = byte(row.begin).zip(byte(row.end)).and_then(|(begin, end)| sentence.text.get(begin..end));
                held += usize::from(words == Some(row.form));
            }
        }
        held
    }

    /// The whole text, and where the sentences start in it, in a unit. What is between them is not in the file: a space or a
    /// line end if the positions leave place for one character, else an empty line.
    fn text(&self, unit: Unit, report: &mut Report) -> (String, Vec<usize>) {
        let length = |text: &str| match unit {
            Unit::Utf16 => text.encode_utf16().count(),
            Unit::CodePoint => text.chars().count(),
            Unit::Byte => text.len(),
        };
        let lengths: Vec<usize> = self.sentences.iter().map(|sentence| length(&sentence.text)).collect();
        // Between a sentence and the next; `None` if the file does not say it, or they overlap.
        let gap = |position: usize| {
            let end = self.sentences[position].begin?.checked_add(lengths[position])?;
            self.sentences.get(position + 1)?.begin?.checked_sub(end)
        };
        let has_paragraphs = (0..self.sentences.len()).any(|position| gap(position).is_some_and(|gap| gap > 1));
        let mut text = String::new();
        let mut starts = Vec::with_capacity(self.sentences.len());
        let mut at = 0;
        for (position, sentence) in self.sentences.iter().enumerate() {
            starts.push(at);
            text.push_str(&sentence.text);
            let is_last = position + 1 == self.sentences.len();
            let between = match gap(position) {
                _ if is_last => "",
                Some(0) => "",
                Some(1) if has_paragraphs => " ",
                Some(1) => "\n",
                Some(_) => "\n\n",
                None => {
                    report.kept("sentences whose position does not follow from the sentence before", "");
                    "\n"
                }
            };
            text.push_str(between);
            at += lengths[position] + between.len();
        }
        if self.sentences.len() > 1 {
            let text = "the file does not say what is between sentences: it is a space, a line end or an empty line, as the \
                        positions leave place for it";
            report.remark(NoteKind::Kept, text);
        }
        (text, starts)
    }
}

/// What finds annotations.
struct Finder<'t> {
    row_of: HashMap<&'t str, usize>,
    /// The annotations that were made of tokens.
    tokens: HashMap<(usize, usize), usize>,
    steps: usize,
}

/// The values of a cell, one for each annotation.
fn stack(cell: &str) -> Vec<&str> {
    match cell {
        "_" | "" => Vec::new(),
        cell => split(cell, '|'),
    }
}

/// Splits at a character that has no backslash before it.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::with_capacity(1);
    let mut start = 0;
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if c == separator && !is_escaped {
            parts.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    parts.extend(text.get(start..));
    parts
}

/// A value, and what is in the brackets at its end.
fn suffix(value: &str) -> (&str, Option<&str>) {
    let mut open = None;
    let mut is_escaped = false;
    let mut is_closed = false;
    for (at, c) in value.char_indices() {
        is_closed = c == ']' && !is_escaped;
        if c == '[' && !is_escaped {
            open = Some(at);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    match open.filter(|_| is_closed) {
        Some(open) => (value.get(..open).unwrap_or_default(), value.get(open + 1..value.len() - 1)),
        None => (value, None),
    }
}

/// A value, and after the last arrow the number of a chain and the position in it.
fn arrow(value: &str) -> (&str, Option<(u64, u64)>) {
    let parsed = value.rsplit_once("->").and_then(|(value, numbers)| {
        let (chain, element) = numbers.split_once('-')?;
        (!value.ends_with('\\')).then_some((value, (chain.parse().ok()?, element.parse().ok()?)))
    });
    parsed.map_or((value, None), |(value, numbers)| (value, Some(numbers)))
}

/// A feature with its value; `None` if it has none.
fn feature<'t>(name: &'t str, value: &'t str) -> Option<Feature<'t>> {
    let has_value = !name.is_empty() && !matches!(value, "*" | "_" | "");
    has_value.then(|| (Cow::Borrowed(name), unescape(value, Escapes::Value)))
}

/// Which characters have a backslash before them.
#[derive(Clone, Copy, PartialEq)]
enum Escapes {
    /// In the values of features: those that have a meaning in cells.
    Value,
    /// In texts: control characters.
    Text,
    /// In texts of old versions: as in Java.
    Java,
}

/// Resolves escapes. A backslash before another character stays.
fn unescape(text: &str, escapes: Escapes) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        found.push_str(before);
        let next = after.chars().next();
        let plain = match (next, escapes) {
            (Some('t'), _) => Some('\t'),
            (Some('n'), _) => Some('\n'),
            (Some('r'), _) => Some('\r'),
            (Some('\\'), _) => Some('\\'),
            (Some('f'), Escapes::Text | Escapes::Java) => Some('\u{c}'),
            (Some('b'), Escapes::Text | Escapes::Java) => Some('\u{8}'),
            (Some(c @ ('[' | ']' | '|' | '_' | ';' | '*')), Escapes::Value) => Some(c),
            (Some('-'), Escapes::Value) if after.starts_with("->") => Some('-'),
            (Some(c), Escapes::Text) if c.is_control() => Some(c),
            (Some(c @ ('"' | '\'' | '/')), Escapes::Java) => Some(c),
            _ => None,
        };
        rest = match (plain, next) {
            (Some(plain), Some(next)) => {
                found.push(plain);
                after.get(next.len_utf8()..).unwrap_or_default()
            }
            (None, Some('u')) if escapes == Escapes::Java => match utf16_escape(after) {
                Some((c, rest)) => {
                    found.push(c);
                    rest
                }
                None => {
                    found.push('\\');
                    after
                }
            },
            _ => {
                found.push('\\');
                after
            }
        };
    }
    found.push_str(rest);
    Cow::Owned(found)
}

/// The character of `u` and four digits, perhaps followed by a second such escape; and what is after it.
fn utf16_escape(text: &str) -> Option<(char, &str)> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let (first, rest) = (unit(text)?, text.get(5..)?);
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, rest));
    }
    let second = rest.strip_prefix('\\')?;
    let c = char::decode_utf16([first, unit(second)?]).next()?.ok()?;
    Some((c, second.get(5..)?))
}
