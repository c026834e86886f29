//! A loaded article with its lookup tables and its problems, which never changes. The strip of time is placed, and what diagrams
//! draw is put together, when it is first asked for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::components::buttons::Buttons;
use crate::components::dom::El;
use crate::i18n::Language;
use crate::state::shared::Shared;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use whowhen_core::article::Article;
use whowhen_core::check::Problem;
use whowhen_core::diagrams::Scene;
use whowhen_core::index::Index;
use whowhen_core::reading::Address;
use whowhen_core::timeline::Strip;
use whowhen_views::Context;

/// A reading position: the number of a block, and the distance from the top of the view to the top of the block, in CSS
/// pixels.
pub type TextPosition = (u32, f64);

/// A loaded article, which never changes.
pub struct Story {
    /// The article.
    pub article: Article,
    /// The lookup tables.
    pub index: Index,
    /// The problems: the parts of the file that could not be used as they are.
    pub problems: Vec<Problem>,
    /// The absolute address of the file, for the download. Empty if the file is in the page itself.
    pub url: String,
    /// The address that was requested when the article was loaded.
    pub address: Address,
    /// The id in the library, if the article is from one.
    pub library_id: Option<String>,
    /// Whether nobody else can open the article by an address, because it is a local file or in the page itself.
    pub is_local: bool,
    /// The language of the interface.
    pub language: RwSignal<Shared<Language>, LocalStorage>,
    /// See [`Story::strip`].
    strip: OnceCell<Rc<Strip>>,
    /// See [`Story::scene`]; with the language that it is in.
    scene: RefCell<Option<(Shared<Language>, Rc<WrittenScene>)>>,
}

/// What diagrams draw of an article, as it is passed to their module: the lists of [`Scene::write`].
pub struct WrittenScene {
    /// The texts, as JavaScript strings.
    pub texts: Array,
    /// The numbers.
    pub numbers: Vec<f64>,
}

impl Drop for Story {
    /// Frees the local file behind the address, which the browser keeps as long as the page otherwise.
    fn drop(&mut self) {
        if self.url.starts_with("blob:") {
            let _ = web_sys::Url::revoke_object_url(&self.url);
        }
    }
}

impl Story {
    /// Creates the story of an article that no address leads to for others. `from` is the address of its file, and what was
    /// requested.
    pub fn local(
        article: Article,
        index: Index,
        problems: Vec<Problem>,
        from: (String, Address),
        language: RwSignal<Shared<Language>, LocalStorage>,
    ) -> Self {
        let ((url, address), strip, scene) = (from, OnceCell::new(), RefCell::new(None));
        Self { article, index, problems, url, address, library_id: None, is_local: true, language, strip, scene }
    }

    /// Returns the context from which the views of the article are rendered, in a language of the interface.
    pub fn context<'a>(&'a self, locale: &'a Language) -> Context<'a, El> {
        Context { article: &self.article, index: &self.index, locale, links: &Buttons }
    }

    /// Returns the events on the strip of time. They are placed at the first call.
    pub fn strip(&self) -> Rc<Strip> {
        self.strip.get_or_init(|| Rc::new(Strip::new(&self.article, &self.index))).clone()
    }

    /// Returns what diagrams draw. It is put together at the first call in a language: for thousands of events this takes as long
    /// as drawing them.
    pub fn scene(&self) -> Rc<WrittenScene> {
        let language = self.locale();
        if let Some((of, scene)) = &*self.scene.borrow()
            && *of == language
        {
            return scene.clone();
        }
        let (texts, numbers) = Scene::new(&self.article, &self.index, &*language).write();
        let texts = texts.iter().map(|text| JsValue::from_str(text)).collect();
        let scene = Rc::new(WrittenScene { texts, numbers });
        self.scene.replace(Some((language, scene.clone())));
        scene
    }

    /// Returns the language of the interface, without tracking it.
    pub fn locale(&self) -> Shared<Language> {
        self.language.get_untracked()
    }

    /// Whether an address leads to this article: for a local file, only in the browser that keeps it.
    pub fn has_address(&self) -> bool {
        !self.is_local || self.address.file.is_some()
    }

    /// Whether an address names this article.
    pub fn is_at(&self, address: &Address) -> bool {
        self.has_address() && self.address.same_article(address)
    }
}
