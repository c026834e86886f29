//! UIMA CAS, as XMI and as JSON.

use crate::common::{check, events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::{Document, Format, FormatError};

/// Made with dkpro-cassis 0.12: `Cas.to_xmi`, of a CAS with the types of DKPro Core and layers as INCEpTION defines them.
const XMI: &str = r#"<?xml version='1.0' encoding='UTF-8'?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:dependency="http:///de/tudarmstadt/ukp/dkpro/core/api/syntax/type/dependency.ecore" xmlns:type0="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:custom="http:///webanno/custom.ecore" xmlns:type1="http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore" xmlns:type2="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
  <type:Token xmi:id="2" sofa="1" begin="0" end="2"/>
  <type:Token xmi:id="3" sofa="1" begin="3" end="8"/>
  <dependency:Dependency xmi:id="4" sofa="1" begin="3" end="8" Governor="2" Dependent="3" DependencyType="dep"/>
  <type0:NamedEntity xmi:id="5" sofa="1" begin="3" end="8" value="PER" identifier="http://www.wikidata.org/entity/Q1"/>
  <type0:NamedEntity xmi:id="6" sofa="1" begin="13" end="16" value="PER"/>
  <custom:Kinship xmi:id="7" sofa="1" begin="3" end="8" Governor="6" Dependent="5" value="sibling"/>
  <type1:CoreferenceLink xmi:id="8" sofa="1" begin="18" end="21" referenceType="pro"/>
  <type1:CoreferenceLink xmi:id="9" sofa="1" begin="3" end="8" next="8" referenceType="nam"/>
  <type1:CoreferenceChain xmi:id="10" sofa="1" first="9"/>
  <custom:Incident xmi:id="11" sofa="1" begin="9" end="12" value="Meeting" arguments="14 15"/>
  <custom:Report xmi:id="12" sofa="1" begin="32" end="36" arguments="16"/>
  <type2:DocumentMetaData xmi:id="13" sofa="1" begin="0" end="37" language="en" documentTitle="Greetings.txt" documentId="greet" documentUri="https://example.org/greet"/>
  <custom:IncidentArgumentsLink xmi:id="14" role="agent" target="5"/>
  <custom:IncidentArgumentsLink xmi:id="15" role="target" target="6"/>
  <cas:FSArray xmi:id="16" elements="17"/>
  <custom:IncidentArgumentsLink xmi:id="17" role="what" target="11"/>
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="👍 Alice met Bob. She &amp; &quot;Carol&quot; left."/>
  <cas:View sofa="1" members="2 3 4 5 6 7 8 9 10 11 12 13"/>
</xmi:XMI>"#;

/// The same CAS: `Cas.to_json`, without the type system.
const JSON: &str = r#"{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain", "sofaString": "👍 Alice met Bob. She & \"Carol\" left."}, {"%ID": 2, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "@sofa": 1, "begin": 0, "end": 2}, {"%ID": 3, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "@sofa": 1, "begin": 3, "end": 8}, {"%ID": 4, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency", "@sofa": 1, "begin": 3, "end": 8, "@Governor": 2, "@Dependent": 3, "DependencyType": "dep"}, {"%ID": 5, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 3, "end": 8, "value": "PER", "identifier": "http://www.wikidata.org/entity/Q1"}, {"%ID": 6, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 13, "end": 16, "value": "PER"}, {"%ID": 7, "%TYPE": "webanno.custom.Kinship", "@sofa": 1, "begin": 3, "end": 8, "@Governor": 6, "@Dependent": 5, "value": "sibling"}, {"%ID": 8, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink", "@sofa": 1, "begin": 18, "end": 21, "referenceType": "pro"}, {"%ID": 9, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink", "@sofa": 1, "begin": 3, "end": 8, "@next": 8, "referenceType": "nam"}, {"%ID": 10, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain", "@sofa": 1, "@first": 9}, {"%ID": 11, "%TYPE": "webanno.custom.Incident", "@sofa": 1, "begin": 9, "end": 12, "value": "Meeting", "@arguments": 18}, {"%ID": 12, "%TYPE": "webanno.custom.Report", "@sofa": 1, "begin": 32, "end": 36, "@arguments": 16}, {"%ID": 13, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", "@sofa": 1, "begin": 0, "end": 37, "language": "en", "documentTitle": "Greetings.txt", "documentId": "greet", "documentUri": "https://example.org/greet"}, {"%ID": 14, "%TYPE": "webanno.custom.IncidentArgumentsLink", "role": "agent", "@target": 5}, {"%ID": 15, "%TYPE": "webanno.custom.IncidentArgumentsLink", "role": "target", "@target": 6}, {"%ID": 16, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [17]}, {"%ID": 17, "%TYPE": "webanno.custom.IncidentArgumentsLink", "role": "what", "@target": 11}, {"%ID": 18, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [14, 15]}], "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]}}}"#;

/// An XMI with these elements and a text.
fn xmi(elements: &str, text: &str) -> String {
    let spaces = "xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
                  xmlns:tcas=\"http:///uima/tcas.ecore\" xmlns:c=\"http:///webanno/custom.ecore\" \
                  xmlns:ne=\"http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore\" \
                  xmlns:co=\"http:///de/tudarmstadt/ukp/dkpro/core/api/coref/type.ecore\" \
                  xmlns:seg=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\"";
    format!(
        "<xmi:XMI {spaces} xmi:version=\"2.0\">{elements}\
         <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" sofaString=\"{text}\"/></xmi:XMI>"
    )
}

fn read_xmi(elements: &str, text: &str) -> Document {
    read_one(Format::CasXmi, &[("a.xmi", &xmi(elements, text))])
}

fn try_read_json(json: &str) -> Result<Vec<Document>, FormatError> {
    try_read_as(Format::CasJson, &[("a.json", json)])
}

#[track_caller]
fn assert_report(document: &Document, parts: &[&str]) {
    let report = document.report.to_string();
    for part in parts {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn the_same_cas_as_xmi_and_as_json() {
    let xmi = read_one(Format::CasXmi, &[("a.xmi", XMI)]);
    let json = read_one(Format::CasJson, &[("a.json", JSON)]);
    for document in [&xmi, &json] {
        let article = &document.article;
        assert_eq!(
            mentions(article),
            ["Alice [2,7) -> alice (person)", "Bob [12,15) -> bob (person)", "She [17,20) -> alice (person)",]
        );
        assert_eq!(article.mentions[2].form.as_deref(), Some("pronoun"));
        assert_eq!(
            events(article),
            [
                "diplomacy: Alice: met (Bob) | agent alice, target bob | 👍 Alice met Bob.",
                "statement: She & \"Carol\" left. |  | She & \"Carol\" left.",
            ]
        );
        assert_eq!(article.actors[0].ids["wikidata"], "Q1");
        assert_eq!(article.extra["actor_relations"][0]["kind"], "sibling");
        assert_eq!(article.extra["actor_relations"][0]["from"], "bob");
        assert_eq!(
            (article.title.as_str(), article.id.as_str(), article.language.as_str()),
            ("Greetings", "greet", "en")
        );
        let url = article.source.as_ref().and_then(|source| source.url.as_deref());
        assert_eq!(url, Some("https://example.org/greet"));
        // The meeting is in a slot of the report.
        assert_eq!(article.relations[0].kind, "part_of");
        assert_report(
            document,
            &[
                "Left out: annotations of the layer “Token”, which is not about actors: 2",
                "Left out: annotations of the layer “Dependency”, which is not about actors: 1",
                "Changed: events in slots of events, now parts of them: 1",
            ],
        );
        assert_eq!(document.report.notes.iter().filter(|note| note.text.starts_with("features")).count(), 0);
    }
}

#[test]
fn each_text_is_a_document() {
    let elements = r#"
        <c:Person xmi:id="2" sofa="1" begin="0" end="3"><notes>one two</notes><notes>three</notes></c:Person>
        <c:Person xmi:id="4" sofa="3" begin="9" end="12"/>
        <c:Person xmi:id="5" sofa="9" begin="0" end="3"/>
        <cas:Sofa xmi:id="3" sofaNum="2" sofaID="french" sofaString="Bonjour, Zoë."/>
        <cas:Sofa xmi:id="6" sofaNum="3" sofaID="audio" sofaURI="file:a.mp3"/>
        <cas:View sofa="1" members="2"/><cas:View sofa="3" members="4"/><cas:View sofa="6" members=""/>"#;
    let documents = read_as(Format::CasXmi, &[("talks/a.xmi", &xmi(elements, "Zoë ran."))]);
    documents.iter().for_each(|document| check(&document.article));
    let of = |position: usize| &documents[position].article;
    assert_eq!(documents.len(), 2);
    // In the order of the file.
    assert_eq!((of(0).id.as_str(), of(0).title.as_str()), ("a-french", "a (french)"));
    assert_eq!((of(1).id.as_str(), of(1).title.as_str()), ("a-initialview", "a (_InitialView)"));
    assert_eq!(mentions(of(0)), ["Zoë [9,12) -> zoë (person)"]);
    assert_eq!(mentions(of(1)), ["Zoë [0,3) -> zoë (person)"]);
    assert_report(
        &documents[0],
        &[
            "Left out: views without a text: 1",
            "annotations of a text that is not there, of the type “Person”: 1 (talks/a.xmi, id 5)",
        ],
    );
    assert_report(&documents[1], &["features “notes” of the layer “Person”: 1 (talks/a.xmi, id 2)"]);
}

#[test]
fn chains_end_where_they_lead_back() {
    let elements = r#"
        <ne:NamedEntity xmi:id="2" sofa="1" begin="13" end="16" value="ORG" identifier="wd:Q7"/>
        <co:CoreferenceLink xmi:id="3" sofa="1" begin="0" end="3" next="4"/>
        <co:CoreferenceLink xmi:id="4" sofa="1" begin="13" end="16" next="3"/>
        <co:CoreferenceChain xmi:id="5" sofa="1" first="3"/>
        <co:CoreferenceChain xmi:id="6" sofa="1" first="4"/>
        <co:CoreferenceChain xmi:id="7" sofa="1" first="99"/>
        <co:CoreferenceLink xmi:id="8" sofa="1" begin="4" end="8" next="99"/>
        <co:CoreferenceChain xmi:id="9" sofa="1" first="8"/>
        <co:CoreferenceLink xmi:id="10" sofa="1" begin="9" end="12"/>"#;
    let document = read_xmi(elements, "Its name was UNO then");
    // The first link has the kind of the named entity that the second one is, and its id.
    assert_eq!(
        mentions(&document.article),
        [
            "UNO [13,16) -> uno (organisation)",
            "Its [0,3) -> uno (organisation)",
            "name [4,8) -> name (other)",
            "was [9,12) -> was (other)",
        ]
    );
    assert_eq!(document.article.actors[0].ids["wikidata"], "Q7");
    assert_report(
        &document,
        &[
            "links of chains that lead back or into another chain: 2 (a.xmi, id 5; a.xmi, id 6)",
            "links of chains with an id that does not exist: 2 (a.xmi, id 7; a.xmi, id 9)",
            "Kept: links of chains that are in no chain: 1 (a.xmi, id 10)",
        ],
    );
}

#[test]
fn slots_come_as_lists_of_ids_as_arrays_and_as_linked_lists() {
    let links = r#"<c:Link xmi:id="20" role="agent" target="2"/><c:Link xmi:id="21" role="victim" target="3"/>"#;
    for (arguments, more) in [
        ("20 21", ""),
        ("30", r#"<cas:FSArray xmi:id="30" elements="20 21"/>"#),
        ("30", r#"<cas:FSArray xmi:id="30"><elements>20</elements><elements>21</elements></cas:FSArray>"#),
        (
            "31",
            r#"<cas:NonEmptyFSList xmi:id="31" head="20" tail="32"/><cas:NonEmptyFSList xmi:id="32" head="21" tail="33"/><cas:EmptyFSList xmi:id="33"/>"#,
        ),
    ] {
        let elements = format!(
            r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3"/><c:Person xmi:id="3" sofa="1" begin="8" end="11"/>
               <c:Deed xmi:id="4" sofa="1" begin="4" end="7" arguments="{arguments}"/>
               <c:Deed xmi:id="5" sofa="1" begin="12" end="16"/>{links}{more}"#
        );
        let document = read_xmi(&elements, "Bob hit Ali hard.");
        assert_eq!(
            events(&document.article),
            [
                "Deed: Bob: hit (Ali) | agent bob, victim ali | Bob hit Ali hard.",
                // One annotation with slots makes events of the whole layer.
                "Deed: Bob hit Ali hard. |  | Bob hit Ali hard.",
            ],
            "{arguments} {more}"
        );
    }
}

#[test]
fn a_circle_of_lists_and_a_missing_target() {
    let elements = r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3"/>
        <c:Link xmi:id="20" role="agent" target="2"/><c:Link xmi:id="21" target="77"/>
        <cas:NonEmptyFSList xmi:id="31" head="20" tail="31"/>
        <c:Deed xmi:id="4" sofa="1" begin="4" end="7" arguments="31"/>
        <c:Fight xmi:id="5" sofa="1" begin="4" end="7" arguments="20 21"/>"#;
    let document = read_xmi(elements, "Bob hit Ali hard.");
    assert_report(
        &document,
        &[
            "features “arguments” of the layer “Deed”: 1 (a.xmi, id 4)",
            "slots with an annotation that is not there: 1 (a.xmi, id 5)",
        ],
    );
}

#[test]
fn labels_come_from_features_and_layers() {
    let elements = r#"
        <ne:NamedEntity xmi:id="2" sofa="1" begin="0" end="5"/>
        <c:Person xmi:id="3" sofa="1" begin="6" end="9" value="protagonist"/>
        <c:Character xmi:id="4" sofa="1" begin="10" end="13" entity="LOC" mood="calm" confidence="0.5"/>
        <seg:SurfaceForm xmi:id="5" sofa="1" begin="14" end="17" value="x"/>
        <ne:NamedEntity xmi:id="6" sofa="1" begin="18" end="22" value="MONEY"/>"#;
    let document = read_xmi(elements, "Alpha Bob Rom abc $100");
    assert_eq!(
        mentions(&document.article),
        [
            "Alpha [0,5) -> alpha (other)",
            "Bob [6,9) -> bob (person)",
            "Rom [10,13) -> rom (place)",
            "abc [14,17) -> abc (x)",
        ]
    );
    assert_eq!(document.article.mentions[2].certainty, Some(0.5));
    assert_report(
        &document,
        &[
            "features “value” of the layer “Person”: 1 (a.xmi, id 3)",
            "features “mood” of the layer “Character”: 1 (a.xmi, id 4)",
            "ranges labelled MONEY, which is no actor: 1 (a.xmi, id 6)",
        ],
    );
}

#[test]
fn relations_of_coreference_give_one_actor() {
    let elements = r#"
        <c:Person xmi:id="2" sofa="1" begin="0" end="2"/><c:Person xmi:id="3" sofa="1" begin="7" end="10" identifier="Q5"/>
        <c:Coref xmi:id="4" sofa="1" begin="0" end="2" Governor="2" Dependent="3" type="ana"/>
        <c:Event xmi:id="5" sofa="1" begin="3" end="6"/>
        <c:Who xmi:id="6" sofa="1" begin="0" end="2" Governor="5" Dependent="2" value="agent"/>
        <c:Coref xmi:id="7" sofa="1" begin="0" end="2" Governor="5" Dependent="3"/>
        <c:Who xmi:id="8" sofa="1" begin="0" end="2" Governor="5" Dependent="66"/>"#;
    let document = read_xmi(elements, "He ran Bob.");
    assert_eq!(mentions(&document.article), ["He [0,2) -> bob (person)", "Bob [7,10) -> bob (person)"]);
    assert_eq!(events(&document.article), ["other: Bob: ran | agent bob | He ran Bob."]);
    assert_eq!(document.article.actors[0].ids["wikidata"], "Q5");
    assert_report(
        &document,
        &[
            "relations that say that an event is an actor: 1 (a.xmi, id 7)",
            "relations with an annotation that is not there: 1 (a.xmi, id 8)",
        ],
    );
}

#[test]
fn positions_in_another_unit_show_at_the_end_of_the_text() {
    for (end, begin, words) in [(12, 3, ""), (11, 2, "counted in code points"), (14, 5, "counted in bytes of UTF-8")] {
        let elements = format!(
            r#"<tcas:DocumentAnnotation xmi:id="2" sofa="1" begin="0" end="{end}" language="x-unspecified"/>
               <c:Person xmi:id="3" sofa="1" begin="{begin}" end="{}"/>"#,
            begin + 3
        );
        let document = read_xmi(&elements, "👍 Ali came.");
        assert_eq!(mentions(&document.article), ["Ali [2,5) -> ali (person)"], "{words}");
        assert_report(&document, &[words]);
    }
}

#[test]
fn positions_that_are_nowhere_are_left_out() {
    let elements = r#"
        <c:Person xmi:id="2" sofa="1" begin="-3" end="2"/><c:Person xmi:id="3" sofa="1" begin="5" end="2"/>
        <c:Person xmi:id="4" sofa="1" begin="1" end="2"/><c:Person xmi:id="5" sofa="1" begin="0" end="99999999999"/>
        <c:Person xmi:id="6" sofa="1" begin="3" end="3"/><c:Person xmi:id="7" sofa="1" begin="3" end="99999999999999999999999"/>
        <c:Person xmi:id="8" sofa="1" begin="3" end="6"/><c:Person sofa="1" begin="3" end="6"/>
        <c:Person xmi:id="8" sofa="1" begin="3" end="6"/>"#;
    let document = read_xmi(elements, "👍 Ali came.");
    assert_eq!(document.article.mentions.len(), 2);
    assert_report(
        &document,
        &[
            "ranges outside the text: 4",
            "ranges that cover nothing: 1 (a.xmi, id 6)",
            "feature structures without a place in a text, of the type “Person”: 1 (a.xmi, id 7)",
            "feature structures without an id: 1",
            "feature structures whose id another has, to which nothing refers: 1 (a.xmi, id 8)",
        ],
    );
}

#[test]
fn the_file_of_the_type_system_is_not_needed() {
    let types = "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\"/>";
    let document = read_one(Format::CasXmi, &[("TypeSystem.xml", types), ("a.xmi", XMI)]);
    assert_eq!(document.article.mentions.len(), 3);
}

#[test]
fn structures_may_be_an_object_and_marks_are_no_part_of_names() {
    let json = r##"{"%TYPES": {"custom.Person": {"%NAME": "custom.Person", "%SUPER_TYPE": "uima.tcas.Annotation"}},
        "%FEATURE_STRUCTURES": {
            "1": {"%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "\ud83d\udc4d Ali c\u0061me."},
            "2": {"%TYPE": "custom.Person", "%FLAGS": [], "^begin": 3, "^end": 6, "#confidence": 0.25, "number": 1, "note": null},
            "3": 7
        },
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2]}, "other": {"%MEMBERS": null}, "bad": 3}}"##;
    let document = read_one(Format::CasJson, &[("a.json", json)]);
    assert_eq!(mentions(&document.article), ["Ali [2,5) -> ali (person)"]);
    assert_eq!(document.article.mentions[0].certainty, Some(0.25));
    assert_report(
        &document,
        &[
            "entries that are no feature structure: 1 (a.json, [2])",
            "views without a text: 1 (a.json, other)",
            "views that do not have the expected shape: 1 (a.json, bad)",
            "features “number” of the layer “Person”: 1 (a.json, id 2)",
        ],
    );
}

#[test]
fn a_number_in_json_is_no_reference() {
    let json = r#"{"%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "Ali came."},
        {"%ID": 2, "%TYPE": "custom.Person", "begin": 0, "end": 3, "age": 4, "name": "4"},
        {"%ID": 4, "%TYPE": "custom.Link", "role": "agent", "@target": 2}], "%VIEWS": {}}"#;
    let document = read_one(Format::CasJson, &[("a.json", json)]);
    assert_eq!(mentions(&document.article), ["Ali [0,3) -> ali (person)"]);
    assert_report(
        &document,
        &[
            "features “age” of the layer “Person”: 1",
            "features “name” of the layer “Person”: 1",
            "feature structures without a place in a text, of the type “Link”: 1 (a.json, id 4)",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_an_error_in_words() {
    let json = |structures: &str| format!("{{\"%TYPES\": {{}}, \"%FEATURE_STRUCTURES\": {structures}}}");
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for (text, words) in [
        (json("[]"), "a.json: there is no text in the CAS. Export it again, with its text."),
        (json("7"), "the field %FEATURE_STRUCTURES is no list and no object"),
        (json("[{\"%ID\": 1"), "the file is not valid JSON"),
        (
            "{\"%TYPES\": {}}".to_owned(),
            "the JSON does not have the expected shape: missing field `%FEATURE_STRUCTURES`",
        ),
        (json(&deep), ""),
        (json(&format!("[{{\"%ID\": 1, \"%TYPE\": \"uima.cas.Sofa\", \"sofaString\": {deep}}}]")), ""),
    ] {
        let error = try_read_json(&text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    let cut = &XMI[..XMI.len() / 2];
    let error = try_read_as(Format::CasXmi, &[("a.xmi", cut)]).unwrap_err().to_string();
    assert!(error.contains("the XML is not well-formed"), "{error}");
    let error = try_read_as(Format::CasXmi, &[("a.xmi", &xmi("", " "))]).unwrap_err().to_string();
    assert!(error.contains("there is no text in the CAS"), "{error}");
}

#[test]
fn many_references_to_one_array_end() {
    let number = 20_000;
    let elements: String = (0..number).map(|id| format!("{} ", id + 10)).collect();
    let mut all = format!("<cas:FSArray xmi:id=\"2\" elements=\"{elements}\"/>");
    for id in 0..number {
        all += &format!("<c:Deed xmi:id=\"{}\" sofa=\"1\" begin=\"0\" end=\"3\" arguments=\"2\"/>", id + 10);
    }
    let documents = read_as(Format::CasXmi, &[("a.xmi", &xmi(&all, "Ali came."))]);
    assert_eq!(documents[0].article.mentions.len(), number);
}

#[test]
fn an_object_is_a_cas_only_with_its_fields() {
    for text in
        ["{\"annotations\": []}", "[{\"text\": \"a\"}]", "<TEI/>", "<xmi:XMI xmlns:xmi='http://www.omg.org/XMI'/>"]
    {
        let file = whowhen_formats::InputFile::new("a.json", text);
        assert!(
            whowhen_formats::group::detect(&file)
                .iter()
                .all(|(format, _)| !matches!(format, Format::CasXmi | Format::CasJson)),
            "{text}"
        );
    }
}

#[test]
fn a_file_that_is_cut_or_changed_anywhere_is_read_or_an_error() {
    for (format, name, text) in [(Format::CasXmi, "a.xmi", XMI), (Format::CasJson, "a.json", JSON)] {
        for at in (0..text.len()).step_by(13).filter(|at| text.is_char_boundary(*at)) {
            let changed = text.replace("\"1", "\"7").replace(": 1", ": 7");
            for text in [&text[..at], &format!("{}9{}", &text[..at], &text[at..]), &changed] {
                let group = whowhen_formats::group(vec![whowhen_formats::InputFile::new(name, text)]).expect("a group");
                for document in whowhen_formats::read(&group[0], format, &Default::default()).into_iter().flatten() {
                    check(&document.article);
                }
            }
        }
    }
}
