//! The program `whowhen`: checks articles, converts them from and to other formats, and writes pages of them.
//!
//! | module | purpose |
//! |---|---|
//! | [`commands`] | the command line, and one module for each command |
//! | [`inputs`] | from what is named on the command line to files: folders, patterns, standard input |
//! | [`diagnostics`] | errors and problems as compilers print them, with the line of the source |
//! | [`output`] | what is printed: colours, and no control characters from files |
//! | [`files`] | reading and writing files |
//! | [`locale`] | the languages of the interface, for pages |
//!
//! Exit codes: 0 if all is well, 1 if there are problems, 2 if there are errors. A reader of the output that stops early is
//! no error.

mod commands;
mod diagnostics;
mod files;
mod inputs;
mod locale;
mod output;

use clap::Parser;
use commands::CommandLine;
use output::Output;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All is well.
    Sound,
    /// There are problems: in an article, or something would be lost.
    Problems,
    /// There are errors.
    Errors,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let mut output = Output::new(line.color);
    let outcome = line.command.run(&mut output).unwrap_or_else(|error| {
        output.error(&error);
        Outcome::Errors
    });
    outcome.into()
}
