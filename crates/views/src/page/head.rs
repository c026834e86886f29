//! The head of a page: what search engines and link previews read.
//!
//! Addresses that lead to the page itself are there only where the site's address is known; the others are relative.

use super::Options;
use crate::article::plain_date;
use crate::{Html, Markup};
use whowhen_core::article::{Article, BlockKind};

/// So many letters of the text describe an article that has no summary.
const LONGEST: usize = 200;

/// What the article says, in a sentence or two: its summary, else the line under its title, else how it begins.
pub fn description(article: &Article) -> String {
    let said = article.summary.as_ref().or(article.subtitle.as_ref());
    said.cloned().unwrap_or_else(|| {
        let first = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
        first.map_or_else(|| article.title.clone(), |block| beginning(&block.text))
    })
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    text[..end].to_owned() + "…"
}

/// What stands in the head besides title and description, as HTML.
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
    head.into_iter().map(Html::done).collect()
}

/// A language as Open Graph writes it, with a country: `fr_FR`; none where the tag names none and none is usual.
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
