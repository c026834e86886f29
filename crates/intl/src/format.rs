//! Formats numbers, plurals, lists and days of the calendar in a language, with the browser's `Intl` (ECMA-402).
//!
//! Each formatter is created once, when it is first needed.
//!
//! ```ignore
//! assert_eq!(Intl::new("en".to_owned()).number(1234.0), "1,234");
//! ```

use std::cell::OnceCell;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &Object) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: &JsValue) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &Object) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: &Array) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(language: &str, options: &Object) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, date: f64) -> String;
}

/// The formatters of a language.
pub struct Intl {
    tag: String,
    numbers: OnceCell<NumberFormat>,
    digits: [OnceCell<NumberFormat>; 2],
    percent: OnceCell<NumberFormat>,
    plurals: OnceCell<PluralRules>,
    lists: [OnceCell<ListFormat>; 2],
    /// One formatter for each combination of parts. The index is the sum of 4 for a year, 2 for a month and 1 for a
    /// day.
    days: [OnceCell<DateTimeFormat>; 8],
    short_days: OnceCell<DateTimeFormat>,
}

impl Intl {
    /// Returns the formatters of the language with this tag. None is created yet.
    pub fn new(tag: String) -> Self {
        Self {
            tag,
            numbers: OnceCell::new(),
            digits: Default::default(),
            percent: OnceCell::new(),
            plurals: OnceCell::new(),
            lists: Default::default(),
            days: Default::default(),
            short_days: OnceCell::new(),
        }
    }

    /// The tag of the language in which numbers and days are formatted.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Formats a whole number with thousands separators.
    pub fn number(&self, number: f64) -> String {
        self.numbers.get_or_init(|| NumberFormat::new(&self.tag, &Object::new())).format(&number.into())
    }

    /// Formats a share of one as a percentage.
    pub fn percent(&self, share: f64) -> String {
        let options = || options(&[("style", "percent")]);
        self.percent.get_or_init(|| NumberFormat::new(&self.tag, &options())).format(&share.into())
    }

    /// Formats a number, which is given by its decimal digits, without thousands separators. The result has at least
    /// two digits if `two`.
    pub fn digits(&self, number: &str, two: bool) -> String {
        let least = if two { "2" } else { "1" };
        let make = || {
            let options = options(&[("minimumIntegerDigits", least)]);
            let _ = Reflect::set(&options, &"useGrouping".into(), &false.into());
            NumberFormat::new(&self.tag, &options)
        };
        self.digits[usize::from(two)].get_or_init(make).format(&number.into())
    }

    /// Returns the plural category of a number.
    pub fn plural(&self, number: f64) -> String {
        self.plurals.get_or_init(|| PluralRules::new(&self.tag)).select(number)
    }

    /// Joins items, by "and" if `all`, else by "or".
    pub fn list(&self, items: &[String], all: bool) -> String {
        // In every language, a list of one item is the item itself. Creating a formatter takes milliseconds.
        if let [only] = items {
            return only.clone();
        }
        let sort = if all { "conjunction" } else { "disjunction" };
        let make = || ListFormat::new(&self.tag, &options(&[("type", sort)]));
        let list = items.iter().map(JsValue::from).collect::<Array>();
        self.lists[usize::from(all)].get_or_init(make).format(&list)
    }

    /// Formats the given parts of a day in the Gregorian calendar, which article files use.
    pub fn day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        let parts = [
            (year.is_some(), "year", "numeric", 4),
            (month.is_some(), "month", "long", 2),
            (day.is_some(), "day", "numeric", 1),
        ];
        let which: usize = parts.iter().filter(|part| part.0).map(|part| part.3).sum();
        let make = || {
            let mut said = vec![("timeZone", "UTC"), ("calendar", "gregory")];
            said.extend(parts.iter().filter(|part| part.0).map(|(_, name, how, _)| (*name, *how)));
            DateTimeFormat::new(&self.tag, &options(&said))
        };
        self.days[which].get_or_init(make).format(time_of(year, month, day))
    }

    /// Formats a day and a month in few letters.
    pub fn short_day(&self, month: u8, day: u8) -> String {
        let said = [("timeZone", "UTC"), ("calendar", "gregory"), ("month", "short"), ("day", "numeric")];
        let make = || DateTimeFormat::new(&self.tag, &options(&said));
        self.short_days.get_or_init(make).format(time_of(None, Some(month), Some(day)))
    }

    /// Formats the present day.
    pub fn today(&self) -> String {
        let now = js_sys::Date::new_0();
        self.day(Some(i64::from(now.get_full_year())), Some(now.get_month() as u8 + 1), Some(now.get_date() as u8))
    }
}

/// The time of a day, in milliseconds since 1970.
fn time_of(year: Option<i64>, month: Option<u8>, day: Option<u8>) -> f64 {
    let date = js_sys::Date::new(&0.0.into());
    // The default is a leap year, for a 29 February without a year.
    date.set_utc_full_year_with_month_date(
        year.unwrap_or(2000) as u32,
        i32::from(month.unwrap_or(1)) - 1,
        i32::from(day.unwrap_or(1)),
    );
    date.get_time()
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}
