//! WebAnno TSV 3.

use crate::common::{check, events, mentions, read_one, try_read_as};
use whowhen_formats::{Document, Format};

const PERSON: &str = "#T_SP=webanno.custom.Person|value";
const NAMED: &str = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value";
const COREF: &str =
    "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation";

/// A file with these layers and this body. In the body, `·` is a tab.
fn tsv(layers: &[&str], body: &str) -> String {
    format!("#FORMAT=WebAnno TSV 3.3\n{}\n\n\n{}", layers.join("\n"), body.replace('·', "\t"))
}

#[track_caller]
fn read(layers: &[&str], body: &str) -> Document {
    read_one(Format::WebAnnoTsv, &[("a.tsv", &tsv(layers, body))])
}

#[track_caller]
fn assert_report(document: &Document, parts: &[&str]) {
    let report = document.report.to_string();
    for part in parts {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn spans_stacked_over_several_tokens_and_without_a_value() {
    let body = "\
#Text=North Korea met Bob Ray.
1-1·0-5·North·_·GPE[1]|LOC[2]·
1-2·6-11·Korea·_·GPE[1]·
1-3·12-15·met·_·_·
1-4·16-19·Bob·http://www.wikidata.org/entity/Q5[3]·PER[3]·
1-5·20-23·Ray·http://www.wikidata.org/entity/Q5[3]·PER[3]·
1-6·23-24·.·*·*·
";
    let document = read(&[NAMED], body);
    assert_eq!(
        mentions(&document.article),
        [
            "North Korea [0,11) -> north-korea (state)",
            "North [0,5) -> north (place)",
            "Bob Ray [16,23) -> bob-ray (person)",
            ". [23,24) -> unnamed (other)",
        ]
    );
    assert_eq!(document.article.actors[2].ids["wikidata"], "Q5");
    assert_report(&document, &["positions, counted in UTF-16 units, have their words: 4"]);
}

#[test]
fn positions_hold_in_each_unit() {
    // The second sentence follows after one character.
    for (rows, unit) in [
        (["0-2", "3-6", "6-7", "8-10", "11-14"], "UTF-16 units"),
        (["0-1", "2-5", "5-6", "7-8", "9-12"], "code points"),
        (["0-4", "5-8", "8-9", "10-14", "15-18"], "bytes of UTF-8"),
    ] {
        let [a, b, c, d, e] = rows;
        let body = format!(
            "#Text=👍 Ali!\n1-1·{a}·👍·_·\n1-2·{b}·Ali·*·\n1-3·{c}·!·_·\n\n#Text=👍 Bob\n2-1·{d}·👍·_·\n2-2·{e}·Bob·*·\n"
        );
        let document = read(&[PERSON], &body);
        assert_eq!(mentions(&document.article), ["Ali [2,5) -> ali (person)", "Bob [2,5) -> bob (person)"], "{unit}");
        assert_eq!(document.article.blocks.len(), 2);
        assert_report(&document, &[&format!("positions, counted in {unit}, have their words: 2")]);
    }
}

#[test]
fn what_is_between_sentences_follows_from_their_positions() {
    let body = |second: usize, third: usize| {
        format!(
            "#Text=Ali ran.\n1-1·0-3·Ali·*·\n1-2·4-8·ran.·_·\n\n#Text=Bob ran.\n2-1·{second}-{}·Bob·*·\n\n\
             #Text=Eve ran.\n3-1·{third}-{}·Eve·*·\n",
            second + 3,
            third + 3
        )
    };
    for (second, third, blocks) in [
        (8, 16, &["Ali ran.Bob ran.Eve ran."][..]),
        (9, 18, &["Ali ran.", "Bob ran.", "Eve ran."]),
        (9, 19, &["Ali ran. Bob ran.", "Eve ran."]),
        (1_000_000_000_000, 0, &["Ali ran.", "Bob ran. Eve ran."]),
    ] {
        let document = read(&[PERSON], &body(second, third));
        let found: Vec<&str> = document.article.blocks.iter().map(|block| block.text.as_str()).collect();
        let found: Vec<String> = found.iter().map(|text| text.replace('\n', " ")).collect();
        assert_eq!(found, blocks, "{second} {third}");
        assert_eq!(document.article.mentions.len(), 3);
    }
}

#[test]
fn a_text_over_several_lines_with_escapes_and_comments() {
    let body = "\
#Sentence.id=s1
#Text=Ali\\tand \\\\ Bob
#Text=\\rran.
1-1·0-3·Ali·a\\|b\\[1\\]\\;\\_\\*\\->c\\\\·
1-2·4-7·and·_·
1-3·8-9·\\·_·
1-4·10-13·Bob·_·
1-5·15-19·ran.·_·
";
    let document = read(&["#Summary1=Two run.", "#T_SP=webanno.custom.Who|value"], body);
    assert_eq!(document.article.blocks[0].text, "Ali\tand \\ Bob");
    assert_eq!(document.article.blocks[1].text, "ran.");
    assert_eq!(mentions(&document.article), ["Ali [0,3) -> ali (a|b[1];_*->c\\)"]);
    assert_report(&document, &["lines with comments: 1 (a.tsv, line 2)", "ids of sentences: 1 (a.tsv, line 6)"]);
}

#[test]
fn texts_of_old_versions_have_escapes_of_java() {
    let text = "#FORMAT=WebAnno TSV 3.1\n#T_SP=webanno.custom.Person|\n\n\n#Text=\\uD83D\\uDC4D \\u0041li\\u00g\n\
                1-1\t0-2\t👍\t_\t\n1-2\t3-6\tAli\t*\t\n";
    let document = read_one(Format::WebAnnoTsv, &[("a.tsv", text)]);
    assert_eq!(mentions(&document.article), ["Ali [2,5) -> ali (person)"]);
    assert_eq!(document.article.blocks[0].text, "👍 Ali\\u00g");
}

#[test]
fn parts_of_tokens_and_annotations_of_nothing() {
    let body = "\
#Text=Anti-French law.
1-1·0-11·Anti-French·_·
1-1.1·5-11·French·NORP·
1-1.2·8-9·n·PER[1]·
1-1.3·3-3··PER·
1-2·12-15·law·PER[1]·
1-3·15-16·.·_·
";
    let document = read(&[PERSON], body);
    assert_eq!(
        mentions(&document.article),
        ["French [5,11) -> french (public)", "n [8,9) + law [12,15) -> n-law (person)"]
    );
    assert_report(&document, &["ranges that cover nothing: 1 (a.tsv, line 9)"]);
}

#[test]
fn relations_stand_at_their_target() {
    let layers = [PERSON, "#T_RL=webanno.custom.Kin|type|BT_webanno.custom.Person"];
    let body = "\
#Text=Ali , Bob and Eve
1-1·0-3·Ali·PER·_·_·
1-2·4-5·,·_·_·_·
1-3·6-9·Bob·PER[4]|LOC[5]·brother|friend·1-1[0_4]|1-5[6_5]·
1-4·10-13·and·_·_·_·
1-5·14-17·Eve·PER[6]·_|*·9-9|1-3[7_6]·
";
    let document = read(&layers, body);
    let relations = &document.article.extra["actor_relations"];
    assert_eq!(relations[0], serde_json::json!({"from": "ali", "to": "bob", "kind": "brother"}));
    assert_eq!(relations[1], serde_json::json!({"from": "eve", "to": "bob-2", "kind": "friend"}));
    assert_eq!(relations.as_array().map(Vec::len), Some(2));
    assert_report(&document, &["relations with an annotation that is not there: 2 (a.tsv, line 11; a.tsv, line 11)"]);
}

#[test]
fn relations_of_coreference_are_identities() {
    let layers =
        ["#T_SP=webanno.custom.Referent|entity|infstat", "#T_RL=webanno.custom.Coref|type|BT_webanno.custom.Referent"];
    let body = "\
#Text=She met Eve Ray and her crew
1-1·0-3·She·person·new·ana·1-3[1_0]·
1-2·4-7·met·_·_·_·_·
1-3·8-11·Eve·person[1]·giv[1]·_·_·
1-4·12-15·Ray·person[1]·giv[1]·_·_·
1-5·16-19·and·_·_·_·_·
1-6·20-23·her·person[3]|organization[4]·giv[3]|*[4]·coref|bridge:aggr·1-3[1_3]|1-3[1_4]·
1-7·24-28·crew·organization[4]·*[4]·_·_·
";
    let document = read(&layers, body);
    assert_eq!(
        mentions(&document.article),
        [
            "She [0,3) -> eve-ray (person)",
            "Eve Ray [8,15) -> eve-ray (person)",
            "her [20,23) -> eve-ray (person)",
            "her crew [20,28) -> her-crew (organisation)",
        ]
    );
    assert_eq!(document.article.extra["actor_relations"][0]["kind"], "bridge:aggr");
    assert_report(&document, &["features “infstat” of the layer “Referent”: 3"]);
}

#[test]
fn chains_are_actors() {
    let body = "\
#Text=Ali Ray said he ran
1-1·0-3·Ali·_·PER[1]·nam[7]·coref->7-1·
1-2·4-7·Ray·_·PER[1]·nam[7]·coref->7-1·
1-3·8-12·said·_·_·_·_·
1-4·13-15·he·_·_·pr\\[o[7]|*[8]·*->7-2|*->8-1·
1-5·16-19·ran·_·_·x·y·
";
    let document = read(&[NAMED, COREF], body);
    assert_eq!(
        mentions(&document.article),
        ["Ali Ray [0,7) -> ali-ray (person)", "he [13,15) -> ali-ray (person)", "he [13,15) -> he (other)",]
    );
    assert_report(
        &document,
        &[
            "features “referenceRelation” of the layer “CoreferenceLink”: 1 (a.tsv, line 7)",
            "cells that are not understood: 1 (a.tsv, line 11)",
        ],
    );
}

#[test]
fn slots_link_an_event_with_who_took_part() {
    let layers = [
        PERSON,
        "#T_SP=webanno.custom.Deed|value|ROLE_webanno.custom.Deed:arguments_webanno.custom.DeedLink|uima.tcas.Annotation",
        "#T_SP=webanno.custom.Plan|ROLE_webanno.custom.Plan:steps_webanno.custom.PlanLink|webanno.custom.Deed",
    ];
    let body = "\
#Text=Ali hit Bob Ray hard
1-1·0-3·Ali·*[1]·_·_·_·_·_·
1-2·4-7·hit·_·Attack·agent;victim;*;place·1-1[1];1-3[2];1-5;9-9[3]·_·_·
1-3·8-11·Bob·*[2]·_·_·_·_·_·
1-4·12-15·Ray·*[2]·_·_·_·_·_·
1-5·16-20·hard·_·*[5]|*[6]·*[5]|agent[6]·_|1-1[1]·*·1-2·
";
    let document = read(&layers, body);
    assert_eq!(
        events(&document.article),
        [
            "attack: Ali: hit (Bob Ray) | agent ali, victim bob-ray | Ali hit Bob Ray hard",
            "Deed: Ali hit Bob Ray hard |  | Ali hit Bob Ray hard",
            "Deed: Ali: hard | agent ali | Ali hit Bob Ray hard",
            "Plan: Ali hit Bob Ray hard |  | Ali hit Bob Ray hard",
        ]
    );
    let relations: Vec<_> = document.article.relations.iter().map(|relation| relation.kind.as_str()).collect();
    assert_eq!(relations, ["part_of", "part_of"]);
    assert_report(&document, &["slots with an annotation that is not there: 1"]);
}

#[test]
fn layers_of_grammar_are_counted_unless_something_names_them() {
    let layers = [
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma|value",
        "#T_RL=de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency|DependencyType|BT_de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS",
        "#T_RL=webanno.custom.Kin||BT_de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
    ];
    let body = "#Text=Ali ran\n1-1·0-3·Ali·N·ali·nsubj·1-2·*·1-2·\n1-2·4-7·ran·V·run·root·1-2·_·_·\n";
    let document = read(&layers, body);
    assert_eq!(mentions(&document.article), ["ran [4,7) -> ran (Token)", "Ali [0,3) -> ali (Token)"]);
    assert_report(
        &document,
        &[
            "annotations of the layer “POS”, which is not about actors: 2",
            "annotations of the layer “Lemma”, which is not about actors: 2",
            "annotations of the layer “Dependency”, which is not about actors: 2",
        ],
    );
}

#[test]
fn numbers_used_again_and_gaps() {
    let body = "\
#Text=North and South Korea
1-1·0-5·North·GPE[1]·
1-2·6-9·and·_·
1-3·10-15·South·_·
1-4·16-21·Korea·GPE[1]·

#Text=Then Mali
2-1·22-26·Then·_·
2-2·27-31·Mali·GPE[1]·
";
    let document = read(&[PERSON], body);
    assert_eq!(
        mentions(&document.article),
        ["North [0,5) + Korea [16,21) -> north-korea (state)", "Mali [5,9) -> mali (state)"]
    );
    assert_report(&document, &["numbers of annotations that stand for several of them: 1 (a.tsv, line 13)"]);
}

#[test]
fn without_texts_the_tokens_make_them() {
    let document = read(&[PERSON], "1-1·5-8·Ali·*·\n1-2·10-13·ran·_·\n1-3·13-14·.·_·\n");
    assert_eq!(document.article.blocks[0].text, "Ali  ran.");
    assert_eq!(mentions(&document.article), ["Ali [0,3) -> ali (person)"]);
    assert_report(&document, &["sentences whose text is made of its tokens: 1 (a.tsv, line 5)"]);
}

#[test]
fn nothing_is_left_out_in_silence() {
    let body = "\
#Text=Ali ran
1-1·0-3·Ali·*·more·
1-2·4-99·ran·*·
1-3·9-1·x·*·
1-4·2·x·*·
x-5·2-3·x·*·
1-6·0-3·Bob·*·
1-7·0-3·Ali
nonsense
";
    let document = read(&[PERSON, "#T_XX=a|b"], body);
    assert_eq!(mentions(&document.article), ["Ali [0,3) -> ali (person)", "ran [4,7) -> ran (person)"]);
    assert_report(
        &document,
        &[
            "layers that are declared in an unknown way: 1 (a.tsv, line 3)",
            "cells beyond the columns of the layers: 1 (a.tsv, line 7)",
            "ranges moved to the only place that has their words: 1 (a.tsv, line 8)",
            "ranges outside the text: 1 (a.tsv, line 9)",
            "ranges that do not have the words that the source says: 1 (a.tsv, line 12)",
            "lines that are no token: 3 (a.tsv, line 10; a.tsv, line 11; a.tsv, line 14)",
            "lines with fewer columns than the layers have: 1 (a.tsv, line 13)",
        ],
    );
}

#[test]
fn windows_line_ends_and_a_file_without_tokens() {
    let text = tsv(&[PERSON], "#Text=Ali ran\n1-1·0-3·Ali·*·\n1-2·4-7·ran·_·\n").replace('\n', "\r\n");
    let document = read_one(Format::WebAnnoTsv, &[("a.tsv", &text)]);
    assert_eq!(mentions(&document.article), ["Ali [0,3) -> ali (person)"]);
    let error = try_read_as(Format::WebAnnoTsv, &[("a.tsv", &tsv(&[PERSON], ""))]).unwrap_err();
    assert_eq!(error.to_string(), "a.tsv: there are no tokens in the file. Export it again as WebAnno TSV 3.");
}

#[test]
fn many_relations_at_a_token_with_many_annotations_end() {
    let layers = [PERSON, "#T_RL=webanno.custom.Kin|type|BT_webanno.custom.Person"];
    let number = 20_000;
    let stacked = |cell: fn(usize) -> String| (1..=number).map(cell).collect::<Vec<_>>().join("|");
    let spans = stacked(|index| format!("*[{index}]"));
    let kinds = stacked(|_| "a".to_owned());
    let sources = stacked(|index| format!("1-1[{index}_20000]"));
    let body = format!("#Text=Ali ran\n1-1·0-3·Ali·{spans}·{kinds}·{sources}·\n1-2·4-7·ran·_·_·_·\n");
    let document = read(&layers, &body);
    assert_eq!(document.article.mentions.len(), number);
    assert_report(&document, &["relations and slots at tokens with very many annotations"]);
}

#[test]
fn a_file_that_is_cut_or_changed_anywhere_is_read_or_an_error() {
    let layers = [
        NAMED,
        "#T_SP=webanno.custom.Deed|value|ROLE_webanno.custom.Deed:arguments_webanno.custom.DeedLink|uima.tcas.Annotation",
        COREF,
        "#T_RL=webanno.custom.Kin|type|BT_webanno.custom.Person",
    ];
    let body = "\
#Text=👍 Ali hit Bob \\t hard
1-1·0-2·👍·_·_·_·_·_·_·_·_·_·
1-2·3-6·Ali·*[1]·PER[1]·_·_·_·nam[7]·coref->7-1·_·_·
1-3·7-10·hit·_·_·Attack·agent;victim·1-2[1];1-4[2]·_·_·_·_·
1-4·11-14·Bob·*[2]·PER[2]·_·_·_·*[7]·*->7-2·a\\|b|*·1-2[1_2]|1-4·
";
    let text = tsv(&layers, body);
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        for with in ["", "9", "-", "\t", "\n", "\\", "[", "|", "->"] {
            let changed = format!("{}{with}{}", &text[..at], if with.is_empty() { "" } else { &text[at..] });
            let file = whowhen_formats::InputFile::new("a.tsv", changed);
            let group = whowhen_formats::group(vec![file]).expect("a group");
            let documents = whowhen_formats::read(&group[0], Format::WebAnnoTsv, &Default::default());
            documents.into_iter().flatten().for_each(|document| check(&document.article));
        }
    }
}

#[test]
fn a_long_sentence_without_its_text_is_read_in_a_moment() {
    const TOKENS: usize = 40_000;
    let rows: String = (0..TOKENS).map(|row| format!("1-{}·{}-{}·ab·_·\n", row + 1, row * 3, row * 3 + 2)).collect();
    let start = std::time::Instant::now();
    let document = read(&[PERSON], &rows);
    assert_eq!(document.article.blocks[0].text.len(), TOKENS * 3 - 1);
    // Counting the sentence anew at each token would take minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
