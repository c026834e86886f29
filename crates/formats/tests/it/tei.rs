//! TEI P5.

use std::time::{Duration, Instant};

use crate::common::{check, events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::{Document, Format, InputFile, Likelihood, tei};

/// A document with a body, and what is behind its header.
fn document(body: &str, rest: &str) -> Document {
    let text = format!(
        "<?xml version=\"1.0\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>{rest}<text xml:lang=\"en\"><body>{body}</body></text></TEI>"
    );
    read_one(Format::Tei, &[("a.xml", &text)])
}

fn blocks(document: &Document) -> Vec<String> {
    let block = |block: &whowhen_core::file::BlockFile| {
        let level = block.level.map(|level| format!(" {level}")).unwrap_or_default();
        let language = block.language.as_ref().map(|tag| format!(" [{tag}]")).unwrap_or_default();
        format!("{}{level}{language}: {}", block.kind, block.text)
    };
    document.article.blocks.iter().map(block).collect()
}

#[track_caller]
fn assert_told(document: &Document, parts: &[&str]) {
    let report = document.report.to_string();
    for part in parts {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn the_header_says_who_and_when() {
    let text = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title level="s">A series</title><title type="iso-date">2019</title><title type="sub">A subtitle</title><title level="a">The  main
title</title><author><persName><forename>Alice</forename><surname>Smith</surname></persName></author><author>Bob</author></titleStmt>
<publicationStmt><publisher>The Press</publisher><date when="2019-05">May</date><idno type="URI">https://example.org/1</idno>
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability></publicationStmt></fileDesc>
<profileDesc><langUsage><language ident="la" usage="10"/><language ident="de" usage="90"/></langUsage></profileDesc></teiHeader>
<text><body><p>Ein Satz.</p></body></text></TEI>"#;
    let document = read_one(Format::Tei, &[("a.xml", text)]);
    let article = &document.article;
    assert_eq!((article.title.as_str(), article.subtitle.as_deref()), ("The main title", Some("A subtitle")));
    assert_eq!(article.authors, ["Alice Smith", "Bob"]);
    assert_eq!((article.publisher.as_deref(), article.published.as_deref()), (Some("The Press"), Some("2019-05")));
    assert_eq!(article.language, "de");
    let source = article.source.as_ref().unwrap();
    assert_eq!((source.url.as_deref(), source.license.as_deref()), (Some("https://example.org/1"), Some("CC BY 4.0")));
}

#[test]
fn a_letter_was_published_when_it_was_sent() {
    let text = r#"<TEI><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><date>2019</date></publicationStmt></fileDesc>
<profileDesc><correspDesc><correspAction type="sent"><date when="1890-05-22"/></correspAction></correspDesc></profileDesc></teiHeader>
<text><body><p>Dear Bob.</p></body></text></TEI>"#;
    assert_eq!(read_one(Format::Tei, &[("a.xml", text)]).article.published.as_deref(), Some("1890-05-22"));
}

#[test]
fn blocks_and_marks() {
    let document = document(
        r##"<div><head>Part <hi rend="italic">one</hi></head>
<div><head>Inner</head><p>He said: <q>no</q>, and <hi rend="bold">left</hi>
for <ref target="https://example.org/">home</ref><ref target="#n1">1</ref>.</p>
<quote xml:lang="fr"><p>Une phrase.</p></quote>
<p>Before <quote><lg><l>inner</l></lg></quote> after</p>
<lg><l>First line</l><l>second line</l></lg><lg><l>Third</l></lg>
<list><head>List</head><item>One</item><item><p>Two</p></item></list>
<table><head>Table</head><row><cell>a</cell><cell>b</cell></row></table>
<figure><graphic url="a.png"/><head>A map</head><figDesc>of a town</figDesc></figure>
<opener><dateline>Oslo</dateline><salute>Dear Bob,</salute></opener><p xml:space="preserve">a  b</p></div></div>
<byline>by Alice</byline>"##,
        "",
    );
    assert_eq!(
        blocks(&document),
        [
            "heading 2: Part one",
            "heading 3: Inner",
            "paragraph: He said: no, and left for home1.",
            "quote [fr]: Une phrase.",
            "paragraph: Before",
            "quote: inner",
            "paragraph: after",
            "paragraph: First line\nsecond line",
            "paragraph: Third",
            "heading 3: List",
            "list_item: One",
            "list_item: Two",
            "heading 3: Table",
            "paragraph: a | b",
            "caption: A map",
            "caption: of a town",
            "paragraph: Oslo",
            "paragraph: Dear Bob,",
            "paragraph: a  b",
            "byline: by Alice",
        ]
    );
    let marks: Vec<_> =
        document.article.blocks.iter().flat_map(|block| &block.marks).map(|mark| mark.kind.as_str()).collect();
    assert_eq!(marks, ["emphasis", "strong", "link"]);
    assert_told(
        &document,
        &[
            "figures; their headings and descriptions are captions: 1",
            "rows of tables, now paragraphs: 1",
            "links within the edition, and links without words: 1",
        ],
    );
}

#[test]
fn what_is_no_text_is_left_out_and_counted() {
    let document = document(
        r#"<pb n="1"/><p>He <del>came</del><add>went</add> ho<lb break="no"/>me<note>a note <date when="1900"/></note> to
<choice><sic>teh</sic><corr>the</corr></choice> <choice><abbr>Dr</abbr><expan>Doctor</expan></choice> and
<choice><orig>vse</orig><reg>use</reg></choice> exam
  <lb break="no"/>ple<lb/>here <app><lem>read</lem><rdg>red</rdg><rdg>rad</rdg></app> <app><rdg>only</rdg></app><gap/><fw>12</fw>.</p>"#,
        "<facsimile/>",
    );
    assert_eq!(blocks(&document), ["paragraph: He went home to the Doctor and use example here read only."]);
    assert_told(
        &document,
        &[
            "notes: 1 (a.xml, line 2)",
            "deletions: 1",
            "breaks of pages and columns: 1",
            "choices, of which the corrected, regular or expanded form is taken: 3",
            "readings of the apparatus other than the lemma: 2",
            "gaps: 1",
            "running titles and page numbers: 1",
            "ends of lines, now spaces: 3",
            "facsimiles: 1",
        ],
    );
}

#[test]
fn names_with_pointers_are_mentions() {
    let document = document(
        r##"<p><rs type="person" ref="#a #b">The couple</rs> met <persName ref="#a">Alice</persName> and
<name type="place" key="p 1">Oslo</name>, <placeName><settlement>Paris</settlement>, <country ref="#f">France</country></placeName>;
<persName ref="http://www.wikidata.org/entity/Q42" cert="low">Douglas</persName>, <orgName ref="gnd:123">The Club</orgName>,
<persName ref="https://example.org/bob">Bob</persName>, <persName ref="people.xml#a">she</persName>, <geogName>Nile</geogName>
<rs type="work" ref="#w">a book</rs><persName/>.</p>"##,
        r##"<standOff><listPerson><person xml:id="a"><persName type="alt">A. S.</persName><persName type="main"><surname>Smith</surname><forename>Alice</forename></persName>
<note>A <hi>reader</hi>.</note><idno type="wikidata">https://www.wikidata.org/entity/Q1</idno><idno type="URL" subtype="GND">https://d-nb.info/gnd/118/</idno><idno type="URL" subtype="home">https://example.org/a</idno>
<birth when="1860"/><affiliation ref="#club">Club</affiliation></person></listPerson>
<listPlace><place xml:id="f" type="country"><placeName>France</placeName><location><geo>46 N</geo></location></place>
<place xml:id="o"><placeName>Oslo</placeName><location><geo>59,9 10,7</geo></location></place></listPlace>
<listOrg><org xml:id="club"><orgName>The Old Club</orgName></org></listOrg></standOff>"##,
    );
    assert_eq!(
        mentions(&document.article),
        [
            "The couple [0,10) -> alice-smith (person)",
            "The couple [0,10) -> the-couple (person)",
            "Alice [15,20) -> alice-smith (person)",
            "Oslo [25,29) -> oslo (place)",
            "Paris, France [31,44) -> paris-france (place)",
            "France [38,44) -> france (state)",
            "Douglas [46,53) -> douglas (person)",
            "The Club [55,63) -> the-club (organisation)",
            "Bob [65,68) -> bob (person)",
            "she [70,73) -> alice-smith (person)",
            "Nile [75,79) -> nile (place)",
            "a book [80,86) -> a-book (work)",
        ]
    );
    let actor = |id: &str| document.article.actors.iter().find(|actor| actor.id == id).unwrap();
    let alice = actor("alice-smith");
    assert_eq!((alice.name.as_deref(), alice.description.as_deref()), (Some("Alice Smith"), Some("A reader.")));
    assert_eq!((&alice.ids["wikidata"], &alice.ids["gnd"]), (&"Q1".into(), &"118".into()));
    assert_eq!(
        (alice.links[0].url.as_deref(), alice.member_of.as_slice()),
        (Some("https://example.org/a"), &["the-old-club".to_owned()][..])
    );
    assert!(alice.aliases.contains(&"A. S.".to_owned()));
    assert_eq!(actor("douglas").ids["wikidata"], "Q42");
    assert_eq!(actor("the-club").ids["gnd"], "123");
    assert_eq!(actor("bob").links[0].url.as_deref(), Some("https://example.org/bob"));
    assert_eq!((actor("oslo-2").lat, actor("oslo-2").lon), (Some(59.9), Some(10.7)));
    assert_eq!(document.article.mentions[6].certainty, Some(0.3));
    assert_told(
        &document,
        &[
            "parts of names without an id of their own: 1",
            "names without words: 1",
            "fields “birth” of persons, places and organisations: 1",
            "positions that are no two numbers: 1",
        ],
    );
}

#[test]
fn dates_in_the_text_are_events() {
    let document = document(
        r#"<p>Nothing here. <persName>Alice</persName> met <persName>Bob</persName> on <date when="1890-05-03">3 May</date>. Later
<persName>Eve</persName> left.</p><p>In <date>spring</date>, <date when="--05">May</date>.</p>"#,
        "",
    );
    assert_eq!(
        events(&document.article),
        ["other: Alice met Bob on 3 May. | other alice, other bob | Alice met Bob on 3 May."]
    );
    let event = &document.article.events[0];
    assert_eq!((event.when.as_deref(), event.when_text.as_deref()), (Some("1890-05-03"), Some("3 May")));
    assert_told(
        &document,
        &[
            "dates in the text, each now an event: its sentence, with the actors who are mentioned in it: 1",
            "dates without a value, or without words: 1",
            "dates that are no date of EDTF: 1",
        ],
    );
    for (attributes, expected) in [
        ("when=\"1890\"", "1890"),
        ("when-iso=\"1890-05\"", "1890-05"),
        ("from=\"1890\" to=\"1891-02\"", "1890/1891-02"),
        ("from=\"1890\"", "1890/.."),
        ("to=\"1890\"", "../1890"),
        ("notBefore=\"1890-01-01\" notAfter=\"1890-12-31\"", "[1890-01-01..1890-12-31]"),
        ("notBefore=\"1890\"", "[1890..]"),
        ("notAfter=\"1890\"", "[..1890]"),
        ("when=\"1890\" cert=\"low\"", "1890?"),
        ("when=\"1890-05-03T10:00:00\"", "1890-05-03T10:00:00"),
    ] {
        let found = self::document(&format!("<p>Then <date {attributes}>x</date>.</p>"), "");
        assert_eq!(found.article.events[0].when.as_deref(), Some(expected), "{attributes}");
    }
}

#[test]
fn events_of_registers() {
    let document = document(
        r##"<p>After <rs type="event" ref="#e1">the flood</rs> all was quiet. <rs type="event">The storm</rs> came.</p>"##,
        r##"<standOff><listPlace><place xml:id="p"><placeName>Oslo</placeName></place></listPlace>
<listEvent><event xml:id="e1" when="1890-05" where="#p"><label>The flood</label><desc>It was <persName ref="#a">Alice</persName>.</desc>
<ptr target="https://example.org/e"/></event><event notBefore="x"><desc>Only words.</desc></event><event/></listEvent></standOff>"##,
    );
    let article = &document.article;
    let flood = &article.events[0];
    assert_eq!((flood.title.as_deref(), flood.when.as_deref()), (Some("The flood"), Some("1890-05")));
    assert_eq!(flood.evidence[0].quote.as_deref(), Some("After the flood all was quiet."));
    assert_eq!(flood.sources[0].url.as_deref(), Some("https://example.org/e"));
    assert_eq!(flood.r#where, Some(whowhen_core::file::PlaceFile::Actor("oslo".into())));
    assert_eq!(article.events[1].title.as_deref(), Some("Only words."));
    assert_eq!(article.events[2].evidence[0].quote.as_deref(), Some("The storm came."));
    assert_told(&document, &["events of a register without words: 1", "dates that are no date of EDTF: 1"]);
}

#[test]
fn a_corpus_has_several_texts_and_common_registers() {
    let tei = |title: &str, body: &str| {
        format!(
            "<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc></teiHeader><text><body><p>{body}</p></body></text></TEI>"
        )
    };
    let corpus = format!(
        r##"<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><langUsage><language ident="fr"/></langUsage>
<particDesc><listPerson><person xml:id="a"><persName>Alice Smith</persName></person><person xml:id="b"><persName>Bob</persName></person></listPerson></particDesc>
</profileDesc></teiHeader>{}{}</teiCorpus>"##,
        tei("One", r##"<persName ref="#a">Alice</persName> ran."##),
        tei("Two", "Nobody ran.")
    );
    let documents = read_as(Format::Tei, &[("corpus.xml", &corpus)]);
    documents.iter().for_each(|document| check(&document.article));
    let heads: Vec<_> = documents
        .iter()
        .map(|own| (own.article.id.as_str(), own.article.title.as_str(), own.article.actors.len()))
        .collect();
    assert_eq!(heads, [("corpus-1", "One", 1), ("corpus-2", "Two", 0)]);
    assert_eq!(documents[0].article.actors[0].name.as_deref(), Some("Alice Smith"));
    assert_eq!(documents[0].article.language, "fr");
}

#[test]
fn registers_in_the_back_are_no_text() {
    let text = r##"<TEI><teiHeader/><text><front><titlePage><titlePart>T</titlePart></titlePage><div><p>Preface.</p></div></front>
<body><p>Text.</p></body><back><div><p>Appendix.</p></div><div><listPerson><person xml:id="a"><persName>Alice</persName></person></listPerson></div></back></text></TEI>"##;
    let document = read_one(Format::Tei, &[("a.xml", text)]);
    assert_eq!(blocks(&document), ["paragraph: Preface.", "paragraph: Text."]);
    assert_eq!(document.article.actors[0].name.as_deref(), Some("Alice"));
    assert_told(&document, &["title pages: 1", "parts of the back matter: 1"]);
}

#[test]
fn entities_and_hostile_documents() {
    let start = Instant::now();
    let harmless =
        "<!DOCTYPE TEI [<!ENTITY auml \"&#228;\">]><TEI><teiHeader/><text><body><p>M&auml;rz</p></body></text></TEI>";
    assert_eq!(blocks(&read_one(Format::Tei, &[("a.xml", harmless)])), ["paragraph: März"]);
    let bomb = format!(
        "<!DOCTYPE TEI [<!ENTITY a \"{}\">]><TEI><text><body><p>{}</p></body></text></TEI>",
        "x".repeat(10_000),
        "&a;".repeat(10_000)
    );
    let deep = format!("<TEI><text><body>{}", "<div>".repeat(100_000));
    for content in [
        bomb.as_str(),
        deep.as_str(),
        "<TEI",
        "<TEI/>",
        "<TEI><text></text></TEI>",
        "<TEI><text><body><p>cut",
        "<!DOCTYPE TEI SYSTEM \"http://example.org/tei.dtd\"><TEI><text><body/></text></TEI>",
    ] {
        assert!(try_read_as(Format::Tei, &[("a.xml", content)]).is_err(), "{content:.60}");
    }
    let many = format!(
        "<TEI><text><body><p>{}</p></body></text></TEI>",
        "<persName ref=\"#a #b\">A</persName> <date when=\"1900\">x</date> <note>n</note><pb/>".repeat(5_000)
    );
    let nested = format!(
        "<TEI><text><body><p>{}x{}</p></body></text></TEI>",
        "<persName ref=\"#a\">".repeat(150),
        "</persName>".repeat(150)
    );
    let odd = "<TEI><text><body><p>é <lb break=\"no\"/><persName>é<lb break=\"no\"/> ü</persName><hi rend=\"bold\"> <lb break=\"no\"/>a</hi></p></body></text></TEI>";
    for content in [many.as_str(), nested.as_str(), odd] {
        for document in try_read_as(Format::Tei, &[("a.xml", content)]).unwrap() {
            check(&document.article);
        }
    }
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn tei_is_told_from_other_xml() {
    for (content, expected) in [
        ("<?xml version=\"1.0\"?><!-- c --><TEI xmlns=\"http://www.tei-c.org/ns/1.0\">", Likelihood::Certain),
        ("<tei:TEI xmlns:tei=\"http://www.tei-c.org/ns/1.0\">", Likelihood::Certain),
        ("<teiCorpus>", Likelihood::Likely),
        ("<xmi:XMI/>", Likelihood::No),
        ("<TEIHeader>", Likelihood::No),
        ("TEI is a format.", Likelihood::No),
    ] {
        assert_eq!(tei::detect(&InputFile::new("a.xml", content)), expected, "{content}");
    }
}

#[test]
fn texts_of_a_corpus_that_cannot_be_read_are_told() {
    let text = r#"<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">
<TEI><teiHeader/><facsimile/></TEI>
<TEI><teiHeader/><text><body><p>One.</p></body></text></TEI>
<TEI><teiHeader/><text><body/></text></TEI></teiCorpus>"#;
    let documents = read_as(Format::Tei, &[("a.xml", text)]);
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].article.id, "a-2");
    let part = "texts of the corpus that cannot be read: there is no element text, but perhaps a facsimile or a header alone: 2 \
                (a.xml, line 2; a.xml, line 4)";
    assert_told(&documents[0], &[part]);
    let none =
        r#"<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI><teiHeader/></TEI><TEI><teiHeader/></TEI></teiCorpus>"#;
    let error = try_read_as(Format::Tei, &[("a.xml", none)]).unwrap_err();
    assert!(error.message.contains("there is no element text"), "{error}");
}

#[test]
fn events_name_those_of_the_file_by_pointers_into_another() {
    let rest = r##"<standOff><listEvent><event xml:id="ev" when="1900" where="places.xml#p"><label>Fire</label>
<desc><persName ref="persons.xml#a">Alice</persName></desc></event></listEvent>
<listPerson><person xml:id="a"><persName>Alice</persName><affiliation ref="orgs.xml#o">Acme</affiliation></person></listPerson>
<listOrg><org xml:id="o"><orgName>Acme</orgName></org></listOrg>
<listPlace><place xml:id="p"><placeName>Paris</placeName></place></listPlace></standOff>"##;
    let body = r##"<p><persName ref="#a">Alice</persName> of <orgName ref="#o">Acme</orgName> saw the <rs ref="#ev">fire</rs> in
<placeName ref="#p">Paris</placeName>.</p>"##;
    let article = document(body, rest).article;
    let event = &article.events[0];
    let place = serde_json::to_value(&event.r#where).unwrap();
    assert_eq!((event.participants[0].actor.as_str(), place.as_str()), ("alice", Some("paris")));
    let alice = article.actors.iter().find(|actor| actor.id == "alice").unwrap();
    assert_eq!(alice.member_of, ["acme"]);
}

#[test]
fn what_stands_apart_is_told() {
    let rest = r##"<standOff><listPerson><person><persName>Nobody</persName></person></listPerson><listEvent>
<event xml:id="ev" when="1900"><label>Fire</label></event></listEvent><linkGrp><link target="#x #y"/></linkGrp></standOff>"##;
    let body = r##"<p>The <rs ref="#ev">fire</rs>, and the <rs ref="#ev">blaze</rs> at <time when="12:00:00">noon</time>, before the
<eventName>Great War</eventName>.<index><term>war</term></index></p><spanGrp><span from="#x">y</span></spanGrp>"##;
    let document = document(body, rest);
    assert_told(
        &document,
        &[
            "persons, places and organisations of registers without an id: 1",
            "further mentions of events of the registers: 1",
            "dates that are no date of EDTF: 1",
            "lists and annotations apart from the text (“index”): 1",
            "lists and annotations apart from the text (“spanGrp”): 1",
            "lists and annotations apart from the text (“linkGrp”): 1",
        ],
    );
    assert!(document.article.actors.is_empty(), "{:?}", document.article.actors);
    assert_eq!(document.article.events.len(), 2);
}
