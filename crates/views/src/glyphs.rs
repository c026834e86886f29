//! The glyphs: small signs that stand for kinds, so that no information is given by colour alone.
//!
//! Kinds of actors have glyphs today.

use whowhen_core::article::ActorKind;

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
