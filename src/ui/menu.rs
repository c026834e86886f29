//! The menu: opening another article, saving and printing this one, and how the person likes to read.

use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::drawer::{Position, switch, tick};
use super::element::{El, active, find, target, to_root};
use super::keys;
use super::opened::Opened;
use super::shell::Shell;
use crate::host::window;
use crate::reading::{Address, Lines, Marks, Settings, Theme, Typeface};
use crate::words::{LANGUAGES, Speech, Word};

/// What stands in the menu.
pub fn menu(shell: Shell, opened: Opened) -> Vec<El> {
    let story = opened.story();
    let speech = story.speech();
    let section = |word: Word, children: Vec<El>| {
        El::new("section").child(El::new("h3").text(speech.say(word))).children(children)
    };
    let line = |word: Word, switch: El| {
        El::new("div").class("line").child(El::new("span").text(speech.say(word))).child(switch)
    };
    let action = |word: Word, then: Box<dyn Fn()>| {
        El::button().class("action").text(speech.say(word)).on("click", move |_: &Event| then())
    };
    let mut sections = Vec::new();
    if shell.is_page() {
        sections.push(section(Word::Open, open(shell, opened)));
    }
    let download =
        El::new("a").class("action").attr("href", &story.url).attr("download", "").text(speech.say(Word::DownloadFile));
    let print = Box::new(move || {
        opened.close_drawer();
        let _ = window().print();
    });
    sections.push(section(Word::Save, vec![download, action(Word::Print, print)]));
    let look = vec![
        line(Word::Theme, theme(shell, opened)),
        line(Word::TextSize, size(shell, opened)),
        line(Word::Typeface, typeface(shell, opened)),
        line(Word::LineLength, lines(shell, opened)),
        line(Word::Marks, marks(shell, opened)),
        line(Word::Language, languages(shell, opened)),
    ];
    sections.push(section(Word::Look, look));
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
        action(Word::KeyHelp, help),
    ];
    sections.push(section(Word::Reading, aids));
    sections
}

fn change(shell: Shell, how: impl FnOnce(&mut Settings)) {
    let mut settings = shell.settings.get_untracked();
    how(&mut settings);
    shell.prefer(settings);
}

/// A position of a switch of the settings.
fn position(
    shell: Shell,
    words: &str,
    chosen: impl Fn(&Settings) -> bool + 'static,
    choose: impl Fn(&mut Settings) + 'static,
) -> Position {
    Position {
        words: words.to_owned(),
        chosen: Box::new(move || shell.settings.with(&chosen)),
        choose: Box::new(move || change(shell, &choose)),
    }
}

fn theme(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let words = [Word::ThemeSystem, Word::ThemeLight, Word::ThemeDark, Word::ThemeContrast];
    let positions = Theme::ALL.iter().zip(words).map(|(&theme, word)| {
        position(
            shell,
            speech.say(word),
            move |settings| settings.theme == theme,
            move |settings| settings.theme = theme,
        )
    });
    switch(speech.say(Word::Theme), positions.collect())
}

fn typeface(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let positions = Typeface::ALL.iter().zip([Word::Serif, Word::Sans]).map(|(&face, word)| {
        position(
            shell,
            speech.say(word),
            move |settings| settings.typeface == face,
            move |settings| settings.typeface = face,
        )
    });
    switch(speech.say(Word::Typeface), positions.collect())
}

fn lines(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let positions = Lines::ALL.iter().zip([Word::Narrow, Word::Wide]).map(|(&lines, word)| {
        position(
            shell,
            speech.say(word),
            move |settings| settings.lines == lines,
            move |settings| settings.lines = lines,
        )
    });
    switch(speech.say(Word::LineLength), positions.collect())
}

fn marks(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let positions = Marks::ALL.iter().zip([Word::MarksAll, Word::MarksHeld, Word::MarksNone]).map(|(&marks, word)| {
        position(
            shell,
            speech.say(word),
            move |settings| settings.marks == marks,
            move |settings| settings.marks = marks,
        )
    });
    switch(speech.say(Word::Marks), positions.collect())
}

fn languages(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
    let speech = story.speech();
    let positions = LANGUAGES.iter().map(|&(tag, name)| Position {
        words: name.to_owned(),
        chosen: Box::new(move || shell.language.get().tag == tag),
        choose: Box::new(move || {
            // All that speaks is made anew, and with it what has the focus.
            active().iter().for_each(to_root);
            change(shell, |settings| settings.language = Some(tag));
        }),
    });
    let switch = switch(speech.say(Word::Language), positions.collect());
    // Each name is in its own language.
    for (button, (tag, _)) in super::element::find_all(switch.element(), "button").iter().zip(LANGUAGES) {
        super::element::set(button, "lang", tag);
    }
    switch
}

fn size(shell: Shell, opened: Opened) -> El {
    let story = opened.story();
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
    let percent = opened.story();
    super::live::follow(move || {
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
            let input = target(event).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
            if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
                shell.open_file(file);
            }
        },
    );
    let file =
        El::new("label").class("action file").child(El::new("span").text(speech.say(Word::OpenFile))).child(file);
    let ask = move |field: &HtmlInputElement| {
        let src = field.value().trim().to_owned();
        if !src.is_empty() {
            shell.go(Address { src: Some(src), ..Address::default() });
        }
    };
    let field = El::new("input")
        .attr("type", "url")
        .attr("inputmode", "url")
        .attr("placeholder", "https://")
        .attr("aria-label", speech.say(Word::OpenAddress))
        .on("keydown", move |event: &KeyboardEvent| {
            let field = target(event).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
            if event.key() == "Enter" {
                field.iter().for_each(ask);
            }
        });
    let go = El::button().class("strong").text(speech.say(Word::Open)).on("click", move |event: &Event| {
        let around = target(event).and_then(|button| button.parent_element());
        let field = around.and_then(|around| find(&around, "input")?.dyn_into::<HtmlInputElement>().ok());
        field.iter().for_each(ask);
    });
    vec![file, El::new("div").class("line").child(field).child(go)]
}
