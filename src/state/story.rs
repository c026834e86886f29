//! What was opened: an article with its look-ups and its problems, which never changes.

use crate::components::buttons::Buttons;
use crate::components::dom::El;
use crate::i18n::Language;
use crate::state::shared::Shared;
use leptos::prelude::*;
use whowhen_core::article::Article;
use whowhen_core::check::Problem;
use whowhen_core::index::Index;
use whowhen_core::reading::Address;
use whowhen_views::Context;

/// A place in a story as it stands in the page: the number of a block, and where its top is in the view, in CSS pixels.
pub type TextPosition = (u32, f64);

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
    /// Its id in the library, where it is of one.
    pub entry: Option<String>,
    /// Whether it is a file of the person's own machine, to which no address leads.
    pub is_local: bool,
    /// In which language it is spoken of.
    pub language: RwSignal<Shared<Language>, LocalStorage>,
}

impl Story {
    /// What its views are made from, in a language of the interface.
    pub fn context<'a>(&'a self, locale: &'a Language) -> Context<'a, El> {
        Context { article: &self.article, index: &self.index, locale, links: &Buttons }
    }

    /// The language in which it is spoken of.
    pub fn locale(&self) -> Shared<Language> {
        self.language.get_untracked()
    }

    /// Whether an address asks for this story. None does for a file of the person's own machine.
    pub fn is_at(&self, address: &Address) -> bool {
        !self.is_local && self.address.same_article(address)
    }
}
