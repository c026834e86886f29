//! What is shown while an article is loading or cannot be loaded, and what the reader reports about an article.

pub mod error_alert;
pub mod live_region;
pub mod load_failure;
pub mod missing_ids;
pub mod notice;
pub mod problems;
pub mod skeleton;
