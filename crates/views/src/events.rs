//! Views of an event: its card, its line in lists, and the headings of groups of events.
//!
//! ```html
//! <article class="card event" data-event="call"> … <h4><a href="#s-0">Mali asks</a></h4> … </article>
//! ```

use whowhen_core::article::{Event, EventIdx, EventKind, Kind, Place, Status};
use whowhen_core::index::Heading;
use whowhen_core::locale::{self, Message};

use crate::article::time;
use crate::{Context, Markup, Target, actors, page_links};

/// The heading of a group of events.
pub fn group_heading<M: Markup>(context: Context<M>, heading: Heading) -> M {
    let element = M::new("h3").class("group-heading");
    match heading {
        Heading::Section(block) => {
            let text = M::new("span").attr("dir", "auto").text(&context.article[block].text);
            element.attr_if("lang", context.language()).child(text)
        }
        other => element.child(M::new("span").text(&locale::heading(context.locale, other))),
    }
}

/// The card of an event: when, what, who, where, according to whom, and the evidence.
pub fn card<M: Markup>(context: Context<M>, at: EventIdx) -> M {
    let (article, locale, language) = (context.article, context.locale, context.language());
    let event = &article[at];
    let label = context.links.title_id(at);
    let date = M::new("span").child(time::<M>(event.when.as_ref()).text(&locale::when(locale, event)));
    let date = match &event.when_text {
        Some(words) => {
            date.text(" · ").child(M::new("q").class("told").attr_if("lang", language).attr("dir", "auto").text(words))
        }
        None => date,
    };
    let when = M::new("p").class("when").child(date).child(M::new("span").class("kind").text(&kind(context, event)));
    let title = context.links.to(Target::Card(at)).attr_if("lang", language).attr("dir", "auto").text(&event.title);
    let summary = event.summary.as_ref().map(|text| {
        M::new("p").class("summary").attr_if("lang", language).attr("dir", article.direction.word()).text(text)
    });
    let card = M::new("article").class("card event").attr("data-event", &event.id);
    context
        .links
        .card(card, at)
        .attr("aria-labelledby", &label)
        .child(when)
        .child(M::new("h4").attr("id", &label).child(title))
        .child_if(participants(context, event))
        .child_if(status(context, event))
        .child_if(summary)
        .children(evidence(context, at))
        .child_if(relations(context, at))
        .child_if(page_links(locale.text(Message::Sources), None, &event.sources))
}

/// The kind of event; empty if unspecified.
fn kind<M>(context: Context<M>, event: &Event) -> String {
    match &event.kind {
        EventKind::Unspecified => String::new(),
        kind => context.locale.capitalized(&locale::event_kind(context.locale, kind)),
    }
}

/// The status and certainty: "alleged by the UN, certainty 80%".
fn status<M: Markup>(context: Context<M>, event: &Event) -> Option<M> {
    let locale = context.locale;
    let by = event.attributed_to.map(|actor| context.article[actor].name.as_str());
    let certainty =
        event.certainty.map(|certainty| locale.with(Message::Certainty, &[("percent", &locale.percent(certainty))]));
    let parts: Vec<String> = locale::status(locale, &event.status, by).into_iter().chain(certainty).collect();
    let class = if event.status == Status::Asserted { "flag soft" } else { "flag" };
    (!parts.is_empty()).then(|| M::new("p").child(M::new("span").class(class).text(&locale.comma_separated(&parts))))
}

/// The participants and the place.
fn participants<M: Markup>(context: Context<M>, event: &Event) -> Option<M> {
    let locale = context.locale;
    let within = locale.text(Message::InPlace);
    let participants = event.participants.iter();
    let chips = participants.map(|part| actors::chip(context, part.actor, Some(&locale::role(locale, &part.role))));
    let place = match &event.place {
        // Not repeated if the place is also a participant.
        Some(Place::Actor(actor)) if event.participants.iter().any(|part| part.actor == *actor) => None,
        Some(Place::Actor(actor)) => Some(actors::chip(context, *actor, Some(within))),
        Some(Place::Named { name, .. }) => {
            Some(M::new("span").class("chip").child(M::new("i").text(within)).text(" ").text(name))
        }
        None => None,
    };
    let items: Vec<M> = chips.chain(place).map(|chip| M::new("li").child(chip)).collect();
    (!items.is_empty()).then(|| M::new("ul").class("who").children(items))
}

/// The evidence, each sentence leading to its place in the text.
fn evidence<M: Markup>(context: Context<M>, event: EventIdx) -> Vec<M> {
    let article = context.article;
    let quotes = article[event].evidence_in_order().into_iter().enumerate().map(|(nth, span)| {
        let block = &article[span.block];
        let language = block.language.as_deref().or(context.language());
        let direction = block.direction.unwrap_or(article.direction).word();
        let quote = context.links.to(Target::Evidence { event, nth, span }).text(article.quote(&span));
        M::new("blockquote").attr_if("lang", language).attr("dir", direction).child(quote)
    });
    quotes.collect()
}

/// Its relations to other events.
fn relations<M: Markup>(context: Context<M>, at: EventIdx) -> Option<M> {
    let (relations, locale) = (context.index.relations_of(at), context.locale);
    let items = relations.iter().map(|relation| {
        let other = &context.article[relation.other];
        let title = context.links.to(Target::Event(relation.other)).attr_if("lang", context.language());
        let item = M::new("li")
            .attr("data-relation", relation.kind.word())
            .text(&locale::relation(locale, &relation.kind, relation.is_outgoing))
            .text(" ")
            .child(title.text(&other.title));
        match locale::status(locale, &other.status, None) {
            Some(status) => item.text(" ").child(M::new("span").class("flag").text(&status)),
            None => item,
        }
    });
    (!relations.is_empty()).then(|| M::new("ul").class("ties").children(items))
}

/// An event on one line: its date, and its title, which leads to its card.
pub fn line<M: Markup>(context: Context<M>, at: EventIdx) -> M {
    let event = &context.article[at];
    context
        .links
        .to(Target::Event(at))
        .child(M::new("span").class("when").text(&locale::when(context.locale, event)))
        .text(" ")
        .child(M::new("bdi").attr_if("lang", context.language()).text(&event.title))
}
