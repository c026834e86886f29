//! What is shown while an article is loading or cannot be loaded, and what the reader reports about an article.

pub mod error;
pub mod failure;
pub mod library;
pub mod live_region;
pub mod missing_ids;
pub mod problems;
pub mod skeleton;
