//! Enums whose variants have a word for addresses, stored settings and attributes of the page.
//!
//! ```
//! use whowhen_core::reading::Order;
//!
//! assert_eq!(Order::Told.word(), "told");
//! assert_eq!(Order::from_word("happened"), Some(Order::Happened));
//! assert_eq!(Order::from_word("backwards"), None);
//! ```

macro_rules! string_enum {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $choice:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$of])* $choice,)*
        }

        impl $name {
            /// All choices, in the order in which the interface offers them.
            pub const ALL: &'static [Self] = &[$(Self::$choice),*];

            /// Its word for addresses, stored settings and attributes of the page.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$choice => $word,)*
                }
            }

            /// The choice with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.word() == word)
            }
        }
    )*};
}
