//! The example of the start page: an article of two sentences, with five actors and two events, in the language of the
//! interface.
//!
//! `example.json` is the article, with placeholders for texts of the interface. Each name is a part of one of the two
//! sentences, in every language: a test opens the example in each.
//!
//! ```
//! use whowhen_core::locale::Translation;
//! use whowhen_views::start_page::example::example;
//!
//! let article = example(&Translation::english()).unwrap();
//! assert_eq!((article.actors.len(), article.mentions.len(), article.events.len()), (5, 5, 2));
//! ```

use whowhen_core::article::Article;
use whowhen_core::locale::{Message, Translation};

const FILE: &str = include_str!("example.json");

/// The texts that stand for the placeholders.
const TEXTS: [Message; 9] = [
    Message::ExampleFirst,
    Message::ExampleSecond,
    Message::ExampleArmstrong,
    Message::ExampleAldrin,
    Message::ExampleMoon,
    Message::ExamplePacific,
    Message::ExampleHornet,
    Message::ExampleLanding,
    Message::ExampleRecovery,
];

/// The example in a language. `None` if its texts are no article, which a test prevents.
pub fn example(translation: &Translation) -> Option<Article> {
    let mut file = FILE.replace("{{language}}", translation.tag());
    for message in TEXTS {
        let quoted = serde_json::to_string(translation.text(message)).ok()?;
        file = file.replace(&["{{", message.key(), "}}"].concat(), quoted.trim_matches('"'));
    }
    whowhen_core::open(file.as_bytes()).ok().map(|(article, _)| article)
}
