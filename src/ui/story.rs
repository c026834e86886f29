//! What was opened: an article with its look-ups and its problems, which never changes.

use crate::article::Article;
use crate::check::Problem;
use crate::index::Index;
use crate::reading::Address;

/// What was opened, and never changes.
pub struct Story {
    /// The article.
    pub article: Article,
    /// Its look-ups.
    pub index: Index,
    /// What could not be taken as it stands.
    pub problems: Vec<Problem>,
    /// Where the file is, for its download; whole.
    pub url: String,
    /// What was asked for when it came.
    pub address: Address,
}

impl Story {
    /// Whether an address asks for this story.
    pub fn is_at(&self, address: &Address) -> bool {
        self.address.same_article(address)
    }
}
