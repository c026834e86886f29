//! The problems of an article file, which are the parts that could not be used as they are: a discreet button in the
//! header, and the list in the footer.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement};

use crate::actors::detail::more_button;
use crate::browser::scroll;
use crate::components::dom::{El, find};
use crate::components::reactive::spawn;
use crate::i18n::Language;
use crate::state::article::ArticleState;
use crate::state::story::Story;
use whowhen_core::check::Problem;
use whowhen_core::locale::{Locale, Message};
use whowhen_views::Markup;

/// How many problems are visible at first. A file with ten thousand problems has one cause, and a short list keeps the
/// page fast.
const AT_FIRST: usize = 200;

/// The button that opens the list, if there are problems.
pub fn sign(story: &Story) -> Option<El> {
    let number = story.problems.len();
    let words = story.locale().count(Message::CountProblems, number);
    (number > 0).then(|| El::button().class("problems-sign").attr("data-problems", "").text(&words))
}

/// The list, if there are problems.
pub fn list(story: &Story) -> Option<El> {
    let number = story.problems.len();
    if number == 0 {
        return None;
    }
    let locale = story.locale();
    let items = story.problems.iter().enumerate();
    let items =
        items.map(|(place, problem)| item(&locale, problem).attr_if("hidden", (place >= AT_FIRST).then_some("")));
    let more = (number > AT_FIRST).then(|| more_button(&locale.count(Message::MoreProblems, number - AT_FIRST)));
    let summary = locale.with(Message::ProblemsInFile, &[("problems", &locale.count(Message::CountProblems, number))]);
    let intro = locale.text(Message::ProblemsIntro);
    Some(
        El::new("details")
            .class("problems")
            .child(El::new("summary").text(&summary))
            .child(El::new("p").text(intro))
            .child(El::new("ol").children(items))
            .child_if(more),
    )
}

fn item(locale: &Language, problem: &Problem) -> El {
    let line = |class, before: &str, text: &str| {
        El::new("span")
            .class(class)
            .text(before)
            .text(" ")
            .child(El::new("span").attr("lang", "en").attr("dir", "ltr").text(text).text("."))
    };
    El::new("li")
        .attr("data-problem", "")
        .attr("data-path", &problem.path)
        .child(El::new("code").text(&problem.path))
        .child(line("what", "", &locale.capitalized(&problem.message())))
        .child(line("done", locale.text(Message::ProblemDone), &problem.action()))
        .child(line("mend", locale.text(Message::ProblemMend), &problem.help()))
}

/// Opens the list, scrolls to it, and moves the focus to it.
pub fn show(state: ArticleState, root: &Element) {
    let Some(list) = find(root, ".problems").and_then(|list| list.dyn_into::<HtmlDetailsElement>().ok()) else {
        return;
    };
    list.set_open(true);
    spawn(async move {
        state.scroll_to_element(&list).await;
        if let Some(summary) = find(&list, "summary") {
            scroll::focus(&summary);
        }
    });
}
