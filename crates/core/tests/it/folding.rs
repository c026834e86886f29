//! Folding for search: what is typed plainly finds what is written with capitals, accents and typography, and what was
//! found lies on whole characters of the text as it was, with the marks that belong to them.

use std::cell::Cell;
use std::rc::Rc;

use crate::common::{folder, properties};
use proptest::prelude::*;
use whowhen_core::text::{Folded, Folder};

#[test]
fn what_a_text_folds_to() {
    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(Folded::new(text, &mut folder()).text, folded);
    }
    check("", "");
    check("Mali, 2013!", "mali, 2013!");
    check("ÉÈÊ éèê É e\u{301}\u{328}", "eee eee e e");
    check("Ibrahim Boubacar Keïta", "ibrahim boubacar keita");
    check("Ødegård, Łódź, Đà Nẵng, İstanbul, ısı", "odegard, lodz, da nang, istanbul, isi");
    check("Æsop œuvre Straße STRAẞE Þórr ð ﬁn ﬂow Ħal", "aesop oeuvre strasse strasse thorr d fin flow hal");
    check("ΟΔΟΣ οδός", "οδοσ οδοσ");
    check("Ёлка Москва", "елка москва");
    check("مَالِيّ مــالي أحمد إلى مدرسة ٱلله علی", "مالي مالي احمد الي مدرسه الله علي");
    check("שָׁלוֹם בית־ספר", "שלום בית-ספר");
    check("马里 マリ 한", "马里 マリ 한");
    check("l’armée l‘armée lʼarmée “Serval” „Serval‟", "l'armee l'armee l'armee \"serval\" \"serval\"");
    check("2012–2014—x‐y‑z−1", "2012-2014-x-y-z-1");
    check("a\u{a0}b\u{202f}c\td\r\ne  f\u{3000}\u{2003}g", "a b c d e f g");
    check("co\u{ad}operate zero\u{200b}width \u{2068}isolated\u{2069} \u{feff}x", "cooperate zerowidth isolated x");
    check("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 1\u{20e3}", "👨👩👧 ❤ 1");
}

/// A text in which a folded query is looked for, and the text with what was found in brackets.
#[track_caller]
fn check(text: &str, query: &str, expected: &str) {
    let folded = Folded::new(text, &mut folder());
    let mut marked = String::new();
    let mut from = 0;
    for found in folded.occurrences(query) {
        let found = found.start as usize..found.end as usize;
        marked += &format!("{}[{}]", &text[from..found.start], &text[found.clone()]);
        from = found.end;
    }
    assert_eq!(marked + &text[from..], expected);
}

#[test]
fn what_is_found_lies_on_whole_characters() {
    check("Mali and Mali", "mali", "[Mali] and [Mali]");
    check("Mali", "", "Mali");
    check("", "a", "");
    check("Mali", "niger", "Mali");
    check("Keïta, KEITA", "keita", "[Keïta], [KEITA]");
    check("ïïï i", "i", "[ï][ï][ï] [i]");
    check("x–y ’z’ é", "y", "x–[y] ’z’ é");
    // One after another, not over one another
    check("banana", "ana", "b[ana]na");
    check("aaaa", "aa", "[aa][aa]");
}

#[test]
fn marks_belong_to_what_they_follow() {
    check("cafe\u{301} noir", "cafe", "[cafe\u{301}] noir");
    check("cafe\u{301} noir", "caf", "[caf]e\u{301} noir");
    check("cafe\u{301} noir", "e noir", "caf[e\u{301} noir]");
    check("e\u{301}\u{328}\u{300}x", "e", "[e\u{301}\u{328}\u{300}]x");
    check("é\u{328}x", "e", "[é\u{328}]x");
    check("é\u{328}x", "x", "é\u{328}[x]");
    check("مَالِيَ", "مالي", "[مَالِيَ]");
    check("مــــالي", "م", "[مــــ]الي");
    check("co\u{ad}op", "co", "[co\u{ad}]op");
    check("\u{301}\u{302}a\u{303}b", "a", "\u{301}\u{302}[a\u{303}]b");
    check("\u{feff}éa", "e", "\u{feff}[é]a");
}

#[test]
fn a_character_that_folds_to_two_is_found_whole() {
    check("Æsop", "aesop", "[Æsop]");
    check("Æsop", "a", "[Æ]sop");
    check("Æsop", "e", "[Æ]sop");
    check("Æsop", "esop", "[Æsop]");
    check("Maße", "s", "Ma[ß]e");
    check("Maßstab", "s", "Ma[ß][s]tab");
    check("Maßstab", "ss", "Ma[ß]stab");
    check("ﬁﬁ", "if", "[ﬁﬁ]");
}

#[test]
fn white_space_that_stands_together_is_one_space() {
    check("the north\r\n of  Mali", "north of mali", "the [north\r\n of  Mali]");
    check("the  north", " north", "the[  north]");
    check("the \u{a0} north", "the", "[the] \u{a0} north");
    check("the \u{301} north", "the north", "[the \u{301} north]");
}

#[test]
fn each_character_is_asked_for_once_and_ascii_never() {
    let asked = Rc::new(Cell::new(String::new()));
    let seen = asked.clone();
    let mut folder = Folder::new(Box::new(move |c| {
        seen.set(seen.take() + &c.to_string());
        c.to_lowercase().collect()
    }));
    Folded::new("Mali é ÉÉ 马里 \u{a0}", &mut folder);
    Folded::new("é É ë", &mut folder);
    assert_eq!(asked.take(), "éÉë");
}

/// Texts of what is hard to fold: pieces that grow, shrink, vanish, and stay.
fn any_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a", "B", "é", "e", "\u{301}", "\u{200d}", "æ", "ß", "s", "ﬁ", "İ", "Д", "ё", " ", "\n", "\u{a0}", "–", "’",
        "ي", "ى", "ـ", "马", "👋🏿", "𝒜",
    ];
    let piece = prop_oneof![
        15 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..=30).prop_map(|pieces| pieces.concat())
}

/// The characters of the folded text, each with the bytes that it comes from, one character after another.
fn pieces(text: &str, folder: &mut Folder) -> Vec<(char, usize, usize)> {
    let mut pieces: Vec<(char, usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let alone = Folded::new(&c.to_string(), folder).text;
        let again = alone == " " && pieces.last().is_some_and(|piece| piece.0 == ' ');
        if alone.is_empty() || again {
            let owner = pieces.last().map(|piece| piece.1);
            pieces.iter_mut().filter(|piece| Some(piece.1) == owner).for_each(|piece| piece.2 = end);
        } else {
            pieces.extend(alone.chars().map(|c| (c, at, end)));
        }
    }
    pieces
}

proptest! {
    #![proptest_config(properties())]

    #[test]
    fn every_range_comes_from_the_characters_that_made_it(text in any_text()) {
        let mut folder = folder();
        let (folded, pieces) = (Folded::new(&text, &mut folder), pieces(&text, &mut folder));
        prop_assert_eq!(&folded.text, &pieces.iter().map(|piece| piece.0).collect::<String>());
        let places: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
        for first in 0..pieces.len() {
            for last in first..pieces.len() {
                let source = folded.source(places[first]..places[last + 1]);
                let source = source.start as usize..source.end as usize;
                prop_assert_eq!(&source, &(pieces[first].1..pieces[last].2));
                prop_assert!(text.get(source).is_some());
            }
        }
    }

    #[test]
    fn what_was_folded_stays_as_it_is(text in any_text()) {
        let mut folder = folder();
        let once = Folded::new(&text, &mut folder).text;
        prop_assert_eq!(Folded::new(&once, &mut folder).text, once);
    }

    #[test]
    fn words_of_a_text_are_found_where_they_stand(text in any_text(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let mut folder = folder();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (places[one.index(places.len())], places[other.index(places.len())]);
        let words = one.min(other)..one.max(other);
        let query = Folded::new(&text[words.clone()], &mut folder).text;
        let folded = Folded::new(&text, &mut folder);
        let found: Vec<_> = folded.occurrences(&query).collect();
        prop_assert_eq!(found.is_empty(), query.is_empty());
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        for range in found {
            let again = Folded::new(&text[range.start as usize..range.end as usize], &mut folder).text;
            prop_assert!(again.contains(&query));
        }
    }
}
