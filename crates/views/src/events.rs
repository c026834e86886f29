//! Views of an event: its row, the details below it, its line in lists, and the headings of groups of events.
//!
//! ```html
//! <article class="event" data-event="call"><time class="when">11 Jan</time><h4><a href="#e-0">Mali asks</a></h4> … </article>
//! ```

use whowhen_core::article::{Date, Event, EventIdx, EventKind, Kind, Participant, Place, RelationKind, Role, Status};
use whowhen_core::index::Heading;
use whowhen_core::locale::{self, Locale, Message};

use crate::article::time;
use crate::glyphs::event_glyph;
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

/// The row of an event: when, what, and the glyph of its kind. `heading` is the heading that it stands under, if any: the
/// row does not repeat its year.
pub fn row<M: Markup>(context: Context<M>, at: EventIdx, heading: Option<Heading>) -> M {
    let (locale, language) = (context.locale, context.language());
    let event = &context.article[at];
    let label = context.links.title_id(at);
    let date = time::<M>(event.when.as_ref()).text(&row_date(locale, event, heading));
    let words = row_words(context, at).into_iter().map(|words| M::new("i").text(&words));
    let when = M::new("p").class("when").child(date).children(words);
    let title = context.links.to(Target::Card(at)).attr("id", &label);
    let title = title.attr_if("lang", language).attr("dir", "auto").text(&event.title);
    let row = M::new("article").class("event").attr("data-event", &event.id);
    context
        .links
        .card(row, at)
        .attr("aria-labelledby", &label)
        .child(when)
        .child(M::new("h4").child(title))
        .child(event_glyph(&event.kind, &kind(context, event)))
}

/// What the row of an event says below its date: its status, and whether accounts of it disagree.
pub fn row_words<M>(context: Context<M>, at: EventIdx) -> Vec<String> {
    let is_disputed = !context.index.accounts_of(at).is_empty();
    let disputed = is_disputed.then(|| context.locale.text(Message::Disputed).to_owned());
    locale::status(context.locale, &context.article[at].status, None).into_iter().chain(disputed).collect()
}

/// The date of an event in a row under a heading.
pub fn row_date(locale: &dyn Locale, event: &Event, heading: Option<Heading>) -> String {
    match (heading, &event.when) {
        (Some(Heading::Year(year)), Some(date)) => locale::date_within_year(locale, date, year),
        (Some(Heading::Undated), _) => event.when_text.clone().unwrap_or_default(),
        _ => locale::when(locale, event),
    }
}

/// The row of an event with its details, for where an event stands alone.
pub fn open_row<M: Markup>(context: Context<M>, at: EventIdx) -> M {
    row(context, at, None).child(details(context, at))
}

/// What an open row shows below its title: the date and the kind in words, who took part, who says so, the evidence, the
/// accounts that disagree, relations to other events, sources.
pub fn details<M: Markup>(context: Context<M>, at: EventIdx) -> M {
    let (article, locale) = (context.article, context.locale);
    let event = &article[at];
    let summary = event.summary.as_ref().map(|text| {
        let direction = article.direction.word();
        M::new("p").class("summary").attr_if("lang", context.language()).attr("dir", direction).text(text)
    });
    let accounts = context.index.accounts_of(at);
    let details =
        M::new("div").class("details").child(date_and_kind(context, event)).child_if(participants(context, event));
    let details = match accounts.is_empty() {
        true => details.child_if(claim(context, event)).child_if(summary).children(evidence(context, at)),
        false => details.child_if(summary).child(self::accounts(context, at)),
    };
    details.child_if(relations(context, at)).child_if(page_links(locale.text(Message::Sources), None, &event.sources))
}

/// The date in words, how the text puts it, and the kind.
fn date_and_kind<M: Markup>(context: Context<M>, event: &Event) -> M {
    let date = M::new("span").text(&locale::when(context.locale, event));
    let told = event
        .when_text
        .as_ref()
        .map(|words| M::new("q").class("told").attr_if("lang", context.language()).attr("dir", "auto").text(words));
    let kind =
        Some(kind(context, event)).filter(|kind| !kind.is_empty()).map(|kind| M::new("span").class("kind").text(&kind));
    let parts = [Some(date), told, kind].into_iter().flatten().enumerate();
    parts.fold(M::new("p").class("facts"), |line, (position, part)| {
        line.text(if position > 0 { " · " } else { "" }).child(part)
    })
}

/// The kind of event; empty if unspecified.
fn kind<M>(context: Context<M>, event: &Event) -> String {
    match &event.kind {
        EventKind::Unspecified => String::new(),
        kind => context.locale.capitalized(&locale::event_kind(context.locale, kind)),
    }
}

/// Who says so, and how certain it is: "alleged by the UN, likely".
fn claim<M: Markup>(context: Context<M>, event: &Event) -> Option<M> {
    let locale = context.locale;
    let by = event.attributed_to.map(|actor| context.article[actor].name.as_str());
    // Of a denial, who denies is said; whether that is right is not for us to say.
    let judged = event.certainty.filter(|_| event.status != Status::Denied);
    let certainty = judged.and_then(|certainty| locale::certainty(locale, certainty));
    let parts: Vec<String> = locale::status(locale, &event.status, by).into_iter().chain(certainty).collect();
    (!parts.is_empty()).then(|| M::new("p").class("claim").text(&locale.comma_separated(&parts)))
}

/// The participants and the place, grouped by role: "by France, Serval · with Mali · in Kidal".
fn participants<M: Markup>(context: Context<M>, event: &Event) -> Option<M> {
    let locale = context.locale;
    // Each role with the names of its actors.
    let mut roles: Vec<(String, Vec<M>)> = Vec::new();
    let mut add = |role: String, name: M| match roles.iter_mut().find(|(other, _)| *other == role) {
        Some((_, names)) => names.push(name),
        None => roles.push((role, vec![name])),
    };
    // Who acts comes first.
    let acts = |part: &&Participant| matches!(part.role, Role::Agent | Role::Speaker);
    let others = event.participants.iter().filter(|part| !acts(part));
    for part in event.participants.iter().filter(acts).chain(others) {
        add(locale::role(locale, &part.role, &event.kind), actors::name(context, part.actor));
    }
    let within = locale.text(Message::InPlace).to_owned();
    match &event.place {
        // Not repeated if the place is also a participant.
        Some(Place::Actor(actor)) if event.participants.iter().any(|part| part.actor == *actor) => {}
        Some(Place::Actor(actor)) => add(within, actors::name(context, *actor)),
        Some(Place::Named { name, .. }) => add(within, M::new("bdi").text(name)),
        None => {}
    }
    let groups = roles.into_iter().map(|(role, names)| {
        let group = M::new("li").child(M::new("i").text(&role));
        names.into_iter().enumerate().fold(group, |group, (position, name)| {
            group.text(if position > 0 { locale.text(Message::Comma) } else { "" }).text(" ").child(name)
        })
    });
    let groups: Vec<M> = groups.collect();
    (!groups.is_empty()).then(|| M::new("ul").class("who").attr("role", "list").children(groups))
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

/// The event as the article tells it and the accounts that disagree, side by side.
fn accounts<M: Markup>(context: Context<M>, at: EventIdx) -> M {
    let (article, locale) = (context.article, context.locale);
    let event = &article[at];
    let date = M::new("b").text(&locale::when(locale, event));
    let own =
        M::new("div").class("account").child(date).child_if(claim(context, event)).children(evidence(context, at));
    let others = context.index.accounts_of(at).iter().map(|&account| {
        let about = &article[account];
        let date = Some(locale::when(locale, about)).filter(|_| about.when.is_some() && about.when != event.when);
        // Within a year of the event it may be another part of the story, not another date of the same.
        let year = |event: &Event| event.when.as_ref().and_then(Date::year);
        let date = date.map(|date| match year(about) == year(event) {
            true => date,
            false => locale.with(Message::AlsoDated, &[("date", &date)]),
        });
        let date = date.map(|date| M::new("b").text(&date));
        let title = context.links.to(Target::Event(account)).attr_if("lang", context.language()).attr("dir", "auto");
        let element = M::new("div").class("account").attr("data-account", &about.id);
        context
            .links
            .account(element, account)
            .child_if(date)
            .child(M::new("p").class("title").child(title.text(&about.title)))
            .child_if(claim(context, about))
            .children(evidence(context, account))
            .child_if(page_links(locale.text(Message::Sources), None, &about.sources))
    });
    let heading = M::new("h5").text(locale.text(Message::Accounts));
    M::new("div").class("accounts").child(heading).child(own).children(others)
}

/// The relations to other events that say more than the order of events and its accounts do.
fn relations<M: Markup>(context: Context<M>, at: EventIdx) -> Option<M> {
    let (index, locale) = (context.index, context.locale);
    let items = index.relations_of(at).iter().filter(|relation| {
        let is_own_account = index.event_of(relation.other) == index.event_of(at);
        relation.kind != RelationKind::Precedes && !is_own_account
    });
    let items = items.map(|relation| {
        let other = &context.article[relation.other];
        let title = context.links.to(Target::Event(relation.other)).attr_if("lang", context.language());
        let item = M::new("li")
            .attr("data-relation", relation.kind.word())
            .text(&locale::relation(locale, &relation.kind, relation.is_outgoing))
            .text(" ")
            .child(title.text(&other.title));
        match locale::status(locale, &other.status, None) {
            Some(status) => item.text(" ").child(M::new("i").text(&status)),
            None => item,
        }
    });
    let items: Vec<M> = items.collect();
    (!items.is_empty()).then(|| M::new("ul").class("ties").children(items))
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
