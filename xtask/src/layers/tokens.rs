//! Rust sources as a flat list of tokens, each with what the rules must know of its place: its line, and whether it
//! stands in a test or in a `view!`. Groups appear as their opening and closing brackets.
//!
//! Paths that begin in our own crate (`crate::a`, `use super::super::{a, b}`) are found here, as the rooms they lead to.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

#[derive(Debug, Default)]
pub struct Tokens {
    pub all: Vec<Token>,
    /// The rooms that the file uses, and `*` for all at once.
    pub uses: Vec<Use>,
}

/// One token, as text.
#[derive(Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
    pub in_test: bool,
    pub in_view: bool,
}

#[derive(Debug)]
pub struct Use {
    pub room: String,
    pub line: usize,
}

/// Where in a file the reader stands.
#[derive(Clone, Copy)]
struct Place {
    /// How many modules deep, from the crate's root.
    depth: usize,
    in_test: bool,
    in_view: bool,
}

/// Reads a file that is the module `modules`.
pub fn read(text: &str, modules: &[String], is_test: bool) -> Result<Tokens> {
    // A byte order mark or a `#!` line is no token.
    let stream: TokenStream = text.parse().map_err(|error| anyhow!("{error}"))?;
    let mut tokens = Tokens::default();
    tokens.walk(stream, Place { depth: modules.len(), in_test: is_test, in_view: false });
    Ok(tokens)
}

impl Tokens {
    fn walk(&mut self, stream: TokenStream, place: Place) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        // After `#[cfg(test)]` or `#[test]`, up to the end of the item: its braces or its semicolon.
        let mut test_item = false;
        for (at, tree) in trees.iter().enumerate() {
            let before = |back: usize| at.checked_sub(back).map(|at| &trees[at]);
            let mut here = Place { in_test: place.in_test || test_item, ..place };
            match tree {
                TokenTree::Group(group) => {
                    if before(1).is_some_and(|t| is(t, "#")) && marks_test(group) {
                        test_item = true;
                    }
                    if group.delimiter() == Delimiter::Brace {
                        if before(2).is_some_and(|t| is(t, "mod")) {
                            here.depth += 1;
                        }
                        // An item's body ends it; the braces of `use a::{b}` do not.
                        test_item &= before(1).is_some_and(|t| is(t, ":"));
                    }
                    if before(1).is_some_and(|t| is(t, "!")) && before(2).is_some_and(|t| is(t, "view")) {
                        here.in_view = true;
                    }
                    self.push_group(group, here);
                }
                leaf => {
                    self.push(leaf.to_string(), leaf.span().start().line, here);
                    test_item &= !is(leaf, ";");
                    // `crate` or `super` as a path's first part.
                    let starts_path = !before(1).is_some_and(|t| is(t, ":"));
                    if starts_path && (is(leaf, "crate") || is(leaf, "super") || is(leaf, "self")) {
                        self.follow(&trees[at..], place.depth);
                    }
                }
            }
        }
    }

    fn push_group(&mut self, group: &Group, place: Place) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        self.push(open.into(), group.span_open().start().line, place);
        self.walk(group.stream(), place);
        self.push(close.into(), group.span_close().start().line, place);
    }

    fn push(&mut self, text: String, line: usize, place: Place) {
        self.all.push(Token { text, line, in_test: place.in_test, in_view: place.in_view });
    }

    /// Follows a path from its first part to a room, if it leads up to the crate's root.
    fn follow(&mut self, path: &[TokenTree], depth: usize) {
        let mut left = depth;
        let mut rest = path;
        loop {
            match rest {
                [first, ..] if is(first, "crate") => left = 0,
                [first, ..] if is(first, "super") => left = left.saturating_sub(1),
                [first, ..] if is(first, "self") => {}
                _ => break,
            }
            match &rest[1..] {
                [a, b, after @ ..] if is(a, ":") && is(b, ":") => rest = after,
                // `pub(crate)`, `self.x`: no path.
                _ => return,
            }
        }
        if left == 0 {
            self.rooms(rest);
        } else if let [TokenTree::Group(group), ..] = rest {
            // `super::{super::a, b}`
            for branch in branches(group) {
                if branch.first().is_some_and(|first| is(first, "super")) {
                    self.follow(&branch, left);
                }
            }
        }
    }

    /// The rooms at the head of a path that starts at the crate's root.
    fn rooms(&mut self, path: &[TokenTree]) {
        match path {
            [TokenTree::Group(group), ..] => branches(group).iter().for_each(|branch| self.rooms(branch)),
            [room, ..] => self.uses.push(Use { room: room.to_string(), line: room.span().start().line }),
            [] => {}
        }
    }
}

fn is(tree: &TokenTree, text: &str) -> bool {
    match tree {
        TokenTree::Ident(ident) => ident == text,
        TokenTree::Punct(punct) => text.len() == 1 && text.starts_with(punct.as_char()),
        _ => false,
    }
}

/// `[test]`, `[cfg(test)]`, `[cfg(all(test, …))]`; not `[cfg(not(test))]`.
fn marks_test(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// The parts between the commas of `{a::b, c}`.
fn branches(group: &Group) -> Vec<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    trees.split(|tree| is(tree, ",")).map(<[TokenTree]>::to_vec).collect()
}
