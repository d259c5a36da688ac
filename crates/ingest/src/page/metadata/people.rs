//! The authors of a page.

use super::found::{Found, Values};
use super::json_ld::JsonLd;
use super::meta::Metas;
use crate::page::dom::Dom;
use crate::readers::byline::{read_byline, read_names};

/// Names of `<meta>` elements that give authors, the best first.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "cxenseparse:author",
    "article:author_name",
    "twitter:data1",
];

/// Longer texts (bytes) are no names.
const LONGEST: usize = 200;

/// The authors and the place that named them.
pub(super) fn find(dom: &Dom, metas: &Metas, json_ld: &JsonLd) -> (Vec<String>, Option<Found>, Values) {
    let mut values = Values::default();
    values.add("json-ld", clean(json_ld.names("author")).join("; "));
    for name in AUTHORS
        .iter()
        .filter(|name| **name != "twitter:data1" || metas.get("twitter:label1").is_some_and(is_author_label))
    {
        let names = metas.all(name).iter().flat_map(|text| names_in(text)).collect();
        values.add(format!("meta {name}"), clean(names).join("; "));
    }
    let mut marked = vec![];
    let mut linked = vec![];
    let mut bylines = vec![];
    for (node, element) in dom.elements() {
        if element.name() == "meta" || dom.end(node) - node > 40 {
            continue;
        }
        let words = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
        let is_byline = words.len() < 200
            && words
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| matches!(word, "byline" | "author" | "authors" | "autor" | "auteur"));
        let property = element.attribute("itemprop").is_some_and(|property| property.eq_ignore_ascii_case("author"));
        let relation = element.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("author"));
        if !(is_byline || property || relation) {
            continue;
        }
        let text = cuttings_core::collapse_white_space(&dom.text(node)).into_owned();
        if text.len() > LONGEST {
            continue;
        }
        if property {
            marked.extend(names_in(&text));
        } else if relation {
            linked.extend(names_in(&text));
        } else if bylines.is_empty() {
            bylines = read_byline(&text).map(|names| names.names).unwrap_or_default();
        }
    }
    for (place, names) in [("itemprop", marked), ("rel=author", linked), ("text", bylines)] {
        values.add(place, clean(names).join("; "));
    }
    let best = values.best(|_| true).cloned();
    let names = best.iter().flat_map(|found| found.value.split("; ")).map(ToOwned::to_owned).collect();
    (names, best, values)
}

fn is_author_label(label: &str) -> bool {
    matches!(
        label.trim().to_lowercase().as_str(),
        "written by" | "author" | "verfasst von" | "écrit par" | "escrito por"
    )
}

fn names_in(text: &str) -> Vec<String> {
    let text = cuttings_core::collapse_white_space(text);
    match read_byline(&text) {
        Some(names) => names.names,
        None => read_names(&text).names,
    }
}

/// Names that are names: no addresses, no placeholders, none twice.
fn clean(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = vec![];
    for name in names {
        let name = cuttings_core::collapse_white_space(name.trim_matches([',', ';', ' ', '@', ':'])).into_owned();
        let low = name.to_lowercase();
        let placeholder = matches!(
            low.as_str(),
            "admin" | "administrator" | "author" | "by" | "none" | "null" | "undefined" | "unknown"
        );
        let fits = !name.is_empty() && name.len() <= LONGEST && !name.contains("://") && !low.starts_with("www.");
        if fits && !placeholder && !kept.iter().any(|known| known.to_lowercase() == low) {
            kept.push(name);
        }
    }
    kept
}
