//! The glyphs: small signs that stand for kinds, so that no information is given by colour alone.
//!
//! Glyphs of actors are characters of common fonts. Glyphs of events are drawings of one stroke, 16 units wide and high.

use whowhen_core::article::{ActorKind, EventKind};

use crate::Markup;

/// The glyph of a kind of actor. Each family of kinds has its own shape, so that no information is given by colour alone.
/// All shapes are in common fonts.
pub fn glyph_of(kind: &ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "●",
        ActorKind::State => "■",
        ActorKind::Government => "▣",
        ActorKind::Military => "◆",
        ActorKind::ArmedGroup => "▲",
        ActorKind::Organisation => "⬢",
        ActorKind::Media => "▬",
        ActorKind::Company => "◧",
        ActorKind::Public => "⁂",
        ActorKind::Place => "▼",
        ActorKind::Unspecified | ActorKind::Other(_) => "○",
    }
}

/// The glyph of a kind of actor, as an element.
pub fn glyph<M: Markup>(kind: &ActorKind) -> M {
    M::new("span").class("glyph").attr("aria-hidden", "true").text(glyph_of(kind))
}

/// The drawing of a kind of event, as the path of an SVG that is 16 units wide and high.
fn path_of(kind: &EventKind) -> &'static str {
    match kind {
        // A placard on a pole
        EventKind::Protest => "M3 2h10v7H3zM8 9v5.5",
        // A flash
        EventKind::Coup => "M9 1.5 4 9h4l-1 5.5L12 7H8z",
        // Two crossed swords
        EventKind::Battle => "m3 3 10 10M13 3 3 13M3 10l3 3m4 0 3-3",
        // An impact
        EventKind::Attack => "M8 1.5v4m0 5v4M1.5 8h4m5 0h4m-11-4.5 2.5 2.5m4 4 2.5 2.5m0-9L10 6m-4 4-2.5 2.5",
        // An arrow that goes in
        EventKind::Deployment => "M1.5 8h9M7 4.5 10.5 8 7 11.5m7-9v11",
        // An arrow that goes out
        EventKind::Withdrawal => "M14.5 8h-9M9 4.5 5.5 8 9 11.5m-7-9v11",
        // Two chevrons
        EventKind::Advance => "m3 3 5 5-5 5m5-10 5 5-5 5",
        // A sheet with a tick
        EventKind::Agreement => "M3.5 1.5h9v13h-9zm2 6.5 2 2L11 6",
        // Two rings that touch
        EventKind::Diplomacy => "M5.5 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7m5 0a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7",
        // A circle that is crossed out
        EventKind::Sanction => "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M3.8 3.8l8.4 8.4",
        // A ballot box
        EventKind::Election => "M2 8h12v6H2zm3.5 0V2h5v6",
        // A speech bubble
        EventKind::Statement => "M2 2.5h12v8H7.5l-3 3v-3H2z",
        // A page with lines
        EventKind::Publication => "M3.5 1.5h9v13h-9zM6 5h4M6 8h4m-4 3h2.5",
        // A ring
        EventKind::Unspecified | EventKind::Other(_) => "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5",
    }
}

/// The glyph of a kind of event, as an element. `name` is the name of the kind; without one, the glyph is decoration.
pub fn event_glyph<M: Markup>(kind: &EventKind, name: &str) -> M {
    let drawing = M::svg("svg").class("kind-of").attr("viewBox", "0 0 16 16");
    let drawing = match name {
        "" => drawing.attr("aria-hidden", "true"),
        name => drawing.attr("role", "img").attr("aria-label", name),
    };
    drawing.child(M::svg("path").attr("d", path_of(kind)))
}
