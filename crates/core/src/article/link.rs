//! Addresses that a page may link to: `http:`, `https:` and `mailto:`, never one that runs a script.
//!
//! ```
//! use whowhen_core::article::Link;
//!
//! assert_eq!(Link::parse(" https://example.org/a ").unwrap().as_str(), "https://example.org/a");
//! assert!(Link::parse("javascript:alert(1)").is_err());
//! assert!(Link::parse("java\nscript:alert(1)").is_err());
//! ```

/// A link that is safe to follow. Only [`Link::parse`] makes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link(String);

/// The address is not a [`Link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkError;

impl Link {
    /// Accepts an address with the scheme `http`, `https` or `mailto`, in any case, and with something after it. White
    /// space around it is ignored. White space and control characters inside it are refused, because browsers remove
    /// some of them and would then see a different address from the one checked here.
    ///
    /// # Errors
    /// [`LinkError`] for anything else, relative addresses included.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(LinkError);
        }
        let (scheme, rest) = text.split_once(':').ok_or(LinkError)?;
        let after_scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => rest.strip_prefix("//").ok_or(LinkError)?,
            "mailto" => rest,
            _ => return Err(LinkError),
        };
        if after_scheme.is_empty() { Err(LinkError) } else { Ok(Self(text.to_owned())) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
