//! Whowhen: a reader for annotated articles, wholly in the browser.
//!
//! An article comes as JSON, with its actors marked in the text and its events beside it. The way of the data is one
//! way: bytes -> [`formats`] -> [`article::file`] -> [`check`] -> [`article::Article`] and problems -> [`index`] and
//! [`layout`] -> `ui`. A click or a key becomes a [`reading::Command`], which gives a new state, which changes a few
//! elements and the address.
//!
//! | room | what it is for |
//! |---|---|
//! | [`article`] | what an article is: data and its own small rules |
//! | [`text`] | positions in a text and finding quotes |
//! | [`check`] | from a file to a sound article: an error, or an article and its problems |
//! | [`layout`] | overlapping spans as flat runs of text |
//! | [`index`] | look-ups made once |
//! | [`formats`] | from bytes to a file, one format a file |
//! | [`words`] | what the interface says, in its languages |
//! | [`html`] | an article as HTML text |
//! | [`reading`] | what the reader of the page is doing, and its address |
//! | `ui` | what is seen: Leptos components (in the browser only) |
//! | `host` | the browser as we use it (in the browser only) |
//! | `embed` | the one way in (in the browser only) |
//!
//! `docs/architecture.md` says who may use whom; `cargo xtask layers` checks it.

pub mod article;
pub mod check;
pub mod formats;
pub mod html;
pub mod index;
pub mod layout;
pub mod reading;
pub mod text;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod ui;
