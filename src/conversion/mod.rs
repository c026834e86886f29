//! Other formats: opening files that are no article files, and saving the article in another format.
//!
//! `crates/formats` reads and writes them, in a WebAssembly module of its own. `assets/convert.js` loads it at the first
//! request, runs it in a worker where it can, and has the dialogs: so a reader who opens nothing loads none of this.
//!
//! | module | purpose |
//! |---|---|
//! | `converter` | requests to `assets/convert.js` |
//! | `opening` | opening files, and the file at an address |
//! | `drop_and_paste` | files that are dropped on the page, and texts and files that are pasted |

pub mod converter;
pub mod drop_and_paste;
pub mod opening;
