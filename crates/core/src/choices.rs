//! Choices that have words: in an address, in what is remembered, in the page's attributes.
//!
//! ```
//! use whowhen_core::reading::Order;
//!
//! assert_eq!(Order::Told.word(), "told");
//! assert_eq!(Order::from_word("happened"), Some(Order::Happened));
//! assert_eq!(Order::from_word("backwards"), None);
//! ```

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $choice:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$of])* $choice,)*
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$choice),*];

            /// Its word: in an address, in what is remembered, in the page's attributes.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$choice => $word,)*
                }
            }

            /// The one that a word names.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word() == word)
            }
        }
    )*};
}
