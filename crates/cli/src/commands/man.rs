//! `whowhen man`: the manual pages.

use super::CommandLine;
use crate::output::Output;
use crate::{Outcome, files};
use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_mangen::Man;
use std::path::PathBuf;

/// Where to.
#[derive(Args)]
#[command(after_help = "\
Examples:
  whowhen man | man -l -
  whowhen man ~/.local/share/man/man1")]
pub struct Options {
    /// The folder for the pages of all commands; without it, the page of the program is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Prints or writes them.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    // The pages of `help` would say what the others say.
    let program = CommandLine::command().disable_help_subcommand(true);
    match &options.folder {
        Some(folder) => {
            files::make_folder(folder)?;
            clap_mangen::generate_to(program, folder)
                .with_context(|| format!("writing the manual pages into {}", folder.display()))?;
        }
        None => {
            let mut page = Vec::new();
            Man::new(program).render(&mut page).context("writing the manual page")?;
            output.data(&page)?;
        }
    }
    Ok(Outcome::Sound)
}
