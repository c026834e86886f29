//! `whowhen new`: an article to annotate, made of a text: plain, Markdown or a web page.

use super::formats::parser;
use crate::Outcome;
use crate::files::{check_id, write_new};
use crate::inputs::expand;
use crate::locale::tag;
use crate::output::{Output, visible};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use std::path::PathBuf;
use whowhen_core::file::{SIZE_LIMIT, write};
use whowhen_formats::draft::slug;
use whowhen_formats::{Format, Group, InputFile, Likelihood, ReadOptions, group, read};

/// Of what to make it.
#[derive(Args)]
#[command(after_help = "\
The article has the text in blocks with ids. Actors, mentions and events are to be added: the description of the format
is docs/article-format.md, and `whowhen schema` prints its JSON Schema.

Examples:
  whowhen new draft.txt > draft.json
  whowhen new draft.md --title 'The siege' --language en --id siege -o siege.json
  curl -s https://example.org/page.html | whowhen new - --from html")]
pub struct Options {
    /// The text; - is standard input
    #[arg(value_name = "TEXT")]
    text: PathBuf,
    /// The file to write; - is standard output
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    out: PathBuf,
    /// The title; without it, a heading at the beginning, or the name of the file
    #[arg(long)]
    title: Option<String>,
    /// The language, such as en or pt-BR; without it, the one that the text names, or else a guess
    #[arg(long, value_name = "TAG", value_parser = tag)]
    language: Option<String>,
    /// The id: letters from a to z, digits, hyphens, underscores, and dots within; without it, made of the name of the file
    #[arg(long)]
    id: Option<String>,
    /// What the text is, if it is not recognised
    #[arg(long, value_name = "FORMAT", value_parser = parser(is_text))]
    from: Option<Format>,
    /// Replace a file that is there already
    #[arg(long)]
    force: bool,
}

/// Whether a format is text without annotations.
fn is_text(format: Format) -> bool {
    matches!(format, Format::Text | Format::Markdown | Format::Html)
}

/// Makes it.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    if let Some(id) = &options.id {
        check_id(id)?;
    }
    let (group, has_name) = open(options)?;
    let format = format(&group, options.from)?;
    let options_of_reader = ReadOptions { language: options.language.clone() };
    let mut documents = read(&group, format, &options_of_reader)?;
    ensure!(documents.len() == 1, "{} has {} texts, and one was expected", group.main().name, documents.len());
    let Some(document) = documents.pop() else { bail!("there is no text") };
    let mut article = document.article;
    let mut notes = document.report.to_string();
    if let Some(title) = &options.title {
        let found = std::mem::replace(&mut article.title, title.clone());
        // A heading that became the title is not in the text any more.
        if found != *title && found != group.main().stem() {
            notes += &format!("Changed: the title “{found}” of the text, now “{title}”\n");
        }
    }
    if let Some(language) = &options.language {
        article.language.clone_from(language);
    }
    match &options.id {
        Some(id) => article.id.clone_from(id),
        None if !has_name => article.id = slug(&article.title),
        None => {}
    }
    let text = write(&article);
    match options.out.as_os_str() == "-" {
        true => output.data(text.as_bytes())?,
        false => write_new(&options.out, text.as_bytes(), options.force)?,
    }
    notes.lines().for_each(|note| output.note(&format!("{}\n", visible(note))));
    Ok(Outcome::Sound)
}

/// Reads the text, and whether it has the name of a file.
fn open(options: &Options) -> Result<(Group, bool)> {
    let inputs = expand(std::slice::from_ref(&options.text), |_| true)?;
    let [input] = inputs.as_slice() else { bail!("one text was expected, and there are {}", inputs.len()) };
    let bytes = input.read(SIZE_LIMIT).with_context(|| format!("{input} cannot be read"))?;
    let name = match input.is_stdin() {
        true => "article".into(),
        false => input.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let mut groups = group(vec![InputFile { name, bytes }])?;
    ensure!(groups.len() == 1, "{input} has {} texts, and one was expected", groups.len());
    let Some(group) = groups.pop() else { bail!("there is no text") };
    Ok((group, !input.is_stdin()))
}

/// What the text is: what the user says, or the likeliest of the formats of texts.
fn format(group: &Group, from: Option<Format>) -> Result<Format> {
    if let Some(format) = from {
        return Ok(format);
    }
    let name = &group.main().name;
    match group.formats.first() {
        Some((format, Likelihood::Certain)) if !is_text(*format) => {
            bail!("{name} is not a text, but has the format {}: use `whowhen convert`", format.id())
        }
        _ => {}
    }
    let text = group.formats.iter().map(|(format, _)| *format).find(|format| is_text(*format));
    text.with_context(|| format!("{name} is no text that can be read: if it is one, say what with --from"))
}
