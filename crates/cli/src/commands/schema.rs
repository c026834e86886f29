//! `whowhen schema`: the JSON Schema of the article format. A test of the core keeps the file in step with the types.

use crate::Outcome;
use crate::output::Output;
use anyhow::Result;
use clap::Args;

/// The schema, as it is published.
const SCHEMA: &str = include_str!("../../../../schema/article.schema.json");

/// Nothing to choose.
#[derive(Args)]
#[command(after_help = "\
Editors and validators read it. It says which fields there are and of which types; `whowhen check` finds more.

Example:
  whowhen schema > article.schema.json")]
pub struct Options {}

/// Prints it.
pub fn run(_: &Options, output: &mut Output) -> Result<Outcome> {
    output.data(SCHEMA.as_bytes())?;
    Ok(Outcome::Sound)
}
