//! What a page says of its article: each field with the place that gave it, and what the other places said.

mod address;
mod claims;
mod dates;
mod found;
mod json_ld;
mod meta;
mod people;
mod shown;
mod title;

use cuttings_core::Draft;
use serde_json::Value;

use super::dom::Dom;
use found::{Provenance, Values};
use json_ld::JsonLd;
use meta::Metas;

/// Tags of one page that are kept.
const MOST_TAGS: usize = 60;

/// Fills the fields of a draft from a page; gives the text of the article as JSON-LD has it.
pub(super) fn read(dom: &Dom, url: Option<&str>, draft: &mut Draft) -> Option<String> {
    let metas = Metas::new(dom);
    let json_ld = JsonLd::new(dom);
    let mut provenance = Provenance::default();

    let addresses = address::find(url, &metas, &json_ld);
    if let Some(found) = addresses.best(|_| true) {
        provenance.note("url", found, &addresses);
        draft.url = Some(found.value.clone());
    }
    let sites = sites(&metas, &json_ld);
    let site_name = sites.best(|_| true);
    if let Some(found) = site_name {
        // The host is the site where there is an address: it is the same on all pages, and names are not.
        if draft.url.is_none() {
            draft.site = Some(found.value.clone());
            provenance.note("site", found, &sites);
        } else {
            draft.extra.insert("site_name".to_owned(), Value::from(found.value.clone()));
        }
    }
    let (title, titles) = title::find(dom, &metas, &json_ld, site_name.map(|found| found.value.as_str()));
    if let Some(found) = title {
        provenance.note("title", &found, &titles);
        draft.title = Some(found.value);
    }
    let modified = dates::find_modified(&metas, &json_ld);
    let changed = modified.as_ref().map(|(date, _)| date);
    let (url, headline) = (draft.url.as_deref(), draft.title.as_deref());
    let (published, dates) = dates::find_published(dom, &metas, &json_ld, url, headline, changed);
    if let Some((date, found)) = published {
        provenance.note("published", &found, &dates);
        draft.published = Some(date);
    }
    if let Some((date, place)) = modified {
        provenance.note_place("modified", &place);
        draft.modified = Some(date);
    }
    let (authors, author, all_authors) = people::find(dom, &metas, &json_ld);
    if let Some(found) = author {
        provenance.note("authors", &found, &all_authors);
        draft.authors = authors;
    }
    read_subjects(dom, &metas, &json_ld, draft, &mut provenance);
    provenance.put(&mut draft.extra);
    json_ld.text("articleBody")
}

fn sites(metas: &Metas, json_ld: &JsonLd) -> Values {
    let mut sites = Values::default();
    if let Some(name) = metas.get("og:site_name") {
        sites.add("meta og:site_name", name);
    }
    if let Some(name) = json_ld.names("publisher").first() {
        sites.add("json-ld", name);
    }
    for name in ["application-name", "dc.publisher", "citation_journal_title"] {
        if let Some(site) = metas.get(name) {
            sites.add(format!("meta {name}"), site);
        }
    }
    sites
}

/// Language, section, tags, summary and whether the text is free.
fn read_subjects(dom: &Dom, metas: &Metas, json_ld: &JsonLd, draft: &mut Draft, provenance: &mut Provenance) {
    let mut languages = Values::default();
    if let Some((_, html)) = dom.elements().find(|(_, element)| element.name() == "html") {
        languages.add("html lang", html.attribute("lang").or_else(|| html.attribute("xml:lang")).unwrap_or_default());
    }
    languages.add("json-ld", json_ld.text("inLanguage").unwrap_or_default());
    for name in ["og:locale", "content-language", "dc.language", "language"] {
        languages.add(format!("meta {name}"), metas.get(name).unwrap_or_default());
    }
    if let Some(found) = languages.best(|value| cuttings_core::normalize_language(value).is_some()) {
        provenance.note("language", found, &languages);
        draft.language = Some(found.value.clone());
    }

    let mut sections = Values::default();
    sections.add("json-ld", json_ld.list("articleSection").into_iter().next().unwrap_or_default());
    for name in ["article:section", "og:article:section", "parsely-section", "section", "category"] {
        sections.add(format!("meta {name}"), metas.get(name).unwrap_or_default());
    }
    if let Some(found) = sections.best(|value| value.len() <= 100) {
        provenance.note("section", found, &sections);
        draft.section = Some(found.value.clone());
    }

    let listed = |name: &str| -> Vec<String> { metas.all(name).iter().flat_map(|text| split_tags(text)).collect() };
    let places = [
        ("json-ld", json_ld.list("keywords")),
        ("meta article:tag", listed("article:tag")),
        ("meta news_keywords", listed("news_keywords")),
        ("meta keywords", listed("keywords")),
    ];
    if let Some((place, tags)) = places.into_iter().find(|(_, tags)| tags.iter().any(|tag| !tag.trim().is_empty())) {
        provenance.note_place("tags", place);
        draft.tags = tags.into_iter().filter(|tag| !tag.trim().is_empty()).take(MOST_TAGS).collect();
    }
    let summary = json_ld.text("description").or_else(|| metas.get("og:description").map(ToOwned::to_owned));
    if let Some(summary) = summary.or_else(|| metas.get("description").map(ToOwned::to_owned)) {
        draft.extra.insert("description".to_owned(), Value::from(summary.trim()));
    }
    if json_ld.is_paid() || metas.get("article:content_tier").is_some_and(|tier| matches!(tier, "locked" | "metered")) {
        draft.extra.insert("paywalled".to_owned(), Value::from(true));
    }
}

fn split_tags(text: &str) -> Vec<String> {
    text.split([',', ';']).map(|tag| tag.trim().to_owned()).collect()
}
