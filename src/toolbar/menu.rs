//! The menu drawer: opening another article, saving and printing this one, and the user's settings.

use leptos::prelude::*;
use web_sys::Event;

use crate::components::dom::{El, find_all, set};
use crate::components::drawer::{Segment, checkbox, drawer_button, segmented_control};
use crate::components::reactive::effect;
use crate::dialogs::shortcuts_help::show_help;
use crate::i18n::Language;
use crate::print;
use crate::state::article::ArticleState;
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::toolbar::open::open_controls;
use whowhen_core::locale::{LANGUAGES, Locale, Message};
use whowhen_core::reading::{Lines, Marks, Settings, Theme, Typeface};
use whowhen_views::Markup;

/// The content of the menu drawer.
pub fn menu_content(reader: ReaderState, state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let section = |word: Message, children: Vec<El>| {
        El::new("section").child(El::new("h3").text(locale.text(word))).children(children)
    };
    let mut sections = Vec::new();
    if reader.is_own_page() {
        let close = move || {
            state.close_drawer();
        };
        sections.push(section(Message::Open, open_controls(reader, &locale, close)));
    }
    let download = El::new("a")
        .class("action")
        .attr("href", &story.url)
        .attr("download", &if story.is_local { story.article.id.clone() + ".json" } else { String::new() })
        .text(locale.text(Message::DownloadFile));
    let print = drawer_button(locale.text(Message::Print), Box::new(move || print::print(state, false)));
    let print_text = drawer_button(locale.text(Message::PrintText), Box::new(move || print::print(state, true)));
    // An article file that is in the page itself has no address.
    let download = (!story.url.is_empty()).then_some(download);
    sections.push(section(Message::Save, download.into_iter().chain([print, print_text]).collect()));
    sections.push(section(Message::Look, display_settings(reader, state)));
    let help = Box::new(move || {
        state.close_drawer();
        show_help(state);
    });
    let aids = vec![
        checkbox(
            locale.text(Message::SingleKeys),
            move || reader.settings.with(|settings| !settings.no_single_keys),
            move |on| change(reader, |settings| settings.no_single_keys = !on),
        ),
        checkbox(
            locale.text(Message::Announce),
            move || reader.settings.with(|settings| settings.announce),
            move |on| change(reader, |settings| settings.announce = on),
        ),
        drawer_button(locale.text(Message::KeyHelp), help),
    ];
    sections.push(section(Message::Reading, aids));
    sections
}

fn change(reader: ReaderState, how: impl FnOnce(&mut Settings)) {
    let mut settings = reader.settings.get_untracked();
    how(&mut settings);
    reader.save_settings(settings);
}

/// A switch for one setting: the choices with their labels, and how to read and write the setting.
fn choices<T: Copy + PartialEq + 'static>(
    reader: ReaderState,
    locale: &Language,
    name: Message,
    choices: impl Iterator<Item = (T, Message)>,
    read: fn(ReaderState) -> T,
    write: fn(&mut Settings, T),
) -> El {
    let positions = choices.map(|(choice, word)| Segment {
        words: locale.text(word).to_owned(),
        chosen: Box::new(move || read(reader) == choice),
        choose: Box::new(move || change(reader, |settings| write(settings, choice))),
    });
    let switch = segmented_control(locale.text(name), positions.collect());
    line(locale, name, switch)
}

/// A control with a visible label.
fn line(locale: &Language, name: Message, switch: El) -> El {
    El::new("div").class("line").child(El::new("span").text(locale.text(name))).child(switch)
}

/// The display settings.
fn display_settings(reader: ReaderState, state: ArticleState) -> Vec<El> {
    let story = state.story();
    let locale = story.locale();
    let typefaces = Typeface::ALL.iter().copied().zip([Message::Serif, Message::Sans]);
    let lines = Lines::ALL.iter().copied().zip([Message::Narrow, Message::Wide]);
    let marks = [Message::MarksNone, Message::MarksNames, Message::MarksAll, Message::MarksHeld];
    let marks = Marks::ALL.iter().copied().zip(marks);
    vec![
        theme_choice(reader, &locale),
        line(&locale, Message::TextSize, size(reader, &story)),
        choices(
            reader,
            &locale,
            Message::Typeface,
            typefaces,
            |reader| reader.settings.with(|settings| settings.typeface),
            |settings, to| settings.typeface = to,
        ),
        choices(
            reader,
            &locale,
            Message::LineLength,
            lines,
            |reader| reader.settings.with(|settings| settings.lines),
            |settings, to| settings.lines = to,
        ),
        choices(reader, &locale, Message::Marks, marks, ReaderState::marks, |settings, to| settings.marks = Some(to)),
        // The article is rendered again in the other language, so the reading position is saved.
        language_choice(reader, &locale, move || state.save_position(reader)),
    ]
}

/// The choice of the colour theme.
pub fn theme_choice(reader: ReaderState, locale: &Language) -> El {
    let themes = [Message::ThemeSystem, Message::ThemeLight, Message::ThemeDark, Message::ThemeContrast];
    choices(
        reader,
        locale,
        Message::Theme,
        Theme::ALL.iter().copied().zip(themes),
        |reader| reader.settings.with(|settings| settings.theme),
        |settings, to| settings.theme = to,
    )
}

/// The choice of the language of the interface. `before` is called before it changes.
pub fn language_choice(reader: ReaderState, locale: &Language, before: impl Fn() + Copy + 'static) -> El {
    let positions = LANGUAGES.iter().map(|&(tag, name)| Segment {
        words: name.to_owned(),
        chosen: Box::new(move || reader.language.get().tag == tag),
        choose: Box::new(move || {
            before();
            change(reader, |settings| settings.language = Some(tag));
        }),
    });
    let switch = segmented_control(locale.text(Message::Language), positions.collect());
    // Each name is in its own language.
    for (button, (tag, _)) in find_all(switch.element(), "button").iter().zip(LANGUAGES) {
        set(button, "lang", tag);
    }
    line(locale, Message::Language, switch)
}

fn size(reader: ReaderState, story: &Shared<Story>) -> El {
    let locale = story.locale();
    let step = |word: Message, sign: &str, by: i8| {
        let at_end = move || {
            let size = reader.settings.with(|settings| settings.size);
            let (least, most) = Settings::SIZES;
            if by < 0 { size <= least } else { size >= most }
        };
        El::button()
            .attr("aria-label", locale.text(word))
            .reactive_attr("aria-disabled", move || at_end().then_some("true"))
            .on("click", move |_: &Event| {
                let settings = reader.settings.get_untracked();
                reader.save_settings(settings.with_size(settings.size.saturating_add(by)));
            })
            .text(sign)
    };
    let value = El::new("output").class("value");
    let element = value.element().clone();
    let percent = story.clone();
    effect(move || {
        let size = reader.settings.with(|settings| settings.size);
        let share = 1.0 + f64::from(size) * 0.125;
        element.set_text_content(Some(&untrack(|| percent.locale().intl.percent(share))));
    });
    El::new("div")
        .class("segments")
        .attr("role", "group")
        .attr("aria-label", locale.text(Message::TextSize))
        .child(step(Message::Smaller, "−", -1))
        .child(value)
        .child(step(Message::Larger, "+", 1))
}
