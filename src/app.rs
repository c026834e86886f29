//! The root component of the reader: [`App`] renders the error, the loading state and the article.

use leptos::either::Either;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::article_page::ArticlePage;
use crate::browser::{address, document, observe, scroll, style, window};
use crate::components::dom::{El, closest, find, focused_element};
use crate::components::reactive::{attribute, effect, in_next_frame, keep_alive, listen, watch};
use crate::components::redrawn::Redrawn;
use crate::conversion::drop_and_paste::follow_drop_and_paste;
use crate::events::single_event::SingleEvent;
use crate::navigation::article_links::LibraryAfterError;
use crate::start_page::{Files, StartPage};
use crate::state::panels::Width;
use crate::state::props::{MountOptions, Props};
use crate::state::reader::ReaderState;
use crate::state::shared::Shared;
use crate::state::story::Story;
use crate::status::error_alert::ErrorAlert;
use crate::status::notice::Notice;
use crate::status::skeleton::Skeleton;
use whowhen_core::locale::{Locale, Message};
use whowhen_core::reading::View;
use whowhen_views::Markup;

/// The root component of the reader.
#[component]
pub fn App(
    /// The options that are fixed when the reader is mounted.
    options: MountOptions,
    /// The initial props.
    props: Props,
    /// Called once with the state of the reader. Through it the page changes the props later.
    on_created: Box<dyn Fn(ReaderState)>,
) -> impl IntoView {
    let root = El::new("div").class("whowhen").attr("tabindex", "-1").attr("data-whowhen", "");
    let root = root.attr_if("data-boxed", options.boxed.then_some(""));
    let reader = ReaderState::new(options, props, root.element().clone());
    provide_context(reader);
    on_created(reader);
    effect(move || untrack(|| start(reader)));

    let is_failed = move || reader.failure.with(Option::is_some);
    let is_loading = move || reader.loading.with(Option::is_some);
    let state = move || match (is_failed(), is_loading()) {
        (true, _) => "error",
        (false, true) => "loading",
        (false, false) => "ready",
    };
    set_language(reader, root.element());
    // After a panic the module cannot be called any more, so the texts of the error are passed on beforehand.
    watch(
        move || reader.language.get(),
        move |_, language| {
            let texts = [
                Message::ReaderStopped,
                Message::StoppedAdvice,
                Message::StoppedEarly,
                Message::Reload,
                Message::CopyDetails,
                Message::Copied,
                Message::NotCopied,
            ];
            reader.notify_host("texts", &texts.map(|message| language.text(message)));
        },
    );
    let sized: HtmlElement = root.element().clone().unchecked_into();
    effect(move || {
        let size = reader.settings.with(|settings| settings.size);
        let _ = sized.style().set_property("--size", &size.to_string());
    });
    // The page around the reader, with its scroll bars, has the same theme. Not by `:has()` in the style: the browser would
    // look through the whole page at each change.
    if reader.is_own_page()
        && let Some(page) = document().document_element()
    {
        attribute(&page, "data-whowhen-theme", move || Some(reader.theme().word()));
    }
    root.reactive_attr("data-state", move || Some(state()))
        .reactive_attr("data-theme", move || Some(reader.theme().word()))
        .reactive_attr("data-typeface", move || Some(reader.settings.with(|settings| settings.typeface.word())))
        .reactive_attr("data-lines", move || Some(reader.settings.with(|settings| settings.lines.word())))
        .reactive_attr("data-marks", move || Some(reader.marks().word()))
        .reactive_flag("data-announce", move || reader.settings.with(|settings| settings.announce))
        .reactive_attr("data-width", move || Some(reader.width.get().word()))
        .reactive_attr("aria-busy", move || is_loading().then_some("true"))
        .view(view! {
            <ErrorAlert/>
            <LibraryAfterError/>
            <Skeleton/>
            <Notice/>
            <StartPageIfAsked/>
            <Article/>
        })
        .into_view()
}

/// The loaded article: its page, or a single event if the address asks for one.
#[component]
fn Article() -> impl IntoView {
    let reader = ReaderState::from_context();
    let single_view = Memo::new(move |_| reader.address.with(|address| address.view).filter(is_single));
    move || {
        reader.language.track();
        let view = single_view.get();
        let story = reader.story.get()?;
        let shown = SendWrapper::new(story.clone());
        on_cleanup(move || keep_focus(reader, &|focused| focus_after_article(reader, &shown, focused)));
        Some(match view {
            Some(view) => Either::Left(view! { <SingleEvent story view/> }),
            None => Either::Right(view! { <ArticlePage story/> }),
        })
    }
}

/// The start page, if the address leads to it.
#[component]
fn StartPageIfAsked() -> impl IntoView {
    let reader = ReaderState::from_context();
    let files = SendWrapper::new(Redrawn::new(Files::default()));
    move || {
        reader.language.track();
        let (library, files) = (reader.start_page.get()?, (*files).clone());
        // The choice of the language is what was pressed if the page is drawn again.
        on_cleanup(move || keep_focus(reader, &|_| Some(".display-choices [aria-pressed=\"true\"][lang]")));
        Some(view! { <StartPage library files/> })
    }
}

/// Starts to load, and follows the width and the browser's history. Runs in an effect, when the reader is in the
/// document.
fn start(reader: ReaderState) {
    follow_width(reader);
    if reader.is_own_page() {
        if let Some(page) = document().document_element() {
            set_language(reader, &page);
        }
        address::set_scroll_restoration(false);
        listen(&window(), "popstate", move |_| reader.on_popstate());
    }
    #[cfg(feature = "panic-test")]
    crate::panic_test::listen_for_tests();
    follow_drop_and_paste(reader);
    reader.load();
}

/// Keeps the `lang` and `dir` attributes of an element in sync with the language of the interface.
fn set_language(reader: ReaderState, element: &Element) {
    attribute(element, "lang", move || Some(reader.language.get().tag));
    attribute(element, "dir", move || Some(reader.language.get().direction().word()));
}

/// Whether a view shows a single event.
fn is_single(view: &View) -> bool {
    matches!(view, View::Event | View::Quote)
}

/// Measures the width of the reader now, and whenever its root element is resized.
fn follow_width(reader: ReaderState) {
    let Some(root) = reader.root.try_get_value() else { return };
    reader.measure_width();
    keep_alive(observe::size(&root, move || reader.measure_width()));
}

impl ReaderState {
    /// Measures the width of the reader. The stylesheet decides, through `--width`: by the window in the reader's own
    /// page, by the reader's box in a host page.
    pub fn measure_width(self) {
        let Some(root) = self.root.try_get_value() else { return };
        let width = Width::from_word(&style::computed_value(&root, "--width"));
        if self.width.try_get_untracked().is_some_and(|before| before != width) {
            self.width.set(width);
        }
    }
}

/// Moves the focus to the root element if it is in the content that is about to be removed. In the next frame it moves on to
/// what `next` names: a selector, made from the element that had the focus.
fn keep_focus(reader: ReaderState, next: &dyn Fn(&Element) -> Option<&'static str>) {
    let Some(root) = reader.root.try_get_value() else { return };
    let Some(focused) = focused_element().filter(|focused| root.contains(Some(focused))) else { return };
    scroll::focus(&root);
    if let Some(selector) = next(&focused) {
        in_next_frame(move || find(&root, selector).iter().for_each(scroll::focus));
    }
}

/// If an article is rendered again in another language, which the user chose in the menu, the focus returns to the button of
/// the menu.
fn focus_after_article(reader: ReaderState, shown: &Shared<Story>, focused: &Element) -> Option<&'static str> {
    let is_same = reader.story.try_get_untracked().flatten().as_ref() == Some(shown);
    (is_same && closest(focused, ".tools.menu").is_some()).then_some(".tools.menu > .tool")
}
