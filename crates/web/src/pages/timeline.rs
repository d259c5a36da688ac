//! The timeline of a story, drawn as SVG: a row for each site, a mark for each publication. Places along the time are
//! parts of the width, so that marks move together on a narrow screen while the words keep their size.

mod scale;

use std::collections::{BTreeMap, HashMap};

use cuttings_store::StoryMember;
use maud::{Markup, html};

use super::lag::{Moment, Precision};
use super::listing::{isolate, shorten};
use super::numbers::{count, counted};
use crate::links;
use scale::Scale;

/// Rows at most; the sites that came last share one.
const MOST_ROWS: usize = 40;
/// Longest name of a site beside its row, in characters: what a phone has room for.
const LONGEST_SITE: usize = 38;
/// Marks of one row that lie within one part of so many are one mark.
const PARTS: f64 = 250.0;
/// Height of a row, and of what stands above the first.
const ROW: usize = 36;
const HEAD: usize = 26;

/// Marks that are drawn as one.
struct Mark<'a> {
    first: &'a StoryMember,
    lag: String,
    number: u64,
}

/// What marks of one place have in common: the place in parts, whether the time is known, and the shade.
type Place = (u32, bool, u8);

struct Row<'a> {
    name: String,
    marks: BTreeMap<Place, Mark<'a>>,
    number: u64,
}

/// Draws the members that have a date; nothing where fewer than two have.
pub(super) fn draw(members: &[StoryMember]) -> Markup {
    let dated: Vec<_> = members.iter().filter_map(|member| Some((member, moment(member)?))).collect();
    let Some(origin) = dated.iter().map(|(_, moment)| moment.start).min().filter(|_| dated.len() > 1) else {
        return Markup::default();
    };
    let mut lags: Vec<i64> = dated.iter().map(|(_, moment)| moment.start - origin).collect();
    lags.sort_unstable();
    let scale = Scale::of(&lags);
    let rows = rows(&dated, &scale, origin);
    let has_days = dated.iter().any(|(_, moment)| moment.precision < Precision::Instant);
    let height = HEAD + rows.len() * ROW + 6;
    html! {
        figure.timeline {
            svg width="100%" height=(height) role="img" aria-labelledby="timeline-caption" {
                (axis(&scale, height))
                @for (index, row) in rows.iter().enumerate() { (draw_row(row, HEAD + index * ROW)) }
            }
            figcaption #timeline-caption {
                "Each mark is a publication, by the time since the first; the fuller its colour, the more its text is like \
                 the first one’s. "
                @if has_days { "Squares stand at the beginning of a day, month or year: no time is known. " }
                @if scale.grows { "Steps grow to the right. " }
                "The table below lists the same."
            }
        }
    }
}

/// When a member was published.
pub(super) fn moment(member: &StoryMember) -> Option<Moment> {
    member.article.published.as_deref().and_then(Moment::read)
}

/// The sites in the order in which they came, each with its marks.
fn rows<'a>(dated: &[(&'a StoryMember, Moment)], scale: &Scale, origin: i64) -> Vec<Row<'a>> {
    let mut order: HashMap<Option<&str>, usize> = HashMap::new();
    for (member, _) in dated {
        let next = order.len();
        order.entry(member.article.site.as_deref()).or_insert(next);
    }
    let last = if order.len() > MOST_ROWS { MOST_ROWS - 1 } else { MOST_ROWS };
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (member, moment) in dated {
        let site = member.article.site.as_deref();
        let row = order.get(&site).copied().unwrap_or_default().min(last);
        if row == rows.len() {
            let name = if row == last && row == MOST_ROWS - 1 {
                format!("{} more sites", count((order.len() - row) as u64))
            } else {
                site.map_or("no site".to_owned(), |site| shorten(site, LONGEST_SITE).into_owned())
            };
            rows.push(Row { name, marks: BTreeMap::new(), number: 0 });
        }
        let part = (scale.place(moment.start - origin) * PARTS).round() as u32;
        let place = (part, moment.precision == Precision::Instant, shade(member.similarity));
        let lag = || match dated.first() {
            Some((first, at)) if !std::ptr::eq(*first, *member) => moment.after(at),
            _ => "first".to_owned(),
        };
        rows[row].number += 1;
        rows[row].marks.entry(place).or_insert_with(|| Mark { first: member, lag: lag(), number: 0 }).number += 1;
    }
    rows
}

/// How like the first text: 1 to 4.
fn shade(similarity: f64) -> u8 {
    match similarity {
        0.999.. => 4,
        0.85.. => 3,
        0.65.. => 2,
        _ => 1,
    }
}

fn axis(scale: &Scale, height: usize) -> Markup {
    html! {
        g.axis {
            @for (place, words) in std::iter::once((0.0, "first".to_owned())).chain(scale.ticks()) {
                @let x = x(place);
                line x1=(x) x2=(x) y1="18" y2=(height) {}
                text x=(x) y="12" text-anchor=(anchor(place)) { (words) }
            }
        }
    }
}

/// Words at the ends stay within the picture.
fn anchor(place: f64) -> &'static str {
    match place {
        ..0.03 => "start",
        ..0.94 => "middle",
        _ => "end",
    }
}

fn draw_row(row: &Row<'_>, top: usize) -> Markup {
    let y = top + 24;
    html! {
        text.site x="0" y=(top + 12) {
            (row.name) @if row.number > 1 { tspan.number dx="6" { "× " (count(row.number)) } }
        }
        line.track x1="0" x2="100%" y1=(y) y2=(y) {}
        @for (&(part, is_instant, shade), mark) in &row.marks {
            @let x = x(f64::from(part) / PARTS);
            // The table lists every publication; a way through all marks by keyboard would be in the way.
            a href=(links::article(&mark.first.article.id)) tabindex="-1" {
                @if is_instant {
                    circle class={ "shade-" (shade) } cx=(x) cy=(y) r=(radius(mark.number)) { title { (words(mark)) } }
                } @else {
                    // Placed by a nested picture, because a part of the width and a length cannot be added.
                    svg x=(x) y=(y) width="1" height="1" overflow="visible" {
                        rect class={ "shade-" (shade) } x="-5" y="-5" width="10" height="10" { title { (words(mark)) } }
                    }
                }
            }
        }
    }
}

fn words(mark: &Mark<'_>) -> String {
    let percent = (mark.first.similarity * 100.0).floor();
    let more = mark.number - 1;
    let more = if more > 0 { format!(", and {}", counted(more, "more", "more")) } else { String::new() };
    let site = mark.first.article.site.as_deref().unwrap_or("no site");
    format!("{}, {}, {percent} % like the first{more}", isolate(site, LONGEST_SITE), mark.lag)
}

fn radius(number: u64) -> String {
    format!("{:.1}", 4.6 + (number as f64).ln().min(5.0))
}

/// A place along the width, with room for half a mark at both ends.
fn x(place: f64) -> String {
    format!("{:.2}%", 2.0 + place * 96.0)
}
