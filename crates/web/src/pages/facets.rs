//! What results are about: the commonest values of each field, each a link that adds it to the query, and the conditions
//! that the query has, each with a link that takes it away.

use cuttings_store::{Facet, FacetValue, Facets};
use maud::{Markup, html};

use super::numbers::count;
use super::{histogram, languages, listing};
use crate::asked::Asked;
use crate::conditions::{add, conditions, set_time};
use crate::links::field_query;

/// Longest value that is shown, in characters.
const LONGEST_VALUE: usize = 60;
/// Values of a field that are shown at once; the others are folded.
const SHOWN: usize = 8;

/// Draws the conditions of a query; nothing where it has none.
pub(super) fn chips(asked: &Asked) -> Markup {
    let conditions = conditions(&asked.query);
    html! {
        @if !conditions.is_empty() {
            ul.chips aria-label="Conditions" {
                @for condition in conditions {
                    li {
                        a href=(asked.with_query(condition.without).link()) {
                            span.unseen { "Remove " } bdi { (condition.text) } span aria-hidden="true" { " ×" }
                        }
                    }
                }
            }
        }
    }
}

/// Draws the facets of an answer with so many results; nothing where they would narrow none of it.
pub(super) fn draw(asked: &Asked, facets: &Facets, total: u64) -> Markup {
    let months = histogram::draw(&facets.months, "Times as a list", |period| {
        asked.with_query(set_time(&asked.query, &period.query())).link()
    });
    let fields = fields(facets).into_iter().filter(|(_, _, facet)| narrows(facet, total));
    html! {
        @if !months.0.is_empty() { section aria-label="Time" { h3 { "Time" } (months) } }
        @for (title, field, facet) in fields {
            section aria-label=(title) { h3 { (title) } (values(asked, field, facet)) }
        }
    }
}

/// Draws the values of a field as links to what they are given a link for, without anything that is folded.
pub(super) fn top(title: &str, facet: &Facet, most: usize, link: impl Fn(&FacetValue) -> String) -> Markup {
    html! {
        @if !facet.values.is_empty() {
            section.top {
                h2 { (title) }
                ol {
                    @for value in facet.values.iter().take(most) {
                        li { a href=(link(value)) { (name("", value)) } " " span.count { (count(value.count)) } }
                    }
                }
                (others(facet, facet.values.len().saturating_sub(most)))
            }
        }
    }
}

/// The fields with what pages and queries call them.
fn fields(facets: &Facets) -> [(&'static str, &'static str, &Facet); 5] {
    [
        ("Sites", "site", &facets.sites),
        ("Languages", "lang", &facets.languages),
        ("Sections", "section", &facets.sections),
        ("Authors", "author", &facets.authors),
        ("Tags", "tag", &facets.tags),
    ]
}

/// Whether a value can be chosen that does not leave all results.
fn narrows(facet: &Facet, total: u64) -> bool {
    facet.values.iter().any(|value| value.count < total)
}

fn values(asked: &Asked, field: &str, facet: &Facet) -> Markup {
    let (shown, folded) = facet.values.split_at(facet.values.len().min(SHOWN));
    html! {
        (list(asked, field, shown))
        @if folded.is_empty() {
            (others(facet, 0))
        } @else {
            details { summary { "More" } (list(asked, field, folded)) (others(facet, 0)) }
        }
    }
}

fn list(asked: &Asked, field: &str, values: &[FacetValue]) -> Markup {
    html! {
        ul {
            @for value in values {
                @let query = add(&asked.query, &field_query(field, &value.value));
                li {
                    a href=(asked.with_query(query).link()) rel="nofollow" { (name(field, value)) } " "
                    span.count { (count(value.count)) }
                }
            }
        }
    }
}

fn others(facet: &Facet, unnamed: usize) -> Markup {
    let others = facet.others + unnamed as u64;
    html! { @if others > 0 { p.others { "and " (count(others)) " more" } } }
}

fn name(field: &str, value: &FacetValue) -> Markup {
    html! {
        @if field == "lang" { (languages::name(&value.value)) } @else { bdi { (listing::shorten(&value.value, LONGEST_VALUE)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(values: &[(&str, u64)], others: u64) -> Facet {
        let values = values.iter().map(|&(value, count)| FacetValue { value: value.to_owned(), count }).collect();
        Facet { values, others }
    }

    #[test]
    fn a_value_adds_itself_to_the_query_and_keeps_the_rest() {
        let facets = Facets {
            sites: facet(&[("dw.com", 3), ("The “Evening” Post", 2)], 7),
            languages: facet(&[("de", 4), ("x\"><script>", 1)], 0),
            ..Facets::default()
        };
        let asked = Asked::plainly("ferry OR boat").folded(true).at_page(4);
        let page = draw(&asked, &facets, 5).into_string();
        assert!(page.contains("/search?q=%28ferry+OR+boat%29+site%3Adw.com&amp;fold=1\""), "{page}");
        assert!(page.contains("site%3A%22The++Evening++Post%22"), "{page}");
        assert!(page.contains("and 7 more") && page.contains("German"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }

    #[test]
    fn what_narrows_nothing_is_not_offered() {
        let facets = Facets { sites: facet(&[("dw.com", 5)], 0), ..Facets::default() };
        assert_eq!(draw(&Asked::plainly("ferry"), &facets, 5).into_string(), "");
    }

    #[test]
    fn many_values_are_folded() {
        let names: Vec<_> = (0..12).map(|number| format!("tag {number}")).collect();
        let values: Vec<_> = names.iter().map(|name| (name.as_str(), 1)).collect();
        let facets = Facets { tags: facet(&values, 0), ..Facets::default() };
        let page = draw(&Asked::plainly(""), &facets, 5).into_string();
        let (shown, folded) = page.split_once("<details").expect("a fold");
        assert_eq!((shown.matches("<li>").count(), folded.matches("<li>").count()), (8, 4));
    }

    #[test]
    fn chips_take_conditions_away() {
        let page = chips(&Asked::plainly("ferry lang:de -site:a.example")).into_string();
        assert!(page.contains("<a href=\"/search?q=ferry+-site%3Aa.example\">"), "{page}");
        assert!(page.contains("<a href=\"/search?q=ferry+lang%3Ade\">"), "{page}");
        assert_eq!(chips(&Asked::plainly("ferry")).into_string(), "");
    }
}
