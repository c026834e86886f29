//! Views of an actor: its name, its entry in the panel, and its details.
//!
//! ```html
//! <li class="entry" data-actor-entry="mali" data-kind="state"><a class="actor" href="#m-0">■ Mali 12</a> … </li>
//! ```

use whowhen_core::article::{ActorIdx, ActorKind, EventIdx, Form, Kind};
use whowhen_core::file::{Entry, Library};
use whowhen_core::locale::{self, Message};
use whowhen_core::reading::Order;

use crate::glyphs::glyph;
use crate::{Context, Markup, Target, events, link, page_links};

/// The heading of the actors of a kind: its glyph, its name with the underline of its marks, and the number of actors.
pub fn kind_heading<M: Markup>(context: Context<M>, kind: &ActorKind, number: usize) -> M {
    let name =
        M::new("span").class("line-of").text(&context.locale.capitalized(&locale::actor_kinds(context.locale, kind)));
    let count = M::new("span").class("count").text(&context.locale.number(number));
    let heading = M::new("h3").class("kind-heading").attr("data-kind", kind.word());
    heading.child(glyph(kind)).child(name).text(" ").child(count)
}

/// From so many mentions on, an actor's entry shows where they are.
const MIN_TICKS: usize = 3;

/// An actor's entry in the panel.
pub fn entry<M: Markup>(context: Context<M>, at: ActorIdx) -> M {
    let actor = &context.article[at];
    let locale = context.locale;
    let mentions = context.index.mentions_of(at).len();
    let for_screen_readers = |text: &str| M::new("span").class("hidden").text(text);
    let name = M::new("span")
        .class("name")
        .child(M::new("bdi").attr_if("lang", context.language()).text(&actor.name))
        .child(for_screen_readers(&format!(", {}, ", locale::actor_kind(locale, &actor.kind))));
    let number = M::new("span").attr("aria-hidden", "true").text(&locale.number(mentions));
    let count = M::new("span")
        .class("n")
        .child(number)
        .child(for_screen_readers(&locale.count(Message::CountMentions, mentions)));
    let button = context.links.to(Target::Entry(at)).child(glyph(&actor.kind)).child(name).child(count);
    let entry = context.links.entry(M::new("li").class("entry"), at);
    entry
        .attr("data-actor-entry", &actor.id)
        .attr("data-kind", actor.kind.word())
        .child(button)
        .child_if((mentions >= MIN_TICKS).then(|| ticks(context, at)))
}

/// An actor's name, which leads to the actor.
pub fn name<M: Markup>(context: Context<M>, at: ActorIdx) -> M {
    let actor = &context.article[at];
    let name = M::new("bdi").attr_if("lang", context.language()).text(&actor.name);
    context.links.to(Target::Actor(at)).class("name-of").attr("data-kind", actor.kind.word()).child(name)
}

/// An actor's description and other names.
pub fn description<M: Markup>(context: Context<M>, at: ActorIdx) -> impl Iterator<Item = M> + use<M> {
    let (actor, language) = (&context.article[at], context.language());
    let description = actor.description.as_ref().map(|text| {
        let direction = context.article.direction.word();
        M::new("p").class("description").attr_if("lang", language).attr("dir", direction).text(text)
    });
    let aliases = (!actor.aliases.is_empty()).then(|| {
        let names = M::new("bdi").attr_if("lang", language).text(&actor.aliases.join(", "));
        M::new("p").class("aliases").text(context.locale.text(Message::AlsoCalled)).text(" ").child(names)
    });
    description.into_iter().chain(aliases)
}

/// The groups that an actor belongs to, if any.
pub fn groups<M: Markup>(context: Context<M>, at: ActorIdx) -> Option<M> {
    let groups = &context.article[at].member_of;
    (!groups.is_empty()).then(|| {
        let line = M::new("p").class("groups").text(context.locale.text(Message::BelongsTo)).text(" ");
        groups.iter().enumerate().fold(line, |line, (position, &group)| {
            let comma = if position > 0 { [context.locale.text(Message::Comma), " "].concat() } else { String::new() };
            line.text(&comma).child(name(context, group))
        })
    })
}

/// How often the text uses each form of mention for an actor, if it uses more than one: "10 by name, 2 by pronoun".
pub fn forms<M>(context: Context<M>, at: ActorIdx) -> Option<String> {
    let (article, locale) = (context.article, context.locale);
    let mentions = context.index.mentions_of(at);
    let forms = [(Form::Name, Message::ByName), (Form::Alias, Message::ByAlias), (Form::Pronoun, Message::ByPronoun)];
    let forms = forms.into_iter().filter_map(|(form, message)| {
        let count = mentions.iter().filter(|mention| article[**mention].form == form).count();
        (count > 0).then(|| locale.with(message, &[("count", &locale.number(count))]))
    });
    let forms: Vec<String> = forms.collect();
    (forms.len() > 1).then(|| locale.list(&forms, true))
}

/// The events of an actor in an order, each leading to its card, under a heading. Only the first `visible` are visible.
pub fn events_of<M: Markup>(context: Context<M>, at: ActorIdx, order: Order, visible: usize) -> Vec<M> {
    let own = context.index.events_of(at);
    if own.is_empty() {
        return Vec::new();
    }
    let groups = context.index.in_order(order).iter();
    let in_order = groups.flat_map(|group| &group.events).filter(|event| own.binary_search(event).is_ok());
    let in_order: Vec<EventIdx> = in_order.copied().collect();
    let items = in_order.iter().enumerate().map(|(position, event)| {
        let hidden = (position >= visible).then_some("");
        M::new("li").attr_if("hidden", hidden).child(events::line(context, *event))
    });
    let heading = M::new("h3").text(&context.locale.count(Message::CountEvents, own.len()));
    vec![heading, M::new("ul").class("of-actor").children(items)]
}

/// Links to pages about an actor, if there are any.
pub fn external_links<M: Markup>(context: Context<M>, at: ActorIdx) -> Option<M> {
    let actor = &context.article[at];
    let wikidata = actor.wikidata.as_ref().map(|id| link(&wikidata_url(id), "Wikidata"));
    page_links(context.locale.text(Message::Elsewhere), wikidata, &actor.links)
}

/// Where an actor of another article leads to.
#[derive(Clone, Copy, Debug)]
pub enum OtherArticle<'a> {
    /// To the actor in this article, by its id there.
    Actor(&'a Entry, &'a str),
    /// To the list of all articles that have the actor with this Wikidata id.
    List(&'a str),
}

/// The other articles of a library that have the same actor, by Wikidata id, if there are any. `link` makes an empty link.
/// If the library's list has several pages, it is one link to the list.
pub fn other_articles<M: Markup>(
    context: Context<M>,
    at: ActorIdx,
    library: &Library,
    link: impl Fn(OtherArticle) -> M,
) -> Option<M> {
    let (article, locale) = (context.article, context.locale);
    let wikidata = article[at].wikidata.as_deref()?;
    let count = library.entry(Some(&article.id))?.actor(wikidata)?.articles?;
    if library.page_count() > 1 {
        let words = locale.count(Message::InArticles, count as usize);
        return Some(M::new("p").class("others").child(link(OtherArticle::List(wikidata)).text(&words)));
    }
    let items = library.others_with(&article.id, wikidata).map(|(entry, actor)| {
        let title = link(OtherArticle::Actor(entry, &actor.id)).attr("dir", "auto");
        M::new("li").child(title.attr_if("lang", entry.language.as_deref()).text(&entry.title))
    });
    let list = M::new("ul").attr("role", "list").children(items);
    let heading = M::new("span").text(locale.text(Message::OtherArticles));
    Some(M::new("div").class("others").child(heading).child(list))
}

/// The address of a Wikidata item.
pub fn wikidata_url(id: &str) -> String {
    format!("https://www.wikidata.org/wiki/{id}")
}

/// A strip with a tick for each mention of an actor. Its width is the length of the text.
pub fn ticks<M: Markup>(context: Context<M>, at: ActorIdx) -> M {
    let ticks = M::svg("svg")
        .class("ticks")
        .attr("viewBox", "0 0 1000 8")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    let path = M::svg("path").attr("d", &tick_path(context, at)).attr("vector-effect", "non-scaling-stroke");
    context.links.ticks(ticks, at).child(path)
}

/// The ticks as an SVG path, 1,000 wide and 8 high. Ticks at the same place are drawn once.
fn tick_path<M>(context: Context<M>, at: ActorIdx) -> String {
    let mut path = String::new();
    let mut last = None;
    for mention in context.index.mentions_of(at) {
        let Some(span) = context.article[*mention].first_span() else { continue };
        let x = (context.index.relative_position(span) * 999.0) as u32;
        if last != Some(x) {
            path.push_str(&format!("M{x} 0v8"));
            last = Some(x);
        }
    }
    path
}
