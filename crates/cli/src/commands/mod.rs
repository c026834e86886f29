//! The command line, and one module for each command.

mod check;
mod completions;
mod convert;
mod formats;
mod man;
mod new;
mod page;
mod schema;

use crate::Outcome;
use crate::output::Output;
use anyhow::Result;
use clap::{ColorChoice, Parser, Subcommand};

/// What the program is called with.
#[derive(Parser)]
#[command(
    name = "whowhen",
    version,
    about = "Checks annotated articles, converts them from and to other formats, and writes pages of them",
    after_help = "\
Exit codes: 0 if all is well, 1 if there are problems, 2 if there are errors.

Examples:
  whowhen check articles/                      the problems of all articles in a folder
  whowhen convert corpus/ -o articles/         from another tool's format to articles
  whowhen new draft.md -o draft.json           an article to annotate
  whowhen page article.json -o pages/          a page that is complete in one file",
    arg_required_else_help = true
)]
pub struct CommandLine {
    /// When to print colours
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Subcommand)]
pub enum Command {
    /// Check articles, and print their errors and problems
    Check(check::Options),
    /// Convert articles and annotations from one format to another
    Convert(convert::Options),
    /// Make an article of a text, to annotate it
    New(new::Options),
    /// Write pages of articles
    Page(page::Options),
    /// Print the JSON Schema of the article format
    Schema(schema::Options),
    /// List the formats that can be read and written
    Formats(formats::Options),
    /// Print what makes a shell complete the commands
    Completions(completions::Options),
    /// Print or write the manual pages
    Man(man::Options),
}

impl Command {
    /// Does it.
    pub fn run(self, output: &mut Output) -> Result<Outcome> {
        match self {
            Self::Check(options) => check::run(&options, output),
            Self::Convert(options) => convert::run(&options, output),
            Self::New(options) => new::run(&options, output),
            Self::Page(options) => page::run(&options, output),
            Self::Schema(options) => schema::run(&options, output),
            Self::Formats(options) => formats::run(&options, output),
            Self::Completions(options) => completions::run(&options, output),
            Self::Man(options) => man::run(&options, output),
        }
    }
}
