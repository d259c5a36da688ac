//! The title of a page: the headline of its article, without the name of the site.

use super::found::{Found, Values};
use super::json_ld::JsonLd;
use super::meta::Metas;
use crate::page::agrees;
use crate::page::dom::Dom;

/// What stands between a title and the name of the site.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " // ", "｜", " ~ ", " ⋆ ", " : "];

/// A headline that was cut off ends so.
const CUT_OFF: &[&str] = &["...", "…"];

/// The titles of a page, the best first.
pub(super) fn find(dom: &Dom, metas: &Metas, json_ld: &JsonLd, site_name: Option<&str>) -> (Option<Found>, Values) {
    let mut values = Values::default();
    let whole = dom.elements().find(|(_, element)| element.name() == "title").map(|(node, _)| dom.text(node));
    let whole = whole.map(|text| cuttings_core::collapse_white_space(&text).into_owned()).unwrap_or_default();
    let social = metas.get("og:title").map(|title| without_site(title, site_name));
    let h1s: Vec<String> = dom
        .elements()
        .filter(|(node, element)| element.name() == "h1" && dom.end(*node) - *node < 100)
        .map(|(node, _)| cuttings_core::collapse_white_space(&dom.text(node)).into_owned())
        .filter(|text| !text.is_empty())
        .take(20)
        .collect();
    if let Some(headline) = json_ld.text("headline").or_else(|| json_ld.text("name")) {
        values.add("json-ld", without_site(&headline, site_name));
    }
    if let Some(title) = &social {
        values.add("meta og:title", title);
    }
    let agreeing = |h1: &&String| {
        let texts = [whole.as_str(), social.as_deref().unwrap_or_default()];
        texts.iter().any(|text| agrees(h1, text)) || values.iter().any(|known| agrees(h1, &known.value))
    };
    let h1 = h1s.iter().find(agreeing).cloned();
    if let Some(h1) = &h1 {
        values.add("h1", h1);
    }
    values.add("title", without_site(&whole, site_name));
    for name in ["twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline"] {
        if let Some(title) = metas.get(name) {
            values.add(format!("meta {name}"), without_site(title, site_name));
        }
    }
    if h1.is_none()
        && let [only] = h1s.as_slice()
    {
        values.add("h1", only);
    }
    let chosen = choose(&values, h1.as_deref());
    (chosen, values)
}

/// The headline that readers saw, where the page's data agree with it; otherwise the first that is not cut off.
fn choose(values: &Values, h1: Option<&str>) -> Option<Found> {
    let seen = h1.filter(|h1| h1.chars().count() >= 8).and_then(|h1| values.iter().find(|found| found.value == h1));
    let whole = || values.best(|value| !CUT_OFF.iter().any(|end| value.ends_with(end)));
    seen.or_else(whole).or_else(|| values.best(|_| true)).cloned()
}

/// Takes the name of the site off the end or the beginning of a title: what stands after the last separator, if it is
/// the site's name or short.
fn without_site(title: &str, site_name: Option<&str>) -> String {
    let mut title = cuttings_core::collapse_white_space(title).into_owned();
    let fold =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let site = site_name.map(fold).filter(|name| !name.is_empty());
    for _ in 0..3 {
        let last = SEPARATORS.iter().filter_map(|between| Some((title.rfind(between)?, between.len()))).max();
        let Some((at, length)) = last else { break };
        let (before, after) = (title[..at].trim(), title[at + length..].trim());
        let folded = fold(after);
        let is_site = site.as_deref().is_some_and(|site| {
            site == folded || (folded.len() > 3 && (site.contains(&folded) || folded.contains(site)))
        });
        if before.is_empty() || !is_site {
            let starts =
                site.as_deref().is_some_and(|site| fold(title.split(SEPARATORS[0]).next().unwrap_or_default()) == site);
            if starts && let Some((_, rest)) = title.split_once(SEPARATORS[0]) {
                title = String::from(rest.trim());
                continue;
            }
            break;
        }
        title = String::from(before);
    }
    title
}
