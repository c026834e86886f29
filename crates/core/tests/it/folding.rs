//! Folding for search: a plain query finds text with capitals, accents and typography, and a match covers whole characters
//! of the original text, including their marks.

use std::cell::Cell;
use std::rc::Rc;

use crate::common::properties;
use icu_normalizer::DecomposingNormalizerBorrowed;
use proptest::prelude::*;
use whowhen_core::text::{CharFolder, FoldedText};

/// Does the browser's part of folding, as `fold_char` in `src/browser/language.rs`.
pub fn char_folder() -> CharFolder {
    let nfkd = DecomposingNormalizerBorrowed::new_nfkd();
    CharFolder::new(Box::new(move |c| nfkd.normalize(c.encode_utf8(&mut [0; 4])).to_lowercase()))
}

#[test]
fn folded_texts() {
    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(FoldedText::new(text, &mut char_folder()).text, folded);
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
    check("马里 マリ 한", "马里 マリ \u{1112}\u{1161}\u{11ab}");
    check("l’armée l‘armée lʼarmée “Serval” „Serval‟", "l'armee l'armee l'armee \"serval\" \"serval\"");
    check("2012–2014—x‐y‑z−1", "2012-2014-x-y-z-1");
    check("a\u{a0}b\u{202f}c\td\r\ne  f\u{3000}\u{2003}g", "a b c d e f g");
    check("co\u{ad}operate zero\u{200b}width \u{2068}isolated\u{2069} \u{feff}x", "cooperate zerowidth isolated x");
    check("👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} 1\u{20e3}", "👨👩👧 ❤ 1");
}

/// What a text from a PDF, from print or from another keyboard has, and a query has not.
#[test]
fn compatible_characters() {
    #[track_caller]
    fn check(text: &str, folded: &str) {
        assert_eq!(FoldedText::new(text, &mut char_folder()).text, folded);
    }
    check("ﬁnal oﬃcial ﬂag ﬀ ﬄ ﬅ ﬆ ĳ ǆ", "final official flag ff ffl st st ij dz");
    check("ＷＴＯは２０１２年に", "wtoは2012年に");
    check("ｶﾞｷﾞ ガギ ﾏﾘ", &FoldedText::new("ガギ ガギ マリ", &mut char_folder()).text);
    check("ﻣﺤﻤﺪ و ﻻ ﻷ ﷲ", "محمد و لا لا الله");
    check("ﷺ.", "صلي الله عليه وسلم.");
    check("٢٠١٢ ۲۰۱۲ २०१२ ২০১২ ๒๐๑๒ ၂၀၁၂", "2012 2012 2012 2012 2012 2012");
    check("𝟚𝟘𝟙𝟚 ²⁰¹² ①②", "2012 2012 12");
    check("١٬٢٣٤٫٥", "1,234.5");
    check("½ 1⁄2", "1/2 1/2");
    check("Hawaiʻi Qurʾān ʿAlī Ka‘ba 5′ צה״ל ג׳", "hawai'i qur'an 'ali ka'ba 5' צה\"ל ג'");
    check("Wait… and then...", "wait... and then...");
    check("№ ™ ℃ Ⅻ K ſ", "no tm °c xii k s");
    check("a´b ¨ c¸", "ab c");
}

/// Checks the text with each match of a query in brackets.
#[track_caller]
fn check(text: &str, query: &str, expected: &str) {
    let folded = FoldedText::new(text, &mut char_folder());
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
fn matches_cover_whole_characters() {
    check("Mali and Mali", "mali", "[Mali] and [Mali]");
    check("Mali", "", "Mali");
    check("", "a", "");
    check("Mali", "niger", "Mali");
    check("Keïta, KEITA", "keita", "[Keïta], [KEITA]");
    check("ïïï i", "i", "[ï][ï][ï] [i]");
    check("x–y ’z’ é", "y", "x–[y] ’z’ é");
    // Matches do not overlap
    check("banana", "ana", "b[ana]na");
    check("aaaa", "aa", "[aa][aa]");
}

#[test]
fn marks_belong_to_the_character_before_them() {
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
fn a_character_that_folds_to_two_is_matched_as_a_whole() {
    check("Æsop", "aesop", "[Æsop]");
    check("Æsop", "a", "[Æ]sop");
    check("Æsop", "e", "[Æ]sop");
    check("Æsop", "esop", "[Æsop]");
    check("Maße", "s", "Ma[ß]e");
    check("Maßstab", "s", "Ma[ß][s]tab");
    check("Maßstab", "ss", "Ma[ß]stab");
    check("ﬁﬁ", "if", "[ﬁﬁ]");
    check("The oﬃcial ﬁrst", "offi", "The [oﬃ]cial ﬁrst");
    check("The oﬃcial ﬁrst", "fic", "The o[ﬃc]ial ﬁrst");
    check("The oﬃcial ﬁrst", "irst", "The oﬃcial [ﬁrst]");
    check("The oﬃcial ﬁrst", "ffi", "The o[ﬃ]cial ﬁrst");
    check("ﻣﺤﻤﺪ ﻻ", "محمد ل", "[ﻣﺤﻤﺪ ﻻ]");
    check("في عام ٢٠١٢", "2012", "في عام [٢٠١٢]");
    check("Wait… then", "t...", "Wai[t…] then");
    check("Wait… then", ".", "Wait[…] then");
    check("ﷺ", "الله", "[ﷺ]");
}

#[test]
fn a_run_of_white_space_is_one_space() {
    check("the north\r\n of  Mali", "north of mali", "the [north\r\n of  Mali]");
    check("the  north", " north", "the[  north]");
    check("the \u{a0} north", "the", "[the] \u{a0} north");
    check("the \u{301} north", "the north", "[the \u{301} north]");
}

#[test]
fn each_character_is_decomposed_once_and_ascii_never() {
    let asked = Rc::new(Cell::new(String::new()));
    let seen = asked.clone();
    let mut folder = CharFolder::new(Box::new(move |c| {
        seen.set(seen.take() + &c.to_string());
        c.to_lowercase().collect()
    }));
    FoldedText::new("Mali é ÉÉ 马里 \u{a0}", &mut folder);
    FoldedText::new("é É ë", &mut folder);
    assert_eq!(asked.take(), "éÉë");
}

/// Texts that are hard to fold: pieces that grow, shrink, disappear or stay the same.
fn any_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a", "B", "é", "e", "\u{301}", "\u{200d}", "æ", "ß", "s", "ﬁ", "İ", "Д", "ё", " ", "\n", "\u{a0}", "–", "’",
        "ي", "ى", "ـ", "马", "👋🏿", "𝒜", "ﬃ", "Ｗ", "ﻻ", "٢", "…", "´", "ﷺ", "½", "ｶﾞ", "Ⅻ",
    ];
    let piece = prop_oneof![
        15 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..=30).prop_map(|pieces| pieces.concat())
}

/// The characters of the folded text, each with the bytes of the original, computed one character at a time.
fn pieces(text: &str, folder: &mut CharFolder) -> Vec<(char, usize, usize)> {
    let mut pieces: Vec<(char, usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let alone = FoldedText::new(&c.to_string(), folder).text;
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
    fn every_range_maps_to_its_original_characters(text in any_text()) {
        let mut folder = char_folder();
        let (folded, pieces) = (FoldedText::new(&text, &mut folder), pieces(&text, &mut folder));
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
    fn folding_twice_changes_nothing(text in any_text()) {
        let mut folder = char_folder();
        let once = FoldedText::new(&text, &mut folder).text;
        prop_assert_eq!(FoldedText::new(&once, &mut folder).text, once);
    }

    #[test]
    fn any_part_of_a_text_is_found_at_its_place(text in any_text(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let mut folder = char_folder();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (one, other) = (places[one.index(places.len())], places[other.index(places.len())]);
        let words = one.min(other)..one.max(other);
        let query = FoldedText::new(&text[words.clone()], &mut folder).text;
        let folded = FoldedText::new(&text, &mut folder);
        let found: Vec<_> = folded.occurrences(&query).collect();
        prop_assert_eq!(found.is_empty(), query.is_empty());
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        for range in found {
            let again = FoldedText::new(&text[range.start as usize..range.end as usize], &mut folder).text;
            prop_assert!(again.contains(&query));
        }
    }
}
