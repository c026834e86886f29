//! `whowhen completions`: what makes a shell complete commands, options and files.

use super::CommandLine;
use crate::Outcome;
use crate::output::Output;
use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

/// For which shell.
#[derive(Args)]
#[command(after_help = "\
Examples:
  whowhen completions bash > ~/.local/share/bash-completion/completions/whowhen
  whowhen completions zsh > ~/.zfunc/_whowhen                  a folder of $fpath
  whowhen completions fish > ~/.config/fish/completions/whowhen.fish
  whowhen completions powershell >> $PROFILE
  whowhen completions elvish >> ~/.config/elvish/rc.elv")]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Prints them.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(options.shell, &mut CommandLine::command(), "whowhen", &mut script);
    output.data(&script)?;
    Ok(Outcome::Sound)
}
