//! The words of the format: kinds of blocks, actors and events, forms, roles, statuses, relations.
//!
//! Each is a closed list of known words; some lists are open and take another word, which stays itself.
//!
//! ```
//! use whowhen_core::article::{Kind, Role};
//!
//! assert_eq!(Role::from_word("agent"), Role::Agent);
//! assert_eq!(Role::from_word("witness"), Role::Other("witness".into()));
//! assert_eq!(Role::from_word("witness").word(), "witness");
//! ```

/// A word of the format that is one of a list, or another word.
pub trait Kind: Sized + 'static {
    /// The known words, in the order in which they are shown.
    const WORDS: &'static [&'static str];

    /// The kind that a word names; an unknown word stays itself.
    fn from_word(word: &str) -> Self;

    /// The word of the file.
    fn word(&self) -> &str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the words say it")]
        pub enum $name {
            $($variant,)*
            /// A word that the format does not list.
            Other(String),
        }

        impl Kind for $name {
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn from_word(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word.to_owned()),
                }
            }

            fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }
    )*};
}

kinds! {
    /// What an actor is. Open: another word is shown under its own name.
    ActorKind {
        Person = "person",
        State = "state",
        Government = "government",
        Military = "military",
        ArmedGroup = "armed_group",
        Organisation = "organisation",
        Media = "media",
        Company = "company",
        Public = "public",
        Place = "place",
        Unspecified = "other",
    }
    /// What sort of thing happened. Open.
    EventKind {
        Protest = "protest",
        Coup = "coup",
        Battle = "battle",
        Attack = "attack",
        Deployment = "deployment",
        Withdrawal = "withdrawal",
        Agreement = "agreement",
        Diplomacy = "diplomacy",
        Sanction = "sanction",
        Election = "election",
        Statement = "statement",
        Publication = "publication",
        Advance = "advance",
        Unspecified = "other",
    }
    /// What somebody did in an event. Open.
    Role {
        Agent = "agent",
        Target = "target",
        Victim = "victim",
        Mediator = "mediator",
        Speaker = "speaker",
        Ally = "ally",
        Beneficiary = "beneficiary",
        Place = "place",
        Unspecified = "other",
    }
    /// Whether an event is said to have happened. Another word is a problem, and shown as it stands.
    Status {
        Asserted = "asserted",
        Alleged = "alleged",
        Denied = "denied",
        Planned = "planned",
    }
    /// How one event hangs together with another. Another word is a problem, and shown as it stands.
    RelationKind {
        Precedes = "precedes",
        Causes = "causes",
        Enables = "enables",
        PartOf = "part_of",
        SameAs = "same_as",
        Contradicts = "contradicts",
    }
    /// How a mention refers. Another word is a problem, and counts as a name.
    Form {
        Name = "name",
        Alias = "alias",
        Pronoun = "pronoun",
    }
    /// How exact a position is. Another word is a problem, and left out.
    Precision {
        Exact = "exact",
        Town = "town",
        Region = "region",
        Country = "country",
    }
}

/// What a block of text is. Another word is a problem, and shown as a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 2 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Somebody's words, set apart.
    Quote,
    /// The words under a picture that is not there.
    Caption,
    /// An item of a list; neighbours make one list.
    ListItem,
    /// Who wrote it.
    Byline,
    /// A remark beside the text.
    Note,
}

impl BlockKind {
    /// The words of the file.
    pub const WORDS: &'static [&'static str] =
        &["heading", "paragraph", "quote", "caption", "list_item", "byline", "note"];

    /// The kind that a word names; a heading is of level 2.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "heading" => Self::Heading(2),
            "paragraph" => Self::Paragraph,
            "quote" => Self::Quote,
            "caption" => Self::Caption,
            "list_item" => Self::ListItem,
            "byline" => Self::Byline,
            "note" => Self::Note,
            _ => return None,
        })
    }
}
