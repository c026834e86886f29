//! What can be opened from the bar. One at a time.

/// A drawer of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The search, with what it found.
    Search,
    /// The filters.
    Filters,
    /// Links and quotations to be taken along.
    Share,
    /// Opening, saving, printing, and how one likes to read.
    Menu,
}
