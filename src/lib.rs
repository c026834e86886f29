//! Whowhen: a reader for annotated articles, wholly in the browser.
//!
//! This crate is the page: Leptos and the browser, compiled for `wasm32-unknown-unknown`. What an article is, and all
//! that can be said of it without a browser, is in the crate [`whowhen_core`]; what its parts look like, in
//! [`whowhen_views`].
//!
//! | module | what it is for |
//! |---|---|
//! | [`embed`] | the one way in: puts the reader into an element of a page |
//! | `ui` | what is seen: one Leptos component and its parts |
//! | `host` | the browser as we use it: fetch, address, listeners, frames, highlights, scrolling |

mod actors;
mod app;
mod article_page;
mod browser;
mod components;
mod dialogs;
pub mod embed;
mod events;
mod i18n;
mod input;
mod navigation;
mod print;
mod state;
mod status;
mod text;
mod toolbar;
