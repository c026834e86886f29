//! The start page as static HTML, and the other pages of a long list of articles.
//!
//! Each page of the list is a page of its own, so that a list of ten thousand articles can be read without scripts, and
//! opens as fast as a list of six. Only the first has the opening with the example.

use whowhen_core::file::{Entry, Library, SharedActor};
use whowhen_core::index::Index;
use whowhen_core::library::page_address;
use whowhen_core::locale::{Locale, Message};

use super::anchors::Anchors;
use super::static_text::{self, Source};
use super::{Page, bar};
use crate::start_page::{example, list, opening};
use crate::{Context, Html, Markup, events};

/// What a page of the list needs besides the list.
#[derive(Clone, Copy, Debug)]
pub struct StartOptions<'a> {
    /// The relative address of the first page, such as `./`.
    pub root: &'a str,
    /// The relative address of this page of the list.
    pub file: &'a str,
    /// The absolute address of the page, if it is known.
    pub address: Option<&'a str>,
}

/// Makes a page of the list: the first is the start page.
pub fn start_page(library: &Library, locale: &dyn Locale, options: &StartOptions) -> Page {
    let (page, count) = (library.page(), library.page_count());
    let title = list::title(locale, page);
    let opening = (page == 1).then(|| opening::opening(locale, static_example(locale)));
    let article_link = |entry: &Entry| Html::new("a").attr("href", &format!("{}{}/", options.root, entry.id));
    let page_link = |page| Html::new("a").attr("href", &page_address(options.root, page));
    let section = Html::new("section")
        .class("library")
        .attr("aria-label", locale.text(Message::Articles))
        .child(list::heading(locale, library.article_count()))
        .child(tools(locale, library))
        .child(list::entries(locale, &library.articles, article_link))
        .child_if(list::pages(locale, page, count, page_link));
    let embed = (page == 1).then(|| list::embed_link(locale, Html::new("a").attr("href", "./demo/")));
    let main = Html::new("main").class("start-page").attr("data-library", "");
    let main = main.child_if(opening).child(section).child_if(embed);
    let home = (page > 1).then_some(options.root);
    let body = Html::new("div")
        .class("whowhen")
        .attr("data-static", "")
        .attr("lang", locale.translation().tag())
        .attr("dir", locale.direction().word())
        .child(bar(locale, home, None))
        .child(main);
    Page {
        language: locale.translation().tag().to_owned(),
        direction: locale.direction().word(),
        head: head(library, options, &title, locale.text(Message::StartIntro)),
        title,
        description: locale.text(Message::StartIntro).to_owned(),
        data: String::new(),
        body: body.done(),
    }
}

/// As high as what the module puts there: it has the same buttons, which do nothing here and are not seen.
fn tools(locale: &dyn Locale, library: &Library) -> Html {
    let button = |actor: &SharedActor| {
        let kind = actor.kind.as_deref().unwrap_or_default();
        let name = actor.name(locale.translation().tag());
        list::actor_button(locale, Html::new("span"), kind, name, actor.articles)
    };
    let actors = library.actors.iter().take(list::SHOWN_ACTORS).map(button);
    let more = (library.actors.len() > list::SHOWN_ACTORS)
        .then(|| Html::new("span").class("chip").text(locale.text(Message::ShowAll)));
    let chips = Html::new("div").class("chips").child(list::actors_label(locale)).children(actors).child_if(more);
    let field = Html::new("div").class("field");
    let tools = Html::new("div").class("tools-of-list").attr("aria-hidden", "true").child(field);
    if library.actors.is_empty() { tools } else { tools.child(chips) }
}

/// The elements of the head except title and description, as HTML.
fn head(library: &Library, options: &StartOptions, title: &str, description: &str) -> String {
    let link = |rel: &str, href: &str| Html::new("link").attr("rel", rel).attr("href", href);
    let property = |name: &str, content: &str| Html::new("meta").attr("property", name).attr("content", content);
    let (page, count) = (library.page(), library.page_count());
    let step = |rel: &str, to: u32| (1..=count).contains(&to).then(|| link(rel, &page_address(options.root, to)));
    let mut head = vec![
        link("alternate", options.file).attr("type", "application/json"),
        property("og:type", "website"),
        property("og:site_name", "Whowhen"),
        property("og:title", title),
        property("og:description", description),
    ];
    head.extend(step("prev", page - 1));
    head.extend(step("next", page + 1));
    if let Some(address) = options.address {
        head.extend([link("canonical", address), property("og:url", address)]);
    }
    head.into_iter().map(Html::done).collect()
}

/// The example, with anchors in place of buttons.
fn static_example(locale: &dyn Locale) -> Html {
    let Some(article) = example::example(locale.translation()) else { return Html::new("div") };
    let index = Index::new(&article);
    let mut anchors = Anchors::new(&index);
    let text = static_text::body(Source { article: &article, index: &index, locale }, &mut anchors);
    let context = Context { article: &article, index: &index, locale, links: &anchors };
    let rows = article
        .events
        .entries()
        .map(|(at, _)| Html::new("li").child(events::row(context, at, None).child(events::details(context, at))));
    let rows = Html::new("ul").class("rows").attr("role", "list").children(rows);
    opening::example_frame(locale, text, rows)
}
