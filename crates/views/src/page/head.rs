//! The `<head>` of a page, for search engines and link previews.
//!
//! The page's own address is included only if the site's address is known. Other addresses are relative.

use super::Options;
use crate::article::plain_date;
use crate::{Html, Markup};
use whowhen_core::article::{Article, BlockKind};
use whowhen_core::file::{Entry, Library};

/// The length of a description taken from the text, in code points.
const MAX_LENGTH: usize = 200;

/// The description of an article: its summary, else its subtitle, else the beginning of its text.
pub fn description(article: &Article) -> String {
    let written = article.summary.as_ref().or(article.subtitle.as_ref());
    written.cloned().unwrap_or_else(|| {
        let first = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
        first.map_or_else(|| article.title.clone(), |block| beginning(&block.text))
    })
}

/// The first words of a text, up to [`MAX_LENGTH`].
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_LENGTH) else { return text.to_owned() };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    text[..end].to_owned() + "…"
}

/// The elements of the head except title and description, as HTML.
pub fn head(article: &Article, options: &Options, description: &str) -> String {
    let link = |rel: &str, href: &str| Html::new("link").attr("rel", rel).attr("href", href);
    let property = |name: &str, content: &str| Html::new("meta").attr("property", name).attr("content", content);
    let mut head = vec![
        link("alternate", options.file).attr("type", "application/json").attr("title", &article.title),
        property("og:type", "article"),
        property("og:site_name", "Whowhen"),
        property("og:title", &article.title),
        property("og:description", description),
        Html::new("meta").attr("name", "twitter:card").attr("content", "summary"),
    ];
    if let Some(address) = options.address {
        head.extend([link("canonical", address), property("og:url", address)]);
    }
    head.extend(article.language.as_deref().and_then(locale).map(|locale| property("og:locale", &locale)));
    let published = article.published.as_ref().and_then(plain_date);
    head.extend(published.map(|date| property("article:published_time", date)));
    head.extend(article.authors.iter().map(|author| Html::new("meta").attr("name", "author").attr("content", author)));
    let entry = options.library.entry(Some(&article.id)).filter(|_| is_searched(options.library));
    head.into_iter().map(Html::done).collect::<String>() + &entry.map(search_data).unwrap_or_default()
}

/// Whether a search engine searches the library's pages.
pub fn is_searched(library: &Library) -> bool {
    library.page_count() > 1
}

/// What the search engine of a list of several pages shows of an article, and filters by: the fields of its entry, and the
/// Wikidata ids of its actors that other articles have too. In the format of Pagefind, with values in `content`.
fn search_data(entry: &Entry) -> String {
    let meta = |name: &str, content: &str| {
        Html::new("meta").attr("data-pagefind-meta", &format!("{name}[content]")).attr("content", content)
    };
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let columns: Vec<String> = entry.columns.iter().map(u32::to_string).collect();
    let fields = [
        ("id", Some(entry.id.clone())),
        ("title", Some(entry.title.clone())),
        ("published", entry.published.clone()),
        ("language", entry.language.clone()),
        ("summary", entry.summary.clone()),
        ("words", number(entry.words)),
        ("actors", number(entry.actor_count)),
        ("events", number(entry.event_count)),
        ("dates", entry.dates.clone()),
        ("columns", Some(columns.join(" "))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some(meta(name, &value?)));
    let shared = entry.actors.iter().filter(|actor| actor.articles.is_some());
    let shared = shared.filter_map(|actor| actor.wikidata.as_deref());
    let filters = shared.map(|id| Html::new("meta").attr("data-pagefind-filter", "who[content]").attr("content", id));
    fields.chain(filters).map(Html::done).collect()
}

/// A language as an Open Graph locale with a country: `fr_FR`. `None` if neither the tag nor the table has a country.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let language = parts.next()?.to_ascii_lowercase();
    let named = parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    let usual = || {
        [("en", "GB"), ("fr", "FR"), ("ar", "AR"), ("de", "DE"), ("es", "ES")]
            .into_iter()
            .find(|(of, _)| *of == language)
    };
    let country = named.or_else(|| usual().map(|(_, country)| country.to_owned()))?;
    Some(format!("{language}_{country}"))
}
