//! The bar on top: whose page this is, the article's title, and the switches of the panels. On narrow screens the
//! switches are tabs at the bottom, where a thumb is.

use leptos::prelude::*;

use super::app::Shell;
use super::opened::{Opened, Side, Width};
use super::words;

/// The bar.
#[component]
pub fn Bar() -> impl IntoView {
    let shell = expect_context::<Shell>();
    let opened = expect_context::<Opened>();
    let story = opened.story();
    let role = if shell.options.with_value(|options| options.page) { "banner" } else { "group" };
    let switches = move || {
        (opened.width.get() != Width::Narrow).then(|| {
            view! {
                <div class="switches" role="group" aria-label="Panels">
                    <Switch side=Side::Actors/>
                    <Switch side=Side::Events/>
                </div>
            }
        })
    };
    view! {
        <div class="bar" role=role aria-label="Whowhen">
            <b>"Whowhen"</b>
            <span class="title" lang=story.article.language.clone() dir=story.article.direction.word()>
                {story.article.title.clone()}
            </span>
            {switches}
        </div>
    }
}

/// The switches of a narrow screen.
#[component]
pub fn Tabs() -> impl IntoView {
    let opened = expect_context::<Opened>();
    move || {
        (opened.width.get() == Width::Narrow).then(|| {
            view! {
                <div class="tabs" role="group" aria-label="Panels">
                    <Switch side=Side::Actors/>
                    <Switch side=Side::Events/>
                </div>
            }
        })
    }
}

/// Shows or hides a panel.
#[component]
fn Switch(
    /// Which.
    side: Side,
) -> impl IntoView {
    let opened = expect_context::<Opened>();
    let story = opened.story();
    let (name, count) = match side {
        Side::Actors => ("Actors", story.article.actors.len()),
        Side::Events => ("Events", story.article.events.len()),
    };
    let shown = move || opened.sides.get().shows(side, opened.width.get());
    let toggle = move |_| opened.sides.update(|sides| *sides = sides.toggled(side, opened.width.get_untracked()));
    view! {
        <button type="button" class="switch" aria-pressed=move || shown().to_string() on:click=toggle>
            {name}
            <span class="count">{words::thousands(count)}</span>
        </button>
    }
}
