//! The example of the start page: two sentences with marks, and two events, which answer as they do in an article.
//!
//! Pointing at a name lights it and the events that it takes part in; pointing at an event lights its sentence. A click
//! holds what is pointed at, until the next click on it or Esc.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event, KeyboardEvent};

use crate::components::dom::{El, closest, index_attr, set, target, toggle_attribute};
use crate::events::row::event_row;
use crate::state::reader::ReaderState;
use crate::state::story::Story;
use crate::text::block::{BlockMarks, create_block, mark_block};
use crate::text::highlights::Highlights;
use whowhen_core::article::{ActorIdx, Article, EventIdx};
use whowhen_core::index::Index;
use whowhen_core::locale::Locale;
use whowhen_core::reading::Address;
use whowhen_views::start_page::{example, opening};
use whowhen_views::{Markup, events};

/// What is pointed at or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Actor(ActorIdx),
    Event(EventIdx),
}

/// The example.
pub fn example(reader: ReaderState) -> El {
    let locale = reader.language.get_untracked();
    let Some(article) = example::example(locale.translation()) else { return El::new("div") };
    let story = story(reader, article);
    let (text, marked) = text(&story);
    let rows = rows(&story);
    let elements = rows.iter().map(|row| row.element().clone()).collect();
    let choices = Rc::new(RefCell::new(Choices {
        story,
        marked,
        rows: elements,
        highlights: Highlights::new(),
        pointed: None,
        held: None,
    }));
    let items = rows.into_iter().map(|row| El::new("li").child(row));
    let list = El::new("ul").class("rows").attr("role", "list").children(items);
    let point = |at_target: bool| {
        let choices = choices.clone();
        move |event: &Event| {
            let mut choices = choices.borrow_mut();
            choices.pointed = if at_target { choices.at(event) } else { None };
            choices.show();
        }
    };
    let (on_click, on_key) = (choices.clone(), choices.clone());
    opening::example_frame(&*locale, text, list)
        .on("pointerover", point(true))
        .on("pointerleave", point(false))
        .on("focusin", point(true))
        .on("focusout", point(false))
        .on("click", move |event: &Event| on_click.borrow_mut().toggle(event))
        .on("keydown", move |event: &KeyboardEvent| match event.key().as_str() {
            "Escape" => on_key.borrow_mut().release(),
            // A button makes a click of Enter by itself.
            "Enter" | " " if target(event).is_some_and(|hit| hit.tag_name() == "MARK") => {
                event.prevent_default();
                on_key.borrow_mut().toggle(event);
            }
            _ => {}
        })
}

/// The example as a loaded article, which no address leads to.
fn story(reader: ReaderState, article: Article) -> Story {
    let index = Index::new(&article);
    Story::local(article, index, Vec::new(), (String::new(), Address::default()), reader.language)
}

/// The text with its marks. Each mark is a tab stop, because they are few.
fn text(story: &Story) -> (El, Vec<Option<BlockMarks>>) {
    let (mut body, mut marked) = (El::new("div").class("body"), Vec::new());
    for ((at, block), index) in story.article.blocks.entries().zip(story.index.blocks()) {
        let elements = create_block(block, at);
        let marks = mark_block(&story.article, block, index, &elements.text);
        for piece in &marks.marks {
            set(&piece.element, "tabindex", "0");
        }
        marked.push(Some(marks));
        body = body.child(El::from_element(elements.outer));
    }
    (body, marked)
}

/// The rows of the events, with their details.
fn rows(story: &Story) -> Vec<El> {
    let locale = story.locale();
    let row = |at| event_row(story, at, None).child(events::details(story.context(&locale), at));
    story.article.events.entries().map(|(at, _)| row(at)).collect()
}

/// What is pointed at and what is held, and the elements that show it.
struct Choices {
    story: Story,
    marked: Vec<Option<BlockMarks>>,
    rows: Vec<Element>,
    highlights: Highlights,
    pointed: Option<Choice>,
    held: Option<Choice>,
}

impl Choices {
    /// What the target of an event stands for.
    fn at(&self, event: &Event) -> Option<Choice> {
        let (hit, article) = (target(event)?, &self.story.article);
        if let Some(mark) = closest(&hit, "mark") {
            let mut pieces = self.marked.iter().flatten().flat_map(|marks| &marks.marks);
            let piece = pieces.find(|piece| piece.element == mark)?;
            return piece.mentions.last().map(|mention| Choice::Actor(article[*mention].actor));
        }
        if let Some(name) = closest(&hit, "[data-to-actor]") {
            return index_attr(&name, "data-to-actor", &article.actors).map(Choice::Actor);
        }
        index_attr(&closest(&hit, "[data-card]")?, "data-card", &article.events).map(Choice::Event)
    }

    /// Holds what the target of an event stands for, or lets go of it.
    fn toggle(&mut self, event: &Event) {
        if let Some(choice) = self.at(event) {
            self.held = if self.held == Some(choice) { None } else { Some(choice) };
            self.show();
        }
    }

    /// Holds nothing.
    fn release(&mut self) {
        self.held = None;
        self.show();
    }

    /// Shows what is pointed at, else what is held, and opens the row of the event that is held.
    fn show(&mut self) {
        let chosen = self.pointed.or(self.held);
        let actor = chosen.and_then(|chosen| if let Choice::Actor(actor) = chosen { Some(actor) } else { None });
        let event = chosen.and_then(|chosen| if let Choice::Event(event) = chosen { Some(event) } else { None });
        self.highlights.actor(&self.story, &self.marked, actor, Vec::new());
        self.highlights.set_events(event.into_iter().collect());
        self.highlights.paint(&self.story, &self.marked);
        for ((at, _), row) in self.story.article.events.entries().zip(&self.rows) {
            let takes_part = actor.is_some_and(|actor| self.story.index.events_of(actor).contains(&at));
            toggle_attribute(row, "data-lit", takes_part || event == Some(at));
            match self.held == Some(Choice::Event(at)) {
                true => set(row, "aria-current", "true"),
                false => drop(row.remove_attribute("aria-current")),
            }
        }
    }
}
