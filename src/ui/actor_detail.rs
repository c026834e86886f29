//! What is known of an actor: who it is, how often and where the text speaks of it, its events, its pages elsewhere.
//! The card beside a mark shows it, and the actors' panel for the held one.

use super::element::El;
use super::i18n::capital;
use super::story::Story;
use whowhen_core::article::{Actor, ActorIdx, EventIdx, Form, Kind, NamedLink};
pub use whowhen_core::locale::glyph as glyph_of;
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::reading::Order;

/// How many events are named at first.
const EVENTS: usize = 6;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Name, who it is, how often: under the pointer, or where the panel tells the rest.
    Brief,
    /// Everything, with the name.
    Whole,
    /// Everything, under the name in the panel.
    BelowName,
}

/// What is known of an actor.
///
/// Its events stand in an order.
pub fn actor_detail(story: &Story, actor: ActorIdx, extent: Extent, order: Order) -> El {
    let about = &story.article[actor];
    let language = story.article.language.as_deref();
    let locale = story.locale();
    let kind = locale::actor_kind(&*locale, &about.kind);
    let mut detail = El::new("div").class("detail").attr("data-kind", about.kind.word());
    detail = match extent {
        Extent::BelowName => detail.child(El::new("p").class("kind").text(&capital(&kind))),
        Extent::Brief | Extent::Whole => detail.child(
            El::new("h3")
                .class("named")
                .child(glyph(about))
                .child(El::new("bdi").attr_if("lang", language).text(&about.name))
                .child(El::new("small").text(&kind)),
        ),
    };
    if let Some(text) = &about.description {
        let direction = story.article.direction.word();
        detail =
            detail.child(El::new("p").class("description").attr_if("lang", language).attr("dir", direction).text(text));
    }
    if !about.aliases.is_empty() {
        let names = El::new("bdi").attr_if("lang", language).text(&about.aliases.join(", "));
        detail =
            detail.child(El::new("p").class("aliases").text(locale.text(Message::AlsoCalled)).text(" ").child(names));
    }
    if extent != Extent::Brief && !about.member_of.is_empty() {
        let groups = about.member_of.iter().map(|&group| chip(story, group, None)).collect();
        detail =
            detail.child(El::new("p").class("groups").text(locale.text(Message::BelongsTo)).text(" ").children(groups));
    }
    detail = detail.child(ticks(story, actor)).child(mentions(story, actor));
    if extent != Extent::Brief {
        let wikidata = about.wikidata.as_ref();
        let wikidata = wikidata.map(|id| link(&format!("https://www.wikidata.org/wiki/{id}"), "Wikidata"));
        detail = detail.children(events(story, actor, order)).child_if(pages(
            locale.text(Message::Elsewhere),
            wikidata,
            &about.links,
        ));
    }
    detail
}

/// The sign of an actor's kind.
pub fn glyph(about: &Actor) -> El {
    El::new("span").class("glyph").attr("aria-hidden", "true").text(glyph_of(&about.kind))
}

/// An actor's name as a button that holds it, with what it did.
pub fn chip(story: &Story, actor: ActorIdx, role: Option<&str>) -> El {
    let about = &story.article[actor];
    let button = El::button()
        .class("chip")
        .attr("data-kind", about.kind.word())
        .attr("data-to-actor", &actor.position().to_string());
    let button = match role {
        Some(role) => button.child(El::new("i").text(role)).text(" "),
        None => button,
    };
    button.child(El::new("bdi").attr_if("lang", story.article.language.as_deref()).text(&about.name))
}

/// A strip with a tick for each mention, from the beginning of the text to its end; a click goes to the nearest. Who does not
/// point has the ways to the previous and the next mention.
pub fn ticks(story: &Story, actor: ActorIdx) -> El {
    let path = story.index.ticks(&story.article, actor);
    El::svg("svg")
        .class("ticks")
        .attr("data-ticks", &actor.position().to_string())
        .attr("viewBox", "0 0 1000 8")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(El::svg("path").attr("d", &path).attr("vector-effect", "non-scaling-stroke"))
}

/// How often the text speaks of an actor, and the way from one mention to the next.
fn mentions(story: &Story, actor: ActorIdx) -> El {
    let all = story.index.mentions_of(actor);
    let locale = story.locale();
    let forms = [(Form::Name, Message::ByName), (Form::Alias, Message::ByAlias), (Form::Pronoun, Message::ByPronoun)];
    let by_form: Vec<String> = forms
        .into_iter()
        .filter_map(|(form, word)| {
            let count = all.iter().filter(|mention| story.article[**mention].form == form).count();
            (count > 0).then(|| locale.with(word, &[&locale.number(count)]))
        })
        .collect();
    let number = locale.count(Message::CountMentions, all.len());
    let step = |word, label, sign| {
        let button = El::button().attr("data-step", word).attr("aria-label", label).text(sign);
        if all.is_empty() { button.attr("disabled", "") } else { button }
    };
    let counts = El::new("span").text(&number);
    let counts = match by_form.len() {
        0 | 1 => counts,
        _ => counts.child(
            El::new("span")
                .class("forms")
                .text(&(locale.text(Message::Colon).to_owned() + " " + &locale.list(&by_form, true))),
        ),
    };
    let steps = El::new("span")
        .class("steps")
        .child(step("back", locale.text(Message::PreviousMention), "‹"))
        .child(El::new("span").class("place"))
        .child(step("on", locale.text(Message::NextMention), "›"));
    El::new("div").class("mentions").attr("data-of", &actor.position().to_string()).child(counts).child(steps)
}

/// The events of an actor, each leading to its card and its sentence.
fn events(story: &Story, actor: ActorIdx, order: Order) -> Vec<El> {
    let own = story.index.events_of(actor);
    if own.is_empty() {
        return Vec::new();
    }
    let groups = story.index.in_order(order).iter();
    let events: Vec<EventIdx> = groups.flat_map(|group| &group.events).filter(|at| own.contains(at)).copied().collect();
    let locale = story.locale();
    let few = events.len() <= EVENTS + 2;
    let items = events.iter().enumerate().map(|(place, at)| {
        let hidden = (!few && place >= EVENTS).then_some("");
        El::new("li").attr_if("hidden", hidden).child(event_line(story, *at))
    });
    let heading = El::new("h3").text(&locale.count(Message::CountEvents, events.len()));
    let list = El::new("ul").class("of-actor").children(items.collect());
    let more = (!few).then(|| unfold(&locale.count(Message::MoreEvents, events.len() - EVENTS)));
    [Some(heading), Some(list), more].into_iter().flatten().collect()
}

/// An event in a line: when, and its title, which leads to its card and its sentence.
pub fn event_line(story: &Story, at: EventIdx) -> El {
    let event = &story.article[at];
    El::button()
        .attr("data-to-event", &at.position().to_string())
        .child(El::new("span").class("when").text(&locale::when(&*story.locale(), event)))
        .text(" ")
        .child(El::new("bdi").attr_if("lang", story.article.language.as_deref()).text(&event.title))
}

/// The button that shows what the list before it left out.
pub fn unfold(words: &str) -> El {
    El::button().class("more").attr("data-unfold", "").text(words)
}

/// Links to pages after a word, `first` before the others; nothing where there are none.
pub fn pages(lead: &str, first: Option<El>, pages: &[NamedLink]) -> Option<El> {
    let others = pages.iter().map(|page| link(page.url.as_str(), page.title.as_deref().unwrap_or(page.url.as_str())));
    let links: Vec<El> = first.into_iter().chain(others).collect();
    (!links.is_empty()).then(|| El::new("p").class("pages").text(lead).text(" ").children(links))
}

/// A link to a page elsewhere, which opens beside this one.
pub fn link(url: &str, words: &str) -> El {
    El::new("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").text(words)
}
