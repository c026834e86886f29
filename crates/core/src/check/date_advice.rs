//! How to correct a text that is not an EDTF date: with the date that it means, such as `1900~` for "circa 1900".
//!
//! The text is split into numbers and words, which are put together again as EDTF. The words are English, and the names of
//! months may be French. If there is any other word, the advice is a few examples.
//!
//! Invariant: every date in an advice is valid.
//!
//! ```
//! let file = br#"{"format": "whowhen/1", "id": "a", "title": "A", "language": "en", "published": "3 May 2013",
//!                 "blocks": [{"id": "b", "kind": "paragraph", "text": "One."}]}"#;
//! let (_, problems) = whowhen_core::open(file).unwrap();
//! assert_eq!(problems[0].help(), "write 2013-05-03");
//! ```

use crate::article::{Bound, Date};

/// How to correct a text that is not a date.
pub(super) fn advice(text: &str) -> String {
    let mut text = text.trim().to_ascii_lowercase();
    if ["", "-", "?", "unknown", "undated", "n.d.", "none", "null", "n/a"].contains(&text.as_str()) {
        return "leave it out if the date is not known".to_owned();
    }
    if text.contains(is_letter) {
        // "b.c.", "ca.", "Sept."
        text = text.replace('.', "");
    }
    compact(&text)
        .or_else(|| interval(&text))
        .or_else(|| single(&text))
        .unwrap_or_else(|| "write it as 2015-10-21, 2014, 2013~ or 2012/2014".to_owned())
}

/// The EDTF date that a text means, if it can mean only one: `1998-09-04` for "4 September 1998".
pub fn date_meant(text: &str) -> Option<String> {
    let date = advice(text).strip_prefix("write ")?.to_owned();
    is_valid(&date).then_some(date)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c > '\u{bf}'
}

fn is_valid(text: &str) -> bool {
    Date::parse(text).is_ok()
}

fn write(date: &str) -> String {
    ["write ", date].concat()
}

/// The text without white space and in capital letters, if that is a date: `19xx`, or `19uu` in the notation of 2012.
fn compact(text: &str) -> Option<String> {
    let date = text.split_whitespace().collect::<String>().replace('u', "x").replace("?~", "%").to_ascii_uppercase();
    is_valid(&date).then(|| write(&date))
}

/// Two dates: "2012 to 2014", "2012–2014", `2014/2012`, `1984/open`.
fn interval(text: &str) -> Option<String> {
    let (first, last) = ["/", " to ", " - ", "–", "—"].iter().find_map(|between| text.split_once(between))?;
    let (first, last) = (end(first.trim())?, end(last.trim())?);
    let forwards = [&first, "/", &last].concat();
    if is_valid(&forwards) {
        return Some(write(&forwards));
    }
    if is_valid(&first) && is_valid(&last) && first.starts_with(&last) {
        return Some(["write the end as exactly as the start: ", &last, " begins before ", &first].concat());
    }
    let backwards = [last, "/".to_owned(), first].concat();
    is_valid(&backwards).then(|| ["write the earlier date first: ", &backwards].concat())
}

/// The start or the end of an interval.
fn end(text: &str) -> Option<String> {
    match text {
        "unknown" => Some(String::new()),
        "open" | "now" | "present" => Some("..".to_owned()),
        "" | ".." => Some(text.to_owned()),
        _ if is_valid(text) => Some(text.to_owned()),
        // A time of day, which is not allowed in an interval
        _ if is_valid(&text.to_ascii_uppercase()) => text.split('t').next().map(str::to_owned),
        _ => {
            let words = Words::read(text)?;
            // No part of a date such as 1/2/2013
            let has_year = words.numbers.iter().any(|number| number.len() > 2);
            words.dates().into_iter().next().filter(|_| has_year)
        }
    }
}

/// One date, in numbers and words.
fn single(text: &str) -> Option<String> {
    let words = Words::read(text)?;
    let dates = words.dates();
    let mut valid = dates.iter().filter(|date| is_valid(date));
    match (valid.next(), valid.next()) {
        (Some(date), Some(other)) => {
            let when = if words.numbers.len() == 1 { " for the year" } else { " if the month comes first" };
            Some([&write(date), ", or ", other, when].concat())
        }
        (Some(date), None) => Some(write(date)),
        _ => last_day(dates.first()?),
    }
}

/// The advice for a day that is not in its month.
fn last_day(date: &str) -> Option<String> {
    let (month, day) = date.rsplit_once('-')?;
    match Date::parse(month).ok()?.bounds() {
        (Bound::Day(first), Bound::Day(last)) if first.month == last.month && day.parse::<u8>().ok()? > last.day => {
            Some(["that month ends on ", month, "-", &last.day.to_string()].concat())
        }
        _ => None,
    }
}

/// The numbers and words of a text.
#[derive(Default)]
struct Words<'t> {
    numbers: Vec<&'t str>,
    /// The number of a named month or season.
    month: &'static str,
    is_negative: bool,
    is_before_era: bool,
    is_of_era: bool,
    is_century: bool,
    is_decade: bool,
    is_approximate: bool,
    is_uncertain: bool,
    /// What opens an interval before or after the date.
    open: (&'static str, &'static str),
}

impl<'t> Words<'t> {
    /// Splits a text in lower case. `None` if it has an unknown word.
    fn read(text: &'t str) -> Option<Self> {
        let mut words = Self { is_negative: text.starts_with('-'), ..Self::default() };
        let sort = |c: char| (c.is_ascii_digit(), is_letter(c));
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let (word, after) = rest.split_at(rest.find(|c| sort(c) != sort(first)).unwrap_or(rest.len()));
            rest = after;
            match sort(first) {
                (true, _) => words.numbers.push(word),
                (_, true) => words.add(word)?,
                _ => {
                    words.is_approximate |= word.contains(['~', '%']);
                    words.is_uncertain |= word.contains(['?', '%']);
                }
            }
        }
        Some(words)
    }

    fn add(&mut self, word: &str) -> Option<()> {
        match word {
            "c" | "ca" | "circa" | "about" | "around" | "approximately" | "early" | "mid" | "late" => {
                self.is_approximate = true;
            }
            "perhaps" | "probably" | "possibly" | "maybe" => self.is_uncertain = true,
            "bc" | "bce" => self.is_before_era = true,
            "ad" | "ce" => self.is_of_era = true,
            "century" => self.is_century = true,
            "s" => self.is_decade = true,
            "before" | "until" => self.open.0 = "../",
            "after" | "since" => self.open.1 = "/..",
            "st" | "nd" | "rd" | "th" | "of" | "the" | "in" | "on" | "from" | "t" | "y" => {}
            _ if word.ends_with("day") => {}
            _ => self.month = month(word)?,
        }
        Some(())
    }

    /// The dates that may be meant, the likeliest first. Not all are valid.
    fn dates(&self) -> Vec<String> {
        let is_year = |number: &str| number.len() > 2;
        let has_era = self.is_negative | self.is_before_era | self.is_of_era;
        let has_month = !self.month.is_empty();
        let mut dates = Vec::new();
        let mut date = |year: &str, month: &str, day: &str| {
            if has_era || is_year(year) {
                dates.extend(self.date(year, month, day));
            }
        };
        match self.numbers[..] {
            [number] if self.is_century => dates.extend(self.century(number)),
            // "1970s", "1900s"
            [number] if self.is_decade => {
                let known = number.strip_suffix("00").or(number.strip_suffix('0')).unwrap_or_default();
                dates.extend(self.unspecified(known));
            }
            // "197", "19"
            [number] if !has_era && !has_month && number.len() < 4 => {
                dates.extend(self.unspecified(number));
                dates.extend(self.date(number, "", ""));
            }
            [number] => {
                match number.len() {
                    6 => date(&number[..4], &number[4..], ""),
                    8 => date(&number[..4], &number[4..6], &number[6..]),
                    _ => {}
                }
                date(number, self.month, "");
            }
            [number, day] if has_month && is_year(number) => date(number, self.month, day),
            [day, number] if has_month => date(number, self.month, day),
            // "2012-2014", "1914-18"; not "1914-08"
            [first, last]
                if first.len() == 4 && (last.len() == 4 || last.len() == 2 && last > "12" && last > &first[2..]) =>
            {
                dates.push([first, "/", &first[..4 - last.len()], last].concat());
            }
            [number, month] if is_year(number) => date(number, month, ""),
            [month, number] => date(number, month, ""),
            [number, day, month] if is_year(number) && day.len() == 2 && day > "12" => date(number, month, day),
            [number, month, day] if is_year(number) => date(number, month, day),
            [day, month, number] => {
                date(number, month, day);
                if day != month {
                    date(number, day, month);
                }
            }
            [number, month, day, hour, minute, ..] if self.numbers.len() < 7 => {
                let second = self.numbers.get(5).unwrap_or(&"00");
                date(number, month, day);
                dates.iter_mut().for_each(|date| date.extend(["T", hour, ":", minute, ":", second]));
            }
            _ => {}
        }
        dates
    }

    /// A date, with a mark, and open where it is "before" or "after".
    fn date(&self, year: &str, month: &str, day: &str) -> Option<String> {
        let year = year.parse::<u64>().ok()?;
        // 1 BCE is year 0.
        let year = if self.is_before_era { year.checked_sub(1)? } else { year };
        let sign = if (self.is_before_era || self.is_negative) && year > 0 { "-" } else { "" };
        let digits = year.to_string();
        let mut date = match digits.len() {
            5.. => ["Y", sign, &digits].concat(),
            length => [sign, &"0000"[length..], &digits].concat(),
        };
        for part in [month, day].into_iter().filter(|part| !part.is_empty()) {
            date.extend([if part.len() == 1 { "-0" } else { "-" }, part]);
        }
        Some(self.marked(&date))
    }

    /// A year of which only the first digits are known.
    fn unspecified(&self, known: &str) -> Option<String> {
        matches!(known.len(), 2 | 3).then(|| self.marked(&[known, &"XX"[known.len() - 2..]].concat()))
    }

    fn century(&self, number: &str) -> Option<String> {
        let before = number.parse::<u8>().ok()?.checked_sub(1)?.to_string();
        let sign = if self.is_before_era { "-" } else { "" };
        Some(self.marked(&[sign, if before.len() == 1 { "0" } else { "" }, &before, "XX"].concat()))
    }

    fn marked(&self, date: &str) -> String {
        let mark = match (self.is_approximate, self.is_uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        };
        [self.open.0, date, mark, self.open.1].concat()
    }
}

/// The number of a month, or of a season, by the beginning of its name.
fn month(word: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 24] = [
        ("jan", "01"),
        ("feb", "02"),
        ("fév", "02"),
        ("mar", "03"),
        ("apr", "04"),
        ("avr", "04"),
        ("may", "05"),
        ("mai", "05"),
        ("jun", "06"),
        ("juin", "06"),
        ("jul", "07"),
        ("juil", "07"),
        ("aug", "08"),
        ("aoû", "08"),
        ("sep", "09"),
        ("oct", "10"),
        ("nov", "11"),
        ("dec", "12"),
        ("déc", "12"),
        ("spring", "21"),
        ("summer", "22"),
        ("autumn", "23"),
        ("fall", "23"),
        ("winter", "24"),
    ];
    NAMES.iter().find(|(name, _)| word.starts_with(name)).map(|(_, number)| *number)
}
