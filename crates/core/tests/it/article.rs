//! The articles that are published with the page. Each opens without problems and agrees with the list. The first shows what
//! the reader can do (kinds of actors, nested and overlapping mentions, dates of every precision, sources that contradict
//! each other), and each of its quotes is exactly at its positions.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use whowhen_core::file::Entry;

use whowhen_core::article::{ActorKind, Article, Date, Direction, EventIdx, Form, Kind, NamedLink, Span, Status};
use whowhen_core::file;
use whowhen_core::file::{ArticleFile, SpanFile};
use whowhen_core::index::Index;
use whowhen_core::library::{COLUMNS, describe, join_actors};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/articles")
}

fn bytes(name: &str) -> Vec<u8> {
    let path = folder().join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entries() -> Vec<Entry> {
    file::read_library(&bytes("index.json")).unwrap().articles
}

/// The first article of the list: its file, and the validated article.
fn first() -> (ArticleFile, Article) {
    let bytes = bytes(&entries()[0].file);
    (file::read(&bytes).unwrap(), whowhen_core::open(&bytes).unwrap().0)
}

#[test]
fn every_article_of_the_list_opens_without_a_problem() {
    for entry in entries() {
        let (article, problems) =
            whowhen_core::open(&bytes(&entry.file)).unwrap_or_else(|error| panic!("{}: {error}", entry.file));
        let told: Vec<String> =
            problems.iter().map(|problem| format!("{}: {}", problem.path, problem.message())).collect();
        assert!(told.is_empty(), "{} has problems:\n{}", entry.file, told.join("\n"));
        assert_eq!(article.id, entry.id);
        assert_eq!(article.title, entry.title);
        assert_eq!(article.language, entry.language);
        assert_eq!(article.published.map(|date| date.as_str().to_owned()), entry.published);
        assert_eq!(article.summary, entry.summary);
    }
}

#[test]
fn the_list_and_the_folder_agree() {
    let entries = entries();
    assert!(!entries.is_empty());
    let unique = |key: fn(&Entry) -> &str| entries.iter().map(key).collect::<HashSet<_>>().len();
    assert_eq!(unique(|entry| &entry.id), entries.len(), "ids are unique");
    let listed: HashSet<String> = entries.iter().map(|entry| entry.file.clone()).collect();
    let there: HashSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json") && name != "index.json")
        .collect();
    assert_eq!(listed, there);
}

/// All articles of the list.
fn all() -> Vec<Article> {
    entries().iter().map(|entry| whowhen_core::open(&bytes(&entry.file)).unwrap().0).collect()
}

#[test]
fn every_event_has_a_source_that_is_not_ourselves() {
    let mut without = Vec::new();
    for article in all() {
        for event in article.events.iter() {
            let ours = |text: Option<&str>| text.is_some_and(|text| text.to_lowercase().contains("whowhen"));
            let is_other = |source: &NamedLink| {
                !ours(source.title.as_deref()) && !ours(source.url.as_ref().map(|url| url.as_str()))
            };
            if !event.sources.iter().any(is_other) {
                without.push(format!("{}: {}", article.id, event.id));
            }
        }
    }
    assert_eq!(without, [""; 0]);
}

#[test]
fn every_actor_is_mentioned_and_every_event_has_evidence() {
    for article in all() {
        let mentioned: HashSet<_> = article.mentions.iter().map(|mention| mention.actor).collect();
        let never = article.actors.entries().filter(|(at, _)| !mentioned.contains(at));
        assert_eq!(never.map(|(_, actor)| actor.id.as_str()).collect::<Vec<_>>(), [""; 0], "{}", article.id);
        let untold = article.events.iter().filter(|event| event.evidence.is_empty());
        assert_eq!(untold.map(|event| event.id.as_str()).collect::<Vec<_>>(), [""; 0], "{}", article.id);
    }
}

/// The articles are different in kind: short and long, in three languages, one of them from right to left, one from before
/// our era, and most with accounts that disagree.
#[test]
fn the_library_shows_what_articles_can_be() {
    let articles = all();
    assert!(articles.len() >= 6, "{} articles", articles.len());
    let is_in =
        |language: &str| articles.iter().filter(|article| article.language.as_deref() == Some(language)).count();
    assert!(is_in("en") >= 3 && is_in("fr") >= 1 && is_in("ar") >= 1);
    assert!(articles.iter().any(|article| article.direction == Direction::Rtl));
    let size = |article: &Article| (article.words(), Index::new(article).event_count());
    let short = |article: &Article| matches!(size(article), (250..=350, 8..=12));
    let long = |article: &Article| matches!(size(article), (5_001.., 150..));
    assert!(articles.iter().any(short) && articles.iter().any(long));
    let is_ancient = |article: &Article| {
        let dates = article.events.iter().filter_map(|event| event.when.as_ref());
        dates.clone().any(|date| date.year() < Some(-1000)) && dates.clone().any(Date::is_approximate)
    };
    assert!(articles.iter().any(is_ancient));
    let disagrees = |article: &&Article| {
        let index = Index::new(article);
        article.events.entries().any(|(at, _)| !index.accounts_of(at).is_empty())
    };
    assert!(articles.iter().filter(disagrees).count() >= 4);
}

#[test]
fn several_articles_have_actors_in_common() {
    let mut entries = entries();
    for (entry, article) in entries.iter_mut().zip(all()) {
        describe(entry, &article, &Index::new(&article));
        assert!(entry.dates.as_deref().is_some_and(|dates| Date::parse(dates).is_ok()), "{:?}", entry.dates);
        let index = Index::new(&article);
        let is_dated = |at: &EventIdx| !index.is_account(*at) && article[*at].when.is_some();
        let dated = article.events.entries().filter(|(at, _)| is_dated(at)).count();
        assert_eq!((entry.columns.len(), entry.columns.iter().sum::<u32>()), (COLUMNS, dated as u32), "{}", entry.id);
    }
    let shared = join_actors(&mut entries);
    let france = shared.iter().find(|actor| actor.wikidata == "Q142").unwrap();
    assert!(france.articles >= Some(3));
    assert_eq!((france.name("en"), france.name("ar"), france.name("fr-CA")), ("France", "فرنسا", "France"));
    for entry in &entries {
        for actor in entry.actors.iter().filter(|actor| actor.articles.is_some()) {
            let wikidata = actor.wikidata.as_deref().unwrap();
            let count = entries.iter().filter(|other| other.actor(wikidata).is_some()).count();
            assert_eq!(actor.articles, Some(count as u32), "{}: {}", entry.id, actor.id);
        }
    }
}

#[test]
fn the_first_article_is_long_enough_to_show_and_short_enough_to_read() {
    let (_, article) = first();
    assert!((900..=1_300).contains(&article.words()), "{} words", article.words());
    assert_eq!(article.published.unwrap().as_str(), "2023-11-03");
    assert_eq!(article.language.as_deref(), Some("en"));
}

#[test]
fn the_first_article_has_actors_of_many_kinds() {
    let (_, article) = first();
    assert!(article.actors.len() >= 25, "{} actors", article.actors.len());
    let kinds: HashSet<&str> = article.actors.iter().map(|actor| actor.kind.word()).collect();
    assert!(kinds.len() >= 8, "{kinds:?}");
    assert!(
        article.actors.iter().all(|actor| ActorKind::WORDS.contains(&actor.kind.word())),
        "in the words of the format"
    );
    let mentioned: HashSet<_> = article.mentions.iter().map(|mention| mention.actor).collect();
    let never: Vec<&str> = article
        .actors
        .entries()
        .filter(|(at, _)| !mentioned.contains(at))
        .map(|(_, actor)| actor.id.as_str())
        .collect();
    assert!(never.is_empty(), "never mentioned: {never:?}");
}

#[test]
fn the_first_article_has_mentions_of_every_form_and_shape() {
    let (_, article) = first();
    assert!(article.mentions.len() >= 80, "{} mentions", article.mentions.len());
    for form in [Form::Name, Form::Alias, Form::Pronoun] {
        assert!(article.mentions.iter().any(|mention| mention.form == form), "{form:?}");
    }
    assert!(article.mentions.iter().any(|mention| mention.spans.len() > 1), "one in pieces");

    let spans: Vec<Span> = article.mentions.iter().flat_map(|mention| mention.spans.clone()).collect();
    let inside = |one: &Span, other: &Span| other.start <= one.start && one.end <= other.end;
    let pairs = || {
        spans
            .iter()
            .enumerate()
            .flat_map(|(place, one)| spans[place + 1..].iter().map(move |other| (one, other)))
            .filter(|(one, other)| one.block == other.block && one.start < other.end && other.start < one.end)
    };
    let nested = pairs().filter(|(one, other)| inside(one, other) || inside(other, one)).count();
    let overlapping = pairs().filter(|(one, other)| !inside(one, other) && !inside(other, one)).count();
    assert!(nested >= 3, "{nested} nested pairs");
    assert!(overlapping >= 2, "{overlapping} pairs overlap without nesting");
}

#[test]
fn the_first_article_has_events_with_dates_of_every_precision() {
    let (_, article) = first();
    assert!(article.events.len() >= 20, "{} events", article.events.len());
    assert!(article.events.iter().filter(|event| event.when.is_none()).count() >= 1, "undated");
    let dates: Vec<_> = article.events.iter().filter_map(|event| event.when.as_ref()).collect();
    let some = |what: &str, is: fn(&str) -> bool| assert!(dates.iter().any(|date| is(date.as_str())), "no {what}");
    some("day", |text| text.len() == 10);
    some("month", |text| text.len() == 7);
    some("year", |text| text.len() == 4);
    some("interval", |text| text.contains('/'));
    assert!(dates.iter().any(|date| date.is_approximate() || date.is_uncertain()));
    assert!(article.events.iter().all(|event| !event.evidence.is_empty()), "every event quotes what tells of it");
}

#[test]
fn the_first_article_says_who_says_what() {
    let (_, article) = first();
    assert!(article.events.iter().any(|event| event.status == Status::Alleged && event.attributed_to.is_some()));
    assert!(article.events.iter().any(|event| !event.participants.is_empty()));
    assert!(article.relations.len() >= 2);
    let index = Index::new(&article);
    let accounts: Vec<EventIdx> = article.events.indexes().filter(|at| index.is_account(*at)).collect();
    assert!(accounts.len() >= 2, "{} accounts", accounts.len());
    let nobodys = accounts.iter().filter(|at| article[**at].attributed_to.is_none()).map(|at| &article[*at].id);
    assert!(nobodys.clone().next().is_none(), "each account is somebody's word: {:?}", nobodys.collect::<Vec<_>>());
}

#[test]
fn the_first_article_is_certain_of_all_but_accounts() {
    let (_, article) = first();
    let index = Index::new(&article);
    // Where only the date is uncertain, the date says so.
    let uncertain = article.events.entries().filter(|(at, event)| event.certainty.is_some() && !index.is_account(*at));
    assert_eq!(uncertain.map(|(_, event)| event.id.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_quote_of_the_first_article_is_at_its_positions() {
    let (file, _) = first();
    let mentions = file.mentions.iter().flat_map(|mention| &mention.at);
    let evidence = file.events.iter().flat_map(|event| &event.evidence);
    for span in mentions.chain(evidence) {
        let SpanFile { block, start: Some(start), end: Some(end), quote: Some(quote), .. } = span else {
            panic!("{span:?} lacks positions or its quote");
        };
        let block = file.blocks.iter().find(|candidate| &candidate.id == block).unwrap();
        let there: String = block.text.chars().skip(*start as usize).take((end - start) as usize).collect();
        assert_eq!(&there, quote, "in {}", block.id);
    }
}
