//! CoNLL columns.

use crate::common::{check, events, mentions, read_as, read_one, try_read_as};
use whowhen_formats::{Format, InputFile, Likelihood, ReadOptions, conll, group};

fn text(document: &whowhen_formats::Document) -> String {
    document.article.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_last_column_of_conll_2003_has_the_entities() {
    let file = "\
-DOCSTART- -X- -X- O

Alice NNP B-NP B-PER
visited VBD B-VP O
New NNP B-NP B-LOC
York NNP I-NP I-LOC
. . O O

-DOCSTART- -X- -X- O

Bob NNP B-NP B-PER
slept VBD B-VP O
";
    let documents = read_as(Format::Conll, &[("news.conll", file)]);
    assert_eq!(documents.len(), 2);
    documents.iter().for_each(|document| check(&document.article));
    assert_eq!(text(&documents[0]), "Alice visited New York.");
    assert_eq!(
        mentions(&documents[0].article),
        ["Alice [0,5) -> alice (person)", "New York [14,22) -> new-york (place)"]
    );
    assert_eq!((documents[1].article.id.as_str(), documents[1].article.title.as_str()), ("news-2", "news, 2"));
    let report = documents[0].report.to_string();
    assert!(report.contains("Left out: columns without tags of entities: 2, 3"), "{report}");
    assert!(report.contains("paragraphs of 5 sentences each"), "{report}");
}

#[test]
fn schemes_of_tags() {
    let cases = [
        ("IOB1", "A I-PER|B I-PER|C B-PER|d O|E I-LOC", vec!["A B", "C", "E"], 0),
        ("IOB2", "A B-PER|B I-PER|C B-PER|d O|E B-LOC", vec!["A B", "C", "E"], 0),
        ("BIOES", "A B-PER|B E-PER|C S-PER|d O|E S-LOC", vec!["A B", "C", "E"], 0),
        ("BILOU", "A B-PER|B L-PER|C U-PER|d O|E U-LOC", vec!["A B", "C", "E"], 0),
        ("labels alone", "A PERSON|B PERSON|d O|E LOCATION", vec!["A B", "E"], 0),
        ("invalid", "A B-PER|d O|B I-PER|C I-LOC|d O", vec!["A", "B", "C"], 2),
    ];
    for (scheme, rows, expected, invalid) in cases {
        let document = read_one(Format::Conll, &[("a.bio", &format!("{}\n", rows.replace('|', "\n")))]);
        let found: Vec<_> =
            document.article.mentions.iter().map(|mention| mention.at[0].quote.clone().unwrap_or_default()).collect();
        assert_eq!(found, expected, "{scheme}");
        let note = format!("entities that begin with no tag of a beginning, read as entities: {invalid}");
        assert_eq!(document.report.to_string().contains(&note), invalid > 0, "{scheme}: {}", document.report);
    }
}

#[test]
fn several_columns_are_layers() {
    let file = "University\tB-ORG\tO\t\nof\tI-ORG\tO\t\nOslo\tI-ORG\tB-GPE\t\nopened\tO\tO\t\n";
    let document = read_one(Format::Conll, &[("a.tsv", file)]);
    assert_eq!(
        mentions(&document.article),
        ["University of Oslo [0,18) -> university-of-oslo (organisation)", "Oslo [14,18) -> oslo (place)",]
    );
}

#[test]
fn tags_of_parts_of_a_word_are_of_the_word() {
    let document = read_one(Format::Conll, &[("a.bioes", "לעזה O^S-GPE\nנסע O\nדני B-PER\nכהן O^E-PER\n")]);
    assert_eq!(mentions(&document.article).len(), 2);
    assert!(document.report.to_string().contains("tags of parts of a word, now of the whole word: 2"));
}

#[test]
fn the_token_may_follow_a_number_and_comments_are_told() {
    let file =
        "# a comment of the source\n1\tBob\tB-PER\tO\n2\tleft\tO\tO\n# another\n\n1\tEve\tB-PER\tO\n2\tstayed\tO\tO\n";
    let document = read_one(Format::Conll, &[("a.tsv", file)]);
    assert_eq!(text(&document), "Bob left Eve stayed");
    assert!(document.report.to_string().contains("Left out: comments: 2 (a.tsv, line 1"), "{}", document.report);
}

#[test]
fn text_is_made_by_the_rules_of_print() {
    let cases = [
        ("“ Hello , ” said Bob 's aunt ( she did n't smile ) .", "“Hello,” said Bob's aunt (she didn't smile)."),
        ("He said \" no \" and \" yes \" !", "He said \"no\" and \"yes\"!"),
        ("the boys ' toys", "the boys' toys"),
        ("`` Go -LRB- now -RRB- '' , she cried", "“Go (now)”, she cried"),
        ("costs $ 5 or 3 %", "costs $5 or 3%"),
        ("北京 大学 。", "北京大学。"),
    ];
    for (tokens, expected) in cases {
        let file: String = tokens.split(' ').map(|token| format!("{token}\tO\n")).collect();
        let document = read_one(Format::Conll, &[("a.conll", &file)]);
        assert_eq!(text(&document), expected);
    }
}

#[test]
fn hipe_says_its_spaces_its_ids_and_its_documents() {
    let file = "\
TOKEN\tNE-COARSE-LIT\tNE-COARSE-METO\tNE-FINE-LIT\tNE-FINE-METO\tNE-FINE-COMP\tNE-NESTED\tNEL-LIT\tNEL-METO\tMISC
# hipe2022:document_id = paper-1900-01-01
# hipe2022:language = fr
# hipe2022:date = 1900-01-01
# hipe2022:other = x
L\tO\tO\tO\tO\tO\tO\t_\t_\tNoSpaceAfter
'\tO\tO\tO\tO\tO\tO\t_\t_\tNoSpaceAfter
université\tB-org\tO\tB-org.ent\tO\tO\tO\tQ209842\t_\t_
de\tI-org\tO\tI-org.ent\tO\tO\tO\tQ209842\t_\tEndOfLine
Paris\tI-org\tO\tI-org.ent\tO\tO\tB-loc\tQ209842\t_\tNoSpaceAfter
.\tO\tO\tO\tO\tO\tO\t_\t_\tEndOfSentence
# hipe2022:document_id = paper-1900-01-02
Rien\tO\tO\tO\tO\tO\tO\t_\t_\tEndOfSentence
";
    let documents = read_as(Format::Conll, &[("hipe.tsv", file)]);
    assert_eq!(documents.len(), 2);
    let article = &documents[0].article;
    check(article);
    assert_eq!(text(&documents[0]), "L'université de Paris.");
    assert_eq!(
        mentions(article),
        ["université de Paris [2,21) -> université-de-paris (organisation)", "Paris [16,21) -> paris (place)",]
    );
    assert_eq!(article.actors[0].ids["wikidata"], "Q209842");
    assert_eq!((article.language.as_str(), article.published.as_deref()), ("fr", Some("1900-01-01")));
    assert_eq!(article.title, "paper-1900-01-01");
    let report = documents[0].report.to_string();
    assert!(report.contains("tags in the column NE-FINE-LIT: 3"), "{report}");
    assert!(report.contains("comments “other”: 1"), "{report}");
}

#[test]
fn universal_dependencies_with_entities() {
    let file = "\
# newdoc id = story
# global.Entity = eid-etype-head-other
# newpar
# sent_id = 1
# text = Bob doesn't like Eve's cat.
1\tBob\tBob\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(e1-person-1)
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
3.1\t_\t_\t_\t_\t_\t_\t_\t_\tEntity=(e3-person-1)
4\tlike\tlike\tVERB\t_\t_\t0\troot\t_\t_
5\tEve\tEve\tPROPN\t_\t_\t7\tnmod\t_\tEntity=(e4-animal-3(e2-person-1)|SpaceAfter=No
6\t's\t's\tPART\t_\t_\t5\tcase\t_\t_
7\tcat\tcat\tNOUN\t_\t_\t4\tobj\t_\tEntity=e4)|SpaceAfter=No
8\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# newpar
# text = He ran.
1\tHe\the\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(e1-person-1)
2\tran\trun\tVERB\t_\t_\t0\troot\t_\tBridge=e1<e2|SpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\tEntity=e9)
";
    let document = read_one(Format::Conll, &[("story.conllu", file)]);
    assert_eq!(text(&document), "Bob doesn't like Eve's cat.\nHe ran.");
    assert_eq!(
        mentions(&document.article),
        [
            "Bob [0,3) -> bob (person)",
            "Eve [17,20) -> eve (person)",
            "Eve's cat [17,26) -> eve-s-cat (animal)",
            "He [0,2) -> bob (person)",
        ]
    );
    let report = document.report.to_string();
    for part in [
        "entities at empty nodes: 1 (story.conllu, line 10)",
        "fields “Bridge” of the last column: 1",
        "ends of mentions that nothing begins: 1",
        "Changed: paragraphs as the file separates them",
    ] {
        assert!(report.contains(part), "{part} is not in {report}");
    }
}

#[test]
fn other_orders_of_fields_pieces_and_tags_in_the_last_column() {
    let row = |number: usize, form: &str, misc: &str| format!("{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
    let file = format!(
        "# global.Entity = GRP-etype-infstat-identity\n{}{}{}{}",
        row(1, "Paris", "Entity=(1[1/2]-place-new-Paris)"),
        row(2, "and", "_"),
        row(3, "London", "Entity=(1[2/2]-place-new)|NER=B-LOC"),
        row(4, "won", "Entity=(2-event-new)")
    );
    let document = read_one(Format::Conll, &[("a.conllu", &file)]);
    assert_eq!(
        mentions(&document.article),
        ["Paris [0,5) + London [10,16) -> paris-london (place)", "London [10,16) -> london (place)"]
    );
    assert_eq!(document.article.actors[0].ids["wikipedia"], "Paris");
    assert_eq!(events(&document.article), ["other: Paris and London won |  | Paris and London won"]);
}

#[test]
fn text_of_a_sentence_that_is_not_its_tokens() {
    let file = "# text = Quite another.\n1\tBob\t_\t_\t_\t_\t_\t_\t_\t_\n2\tran\t_\t_\t_\t_\t_\t_\t_\t_\n";
    let document = read_one(Format::Conll, &[("a.conllu", file)]);
    assert_eq!(text(&document), "Bob ran");
    assert!(document.report.to_string().contains("sentences whose tokens are not those of their text"));
}

#[test]
fn coreference_in_brackets() {
    let row = |form: &str, chain: &str| format!("book\t0\t0\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\t{chain}\n");
    let file = format!(
        "#begin document (book); part 0\n{}{}{}\n{}{}#end document\n",
        row("Their", "(1|(8)"),
        row("mother", "1)"),
        row("slept", ""),
        row("She", "(1)"),
        row("woke", "(5|7)")
    );
    let document = read_one(Format::Conll, &[("book.conll", &file)]);
    assert_eq!(
        mentions(&document.article),
        [
            "Their [0,5) -> their (other)",
            "Their mother [0,12) -> their-mother (other)",
            "She [19,22) -> their-mother (other)",
        ]
    );
    assert_eq!(document.article.title, "book");
    let report = document.report.to_string();
    assert!(report.contains("mentions that nothing ends: 1"), "{report}");
    assert!(report.contains("ends of mentions that nothing begins: 1 (book.conll, line 7)"), "{report}");
}

#[test]
fn names_and_chains_of_conll_2012() {
    let file = "\
#begin document (nw/x); part 000
nw/x 0 0 Alice NNP (TOP* - - - Speaker (PERSON* * (3
nw/x 0 1 Smith NNP * - - - Speaker *) * 3)
nw/x 0 2 ran VBD * run 01 1 Speaker * (V*) -

nw/x 0 0 She PRP * - - - Speaker * * (3)
#end document
";
    let document = read_one(Format::Conll, &[("x.v4_gold_conll", file)]);
    assert_eq!(
        mentions(&document.article),
        ["Alice Smith [0,11) -> alice-smith (person)", "She [16,19) -> alice-smith (person)"]
    );
}

#[test]
fn empty_lines_in_pairs_separate_paragraphs() {
    let file = "A\tB-PER\nran\tO\n.\tO\n\nB\tO\n.\tO\n\n\nC\tB-PER\nsat\tO\n.\tO\n";
    let document = read_one(Format::Conll, &[("a.conll", file)]);
    assert_eq!(text(&document), "A ran. B.\nC sat.");
    let sentences: String = (0..12).map(|_| "Ann\tB-PER\nsat\tO\n.\tO\n").collect();
    let document = read_one(Format::Conll, &[("a.conll", &sentences)]);
    assert_eq!(document.article.blocks.len(), 3);
}

#[test]
fn what_is_no_table_of_tags() {
    for (name, content) in [
        ("a.txt", "Alice met Bob.\nThey talked.\n"),
        ("a.tsv", "#FORMAT=WebAnno TSV 3.3\n\n#Text=A\n1-1\t0-1\tA\tB-PER\t\n"),
        ("a.csv", "name,age\nAlice,3\n"),
        ("a.ann", "T1\tPER 0 5\tAlice\n"),
        ("a.json", "{\"a\": 1}"),
        ("a.tsv", ""),
    ] {
        assert_eq!(conll::detect(&InputFile::new(name, content)), Likelihood::No, "{content}");
    }
    let two_columns = [("a.tsv", "Bob\tB-PER\nran\tO\n"), ("a.tsv", "B-PER\tBob\nO\tran\n")];
    for file in two_columns {
        let document = read_one(Format::Conll, &[file]);
        assert_eq!(mentions(&document.article), ["Bob [0,3) -> bob (person)"]);
    }
}

#[test]
fn hostile_tables() {
    let many = "(".repeat(50_000);
    let rows: String = (0..2000).map(|_| "x\tB-PER\n").collect();
    let wide = format!("x{}\tB-PER\n", "\tO".repeat(100_000));
    let brackets = format!("1\tx\t_\t_\t_\t_\t_\t_\t_\tEntity={many}\n");
    let chains = format!("#begin document (a)\na\t0\t0\tx\t_\t_\t_\t_\t_\t_\t_\t_\t{}\n", "(1|1)|".repeat(20_000));
    for (name, content) in [
        ("a.conllu", brackets.as_str()),
        ("a.conllu", "1\tx\t_\t_\t_\t_\t_\t_\t_\tEntity=))))((\n"),
        ("a.conllu", "1-99999999999999999999\tx\t_\t_\t_\t_\t_\t_\t_\t_\n1\ty\t_\t_\t_\t_\t_\t_\t_\t_\n"),
        ("a.conllu", "# global.Entity =\n1\tx\t_\t_\t_\t_\t_\t_\t_\tEntity=(-[2/1])\n"),
        ("a.conllu", "# text = é\n1\te\t_\t_\t_\t_\t_\t_\t_\t_\n"),
        ("a.conll", rows.as_str()),
        ("a.conll", wide.as_str()),
        ("a.conll", chains.as_str()),
        ("a.conll", "#begin document (a)\na b\n"),
        ("a.conll", "x\tB-PER\n\t\tB-PER\n-DOCSTART-\n"),
    ] {
        for document in try_read_as(Format::Conll, &[(name, content)]).unwrap_or_default() {
            check(&document.article);
        }
    }
    let only = group::group(vec![InputFile::new("a.conllu", "# only a comment\n")]).unwrap();
    assert!(conll::read(&only[0], &ReadOptions::default()).is_err());
}

#[test]
fn an_odd_cell_costs_no_more_than_its_own_tag() {
    let mut file: String = (0..50).map(|_| "Alice B-PER\nran O\n. O\n\n").collect();
    file += "Bob X\nsaw O\nEve B-PER\n";
    let document = read_one(Format::Conll, &[("a.conll", &file)]);
    assert_eq!(mentions(&document.article).len(), 51);
    assert!(
        document.report.to_string().contains("cells that are no tag: 1 (a.conll, line 201)"),
        "{}",
        document.report
    );
    // A column of words in which a few are like tags has none.
    let words: String = (0..50).map(|row| format!("w{row} x{row} B-PER\n")).collect();
    let document = read_one(Format::Conll, &[("a.conll", &format!("{words}a PER O\n"))]);
    assert_eq!(mentions(&document.article).len(), 50);
}
