//! The static page of an article: no content of a file becomes a tag, the text of each block is unchanged, every link has a
//! target, and all mentions and evidence are marked.

use std::collections::HashSet;
use whowhen_core::file::{Entry, EntryActor, Library};

use crate::common::{English, any_text, open, open_clean, patched, properties, valid};
use expect_test::expect;
use proptest::prelude::*;
use scraper::{ElementRef, Html as Dom, Selector};
use serde_json::{Value, json};
use whowhen_core::article::Article;
use whowhen_core::index::Index;
use whowhen_views::page::{Options, Page, page};
use whowhen_views::{Html, Markup, ends_line};

/// The options of a page, with a library.
fn options(library: &Library) -> Options<'_> {
    let address = Some("https://example.org/brief/");
    Options { file: "../articles/brief.json", address, library, home: Some("../") }
}

fn page_of(article: &Article) -> Page {
    page(article, &Index::new(article), &English, &options(&Library::default()))
}

/// The page of an article with these blocks and nothing else.
fn page_of_blocks(blocks: Value) -> Dom {
    let none = || json!([]);
    let parts = [("/blocks", blocks), ("/mentions", none()), ("/events", none()), ("/relations", none())];
    read(&page_of(&open_clean(&patched(&parts))))
}

/// The number of rows in each group of the text.
fn rows_of_groups(dom: &Dom) -> Vec<usize> {
    let row = Selector::parse(".row").unwrap();
    all(dom, ".group").iter().map(|group| group.select(&row).count()).collect()
}

/// Parses the page like a browser without scripts.
fn read(page: &Page) -> Dom {
    let html = format!(
        "<!doctype html><html><head>{}{}</head><body><who-when>{}</who-when></body></html>",
        page.head, page.data, page.body
    );
    // A parser with scripting enabled treats the content of `<noscript>` as text.
    Dom::parse_document(&html.replace("<noscript>", "<!-- -->").replace("</noscript>", "<!-- -->"))
}

fn all<'a>(dom: &'a Dom, selector: &str) -> Vec<ElementRef<'a>> {
    dom.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef) -> String {
    element.text().collect()
}

/// Checks what must be true for the page of any article.
fn check(article: &Article) -> Result<(), TestCaseError> {
    let page = page_of(article);
    let dom = read(&page);

    // Each block's text is that of the file, except U+0000, which HTML cannot express.
    let blocks = all(&dom, "[data-block]");
    let texts: Vec<String> = article.blocks.iter().map(|block| block.text.replace('\0', "\u{fffd}")).collect();
    prop_assert_eq!(blocks.iter().map(|block| text(*block)).collect::<Vec<_>>(), texts);

    // Every id is unique, and every link within the page leads to one.
    let ids: Vec<&str> = all(&dom, "[id]").into_iter().filter_map(|element| element.attr("id")).collect();
    let known: HashSet<&str> = ids.iter().copied().collect();
    prop_assert_eq!(ids.len(), known.len());
    for anchor in all(&dom, "a[href^='#']") {
        let to = &anchor.attr("href").unwrap()[1..];
        prop_assert!(known.contains(to), "#{} leads nowhere", to);
    }
    prop_assert_eq!(all(&dom, "a a, [style], button, iframe, img, script:not([type='application/ld+json'])").len(), 0);

    // Every mention has a mark, and every piece of evidence a link to where it begins.
    let places: HashSet<&str> =
        all(&dom, "mark").iter().flat_map(|mark| mark.attr("data-mentions").unwrap().split(' ')).collect();
    prop_assert_eq!(places.len(), article.mentions.len());
    for (at, event) in article.events.iter().enumerate() {
        let card = all(&dom, &format!("#e-{at}"))[0];
        let id = event.id.replace('\0', "\u{fffd}");
        prop_assert_eq!(card.attr("data-event").or(card.attr("data-account")), Some(id.as_str()));
        // An account inside the event has its own.
        let is_own = |quote: &ElementRef| {
            let mut around = quote.ancestors().filter_map(ElementRef::wrap);
            around.find(|element| element.attr("id").is_some_and(|id| id.starts_with("e-"))) == Some(card)
        };
        let quote = Selector::parse("blockquote > a[href^='#s-']").unwrap();
        let quotes: Vec<ElementRef> = card.select(&quote).filter(is_own).collect();
        prop_assert_eq!(quotes.len(), event.evidence.len());
        for quote in quotes {
            let sentence = all(&dom, quote.attr("href").unwrap())[0];
            let (quote, sentence) = (text(quote), text(sentence).replace(ends_line, "\n"));
            prop_assert!(
                quote.starts_with(&sentence) || sentence.starts_with(&quote),
                "{} does not begin {}",
                sentence,
                quote
            );
        }
        let signs = all(&dom, &format!("[data-block] .sign[href='#e-{at}']"));
        let shared = all(&dom, ".sign[data-number]").len();
        prop_assert!(event.evidence.is_empty() || !signs.is_empty() || shared > 0, "no sign leads to {}", at);
    }
    prop_assert_eq!(all(&dom, "[data-actor-entry]").len(), article.actors.len());

    let data = all(&dom, "script[type='application/ld+json']");
    let data: Value = serde_json::from_str(&text(data[0])).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&data["headline"], &json!(article.title));
    Ok(())
}

#[test]
fn the_bundled_article() {
    let file = std::fs::read("../../assets/articles/mali-from-serval-to-kidal.json").unwrap();
    let (article, problems) = whowhen_core::open(&file).unwrap();
    assert_eq!(problems, []);
    check(&article).unwrap();
}

#[test]
fn html_in_a_file_stays_text() {
    const WORDS: [&str; 7] = [
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "\" onclick=\"alert(1)",
        "<!-- <script>",
        "]]></p></body>&lt;&amp;&#60;",
        "'`=\u{2028}\u{2029}\r\n\t ",
        "</p></div></who-when><title>",
    ];
    for word in WORDS {
        let field = |pointer| (pointer, json!(word));
        let (article, _) = open(&patched(&[
            field("/id"),
            field("/title"),
            field("/subtitle"),
            field("/summary"),
            field("/authors"),
            ("/authors", json!([word])),
            ("/annotators", json!([word])),
            field("/publisher"),
            field("/source/title"),
            field("/source/license"),
            field("/actors/0/name"),
            field("/actors/0/kind"),
            field("/actors/0/description"),
            ("/actors/0/aliases", json!([word])),
            field("/events/0/title"),
            field("/events/0/kind"),
            field("/events/0/summary"),
            field("/events/0/when_text"),
            field("/events/0/where/name"),
            field("/events/0/status"),
            field("/events/0/participants/0/role"),
            field("/relations/0/kind"),
            ("/blocks/-", json!({ "id": word, "kind": "list_item", "text": word, "language": word })),
            ("/blocks/-", json!({ "id": "last", "kind": "note", "text": format!("a {word} b") })),
            (
                "/mentions/-",
                json!({ "actor": "army", "at": [{ "block": "last", "start": 2, "end": 2 + word.chars().count() }] }),
            ),
        ]));
        check(&article).unwrap();
        let page = page_of(&article);
        let dom = read(&page);
        assert!(all(&dom, "h1").iter().any(|title| text(*title) == word.replace(ends_line, "\n")), "{word}");
        assert_eq!(all(&dom, "meta[property='og:title']")[0].attr("content"), Some(word));
    }
}

/// Characters that end a line, other than the line feed and the Windows line end.
const LINE_ENDS: [&str; 6] = ["\u{b}", "\u{c}", "\r", "\u{85}", "\u{2028}", "\u{2029}"];

/// In the text a line ends where the file says so, and no character is lost. Elsewhere it is a space.
#[test]
fn line_ends_of_other_systems() {
    for end in LINE_ENDS {
        let words = format!("Mali asked,{end}and troops came.{end}");
        let article = open_clean(&patched(&[
            ("/title", json!(words)),
            ("/blocks/1", json!({ "id": "b2", "kind": "paragraph", "text": words })),
            ("/blocks/-", json!({ "id": "plain", "kind": "note", "text": words })),
            ("/events/0/summary", json!(words)),
            ("/events/0/evidence/0", json!({ "block": "b2", "quote": words })),
            ("/mentions/0/at/0", json!({ "block": "b2", "quote": format!("Mali asked,{end}and") })),
        ]));
        check(&article).unwrap();
        let dom = read(&page_of(&article));
        let shown = |selector: &str| text(all(&dom, selector)[0]);
        assert_eq!(shown("h1"), "Mali asked,\nand troops came.\n", "{end:?}");
        assert_eq!(shown("#e-0 .summary"), shown("h1"));
        assert_eq!(shown("#e-0 blockquote"), shown("h1"));
        for block in ["[data-block=b2]", "[data-block=plain]"] {
            assert_eq!(shown(block), words);
            assert_eq!(all(&dom, &format!("{block} [hidden] + br")).len(), 2);
            assert!(all(&dom, &format!("{block} [hidden]")).iter().all(|hidden| text(*hidden) == end));
        }
    }
    // A Windows line end is one, also where a mention ends or begins between its characters.
    let words = "Mali asked,\r\nand troops\r\r\ncame.\r\n";
    let at =
        |start: usize, end: usize| json!({ "actor": "mali", "at": [{ "block": "b2", "start": start, "end": end }] });
    let article = open_clean(&patched(&[
        ("/blocks/1", json!({ "id": "b2", "kind": "paragraph", "text": words })),
        ("/mentions", json!([at(0, 12), at(24, 26)])),
        ("/events/0/evidence/0", json!({ "block": "b2", "quote": words.trim_end_matches('\n') })),
    ]));
    check(&article).unwrap();
    assert_eq!(all(&read(&page_of(&article)), "[data-block=b2] br").len(), 1);
}

/// A work without an address is plain text, between links and alone, and has no link in the linked data.
#[test]
fn works_without_an_address() {
    let book = json!({ "title": "A <History>" });
    let article = open_clean(&patched(&[
        ("/source", book.clone()),
        ("/actors/0/links/-", book.clone()),
        ("/events/0/sources", json!([book])),
    ]));
    check(&article).unwrap();
    let page = page_of(&article);
    let dom = read(&page);
    let shown = |selector: &str| text(all(&dom, selector)[0]);
    assert_eq!(shown(".source"), "Source: A <History>. ");
    assert_eq!(shown("#e-0 .pages"), "Sources: A <History>");
    assert_eq!(shown("#a-0 .pages"), "Elsewhere: Wikidatahttps://example.org/maliA <History>");
    assert_eq!(all(&dom, "#a-0 .pages a").len(), 2);
    assert_eq!(all(&dom, "#a-0 .pages > span").len(), 1);
    let data = text(all(&dom, "script[type='application/ld+json']")[0]);
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["isBasedOn"], json!({ "@type": "CreativeWork", "name": "A <History>" }));
    let same_as = json!(["https://www.wikidata.org/wiki/Q912", "https://example.org/mali"]);
    assert_eq!(data["mentions"][0]["sameAs"], same_as);
}

#[test]
fn overlapping_mentions_links_and_evidence() {
    let text = "One two three four five six seven eight nine ten.";
    let at = |start: usize, end: usize| json!([{ "block": "b2", "start": start, "end": end }]);
    let event = |id: &str, start, end| json!({ "id": id, "title": id, "evidence": at(start, end) });
    let article = open_clean(&patched(&[
        (
            "/blocks/1",
            json!({ "id": "b2", "kind": "paragraph", "text": text, "marks": [
                { "start": 2, "end": 20, "kind": "link", "href": "https://example.org/" },
                { "start": 10, "end": 30, "kind": "emphasis" },
                { "start": 12, "end": 14, "kind": "strong" },
            ] }),
        ),
        (
            "/mentions",
            json!([{ "actor": "mali", "at": at(4, 30) }, { "actor": "army", "at": at(8, 13) }, { "actor": "army", "at": at(25, 40) }]),
        ),
        (
            "/events",
            json!([event("call", 0, 25), event("landing", 4, 40), event("third", 4, 18), event("last", 44, 49)]),
        ),
    ]));
    check(&article).unwrap();
    let body = page_of(&article).body;
    let start = body.find("<p data-block=\"b2\">").unwrap();
    let end = start + body[start..].find("</p>").unwrap();
    expect![[r##"
        <p data-block="b2">
        <span data-proof="0" id="s-0">On</span>
        <a href="https://example.org/" rel="noopener noreferrer">
        <span data-proof="1">e </span>
        <span data-proof="2" id="s-1" data-ref="2">
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-lane="1" data-first id="m-0">two </mark>
        <mark data-mentions="0 1" data-actor="army" data-kind="military" data-form="name" data-first id="m-1">
        <span data-under="state" data-form="name" data-lane="1" data-first>th</span>
        </mark>
        <mark data-mentions="0 1" data-actor="army" data-kind="military" data-form="name" data-first>
        <span data-under="state" data-form="name" data-lane="1" data-first>
        <em>re</em>
        </span>
        </mark>
        <mark data-mentions="0 1" data-actor="army" data-kind="military" data-form="name" data-first>
        <span data-under="state" data-form="name" data-lane="1" data-first>
        <em>
        <strong>e</strong>
        </em>
        </span>
        </mark>
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-lane="1" data-first>
        <em>
        <strong> </strong>
        </em>
        </mark>
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-lane="1" data-first>
        <em>four</em>
        </mark>
        </span>
        <span data-proof="3">
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-lane="1" data-first>
        <em> f</em>
        </mark>
        </span>
        </a>
        <span data-proof="4" data-ref="1">
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-lane="1" data-first>
        <em>
        <a href="#e-0" class="sign" data-number="4" aria-label="4 events: call, third, landing and last" title="call
        third
        landing
        last">
        </a>ive s</em>
        </mark>
        </span>
        <span data-proof="5" data-ref="3">
        <mark data-mentions="0 2" data-actor="army" data-kind="military" data-form="name">
        <span data-under="state" data-form="name" data-lane="1" data-first>
        <em>ix se</em>
        </span>
        </mark>
        <mark data-mentions="2" data-actor="army" data-kind="military" data-form="name">ven eight </mark>
        </span>nine<span data-proof="6" id="s-2" data-ref="4"> ten.</span>"##]]
    .assert_eq(&body[start..end].replace("><", ">\n<"));
}

proptest! {
    #![proptest_config(properties())]

    /// Parsing the HTML returns the original text and value, with line feeds for other line ends in the text.
    #[test]
    fn escaped_text_is_parsed_as_the_original(text in any_text(12), value in any::<String>(), other in any::<String>()) {
        let whole = [text.as_str(), &value].concat();
        let html = Html::new("p").attr("title", &value).text(&whole).child(Html::new("em").text(&other)).done();
        let dom = Dom::parse_fragment(&html);
        let read = |text: &str| text.replace('\0', "\u{fffd}");
        let p = all(&dom, "p")[0];
        prop_assert_eq!(self::text(p), (read(&whole) + &read(&other)).replace(ends_line, "\n"));
        let title = read(&value);
        prop_assert_eq!(p.attr("title"), Some(title.as_str()));
        prop_assert_eq!(all(&dom, "*").len(), 3); // The fragment's root, p and em.
    }

    /// Any text with any spans makes a valid page.
    #[test]
    fn any_text_with_any_spans(
        text in any_text(40),
        spans in prop::collection::vec((0u8..4, 0usize..40, 1usize..20), 0..14),
    ) {
        let length = text.chars().count();
        prop_assume!(length > 0);
        let (mut mentions, mut events, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (sort, start, long)) in spans.into_iter().enumerate() {
            let start = start.min(length - 1);
            let end = (start + long).min(length);
            let at = json!([{ "block": "b2", "start": start, "end": end }]);
            match sort {
                0 => mentions.push(json!({ "actor": (if place % 2 == 0 { "mali" } else { "army" }), "at": at })),
                1 => events.push(json!({ "id": format!("e{place}"), "title": "E", "evidence": at })),
                2 => marks.push(json!({ "start": start, "end": end, "kind": "link", "href": "https://example.org/" })),
                _ => marks.push(json!({ "start": start, "end": end, "kind": "emphasis" })),
            }
        }
        let (article, _) = open(&patched(&[
            ("/blocks/1", json!({ "id": "b2", "kind": "paragraph", "text": text, "marks": marks })),
            ("/mentions", json!(mentions)),
            ("/events", json!(events)),
            ("/relations", json!([])),
        ]));
        check(&article)?;
    }
}

#[test]
fn the_opening_is_a_group_and_does_not_split_lists() {
    // The 250th letter is inside the list. The text after the list is long in one case, short in the other.
    for (letters, groups) in [(240, vec![25, 25]), (239, vec![50])] {
        let block = |n: usize| {
            let kind = if (18..25).contains(&n) { "list_item" } else { "paragraph" };
            json!({ "id": format!("p{n}"), "kind": kind, "text": "é".repeat(if n < 25 { 12 } else { letters }) })
        };
        let dom = page_of_blocks((0..50).map(block).collect());
        assert_eq!(rows_of_groups(&dom), groups);
        assert_eq!(all(&dom, ".group > ul").len(), 1);
        assert_eq!(all(&dom, ".group > ul > li.row.item").len(), 7);
    }
}

#[test]
fn a_very_long_text_has_groups_of_about_a_screen_that_do_not_split_lists() {
    // Each block counts for 80 more than its 420 letters: eight fill a group. The list begins in the fifth of the rest, and is long.
    for (blocks, groups) in [(95, vec![1, 94]), (96, vec![1, 8, 8, 8, 8, 27, 8, 8, 8, 8, 4])] {
        let block = |n: usize| {
            let kind = if (35..60).contains(&n) { "list_item" } else { "paragraph" };
            json!({ "id": format!("p{n}"), "kind": kind, "text": "é".repeat(420) })
        };
        let dom = page_of_blocks((0..blocks).map(block).collect());
        assert_eq!(rows_of_groups(&dom), groups);
        let is_very_long = usize::from(groups.len() > 2);
        assert_eq!(all(&dom, ".body.very-long").len(), is_very_long);
        assert_eq!(all(&dom, ".group.uneven > ul").len(), is_very_long);
        assert_eq!(all(&dom, ".group > ul").len(), 1);
    }
}

#[test]
fn the_other_articles_are_listed() {
    let entry = |id: &str| Entry { id: id.to_owned(), title: id.to_uppercase(), ..Entry::default() };
    let library = Library { articles: ["a", "brief", "c"].map(entry).into(), ..Library::default() };
    let article = open_clean(&valid());
    let page = page(&article, &Index::new(&article), &English, &options(&library));
    let links: Vec<(String, String)> = all(&read(&page), ".other-articles a")
        .iter()
        .map(|link| (link.attr("href").unwrap().to_owned(), text(*link)))
        .collect();
    let link = |href: &str, text: &str| (href.to_owned(), text.to_owned());
    assert_eq!(links, [link("../c/", "C"), link("../a/", "A"), link("../", "All articles")]);
}

#[test]
fn an_actor_leads_to_the_other_articles_that_have_it() {
    let entry = |id: &str, wikidata: &str| {
        let (wikidata, articles) = (Some(wikidata.to_owned()), Some(2));
        let mali = EntryActor { id: "mali".into(), name: "Mali".into(), wikidata, articles, ..EntryActor::default() };
        Entry { id: id.to_owned(), title: id.to_uppercase(), actors: vec![mali], ..Entry::default() }
    };
    let articles = vec![entry("a", "Q912"), entry("brief", "Q912"), entry("c", "Q1")];
    let article = open_clean(&valid());
    for (pages, expected) in [(None, ("../a/", "A")), (Some(9), ("../?who=Q912", "In 2 articles"))] {
        let library = Library { articles: articles.clone(), pages, ..Library::default() };
        let page = page(&article, &Index::new(&article), &English, &options(&library));
        let links: Vec<(String, String)> = all(&read(&page), "[data-actor-entry=mali] .others a")
            .iter()
            .map(|link| (link.attr("href").unwrap().to_owned(), text(*link)))
            .collect();
        assert_eq!(links, [(expected.0.to_owned(), expected.1.to_owned())]);
    }
}

#[test]
fn a_small_article() {
    let article = open_clean(&valid());
    let page = page_of(&article);
    let shown = |html: &str| html.replace("><", ">\n<");
    expect![[r#"
        <link rel="alternate" href="../articles/brief.json" type="application/json" title="Brief">
        <meta property="og:type" content="article">
        <meta property="og:site_name" content="Whowhen">
        <meta property="og:title" content="Brief">
        <meta property="og:description" content="Mali asked, and troops came to Mali.">
        <meta name="twitter:card" content="summary">
        <link rel="canonical" href="https://example.org/brief/">
        <meta property="og:url" content="https://example.org/brief/">
        <meta property="og:locale" content="en_GB">
        <meta property="article:published_time" content="2023-11-03">"#]]
    .assert_eq(&shown(&page.head));
    expect![[r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","about":[{"@type":"Event","location":{"@type":"Place","name":"Mali","sameAs":"https://www.wikidata.org/wiki/Q912"},"name":"Troops come"}],"datePublished":"2023-11-03","description":"Mali asked, and troops came to Mali.","headline":"Brief","inLanguage":"en","isBasedOn":"https://example.org/brief","mainEntityOfPage":"https://example.org/brief/","mentions":[{"@type":"Country","name":"Mali","sameAs":["https://www.wikidata.org/wiki/Q912","https://example.org/mali"]},{"@type":"Organization","name":"The army"}],"url":"https://example.org/brief/","wordCount":8}</script>"#]].assert_eq(&shown(&page.data));
    expect![[r##"
        <div class="whowhen" data-static lang="en" dir="ltr">
        <div class="skips" role="navigation" aria-label="Skip">
        <a class="skip" href="#text">Skip to the text</a>
        <a class="skip" href="#events">Skip to the events</a>
        <a class="skip" href="#actors">Skip to the actors</a>
        </div>
        <div class="bar" role="banner" aria-label="Whowhen">
        <a href="../" class="home" aria-label="Whowhen: Start page">
        <b>Whowhen</b>
        </a>
        <span class="title" dir="ltr">
        <bdi lang="en">Brief</bdi>
        </span>
        </div>
        <div class="page" data-actors data-events>
        <div class="text" role="main">
        <div class="column">
        <article id="text" data-article="brief" lang="en" dir="ltr" tabindex="-1">
        <header>
        <h1>Brief</h1>
        <p class="meta" lang="en" dir="ltr">
        <bdi>
        <time datetime="2023-11-03">3 November 2023</time>
        </bdi> · <bdi>
        <span>1 min</span>
        </bdi> · <bdi>
        <span>2 actors</span>
        </bdi> · <bdi>
        <span>2 events</span>
        </bdi>
        </p>
        </header>
        <div class="body">
        <div class="group">
        <div class="row heading" data-row="0">
        <h2 data-block="b1">January</h2>
        </div>
        <div class="row" data-row="1">
        <p data-block="b2">
        <a href="https://example.org/mali" rel="noopener noreferrer">
        <span data-proof="0" id="s-0">
        <mark data-mentions="0" data-actor="mali" data-kind="state" data-form="name" data-first id="m-0">Mali</mark>
        </span>
        </a>
        <span data-proof="1" data-ref="1">
        <a href="#e-0" class="sign" aria-label="Event: Mali asks" title="Mali asks">
        </a> asked</span>, and <mark data-mentions="1" data-actor="army" data-kind="military" data-form="alias" data-first id="m-1">troops</mark> came to Mali.</p>
        </div>
        </div>
        </div>
        <footer lang="en" dir="ltr">
        <p class="source">Source: <a href="https://example.org/brief" target="_blank" rel="noopener noreferrer">https://example.org/brief</a>. </p>
        <p>
        <a href="../articles/brief.json" download>Download the article file</a>
        </p>
        </footer>
        </article>
        </div>
        </div>
        <aside class="side start" id="actors" aria-label="Actors" tabindex="-1">
        <div class="head">
        <h2>Actors <span class="count">2</span>
        </h2>
        <div class="sorting">
        </div>
        </div>
        <div>
        <h3 class="kind-heading" data-kind="state">
        <span class="glyph" aria-hidden="true">■</span>
        <span class="line-of">States</span> <span class="count">1</span>
        </h3>
        <ul class="actors">
        <li class="entry" id="a-0" data-actor-entry="mali" data-kind="state">
        <a href="#m-0" class="actor">
        <span class="glyph" aria-hidden="true">■</span>
        <span class="name">
        <bdi lang="en">Mali</bdi>
        <span class="hidden">, state, </span>
        </span>
        <span class="n">
        <span aria-hidden="true">1</span>
        <span class="hidden">1 mention</span>
        </span>
        </a>
        <noscript>
        <div class="detail" data-kind="state">
        <h3>2 events</h3>
        <ul class="of-actor">
        <li>
        <a href="#e-0">
        <span class="when">January 2013</span> <bdi lang="en">Mali asks</bdi>
        </a>
        </li>
        <li>
        <a href="#e-1">
        <span class="when">undated</span> <bdi lang="en">Troops come</bdi>
        </a>
        </li>
        </ul>
        <p class="pages">Elsewhere: <a href="https://www.wikidata.org/wiki/Q912" target="_blank" rel="noopener noreferrer">Wikidata</a>
        <a href="https://example.org/mali" target="_blank" rel="noopener noreferrer">https://example.org/mali</a>
        </p>
        </div>
        </noscript>
        </li>
        </ul>
        <h3 class="kind-heading" data-kind="military">
        <span class="glyph" aria-hidden="true">◆</span>
        <span class="line-of">Military</span> <span class="count">1</span>
        </h3>
        <ul class="actors">
        <li class="entry" id="a-1" data-actor-entry="army" data-kind="military">
        <a href="#m-1" class="actor">
        <span class="glyph" aria-hidden="true">◆</span>
        <span class="name">
        <bdi lang="en">The army</bdi>
        <span class="hidden">, military, </span>
        </span>
        <span class="n">
        <span aria-hidden="true">1</span>
        <span class="hidden">1 mention</span>
        </span>
        </a>
        <noscript>
        <div class="detail" data-kind="military">
        <p class="groups">Belongs to <a href="#a-0" class="name-of" data-kind="state">
        <bdi lang="en">Mali</bdi>
        </a>
        </p>
        <h3>1 event</h3>
        <ul class="of-actor">
        <li>
        <a href="#e-0">
        <span class="when">January 2013</span> <bdi lang="en">Mali asks</bdi>
        </a>
        </li>
        </ul>
        </div>
        </noscript>
        </li>
        </ul>
        </div>
        </aside>
        <aside class="side end" id="events" aria-label="Events" tabindex="-1">
        <div class="head">
        <h2>Events <span class="count">2</span>
        </h2>
        <div class="time-strip" data-timeline role="group" aria-label="Time: 1 January 2013 to 31 January 2013">
        <div class="drawing">
        <svg viewBox="0 0 320 32" aria-hidden="true">
        <path class="axis" d="M7 18H300"/>
        <text x="27.8" y="30">December</text>
        <text x="104.7" y="30">2013</text>
        <text x="202.3" y="30">February</text>
        <text x="287" y="30">March</text>
        <path class="axis" d="M7 18v3M104.7 18v3M202.3 18v3M290.5 18v3"/>
        <g class="doubtful" data-time-mark="call">
        <rect class="maybe" x="104.7" y="14.3" width="97.7" height="3" rx="1"/>
        </g>
        <path class="axis tray" d="M304.8 0V18"/>
        <text x="311.3" y="30">?</text>
        <g data-time-mark="landing">
        <rect class="maybe" x="308.5" y="13.5" width="3" height="3" rx="1"/>
        </g>
        </svg>
        </div>
        </div>
        <div class="segments">
        </div>
        </div>
        <div>
        <h3 class="group-heading">
        <span>2013</span>
        </h3>
        <ul class="rows" role="list">
        <li>
        <article class="event" data-event="call" id="e-0" data-number="1" aria-labelledby="t-0">
        <p class="when">
        <time datetime="2013-01">January</time>
        <i>alleged</i>
        </p>
        <h4>
        <a href="#e-0" id="t-0" lang="en" dir="auto">Mali asks</a>
        </h4>
        <svg class="kind-of" viewBox="0 0 16 16" role="img" aria-label="Diplomacy">
        <path d="M5.5 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7m5 0a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7"/>
        </svg>
        <div class="details">
        <p class="facts">
        <span>January 2013</span> · <span class="kind">Diplomacy</span>
        </p>
        <ul class="who" role="list">
        <li>
        <i>by</i> <a href="#a-0" class="name-of" data-kind="state">
        <bdi lang="en">Mali</bdi>
        </a>
        </li>
        <li>
        <i>in</i> <bdi>Bamako</bdi>
        </li>
        </ul>
        <p class="claim">alleged by The army, likely</p>
        <blockquote lang="en" dir="ltr">
        <a href="#s-0">Mali asked</a>
        </blockquote>
        <p class="pages">Sources: <a href="https://example.org/call" target="_blank" rel="noopener noreferrer">https://example.org/call</a>
        </p>
        </div>
        </article>
        </li>
        </ul>
        <h3 class="group-heading">
        <span>Undated</span>
        </h3>
        <ul class="rows" role="list">
        <li>
        <article class="event" data-event="landing" id="e-1" data-number="2" aria-labelledby="t-1">
        <p class="when">
        <span>
        </span>
        </p>
        <h4>
        <a href="#e-1" id="t-1" lang="en" dir="auto">Troops come</a>
        </h4>
        <svg class="kind-of" viewBox="0 0 16 16" role="img" aria-label="Deployment">
        <path d="M1.5 8h9M7 4.5 10.5 8 7 11.5m7-9v11"/>
        </svg>
        <div class="details">
        <p class="facts">
        <span>undated</span> · <span class="kind">Deployment</span>
        </p>
        <ul class="who" role="list">
        <li>
        <i>in</i> <a href="#a-0" class="name-of" data-kind="state">
        <bdi lang="en">Mali</bdi>
        </a>
        </li>
        </ul>
        </div>
        </article>
        </li>
        </ul>
        </div>
        </aside>
        </div>
        </div>"##]].assert_eq(&shown(&page.body));
}
