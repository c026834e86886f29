//! brat standoff.

use crate::common::{events, mentions, read_one, try_read_as};
use whowhen_formats::Format;

const TEXT: &str = "Citibank was involved in moving about $100 million for Raul Salinas. He is 👍 a brother.\n";

#[test]
fn ranges_events_relations_and_attributes() {
    let annotations = "\
T1\tOrganization 0 8\tCitibank
T2\tMoney 38 50\t$100 million
T3\tTransfer-money 25 31\tmoving
E1\tTransfer-money:T3 Giver-Arg:T1 Money-Arg:T2 Beneficiary-Arg:T4
T4\tPerson 55 67\tRaul Salinas
T5\tPerson 69 71\tHe
A1\tMention T5 Pronominal
*\tEquiv T4 T5
A2\tNegation E1
R1\tOrigin Arg1:T1 Arg2:T4\t
#1\tAnnotatorNotes T1\ta bank
";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", TEXT)]);
    let article = &document.article;
    assert_eq!(
        mentions(article),
        [
            "Citibank [0,8) -> citibank (organisation)",
            "$100 million [38,50) -> 100-million (Money)",
            "Raul Salinas [55,67) -> raul-salinas (person)",
            "He [69,71) -> raul-salinas (person)",
        ]
    );
    assert_eq!(
        events(article),
        [
            "Transfer-money: Citibank: moving ($100 million, Raul Salinas) | agent citibank, Money 100-million, beneficiary raul-salinas | \
          Citibank was involved in moving about $100 million for Raul Salinas."
        ]
    );
    assert_eq!(article.events[0].status.as_deref(), Some("denied"));
    assert_eq!(article.extra["actor_relations"][0]["kind"], "Origin");
    let report = document.report.to_string();
    assert_eq!(article.actors[0].description.as_deref(), Some("a bank"));
    assert!(report.contains("positions, counted in code points, have their words: 5"), "{report}");
}

#[test]
fn positions_in_utf16_and_windows_line_ends_are_found_out() {
    let text = "👍 Ali came.\r\nBob left 👍. Ali stayed.\r\n";
    for (annotations, unit) in [
        ("T1\tPER 2 5\tAli\nT2\tPER 12 15\tBob\nT3\tPER 24 27\tAli\n", "code points"),
        ("T1\tPER 3 6\tAli\nT2\tPER 14 17\tBob\nT3\tPER 27 30\tAli\n", "UTF-16 units"),
        ("T1\tPER 5 8\tAli\nT2\tPER 16 19\tBob\nT3\tPER 31 34\tAli\n", "bytes of UTF-8"),
    ] {
        let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", text)]);
        assert_eq!(
            mentions(&document.article),
            ["Ali [2,5) -> ali (person)", "Bob [0,3) -> bob (person)", "Ali [12,15) -> ali (person)"],
            "{unit}"
        );
        assert!(document.report.to_string().contains(&format!("counted in {unit}, have their words: 3")));
    }
}

#[test]
fn pieces_are_joined_by_one_space() {
    let annotations = "T1\tSTATE 0 5;16 21\tNorth Korea\n";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", "North and South Korea.")]);
    assert_eq!(mentions(&document.article), ["North [0,5) + Korea [16,21) -> north-korea (state)"]);
}

#[test]
fn nothing_is_left_out_in_silence() {
    let annotations = "\
T1\tPER 0 3\tAli
T2\tPER 100 103\tEve
T3\tPER 4 8\tleft
nonsense
E1\tLeave:T9 Who:T1
R1\tKnows Arg1:T1 Arg2:T7
A1\tMood T1 Happy
";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", "Ali came.")]);
    let report = document.report.to_string();
    for part in [
        "ranges outside the text: 1 (a.ann, line 2)",
        "ranges that do not have the words that the source says: 1 (a.ann, line 3)",
        "lines that are no annotation: 1 (a.ann, line 4)",
        "events whose trigger is not there: 1 (a.ann, line 5)",
        "relations with an id that does not exist, or with a trigger: 1 (a.ann, line 6)",
        "attributes “Mood”: 1 (a.ann, line 7)",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn layers_in_several_files_and_chains_by_name() {
    let files = [
        (
            "x/coref.ann",
            "T0\tPROP_PER 0 5\tAlice\nT1\tAlice-1 0 5\tAlice\nT2\tPRON_PER 15 18\tShe\nT3\tAlice-1 15 18\tShe\n",
        ),
        ("x/entities.ann", "T0\tPER 0 5\tAlice\n"),
        ("x/events.ann", "T1\tEVENT 19 22\tran\n"),
        ("x/text.txt", "Alice saw it . She ran away ."),
    ];
    let document = read_one(Format::Brat, &files);
    assert_eq!(mentions(&document.article), ["Alice [0,5) -> alice (person)", "She [15,18) -> alice (person)"]);
    assert_eq!(events(&document.article), ["other: She ran away . |  | She ran away ."]);
    assert_eq!(document.article.mentions[1].form.as_deref(), Some("pronoun"));
}

#[test]
fn events_within_events_are_parts_of_them() {
    let annotations = "T1\tReport 4 8\tsaid\nE1\tReport:T1 Event:E2\nT2\tMerge 14 20\tmerged\nE2\tMerge:T2\n";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", "Ali said they merged.")]);
    let relation = &document.article.relations[0];
    assert_eq!((relation.from.as_str(), relation.to.as_str(), relation.kind.as_str()), ("e2", "e1", "part_of"));
}

#[test]
fn annotations_need_their_text() {
    let error = try_read_as(Format::Brat, &[("a.ann", "T1\tPER 0 3\tAli\n")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.ann: there are annotations, and the text that they belong to is missing. Open a.txt together with a.ann."
    );
}

#[test]
fn times_places_and_notes_of_events() {
    let annotations = "\
T1\tMeet 6 9\tmet
T2\tDate 17 33\t4 September 1998
T3\tGPE 37 41\tMali
T4\tPER 0 5\tAlice
E1\tMeet:T1 Who:T4 When:T2 Place:T3
#1\tTitle E1\tA meeting
#2\tAnnotatorNotes E1\tThey met.
#3\tAnnotatorNotes E1\tAnother.
";
    let text = "Alice met Bob on 4 September 1998 in Mali.";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", text)]);
    let event = &document.article.events[0];
    assert_eq!(event.when.as_deref(), Some("1998-09-04"));
    assert_eq!(event.when_text.as_deref(), Some("4 September 1998"));
    assert_eq!(event.r#where, Some(whowhen_core::file::PlaceFile::Actor("mali".to_owned())));
    assert_eq!((event.title.as_deref(), event.summary.as_deref()), (Some("A meeting"), Some("They met.")));
    assert_eq!(event.participants.len(), 1);
    assert!(document.report.to_string().contains("Left out: notes of annotators: 1 (a.ann, line 8)"));
}

#[test]
fn a_heading_is_the_title_and_stays_if_it_is_annotated() {
    let text = "Alice in the city\n\nAlice walked through the city for a long time.\n";
    for (annotations, blocks) in [("T1\tPER 19 24\tAlice\n", 1), ("T1\tPER 0 5\tAlice\n", 2)] {
        let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", text)]);
        assert_eq!((document.article.title.as_str(), document.article.blocks.len()), ("Alice in the city", blocks));
    }
}

#[test]
fn whom_something_happened_to_is_not_told_as_the_one_who_did_it() {
    let annotations = "T1\tKill 10 16\tkilled\nT2\tPER 0 5\tAlice\nE1\tKill:T1 Victim:T2\n";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", "Alice was killed there.")]);
    assert_eq!(document.article.events[0].title.as_deref(), Some("killed (Alice)"));
}

#[test]
fn the_fullest_name_of_a_chain_is_its_name() {
    let text = "William Bligh sailed. Bligh slept. Bligh woke.";
    let annotations = "T1\tPER 0 13\tWilliam Bligh\nT2\tPER 22 27\tBligh\nT3\tPER 35 40\tBligh\n*\tEquiv T1 T2 T3\n";
    let document = read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", text)]);
    let actor = &document.article.actors[0];
    assert_eq!((actor.name.as_deref(), actor.aliases.as_slice()), (Some("William Bligh"), &["Bligh".to_owned()][..]));
}

/// Reads annotations of a text.
fn read(text: &str, annotations: &str) -> whowhen_formats::Document {
    read_one(Format::Brat, &[("a.ann", annotations), ("a.txt", text)])
}

#[test]
fn two_layers_of_labels_are_no_chains() {
    let text = "Alice met Bob.";
    let of = |label: &str, other: &str| {
        let annotations =
            format!("T1\t{label} 0 5\tAlice\nT2\t{other} 0 5\tAlice\nT3\t{label} 10 13\tBob\nT4\t{other} 10 13\tBob\n");
        read(text, &annotations)
    };
    let names = |document: &whowhen_formats::Document| {
        let names: Vec<_> = document.article.actors.iter().filter_map(|actor| actor.name.clone()).collect();
        names.join(" ")
    };
    assert_eq!(names(&of("PER", "Politician")), "Alice Alice Bob Bob");
    assert_eq!(names(&of("GPE", "state")), "Alice Alice Bob Bob");
    assert_eq!(names(&of("PER", "person")), "Alice Bob");
    let chain = of("PER", "Alice-1");
    assert_eq!(names(&chain), "Alice");
    assert!(chain.report.to_string().contains("now the names of coreference chains: 2"), "{}", chain.report);
    // Of a chain, each range has another label.
    let document = read(text, "T1\tPER 0 5\tAlice\nT2\tCovid-19 0 5\tAlice\nT3\tCovid-19 10 13\tBob\n");
    assert_eq!(names(&document), "Alice Alice Bob");
}

#[test]
fn what_takes_part_in_an_event_is_an_event_or_a_second_time() {
    let annotations = "\
T1\tEvent 0 3\tWar
T2\tHurt 4 8\thurt
T3\tPER 9 14\tAlice
T4\tDATE 18 21\tMay
T5\tDATE 26 30\tJune
E1\tHurt:T2 Cause:T1 Victim:T3 Time-Within:T4 Time-Ending:T5
";
    let document = read("War hurt Alice in May and June.", annotations);
    let relation = &document.article.relations[0];
    let war = document.article.events.iter().find(|event| event.kind.as_deref() == Some("other")).unwrap();
    assert_eq!((relation.from.as_str(), relation.to.as_str(), relation.kind.as_str()), (&*war.id, "e1", "causes"));
    assert_eq!(document.article.events[0].when_text.as_deref(), Some("May"));
    let report = document.report.to_string();
    assert!(report.contains("Changed: events that take part in events, now in relation to them: 1 (e1)"), "{report}");
    assert!(report.contains("Left out: further times of events: 1 (e1: June)"), "{report}");
}

#[test]
fn where_something_moves_from_is_not_where_it_happens() {
    let annotations = "\
T1\tPER 0 5\tAlice
T2\tMove 6 10\twent
T3\tLOC 16 21\tParis
T4\tLOC 25 29\tRome
E1\tMove:T2 Origin:T3 Agent:T1 Destination:T4
#1\tDate E1\tsometime
";
    let document = read("Alice went from Paris to Rome.", annotations);
    assert_eq!(
        events(&document.article),
        [
            "Move: went (Paris, Alice, Rome) | Origin paris, agent alice, Destination rome | Alice went from Paris to Rome."
        ]
    );
    let event = &document.article.events[0];
    assert_eq!((&event.r#where, &event.when, event.when_text.as_deref()), (&None, &None, Some("sometime")));
    assert!(document.report.to_string().contains("dates of events that are not in EDTF"), "{}", document.report);
}

#[test]
fn ids_elsewhere_are_addresses_or_ids_of_a_register() {
    let annotations = "\
T1\tGPE 0 5\tParis
N1\tReference T1 http://www.wikidata.org/entity/Q90\tParis
N2\tReference T1 Geo:1\tx
N3\tReference T1 Geo:2\tx
N4\tReference T1 https://example.org/paris\tx
";
    let document = read("Paris slept.", annotations);
    let actor = &document.article.actors[0];
    assert_eq!(serde_json::to_string(&actor.ids).unwrap(), r#"{"geo":"1","wikidata":"Q90"}"#);
    assert_eq!(actor.links[0].url.as_deref(), Some("https://example.org/paris"));
    let report = document.report.to_string();
    assert!(report.contains("second ids of an actor in a register: 1 (a.ann, line 4)"), "{report}");
}

#[test]
fn relations_of_events_with_mentions_and_events_that_are_there_twice() {
    let annotations = "\
T1\tPER 0 5\tAlice
T2\tRun 6 9\tran
T3\tFall 15 19\tfell
E1\tRun:T2
E2\tFall:T3
R1\tAgent Arg1:E1 Arg2:T1
*\tEquiv E1 E2
E1\tRun:T2
";
    let document = read("Alice ran. Bob fell.", annotations);
    assert_eq!(events(&document.article)[0], "Run: Alice: ran | agent alice | Alice ran.");
    let relations = &document.article.relations;
    assert_eq!((document.article.events.len(), relations.len(), relations[0].kind.as_str()), (2, 1, "same_as"));
    let report = document.report.to_string();
    assert!(report.contains("events with an id that is already there: 1 (a.ann, line 8)"), "{report}");
    assert!(!report.contains("does not exist"), "{report}");
}

#[test]
fn roles_and_kinds_in_other_schemes() {
    use whowhen_formats::labels::{event_kind, known, role};
    for (name, expected) in [
        ("A0", "agent"),
        ("Arg1", "target"),
        ("A2", "A2"),
        ("Arg2", "Arg2"),
        ("ARGM-LOC", "place"),
        ("Giver-Arg2", "agent"),
        ("Source_of_Speech", "speaker"),
        ("Place_2", "place"),
        ("Origin", "Origin"),
    ] {
        assert_eq!(role(name), expected, "{name}");
    }
    for (label, expected) in [
        ("Signal", "Signal"),
        ("Electrocution", "Electrocution"),
        ("Signed", "agreement"),
        ("Sign-Agreement", "agreement"),
        ("elections", "election"),
        ("Movement:TransportPerson", "deployment"),
        ("Conflict.Demonstrate", "protest"),
        ("CONTACT_MEET", "diplomacy"),
        ("Withdrawal", "withdrawal"),
    ] {
        assert_eq!(event_kind(label), expected, "{label}");
    }
    let known: Vec<bool> =
        ["PER", "PROP_PER", "person", "DATE", "Politician", "Alice-1"].map(|label| known(label).is_some()).to_vec();
    assert_eq!(known, [true, true, true, true, false, false]);
}
