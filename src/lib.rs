//! Whowhen: a reader for annotated articles that runs entirely in the browser.
//!
//! This crate is the page: Leptos and browser APIs, compiled for `wasm32-unknown-unknown`. The data model of an
//! article, and everything that needs no browser, is in the crate [`whowhen_core`]. The views of an article are in
//! [`whowhen_views`].
//!
//! | module | purpose |
//! |---|---|
//! | [`embed`] | the entry point: mounts the reader into a DOM element |
//! | `app` | the root component: the error, the loading state, the article |
//! | `article_page` | the page of one article: toolbar, text, panels and dialogs |
//! | `start_page` | the start page: an example, the list of articles, the user's own files |
//! | `state` | the state that components share |
//! | `toolbar` | the toolbar and its drawers |
//! | `text` | the text of the article: blocks, marks, highlights, margin signs, minimap |
//! | `actors`, `events` | the two panels, the actor popover, the event cards |
//! | `navigation` | scrolling, stepping from mention to mention, the browser's history |
//! | `input` | pointer and keyboard |
//! | `status` | loading, errors, notices, announcements |
//! | `dialogs` | modal dialogs |
//! | `components` | building blocks: DOM elements, reactive attributes, drawers, panels |
//! | `conversion` | opening and saving other formats |
//! | `diagrams` | the diagrams, which a module of its own draws |
//! | `browser` | wrappers of browser APIs: fetch, address, listeners, frames, scrolling |
//! | `i18n` | the language of the interface |
//! | [`panic`](mod@panic) | reports panics to `assets/embed.js` |
//! | `print` | printing |

mod actors;
mod app;
mod article_page;
mod browser;
mod components;
mod conversion;
mod diagrams;
mod dialogs;
pub mod embed;
mod events;
mod i18n;
mod input;
mod navigation;
pub mod panic;
#[cfg(feature = "panic-test")]
mod panic_test;
mod print;
mod start_page;
mod state;
mod status;
mod text;
mod toolbar;
