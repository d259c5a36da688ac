//! Which of the dates that a page gives for its publication is believed.

use cuttings_core::Date;

use super::found::{Found, Values};
use super::shown::is_plausible;

/// The place of a day that stands beside the headline.
pub(super) const BESIDE_HEADLINE: &str = "beside headline";
/// The place of a day that texts show which are named as dates.
pub(super) const TEXT: &str = "text";
/// The places of elements that are made for dates.
pub(super) const ELEMENTS: [&str; 2] = ["itemprop", "time"];

/// The clock farthest behind UTC (minutes).
const FARTHEST_BEHIND: i32 = -12 * 60;

type Claim<'v> = (Date, &'v Found);

/// The date that is believed, and where it was found: the best, unless the page shows that it was published before.
pub(super) fn believe(values: &Values, modified: Option<&Date>) -> Option<(Date, Found)> {
    let dates = values.iter().filter_map(|found| Some((Date::parse(&found.value)?, found)));
    let claims: Vec<Claim<'_>> = dates.filter(|(date, _)| is_plausible(date)).collect();
    let best = claims.first()?;
    let chosen = shown_before(best, &claims, modified).or_else(|| of_local_clock(best, &claims)).unwrap_or(best);
    Some((chosen.0.clone(), chosen.1.clone()))
}

/// The same instant with the offset of the place, which gives the day on which it was published there.
fn of_local_clock<'c, 'v>(best: &Claim<'_>, claims: &'c [Claim<'v>]) -> Option<&'c Claim<'v>> {
    let is_utc = |date: &Date| date.offset_minutes() == Some(0);
    claims.iter().find(|(date, _)| is_utc(&best.0) && date.as_iso() == best.0.as_iso() && !is_utc(date))
}

/// An earlier day that the page shows, where there is reason to believe it rather than the best claim. Systems that
/// write down one time for both write down that of the change. A day beside the headline that the first
/// element made for dates says, too, is said twice: to readers and to machines.
fn shown_before<'c, 'v>(
    (best, _): &Claim<'_>,
    claims: &'c [Claim<'v>],
    modified: Option<&Date>,
) -> Option<&'c Claim<'v>> {
    let of_change =
        modified.is_some_and(|modified| modified.as_iso() == best.as_iso() || modified.local_day() < best.local_day());
    let of_element =
        claims.iter().find(|(_, found)| ELEMENTS.contains(&&*found.place)).map(|(date, _)| date.local_day());
    claims.iter().find(|(day, found)| {
        let reason = match &*found.place {
            BESIDE_HEADLINE => of_change || of_element.as_deref() == Some(day.as_iso()),
            TEXT => of_change,
            _ => false,
        };
        reason && day.as_iso() < &*earliest_day(best)
    })
}

/// The day that the clock farthest behind shows at an instant: a day shown after it may mean the same instant.
fn earliest_day(date: &Date) -> String {
    let iso = date.as_iso();
    let utc = if iso.len() > "1987-02-26".len() && !iso.ends_with('Z') { format!("{iso}Z") } else { iso.to_owned() };
    Date::from_iso(&utc, Some(FARTHEST_BEHIND)).as_ref().unwrap_or(date).local_day()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const MACHINE: &str = "2024-03-20T10:00:00Z";

    #[rstest]
    #[case::never_changed(&[("json-ld", MACHINE)], Some(MACHINE), "json-ld")]
    #[case::beside_headline(&[("json-ld", MACHINE), (BESIDE_HEADLINE, "2024-03-05")], Some(MACHINE), BESIDE_HEADLINE)]
    #[case::text(&[("json-ld", MACHINE), (TEXT, "2024-03-05")], Some(MACHINE), TEXT)]
    #[case::changed_before(&[("json-ld", MACHINE), (TEXT, "2024-03-05")], Some("2024-03-18"), TEXT)]
    #[case::changed_later(&[("json-ld", MACHINE), (BESIDE_HEADLINE, "2024-03-05")], Some("2024-03-21"), "json-ld")]
    #[case::changed_on_the_day(&[("json-ld", MACHINE), (TEXT, "2024-03-05")], Some("2024-03-20"), "json-ld")]
    #[case::no_change_known(&[("json-ld", MACHINE), (TEXT, "2024-03-05")], None, "json-ld")]
    #[case::later_text(&[("json-ld", MACHINE), (TEXT, "2024-03-25")], Some(MACHINE), "json-ld")]
    #[case::same_time_elsewhere(&[("json-ld", "2024-03-20T03:00:00Z"), (TEXT, "2024-03-19")], Some("2024-03-20T03:00:00Z"), "json-ld")]
    #[case::same_time_somewhere(&[("json-ld", "2024-03-20 03:00"), (TEXT, "2024-03-19")], Some("2024-03-20 03:00"), "json-ld")]
    #[case::day_before(&[("json-ld", "2024-03-20"), (TEXT, "2024-03-19")], Some("2024-03-20"), TEXT)]
    #[case::said_twice(&[("json-ld", MACHINE), ("time", "5 Mar 2024"), (BESIDE_HEADLINE, "2024-03-05")], None, BESIDE_HEADLINE)]
    #[case::other_time(&[("json-ld", MACHINE), ("time", MACHINE), ("time", "5 Mar 2024"), (BESIDE_HEADLINE, "2024-03-05")], None, "json-ld")]
    #[case::said_once(&[("json-ld", MACHINE), ("time", "5 Mar 2024"), (BESIDE_HEADLINE, "2024-03-06")], None, "json-ld")]
    fn an_earlier_day_that_is_shown_is_believed_with_reason(
        #[case] given: &[(&str, &str)],
        #[case] modified: Option<&str>,
        #[case] expected: &str,
    ) {
        let mut values = Values::default();
        for (place, value) in given {
            values.add(*place, value);
        }
        let modified = modified.and_then(Date::parse);
        let (_, found) = believe(&values, modified.as_ref()).unwrap();
        assert_eq!(found.place, expected);
    }
}
