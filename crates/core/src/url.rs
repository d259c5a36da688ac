//! Canonical URLs: one spelling for one address, so that the same page is known again.

use url::Url;

/// Query parameters that say how a reader came to a page, not which page it is. A trailing `*` stands for any ending.
const TRACKING: &[&str] = &[
    "utm_*",
    "at_*",
    "pk_*",
    "mtm_*",
    "hsa_*",
    "_hs*",
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_ga",
    "_gl",
    "ncid",
    "cmpid",
    "cmp",
    "icid",
    "ocid",
    "s_cid",
    "smid",
    "smtyp",
    "ito",
    "xtor",
    "maca",
    "wt_mc",
    "wt_zmc",
    "vero_id",
    "oly_enc_id",
    "oly_anon_id",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "__twitter_impression",
    "spm",
];

/// The canonical form of a web address: `https`, lower-case host, no default port, credentials, fragment, tracking
/// parameters or trailing slash. An address without a scheme (`dw.com/a`) is taken for a web address. `None` for
/// anything that is none.
#[must_use]
pub fn canonical_url(text: &str) -> Option<String> {
    let mut url = parse_web_url(text)?;
    if url.scheme() == "http" {
        url.set_scheme("https").ok()?;
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    url.set_fragment(None);
    let kept: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|pair| !is_noise(pair)).collect();
    let query = (!kept.is_empty()).then(|| kept.join("&"));
    url.set_query(query.as_deref());
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    let canonical = url.as_str();
    // The parser gives an empty path back as "/"; with nothing behind it that is a trailing slash too.
    let stripped = canonical.strip_suffix('/').filter(|_| query.is_none());
    Some(stripped.unwrap_or(canonical).to_owned())
}

/// Parses an `http` or `https` address with a host, giving one without a scheme `https`.
pub(crate) fn parse_web_url(text: &str) -> Option<Url> {
    let text = text.trim();
    let parsed = match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url),
        // "dw.com:443/a" parses with the scheme "dw.com"; a scheme proper has no point in practice.
        Ok(url) if !url.scheme().contains('.') => None,
        _ => with_scheme(text),
    };
    parsed.filter(|url| url.host_str().is_some_and(|host| !host.is_empty()))
}

fn with_scheme(text: &str) -> Option<Url> {
    let text = text.strip_prefix("//").unwrap_or(text);
    let host = text.split(['/', '?', '#', ':']).next()?;
    let looks_like_host = host.contains('.') && !host.starts_with('.') && !text.contains(char::is_whitespace);
    if looks_like_host { Url::parse(&format!("https://{text}")).ok() } else { None }
}

fn is_noise(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.is_empty()
        || TRACKING.iter().any(|known| match known.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == *known,
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("http://WWW.DW.com:80/en/story/a-1/?utm_source=x&utm_medium=y#top", "https://www.dw.com/en/story/a-1")]
    #[case("https://dw.com/", "https://dw.com")]
    #[case("https://dw.com:443", "https://dw.com")]
    #[case("https://a.example/x?id=7&fbclid=abc&page=2", "https://a.example/x?id=7&page=2")]
    #[case("https://a.example/x?gclid=abc", "https://a.example/x")]
    #[case("https://a.example/?p=12", "https://a.example/?p=12")]
    #[case("https://user:secret@a.example/x", "https://a.example/x")]
    #[case("https://a.example:8443/x/", "https://a.example:8443/x")]
    #[case("https://münchen.example/süd", "https://xn--mnchen-3ya.example/s%C3%BCd")]
    #[case("https://a.example?/", "https://a.example/?/")]
    #[case("dw.com/en/a-1", "https://dw.com/en/a-1")]
    #[case("//dw.com/en/a-1", "https://dw.com/en/a-1")]
    fn canonical_forms(#[case] text: &str, #[case] canonical: &str) {
        assert_eq!(canonical_url(text).as_deref(), Some(canonical));
    }

    #[rstest]
    #[case("")]
    #[case("mailto:desk@a.example")]
    #[case("javascript:alert(1)")]
    #[case("just words. And more")]
    #[case("https://")]
    #[case("urn:newsml:a.example:1")]
    fn what_is_no_web_address_has_none(#[case] text: &str) {
        assert_eq!(canonical_url(text), None);
    }

    proptest! {
        #[test]
        fn a_canonical_url_is_its_own(text in "(https?://)?[a-zA-Z0-9.:@-]{1,20}(/[a-zA-Z0-9%./-]{0,20})?(\\?[a-z_=&0-9/]{0,24})?(#[a-z]{0,5})?") {
            if let Some(once) = canonical_url(&text) {
                prop_assert_eq!(canonical_url(&once), Some(once.clone()));
            }
        }

        #[test]
        fn tracking_never_changes_the_address(path in "[a-z]{1,8}", id in 0..999u32, campaign in "[a-z]{1,6}") {
            let plain = canonical_url(&format!("https://a.example/{path}?id={id}"));
            let tracked = canonical_url(&format!("HTTP://A.example:80/{path}/?utm_campaign={campaign}&id={id}&fbclid=1#x"));
            prop_assert_eq!(plain, tracked);
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,60}") {
            if let Some(canonical) = canonical_url(&text) {
                prop_assert!(canonical.starts_with("https://"));
            }
        }
    }
}
