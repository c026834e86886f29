//! Documents without annotations: plain text, Markdown and HTML.

use std::time::{Duration, Instant};

use crate::common::{check, read_one, try_read_as};
use whowhen_core::file::ArticleFile;
use whowhen_formats::{Document, Format, InputFile, Likelihood, ReadOptions, group, html, markdown};

/// The blocks in words: “heading 2: text”.
fn blocks(article: &ArticleFile) -> Vec<String> {
    let block = |block: &whowhen_core::file::BlockFile| {
        let level = block.level.map(|level| format!(" {level}")).unwrap_or_default();
        let language = block.language.as_ref().map(|tag| format!(" [{tag}]")).unwrap_or_default();
        format!("{}{level}{language}: {}", block.kind, block.text)
    };
    article.blocks.iter().map(block).collect()
}

/// The marks in words: “emphasis: text”, “link: text -> address”.
fn marks(article: &ArticleFile) -> Vec<String> {
    let mut found = Vec::new();
    for block in &article.blocks {
        for mark in &block.marks {
            let count = (mark.end - mark.start) as usize;
            let words: String = block.text.chars().skip(mark.start as usize).take(count).collect();
            let href = mark.href.as_ref().map(|href| format!(" -> {href}")).unwrap_or_default();
            found.push(format!("{}: {words}{href}", mark.kind));
        }
    }
    found
}

fn page(content: &str) -> Document {
    read_one(Format::Html, &[("page.html", content)])
}

#[test]
fn plain_text_has_paragraphs_and_a_title() {
    let text = "The fall\n\nFirst line\nsecond line of the paragraph that is long.\n\nAnother paragraph.\n";
    let document = read_one(Format::Text, &[("a.txt", text)]);
    assert_eq!(document.article.title, "The fall");
    assert_eq!(
        blocks(&document.article),
        ["paragraph: First line\nsecond line of the paragraph that is long.", "paragraph: Another paragraph."]
    );
    for (name, text) in [("a.txt", ""), ("a.txt", " \n ")] {
        let files = group(vec![InputFile::new(name, text)]).unwrap();
        assert!(whowhen_formats::plain_text::read(&files[0], &ReadOptions::default()).is_err());
    }
}

#[test]
fn html_head_says_who_and_when() {
    let document = page(
        r#"<!DOCTYPE html>
<html lang="fr"><head>
<meta charset="utf-8"><title>Un titre &ndash; Le site</title>
<meta property="og:title" content="Un &quot;titre&quot;">
<meta property="og:site_name" content="Le site">
<meta name="author" content="Alice A.">
<meta property="article:author" content="https://example.org/alice">
<meta property="article:published_time" content="2020-05-06T10:11:12+02:00">
<link rel="canonical" href="https://example.org/a?b=1&amp;c=2">
</head><body><h1>Un titre</h1><p>Bonjour &agrave; tous.</p></body></html>"#,
    );
    let article = &document.article;
    assert_eq!((article.title.as_str(), article.language.as_str()), ("Un \"titre\"", "fr"));
    assert_eq!(
        (article.authors.as_slice(), article.publisher.as_deref()),
        (&["Alice A.".to_owned()][..], Some("Le site"))
    );
    assert_eq!(article.published.as_deref(), Some("2020-05-06T10:11:12+02:00"));
    assert_eq!(article.source.as_ref().unwrap().url.as_deref(), Some("https://example.org/a?b=1&c=2"));
    assert_eq!(blocks(article), ["heading 2: Un titre", "paragraph: Bonjour à tous."]);
}

#[test]
fn html_blocks_and_marks() {
    let document = page(
        r#"<html lang=en><body><article><h1>Title</h1>
<h3>Part <em>one</em></h3>
<p>Alice  <b>met</b>
<i>Bob</i>, <a href="https://example.org/?a=1&amp;b=2">her <strong>friend</strong></a>, at <a href="/home">home</a><a href="javascript:alert(1)">!</a><br>They&nbsp;talked.
<p lang=de>Unclosed<ul><li>One<li><p>Two</p><p>more</p></ul>
<blockquote>Loose <p>and in a paragraph</blockquote>
<figure><img src=a.png alt=A><figcaption>A <cite>map</cite></figcaption></figure>
<pre>
a
  b</pre>
<table><tr><td>Cell<td>Other</table>
tail</article></body>"#,
    );
    assert_eq!(
        blocks(&document.article),
        [
            "heading 3: Part one",
            "paragraph: Alice met Bob, her friend, at home!\nThey\u{a0}talked.",
            "paragraph [de]: Unclosed",
            "list_item: One",
            "list_item: Two",
            "list_item: more",
            "quote: Loose",
            "quote: and in a paragraph",
            "caption: A map",
            "paragraph: a\n  b",
            "paragraph: Cell",
            "paragraph: Other",
            "paragraph: tail",
        ]
    );
    assert_eq!(
        marks(&document.article),
        [
            "emphasis: one",
            "strong: met",
            "emphasis: Bob",
            "strong: friend",
            "link: her friend -> https://example.org/?a=1&b=2",
            "emphasis: map",
        ]
    );
    let report = document.report.to_string();
    for part in [
        "images: 1",
        "links that are not http, https or mailto; their words stay: 2",
        "cells of tables, now paragraphs: 2",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn html_menus_scripts_and_hidden_elements_are_left_out() {
    let document = page(
        r#"<!doctype html><html><body>
<header><p>Header</p></header><nav><ul><li>Home</ul></nav>
<div id=main><p>The first paragraph.</p><script>if (a < b && "</p>") { document.write("<p>script</p>") }</script>
<style>p { color: red }</style><p hidden>hidden</p><p style="display: none">none</p><span aria-hidden="TRUE">aria</span>
<noscript><p>noscript</p></noscript><svg><text>svg</text></svg><button>Share</button><aside><p>aside</p></aside>
<div role=navigation>role</div><p>Last<sup class="reference"><a href=#1>[1]</a></sup>.</p><!-- <p>comment</p> --></div>
<form><p>form</p></form><footer><p>Footer</p></footer></body></html>"#,
    );
    assert_eq!(blocks(&document.article), ["paragraph: The first paragraph.", "paragraph: Last."]);
    let report = document.report.to_string();
    for part in [
        "elements “script”: 1",
        "hidden elements: 3",
        "elements whose role is no text: 1",
        "marks of notes and links to an editor: 1",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn html_main_text_is_found() {
    let side = "<div class=side><p>Read this, too: a short teaser.</p></div>";
    let long = "<p>A long paragraph about what Alice and Bob did in the garden on that day.</p>".repeat(3);
    let cases = [
        ("article", format!("{side}<article>{long}</article>"), "the element article"),
        ("main", format!("{side}<main><div>{long}</div></main>"), "the element main"),
        ("role", format!("{side}<div role=main>{long}</div>"), "the element with the role main"),
        (
            "articles",
            format!("{side}<main><article>{long}</article><article>{long}</article></main>"),
            "the element main",
        ),
        ("by text", format!("{side}<div><div>{long}</div></div>{side}"), "the innermost element with two thirds"),
        ("layout", format!("<table><tr><td>{side}<td>{long}</table>"), "the innermost element with two thirds"),
    ];
    for (name, body, rule) in cases {
        let document = page(&format!("<!doctype html><html lang=en><body>{body}</body></html>"));
        let report = document.report.to_string();
        assert!(report.contains(rule), "{name}: {report}");
        assert!(document.article.blocks.iter().all(|block| !block.text.contains("teaser")), "{name}");
        assert!(report.contains("paragraphs and headings outside the main text"), "{name}: {report}");
    }
    // A fragment and a page that is one form are read whole.
    let fragment = page(&format!("<p>One.</p><div>{long}</div>"));
    assert_eq!(fragment.article.blocks.len(), 4);
    let form = page(&format!("<!doctype html><body><form><script>x</script>{long}</form></body>"));
    assert_eq!(form.article.blocks.len(), 3);
    // Text without paragraphs.
    let lines = page("<html><body>One<br>two<div>three</div></body></html>");
    assert_eq!(blocks(&lines.article), ["paragraph: One\ntwo", "paragraph: three"]);
}

#[test]
fn html_entities() {
    let document = page(
        "<p>&lt;b&gt; &eacute;&eacute; &#8217;&#x2019;&#146; &amp;amp; AT&T &copy 2020 &notanentity; &CounterClockwiseContourIntegral; &#0; &#1114112; & &;</p>",
    );
    assert_eq!(document.article.blocks[0].text, "<b> éé ’’’ &amp; AT&T © 2020 &notanentity; ∳ &#0; &#1114112; & &;");
    let link = page("<p><a href='https://example.org/?a=1&copy=2'>x</a></p>");
    assert_eq!(marks(&link.article), ["link: x -> https://example.org/?a=1&copy=2"]);
}

#[test]
fn html_tags_that_are_wrong() {
    for (content, expected) in [
        ("<p>a <b>b</p><p>c</b> d", "paragraph: a b|paragraph: c d"),
        ("<p>1 < 2 and 3 > 2, <3", "paragraph: 1 < 2 and 3 > 2, <3"),
        ("<p>a</span></div></p> b", "paragraph: a|paragraph: b"),
        ("<P CLASS='a>b'>x</P >", "paragraph: x"),
        ("<p>a<a href=\"https://example.org\">b<a href=https://example.com>c</p>", "paragraph: abc"),
        ("<p>cut <a href=\"x", "paragraph: cut"),
        ("<p>one<!-- never closed <p>two", "paragraph: one"),
        ("<p>a</>b<!x>c<?php echo 1 ?>d", "paragraph: abcd"),
        ("<p>a<title>b</p>", "paragraph: a"),
        ("<p>a <my-tag>b</my-tag> <br/>c", "paragraph: a b\nc"),
    ] {
        assert_eq!(blocks(&page(content).article).join("|"), expected, "{content}");
    }
    let report = page("<p>cut <a href=\"x").report.to_string();
    assert!(report.contains("tags that the end of the file cuts off: 1"), "{report}");
    // XHTML closes elements by their start tag.
    let xhtml = "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><script src=\"a.js\"/></head><body><p/><p>a <i/>b</p></body></html>";
    let document = read_one(Format::Html, &[("a.xhtml", xhtml)]);
    assert_eq!(blocks(&document.article), ["paragraph: a b"]);
    assert_eq!(marks(&document.article), Vec::<String>::new());
}

#[test]
fn html_hostile_pages_are_read_in_time() {
    let start = Instant::now();
    let deep = |tag: &str| format!("<html><body><p>x</p>{}y", format!("<{tag}>").repeat(100_000));
    let mut pages: Vec<String> =
        ["div", "b", "blockquote", "li", "ul", "table", "a href='https://example.org'", "svg", "x-y", "nav"]
            .iter()
            .map(|tag| deep(tag))
            .collect();
    pages.push(format!("<p>{}", "<".repeat(2_000_000)));
    pages.push(format!("<p>x{}", "<a".repeat(500_000)));
    pages.push(format!("<p>x{}", "<!--".repeat(500_000)));
    pages.push(format!("<p>x{}", "&".repeat(1_000_000)));
    pages.push(format!("<p>x{}", "&amp;&x;".repeat(100_000)));
    pages.push(format!("<p>x{}", "</p></div>".repeat(200_000)));
    pages.push(format!("<p>x<a {}>", "a=b ".repeat(200_000)));
    pages.push(format!("<p>x<script>{}", "</".repeat(500_000)));
    pages.push(format!("<p>x{}", "<b><p>y</b>".repeat(50_000)));
    pages.push(format!("{}{}", "<i>".repeat(500), "<hr>x<li>".repeat(20_000)));
    for page in pages {
        let shown: String = page.chars().take(60).collect();
        match try_read_as(Format::Html, &[("a.html", &page)]) {
            Ok(documents) => check(&documents[0].article),
            Err(error) => panic!("{shown}: {error}"),
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{shown}");
    }
}

#[test]
fn html_is_told_from_other_formats() {
    for (name, content, expected) in [
        ("a.txt", "<!-- saved -->\n<!DOCTYPE HTML><p>x", Likelihood::Certain),
        ("a", "  <HTML><p>x", Likelihood::Certain),
        ("a.htm", "Hello", Likelihood::Likely),
        ("a", "<p>x</p>", Likelihood::Possible),
        ("a.xml", "<?xml version=\"1.0\"?><TEI/>", Likelihood::No),
        ("a.txt", "Hello", Likelihood::No),
    ] {
        assert_eq!(html::detect(&InputFile::new(name, content)), expected, "{content}");
    }
    let empty = group(vec![InputFile::new("a.html", "<html><body><script>x</script></body></html>")]).unwrap();
    let error = html::read(&empty[0], &ReadOptions::default()).unwrap_err();
    assert!(error.message.contains("there is no text in it"), "{error}");
}

fn read_markdown(content: &str) -> Document {
    read_one(Format::Markdown, &[("a.md", content)])
}

#[test]
fn markdown_blocks_and_marks() {
    let document = read_markdown(
        "# The *fall*

Alice **met** _Bob_, [her **friend**](https://example.org/a),
at [home](/home).  
They talked.[^1]

## Part

> A quote
> in two lines.
>
> Another.

- One
- Two

  more
  1. Inner

![A map](a.png)

Text ![](b.png) and <b>bold</b> ~~old~~ `code`<br>end.

<div>dropped</div>

    code
      indented

| a | b |
|---|---|
| c | d |

# Second

---

- [x] done

[^1]: The note.
",
    );
    assert_eq!(document.article.title, "The fall");
    assert_eq!(
        blocks(&document.article),
        [
            "paragraph: Alice met Bob, her friend, at home.\nThey talked.",
            "heading 2: Part",
            "quote: A quote in two lines.",
            "quote: Another.",
            "list_item: One",
            "list_item: Two",
            "list_item: more",
            "list_item: Inner",
            "caption: A map",
            "paragraph: Text and bold old code\nend.",
            "paragraph: code\n  indented",
            "paragraph: a | b",
            "paragraph: c | d",
            "heading 2: Second",
            "list_item: done",
            "note: The note.",
        ]
    );
    assert_eq!(
        marks(&document.article),
        ["strong: met", "emphasis: Bob", "strong: friend", "link: her friend -> https://example.org/a"]
    );
    let report = document.report.to_string();
    for part in [
        "HTML tags; their text stays: 2 (a.md, line 22; a.md, line 22)",
        "blocks of HTML: 1 (a.md, line 24)",
        "links that are not http, https or mailto; their words stay: 1",
        "images: 1",
        "images, of which the alternative text is now a caption: 1",
        "marks of footnotes in the text: 1",
        "rows of tables, now paragraphs: 2",
        "blocks of code, now paragraphs: 1",
        "further headings of the first level, now of the second: 1",
        "struck out words, now plain: 1",
        "boxes of tasks: 1",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn markdown_front_matter() {
    let document = read_markdown(
        "---\ntitle: \"A: title\"\nauthors:\n  - Alice\n  - 'Bob'\ndate: 2020-01-02T10:00:00 +0100\nlang: de\ntags: [a, b]\n---\n# A: title\n\nText.\n",
    );
    let article = &document.article;
    assert_eq!((article.title.as_str(), article.language.as_str()), ("A: title", "de"));
    assert_eq!(
        (article.authors.as_slice(), article.published.as_deref()),
        (&["Alice".into(), "Bob".into()][..], Some("2020-01-02"))
    );
    assert_eq!(blocks(article), ["paragraph: Text."]);
    assert!(
        document.report.to_string().contains("fields “tags” before the text: 2 (a.md, line 8"),
        "{}",
        document.report
    );
    // A rule at the beginning is no front matter.
    for text in ["---\n\nText.\n", "---\nNo field here\n---\n\nText.\n"] {
        assert!(blocks(&read_markdown(text).article).last().unwrap().ends_with("Text."));
    }
}

#[test]
fn markdown_is_told_from_text() {
    for (name, content, expected) in [
        ("a.md", "Hello", Likelihood::Likely),
        ("pasted", "# Title\n\nText", Likelihood::Possible),
        ("pasted", "#hashtag", Likelihood::No),
        ("a.txt", "# Title", Likelihood::No),
    ] {
        assert_eq!(markdown::detect(&InputFile::new(name, content)), expected, "{content}");
    }
}

#[test]
fn markdown_hostile_texts_are_read_in_time() {
    let start = Instant::now();
    for text in [
        format!("{} x", ">".repeat(50_000)),
        format!("{}x", "- ".repeat(20_000)),
        "[".repeat(100_000),
        "*a ".repeat(100_000),
        "![a](".repeat(50_000),
        format!("x{}", "`a".repeat(50_000)),
        format!("x{}", "<a ".repeat(50_000)),
        format!("---\n{}", "a: b\n".repeat(100_000)),
        "a | b\n--|--\n".repeat(20_000),
        format!("x{}", "[^1]\n\n[^1]: a\n".repeat(10_000)),
        "# a\n\n<b>".repeat(50_000),
    ] {
        let shown: String = text.chars().take(40).collect();
        for document in try_read_as(Format::Markdown, &[("a.md", &text)]).unwrap_or_default() {
            check(&document.article);
        }
        assert!(start.elapsed() < Duration::from_secs(120), "{shown}");
    }
    let large = "a ".repeat(9 * 1024 * 1024);
    let error = try_read_as(Format::Markdown, &[("a.md", &large)]).unwrap_err();
    assert!(error.message.contains("at most 16 MB of Markdown"), "{error}");
}

fn written(json: &str) -> (String, String) {
    let file = whowhen_core::file::read(json.as_bytes()).expect("an article");
    let written = markdown::write(&file).expect("Markdown");
    (String::from_utf8(written.bytes).expect("UTF-8"), written.report.to_string())
}

#[test]
fn markdown_is_written_with_events_as_footnotes() {
    let (text, report) = written(
        r#"{"format": "whowhen/1", "id": "a", "title": "A *title*", "subtitle": "Sub", "language": "en",
        "authors": ["Alice A.", "Bob_B"], "published": "2020-01-02", "publisher": "The Paper",
        "source": {"url": "https://example.org/?a=1&b=2", "license": "CC BY 4.0"},
        "blocks": [
          {"id": "h", "kind": "heading", "level": 3, "text": "Part # 1"},
          {"id": "p", "kind": "paragraph", "text": "Alice met Bob. They talked, and left.",
           "marks": [{"start": 0, "end": 5, "kind": "strong"}, {"start": 10, "end": 14, "kind": "link", "href": "https://example.org/(b)"},
                     {"start": 0, "end": 14, "kind": "emphasis"}]},
          {"id": "q", "kind": "quote", "text": "One\nTwo"},
          {"id": "l", "kind": "list_item", "text": "1. item"},
          {"id": "m", "kind": "list_item", "text": "- item"},
          {"id": "c", "kind": "caption", "text": "A map"}],
        "actors": [{"id": "alice", "kind": "person", "name": "Alice", "aliases": ["A."], "description": "A [reader].",
                    "ids": {"wikidata": "Q1"}, "member_of": ["club"], "links": [{"title": "A book"}]},
                   {"id": "club", "kind": "armed_group", "name": "The *club*"}],
        "mentions": [{"actor": "alice", "at": [{"block": "p", "quote": "Alice"}]}],
        "events": [
          {"id": "e2", "title": "They talk", "evidence": [{"block": "p", "quote": "They talked"}], "when_text": "that day", "status": "alleged", "attributed_to": "club"},
          {"id": "e1", "title": "Alice meets Bob", "when": "2012-03/2012-05", "where": {"name": "Oslo"}, "summary": "They met.",
           "participants": [{"actor": "alice", "role": "agent"}], "evidence": [{"block": "p", "quote": "Alice met"}],
           "sources": [{"url": "https://example.org/s", "title": "A source"}, {"title": "A book"}]},
          {"id": "e3", "title": "Nothing says so", "when": "2013"}],
        "relations": [{"from": "e1", "to": "e2", "kind": "precedes"}]}"#,
    );
    let expected = r#"# A \*title\*

**Sub**

By Alice A., Bob\_B, The Paper, 2020-01-02, [https://example.org/?a=1&b=2](<https://example.org/?a=1&amp;b=2>), CC BY 4.0

### Part # 1

***Alice** met [Bob.](<https://example.org/(b)>)*[^1] They talked[^2], and left.

> One\
> Two

- 1\. item
- \- item

A map

## Actors

- **Alice** (person); also A.; of The \*club\*; A \[reader\].; [Wikidata Q1](<https://www.wikidata.org/wiki/Q1>); A book
- **The \*club\*** (armed group)

## Other events

- **Nothing says so**, 2013.

[^1]: **Alice meets Bob**, 2012-03/2012-05, Oslo. Alice (agent). They met. [A source](<https://example.org/s>), A book.

[^2]: **They talk**, that day (alleged by The \*club\*).
"#;
    assert_eq!(text, expected);
    for part in [
        "places in the text that mention an actor: 1",
        "relations between events: 1",
        "captions, bylines and notes, now paragraphs: 1 (c)",
        "events, now footnotes: 2",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
    // What is written is read again.
    let again = read_markdown(&text);
    assert_eq!(again.article.title, "A *title*");
    assert!(blocks(&again.article).contains(&"quote: One\nTwo".to_owned()));
}

#[test]
fn markdown_escapes_whatever_the_text_has() {
    let texts = [
        "# no heading",
        "1. no list",
        "1) no list",
        "12.5 and 2020. End",
        "- no list\n+ nor this\n* nor that\n1. x",
        "> no quote",
        "a\n===",
        "a\n---",
        "---",
        "***",
        "    no code",
        "~~~",
        "``code`` `",
        "<b>no tag</b> <!-- c --> <https://example.org>",
        "&amp; &copy; &#65; & AT&T",
        "[a](b) [^1] ![c](d) [e]: f",
        "[e]: f",
        "[^1]: f",
        "a | b\n--|--\nc | d",
        "back\\slash\\",
        "*a* **b** _c_ __d__ ~~e~~ $x$ {#id}",
        "ends with #",
        "a\n\n\nb\r\nc\u{2028}d",
        ": term",
        "- [x] task",
        "\u{a0} spaces  inside \u{a0}",
    ];
    for text in texts {
        for kind in ["paragraph", "heading", "quote", "list_item"] {
            let file = serde_json::json!({"format": "whowhen/1", "id": "a", "title": "T", "language": "en",
                "blocks": [{"id": "b", "kind": kind, "text": text}, {"id": "c", "kind": "paragraph", "text": "End."}]});
            let (written, _) = written(&file.to_string());
            let again = read_markdown(&written);
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(again.article.blocks.len(), 2, "{text:?} as {kind}: {written}");
            assert_eq!(plain(&again.article.blocks[0].text), plain(text), "{kind}: {written}");
            assert_eq!(again.article.blocks[0].kind, kind, "{written}");
        }
    }
}

#[test]
fn markdown_marks_that_cannot_stand_are_left_out_and_told() {
    let file = |text: &str, marks: serde_json::Value| {
        serde_json::json!({"format": "whowhen/1", "id": "a", "title": "T", "language": "en",
            "blocks": [{"id": "b", "kind": "paragraph", "text": text, "marks": marks}, {"id": "c", "kind": "paragraph", "text": "End."}]})
    };
    let mark = |start: i64, end: i64, kind: &str| serde_json::json!({"start": start, "end": end, "kind": kind});
    for (text, list, expected, lost) in [
        ("abc", vec![mark(0, 1, "strong"), mark(1, 3, "emphasis")], None, None),
        ("a (b)c", vec![mark(2, 5, "strong")], Some(vec![]), Some(1)),
        ("a b c", vec![mark(1, 4, "strong")], Some(vec!["strong: b"]), None),
        ("a b c d", vec![mark(0, 3, "strong"), mark(2, 5, "emphasis")], None, None),
        ("abc", vec![mark(0, 3, "emphasis"), mark(0, 3, "strong")], Some(vec!["strong: abc", "emphasis: abc"]), None),
    ] {
        let (written, report) = written(&file(text, list.into()).to_string());
        let again = read_markdown(&written);
        assert_eq!(again.article.blocks[0].text, text, "{written}");
        if let Some(expected) = expected {
            assert_eq!(marks(&again.article), expected, "{written}");
        }
        if let Some(lost) = lost {
            assert!(
                report.contains(&format!("marks that Markdown cannot have at their place: {lost} (b)")),
                "{report}"
            );
        }
    }
}

/// A draft of a text of words, each of them a mention of its own identity: `p0`, `p1`, ….
fn draft_of(words: &str) -> whowhen_formats::draft::Draft {
    let mut draft = whowhen_formats::draft::Draft::default();
    draft.push_block("paragraph", words);
    let mut at = 0;
    for (number, word) in words.split(' ').enumerate() {
        let range = at..at + word.len();
        draft.mentions.push(whowhen_formats::draft::Mention {
            pieces: vec![range],
            label: "PER".into(),
            identity: Some(format!("p{number}")),
            ..Default::default()
        });
        at += word.len() + 1;
    }
    draft
}

/// Makes the article of a draft, which must have no problem.
fn finish(draft: whowhen_formats::draft::Draft) -> (ArticleFile, String) {
    let mut report = whowhen_formats::Report::new(Format::Tei);
    let article = draft.finish("a.xml", &ReadOptions::default(), &mut report).expect("an article");
    check(&article);
    (article, report.to_string())
}

#[test]
fn groups_participants_and_places_that_are_not_there_are_told() {
    use whowhen_core::file::ActorFile;
    let mut draft = draft_of("A B C");
    let groups = ["2", "p1", "p1", "p0"].map(str::to_owned).to_vec();
    draft.actors.push(ActorFile { id: "p0".into(), member_of: groups, ..ActorFile::default() });
    draft.events.push(whowhen_formats::draft::Event {
        id: "e".into(),
        title: Some("E".into()),
        place: Some("nowhere".into()),
        other_participants: vec![("p2".into(), "agent".into()), ("nobody".into(), "agent".into())],
        evidence: draft.mentions[0].pieces.clone(),
        ..Default::default()
    });
    let (article, report) = finish(draft);
    assert_eq!(article.actors[0].member_of, ["b"]);
    assert_eq!(article.events[0].participants.len(), 1);
    for note in [
        "groups of actors that are not there: 1 (a: 2)",
        "places of events that are not there: 1 (e: nowhere)",
        "participants of events that are not there: 1 (e: nobody)",
    ] {
        assert!(report.contains(note), "{note} is not in {report}");
    }
}

#[test]
fn ids_of_events_leave_no_actor_behind() {
    let text = r#"{"text":"The war began in Paris in May.","ents":[{"start":4,"end":7,"label":"EVENT","kb_id":"Q8"},
        {"start":17,"end":22,"label":"GPE","kb_id":"Q90"},{"start":26,"end":29,"label":"DATE","kb_id":"Q119"}]}"#;
    let document = read_one(Format::Spacy, &[("a.json", text)]);
    let names: Vec<_> = document.article.actors.iter().map(|actor| actor.name.as_deref()).collect();
    assert_eq!(names, [Some("Paris")]);
    let report = document.report.to_string();
    assert!(report.contains("ids of events, times and other ranges that are no actor: 2"), "{report}");
}

#[test]
fn further_names_and_pieces_are_told() {
    let words: Vec<String> = (0..25).map(|number| format!("Name{number}")).collect();
    let mut draft = draft_of(&words.join(" "));
    draft.mentions.iter_mut().for_each(|mention| mention.identity = Some("p".into()));
    draft.events.push(whowhen_formats::draft::Event {
        id: "e".into(),
        label: "Run".into(),
        trigger: vec![0..2, 6..8],
        ..Default::default()
    });
    let (article, report) = finish(draft);
    assert_eq!(article.actors[0].aliases.len(), 20);
    assert!(report.contains("other names of an actor beyond 20: 4"), "{report}");
    assert!(report.contains("events whose words are in pieces, of which the first is kept: 1 (e)"), "{report}");
}

#[test]
fn too_many_lines_and_paragraphs_are_refused() {
    let lines = "a\n".repeat(1_000_001);
    let error = crate::common::try_read_as(whowhen_formats::Format::Text, &[("a.txt", &lines)]).unwrap_err();
    assert!(error.to_string().contains("the file has 1000001 lines, and at most 1000000 can be read"), "{error}");
    let paragraphs = format!("<html>{}", "<p>a".repeat(200_001));
    let error = crate::common::try_read_as(whowhen_formats::Format::Html, &[("a.html", &paragraphs)]).unwrap_err();
    assert!(error.to_string().contains("there are more than 200000 paragraphs"), "{error}");
}
