//! Display settings: colours, sizes, language and accessibility, stored between visits as one line of text.
//!
//! Unknown names and values in the line, such as those of another version, are ignored.
//!
//! ```
//! use whowhen_core::reading::{Settings, Theme};
//!
//! let settings = Settings { theme: Theme::Dark, size: 2, ..Settings::default() };
//! assert_eq!(settings.to_line(), "theme=dark size=2");
//! assert_eq!(Settings::from_line("theme=dark mood=calm size=2"), settings);
//! ```

use crate::locale::LANGUAGES;

string_enum! {
    /// The colour theme.
    #[derive(Default)]
    Theme {
        /// Light or dark, as the system is.
        #[default]
        System = "system",
        /// Dark text on a light background.
        Light = "light",
        /// Light text on a dark background.
        Dark = "dark",
        /// Black and white, light or dark as the system is.
        Contrast = "contrast",
    }
    /// How long the lines are.
    #[derive(Default)]
    Lines {
        /// About 66 characters.
        #[default]
        Narrow = "narrow",
        /// About 90.
        Wide = "wide",
    }
    /// The typeface of the text.
    #[derive(Default)]
    Typeface {
        /// With serifs.
        #[default]
        Serif = "serif",
        /// Without serifs.
        Sans = "sans",
    }
    /// Which marks are visible while no actor is held.
    #[derive(Default)]
    Marks {
        /// None.
        None = "none",
        /// The first naming of each actor in each block.
        #[default]
        Names = "names",
        /// All.
        All = "all",
        /// None either, but while an actor is held or pointed at, its own.
        Held = "held",
    }
}

/// The display settings of a user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The colour theme.
    pub theme: Theme,
    /// The size of the text, in steps from the default: see [`Settings::SIZES`].
    pub size: i8,
    /// How long the lines are.
    pub lines: Lines,
    /// The typeface of the text.
    pub typeface: Typeface,
    /// Which marks are visible, if the user chose.
    pub marks: Option<Marks>,
    /// Whether single-letter keyboard shortcuts are off.
    pub no_single_keys: bool,
    /// Whether marks and evidence are announced to screen readers.
    pub announce: bool,
    /// The language of the interface, if it is not the browser's.
    pub language: Option<&'static str>,
}

impl Settings {
    /// The smallest and the largest text size, in steps.
    pub const SIZES: (i8, i8) = (-2, 5);

    /// Reads a stored line.
    pub fn from_line(line: &str) -> Self {
        let mut settings = Self::default();
        for (name, value) in line.split_whitespace().filter_map(|part| part.split_once('=')) {
            match name {
                "theme" => settings.theme = Theme::from_word(value).unwrap_or_default(),
                "size" => settings.size = settings.with_size(value.parse().unwrap_or_default()).size,
                "lines" => settings.lines = Lines::from_word(value).unwrap_or_default(),
                "typeface" => settings.typeface = Typeface::from_word(value).unwrap_or_default(),
                "marks" => settings.marks = Marks::from_word(value),
                "keys" => settings.no_single_keys = value == "no",
                "announce" => settings.announce = value == "yes",
                "language" => {
                    settings.language = LANGUAGES.iter().map(|(tag, _)| *tag).find(|tag| *tag == value);
                }
                _ => {}
            }
        }
        settings
    }

    /// The line to store. It contains only settings that differ from the default.
    pub fn to_line(&self) -> String {
        let usual = Self::default();
        let size = self.size.to_string();
        let parts = [
            (self.theme != usual.theme).then_some(("theme", self.theme.word())),
            (self.size != usual.size).then_some(("size", size.as_str())),
            (self.lines != usual.lines).then_some(("lines", self.lines.word())),
            (self.typeface != usual.typeface).then_some(("typeface", self.typeface.word())),
            self.marks.map(|marks| ("marks", marks.word())),
            self.no_single_keys.then_some(("keys", "no")),
            self.announce.then_some(("announce", "yes")),
            self.language.map(|language| ("language", language)),
        ];
        let mut line = String::new();
        for (name, value) in parts.into_iter().flatten() {
            for piece in [if line.is_empty() { "" } else { " " }, name, "=", value] {
                line.push_str(piece);
            }
        }
        line
    }

    /// The settings with another text size, clamped to [`Settings::SIZES`].
    #[must_use]
    pub fn with_size(&self, size: i8) -> Self {
        let (least, most) = Self::SIZES;
        Self { size: size.max(least).min(most), ..self.clone() }
    }
}
