//! `whowhen formats`: the formats that can be read and written.

use crate::Outcome;
use crate::output::{Output, STRONG, json};
use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use whowhen_formats::Format;

/// How to list them.
#[derive(Args)]
#[command(after_help = "\
Examples:
  whowhen formats
  whowhen formats --json")]
pub struct Options {
    /// Print one JSON document, for programs
    #[arg(long)]
    json: bool,
}

/// What is said of a format.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
    extensions: &'static [&'static str],
    read: bool,
    write: bool,
}

/// Prints a table.
pub fn run(options: &Options, output: &mut Output) -> Result<Outcome> {
    let row = |format: &Format| Row {
        id: format.id(),
        name: format.name(),
        extensions: format.extensions(),
        read: format.can_read(),
        write: format.can_write(),
    };
    let rows: Vec<Row> = Format::ALL.iter().map(row).collect();
    match options.json {
        true => output.data(json(&rows)?.as_bytes())?,
        false => output.print(&table(&rows))?,
    }
    Ok(Outcome::Sound)
}

fn table(rows: &[Row]) -> String {
    let widest = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0);
    let (id, name) = (widest(|row| row.id), widest(|row| row.name));
    let mut text = format!("{STRONG}{:id$}  {:name$}  read  write  extensions{STRONG:#}\n", "id", "name");
    for row in rows {
        let word = |is_possible| if is_possible { "yes" } else { "–" };
        let (read, write) = (word(row.read), word(row.write));
        let extensions = row.extensions.join(", ");
        text += &format!("{:id$}  {:name$}  {read:4}  {write:5}  {extensions}\n", row.id, row.name);
    }
    text
}

/// Reads the id of a format of which this holds, for the command line. Help and completions list them.
pub fn parser(wanted: fn(Format) -> bool) -> impl TypedValueParser<Value = Format> {
    let ids: Vec<&str> = Format::ALL.iter().filter(|format| wanted(**format)).map(|format| format.id()).collect();
    // Only ids of formats come here.
    PossibleValuesParser::new(ids).try_map(|id| Format::from_id(&id).ok_or("there is no such format"))
}
