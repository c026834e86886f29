//! Other formats: opening files that are no article files, and saving the article in another format.
//!
//! `crates/formats` reads and writes them, in a WebAssembly module of its own, which `assets/convert.js` loads at the first
//! request and runs in a worker where it can.
//!
//! | module | purpose |
//! |---|---|
//! | `converter` | requests to that module |
//! | `opening` | opening files: recognising, asking the user, reading |
//! | `open_dialog` | the dialog meanwhile: progress, cancel, and what the user has to choose |
//! | `drop_and_paste` | files that are dropped on the page, and texts and files that are pasted |
//! | `save_dialog` | the dialog that saves the article in another format |

pub mod converter;
pub mod drop_and_paste;
pub mod open_dialog;
pub mod opening;
pub mod save_dialog;
