//! What the labels of other tools mean: a kind of actor, an event, a time, or nothing that an article has.
//!
//! The tables are data. A label that no table has is a kind of its own, which the reader shows as it is.
//!
//! ```
//! use whowhen_formats::labels::{Meaning, event_kind, meaning, role};
//!
//! assert_eq!(meaning("PERSON", "Alice"), Meaning::Actor("person".into()));
//! assert_eq!(meaning("GPE", "Mali"), Meaning::Actor("state".into()));
//! assert_eq!(meaning("GPE", "Gao"), Meaning::Actor("place".into()));
//! assert_eq!(meaning("DATE", "1998"), Meaning::Time);
//! assert_eq!(meaning("Battle", "Mohács"), Meaning::Event);
//! assert_eq!(event_kind("Conflict.Attack"), "attack");
//! assert_eq!(role("Giver-Arg2"), "agent");
//! ```

use whowhen_core::article::{ActorKind, EventKind, Kind, Role};

/// What a label means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An actor of this kind.
    Actor(String),
    /// What happened.
    Event,
    /// A date or a time.
    Time,
    /// Nothing that an article has: a number, a part of speech.
    Value,
}

/// Labels of actors, without case and punctuation, and their kinds. From OntoNotes, ACE, CoNLL, LitBank, TEI, spaCy,
/// WikiNER, GATE, INCEpTION and NAF.
const ACTORS: &[(&[&str], &str)] = &[
    (
        &[
            "per",
            "person",
            "persname",
            "people",
            "human",
            "character",
            "pers",
            "individual",
            "forename",
            "surname",
            "author",
        ],
        "person",
    ),
    (
        &["org", "organization", "organisation", "orgname", "institution", "group", "agency", "party", "ngo"],
        "organisation",
    ),
    (&["state", "country", "countryname", "nation"], "state"),
    (
        &[
            "loc",
            "location",
            "place",
            "placename",
            "fac",
            "facility",
            "geo",
            "city",
            "town",
            "settlement",
            "region",
            "geogname",
            "address",
            "district",
            "bloc",
        ],
        "place",
    ),
    (&["mil", "military", "army", "navy", "unit"], "military"),
    (&["rebels", "militia", "armedgroup", "terrororganization"], "armed_group"),
    (&["gov", "government", "ministry"], "government"),
    (&["media", "newspaper", "broadcaster"], "media"),
    (&["com", "company", "corporation", "business", "firm"], "company"),
    (&["norp", "nationality", "nationalities", "ethnicgroup", "crowd", "public", "population", "peo"], "public"),
    (
        &[
            "misc",
            "rs",
            "name",
            "entity",
            "mention",
            "ent",
            "namedentity",
            "markable",
            "referent",
            "product",
            "workofart",
            "prod",
            "veh",
            "vehicle",
            "wea",
            "weapon",
            "law",
        ],
        "other",
    ),
];

/// Labels of events.
const EVENTS: &[&str] =
    &["event", "eventname", "evt", "eve", "trigger", "action", "predicate", "incident", "occurrence"];

/// Labels of times.
const TIMES: &[&str] = &["date", "time", "datetime", "timex", "timex3", "tim", "duration", "set", "when", "year"];

/// Labels of what an article does not have.
const VALUES: &[&str] = &[
    "money",
    "percent",
    "percentage",
    "quantity",
    "cardinal",
    "ordinal",
    "number",
    "num",
    "token",
    "sentence",
    "paragraph",
    "lemma",
    "pos",
    "language",
    "url",
    "email",
    "phone",
    "documentannotation",
    "spacetoken",
    "split",
    "lookup",
    "signal",
    "value",
    "dependency",
    "morphologicalfeatures",
    "documentmetadata",
    "tagsetdescription",
    "stem",
    "section",
    "document",
    "heading",
    "measure",
];

/// Kinds of events in other schemes, without case and punctuation, by the stem of their first words.
const EVENT_KINDS: &[(&str, &[&str])] = &[
    ("protest", &["demonstrat", "protest", "conflictdemonstrate", "riot", "strike"]),
    ("attack", &["attack", "conflictattack", "bomb", "violence", "explosion", "conflict"]),
    ("battle", &["battle", "fight", "armedclash"]),
    ("deployment", &["deploy", "movementtransport", "transport"]),
    ("withdrawal", &["withdraw", "withdrawal", "retreat"]),
    ("agreement", &["agree", "treaty", "sign"]),
    ("diplomacy", &["diplomacy", "diplomatic", "contactmeet", "meet", "visit", "negotiat", "consult"]),
    ("sanction", &["sanction", "embargo"]),
    ("election", &["elect", "personnelelect", "vote"]),
    ("statement", &["statement", "report", "said", "say", "speech", "communication", "contact", "reporting"]),
    ("publication", &["publication", "publish"]),
    ("advance", &["advance"]),
    ("coup", &["coup"]),
];

/// What may follow a stem: “Signed” is a kind of “sign”, and “Signal” is not.
const ENDINGS: &[&str] =
    &["", "s", "es", "d", "ed", "e", "ing", "ings", "ion", "ions", "ation", "ations", "ment", "ments"];

/// Roles in other schemes, without case, punctuation and numbers.
const ROLES: &[(&str, &[&str])] = &[
    (
        "agent",
        &[
            "agent",
            "giver",
            "attacker",
            "actor",
            "subject",
            "nsubj",
            "source",
            "cause",
            "initiator",
            "perpetrator",
            "doer",
        ],
    ),
    ("target", &["target", "patient", "theme", "object", "dobj", "goal", "undergoer", "affected"]),
    ("victim", &["victim", "casualty"]),
    ("mediator", &["mediator", "broker"]),
    ("speaker", &["speaker", "reporter", "sayer", "sourceofspeech", "communicator"]),
    ("beneficiary", &["beneficiary", "recipient", "benefactor"]),
    ("ally", &["ally", "participantwith", "comitative"]),
    ("place", &["place", "location", "loc", "where"]),
];

/// A label without case and punctuation. Of a qualified name such as `de.tudarmstadt.ukp.type.Person`, the last part.
fn plain(label: &str) -> String {
    let is_qualified = label.contains(['/', ':']) || label.matches('.').count() > 1;
    let label = if is_qualified { label.rsplit(['/', ':', '.', '#']).next().unwrap_or(label) } else { label };
    label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How a mention refers, if its label says so: LitBank's `PROP_`, `NOM_` and `PRON_`.
pub fn form(label: &str) -> (Option<&'static str>, &str) {
    for (prefix, form) in [("PROP_", "name"), ("NOM_", "pronoun"), ("PRON_", "pronoun")] {
        if let Some(rest) = label.strip_prefix(prefix) {
            return (Some(form), rest);
        }
    }
    (None, label)
}

/// What a label means, for a range with these words.
pub fn meaning(label: &str, surface: &str) -> Meaning {
    let (_, label) = form(label);
    let word = plain(label);
    let has = |list: &[&str]| list.contains(&word.as_str());
    if let Some(kind) = ActorKind::WORDS.iter().find(|kind| **kind == label) {
        return Meaning::Actor((*kind).to_owned());
    }
    if has(&["gpe", "geopoliticalentity", "geopolitical", "lochum"]) {
        return Meaning::Actor(if is_state(surface) { "state" } else { "place" }.to_owned());
    }
    let is_kind = |kind: &&str| kind.eq_ignore_ascii_case(label) && *kind != "other";
    if has(EVENTS) || EventKind::WORDS.iter().any(is_kind) {
        return Meaning::Event;
    }
    if has(TIMES) {
        return Meaning::Time;
    }
    if has(VALUES) {
        return Meaning::Value;
    }
    match ACTORS.iter().find(|(labels, _)| has(labels)) {
        Some((_, kind)) => Meaning::Actor((*kind).to_owned()),
        None => Meaning::Actor(label.to_owned()),
    }
}

/// What a label means, if a table has it. `None` of a label that is a kind of its own.
pub fn known(label: &str) -> Option<Meaning> {
    match meaning(label, "") {
        Meaning::Actor(kind) if kind == form(label).1 && !ActorKind::WORDS.contains(&kind.as_str()) => None,
        meaning => Some(meaning),
    }
}

/// The kind of an event with a label. A label that is in no table is a kind of its own.
pub fn event_kind(label: &str) -> String {
    if let Some(kind) = EventKind::WORDS.iter().find(|kind| kind.eq_ignore_ascii_case(label)) {
        return (*kind).to_owned();
    }
    let word = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    if EVENTS.contains(&word.as_str()) || EVENTS.contains(&plain(label).as_str()) {
        return "other".to_owned();
    }
    let first_words = first_words(label);
    let is_of = |stem: &&str| {
        first_words.iter().filter_map(|words| words.strip_prefix(*stem)).any(|ending| ENDINGS.contains(&ending))
    };
    let known = EVENT_KINDS.iter().find(|(_, stems)| stems.iter().any(is_of));
    known.map_or_else(|| label.to_owned(), |(kind, _)| (*kind).to_owned())
}

/// The first word of a label, the first two, and so on, up to four, in lower case and without what is between them. A capital
/// behind a small letter begins a word.
fn first_words(label: &str) -> Vec<String> {
    const WORDS: usize = 4;
    let mut found: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut last = ' ';
    for c in label.chars() {
        let begins = c.is_alphanumeric() && (!last.is_alphanumeric() || last.is_lowercase() && c.is_uppercase());
        if begins && !words.is_empty() {
            found.push(words.clone());
            if found.len() == WORDS {
                return found;
            }
        }
        words.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        last = c;
    }
    found.push(words);
    found
}

/// The role with a name. `-Arg` and a number at its end do not count. A name that is in no table is a role of its own.
pub fn role(name: &str) -> String {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let base = base.strip_suffix("-Arg").or(base.strip_suffix("_Arg")).unwrap_or(base);
    if Role::WORDS.contains(&base) {
        return base.to_owned();
    }
    // PropBank: the first argument acts, the second undergoes.
    match name.to_ascii_lowercase().as_str() {
        "a0" | "arg0" => return "agent".to_owned(),
        "a1" | "arg1" => return "target".to_owned(),
        "argm-loc" | "am-loc" => return "place".to_owned(),
        _ => {}
    }
    let word: String = base.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    // Without its number, such an argument says nothing.
    if ["a", "arg"].contains(&word.as_str()) {
        return name.to_owned();
    }
    let known = ROLES.iter().find(|(_, names)| names.contains(&word.as_str()));
    known.map_or_else(|| base.to_owned(), |(role, _)| (*role).to_owned())
}

/// Whether a relation with this name says that its two ends are the same.
pub fn is_identity(name: &str) -> bool {
    ["coref", "coreference", "corefers", "identity", "equiv", "same", "sameas", "alias", "ident"]
        .contains(&plain(name).as_str())
}

/// Whether a relation with this name says that its first end belongs to its second.
pub fn is_membership(name: &str) -> bool {
    [
        "memberof",
        "partof",
        "employment",
        "employedby",
        "worksfor",
        "orgaff",
        "affiliation",
        "member",
        "belongsto",
        "subsidiary",
    ]
    .contains(&plain(name).as_str())
}

/// Whether a name is that of a state, in English.
pub fn is_state(name: &str) -> bool {
    let name = name.trim().trim_start_matches("the ").trim_start_matches("The ");
    STATES.binary_search(&name).is_ok()
}

/// States by their usual and short names, in the order of bytes.
const STATES: &[&str] = &[
    "Afghanistan",
    "Albania",
    "Algeria",
    "America",
    "Andorra",
    "Angola",
    "Argentina",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Bahamas",
    "Bahrain",
    "Bangladesh",
    "Barbados",
    "Belarus",
    "Belgium",
    "Belize",
    "Benin",
    "Bhutan",
    "Bolivia",
    "Bosnia and Herzegovina",
    "Botswana",
    "Brazil",
    "Britain",
    "Brunei",
    "Bulgaria",
    "Burkina Faso",
    "Burma",
    "Burundi",
    "Cambodia",
    "Cameroon",
    "Canada",
    "Cape Verde",
    "Central African Republic",
    "Chad",
    "Chile",
    "China",
    "Colombia",
    "Comoros",
    "Congo",
    "Costa Rica",
    "Croatia",
    "Cuba",
    "Cyprus",
    "Czech Republic",
    "Czechia",
    "Czechoslovakia",
    "Côte d’Ivoire",
    "DR Congo",
    "Denmark",
    "Djibouti",
    "Dominica",
    "Dominican Republic",
    "East Germany",
    "East Timor",
    "Ecuador",
    "Egypt",
    "El Salvador",
    "England",
    "Equatorial Guinea",
    "Eritrea",
    "Estonia",
    "Eswatini",
    "Ethiopia",
    "Fiji",
    "Finland",
    "France",
    "Gabon",
    "Gambia",
    "Georgia",
    "Germany",
    "Ghana",
    "Great Britain",
    "Greece",
    "Grenada",
    "Guatemala",
    "Guinea",
    "Guinea-Bissau",
    "Guyana",
    "Haiti",
    "Holland",
    "Honduras",
    "Hungary",
    "Iceland",
    "India",
    "Indonesia",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Ivory Coast",
    "Jamaica",
    "Japan",
    "Jordan",
    "Kazakhstan",
    "Kenya",
    "Kiribati",
    "Kosovo",
    "Kuwait",
    "Kyrgyzstan",
    "Laos",
    "Latvia",
    "Lebanon",
    "Lesotho",
    "Liberia",
    "Libya",
    "Liechtenstein",
    "Lithuania",
    "Luxembourg",
    "Madagascar",
    "Malawi",
    "Malaysia",
    "Maldives",
    "Mali",
    "Malta",
    "Marshall Islands",
    "Mauritania",
    "Mauritius",
    "Mexico",
    "Micronesia",
    "Moldova",
    "Monaco",
    "Mongolia",
    "Montenegro",
    "Morocco",
    "Mozambique",
    "Myanmar",
    "Namibia",
    "Nauru",
    "Nepal",
    "Netherlands",
    "New Zealand",
    "Nicaragua",
    "Niger",
    "Nigeria",
    "North Korea",
    "North Macedonia",
    "Norway",
    "Oman",
    "Pakistan",
    "Palau",
    "Palestine",
    "Panama",
    "Papua New Guinea",
    "Paraguay",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Prussia",
    "Qatar",
    "Romania",
    "Russia",
    "Rwanda",
    "Samoa",
    "San Marino",
    "Saudi Arabia",
    "Scotland",
    "Senegal",
    "Serbia",
    "Seychelles",
    "Sierra Leone",
    "Singapore",
    "Slovakia",
    "Slovenia",
    "Solomon Islands",
    "Somalia",
    "South Africa",
    "South Korea",
    "South Sudan",
    "Soviet Union",
    "Spain",
    "Sri Lanka",
    "Sudan",
    "Suriname",
    "Sweden",
    "Switzerland",
    "Syria",
    "Taiwan",
    "Tajikistan",
    "Tanzania",
    "Thailand",
    "Timor-Leste",
    "Togo",
    "Tonga",
    "Trinidad and Tobago",
    "Tunisia",
    "Turkey",
    "Turkmenistan",
    "Tuvalu",
    "Türkiye",
    "U.K.",
    "U.S.",
    "U.S.A.",
    "UAE",
    "UK",
    "US",
    "USA",
    "USSR",
    "Uganda",
    "Ukraine",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
    "United States of America",
    "Uruguay",
    "Uzbekistan",
    "Vanuatu",
    "Vatican City",
    "Venezuela",
    "Vietnam",
    "Yemen",
    "Yugoslavia",
    "Zaire",
    "Zambia",
    "Zimbabwe",
];

#[cfg(test)]
mod tests {
    #[test]
    fn states_are_sorted() {
        assert!(super::STATES.is_sorted());
    }
}
