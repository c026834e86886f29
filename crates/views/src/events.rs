//! The events' panel: as they happened, in groups by year, each with its card, as `ui/events.rs` and `ui/event_card.rs` make them.
//!
//! ```html
//! <article class="card event" id="e-0" data-event="call"> … <h4><a href="#s-0">Mali asks</a></h4> … </article>
//! ```

use super::article::time;
use super::links::{self, Anchors, pages};
use super::{Html, Told, actors, capital};
use whowhen_core::article::{Event, EventIdx, EventKind, Kind, Place, Status};
use whowhen_core::index::Heading;
use whowhen_core::locale::{self, Message};

/// So many cards are there at first: more than a screen has.
const FIRST: usize = 4;

/// The panel.
pub fn panel(told: Told, anchors: &Anchors) -> Html {
    let number = told.article.events.len();
    let tools = (number > 0).then_some("segments");
    let groups = told.index.happened().iter().map(|group| (heading(told, group.heading), group.events.clone()));
    let cards = || Html::new("ul").class("cards").attr("role", "list");
    let list = super::list(groups, FIRST, cards, |at, _| Html::new("li").child(card(told, at, anchors)));
    super::panel(told, "side end", "events", Message::Events, number, tools, Message::NothingMarked).child(list)
}

fn heading(told: Told, heading: Heading) -> Html {
    let element = Html::new("h3").class("group-heading");
    match heading {
        Heading::Section(block) => {
            let text = Html::new("span").attr("dir", "auto").text(&told.article[block].text);
            element.attr_if("lang", told.language()).child(text)
        }
        other => element.child(Html::new("span").text(&locale::heading(told.locale, other))),
    }
}

/// The card of an event, in the order in which people ask: when, what, who, where, says who, and the proof.
fn card(told: Told, at: EventIdx, anchors: &Anchors) -> Html {
    let (article, locale, language) = (told.article, told.locale, told.language());
    let event = &article[at];
    let label = format!("t-{}", at.position());
    let mut date = Html::new("span").child(time(event.when.as_ref()).text(&locale::when(locale, event)));
    if let Some(words) = &event.when_text {
        let told = Html::new("q").class("told").attr_if("lang", language).attr("dir", "auto").text(words);
        date = date.text(" · ").child(told);
    }
    let kind = match &event.kind {
        EventKind::Unspecified => String::new(),
        kind => capital(&locale::event_kind(locale, kind)),
    };
    let when = Html::new("p").class("when").child(date).child(Html::new("span").class("kind").text(&kind));
    let first = event.evidence_in_order().first().and_then(|span| anchors.sentence(at, *span));
    let title = links::to(first).attr_if("lang", language).attr("dir", "auto").text(&event.title);
    let summary = event.summary.as_ref().map(|text| {
        Html::new("p").class("summary").attr_if("lang", language).attr("dir", article.direction.word()).text(text)
    });
    Html::new("article")
        .class("card event")
        .attr("id", &links::card(at))
        .attr("data-event", &event.id)
        .attr("data-number", &told.index.number_of(at).to_string())
        .attr("aria-labelledby", &label)
        .child(when)
        .child(Html::new("h4").attr("id", &label).child(title))
        .child_if(who(told, event))
        .child_if(note(told, event))
        .child_if(summary)
        .children(evidence(told, at, anchors))
        .child_if(ties(told, at))
        .child_if(pages(locale.text(Message::Sources), None, &event.sources))
}

/// "alleged by the UN, certainty 80%".
fn note(told: Told, event: &Event) -> Option<Html> {
    let locale = told.locale;
    let by = event.attributed_to.map(|actor| told.article[actor].name.as_str());
    let certainty = event.certainty.map(|certainty| locale.with(Message::Certainty, &[&locale.percent(certainty)]));
    let parts: Vec<String> = locale::status(locale, &event.status, by).into_iter().chain(certainty).collect();
    let class = if event.status == Status::Asserted { "flag soft" } else { "flag" };
    (!parts.is_empty()).then(|| Html::new("p").child(Html::new("span").class(class).text(&locale.aside(&parts))))
}

/// Who took part, and where.
fn who(told: Told, event: &Event) -> Option<Html> {
    let locale = told.locale;
    let within = locale.text(Message::InPlace);
    let parts = event.participants.iter();
    let chips = parts.map(|part| actors::chip(told, part.actor, Some(&locale::role(locale, &part.role))));
    let place = match &event.place {
        // Said already, where the place takes part itself.
        Some(Place::Actor(actor)) if event.participants.iter().any(|part| part.actor == *actor) => None,
        Some(Place::Actor(actor)) => Some(actors::chip(told, *actor, Some(within))),
        Some(Place::Named { name, .. }) => {
            Some(Html::new("span").class("chip").child(Html::new("i").text(within)).text(" ").text(name))
        }
        None => None,
    };
    let items: Vec<Html> = chips.chain(place).map(|chip| Html::new("li").child(chip)).collect();
    (!items.is_empty()).then(|| Html::new("ul").class("who").children(items))
}

/// The sentences that say so, each leading to its place.
fn evidence(told: Told, at: EventIdx, anchors: &Anchors) -> Vec<Html> {
    let article = told.article;
    let quotes = article[at].evidence_in_order().into_iter().map(|span| {
        let block = &article[span.block];
        let language = block.language.as_deref().or(told.language());
        let direction = block.direction.unwrap_or(article.direction).word();
        let quote = links::to(anchors.sentence(at, span)).text(article.quote(&span));
        Html::new("blockquote").attr_if("lang", language).attr("dir", direction).child(quote)
    });
    quotes.collect()
}

/// How it hangs together with other events.
fn ties(told: Told, at: EventIdx) -> Option<Html> {
    let (ties, locale) = (told.index.relations_of(at), told.locale);
    let items = ties.iter().map(|tie| {
        let other = &told.article[tie.other];
        let item = Html::new("li")
            .attr("data-relation", tie.kind.word())
            .text(&locale::relation(locale, &tie.kind, tie.is_outgoing))
            .text(" ")
            .child(links::to(Some(links::card(tie.other))).attr_if("lang", told.language()).text(&other.title));
        match locale::status(locale, &other.status, None) {
            Some(status) => item.text(" ").child(Html::new("span").class("flag").text(&status)),
            None => item,
        }
    });
    (!ties.is_empty()).then(|| Html::new("ul").class("ties").children(items))
}
