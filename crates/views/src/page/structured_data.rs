//! Structured data for search engines: the article's actors and events as JSON-LD, with the vocabulary of schema.org.
//!
//! Only asserted events are included, because the vocabulary has no "alleged".
//!
//! ```json
//! {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Brief", "mentions": [{"@type": "Country", "name": "Mali"}]}
//! ```

use serde_json::{Map, Value, json};

use super::Options;
use crate::Html;
use crate::actors::wikidata_url;
use crate::article::plain_date;
use crate::html;
use whowhen_core::article::{Actor, ActorKind, Article, Date, Event, Place, Position, Source, Status};

/// The structured data of an article.
pub fn data(article: &Article, options: &Options, description: &str) -> Html {
    let source = article.source.as_ref();
    let publisher = article.publisher.as_ref();
    let author = |name: &String| match Some(name) == publisher {
        true => json!({ "@type": "Organization", "name": name }),
        false => json!({ "@type": "Person", "name": name }),
    };
    let address = options.address;
    let mut data = Object::of("NewsArticle");
    data.set("@context", Some("https://schema.org"));
    data.set("headline", Some(&article.title));
    data.set("alternativeHeadline", article.subtitle.as_ref());
    data.set("description", Some(description));
    data.set("inLanguage", article.language.as_ref());
    data.set("datePublished", article.published.as_ref().and_then(plain_date));
    data.list("author", article.authors.iter().map(author).collect());
    data.set("publisher", publisher.map(|name| json!({ "@type": "Organization", "name": name })));
    data.set("license", source.and_then(|source| source.license.as_ref()).map(|license| license_of(license)));
    data.set("isBasedOn", source.and_then(work));
    data.set("wordCount", Some(article.words()));
    data.set("url", address);
    data.set("mainEntityOfPage", address);
    data.list("mentions", article.actors.iter().map(of_actor).collect());
    let happened = article.events.iter().filter(|event| event.status == Status::Asserted);
    data.list("about", happened.map(|event| of_event(article, event)).collect());
    html::data_script("application/ld+json", &Value::Object(data.0))
}

/// A JSON-LD object. Properties without a value are omitted.
struct Object(Map<String, Value>);

impl Object {
    fn of(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), Value::from(kind))]))
    }

    fn set(&mut self, name: &str, value: Option<impl serde::Serialize>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), json!(value));
        }
    }

    fn list(&mut self, name: &str, values: Vec<Value>) {
        self.set(name, (!values.is_empty()).then_some(values));
    }
}

/// The source of the text: its address, or an object with its name.
fn work(source: &Source) -> Option<Value> {
    match (&source.url, &source.title) {
        (Some(url), _) => Some(Value::from(url.as_str())),
        (None, title) => title.as_ref().map(|title| json!({ "@type": "CreativeWork", "name": title })),
    }
}

/// A licence: its address, or an object with its name.
fn license_of(license: &str) -> Value {
    match whowhen_core::article::Link::parse(license) {
        Ok(address) => Value::from(address.as_str()),
        Err(_) => json!({ "@type": "CreativeWork", "name": license }),
    }
}

fn of_actor(actor: &Actor) -> Value {
    let mut data = Object::of(match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "Country",
        ActorKind::Government => "GovernmentOrganization",
        ActorKind::Military | ActorKind::ArmedGroup | ActorKind::Organisation => "Organization",
        ActorKind::Media => "NewsMediaOrganization",
        ActorKind::Company => "Corporation",
        ActorKind::Place => "Place",
        ActorKind::Public | ActorKind::Unspecified | ActorKind::Other(_) => "Thing",
    });
    data.set("name", Some(&actor.name));
    data.set("description", actor.description.as_ref());
    data.list("alternateName", actor.aliases.iter().map(|alias| Value::from(alias.as_str())).collect());
    let wikidata = actor.wikidata.iter().map(|id| wikidata_url(id));
    // The same actor elsewhere has an address.
    let links = actor.links.iter().filter_map(|link| link.url.as_ref()).map(|url| url.as_str().to_owned());
    data.list("sameAs", wikidata.chain(links).map(Value::from).collect());
    Value::Object(data.0)
}

fn of_event(article: &Article, event: &Event) -> Value {
    let mut data = Object::of("Event");
    data.set("name", Some(&event.title));
    data.set("description", event.summary.as_ref());
    let (start, end) = event.when.as_ref().map_or((None, None), start_and_end);
    data.set("startDate", start);
    data.set("endDate", end);
    data.set("location", event.place.as_ref().map(|place| of_place(article, place)));
    Value::Object(data.0)
}

/// The start and end of an event, if both are plain days, months or years.
fn start_and_end(date: &Date) -> (Option<String>, Option<String>) {
    if let Some(date) = plain_date(date) {
        return (Some(date.to_owned()), None);
    }
    let Some((start, end)) = date.as_str().split_once('/') else { return (None, None) };
    let plain_one = |text: &str| Date::parse(text).ok().and_then(|date| plain_date(&date).map(str::to_owned));
    match (plain_one(start), plain_one(end)) {
        (Some(start), Some(end)) => (Some(start), Some(end)),
        _ => (None, None),
    }
}

fn of_place(article: &Article, place: &Place) -> Value {
    match place {
        Place::Actor(actor) => {
            let actor = &article[*actor];
            let mut data = Object::of("Place");
            data.set("name", Some(&actor.name));
            data.set("sameAs", actor.wikidata.as_ref().map(|id| wikidata_url(id)));
            data.set("geo", actor.position.as_ref().map(of_position));
            Value::Object(data.0)
        }
        Place::Named { name, position } => {
            let mut data = Object::of("Place");
            data.set("name", Some(name));
            data.set("geo", position.as_ref().map(of_position));
            Value::Object(data.0)
        }
    }
}

fn of_position(position: &Position) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": position.lat, "longitude": position.lon })
}
