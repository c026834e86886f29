//! The width of the reader, which of its two panels are visible at which width, and the drawers of the toolbar.

use whowhen_core::reading::View;

/// The width of the reader, in three classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// The text alone; a panel opens as a bottom sheet. Below 45 em, which is 720 px at the default text size.
    Narrow,
    /// The text and one panel. Below 68.75 em, which is 1100 px.
    Middle,
    /// The text and both panels.
    Wide,
}

impl Width {
    /// Returns the value of the attribute `data-width`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Middle => "middle",
            Self::Wide => "wide",
        }
    }

    /// Reads the value of `--width` in the stylesheet.
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
    /// The actors of the article.
    Actors,
    /// The events of the article.
    Events,
}

/// Which panels are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    /// Whether the actors panel is open if there is room for both.
    pub actors: bool,
    /// Whether the events panel is open if there is room for both.
    pub events: bool,
    /// The panel that is open if there is room for one.
    pub front: Option<PanelKind>,
}

impl Panels {
    /// Returns the panels of a view. Without a view, returns the default panels of a width.
    pub fn of(view: Option<View>, width: Width) -> Self {
        let usual = match width {
            Width::Narrow => None,
            _ => Some(PanelKind::Events),
        };
        match view {
            None => Self { actors: true, events: true, front: usual },
            // A diagram takes the room of the text and the actors.
            Some(View::Timeline | View::Order | View::Matrix | View::Map) => {
                Self { actors: false, events: true, front: usual }
            }
            Some(View::Full) => Self { actors: true, events: true, front: Some(PanelKind::Events) },
            Some(View::Text | View::Event | View::Quote) => Self { actors: false, events: false, front: None },
            Some(View::Actors) => Self { actors: true, events: false, front: Some(PanelKind::Actors) },
            Some(View::Events) => Self { actors: false, events: true, front: Some(PanelKind::Events) },
        }
    }

    /// Returns the view that these panels make up at a width, or `None` if they are the default.
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

    /// Whether a panel is visible at a width.
    pub fn shows(self, panel_kind: PanelKind, width: Width) -> bool {
        match (width, panel_kind) {
            (Width::Wide, PanelKind::Actors) => self.actors,
            (Width::Wide, PanelKind::Events) => self.events,
            _ => self.front == Some(panel_kind),
        }
    }

    /// Returns the panels after one of them is opened or closed at a width.
    #[must_use]
    pub fn toggled(self, panel_kind: PanelKind, width: Width) -> Self {
        match (width, panel_kind) {
            (Width::Wide, PanelKind::Actors) => Self { actors: !self.actors, ..self },
            (Width::Wide, PanelKind::Events) => Self { events: !self.events, ..self },
            _ => Self { front: (self.front != Some(panel_kind)).then_some(panel_kind), ..self },
        }
    }
}

/// A drawer of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The search and its results.
    Search,
    /// The filters.
    Filters,
    /// The views: the text and the diagrams.
    Views,
    /// Copying links and quotations, embedding.
    Share,
    /// Opening, saving and printing an article; the user's settings.
    Menu,
}
