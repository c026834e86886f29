//! Finding a quote in a text: after the text quote selector of the W3C Web Annotation model (section 4.2.4), with a
//! number for the case that a person rather counts than copies what stands around it.
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

/// Words to be found in a text, and what tells one occurrence from another. Compared character by character, without
/// folding or normalising.
#[derive(Clone, Copy, Debug)]
pub struct Quote<'q> {
    /// The words.
    pub exact: &'q str,
    /// What stands just before them.
    pub prefix: Option<&'q str>,
    /// What stands just after them.
    pub suffix: Option<&'q str>,
    /// Which of the occurrences that fit, from 1; the first where it is `None`.
    pub nth: Option<usize>,
}

impl<'q> Quote<'q> {
    /// The bytes of the occurrence that is meant.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.occurrences(text).nth(self.nth.unwrap_or(1).checked_sub(1)?)
    }

    /// The bytes of the one occurrence that fits; `None` where there is none or there are several. `nth` is not asked.
    pub fn find_only(&self, text: &str) -> Option<Range<usize>> {
        let mut all = self.occurrences(text);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// How many occurrences fit. `nth` is not asked.
    pub fn count(&self, text: &str) -> usize {
        self.occurrences(text).count()
    }

    /// Every place where the words stand between `prefix` and `suffix`, those that overlap included.
    fn occurrences<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            // No words are nowhere, rather than everywhere.
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
