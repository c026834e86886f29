//! The vocabulary of the format: kinds of blocks, actors and events, forms, roles, statuses, relations.
//!
//! Each is a list of known words. Some lists are open: any other word is accepted and kept as it is.
//!
//! ```
//! use whowhen_core::article::{Kind, Role};
//!
//! assert_eq!(Role::from_word("agent"), Role::Agent);
//! assert_eq!(Role::from_word("witness"), Role::Other("witness".into()));
//! assert_eq!(Role::from_word("witness").word(), "witness");
//! ```

/// A word of the file that is either in a list of the format or unknown.
pub trait Kind: Sized + 'static {
    /// The known words, in the order in which they are shown.
    const WORDS: &'static [&'static str];

    /// The kind that a word stands for. An unknown word is kept.
    fn from_word(word: &str) -> Self;

    /// The word as it is in the file.
    fn word(&self) -> &str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the words explain themselves")]
        pub enum $name {
            $($variant,)*
            /// A word that is not in the format's list.
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
    /// What an actor is. Open: an unknown word is shown as it is.
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
    /// What kind of event it is. Open.
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
    /// The role of an actor in an event. Open.
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
    /// Whether an event is said to have happened. An unknown word is reported as a problem and shown as it is.
    Status {
        Asserted = "asserted",
        Alleged = "alleged",
        Denied = "denied",
        Planned = "planned",
    }
    /// How two events are related. An unknown word is reported as a problem and shown as it is.
    RelationKind {
        Precedes = "precedes",
        Causes = "causes",
        Enables = "enables",
        PartOf = "part_of",
        SameAs = "same_as",
        Contradicts = "contradicts",
    }
    /// How a mention refers to its actor. An unknown word is reported as a problem and counts as a name.
    Form {
        Name = "name",
        Alias = "alias",
        Pronoun = "pronoun",
    }
    /// How exact a position is. An unknown word is reported as a problem and left out.
    Precision {
        Exact = "exact",
        Town = "town",
        Region = "region",
        Country = "country",
    }
}

/// What a block of text is. An unknown word is reported as a problem, and the block is shown as a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 2 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A block quotation.
    Quote,
    /// The caption of a picture. The picture itself is not part of an article.
    Caption,
    /// An item of a list. Adjacent items form one list.
    ListItem,
    /// The line that names the author.
    Byline,
    /// A remark beside the text.
    Note,
}

impl BlockKind {
    /// The words that a file may use.
    pub const WORDS: &'static [&'static str] =
        &["heading", "paragraph", "quote", "caption", "list_item", "byline", "note"];

    /// The kind that a word stands for. A heading gets level 2.
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
