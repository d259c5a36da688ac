//! The address of a page: where it was found, or what it calls itself.

use cuttings_core::canonical_url;
use url::Url;

use super::found::Values;
use super::json_ld::JsonLd;
use super::meta::Metas;

/// The addresses of a page, the best first: what the page calls canonical, if that can be true of where it was found;
/// then where it was found; then what it says otherwise.
pub(super) fn find(given: Option<&str>, metas: &Metas, json_ld: &JsonLd) -> Values {
    let given_url = given.and_then(|given| Url::parse(given.trim()).ok());
    let own = |text: &str| own_address(text, given_url.as_ref());
    let mut values = Values::default();
    if let Some(url) = metas.canonical().and_then(own) {
        values.add("link canonical", url);
    }
    if let Some(given) = given {
        values.add("given", given);
    }
    if let Some(url) = metas.get("og:url").and_then(own) {
        values.add("meta og:url", url);
    }
    for field in ["mainEntityOfPage", "url", "@id"] {
        if let Some(url) = json_ld.text(field).as_deref().and_then(own) {
            values.add("json-ld", url);
        }
    }
    values
}

/// An address that a page gives itself: absolute, of the host where it was found, and not the front page of that host
/// where it was found elsewhere on it.
fn own_address(text: &str, given: Option<&Url>) -> Option<String> {
    let url = match given {
        Some(given) => given.join(text.trim()).ok()?,
        None => Url::parse(text.trim()).ok()?,
    };
    canonical_url(url.as_str())?;
    let is_front = |url: &Url| url.path().trim_end_matches('/').is_empty() && url.query().is_none();
    match given {
        Some(given) if !same_site(given, &url) || (is_front(&url) && !is_front(given)) => None,
        None if is_front(&url) => None,
        _ => Some(url.to_string()),
    }
}

/// Whether two addresses are of one host, or of one below the other: `m.herald.example` and `herald.example`.
fn same_site(one: &Url, other: &Url) -> bool {
    let bare = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    let (Some(one), Some(other)) = (bare(one), bare(other)) else { return false };
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}
