//! What is seen while an article comes: its outline in grey, and how much of it is there.

use leptos::prelude::*;

use crate::host::fetch::Progress;

/// The outline of an article where there is none yet, or a line over the one that is shown.
#[component]
pub fn Loading(
    /// How much is there; `None` when nothing is coming.
    progress: Signal<Option<Progress>>,
    /// Whether nothing else is shown.
    alone: Signal<bool>,
) -> impl IntoView {
    let bar = move || {
        progress.get().map(|progress| {
            view! {
                <div class="loading">
                    <progress
                        aria-label="Loading the article"
                        max=progress.total.map(|total| total.max(1))
                        value=progress.total.map(|_| progress.loaded)
                    ></progress>
                    <p role="status">{words(progress)}</p>
                </div>
            }
        })
    };
    let outline = move || {
        (progress.with(Option::is_some) && alone.get())
            .then(|| view! { <div class="skeleton" aria-hidden="true"></div> })
    };
    view! {
        {bar}
        {outline}
    }
}

/// "Loading the article: 1.2 of 4.8 MB". Said in tenths of a megabyte, so that a screen reader is not told every byte.
fn words(progress: Progress) -> String {
    const TENTH: usize = 100_000;
    let megabytes = |bytes: usize| format!("{}.{}", bytes / (10 * TENTH), bytes / TENTH % 10);
    match progress {
        Progress { loaded: ..TENTH, .. } => "Loading the article…".to_owned(),
        Progress { loaded, total: Some(total) } => {
            format!("Loading the article: {} of {} MB", megabytes(loaded), megabytes(total))
        }
        Progress { loaded, total: None } => format!("Loading the article: {} MB", megabytes(loaded)),
    }
}
