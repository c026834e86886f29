//! The arithmetic of the diagrams: rows, the order of the text, the matrix, the network, the map, movements, and the scene
//! that is passed between the modules.

use crate::common::{English, open_clean, properties, valid};
use proptest::prelude::*;
use serde_json::json;
use whowhen_core::article::{Article, Date};
use whowhen_core::diagrams::matrix::{Matrix, Side, SortBy, Tie, pairs};
use whowhen_core::diagrams::movements::movements;
use whowhen_core::diagrams::network::layout;
use whowhen_core::diagrams::order::{Length, Told, crossings, jumps_back, told};
use whowhen_core::diagrams::projection::{HEIGHT, WIDTH, kilometres, project};
use whowhen_core::diagrams::rows::{RowsBy, rows};
use whowhen_core::diagrams::{Part, Scene, SceneActor, SceneEvent, ScenePosition};
use whowhen_core::index::Index;
use whowhen_core::timeline::extents;

const ALL: &dyn Fn(usize) -> bool = &|_| true;

fn scene_of(article: &Article) -> Scene {
    Scene::new(article, &Index::new(article), &English)
}

fn actor(name: &str, kind: &str, whole: Option<usize>) -> SceneActor {
    let kind = (kind.to_owned(), kind.to_owned());
    SceneActor { id: name.to_owned(), name: name.to_owned(), kind, whole, position: None }
}

fn event(number: usize, kind: &str, date: &str, parts: &[(usize, Part)]) -> SceneEvent {
    SceneEvent {
        told: number,
        paragraph: number,
        is_asserted: true,
        kind: (kind.to_owned(), kind.to_owned()),
        extents: extents(&Date::parse(date).unwrap()),
        parts: parts.to_vec(),
        ..SceneEvent::default()
    }
}

/// Mali with its army, France, rebels.
fn example(events: Vec<SceneEvent>) -> Scene {
    let actors = vec![
        actor("Mali", "state", None),
        actor("The army", "military", Some(0)),
        actor("France", "state", None),
        actor("Rebels", "armed_group", None),
    ];
    Scene { actors, events, ..Scene::default() }
}

#[test]
fn a_scene_says_what_the_article_does() {
    let article = open_clean(&valid());
    let scene = scene_of(&article);
    assert_eq!(scene.title, article.title);
    assert_eq!((scene.events.len(), scene.actors.len()), (article.events.len(), article.actors.len()));
    let coup = &scene.events[0];
    assert_eq!(
        coup.position.as_ref().map(|place| (place.name.as_str(), place.degrees)),
        Some(("Bamako", (12.65, -8.0)))
    );
    assert_eq!(scene.actors[1].whole, Some(0));
    assert_eq!(scene.outermost(1), 0);
}

#[test]
fn accounts_are_not_told_and_places_have_the_radius_of_their_precision() {
    let file = json!({ "format": "whowhen/1", "id": "a", "title": "A", "language": "en",
        "blocks": [{ "id": "h", "kind": "heading", "text": "Title." }, { "id": "b", "kind": "paragraph", "text": "One. Two." }],
        "actors": [{ "id": "kidal", "kind": "place", "lat": 18.44, "lon": 1.41, "precision": "region" }],
        "events": [
            { "id": "battle", "when": "2012", "where": "kidal", "certainty": 0.9, "evidence": [{ "block": "b", "quote": "Two." }] },
            { "id": "other", "when": "2013", "certainty": 0.1 }
        ],
        "relations": [{ "from": "other", "to": "battle", "kind": "contradicts" }] });
    let scene = scene_of(&open_clean(&file));
    assert_eq!((scene.events[0].told, scene.events[1].told), (1, 0));
    assert_eq!((scene.events[0].paragraph, scene.events[0].sentence.as_str()), (1, "Two."));
    assert_eq!(
        scene.actors[0].position,
        Some(ScenePosition { name: "kidal".into(), degrees: (18.44, 1.41), radius: 75.0 })
    );
    // What contradicts it is no relation to be drawn.
    assert_eq!(scene.events[0].related, []);
}

#[test]
fn a_scene_that_is_cut_or_wrong_is_not_read() {
    let article = open_clean(&valid());
    let (texts, numbers) = scene_of(&article).write();
    assert_eq!(Scene::read(texts.clone(), &numbers), Some(scene_of(&article)));
    for length in 0..texts.len() {
        assert_eq!(Scene::read(texts[..length].to_vec(), &numbers), None);
    }
    for length in 0..numbers.len() {
        assert_eq!(Scene::read(texts.clone(), &numbers[..length]), None);
    }
    // An actor that is not there
    let wrong = Scene { events: vec![event(1, "coup", "2012", &[(7, Part::By)])], ..Scene::default() };
    let (texts, numbers) = wrong.write();
    assert_eq!(Scene::read(texts, &numbers), None);
}

#[test]
fn rows_by_actor_and_by_kind() {
    let scene = example(vec![
        event(1, "battle", "2012", &[(0, Part::By), (1, Part::By), (3, Part::Against)]),
        event(2, "statement", "2013", &[(1, Part::By)]),
        event(3, "statement", "2013", &[]),
        event(4, "battle", "XXXX", &[(2, Part::By)]),
        event(0, "battle", "2014", &[(2, Part::By)]),
    ]);
    let names = |by, limit, shown: &dyn Fn(usize) -> bool| {
        let (rows, left_out) = rows(&scene, by, limit, shown);
        let rows: Vec<String> = rows.iter().map(|row| format!("{} {:?}", row.name, row.events)).collect();
        (rows.join(", "), left_out)
    };
    // The army is part of Mali; undated events and accounts are not drawn.
    assert_eq!(names(RowsBy::Actor, 9, ALL), ("Mali [0, 1], Rebels [0],  [2]".into(), 0));
    assert_eq!(names(RowsBy::Actor, 1, ALL), ("Mali [0, 1],  [2]".into(), 1));
    assert_eq!(names(RowsBy::Kind, 9, ALL), ("statement [1, 2], battle [0]".into(), 0));
    assert_eq!(names(RowsBy::Actor, 9, &|event| event == 0), ("Mali [0], Rebels [0]".into(), 0));
}

#[test]
fn where_the_text_goes_back() {
    let scene = example(vec![
        event(2, "coup", "2012-03-22", &[]),
        event(1, "coup", "2020-08-18", &[]),
        event(3, "coup", "2021-05-24", &[]),
        event(4, "coup", "2021-05-20", &[]),
        event(5, "coup", "XXXX", &[]),
    ]);
    let told = told(&scene, ALL);
    assert_eq!(told.iter().map(|told| told.event).collect::<Vec<_>>(), [1, 0, 2, 3]);
    assert_eq!(crossings(&told), 2);
    let jumps =
        |least| jumps_back(&told, least).iter().map(|jump| (jump.event, Length::of(jump.days))).collect::<Vec<_>>();
    assert_eq!(jumps(0.0), [(0, Length::Years(8)), (3, Length::Days(4))]);
    assert_eq!(jumps(30.0), [(0, Length::Years(8))]);
    for (days, length) in [
        (0.2, Length::Days(1)),
        (44.0, Length::Days(44)),
        (45.0, Length::Months(1)),
        (365.0, Length::Months(12)),
        (540.0, Length::Months(18)),
        (730.0, Length::Years(2)),
    ] {
        assert_eq!(Length::of(days), length, "{days}");
    }
}

#[test]
fn who_acts_on_whom() {
    let scene = example(vec![
        event(1, "battle", "2012", &[(0, Part::By), (1, Part::By), (3, Part::Against)]),
        event(2, "battle", "2013", &[(2, Part::By), (0, Part::With), (3, Part::Against)]),
        event(3, "battle", "2014", &[(3, Part::By), (1, Part::Against)]),
        event(4, "meeting", "2014", &[(0, Part::By), (2, Part::By)]),
        event(5, "battle", "2014", &[(2, Part::By), (3, Part::By), (0, Part::Involved)]),
        event(6, "diplomacy", "XXXX", &[(0, Part::Involved), (3, Part::Involved)]),
        event(0, "battle", "2014", &[(3, Part::By), (2, Part::Against)]),
    ]);
    let text = |tie, sort, limit| {
        let matrix = Matrix::new(&scene, tie, sort, limit, ALL);
        let name = |actor: Option<usize>| actor.map_or("others", |actor| scene.actors[actor].name.as_str());
        let mut cells = Vec::new();
        for (row, agent) in matrix.agents.iter().enumerate() {
            for (column, target) in matrix.targets.iter().enumerate() {
                if !matrix.cell(row, column).is_empty() {
                    cells.push(format!("{}/{} {:?}", name(agent.actor), name(target.actor), matrix.cell(row, column)));
                }
            }
        }
        cells.join(", ")
    };
    assert_eq!(text(Tie::Against, SortBy::Activity, 9), "Mali/Rebels [0], France/Rebels [1], Rebels/Mali [2]");
    // With each other is mutual. Those who meet are together; those who fight are not.
    assert_eq!(text(Tie::With, SortBy::Activity, 9), "Mali/France [1, 3], France/Mali [1, 3]");
    assert_eq!(text(Tie::Against, SortBy::Activity, 1), "Mali/Rebels [0], others/Rebels [1], others/others [2]");
    let matrix = Matrix::new(&scene, Tie::Against, SortBy::Kind, 9, ALL);
    assert_eq!(matrix.agents.iter().map(|side| side.actor).collect::<Vec<_>>(), [Some(0), Some(2), Some(3)]);
    assert_eq!(matrix.most(), 1);
    let of_one = matrix.of_events(&scene, Tie::Against, &|event| event == 1);
    assert_eq!((of_one.cell(1, 1), of_one.most()), (&[1][..], 1));
}

#[test]
fn the_map_is_that_of_the_outlines() {
    // The same as in assets/map/README.md.
    for ((lat, lon), (x, y)) in [
        ((12.65, -8.0), (3824.287, 1569.759)),
        ((18.44, 1.41), (4030.562, 1399.819)),
        ((0.0, 0.0), (4000.0, 1946.868)),
        ((0.0, 180.0), (8000.0, 1946.868)),
        ((90.0, 0.0), (4000.0, 0.0)),
        ((-33.87, 151.21), (7084.431, 2929.205)),
    ] {
        let found = project(lat, lon);
        assert!((found.0 - x).abs() < 0.001 && (found.1 - y).abs() < 0.001, "{lat} {lon} {found:?}");
    }
    // A square of 100 km is as large on the map as on the Earth, compared with a quarter of the whole sphere.
    let side = kilometres(100.0);
    let strip = |lat: f64| {
        (project(lat, 180.0).0 - project(lat, 0.0).0) * (project(lat - 0.5, 0.0).1 - project(lat + 0.5, 0.0).1)
    };
    for lat in [0.5_f64, 30.5, 60.5] {
        let on_earth = 6371.0_f64.powi(2)
            * std::f64::consts::PI
            * ((lat + 0.5).to_radians().sin() - (lat - 0.5).to_radians().sin());
        assert!((strip(lat) / side.powi(2) / (on_earth / 1e4) - 1.0).abs() < 0.01, "{lat}");
    }
}

#[test]
fn who_moved_from_where_to_where() {
    let at = |mut event: SceneEvent, lat: f64| {
        event.position = Some(ScenePosition { name: lat.to_string(), degrees: (lat, 0.0), radius: 5.0 });
        event
    };
    let planned = |event: SceneEvent| SceneEvent { is_asserted: false, ..event };
    let scene = example(vec![
        at(event(1, "battle", "2013-01-11", &[(2, Part::By)]), 14.0),
        at(event(2, "advance", "2013-01-26", &[(2, Part::By), (1, Part::With)]), 16.0),
        at(event(3, "advance", "2013-02", &[(2, Part::By)]), 18.0),
        at(event(4, "withdrawal", "2013-03", &[(2, Part::By)]), 18.0),
        at(event(5, "deployment", "2013-04", &[(2, Part::By)]), 16.0),
        // Years later, nobody knows from where; where an actor speaks, it does not come from; what is planned has not been.
        at(event(6, "advance", "2022-09", &[(2, Part::By)]), 48.0),
        at(event(7, "statement", "2022-10", &[(2, Part::By)]), 12.0),
        planned(at(event(8, "advance", "2022-10", &[(2, Part::By)]), 13.0)),
        at(event(9, "advance", "2022-11", &[(2, Part::By)]), 47.0),
        event(10, "advance", "2023", &[(2, Part::By)]),
        at(event(11, "advance", "2023", &[(3, Part::By)]), 18.0),
    ]);
    let ways = |shown: &dyn Fn(usize) -> bool| {
        movements(&scene, shown).iter().map(|way| (way.event, way.from.degrees.0, way.to.degrees.0)).collect::<Vec<_>>()
    };
    assert_eq!(ways(ALL), [(1, 14.0, 16.0), (2, 16.0, 18.0), (3, 18.0, 16.0), (4, 18.0, 16.0), (8, 48.0, 47.0)]);
    // A filter hides ways, and changes none.
    assert_eq!(ways(&|event| event == 2), [(2, 16.0, 18.0)]);
    assert_eq!(ways(&|_| false), []);
}

fn any_events() -> impl Strategy<Value = Vec<SceneEvent>> {
    let part = (0..4usize, prop::sample::select(&[Part::By, Part::Against, Part::With][..]));
    let event = (prop::collection::vec(part, 0..5), 0..3usize, 1900..2030i64)
        .prop_map(|(parts, told, year)| event(told, "battle", &year.to_string(), &parts));
    prop::collection::vec(event, 0..30)
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn the_cells_of_a_matrix_are_the_pairs(events in any_events(), limit in 1..5usize, is_with in any::<bool>()) {
        let scene = example(events);
        let tie = if is_with { Tie::With } else { Tie::Against };
        let pairs = pairs(&scene, tie, ALL);
        let matrix = Matrix::new(&scene, tie, SortBy::Activity, limit, ALL);
        prop_assert!(matrix.agents.len() <= limit + 1 && matrix.targets.len() <= limit + 1);
        // Every pair is in a cell. A cell of several actors has each event once.
        let cells = || (0..matrix.agents.len()).flat_map(|row| (0..matrix.targets.len()).map(move |column| (row, column)));
        let sum: usize = cells().map(|(row, column)| matrix.cell(row, column).len()).sum();
        prop_assert!(sum <= pairs.len() && (limit < 4 || sum == pairs.len()));
        for pair in pairs {
            let place = |sides: &[Side], actor| sides.iter().position(|side| side.actor == Some(actor)).or(sides.iter().position(|side| side.actor.is_none())).unwrap();
            let cell = matrix.cell(place(&matrix.agents, pair.agent), place(&matrix.targets, pair.target));
            prop_assert!(cell.contains(&pair.event));
            prop_assert!(pair.agent != pair.target);
        }
    }

    #[test]
    fn crossings_are_the_pairs_in_the_other_order(moments in prop::collection::vec(-50..50i64, 0..60)) {
        let told: Vec<Told> = moments.iter().enumerate().map(|(event, moment)| Told { event, moment: *moment as f64 }).collect();
        let mut counted = 0;
        for (nth, one) in told.iter().enumerate() {
            counted += told[nth..].iter().filter(|other| other.moment < one.moment).count();
        }
        prop_assert_eq!(crossings(&told), counted);
        let falls = told.windows(2).filter(|pair| pair[1].moment < pair[0].moment).count();
        prop_assert_eq!(jumps_back(&told, 0.0).len(), falls);
    }

    #[test]
    fn a_network_lies_in_its_square(nodes in 0..20usize, edges in prop::collection::vec((0..20usize, 0..20usize, 1.0..9.0f64), 0..40)) {
        let edges: Vec<(usize, usize, f64)> = edges.into_iter().filter(|edge| edge.0 < nodes && edge.1 < nodes && edge.0 != edge.1).collect();
        let places = layout(nodes, &edges);
        prop_assert_eq!(places.len(), nodes);
        for (nth, (x, y)) in places.iter().enumerate() {
            prop_assert!((-1e-9..=1.0 + 1e-9).contains(x) && (-1e-9..=1.0 + 1e-9).contains(y), "{} {}", x, y);
            prop_assert!(places[..nth].iter().all(|other| *other != (*x, *y)));
        }
    }

    #[test]
    fn places_on_the_map_are_in_order(lat in -90.0..90.0f64, other in -90.0..90.0f64, lon in -180.0..180.0f64) {
        let ((x, y), (_, other_y)) = (project(lat, lon), project(other, lon));
        prop_assert!((-1e-6..=WIDTH + 1e-6).contains(&x) && (-1e-6..=HEIGHT).contains(&y));
        prop_assert_eq!(lat > other, y < other_y);
    }

    #[test]
    fn a_scene_is_read_as_it_was_written(events in any_events()) {
        let scene = example(events);
        let (texts, numbers) = scene.write();
        prop_assert_eq!(Scene::read(texts, &numbers), Some(scene));
    }
}
