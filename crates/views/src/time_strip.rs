//! The strip of time: the events of an article drawn along an axis.
//!
//! What is sure of a date is solid, what is only possible is faded. What is only alleged or planned is hollow. An open end is an arrow, a soft end fades out. The
//! drawing is a picture of what the rows below it say in words, so screen readers skip it.
//!
//! Its arithmetic is in [`whowhen_core::timeline::strip`].

use whowhen_core::article::{Day, Direction, EventIdx, Status};
use whowhen_core::locale::{self, Locale, Message};
use whowhen_core::timeline::strip::{COLUMNS, LANE, MARK, TIP, WIDTH};
use whowhen_core::timeline::{Days, End, Mark, Strip, ticks};

use crate::{Context, Markup};

/// The height of the labels below the axis.
pub const LABELS: f64 = 14.0;

/// The whole height of the drawing.
pub fn height(strip: &Strip) -> f64 {
    strip.height() + LABELS
}

/// A place from the left side of the drawing: time goes in the direction of the interface.
pub fn from_left(direction: Direction, x: f64) -> f64 {
    if direction == Direction::Rtl { WIDTH - x } else { x }
}

/// The strip, in its group. `None` if the article has no events.
pub fn time_strip<M: Markup>(context: Context<M>, strip: &Strip) -> Option<M> {
    if strip.marks.is_empty() && strip.undated.is_empty() {
        return None;
    }
    let drawing = Drawing { strip, locale: context.locale };
    let marks = strip.marks.iter().filter(|_| strip.columns.is_empty()).map(|mark| drawing.mark(context, mark));
    let svg = M::svg("svg")
        .attr("viewBox", &format!("0 0 {WIDTH} {}", height(strip)))
        .attr("aria-hidden", "true")
        .child(drawing.axis())
        .children(drawing.ticks())
        .children(drawing.columns())
        .children(marks)
        .children(drawing.tray(context));
    let group = M::new("div").class("time-strip").attr("data-timeline", "").attr("role", "group");
    let group = group.attr("aria-label", &label(context.locale, strip));
    let group = group.child(M::new("div").class("drawing").child(svg));
    Some(group.child_if(left_out(context.locale, strip)))
}

/// A mark of an event, by itself.
pub fn mark<M: Markup>(context: Context<M>, strip: &Strip, mark: &Mark) -> M {
    Drawing { strip, locale: context.locale }.mark(context, mark)
}

/// "Time: January 2012 to October 2023"
fn label(locale: &dyn Locale, strip: &Strip) -> String {
    let Some(days) = strip.days else { return locale.text(Message::Undated).to_owned() };
    let (from, to) = range(locale, days);
    locale.with(Message::TimeOf, &[("from", &from), ("to", &to)])
}

/// What breaks of the axis leave out.
fn left_out<M: Markup>(locale: &dyn Locale, strip: &Strip) -> Option<M> {
    let gaps = strip.axis.iter().flat_map(|axis| axis.breaks()).map(|gap| {
        let (from, to) = range(locale, gap);
        locale.with(Message::FromTo, &[("start", &from), ("end", &to)])
    });
    let gaps: Vec<String> = gaps.collect();
    let text = || locale.with(Message::TimeLeftOut, &[("times", &locale.comma_separated(&gaps))]);
    (!gaps.is_empty()).then(|| M::new("p").class("left-out").text(&text()))
}

/// The first and the last day of a range, in words that are as exact as its length asks for.
fn range(locale: &dyn Locale, days: Days) -> (String, String) {
    const YEAR: f64 = 366.0;
    let words = |moment: f64| {
        let day = Day::from_number(moment);
        match days.to - days.from {
            _ if !(1..=9999).contains(&day.year) => locale::year(locale, day.year),
            ..60.0 => locale.day(Some(day.year), Some(day.month), Some(day.day)),
            length if length < 20.0 * YEAR => locale.day(Some(day.year), Some(day.month), None),
            _ => locale::year(locale, day.year),
        }
    };
    (words(days.from), words((days.to - 1.0).max(days.from)))
}

/// The path of columns for these numbers of events, relative to the column with most events of all.
pub fn columns_path(strip: &Strip, direction: Direction, counts: &[usize]) -> String {
    let most = strip.columns.iter().copied().max().unwrap_or(1).max(1);
    let (from, to) = strip.plot();
    let width = (to - from) / counts.len().max(1) as f64;
    let x = |place: f64| number(from_left(direction, from + place * width));
    let columns = counts.iter().enumerate().filter(|(_, events)| **events > 0).map(|(place, events)| {
        let (place, height) = (place as f64, (*events as f64 / most as f64 * COLUMNS).max(1.0));
        format!("M{} {}V{}H{}V{1}z", x(place), number(COLUMNS), number(COLUMNS - height), x(place + 0.8))
    });
    columns.collect()
}

struct Drawing<'a> {
    strip: &'a Strip,
    locale: &'a dyn Locale,
}

impl Drawing<'_> {
    /// A place from the left, in tenths of a unit.
    fn x(&self, x: f64) -> String {
        number(from_left(self.locale.direction(), x))
    }

    fn rect<M: Markup>(&self, class: &str, (from, to): (f64, f64), top: f64) -> M {
        let (left, right) = match self.locale.direction() {
            Direction::Rtl => (WIDTH - to, WIDTH - from),
            Direction::Ltr => (from, to),
        };
        M::svg("rect")
            .class(class)
            .attr("x", &number(left))
            .attr("y", &number(top))
            .attr("width", &number(right - left))
            .attr("height", &number(MARK))
            .attr("rx", "1")
    }

    /// The line of the axis, with a gap and two strokes at each break.
    fn axis<M: Markup>(&self) -> M {
        let y = self.strip.height();
        let (from, to) = self.strip.plot();
        let mut path = format!("M{} {y}", self.x(from));
        if let Some(axis) = &self.strip.axis {
            for gap in axis.breaks() {
                let (before, after) = (self.strip.x(gap.from), self.strip.x(gap.to));
                let (top, bottom) = (number(y - 3.0), number(y + 3.0));
                let strokes =
                    [before, after].map(|x| format!("M{} {bottom}L{} {top}", self.x(x - 1.5), self.x(x + 1.5)));
                path += &format!("H{}{}M{} {y}", self.x(before), strokes.concat(), self.x(after));
            }
        }
        M::svg("path").class("axis").attr("d", &format!("{path}H{}", self.x(to)))
    }

    fn ticks<M: Markup>(&self) -> Vec<M> {
        let Some(axis) = &self.strip.axis else { return Vec::new() };
        let (from, to) = self.strip.plot();
        let y = self.strip.height();
        let mut path = String::new();
        let mut labels: Vec<M> = Vec::new();
        for tick in ticks(axis, self.locale, to - from) {
            path += &format!("M{} {}v3", self.x(self.strip.x(tick.moment)), number(y));
            let label = M::svg("text").attr("x", &self.x(from + tick.middle)).attr("y", &number(y + LABELS - 2.0));
            labels.push(label.text(&tick.label));
        }
        labels.push(M::svg("path").class("axis").attr("d", &path));
        labels
    }

    /// How many events there are at each time, where marks have no room.
    fn columns<M: Markup>(&self) -> Vec<M> {
        let columns = &self.strip.columns;
        let path = columns_path(self.strip, self.locale.direction(), columns);
        // What a filter hides stays faint behind what it shows.
        let classes = ["columns all", "columns"].into_iter().filter(|_| !columns.is_empty());
        classes.map(|class| M::svg("path").class(class).attr("d", &path)).collect()
    }

    fn mark<M: Markup>(&self, context: Context<M>, mark: &Mark) -> M {
        let top = self.strip.lane_top(mark.lane);
        let mut group = self.group(context, mark.event);
        for shape in &mark.shapes {
            let (from, to) = shape.possible;
            for (end, at, away) in [(shape.ends.0, from, -TIP), (shape.ends.1, to, TIP)] {
                let middle = top + MARK / 2.0;
                let tip: M = match end {
                    End::Sharp => continue,
                    // Two steps that fade out
                    End::Soft => {
                        let steps = [0.5, 1.0].map(|step| {
                            let (near, far) = (at + away * (step - 0.5), at + away * step);
                            self.rect("soft", (near.min(far), near.max(far)), top)
                        });
                        M::svg("g").children(steps)
                    }
                    End::Open => M::svg("path").class("arrow").attr(
                        "d",
                        &format!(
                            "M{} {middle}H{}m{2} -2l{3} 2l{2} 2",
                            self.x(at),
                            self.x(at + away),
                            number(self.toward(-away / 3.0)),
                            number(self.toward(away / 3.0)),
                        ),
                    ),
                };
                group = group.child(tip);
            }
            if shape.certain != Some(shape.possible) {
                group = group.child(self.rect("maybe", shape.possible, top));
            }
            group = group.child_if(shape.certain.map(|certain| self.rect("sure", certain, top)));
        }
        group
    }

    /// A distance in the direction of time.
    fn toward(&self, distance: f64) -> f64 {
        if self.locale.direction() == Direction::Rtl { -distance } else { distance }
    }

    fn group<M: Markup>(&self, context: Context<M>, event: EventIdx) -> M {
        let about = &context.article[event];
        let doubtful = (about.status != Status::Asserted).then_some("doubtful");
        M::svg("g").attr_if("class", doubtful).attr("data-time-mark", &about.id)
    }

    /// The undated events, behind a line.
    fn tray<M: Markup>(&self, context: Context<M>) -> Vec<M> {
        let undated = &self.strip.undated;
        if undated.is_empty() {
            return Vec::new();
        }
        let (start, bottom) = (WIDTH - self.strip.tray_width(), number(self.strip.height()));
        let line = M::svg("path").class("axis tray").attr("d", &format!("M{} 0V{bottom}", self.x(start - LANE / 2.0)));
        let text = |x: f64, y: f64, text: &str| M::svg("text").attr("x", &self.x(x)).attr("y", &number(y)).text(text);
        let middle = (start + WIDTH - LANE) / 2.0;
        let label = text(middle, self.strip.height() + LABELS - 2.0, "?");
        if self.strip.tray_is_number() {
            let number = text(middle, self.strip.height() - LANE, &self.locale.number(undated.len()));
            return vec![line, label, number];
        }
        let marks = undated.iter().enumerate().map(|(place, event)| {
            let (x, y) = self.strip.in_tray(place);
            let half = MARK / 2.0;
            self.group(context, *event).child(self.rect("maybe", (x - half, x + half), y - half))
        });
        [line, label].into_iter().chain(marks).collect()
    }
}

/// A number in tenths.
fn number(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match tenths % 10 {
        0 => format!("{sign}{}", tenths / 10),
        tenth => format!("{sign}{}.{tenth}", tenths / 10),
    }
}
