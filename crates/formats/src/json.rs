//! Records of JSON: one value, a list of values, or a value on each line (JSONL), whatever the name of the file says.
//!
//! ```
//! use whowhen_formats::{InputFile, json};
//!
//! let lines = InputFile::new("a.jsonl", "{\"text\": \"One.\"}\n{\"text\": 2\n{\"text\": \"Three.\"}\n");
//! let records = json::records::<serde_json::Value>(&lines).unwrap();
//! assert_eq!(records.len(), 3);
//! assert_eq!(records[2].value.as_ref().unwrap()["text"], "Three.");
//! assert_eq!((records[1].place.as_str(), records[1].value.is_err()), ("a.jsonl, line 2", true));
//! ```
//!
//! Nesting is limited by serde_json: more than 128 levels are an error.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{FormatError, InputFile};

/// A record of a file.
#[derive(Debug)]
pub struct Record<T> {
    /// Its value, or why it is none, in words.
    pub value: Result<T, String>,
    /// Where it is: the file and the line, or the file and the position in the list.
    pub place: String,
}

/// Reads the records of a file. A record that does not fit the type `T` is an error in its place; the others are read.
///
/// # Errors
/// If the file is not text, or has no valid JSON at all.
pub fn records<T: DeserializeOwned>(file: &InputFile) -> Result<Vec<Record<T>>, FormatError> {
    let text = file.text()?;
    // One list of records, or one value that fits.
    match serde_json::from_str::<Vec<Lenient<T>>>(text) {
        Ok(list) => {
            let record = |(position, item): (usize, Lenient<T>)| Record {
                value: item.0,
                place: format!("{}, [{position}]", file.name),
            };
            return Ok(list.into_iter().enumerate().map(record).collect());
        }
        Err(error) if error.is_data() && !text.trim_start().starts_with('{') => return Err(not_json(file, &error)),
        Err(_) => {}
    }
    let whole = serde_json::from_str::<Lenient<T>>(text);
    if let Ok(Lenient(value)) = whole {
        return Ok(vec![Record { value, place: file.name.clone() }]);
    }
    let mut found = Vec::new();
    let mut valid = 0;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{}, line {}", file.name, number + 1);
        let value = match serde_json::from_str::<Lenient<T>>(line) {
            Ok(Lenient(value)) => {
                valid += 1;
                value
            }
            Err(error) => Err(words(&error)),
        };
        found.push(Record { value, place });
    }
    match (valid, whole) {
        (0, Err(error)) => Err(not_json(file, &error)),
        _ => Ok(found),
    }
}

/// Reads a file that is one value.
///
/// # Errors
/// If the file is not text, not valid JSON, or does not fit the type.
pub fn value<T: DeserializeOwned>(file: &InputFile) -> Result<T, FormatError> {
    serde_json::from_str(file.text()?).map_err(|error| not_json(file, &error))
}

/// An error of serde_json without its position.
pub(crate) fn words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    match message {
        "recursion limit exceeded" => "more than a hundred brackets are open at once".to_owned(),
        message if error.is_eof() => format!("it ends too early ({message})"),
        message => message.to_owned(),
    }
}

fn not_json(file: &InputFile, error: &serde_json::Error) -> FormatError {
    let place = format!("{}, line {}, column {}", file.name, error.line(), error.column().max(1));
    let what = if error.is_data() { "the JSON does not have the expected shape" } else { "the file is not valid JSON" };
    FormatError::new(format!("{what}: {}", words(error)), "Check that it was saved or exported whole").at(place)
}

/// A value of any shape, which may not fit the type `T`.
struct Lenient<T>(Result<T, String>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
        Ok(Self(serde_json::from_str(value.get()).map_err(|error| words(&error))))
    }
}
