//! When articles were published: a bar for each month, year or longer time, drawn as SVG, each a link to what it counts.

use std::collections::BTreeMap;

use cuttings_store::FacetValue;
use maud::{Markup, html};

use super::numbers::{count, counted};
use crate::period::Period;

/// Bars at most: what a phone can still show apart.
const MOST_BARS: usize = 120;
/// Height of the highest bar, and of the lowest that counts anything.
const HIGHEST: f64 = 100.0;
const LOWEST: f64 = 2.0;

/// A bar.
struct Bar {
    period: Period,
    count: u64,
}

/// Draws the months of an answer; nothing where they are fewer than two bars. `link` gives the address of a period.
pub(super) fn draw(months: &[FacetValue], label: &str, link: impl Fn(Period) -> String) -> Markup {
    let dated: Vec<_> = months.iter().filter_map(|month| Some((Period::parse(&month.value)?, month.count))).collect();
    let bars = bars(&dated);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return Markup::default() };
    if bars.len() < 2 {
        return Markup::default();
    }
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    let caption = |bar: &Bar| format!("{}: {}", bar.period.name(), counted(bar.count, "result", "results"));
    html! {
        figure.histogram {
            // The same links follow as a list, for the keyboard and for screen readers.
            svg viewBox=(format!("0 0 {} 100", bars.len())) preserveAspectRatio="none" aria-hidden="true" {
                @for (index, bar) in bars.iter().enumerate() {
                    @let height = height(bar.count, most);
                    @if bar.count > 0 {
                        a href=(link(bar.period)) tabindex="-1" {
                            title { (caption(bar)) }
                            rect.room x=(index) y="0" width="1" height="100" {}
                            rect.bar x=(format!("{index}.08")) y=(format!("{:.1}", HIGHEST - height)) width=".84"
                                height=(format!("{height:.1}")) {}
                        }
                    }
                }
            }
            div.ends aria-hidden="true" { span { (first.period.name()) } span { (last.period.name()) } }
            details {
                summary { (label) }
                ul {
                    @for bar in bars.iter().filter(|bar| bar.count > 0) {
                        li { a href=(link(bar.period)) { (bar.period.name()) } " " span.count { (count(bar.count)) } }
                    }
                }
            }
        }
    }
}

/// One bar after the other without a gap, in months if those are few enough, else in years, tens of years and so on.
fn bars(dated: &[(Period, u64)]) -> Vec<Bar> {
    let months = dated.iter().filter(|(period, _)| matches!(period, Period::Month { .. }));
    // A few dates that are years do not make a year of every month; more than the others do.
    let in_months: u64 = months.clone().map(|(_, count)| count).sum();
    let in_years: u64 = dated.iter().map(|(_, count)| count).sum::<u64>() - in_months;
    if in_months > in_years {
        let counts: BTreeMap<_, _> = months.copied().collect();
        if let Some(bars) = without_gaps(&counts).filter(|bars| bars.len() > 1) {
            return bars;
        }
    }
    [1, 10, 100]
        .into_iter()
        .find_map(|number| {
            let mut counts = BTreeMap::new();
            for (period, count) in dated {
                let first = period.year() / number * number;
                *counts.entry(Period::Years { first, number }).or_insert(0) += count;
            }
            without_gaps(&counts)
        })
        .unwrap_or_default()
}

/// Every period from the first to the last; `None` where they are too many.
fn without_gaps(counts: &BTreeMap<Period, u64>) -> Option<Vec<Bar>> {
    let (&first, &last) = (counts.keys().next()?, counts.keys().next_back()?);
    let periods = std::iter::successors(Some(first), |period| period.next()).take_while(|&period| period <= last);
    let bars: Vec<_> = periods
        .take(MOST_BARS + 1)
        .map(|period| Bar { period, count: counts.get(&period).copied().unwrap_or_default() })
        .collect();
    (bars.len() <= MOST_BARS).then_some(bars)
}

/// The height of a bar; what is there can be seen however much more another has.
fn height(count: u64, most: u64) -> f64 {
    (count as f64 / most as f64 * HIGHEST).max(LOWEST)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn months(values: &[(&str, u64)]) -> Vec<FacetValue> {
        values.iter().map(|&(value, count)| FacetValue { value: value.to_owned(), count }).collect()
    }

    fn drawn(values: &[(&str, u64)]) -> Vec<(String, u64)> {
        let dated: Vec<_> = values.iter().filter_map(|&(value, count)| Some((Period::parse(value)?, count))).collect();
        bars(&dated).into_iter().map(|bar| (bar.period.name(), bar.count)).collect()
    }

    #[rstest]
    #[case(&[("2022-11", 1), ("2023-02", 3)],
        &[("November 2022", 1), ("December 2022", 0), ("January 2023", 0), ("February 2023", 3)])]
    #[case(&[("2020", 9), ("2021-02", 3), ("2021-05", 1)], &[("2020", 9), ("2021", 4)])]
    #[case(&[("2021", 1), ("2021-02", 3), ("2021-03", 1)], &[("February 2021", 3), ("March 2021", 1)])]
    #[case(&[("1999-01", 1), ("2021-02", 3)], &[("1999", 1), ("2000", 0)])]
    #[case(&[("0000", 1), ("9999-12", 3)], &[("0000–0099", 1), ("0100–0199", 0)])]
    fn times_without_gaps_and_few_enough(#[case] values: &[(&str, u64)], #[case] expected: &[(&str, u64)]) {
        let drawn = drawn(values);
        assert!(drawn.len() <= MOST_BARS);
        let expected: Vec<_> = expected.iter().map(|&(name, count)| (name.to_owned(), count)).collect();
        assert_eq!(drawn[..expected.len()], expected);
        let all: u64 = values.iter().map(|(_, count)| count).sum();
        let left_out = u64::from(values[0].0 == "2021");
        assert_eq!(drawn.iter().map(|(_, count)| count).sum::<u64>(), all - left_out);
    }

    #[test]
    fn one_month_is_no_histogram_and_no_date_is_no_bar() {
        let link = |period: Period| period.iso();
        assert_eq!(draw(&months(&[("2022-09", 4)]), "Months", link).into_string(), "");
        assert_eq!(draw(&months(&[("<b>", 4), ("2022-99", 1)]), "Months", link).into_string(), "");
        assert_eq!(draw(&[], "Months", link).into_string(), "");
    }

    #[test]
    fn every_bar_is_a_link_and_stands_in_the_list() {
        let page = draw(&months(&[("2022-09", 1), ("2022-11", 400)]), "Months", Period::iso).into_string();
        assert_eq!(page.matches("href=\"2022-09\"").count(), 2);
        assert_eq!(page.matches("href=\"2022-10\"").count(), 0);
        assert!(page.contains("<title>September 2022: 1 result</title>"), "{page}");
        assert!(page.contains("height=\"2.0\"") && page.contains("height=\"100.0\""), "{page}");
    }
}
