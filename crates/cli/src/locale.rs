//! The languages of the interface, formatted by ICU4X. It has the same data (Unicode CLDR) as the browser's `Intl`, so
//! numbers, plurals, lists and days are the same as in the live page.
//!
//! ```ignore
//! Language::new("fr")?.day(Some(2015), Some(10), Some(21)) == "21 octobre 2015"
//! ```

use anyhow::{Context, Result};
use fixed_decimal::Decimal;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{M, MD, YM, YMD};
use icu_datetime::options::YearStyle;
use icu_decimal::DecimalFormatter;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale_core::Locale as IcuLocale;
use icu_plurals::{PluralCategory, PluralRules};
use whowhen_core::file::Entry;
use whowhen_core::locale::{Locale, Translation, formatting_tag, main_language};

/// The files of the languages other than English.
const FILES: [(&str, &str); 2] =
    [("fr", include_str!("../../../assets/locales/fr.json")), ("ar", include_str!("../../../assets/locales/ar.json"))];

/// Checks the tag of a language on the command line.
pub fn tag(text: &str) -> Result<String> {
    match text.parse::<IcuLocale>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => anyhow::bail!("a BCP 47 tag was expected, such as en, fr or pt-BR"),
    }
}

/// A language of the interface.
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    translation: Translation,
    numbers: DecimalFormatter,
    plurals: PluralRules,
    all_of: ListFormatter,
    one_of: ListFormatter,
    days: Formatter<Gregorian, YMD>,
    months: Formatter<Gregorian, YM>,
    days_of_months: Formatter<Gregorian, MD>,
    names_of_months: Formatter<Gregorian, M>,
    short_days: Formatter<Gregorian, MD>,
}

impl Language {
    /// The language of the interface for an article's page: the article's language if it is available, else English.
    pub fn of_article(language: Option<&str>) -> Result<Self> {
        let article = [language.unwrap_or_default().to_owned()];
        Self::for_readers_of(whowhen_core::locale::language(&article), &article)
    }

    /// The language of the interface for a list of articles: that of the articles if all have the same, else English.
    pub fn of_library<'a>(entries: impl Iterator<Item = &'a Entry>) -> Result<Self> {
        let language = |entry: &'a Entry| entry.language.as_deref().unwrap_or_default();
        let tags: Vec<&str> = entries.map(language).collect();
        let is_one = tags.windows(2).all(|pair| main_language(pair[0]).eq_ignore_ascii_case(main_language(pair[1])));
        Self::of_article(tags.first().copied().filter(|_| is_one))
    }

    /// A language of [`whowhen_core::locale::LANGUAGES`].
    #[cfg(test)]
    fn new(tag: &'static str) -> Result<Self> {
        Self::for_readers_of(tag, &[])
    }

    /// A language of the interface for people who prefer the languages with these tags.
    fn for_readers_of(tag: &'static str, preferred: &[String]) -> Result<Self> {
        let translation = match FILES.iter().find(|(of, _)| *of == tag) {
            Some((_, file)) => {
                Translation::read(tag, file).with_context(|| format!("reading assets/locales/{tag}.json"))?
            }
            None => Translation::english(),
        };
        // A country that ICU does not know is no reason to have no page.
        let icu: IcuLocale = formatting_tag(tag, preferred).parse().or_else(|_| formatting_tag(tag, &[]).parse())?;
        let wide = || ListFormatterOptions::default().with_length(ListLength::Wide);
        Ok(Self {
            tag,
            translation,
            numbers: DecimalFormatter::try_new((&icu).into(), Default::default())?,
            plurals: PluralRules::try_new_cardinal((&icu).into())?,
            all_of: ListFormatter::try_new_and((&icu).into(), wide())?,
            one_of: ListFormatter::try_new_or((&icu).into(), wide())?,
            days: Formatter::try_new((&icu).into(), YMD::long().with_year_style(YearStyle::NoEra))?,
            months: Formatter::try_new((&icu).into(), YM::long().with_year_style(YearStyle::NoEra))?,
            days_of_months: Formatter::try_new((&icu).into(), MD::long())?,
            names_of_months: Formatter::try_new((&icu).into(), M::long())?,
            short_days: Formatter::try_new((&icu).into(), MD::medium())?,
        })
    }

    /// A calendar day or month in words; `None` if it does not exist.
    fn format_day(&self, year: Option<i64>, month: u8, day: Option<u8>) -> Option<String> {
        // A leap year if there is none, so that 29 February exists.
        let calendar_year = i32::try_from(year.unwrap_or(2000)).ok()?;
        let date = Date::try_new_gregorian(calendar_year, month, day.unwrap_or(1)).ok()?;
        Some(match (year, day) {
            (Some(_), Some(_)) => self.days.format(&date).to_string(),
            (Some(_), None) => self.months.format(&date).to_string(),
            (None, Some(_)) => self.days_of_months.format(&date).to_string(),
            (None, None) => self.names_of_months.format(&date).to_string(),
        })
    }
}

impl Locale for Language {
    fn translation(&self) -> &Translation {
        &self.translation
    }

    fn number(&self, number: usize) -> String {
        self.numbers.format(&Decimal::from(number)).to_string()
    }

    // ICU4X cannot format percentages yet. These are CLDR's patterns for the three languages.
    fn percent(&self, share: f64) -> String {
        let number = self.number((share * 100.0).round() as usize);
        match self.tag {
            "fr" => format!("{number}\u{a0}%"),
            "ar" => format!("{number}\u{200e}%\u{200e}"),
            _ => format!("{number}%"),
        }
    }

    // All three languages use ASCII digits.
    fn digits(&self, number: i64, least: usize) -> String {
        format!("{number:0least$}")
    }

    fn plural(&self, number: usize) -> String {
        let category = match self.plurals.category_for(number) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        category.to_owned()
    }

    fn list(&self, items: &[String], all: bool) -> String {
        let list = if all { &self.all_of } else { &self.one_of };
        list.format(items.iter()).to_string()
    }

    fn calendar_day(&self, year: Option<i64>, month: Option<u8>, day: Option<u8>) -> String {
        let formatted = match (year, month, day) {
            (_, Some(month), _) => self.format_day(year, month, day),
            (_, None, Some(day)) => Some(day.to_string()),
            (year, None, None) => year.map(|year| year.to_string()),
        };
        // Not an existing day: the parts are joined by spaces.
        formatted.unwrap_or_else(|| {
            let parts = [day.map(i64::from), month.map(i64::from), year];
            parts.into_iter().flatten().map(|part| part.to_string()).collect::<Vec<_>>().join(" ")
        })
    }

    fn short_calendar_day(&self, month: u8, day: u8) -> String {
        // A leap year, so that 29 February exists.
        let date = Date::try_new_gregorian(2000, month, day);
        date.map_or_else(|_| format!("{day} {month}"), |date| self.short_days.format(&date).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Chromium's `Intl` returns for each language: 1,234,567, 80%, lists, dates with several parts.
    #[test]
    fn formats_like_the_browser() {
        let cases: [(&str, &[&str]); 3] = [
            (
                "en",
                &[
                    "1,234,567",
                    "80%",
                    "a and b",
                    "a, b and c",
                    "a, b or c",
                    "21 October 2015",
                    "October 2015",
                    "21 October",
                    "October",
                    "21",
                    "2015",
                    "21 October 150",
                    "21 Oct",
                    "other",
                ],
            ),
            (
                "fr",
                &[
                    "1\u{202f}234\u{202f}567",
                    "80\u{a0}%",
                    "a et b",
                    "a, b et c",
                    "a, b ou c",
                    "21 octobre 2015",
                    "octobre 2015",
                    "21 octobre",
                    "octobre",
                    "21",
                    "2015",
                    "21 octobre 150",
                    "21 oct.",
                    "other",
                ],
            ),
            (
                "ar",
                &[
                    "1,234,567",
                    "80\u{200e}%\u{200e}",
                    "a وb",
                    "a وb وc",
                    "a أو b أو c",
                    "21 أكتوبر 2015",
                    "أكتوبر 2015",
                    "21 أكتوبر",
                    "أكتوبر",
                    "21",
                    "2015",
                    "21 أكتوبر 150",
                    "21 أكتوبر",
                    "few",
                ],
            ),
        ];
        for (tag, expected) in cases {
            let language = Language::new(tag).unwrap();
            let list = |items: &[&str], all| {
                language.list(&items.iter().map(|item| item.to_string()).collect::<Vec<_>>(), all)
            };
            let formatted = [
                language.number(1_234_567),
                language.percent(0.8),
                list(&["a", "b"], true),
                list(&["a", "b", "c"], true),
                list(&["a", "b", "c"], false),
                language.day(Some(2015), Some(10), Some(21)),
                language.day(Some(2015), Some(10), None),
                language.day(None, Some(10), Some(21)),
                language.day(None, Some(10), None),
                language.day(None, None, Some(21)),
                language.day(Some(2015), None, None),
                language.day(Some(150), Some(10), Some(21)),
                language.short_day(10, 21),
                language.plural(3),
            ];
            assert_eq!(formatted, expected, "{tag}");
        }
        assert_eq!(Language::new("fr").unwrap().day(Some(2012), Some(4), Some(1)), "1er avril 2012");
    }

    #[test]
    fn an_american_article_has_american_dates() {
        let day = |language| {
            let language = Language::of_article(Some(language)).unwrap();
            [language.day(Some(2015), Some(10), Some(21)), language.short_day(10, 21)]
        };
        assert_eq!(day("en-US"), ["October 21, 2015", "Oct 21"]);
        assert_eq!(day("en"), ["21 October 2015", "21 Oct"]);
        assert_eq!(day("en-not a tag"), ["21 October 2015", "21 Oct"]);
    }

    #[test]
    fn a_page_uses_the_articles_language_if_available() {
        for (article, interface) in [(Some("fr-CA"), "fr"), (Some("ar"), "ar"), (Some("sw"), "en"), (None, "en")] {
            assert_eq!(Language::of_article(article).unwrap().tag, interface);
        }
        for (tag, _) in whowhen_core::locale::LANGUAGES {
            assert!(Language::new(tag).is_ok(), "{tag}");
        }
    }
}
