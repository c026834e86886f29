//! Pauses in long work, so that a page goes on answering while it opens a large article.
//!
//! [`file::read_in_steps`](crate::file::read_in_steps), [`check::check_in_steps`](crate::check::check_in_steps) and
//! [`Index::new_in_steps`](crate::index::Index::new_in_steps) ask for a pause between two pieces of work, which take well
//! below a millisecond as a rule. Whoever calls them decides whether it is time to wait. The functions of the same names
//! without `_in_steps` do the same work at once.
//!
//! ```
//! use whowhen_core::pauses::{Pauses, at_once};
//!
//! let mut asked = 0;
//! let mut pauses = Pauses::new(async || asked += 1);
//! at_once(pauses.pause());
//! assert_eq!(asked, 1);
//! ```

use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// How many items of a list are handled between two pauses.
const ITEMS: usize = 64;

/// Pauses, each of which calls a function that may wait.
pub struct Pauses<P> {
    wait: P,
    /// The number of items since the last pause.
    items: usize,
}

impl<P: AsyncFnMut()> Pauses<P> {
    /// Creates pauses that call a function.
    pub fn new(wait: P) -> Self {
        Self { wait, items: 0 }
    }

    /// Waits, if the function does.
    pub async fn pause(&mut self) {
        self.items = 0;
        (self.wait)().await;
    }

    /// Called for each item of a long list. Pauses after every [`ITEMS`].
    pub(crate) async fn item(&mut self) {
        self.items += 1;
        if self.items >= ITEMS {
            self.pause().await;
        }
    }

    /// Maps the items of a list, which are given with their positions, and leaves out those that give `None`.
    pub(crate) async fn filter_map<T, U>(
        &mut self,
        items: Vec<T>,
        mut map: impl FnMut(usize, T) -> Option<U>,
    ) -> Vec<U> {
        let mut results = Vec::with_capacity(items.len());
        for (position, item) in items.into_iter().enumerate() {
            self.item().await;
            results.extend(map(position, item));
        }
        results
    }
}

/// Pauses that never wait, for [`at_once`].
pub(crate) fn without_waiting() -> Pauses<impl AsyncFnMut()> {
    Pauses::new(async || {})
}

/// The result of work whose pauses do not wait.
///
/// # Panics
/// If one of them waits.
pub fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("the work has a pause that waits"),
    }
}
