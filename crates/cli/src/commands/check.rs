//! `whowhen check`: the errors and problems of articles.
//!
//! An error means that there is no article to show; a problem spoils a part of one. The list of a library, `index.json`, is
//! passed over, and so is JSON without `format` that was found in a folder; the summary says how many.

use crate::Outcome;
use crate::diagnostics::{Diagnostic, Source};
use crate::inputs::{Input, Unreadable, expand};
use crate::output::{Output, STRONG, json, number};
use anyhow::Result;
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};
use whowhen_core::file::{ReadError, SIZE_LIMIT, read_library};

/// What to check.
#[derive(Args)]
#[command(after_help = "\
Each error and problem begins with FILE:LINE:COLUMN, which editors understand; columns count bytes.

Exit codes: 0 if all articles are sound, 1 if there are problems, 2 if there are errors.

Examples:
  whowhen check article.json
  whowhen check articles/ 'drafts/*.json'
  whowhen check --json articles/ > report.json
  curl -s https://example.org/article.json | whowhen check -")]
pub struct Options {
    /// Articles; folders with articles; patterns such as 'a/*.json'; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print one JSON document, for programs
    #[arg(long)]
    json: bool,
    /// Print errors only, and no summary
    #[arg(long, short, conflicts_with = "json")]
    quiet: bool,
}

/// What was found in a file.
#[derive(Serialize)]
struct Checked {
    file: String,
    /// The article's id, if there is an article.
    article: Option<String>,
    errors: Vec<Diagnostic>,
    problems: Vec<Diagnostic>,
}

/// All that was found.
#[derive(Serialize)]
struct Report {
    files: Vec<Checked>,
    summary: Summary,
}

/// How much was found.
#[derive(Default, Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    problems: usize,
    /// Files that are no articles, and that nobody named as such.
    passed_over: usize,
}

/// Checks the files one after the other.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    let mut report = Report { files: Vec::new(), summary: Summary::default() };
    for input in expand(&options.files, is_json)? {
        let bytes = input.read(SIZE_LIMIT);
        let text = bytes.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
        let source = Source::new(&text);
        let checked = match &bytes {
            Ok(bytes) => check(&input, bytes, &source),
            Err(error) => {
                let errors = vec![unreadable(error)];
                Some(Checked { file: input.to_string(), article: None, errors, problems: Vec::new() })
            }
        };
        let Some(checked) = checked else {
            report.summary.passed_over += 1;
            continue;
        };
        report.summary.add(&checked);
        if options.json {
            report.files.push(checked);
            continue;
        }
        let problems = if options.quiet { &[][..] } else { &checked.problems };
        let shown = checked.errors.iter().chain(problems);
        output.print(&shown.map(|found| found.render(&checked.file, &source)).collect::<String>())?;
    }
    match (options.json, options.quiet) {
        (true, _) => output.data(json(&report)?.as_bytes())?,
        (_, true) => {}
        _ => output.print(&format!("{STRONG}{}{STRONG:#}\n", report.summary.words()))?,
    }
    Ok(report.summary.outcome())
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// Why a file cannot be read.
fn unreadable(error: &Unreadable) -> Diagnostic {
    match error {
        &Unreadable::TooLarge(bytes) => Diagnostic::of_error(&ReadError::TooLarge { bytes }, &Source::new("")),
        Unreadable::Other(error) => {
            let message = format!("the file cannot be read: {error:#}");
            Diagnostic::error("unreadable", message, "check its name, and whether you may read it")
        }
    }
}

/// Checks the content of a file. `None` if it is passed over.
fn check(input: &Input, bytes: &[u8], source: &Source) -> Option<Checked> {
    let (article, errors, problems) = match whowhen_core::open(bytes) {
        Ok((article, problems)) => (Some(article.id), Vec::new(), Diagnostic::of_problems(&problems, source)),
        Err(ReadError::NotAnArticle { .. }) if input.is_in_folder() || is_library(bytes) => return None,
        Err(error) => (None, vec![Diagnostic::of_error(&error, source)], Vec::new()),
    };
    Some(Checked { file: input.to_string(), article, errors, problems })
}

/// Whether a file is a list of articles, such as a pattern finds beside the articles.
fn is_library(bytes: &[u8]) -> bool {
    read_library(bytes).is_ok_and(|library| !library.articles.is_empty())
}

impl Summary {
    fn add(&mut self, checked: &Checked) {
        self.files += 1;
        self.errors += checked.errors.len();
        self.problems += checked.problems.len();
    }

    /// `3 articles: 1 error, 2 problems`.
    fn words(&self) -> String {
        let counts = match (self.errors, self.problems) {
            (0, 0) => "no problems".to_owned(),
            (0, problems) => number(problems, "problem", "problems"),
            (errors, 0) => number(errors, "error", "errors"),
            (errors, problems) => {
                format!("{}, {}", number(errors, "error", "errors"), number(problems, "problem", "problems"))
            }
        };
        let passed_over = match self.passed_over {
            0 => String::new(),
            files => format!("; passed over {} without an article", number(files, "file", "files")),
        };
        format!("{}: {counts}{passed_over}", number(self.files, "file", "files"))
    }

    fn outcome(&self) -> Outcome {
        match (self.errors, self.problems) {
            (0, 0) => Outcome::Sound,
            (0, _) => Outcome::Problems,
            _ => Outcome::Errors,
        }
    }
}
