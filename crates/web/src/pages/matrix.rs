//! Who takes from whom: sites against sites, with the stories that one had after the other and how long after.

use std::collections::HashMap;

use cuttings_store::SiteReuse;
use maud::{Markup, html};

use super::lag::span;
use super::layout::Page;
use super::listing::{isolate, shorten};
use super::numbers::{count, counted};
use super::stories;
use crate::links;

/// Sites in rows and columns; the rest are summed.
const MOST_SITES: usize = 25;
/// Longest name of a site in the table, in characters.
const LONGEST_SITE: usize = 32;
/// What the sites are called that are summed.
const REST: &str = "all others";

/// What one site has of what another published first.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Cell {
    stories: u64,
    /// Hours between the two; none in sums, in which there is no middle one.
    hours: Option<f64>,
}

#[derive(Debug, PartialEq)]
struct Matrix<'a> {
    /// The sites by how often they are named, the most often first; `None` stands for the rest.
    sites: Vec<Option<&'a str>>,
    /// By numbers of sites: who had it later, who published first.
    cells: HashMap<(usize, usize), Cell>,
}

impl<'a> Matrix<'a> {
    fn of(reuse: &'a [SiteReuse]) -> Self {
        let mut named: HashMap<&str, u64> = HashMap::new();
        for pair in reuse {
            *named.entry(&pair.from).or_default() += pair.stories;
            *named.entry(&pair.to).or_default() += pair.stories;
        }
        let mut order: Vec<(&str, u64)> = named.into_iter().collect();
        order.sort_unstable_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
        let has_rest = order.len() > MOST_SITES;
        let mut sites: Vec<_> = order.into_iter().take(MOST_SITES).map(|(site, _)| Some(site)).collect();
        let numbers: HashMap<&str, usize> =
            sites.iter().enumerate().filter_map(|(number, site)| Some(((*site)?, number))).collect();
        let number = |site: &str| numbers.get(site).copied().unwrap_or(MOST_SITES);
        let mut cells: HashMap<(usize, usize), Cell> = HashMap::new();
        for pair in reuse {
            let place = (number(&pair.to), number(&pair.from));
            let cell = cells.entry(place).or_default();
            cell.stories += pair.stories;
            cell.hours = pair.median_hours.filter(|_| place.0 != MOST_SITES && place.1 != MOST_SITES);
        }
        sites.extend(has_rest.then_some(None));
        Self { sites, cells }
    }

    /// The most stories in one cell of two sites.
    fn most(&self) -> u64 {
        let pairs = self.cells.iter().filter(|(place, _)| place.0 != MOST_SITES && place.1 != MOST_SITES);
        pairs.map(|(_, cell)| cell.stories).max().unwrap_or(1)
    }

    fn total(&self, is_of: impl Fn(&(usize, usize)) -> bool) -> u64 {
        self.cells.iter().filter(|(place, _)| is_of(place)).map(|(_, cell)| cell.stories).sum()
    }
}

/// Draws the page.
pub(super) fn draw(reuse: &[SiteReuse]) -> Markup {
    let body = html! {
        section.reuse {
            header.page-head {
                h1 { "Who takes from whom" }
                p {
                    "Read along a row: how many stories the site on the left had after the site above, which published them \
                     first, and how long after in the middle case."
                }
            }
            @if reuse.is_empty() {
                (stories::none())
                p.note { "Only stories count that several sites printed, and whose dates say who was first." }
            } @else {
                (table(&Matrix::of(reuse)))
                p.note {
                    "First is the first in this archive: where the origin of a text is not in it, as with most agency copy, \
                     both sites took it from a third. Stories whose dates do not say who was first are left out."
                }
            }
        }
    };
    let json = Some("/api/v1/reuse".to_owned());
    Page { title: "Who takes from whom – Cuttings", query: Some(""), json, body }.draw()
}

fn table(matrix: &Matrix<'_>) -> Markup {
    let most = matrix.most();
    // A site that was never first has no column, and one that was never later no row.
    let numbered = || matrix.sites.iter().copied().enumerate();
    let origins: Vec<_> = numbered().filter(|(first, _)| matrix.total(|place| place.1 == *first) > 0).collect();
    let takers = numbered().filter(|(later, _)| matrix.total(|place| place.0 == *later) > 0);
    html! {
        // What scrolls must be reachable by keyboard.
        div.wide tabindex="0" role="region" aria-label="Stories by who had them later and who first" {
            table.matrix {
                thead {
                    tr {
                        td.corner { span.later { "had it later ↓" } " " span.earlier { "had it first →" } }
                        @for (_, site) in &origins { th scope="col" { span.upright { (name(*site)) } } }
                        th.sum scope="col" { span.upright { "all" } }
                    }
                }
                tbody {
                    @for (later, site) in takers {
                        tr {
                            th scope="row" { (name(site)) }
                            @for &(first, origin) in &origins {
                                (draw_cell(matrix.cells.get(&(later, first)), (site, origin), most))
                            }
                            td.sum { (number(matrix.total(|place| place.0 == later))) }
                        }
                    }
                    tr {
                        th.sum scope="row" { "all" }
                        @for (first, _) in &origins {
                            td.sum { (number(matrix.total(|place| place.1 == *first))) }
                        }
                        td.sum { (number(matrix.total(|_| true))) }
                    }
                }
            }
        }
    }
}

fn name(site: Option<&str>) -> Markup {
    html! {
        @if let Some(site) = site {
            a href=(links::field("site", site)) { bdi { (shorten(site, LONGEST_SITE)) } }
        } @else {
            i { (REST) }
        }
    }
}

fn number(stories: u64) -> String {
    if stories == 0 { String::new() } else { count(stories) }
}

fn draw_cell(cell: Option<&Cell>, (later, first): (Option<&str>, Option<&str>), most: u64) -> Markup {
    let Some(cell) = cell else {
        return html! { @if later == first { td.self {} } @else { td {} } };
    };
    let lag = cell.hours.map(|hours| span(((hours * 3600.0) as i64).max(60)));
    let [later, first] = [later, first].map(|site| isolate(site.unwrap_or(REST), LONGEST_SITE));
    let stories = counted(cell.stories, "story", "stories");
    let words = match &lag {
        Some(lag) => format!("{later} had {stories} after {first}, {lag} later in the middle case"),
        None => format!("{later} had {stories} after {first}"),
    };
    html! {
        td class={ "heat-" (heat(cell.stories, most)) } title=(words) {
            b { (count(cell.stories)) }
            @if let Some(lag) = lag { " " small { (lag) } }
        }
    }
}

/// How dark a cell is, 1 to 5: in steps that grow, since a few pairs have most.
fn heat(stories: u64, most: u64) -> u8 {
    if most < 2 {
        return 3;
    }
    1 + ((stories.min(most) as f64).ln() / (most as f64).ln() * 4.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(from: &str, to: &str, stories: u64) -> SiteReuse {
        SiteReuse { from: from.to_owned(), to: to.to_owned(), stories, median_hours: Some(3.0) }
    }

    #[test]
    fn sites_beyond_the_first_are_summed_and_nothing_is_lost() {
        let mut reuse: Vec<SiteReuse> =
            (0..40).map(|site| pair("wire", &format!("paper {site:02}"), 100 - site)).collect();
        reuse.push(pair("paper 38", "paper 39", 1));
        let matrix = Matrix::of(&reuse);
        assert_eq!(matrix.sites.len(), MOST_SITES + 1);
        assert_eq!(
            (matrix.sites[0], matrix.sites[1], matrix.sites[MOST_SITES]),
            (Some("wire"), Some("paper 00"), None)
        );
        assert_eq!(matrix.cells[&(1, 0)], Cell { stories: 100, hours: Some(3.0) });
        assert_eq!(matrix.cells[&(MOST_SITES, 0)].hours, None);
        assert_eq!(matrix.cells[&(MOST_SITES, MOST_SITES)].stories, 1);
        assert_eq!(matrix.total(|_| true), reuse.iter().map(|pair| pair.stories).sum::<u64>());
    }

    #[test]
    fn the_most_is_the_darkest() {
        assert_eq!((heat(1, 1), heat(1, 100), heat(10, 100), heat(100, 100), heat(500, 100)), (3, 1, 3, 5, 5));
    }
}
