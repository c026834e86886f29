//! Problems in parts of an article: each is reported (where, what is wrong, what was done, how to fix it), and the rest of
//! the article is not affected. A valid file has none.

use crate::common::{check, open, open_clean, patched, valid};
use expect_test::expect;
use serde_json::json;
use whowhen_core::article::{
    Actor, ActorKind, Article, BlockKind, Date, Direction, EventKind, Form, Kind, NamedLink, Place, Position,
    RelationKind, Role, Status,
};

#[test]
fn a_valid_file_has_no_problem() {
    let article = open_clean(&valid());
    assert_eq!((article.blocks.len(), article.actors.len(), article.mentions.len()), (2, 2, 2));
    assert_eq!((article.events.len(), article.relations.len()), (2, 1));
    assert_eq!(article.quote(&article.mentions.as_slice()[1].spans[0]), "troops");
    assert_eq!(article.actors.as_slice()[1].member_of, [article.actor_by_id("mali").unwrap()]);
    assert_eq!(article.events.as_slice()[1].place, Some(Place::Actor(article.actor_by_id("mali").unwrap())));
}

#[test]
fn an_article_needs_only_text() {
    let article = open_clean(&json!({ "format": "whowhen/1", "id": "a", "title": "A", "language": "ar",
        "blocks": [{ "id": "b", "kind": "note", "text": "" }] }));
    assert_eq!(article.direction, Direction::Rtl);
    assert!(article.actors.is_empty() && article.mentions.is_empty() && article.events.is_empty());
}

#[test]
fn missing_fields_have_defaults() {
    let nulls = json!({ "format": "whowhen/1", "id": "a", "title": "A", "language": "en", "subtitle": null, "authors": null,
        "published": null, "direction": null, "source": null, "relations": null,
        "blocks": [{ "id": "b", "kind": "heading", "text": "One", "level": null, "marks": null }],
        "actors": [{ "id": "x", "kind": null, "name": " ", "aliases": null, "ids": null, "links": null, "member_of": null }],
        "mentions": [{ "actor": "x", "form": null, "certainty": null, "at": [{ "block": "b", "quote": "One", "start": null }] }],
        "events": [{ "id": "e", "when": null, "where": null, "participants": [{ "actor": "x", "role": null }], "status": null }] });
    let article = open_clean(&nulls);
    assert_eq!(article.blocks.as_slice()[0].kind, BlockKind::Heading(2));
    assert_eq!(
        (&article.actors.as_slice()[0].kind, article.actors.as_slice()[0].name.as_str()),
        (&ActorKind::Unspecified, "x")
    );
    assert_eq!(article.mentions.as_slice()[0].form, Form::Name);
    let event = &article.events.as_slice()[0];
    assert_eq!((&event.kind, event.title.as_str(), &event.status), (&EventKind::Unspecified, "e", &Status::Asserted));
    assert_eq!(event.participants[0].role, Role::Unspecified);
}

#[test]
fn unknown_words_of_open_lists_are_no_problem() {
    let open_words = [
        ("/actors/0/kind", json!("deity")),
        ("/events/0/kind", json!("eclipse")),
        ("/events/0/participants/0/role", json!("witness")),
    ];
    let article = open_clean(&patched(&open_words));
    assert_eq!(
        (article.actors.as_slice()[0].kind.word(), article.events.as_slice()[0].kind.word()),
        ("deity", "eclipse")
    );
    assert_eq!(article.events.as_slice()[0].participants[0].role.word(), "witness");
}

#[test]
fn ids() {
    let twin = json!({ "id": "mali", "name": "Mali Empire" });
    let article = check(
        &[("/actors/-", twin), ("/actors/-", json!({ "id": "mali" }))],
        expect![[r#"
            actors[2].id: the id “mali” is used twice
              it is kept under the id “mali (2)”; references to the id mean the first
              give one of the two another id
            actors[3].id: the id “mali” is used twice
              it is kept under the id “mali (3)”; references to the id mean the first
              give one of the two another id
        "#]],
    );
    assert_eq!(
        article.actors.iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>(),
        ["mali", "army", "mali (2)", "mali (3)"]
    );
    assert_eq!(article.mentions.as_slice()[0].actor.position(), 0, "what names the id means the first");

    let article = check(
        &[("/events/0/id", json!("")), ("/relations", json!([]))],
        expect![[r#"
        events[0].id: the id is empty
          it is kept under the id “#1”
          give it an id
    "#]],
    );
    assert_eq!(article.events.as_slice()[0].id, "#1");

    let third = json!({ "id": "b2", "kind": "paragraph", "text": "Mali." });
    let article = check(
        &[("/blocks/-", third)],
        expect![[r#"
            blocks[2].id: the id “b2” is used twice
              it is kept under the id “b2 (2)”; references to the id mean the first
              give one of the two another id
        "#]],
    );
    assert_eq!((article.blocks.len(), article.mentions.len()), (3, 2), "no text and no mention is lost");
    // The file cannot refer to a generated id, and a generated id never equals one of the file.
    let taken = [("/actors/-", json!({ "id": "mali" })), ("/mentions/0/actor", json!("mali (2)"))];
    assert_eq!(open(&patched(&taken)).0.mentions.len(), 1);
    let given = [("/actors/-", json!({ "id": "mali" })), ("/actors/-", json!({ "id": "mali (2)" }))];
    assert_eq!(open(&patched(&given)).0.actor_by_id("mali (2)").unwrap().position(), 3);
    assert_eq!(open(&patched(&given)).0.actor_by_id("mali (3)").unwrap().position(), 2);
    let odd = [
        ("/actors/1/id", json!(" \u{1f44d}/?&#\n")),
        ("/mentions/1/actor", json!(" \u{1f44d}/?&#\n")),
        ("/events/0/attributed_to", json!(null)),
    ];
    open_clean(&patched(&odd));
}

#[test]
fn unknown_references() {
    let article = check(
        &[("/mentions/0/actor", json!("niger"))],
        expect![[r#"
        mentions[0].actor: no actor has the id “niger”
          this reference is left out
          add the actor, or correct the id
    "#]],
    );
    assert_eq!(
        (article.mentions.len(), article.mentions.as_slice()[0].position),
        (1, 1),
        "the other keeps its place in the file"
    );
    let article = check(
        &[
            ("/events/0/participants/0/actor", json!("")),
            ("/events/0/attributed_to", json!("Mali")),
            ("/events/1/where", json!("kidal")),
            ("/actors/1/member_of/0", json!("un")),
        ],
        expect![[r#"
        actors[1].member_of[0]: no actor has the id “un”
          this reference is left out
          add the actor, or correct the id
        events[0].participants[0].actor: no actor has the id “”
          this reference is left out
          add the actor, or correct the id
        events[0].attributed_to: no actor has the id “Mali”
          this reference is left out
          add the actor, or correct the id
        events[1].where: no actor has the id “kidal”
          this reference is left out
          add the actor, or correct the id
    "#]],
    );
    assert!(
        article.events.as_slice()[0].participants.is_empty() && article.events.as_slice()[0].attributed_to.is_none()
    );
    assert_eq!((article.events.len(), &article.events.as_slice()[1].place), (2, &None));
    let article = check(
        &[("/relations/0/to", json!("take-off"))],
        expect![[r#"
        relations[0].to: no event has the id “take-off”
          this reference is left out
          add the event, or correct the id
    "#]],
    );
    assert!(article.relations.is_empty());
    let article = check(
        &[("/relations/0/to", json!("call"))],
        expect![[r#"
            relations[0]: “call” is related to itself
              the relation is left out
              name another one
        "#]],
    );
    assert!(article.relations.is_empty());
    let article = check(
        &[("/actors/1/member_of/0", json!("army"))],
        expect![[r#"
            actors[1].member_of[0]: “army” is related to itself
              the relation is left out
              name another one
        "#]],
    );
    assert!(article.actors.as_slice()[1].member_of.is_empty());
    let article = check(
        &[("/mentions/0/at/0/block", json!("b9"))],
        expect![[r#"
        mentions[0].at[0].block: no block has the id “b9”
          this reference is left out
          correct the id of the block
    "#]],
    );
    assert_eq!(article.mentions.len(), 1);
}

#[test]
fn circles_of_groups() {
    let actor = |id: &str, groups: &[&str]| json!({ "id": id, "member_of": groups });
    let nobody = [("/mentions", json!([])), ("/events", json!([])), ("/relations", json!([]))];
    let groups = |article: &Article| -> String {
        let groups =
            |actor: &Actor| -> Vec<&str> { actor.member_of.iter().map(|group| article[*group].id.as_str()).collect() };
        article.actors.iter().map(|actor| format!("{}: {}\n", actor.id, groups(actor).join(" "))).collect()
    };
    // A circle of three, one of two that shares an actor with it, a group of a group twice, and unknown ids between.
    let actors = json!([
        actor("a", &["b", "z"]),
        actor("b", &["nobody", "c", "d"]),
        actor("c", &["z", "a"]),
        actor("d", &["b"]),
        actor("z", &[]),
    ]);
    let article = check(
        &[&nobody[..], &[("/actors", actors)]].concat(),
        expect![[r#"
            actors[1].member_of[0]: no actor has the id “nobody”
              this reference is left out
              add the actor, or correct the id
            actors[2].member_of[1]: “c” belongs to “a”, which belongs to it, perhaps through others
              this link is left out
              leave out the link of the circle that is wrong
            actors[3].member_of[0]: “d” belongs to “b”, which belongs to it, perhaps through others
              this link is left out
              leave out the link of the circle that is wrong
        "#]],
    );
    assert_eq!(groups(&article), "a: b z\nb: c d\nc: z\nd: \nz: \n");
    // Groups of groups without a circle are no problem.
    let diamond = json!([actor("a", &["b", "c"]), actor("b", &["d"]), actor("c", &["d"]), actor("d", &[])]);
    let article = open_clean(&patched(&[&nobody[..], &[("/actors", diamond)]].concat()));
    assert_eq!(groups(&article), "a: b c\nb: d\nc: d\nd: \n");
    // A long chain takes no time and no stack, whatever its order.
    for last_first in [false, true] {
        let group =
            |nth: usize| if last_first { nth.checked_sub(1) } else { Some(nth + 1).filter(|next| *next < 20_000) };
        let chain: Vec<_> = (0..20_000)
            .map(|nth| json!({ "id": nth.to_string(), "member_of": group(nth).map(|group| [group.to_string()]) }))
            .collect();
        open_clean(&patched(&[&nobody[..], &[("/actors", json!(chain))]].concat()));
    }
}

#[test]
fn unknown_words_of_closed_lists() {
    let words = [
        ("/direction", json!("up")),
        ("/blocks/0/direction", json!("RTL")),
        ("/blocks/1/kind", json!("table")),
        ("/blocks/1/marks/0/kind", json!("bold")),
        ("/mentions/0/form", json!("Name")),
        ("/events/0/status", json!("rumoured")),
        ("/events/0/where/precision", json!("about")),
        ("/relations/0/kind", json!("follows")),
    ];
    let article = check(
        &words,
        expect![[r#"
            direction: “up” is none of ltr, rtl
              the usual one of the language is taken
              use one of these words
            blocks[0].direction: “RTL” is none of ltr, rtl
              the article’s is taken
              use one of these words
            blocks[1].kind: “table” is none of heading, paragraph, quote, caption, list_item, byline, note
              it is shown as a paragraph
              use one of these words
            blocks[1].marks[0].kind: “bold” is none of emphasis, strong, link
              its text is shown plain
              use one of these words
            mentions[0].form: “Name” is none of name, alias, pronoun
              it counts as a name
              use one of these words
            events[0].where.precision: “about” is none of exact, town, region, country
              it is left out
              use one of these words
            events[0].status: “rumoured” is none of asserted, alleged, denied, planned
              the word is shown as it stands
              use one of these words
            relations[0].kind: “follows” is none of precedes, causes, enables, part_of, same_as, contradicts
              the word is shown as it stands
              use one of these words
        "#]],
    );
    assert_eq!((article.direction, article.blocks.as_slice()[0].direction), (Direction::Ltr, None));
    assert_eq!(article.blocks.as_slice()[1].kind, BlockKind::Paragraph);
    assert!(article.blocks.as_slice()[1].styles.is_empty());
    assert_eq!(article.mentions.as_slice()[0].form, Form::Name);
    assert_eq!(article.events.as_slice()[0].status, Status::Other("rumoured".into()));
    assert!(matches!(
        &article.events.as_slice()[0].place,
        Some(Place::Named { position: Some(Position { precision: None, .. }), .. })
    ));
    assert_eq!(article.relations[0].kind, RelationKind::Other("follows".into()));
}

#[test]
fn values_out_of_range() {
    let values = [
        ("/language", json!("English (UK)")),
        ("/blocks/0/language", json!("x")),
        ("/blocks/0/level", json!(1)),
        ("/published", json!("3 November 2023")),
        ("/actors/0/ids/wikidata", json!("wd:Q912")),
        ("/actors/0/lat", json!(91)),
        ("/actors/0/lon", json!(0)),
        ("/mentions/1/certainty", json!(95)),
        ("/events/0/certainty", json!(-0.1)),
        ("/events/0/when", json!("2013-13")),
        ("/events/0/where/lat", json!(126.5)),
        ("/events/1/where", json!({ "name": "Kidal", "lat": 18.44 })),
    ];
    let article = check(
        &values,
        expect![[r#"
            language: “English (UK)” is not a language tag
              the language is taken as unknown
              write a BCP 47 tag, such as en, fr or ar
            published: “3 November 2023” is not an EDTF date: a date has no white space, at character 2
              it is shown as undated
              write 2023-11-03
            blocks[0].level: a heading has no level 1: 2 to 6 were expected
              it is shown as level 2
              write a level from 2 to 6
            blocks[0].language: “x” is not a language tag
              the language is taken as unknown
              write a BCP 47 tag, such as en, fr or ar
            actors[0].ids.wikidata: “wd:Q912” is not a Wikidata id
              the id is left out
              write Q and digits, such as Q912
            actors[0]: 91, 0 is not a place on the globe
              the position is left out; the name of the place stays
              write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither
            mentions[1].certainty: a certainty lies between 0 and 1, and this is 95
              the certainty is left out
              write a number from 0 to 1
            events[0].when: “2013-13” is not an EDTF date: a month is 01 to 12, or a part of the year 21 to 41, at character 6
              it is shown as undated
              write it as 2015-10-21, 2014, 2013~ or 2012/2014
            events[0].where: 126.5, -8 is not a place on the globe
              the position is left out; the name of the place stays
              write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither
            events[0].certainty: a certainty lies between 0 and 1, and this is -0.1
              the certainty is left out
              write a number from 0 to 1
            events[1].where: 18.44, ? is not a place on the globe
              the position is left out; the name of the place stays
              write degrees: lat from -90 to 90 and lon from -180 to 180, both or neither
        "#]],
    );
    assert_eq!(
        (article.language, article.direction, &article.blocks.as_slice()[0].language),
        (None, Direction::Ltr, &None)
    );
    assert_eq!(article.blocks.as_slice()[0].kind, BlockKind::Heading(2));
    assert_eq!((article.published, &article.events.as_slice()[0].when, article.events.len()), (None, &None, 2));
    assert_eq!((article.mentions.as_slice()[1].certainty, article.events.as_slice()[0].certainty), (None, None));
    assert!(
        matches!(&article.events.as_slice()[0].place, Some(Place::Named { name, position: None, .. }) if name == "Bamako")
    );
    assert!(
        matches!(&article.events.as_slice()[1].place, Some(Place::Named { name, position: None, .. }) if name == "Kidal")
    );
    assert_eq!(article.actors.as_slice()[0].wikidata, None);
    let (highest, _) = open(&patched(&[("/blocks/0/level", json!(i64::MAX))]));
    assert_eq!(highest.blocks.as_slice()[0].kind, BlockKind::Heading(6));
}

/// The advice for a text that is not a date, and the dates in it, which are valid.
#[test]
fn advice_for_dates() {
    let usual = "write it as 2015-10-21, 2014, 2013~ or 2012/2014";
    let cases = [
        // About, perhaps, before, after
        ("circa 1900", "write 1900~"),
        ("c. 1900", "write 1900~"),
        ("ca.1900", "write 1900~"),
        ("About May 2013", "write 2013-05~"),
        ("1900 (?)", "write 1900?"),
        ("probably around 1900", "write 1900%"),
        ("before 1900", "write ../1900"),
        ("since 5 May 2013", "write 2013-05-05/.."),
        // Centuries, decades, other years
        ("19", "write 19XX, or 0019 for the year"),
        ("197", "write 197X, or 0197 for the year"),
        ("1970s", "write 197X"),
        ("mid-1970s", "write 197X~"),
        ("1900s", "write 19XX"),
        ("the 19th century", "write 18XX"),
        ("2nd century BCE", "write -01XX"),
        ("12345", "write Y12345"),
        ("-61000", "write Y-61000"),
        ("Y2006", "write 2006"),
        ("-44", "write -0044"),
        ("44 BC", "write -0043"),
        ("200 B.C.", "write -0199"),
        ("1 BCE", "write 0000"),
        ("12000 BCE", "write Y-11999"),
        ("15 March 44 BC", "write -0043-03-15"),
        ("AD 79", "write 0079"),
        ("+2006%", "write 2006%"),
        // Days
        ("2013-02-30", "that month ends on 2013-02-28"),
        ("2012-02-30", "that month ends on 2012-02-29"),
        ("31/04/2013", "that month ends on 2013-04-30"),
        ("30 February 2013", "that month ends on 2013-02-28"),
        ("2013-13-05", "write 2013-05-13"),
        ("1/2/2013", "write 2013-02-01, or 2013-01-02 if the month comes first"),
        ("2/2/2013", "write 2013-02-02"),
        ("12/25/2013", "write 2013-12-25"),
        ("21.10.2015", "write 2015-10-21"),
        ("2013/02/01", "write 2013-02-01"),
        ("2013.2.1", "write 2013-02-01"),
        ("20130201", "write 2013-02-01, or Y20130201 for the year"),
        ("2013-2-1", "write 2013-02-01"),
        // Months and seasons
        ("2013-2", "write 2013-02"),
        ("2013/02", "write 2013-02"),
        ("02/2013", "write 2013-02"),
        ("201302", "write 2013-02, or Y201302 for the year"),
        ("May 2013", "write 2013-05"),
        ("Sept. 2013", "write 2013-09"),
        ("May 5, 2013", "write 2013-05-05"),
        ("Monday, 6th May 2013", "write 2013-05-06"),
        ("5 août 2013", "write 2013-08-05"),
        ("1er mai 2013", usual),
        ("Spring 2013", "write 2013-21"),
        // Times
        ("2013-05-03 14:30", "write 2013-05-03T14:30:00"),
        ("2013-05-03 14:30:05", "write 2013-05-03T14:30:05"),
        ("2013-05-03T14:30", "write 2013-05-03T14:30:00"),
        // Intervals
        ("2012-2014", "write 2012/2014"),
        ("2012–2014", "write 2012/2014"),
        ("from 2012 to 2014", "write 2012/2014"),
        ("1914-18", "write 1914/1918"),
        ("1939-45", "write 1939/1945"),
        ("May 2013 - June 2014", "write 2013-05/2014-06"),
        ("1/2/2013 – 3/2/2013", usual),
        ("1984/open", "write 1984/.."),
        ("unknown/1984", "write /1984"),
        ("2014/2012", "write the earlier date first: 2012/2014"),
        ("2013-01-11/2013", "write the end as exactly as the start: 2013 begins before 2013-01-11"),
        ("2005-07-25T10:10:10Z/2006-01-01T10:10:10Z", "write 2005-07-25/2006-01-01"),
        // Notation
        ("19xx", "write 19XX"),
        ("19uu", "write 19XX"),
        ("1984?~", "write 1984%"),
        ("[1667, 1668]", "write [1667,1668]"),
        ("1863- 03-29", "write 1863-03-29"),
        // Nothing, and nothing that is understood
        ("", "leave it out if the date is not known"),
        ("n.d.", "leave it out if the date is not known"),
        ("the day after the coup", usual),
        ("10 May", usual),
        ("5 May 13", usual),
        ("1/2/13", usual),
        ("2013-02-30/", "that month ends on 2013-02-28"),
        ("2013-13", usual),
        ("2016-05-02T01:01:60", usual),
        ("2013-02-00", usual),
        ("2016-05-02T12:00:00+0230", usual),
        ("٢٠١٣", usual),
        ("99999999999999999999999", usual),
    ];
    for (text, expected) in cases {
        let (_, problems) = open(&patched(&[("/events/0/when", json!(text))]));
        assert_eq!(problems.iter().map(|problem| problem.help()).collect::<Vec<_>>(), [expected], "{text}");
        let words = expected.split(' ').map(|word| word.trim_end_matches([',', ':']));
        for date in words.filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
            assert!(Date::parse(date).is_ok(), "{date}");
        }
    }
}

#[test]
fn invalid_and_unsafe_links() {
    let script = || json!("javascript:alert(1)");
    let links = [
        ("/source/url", script()),
        ("/actors/0/links/0/url", json!("//example.org")),
        ("/events/0/sources/0/url", json!("data:text/html,x")),
        ("/blocks/1/marks/0/href", script()),
    ];
    let article = check(
        &links,
        expect![[r#"
        source.url: “javascript:alert(1)” is not an http, https or mailto address
          the link is left out
          write the whole address, beginning with https://
        blocks[1].marks[0].href: “javascript:alert(1)” is not an http, https or mailto address
          the link is left out
          write the whole address, beginning with https://
        actors[0].links[0].url: “//example.org” is not an http, https or mailto address
          the link is left out
          write the whole address, beginning with https://
        events[0].sources[0].url: “data:text/html,x” is not an http, https or mailto address
          the link is left out
          write the whole address, beginning with https://
    "#]],
    );
    assert!(article.actors.as_slice()[0].links.is_empty() && article.events.as_slice()[0].sources.is_empty());
    assert!(article.blocks.as_slice()[1].styles.is_empty());
    assert_eq!(article.source, None);
    check(
        &[("/blocks/1/marks/0/href", json!(null))],
        expect![[r#"
        blocks[1].marks[0]: a link needs an address (href)
          the link is left out; its words stay
          add href, or make it emphasis or strong
    "#]],
    );
}

/// A book has a title and no address.
#[test]
fn works_without_an_address() {
    let book = || json!({ "title": "A History of Mali" });
    let article = open_clean(&patched(&[
        ("/source", book()),
        ("/actors/0/links/-", book()),
        ("/events/0/sources", json!([book(), { "url": "https://example.org/", "title": " " }])),
    ]));
    let named = NamedLink { url: None, title: Some("A History of Mali".to_owned()) };
    assert_eq!(article.actors.as_slice()[0].links[1], named);
    let sources = &article.events.as_slice()[0].sources;
    assert_eq!((&sources[0], sources[1].title.as_deref()), (&named, None), "a blank title is none");
    assert!(article.source.is_some_and(|source| source.url.is_none() && source.title == named.title));
    open_clean(&patched(&[("/source", json!({ "license": "CC BY 4.0" }))]));

    let article = check(
        &[
            ("/source", json!({ "title": "" })),
            ("/actors/0/links/0", json!({ "note": "p. 9" })),
            ("/events/0/sources/-", json!({ "url": null, "title": " " })),
            ("/events/0/sources/-", json!({ "url": "www.example.org", "title": "Example" })),
        ],
        expect![[r#"
            source: neither url nor title says what is meant
              it is left out
              add a url, a title, or both
            actors[0].links[0]: neither url nor title says what is meant
              it is left out
              add a url, a title, or both
            events[0].sources[1]: neither url nor title says what is meant
              it is left out
              add a url, a title, or both
            events[0].sources[2].url: “www.example.org” is not an http, https or mailto address
              the link is left out
              write the whole address, beginning with https://
        "#]],
    );
    assert!(article.source.is_none() && article.actors.as_slice()[0].links.is_empty());
    let sources = &article.events.as_slice()[0].sources;
    assert_eq!(sources[1], NamedLink { url: None, title: Some("Example".to_owned()) });
}

#[test]
fn all_problems_are_reported_and_the_rest_is_kept() {
    let (article, problems) = open(&patched(&[
        ("/published", json!("soon")),
        ("/blocks/0/level", json!(9)),
        ("/actors/1/id", json!("mali")),
        ("/mentions/0/at/0/quote", json!("Niger")),
        ("/mentions/0/actor", json!("niger")),
        ("/events/1/when", json!("then")),
        ("/relations/0/kind", json!("after")),
    ]));
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    let expected = [
        "published",
        "actors[1].id",
        "blocks[0].level",
        "mentions[0].actor",
        "mentions[0].at[0]",
        "mentions[1].actor",
        "events[0].attributed_to",
        "events[1].when",
        "relations[0].kind",
    ];
    assert_eq!(paths, expected);
    assert_eq!(
        (article.blocks.len(), article.actors.len(), article.events.len(), article.relations.len()),
        (2, 2, 2, 1)
    );
}
