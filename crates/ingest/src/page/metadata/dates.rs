//! When a page was published, and when it was changed; never the one for the other.

use cuttings_core::Date;

use super::claims::{self, BESIDE_HEADLINE, ELEMENTS, TEXT};
use super::found::{Found, Values};
use super::json_ld::JsonLd;
use super::meta::Metas;
use super::shown::{self, LONGEST, is_called_changed, is_in_margin, says_changed};
use crate::page::dom::Dom;

/// Names of `<meta>` elements that give the date of publication, the best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date.published",
    "published_time",
    "published-date",
    "publish-date",
    "publish_date",
    "publishdate",
    "published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "pub_date",
    "ptime",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "article:post_date",
    "prism.publicationdate",
    "bt:pubdate",
    "dcsext.articlefirstpublished",
    "vr:published_time",
];

/// Names that give some date, of publication as a rule.
const SOME_DATE: &[&str] = &[
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "datecreated",
    "date_created",
    "creation_date",
    "displaydate",
    "date",
    "release_date",
    "gentime",
];

/// And those that give the date of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
];

/// The date of publication, where it was found, and the others.
pub(super) fn find_published(
    dom: &Dom,
    metas: &Metas,
    json_ld: &JsonLd,
    url: Option<&str>,
    title: Option<&str>,
    modified: Option<&Date>,
) -> (Option<(Date, Found)>, Values) {
    let mut values = Values::default();
    for field in ["datePublished", "dateCreated", "uploadDate"] {
        if let Some(text) = json_ld.text(field) {
            values.add("json-ld", text);
        }
    }
    add_metas(metas, PUBLISHED, &mut values);
    add_elements(dom, &mut values);
    add_metas(metas, SOME_DATE, &mut values);
    if let Some(day) = url.and_then(day_in_url) {
        values.add("url", day);
    }
    if let Some(text) = json_ld.page_text("datePublished") {
        values.add("json-ld page", text);
    }
    if let Some(day) = shown::day_beside_headline(dom, title) {
        values.add(BESIDE_HEADLINE, day);
    }
    if let Some(day) = shown::day_in_marked_texts(dom) {
        values.add(TEXT, day);
    }
    (claims::believe(&values, modified), values)
}

fn add_metas(metas: &Metas, names: &[&str], values: &mut Values) {
    for name in names {
        if let Some(text) = metas.get(name) {
            values.add(format!("meta {name}"), text);
        }
    }
}

/// The date of the last change, and where it was found.
pub(super) fn find_modified(metas: &Metas, json_ld: &JsonLd) -> Option<(Date, String)> {
    let named = json_ld.text("dateModified").map(|text| ("json-ld".to_owned(), text));
    let metas = MODIFIED.iter().filter_map(|name| Some((format!("meta {name}"), metas.get(name)?.to_owned())));
    named.into_iter().chain(metas).find_map(|(place, text)| Some((Date::parse(&text)?, place)))
}

/// `<time>` and what is marked as the date by `itemprop`.
fn add_elements(dom: &Dom, values: &mut Values) {
    let mut times = vec![];
    for (node, element) in dom.elements() {
        let property = element.attribute("itemprop").unwrap_or_default().to_ascii_lowercase();
        let is_time = element.name() == "time";
        if property.contains("datemodified") || !(is_time || property == "datepublished" || property == "datecreated") {
            continue;
        }
        let given = element.attribute("datetime").or_else(|| element.attribute("content")).map(ToOwned::to_owned);
        let text = given.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| dom.text(node));
        if text.len() > LONGEST {
            continue;
        }
        let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
        let marked = !property.is_empty()
            || element.attribute("pubdate").is_some()
            || class.contains("publish")
            || class.contains("entry-date");
        let modified = class.contains("updated")
            || class.contains("modified")
            || says_changed(&dom.text(node))
            || is_called_changed(dom, node);
        // An element that is both is a theme that names its only date so.
        let rank = match (marked, modified) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => continue,
        };
        if !is_in_margin(dom, node) {
            times.push((rank, text));
        }
    }
    times.sort_by_key(|(rank, _)| *rank);
    for (rank, text) in times.into_iter().take(8) {
        values.add(ELEMENTS[rank], text);
    }
}

/// `/2019/11/20/`, `/2019-11-20-` or `/20191120/` in an address.
fn day_in_url(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(|character: char| !character.is_ascii_digit()).collect();
    let is_year = |text: &str| text.len() == 4 && ("1990".."2100").contains(&text);
    for window in numbers.windows(3) {
        if let [year, month, day] = window
            && is_year(year)
            && month.len() == 2
            && day.len() == 2
        {
            let day = format!("{year}-{month}-{day}");
            if Date::parse(&day).is_some() {
                return Some(day);
            }
        }
    }
    let compact = numbers.iter().find(|number| number.len() == 8 && is_year(&number[..4]))?;
    let day = format!("{}-{}-{}", &compact[..4], &compact[4..6], &compact[6..]);
    Date::parse(&day).map(|_| day)
}
