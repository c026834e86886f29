//! What diagrams draw of an article: its events and actors, with all that is said of them in words of the interface.
//!
//! The diagrams are a module of their own, which is loaded only when somebody opens one. A scene is what the reader passes
//! to it: so the module neither reads articles nor has texts. It is passed as a list of texts and a list of numbers, in the
//! order of the fields: a tenth of the code that JSON would need on both sides.
//!
//! Invariant: every number that stands for an event or an actor is a position in [`Scene::events`] or [`Scene::actors`],
//! which are those of the article.
//!
//! ```
//! use whowhen_core::diagrams::Scene;
//!
//! let scene = Scene { title: "Mali".into(), ..Scene::default() };
//! let (texts, numbers) = scene.write();
//! assert_eq!(Scene::read(texts, &numbers), Some(scene));
//! ```

use crate::article::{Article, BlockKind, Kind, Place, Position, Precision, RelationKind, Role, Status};
use crate::index::Index;
use crate::locale::{self, Locale, Message};
use crate::timeline::{Days, End, Extent, extents};

/// What diagrams draw of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// The id of the article, for the names of files.
    pub id: String,
    /// The title of the article.
    pub title: String,
    /// The language of the article.
    pub language: Option<String>,
    /// Where the article is from, and its licence: a line for exported pictures.
    pub credit: String,
    /// The events, in the order of the file.
    pub events: Vec<SceneEvent>,
    /// The actors, in the order of the file.
    pub actors: Vec<SceneActor>,
}

/// An event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SceneEvent {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date in words.
    pub when: String,
    /// The word of its kind, and its name.
    pub kind: (String, String),
    /// Whether it is alleged, denied, planned or disputed, in words. Empty if the article simply says that it happened.
    pub status: String,
    /// Whether it is said to have happened, and not only alleged, denied or planned.
    pub is_asserted: bool,
    /// What is known of its date. Empty if it is undated.
    pub extents: Vec<Extent>,
    /// Its number in the order of the text, from 1. 0 for an account, which is not drawn.
    pub told: usize,
    /// The number of the paragraph that tells of it first, from 1. 0 if no sentence does.
    pub paragraph: usize,
    /// The sentence that tells of it first.
    pub sentence: String,
    /// Who takes part, in the order of the file.
    pub parts: Vec<(usize, Part)>,
    /// The actor that is its place.
    pub place: Option<usize>,
    /// Its own position, if its place is no actor, with the name of the place.
    pub position: Option<ScenePosition>,
    /// The events that it is related to: which, and how in words.
    pub related: Vec<(usize, String)>,
}

/// How an actor takes part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It acts or speaks.
    By,
    /// It is the target or the victim.
    Against,
    /// It helps, mediates or benefits.
    With,
    /// It has to do with the event in another way.
    Involved,
}

/// An actor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SceneActor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The word of its kind, and its name in the plural.
    pub kind: (String, String),
    /// The group that it belongs to, of several the first.
    pub whole: Option<usize>,
    /// Where it is, if it is a place.
    pub position: Option<ScenePosition>,
}

/// A position on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScenePosition {
    /// The name of the place.
    pub name: String,
    /// Degrees north and east.
    pub degrees: (f64, f64),
    /// How far the place may be from there, in kilometres.
    pub radius: f64,
}

impl Scene {
    /// The scene of an article.
    pub fn new(article: &Article, index: &Index, locale: &dyn Locale) -> Self {
        let mut paragraphs = 0;
        // A heading belongs to the paragraph below it.
        let paragraph_numbers: Vec<usize> = article
            .blocks
            .iter()
            .map(|block| {
                let is_heading = matches!(block.kind, BlockKind::Heading(_));
                paragraphs += usize::from(!is_heading);
                paragraphs + usize::from(is_heading)
            })
            .collect();
        let events = article.events.entries().map(|(at, event)| {
            let evidence = event.evidence_in_order();
            let first = evidence.first();
            let part = |role: &Role| match role {
                Role::Agent | Role::Speaker => Some(Part::By),
                Role::Target | Role::Victim => Some(Part::Against),
                Role::Ally | Role::Mediator | Role::Beneficiary => Some(Part::With),
                Role::Place => None,
                Role::Unspecified | Role::Other(_) => Some(Part::Involved),
            };
            let (place, position) = match &event.place {
                Some(Place::Actor(actor)) => (Some(actor.position()), None),
                Some(Place::Named { name, position }) => (None, position.as_ref().map(|place| on_map(name, place))),
                None => (None, None),
            };
            let disputed = (!index.accounts_of(at).is_empty()).then(|| locale.text(Message::Disputed).to_owned());
            let status: Vec<String> = locale::status(locale, &event.status, None).into_iter().chain(disputed).collect();
            let related = index.relations_of(at).iter().filter(|end| end.kind != RelationKind::Contradicts);
            SceneEvent {
                id: event.id.clone(),
                title: event.title.clone(),
                when: locale::when(locale, event),
                kind: (event.kind.word().to_owned(), locale.capitalized(&locale::event_kind(locale, &event.kind))),
                status: locale.comma_separated(&status),
                is_asserted: event.status == Status::Asserted,
                extents: event.when.as_ref().map(extents).unwrap_or_default(),
                told: if index.is_account(at) { 0 } else { index.number_of(at) },
                paragraph: first.map_or(0, |span| paragraph_numbers[span.block.position()]),
                sentence: first.map_or(String::new(), |span| article.quote(span).to_owned()),
                parts: event
                    .participants
                    .iter()
                    .filter_map(|one| Some((one.actor.position(), part(&one.role)?)))
                    .collect(),
                place,
                position,
                related: related
                    .map(|end| (end.other.position(), locale::relation(locale, &end.kind, end.is_outgoing)))
                    .collect(),
            }
        });
        let actors = article.actors.iter().map(|actor| SceneActor {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: (actor.kind.word().to_owned(), locale.capitalized(&locale::actor_kinds(locale, &actor.kind))),
            whole: actor.member_of.first().map(|whole| whole.position()),
            position: actor.position.as_ref().map(|position| on_map(&actor.name, position)),
        });
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            language: article.language.clone(),
            credit: credit(article, locale),
            events: events.collect(),
            actors: actors.collect(),
        }
    }

    /// As texts and numbers.
    pub fn write(&self) -> (Vec<String>, Vec<f64>) {
        let mut to = Writer::default();
        to.text(&self.id);
        to.text(&self.title);
        to.text(self.language.as_deref().unwrap_or_default());
        to.text(&self.credit);
        to.list(&self.events, SceneEvent::write);
        to.list(&self.actors, SceneActor::write);
        (to.texts, to.numbers)
    }

    /// Reads what [`Scene::write`] writes. `None` if it is something else.
    pub fn read(texts: Vec<String>, numbers: &[f64]) -> Option<Self> {
        let mut from = Reader { texts: texts.into_iter(), numbers: numbers.iter() };
        let scene = Self {
            id: from.text()?,
            title: from.text()?,
            language: Some(from.text()?).filter(|language| !language.is_empty()),
            credit: from.text()?,
            events: from.list(SceneEvent::read)?,
            actors: from.list(SceneActor::read)?,
        };
        let is_actor = |actor: usize| actor < scene.actors.len();
        let is_sound = |event: &SceneEvent| {
            event.parts.iter().all(|(actor, _)| is_actor(*actor))
                && event.place.is_none_or(is_actor)
                && event.related.iter().all(|(other, _)| *other < scene.events.len())
        };
        let are_actors = scene.actors.iter().all(|actor| actor.whole.is_none_or(is_actor));
        (are_actors && scene.events.iter().all(is_sound)).then_some(scene)
    }

    /// The group around all groups of an actor.
    pub fn outermost(&self, actor: usize) -> usize {
        let mut whole = actor;
        // A file's groups make no circle; a number more than there are actors cannot be needed.
        for _ in 0..self.actors.len() {
            match self.actors[whole].whole {
                Some(next) => whole = next,
                None => break,
            }
        }
        whole
    }
}

/// The lists that a scene is written to.
#[derive(Default)]
struct Writer {
    texts: Vec<String>,
    numbers: Vec<f64>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    fn number(&mut self, number: f64) {
        self.numbers.push(number);
    }

    /// A position. -1 is none.
    fn index(&mut self, index: Option<usize>) {
        self.number(index.map_or(-1.0, |index| index as f64));
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&T, &mut Self)) {
        self.index(Some(items.len()));
        items.iter().for_each(|item| write(item, self));
    }
}

/// The lists that a scene is read from.
struct Reader<'a> {
    texts: std::vec::IntoIter<String>,
    numbers: std::slice::Iter<'a, f64>,
}

impl Reader<'_> {
    fn text(&mut self) -> Option<String> {
        self.texts.next()
    }

    fn number(&mut self) -> Option<f64> {
        self.numbers.next().copied()
    }

    /// A position, if it is one.
    fn index(&mut self) -> Option<Option<usize>> {
        self.number().map(|number| (number >= 0.0).then_some(number as usize))
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.index()??;
        // Not as many as the number says at once: it may be wrong.
        (0..length).map(|_| read(self)).collect()
    }
}

impl SceneEvent {
    fn write(&self, to: &mut Writer) {
        for text in [&self.id, &self.title, &self.when, &self.kind.0, &self.kind.1, &self.status, &self.sentence] {
            to.text(text);
        }
        to.list(&self.extents, |extent, to| {
            let certain = extent.certain.unwrap_or(Days { from: 0.0, to: 0.0 });
            for number in [extent.possible.from, extent.possible.to, certain.from, certain.to] {
                to.number(number);
            }
            for end in [extent.start, extent.end] {
                to.index(ENDS.iter().position(|other| *other == end));
            }
        });
        to.index(Some(usize::from(self.is_asserted)));
        to.index(Some(self.told));
        to.index(Some(self.paragraph));
        to.list(&self.parts, |(actor, part), to| {
            to.index(Some(*actor));
            to.index(PARTS.iter().position(|other| other == part));
        });
        to.index(self.place);
        ScenePosition::write(self.position.as_ref(), to);
        to.list(&self.related, |(other, words), to| {
            to.index(Some(*other));
            to.text(words);
        });
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(Self {
            id: from.text()?,
            title: from.text()?,
            when: from.text()?,
            kind: (from.text()?, from.text()?),
            status: from.text()?,
            sentence: from.text()?,
            extents: from.list(|from| {
                let possible = Days { from: from.number()?, to: from.number()? };
                let certain = Days { from: from.number()?, to: from.number()? };
                let certain = (certain.from < certain.to).then_some(certain);
                let mut end = || from.index()?.and_then(|end| ENDS.get(end).copied());
                Some(Extent { possible, certain, start: end()?, end: end()? })
            })?,
            is_asserted: from.index()?? == 1,
            told: from.index()??,
            paragraph: from.index()??,
            parts: from.list(|from| Some((from.index()??, *PARTS.get(from.index()??)?)))?,
            place: from.index()?,
            position: ScenePosition::read(from)?,
            related: from.list(|from| Some((from.index()??, from.text()?)))?,
        })
    }
}

/// The ends and parts, which are written as their positions here.
const ENDS: [End; 3] = [End::Sharp, End::Soft, End::Open];
const PARTS: [Part; 4] = [Part::By, Part::Against, Part::With, Part::Involved];

impl SceneActor {
    fn write(&self, to: &mut Writer) {
        for text in [&self.id, &self.name, &self.kind.0, &self.kind.1] {
            to.text(text);
        }
        to.index(self.whole);
        ScenePosition::write(self.position.as_ref(), to);
    }

    fn read(from: &mut Reader) -> Option<Self> {
        Some(Self {
            id: from.text()?,
            name: from.text()?,
            kind: (from.text()?, from.text()?),
            whole: from.index()?,
            position: ScenePosition::read(from)?,
        })
    }
}

impl ScenePosition {
    fn write(position: Option<&Self>, to: &mut Writer) {
        to.index(position.map(|_| 1));
        if let Some(position) = position {
            to.text(&position.name);
            to.number(position.degrees.0);
            to.number(position.degrees.1);
            to.number(position.radius);
        }
    }

    fn read(from: &mut Reader) -> Option<Option<Self>> {
        if from.index()?.is_none() {
            return Some(None);
        }
        let degrees = (from.number()?, from.number()?);
        Some(Some(Self { name: from.text()?, degrees, radius: from.number()? }))
    }
}

/// A position with the radius that its precision stands for.
fn on_map(name: &str, position: &Position) -> ScenePosition {
    let radius = match position.precision {
        Some(Precision::Exact) => 0.0,
        Some(Precision::Town) | None | Some(Precision::Other(_)) => 5.0,
        Some(Precision::Region) => 75.0,
        Some(Precision::Country) => 300.0,
    };
    ScenePosition { name: name.to_owned(), degrees: (position.lat, position.lon), radius }
}

/// Who published the article, where, and its licence.
fn credit(article: &Article, locale: &dyn Locale) -> String {
    let source = article.source.as_ref();
    let parts = [
        article.publisher.clone(),
        article.published.as_ref().map(|date| locale::date(locale, date)),
        source.and_then(|source| source.title.clone()),
        source.and_then(|source| source.url.as_ref()).map(|url| url.as_str().to_owned()),
        source
            .and_then(|source| source.license.clone())
            .map(|text| locale.with(Message::Licence, &[("licence", &text)])),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.dedup();
    locale.comma_separated(&parts)
}
