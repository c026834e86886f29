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
//! at_once(Pauses::new(|| { asked += 1; None }).pause());
//! assert_eq!(asked, 1);
//! ```

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// How many items of a list are handled between two pauses.
const ITEMS: usize = 64;

/// What is waited for in a pause.
pub type Wait = Pin<Box<dyn Future<Output = ()>>>;

/// Work with pauses. It is boxed, because each crate that uses an `async fn` compiles it for itself.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Asks for pauses.
// Not generic: each kind of pause would have the whole work compiled once more.
pub struct Pauses<'a> {
    wait: Box<dyn FnMut() -> Option<Wait> + 'a>,
    /// The number of items since the last pause.
    items: usize,
}

impl<'a> Pauses<'a> {
    /// Creates pauses from a function that says whether it is time to wait, and for what.
    pub fn new(wait: impl FnMut() -> Option<Wait> + 'a) -> Self {
        Self { wait: Box::new(wait), items: 0 }
    }

    /// Creates pauses that do not wait, for [`at_once`].
    pub fn without_waiting() -> Self {
        Self::new(|| None)
    }

    /// Waits, if it is time to.
    pub async fn pause(&mut self) {
        self.items = 0;
        if let Some(wait) = (self.wait)() {
            wait.await;
        }
    }

    /// Repeats work until it returns `false`. Pauses after every [`ITEMS`].
    pub(crate) fn repeat<'b>(&'b mut self, work: &'b mut dyn FnMut() -> bool) -> Work<'b, ()> {
        Box::pin(async {
            while work() {
                self.items += 1;
                if self.items >= ITEMS {
                    self.pause().await;
                }
            }
        })
    }

    /// Does work with each item.
    pub(crate) async fn for_each<T>(&mut self, mut items: impl Iterator<Item = T>, mut work: impl FnMut(T)) {
        self.repeat(&mut || items.next().map(&mut work).is_some()).await;
    }

    /// Maps the items of a list, which are given with their positions, and leaves out those that give `None`.
    pub(crate) async fn filter_map<T, U>(
        &mut self,
        items: Vec<T>,
        mut map: impl FnMut(usize, T) -> Option<U>,
    ) -> Vec<U> {
        let mut results = Vec::with_capacity(items.len());
        self.for_each(items.into_iter().enumerate(), |(position, item)| results.extend(map(position, item))).await;
        results
    }
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
