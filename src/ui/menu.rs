//! The menu: opening another article, saving and printing this one, and how the person likes to read.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::drawer::{Position, action, switch, tick};
use super::element::{El, find, find_all, set, target, target_as};
use super::live::follow;
use super::opened::Opened;
use super::shell::Shell;
use super::speech::Language;
use super::story::Story;
use super::value::Same;
use super::{keys, print};
use crate::reading::{Address, Lines, Marks, Settings, Theme, Typeface};
use crate::words::{LANGUAGES, Speech, Word};

/// What stands in the menu.
pub fn menu(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let speech = story.speech();
    let section = |word: Word, children: Vec<El>| {
        El::new("section").child(El::new("h3").text(speech.say(word))).children(children)
    };
    let mut sections = Vec::new();
    if shell.is_page() {
        sections.push(section(Word::Open, open(shell, opened)));
    }
    let download =
        El::new("a").class("action").attr("href", &story.url).attr("download", "").text(speech.say(Word::DownloadFile));
    let print = action(speech.say(Word::Print), Box::new(move || print::print(opened)));
    // One that stands in the page itself has no address.
    let download = (!story.url.is_empty()).then_some(download);
    sections.push(section(Word::Save, download.into_iter().chain([print]).collect()));
    sections.push(section(Word::Look, look(shell, opened)));
    let help = Box::new(move || {
        opened.close_drawer();
        keys::show_help(opened);
    });
    let aids = vec![
        tick(
            speech.say(Word::SingleKeys),
            move || shell.settings.with(|settings| !settings.no_single_keys),
            move |on| change(shell, |settings| settings.no_single_keys = !on),
        ),
        tick(
            speech.say(Word::Announce),
            move || shell.settings.with(|settings| settings.announce),
            move |on| change(shell, |settings| settings.announce = on),
        ),
        action(speech.say(Word::KeyHelp), help),
    ];
    sections.push(section(Word::Reading, aids));
    sections
}

fn change(shell: Shell, how: impl FnOnce(&mut Settings)) {
    let mut settings = shell.settings.get_untracked();
    how(&mut settings);
    shell.prefer(settings);
}

/// A switch of one of the settings: its choices with their words, how it is read and how it is set.
fn choices<T: Copy + PartialEq + 'static>(
    shell: Shell,
    speech: &Language,
    name: Word,
    choices: impl Iterator<Item = (T, Word)>,
    read: fn(&Settings) -> T,
    write: fn(&mut Settings, T),
) -> El {
    let positions = choices.map(|(choice, word)| Position {
        words: speech.say(word).to_owned(),
        chosen: Box::new(move || shell.settings.with(read) == choice),
        choose: Box::new(move || change(shell, |settings| write(settings, choice))),
    });
    let switch = switch(speech.say(name), positions.collect());
    line(speech, name, switch)
}

/// A switch under its name.
fn line(speech: &Language, name: Word, switch: El) -> El {
    El::new("div").class("line").child(El::new("span").text(speech.say(name))).child(switch)
}

/// How the person likes the page to look.
fn look(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let speech = story.speech();
    let themes = [Word::ThemeSystem, Word::ThemeLight, Word::ThemeDark, Word::ThemeContrast];
    let themes = Theme::ALL.iter().copied().zip(themes);
    let faces = Typeface::ALL.iter().copied().zip([Word::Serif, Word::Sans]);
    let lines = Lines::ALL.iter().copied().zip([Word::Narrow, Word::Wide]);
    let marks = Marks::ALL.iter().copied().zip([Word::MarksAll, Word::MarksHeld, Word::MarksNone]);
    vec![
        choices(shell, &speech, Word::Theme, themes, |settings| settings.theme, |settings, to| settings.theme = to),
        line(&speech, Word::TextSize, size(shell, &story)),
        choices(
            shell,
            &speech,
            Word::Typeface,
            faces,
            |settings| settings.typeface,
            |settings, to| settings.typeface = to,
        ),
        choices(shell, &speech, Word::LineLength, lines, |settings| settings.lines, |settings, to| settings.lines = to),
        choices(shell, &speech, Word::Marks, marks, |settings| settings.marks, |settings, to| settings.marks = to),
        line(&speech, Word::Language, languages(shell, opened, &speech)),
    ]
}

fn languages(shell: Shell, opened: Opened, speech: &Language) -> El {
    let positions = LANGUAGES.iter().map(|&(tag, name)| Position {
        words: name.to_owned(),
        chosen: Box::new(move || shell.language.get().tag == tag),
        choose: Box::new(move || {
            // All is made anew then.
            opened.remember_place(shell);
            change(shell, |settings| settings.language = Some(tag));
        }),
    });
    let switch = switch(speech.say(Word::Language), positions.collect());
    // Each name is in its own language.
    for (button, (tag, _)) in find_all(switch.element(), "button").iter().zip(LANGUAGES) {
        set(button, "lang", tag);
    }
    switch
}

fn size(shell: Shell, story: &Same<Story>) -> El {
    let speech = story.speech();
    let step = |word: Word, sign: &str, by: i8| {
        let at_end = move || {
            let size = shell.settings.with(|settings| settings.size);
            let (least, most) = Settings::SIZES;
            if by < 0 { size <= least } else { size >= most }
        };
        El::button()
            .attr("aria-label", speech.say(word))
            .live("aria-disabled", move || at_end().then_some("true"))
            .on("click", move |_: &Event| {
                let settings = shell.settings.get_untracked();
                shell.prefer(settings.resized(settings.size.saturating_add(by)));
            })
            .text(sign)
    };
    let value = El::new("output").class("value");
    let element = value.element().clone();
    let percent = story.clone();
    follow(move || {
        let size = shell.settings.with(|settings| settings.size);
        let share = 1.0 + f64::from(size) * 0.125;
        element.set_text_content(Some(&untrack(|| percent.speech().intl.percent(share))));
    });
    El::new("div")
        .class("segments")
        .attr("role", "group")
        .attr("aria-label", speech.say(Word::TextSize))
        .child(step(Word::Smaller, "−", -1))
        .child(value)
        .child(step(Word::Larger, "+", 1))
}

/// Opening a file from this machine, or one at an address.
fn open(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let speech = story.speech();
    let file = El::new("input").attr("type", "file").attr("accept", ".json,application/json").on(
        "change",
        move |event: &Event| {
            if let Some(file) =
                target_as::<HtmlInputElement>(event).and_then(|input| input.files()).and_then(|files| files.get(0))
            {
                opened.close_drawer();
                shell.open_file(file);
            }
        },
    );
    let file =
        El::new("label").class("action file").child(El::new("span").text(speech.say(Word::OpenFile))).child(file);
    let ask = move |field: &HtmlInputElement| {
        let src = field.value().trim().to_owned();
        if !src.is_empty() {
            opened.close_drawer();
            shell.go(Address { src: Some(src), ..shell.elsewhere() });
        }
    };
    let field = El::new("input")
        .attr("type", "url")
        .attr("inputmode", "url")
        .attr("placeholder", "https://")
        .attr("dir", "ltr")
        .attr("aria-label", speech.say(Word::OpenAddress))
        .on("keydown", move |event: &KeyboardEvent| {
            if event.key() == "Enter" {
                target_as(event).iter().for_each(ask);
            }
        });
    let go = El::button().class("strong").text(speech.say(Word::Open)).on("click", move |event: &Event| {
        let around = target(event).and_then(|button| button.parent_element());
        let field = around.and_then(|around| find(&around, "input")?.dyn_into::<HtmlInputElement>().ok());
        field.iter().for_each(ask);
    });
    vec![file, El::new("div").class("line").child(field).child(go)]
}
