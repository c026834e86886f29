//! What the program prints. Colours are only on a terminal, unless `--color`, `NO_COLOR` or `CLICOLOR_FORCE` say otherwise.
//!
//! Invariants: what comes from files passes [`visible`] before it is printed, so it cannot control the terminal. If whoever
//! reads the output stops early, as `head` does, the rest is not printed, and nothing else happens.

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use anyhow::{Context, Result};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// The style of the word `error`.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The style of the word `warning`, and of what is underlined in a line.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The style of words that begin a line of explanation.
pub const LABEL: Style = AnsiColor::Cyan.on_default().bold();
/// The style of places and names.
pub const STRONG: Style = Style::new().bold();

/// Standard output and standard error.
pub struct Output {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
}

impl Output {
    /// The streams of this process, with or without colours.
    pub fn new(color: clap::ColorChoice) -> Self {
        let choice = match color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        Self { out: AutoStream::new(io::stdout(), choice), err: AutoStream::new(io::stderr(), choice) }
    }

    /// Prints words for people on standard output. They may have styles.
    pub fn print(&mut self, text: &str) -> Result<()> {
        finished(self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()))
    }

    /// Prints words for people on standard error. They may have styles. It is no error if that fails: there is no other place
    /// to say so.
    pub fn note(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// Prints an error and its causes on standard error.
    pub fn error(&mut self, error: &anyhow::Error) {
        let mut text = format!("{ERROR}error:{ERROR:#} {}\n", visible(&error.to_string()));
        for cause in error.chain().skip(1) {
            let _ = writeln!(text, "  because: {}", visible(&cause.to_string()));
        }
        self.note(&text);
    }

    /// Writes data on standard output, as it is.
    pub fn data(&mut self, bytes: &[u8]) -> Result<()> {
        let mut out = io::stdout().lock();
        finished(out.write_all(bytes).and_then(|()| out.flush()))
    }

    /// Whether standard output is a terminal.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }
}

/// That nobody reads on is no error.
fn finished(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("writing to standard output"),
    }
}

/// A text from a file without what could control a terminal: control characters are shown as symbols, and characters that
/// change the direction of the text around them as `�`.
pub fn visible(text: &str) -> Cow<'_, str> {
    match text.chars().any(|c| visible_char(c) != c) {
        true => text.chars().map(visible_char).collect(),
        false => text.into(),
    }
}

/// A character that cannot control a terminal. See [`visible`].
pub fn visible_char(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

/// JSON for programs, indented, with a line end. It is for terminals, too: control characters are escaped.
pub fn json(value: &impl serde::Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value).context("writing JSON")?;
    let mut escaped = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        // Those below the space are line ends between values: serde_json has escaped the others.
        match c >= ' ' && visible_char(c) != c {
            true => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            false => escaped.push(c),
        }
    }
    escaped.push('\n');
    Ok(escaped)
}

/// A number of things: `1 file`, `2 files`.
pub fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_as_symbols() {
        assert_eq!(visible("a\u{1b}[31mb\u{7f}\u{9b}c\n\u{202e}"), "a␛[31mb␡\u{fffd}c␊\u{fffd}");
        assert!(matches!(visible("Zoë, مالي"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_has_no_control_characters() {
        let text = json(&["a\u{1b}\u{9b}\u{202e}é"]).unwrap();
        assert_eq!(text, "[\n  \"a\\u001b\\u009b\\u202eé\"\n]\n");
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), ["a\u{1b}\u{9b}\u{202e}é"]);
    }
}
