//! The actors' panel: who is in the story, by kind, the most often mentioned first, as `ui/actors.rs` and `ui/actor_detail.rs` make it.
//!
//! ```html
//! <li class="entry" id="a-0" data-actor-entry="mali" data-kind="state"><a class="actor" href="#m-0">■ Mali 12</a> … </li>
//! ```
//!
//! What is known of each stands in its entry, for readers without scripts alone: for the others it would be a thousand elements
//! that nobody sees until the module shows them for the actor that is held, and that are read before the first paint.

use std::cmp::Reverse;

use super::links::{self, Anchors, link, pages};
use super::{Html, Told, capital};
use whowhen_core::article::{ActorIdx, ActorKind, EventIdx, Form, Kind};
use whowhen_core::index::actor_kinds;
use whowhen_core::locale::{self, Message};

/// So many entries are there at first: more than a screen has.
const FIRST: usize = 24;

/// The panel.
pub fn panel(told: Told, anchors: &Anchors) -> Html {
    let actors = &told.article.actors;
    let tools = (actors.len() > 1).then_some("sorting");
    let mut by_count: Vec<ActorIdx> = actors.indexes().collect();
    by_count.sort_by_key(|&actor| Reverse(told.index.mentions_of(actor).len()));
    let groups = actor_kinds(told.article).into_iter().map(|(kind, number)| {
        let of_kind = by_count.iter().copied().filter(|at| actors[*at].kind == kind).collect();
        (heading(told, &kind, number), of_kind)
    });
    let entries = || Html::new("ul").class("actors");
    let list = super::list(groups, FIRST, entries, |at, is_seen| entry(told, at, anchors, is_seen));
    super::panel(told, "side start", "actors", Message::Actors, actors.len(), tools, Message::NobodyMarked).child(list)
}

/// The heading of a kind: its sign, its name with the line that marks have, how many there are.
fn heading(told: Told, kind: &ActorKind, number: usize) -> Html {
    let name = Html::new("span").class("line-of").text(&capital(&locale::actor_kinds(told.locale, kind)));
    let count = Html::new("span").class("count").text(&told.locale.number(number));
    let heading = Html::new("h3").class("kind-heading").attr("data-kind", kind.word());
    heading.child(glyph(kind)).child(name).text(" ").child(count)
}

/// One actor. What stands for readers without scripts alone already says so once.
fn entry(told: Told, at: ActorIdx, anchors: &Anchors, is_seen: bool) -> Html {
    let about = &told.article[at];
    let locale = told.locale;
    let mentions = told.index.mentions_of(at).len();
    let aside = |text: &str| Html::new("span").class("hidden").text(text);
    let name = Html::new("span")
        .class("name")
        .child(Html::new("bdi").attr_if("lang", told.language()).text(&about.name))
        .child(aside(&format!(", {}, ", locale::actor_kind(locale, &about.kind))));
    let bare = Html::new("span").attr("aria-hidden", "true").text(&locale.number(mentions));
    let count = Html::new("span").class("n").child(bare).child(aside(&locale.count(Message::CountMentions, mentions)));
    let way = links::to(anchors.mention(at)).class("actor").child(glyph(&about.kind)).child(name).child(count);
    let detail = detail(told, at);
    Html::new("li")
        .class("entry")
        .attr("id", &links::entry(at))
        .attr("data-actor-entry", &about.id)
        .attr("data-kind", about.kind.word())
        .child(way)
        .child(ticks(told, at))
        .child(if is_seen { Html::new("noscript").child(detail) } else { detail })
}

/// What is known of an actor.
fn detail(told: Told, at: ActorIdx) -> Html {
    let about = &told.article[at];
    let (locale, language) = (told.locale, told.language());
    let description = about.description.as_ref().map(|text| {
        let direction = told.article.direction.word();
        Html::new("p").class("description").attr_if("lang", language).attr("dir", direction).text(text)
    });
    let aliases = (!about.aliases.is_empty()).then(|| {
        let names = Html::new("bdi").attr_if("lang", language).text(&about.aliases.join(", "));
        Html::new("p").class("aliases").text(locale.text(Message::AlsoCalled)).text(" ").child(names)
    });
    let groups = (!about.member_of.is_empty()).then(|| {
        let groups = about.member_of.iter().map(|&group| chip(told, group, None));
        Html::new("p").class("groups").text(locale.text(Message::BelongsTo)).text(" ").children(groups)
    });
    let wikidata = about.wikidata.as_ref().map(|id| link(&wikidata(id), "Wikidata"));
    Html::new("div")
        .class("detail")
        .attr("data-kind", about.kind.word())
        .child_if(description)
        .child_if(aliases)
        .child_if(groups)
        .child_if(mentions(told, at))
        .children(events(told, at))
        .child_if(pages(locale.text(Message::Elsewhere), wikidata, &about.links))
}

/// The page of a Wikidata id.
pub fn wikidata(id: &str) -> String {
    format!("https://www.wikidata.org/wiki/{id}")
}

/// How the text speaks of an actor, where it does so in more ways than one.
fn mentions(told: Told, at: ActorIdx) -> Option<Html> {
    let locale = told.locale;
    let all = told.index.mentions_of(at);
    let forms = [(Form::Name, Message::ByName), (Form::Alias, Message::ByAlias), (Form::Pronoun, Message::ByPronoun)];
    let forms = forms.into_iter().filter_map(|(form, word)| {
        let count = all.iter().filter(|mention| told.article[**mention].form == form).count();
        (count > 0).then(|| locale.with(word, &[&locale.number(count)]))
    });
    let forms: Vec<String> = forms.collect();
    let number = locale.count(Message::CountMentions, all.len());
    let words = [&number, locale.text(Message::Colon), " ", &locale.list(&forms, true)].concat();
    (forms.len() > 1).then(|| Html::new("p").class("mentions").text(&words))
}

/// The events of an actor, each leading to its card.
fn events(told: Told, at: ActorIdx) -> Vec<Html> {
    let own = told.index.events_of(at);
    if own.is_empty() {
        return Vec::new();
    }
    let groups = told.index.happened().iter();
    let events = groups.flat_map(|group| &group.events).filter(|at| own.contains(at));
    let heading = Html::new("h3").text(&told.locale.count(Message::CountEvents, own.len()));
    let list =
        Html::new("ul").class("of-actor").children(events.map(|at| Html::new("li").child(event_line(told, *at))));
    vec![heading, list]
}

fn event_line(told: Told, at: EventIdx) -> Html {
    let event = &told.article[at];
    links::to(Some(links::card(at)))
        .child(Html::new("span").class("when").text(&locale::when(told.locale, event)))
        .text(" ")
        .child(Html::new("bdi").attr_if("lang", told.language()).text(&event.title))
}

/// An actor's name, leading to its entry, with what it did.
pub fn chip(told: Told, actor: ActorIdx, role: Option<&str>) -> Html {
    let about = &told.article[actor];
    let chip = links::to(Some(links::entry(actor))).class("chip").attr("data-kind", about.kind.word());
    let chip = match role {
        Some(role) => chip.child(Html::new("i").text(role)).text(" "),
        None => chip,
    };
    chip.child(Html::new("bdi").attr_if("lang", told.language()).text(&about.name))
}

fn glyph(kind: &ActorKind) -> Html {
    Html::new("span").class("glyph").attr("aria-hidden", "true").text(locale::glyph(kind))
}

/// A strip with a tick for each mention, from the beginning of the text to its end.
fn ticks(told: Told, actor: ActorIdx) -> Html {
    let path = told.index.ticks(told.article, actor);
    Html::new("svg")
        .class("ticks")
        .attr("viewBox", "0 0 1000 8")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(Html::new("path").attr("d", &path).attr("vector-effect", "non-scaling-stroke"))
}
