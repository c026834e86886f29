//! Finds a quote in a text, like the Text Quote Selector of the W3C Web Annotation Data Model (section 4.2.4). In addition,
//! `nth` selects an occurrence by number, for authors who prefer counting to copying the context.
//!
//! ```
//! use whowhen_core::text::Quote;
//!
//! let text = "Mali and the north of Mali";
//! let quote = |nth| Quote { exact: "Mali", prefix: None, suffix: None, nth };
//! assert_eq!(quote(None).find(text), Some(0..4));
//! assert_eq!(quote(Some(2)).find(text), Some(22..26));
//! assert_eq!(quote(Some(3)).find(text), None);
//! assert_eq!(Quote { prefix: Some("of "), ..quote(None) }.find(text), Some(22..26));
//! ```

use std::ops::Range;

/// A text to find, and what distinguishes its occurrences. Compared character by character, without folding or
/// normalisation.
#[derive(Clone, Copy, Debug)]
pub struct Quote<'q> {
    /// The quoted text.
    pub exact: &'q str,
    /// The text just before it.
    pub prefix: Option<&'q str>,
    /// The text just after it.
    pub suffix: Option<&'q str>,
    /// Which of the matching occurrences, from 1; `None` means the first.
    pub nth: Option<usize>,
}

impl<'q> Quote<'q> {
    /// The byte range of the selected occurrence.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.occurrences(text).nth(self.nth.unwrap_or(1).checked_sub(1)?)
    }

    /// The byte range of the only matching occurrence; `None` if there is none or more than one. Ignores `nth`.
    pub fn find_only(&self, text: &str) -> Option<Range<usize>> {
        let mut all = self.occurrences(text);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// The number of matching occurrences. Ignores `nth`.
    pub fn count(&self, text: &str) -> usize {
        self.occurrences(text).count()
    }

    /// All occurrences between `prefix` and `suffix`, including overlapping ones.
    fn occurrences<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            // An empty quote has no occurrence.
            let first = self.exact.chars().next()?;
            let start = from + text.get(from..)?.find(self.exact)?;
            from = start + first.len_utf8();
            Some(start..start + self.exact.len())
        })
        .filter(|found| {
            self.prefix.is_none_or(|prefix| text[..found.start].ends_with(prefix))
                && self.suffix.is_none_or(|suffix| text[found.end..].starts_with(suffix))
        })
    }
}
