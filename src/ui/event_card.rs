//! The card of an event, in the order in which people ask: when, what, who, where, says who, and the proof.

use super::actor_detail::{chip, pages};
use super::element::El;
use super::i18n::{Language, capital};
use super::story::Story;
use whowhen_core::article::{Event, EventIdx, EventKind, Kind, Place, Status};
use whowhen_core::locale::{self, Locale, Message};

/// The card of an event.
pub fn event_card(story: &Story, at: EventIdx) -> El {
    let article = &story.article;
    let event = &article[at];
    let (language, locale) = (article.language.as_deref(), story.locale());
    let number = at.position().to_string();
    let label = format!("event-{number}");
    let mut date = El::new("span").text(&locale::when(&*locale, event));
    if let Some(told) = &event.when_text {
        date =
            date.text(" · ").child(El::new("q").class("told").attr_if("lang", language).attr("dir", "auto").text(told));
    }
    let when = El::new("p")
        .class("when")
        .child(date)
        .child(El::new("span").class("kind").text(&kind_said(&locale, &event.kind)));
    let title = El::button().attr_if("lang", language).attr("dir", "auto").text(&event.title);
    let summary = event.summary.as_ref().map(|text| {
        El::new("p").class("summary").attr_if("lang", language).attr("dir", article.direction.word()).text(text)
    });
    El::new("article")
        .class("card event")
        .attr("part", "event")
        .attr("data-event", &event.id)
        .attr("data-card", &number)
        .attr("aria-labelledby", &label)
        .child(when)
        .child(El::new("h4").attr("id", &label).child(title))
        .child_if(who(story, event))
        .child_if(note(story, event))
        .child_if(summary)
        .children(evidence(story, event))
        .child_if(ties(story, at))
        .child_if(pages(locale.text(Message::Sources), None, &event.sources))
        .child(take(story, event))
}

/// Taking it along: a link to it, and what is said of it. Seen on the card that is held.
fn take(story: &Story, event: &Event) -> El {
    let locale = story.locale();
    let button = |word: Message, what: &str| El::button().attr("data-copy", what).text(locale.text(word));
    let quotation = (!event.evidence.is_empty()).then(|| button(Message::CopyQuotation, "quotation"));
    // No address leads to a file of the person's own machine.
    let link = (!story.is_local).then(|| button(Message::CopyLink, "link"));
    El::new("p").class("take").child_if(link).child_if(quotation)
}

/// What sort of thing it was; an event of no sort says none.
fn kind_said(locale: &Language, kind: &EventKind) -> String {
    match kind {
        EventKind::Unspecified => String::new(),
        kind => capital(&locale::event_kind(locale, kind)),
    }
}

/// "alleged by the UN, certainty 80%".
fn note(story: &Story, event: &Event) -> Option<El> {
    let locale = story.locale();
    let by = event.attributed_to.map(|actor| story.article[actor].name.as_str());
    let status = locale::status(&*locale, &event.status, by);
    let certainty = event.certainty.map(|certainty| locale.with(Message::Certainty, &[&locale.percent(certainty)]));
    let parts: Vec<String> = status.into_iter().chain(certainty).collect();
    let class = if event.status == Status::Asserted { "flag soft" } else { "flag" };
    (!parts.is_empty()).then(|| {
        El::new("p").child(El::new("span").class(class).text(&parts.join(if locale.tag == "ar" {
            "، "
        } else {
            ", "
        })))
    })
}

/// Who took part, and where.
fn who(story: &Story, event: &Event) -> Option<El> {
    let locale = story.locale();
    let within = locale.text(Message::InPlace);
    let parts =
        event.participants.iter().map(|part| chip(story, part.actor, Some(&locale::role(&*locale, &part.role))));
    let place = match &event.place {
        // Said already, where the place takes part itself.
        Some(Place::Actor(actor)) if event.participants.iter().any(|part| part.actor == *actor) => None,
        Some(Place::Actor(actor)) => Some(chip(story, *actor, Some(within))),
        Some(Place::Named { name, .. }) => {
            Some(El::new("span").class("chip").child(El::new("i").text(within)).text(" ").text(name))
        }
        None => None,
    };
    let items: Vec<El> = parts.chain(place).map(|chip| El::new("li").child(chip)).collect();
    (!items.is_empty()).then(|| El::new("ul").class("who").children(items))
}

/// The sentences that say so, each leading to its place.
fn evidence(story: &Story, event: &Event) -> Vec<El> {
    let article = &story.article;
    let quotes = event.evidence_in_order().into_iter().enumerate().map(|(nth, span)| {
        let block = &article[span.block];
        let language = block.language.as_deref().or(article.language.as_deref());
        let direction = block.direction.unwrap_or(article.direction).word();
        let button = El::button().attr("data-quote", &nth.to_string()).text(article.quote(&span));
        El::new("blockquote").attr_if("lang", language).attr("dir", direction).child(button)
    });
    quotes.collect()
}

/// How it hangs together with other events.
fn ties(story: &Story, at: EventIdx) -> Option<El> {
    let (ties, locale) = (story.index.relations_of(at), story.locale());
    let items = ties.iter().map(|tie| {
        let other = &story.article[tie.other];
        let button = El::button()
            .attr("data-to-event", &tie.other.position().to_string())
            .attr_if("lang", story.article.language.as_deref())
            .text(&other.title);
        let item = El::new("li")
            .attr("data-relation", tie.kind.word())
            .text(&locale::relation(&*locale, &tie.kind, tie.is_outgoing))
            .text(" ")
            .child(button);
        match locale::status(&*locale, &other.status, None) {
            Some(status) => item.text(" ").child(El::new("span").class("flag").text(&status)),
            None => item,
        }
    });
    (!ties.is_empty()).then(|| El::new("ul").class("ties").children(items.collect()))
}
