//! How wide the reader is, and which of its two panels can be seen at which width.

use whowhen_core::reading::View;

/// How wide the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Text alone, panels in a sheet: below 45 em, or 720 px at the usual size of text.
    Narrow,
    /// Text and one panel: below 68.75 em, or 1100 px.
    Middle,
    /// Text and both panels.
    Wide,
}

impl Width {
    /// The word of `data-width`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Middle => "middle",
            Self::Wide => "wide",
        }
    }

    /// The width that the style says by its word.
    pub fn from_word(word: &str) -> Self {
        match word.trim() {
            "narrow" => Self::Narrow,
            "middle" => Self::Middle,
            _ => Self::Wide,
        }
    }
}

/// One of the two panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PanelKind {
    /// Who is in the story.
    Actors,
    /// What happened.
    Events,
}

/// Which panels can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    /// The actors' panel, where there is room for both.
    pub actors: bool,
    /// The events' panel, where there is room for both.
    pub events: bool,
    /// The one that is seen where there is room for one.
    pub front: Option<PanelKind>,
}

impl Panels {
    /// The sides of a view, or, without one, the usual ones of a width.
    pub fn of(view: Option<View>, width: Width) -> Self {
        let usual = match width {
            Width::Narrow => None,
            _ => Some(PanelKind::Events),
        };
        match view {
            None => Self { actors: true, events: true, front: usual },
            Some(View::Full) => Self { actors: true, events: true, front: Some(PanelKind::Events) },
            Some(View::Text | View::Event | View::Quote) => Self { actors: false, events: false, front: None },
            Some(View::Actors) => Self { actors: true, events: false, front: Some(PanelKind::Actors) },
            Some(View::Events) => Self { actors: false, events: true, front: Some(PanelKind::Events) },
        }
    }

    /// The view that these sides are at a width; none where they are the usual ones.
    pub fn view(self, width: Width) -> Option<View> {
        let view = match (self.shows(PanelKind::Actors, width), self.shows(PanelKind::Events, width)) {
            (true, true) => View::Full,
            (true, false) => View::Actors,
            (false, true) => View::Events,
            (false, false) => View::Text,
        };
        let usual = Self::of(None, width);
        let is_usual = [PanelKind::Actors, PanelKind::Events]
            .into_iter()
            .all(|panel_kind| self.shows(panel_kind, width) == usual.shows(panel_kind, width));
        (!is_usual).then_some(view)
    }

    /// Whether a panel is to be seen at a width.
    pub fn shows(self, panel_kind: PanelKind, width: Width) -> bool {
        match (width, panel_kind) {
            (Width::Wide, PanelKind::Actors) => self.actors,
            (Width::Wide, PanelKind::Events) => self.events,
            _ => self.front == Some(panel_kind),
        }
    }

    /// The sides after their switch was used at a width.
    #[must_use]
    pub fn toggled(self, panel_kind: PanelKind, width: Width) -> Self {
        match (width, panel_kind) {
            (Width::Wide, PanelKind::Actors) => Self { actors: !self.actors, ..self },
            (Width::Wide, PanelKind::Events) => Self { events: !self.events, ..self },
            _ => Self { front: (self.front != Some(panel_kind)).then_some(panel_kind), ..self },
        }
    }
}

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
