//! Sites: the publishing host or outlet under one spelling.

use crate::collapse_white_space;
use crate::url::parse_web_url;

/// The site of an article: what the record names, or else the host of its URL, without `www.`. A name that is a host or
/// a URL becomes the lower-case host; another name is kept as it is.
#[must_use]
pub fn normalize_site(site: Option<&str>, url: Option<&str>) -> Option<String> {
    let named = site.map(collapse_white_space).filter(|site| !site.is_empty());
    match named {
        Some(name) if !name.contains(' ') && name.contains('.') => {
            Some(host(&name).unwrap_or_else(|| name.into_owned()))
        }
        Some(name) => Some(name.into_owned()),
        None => url.and_then(host),
    }
}

fn host(text: &str) -> Option<String> {
    let url = parse_web_url(text)?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Some("dw.com"), None, Some("dw.com"))]
    #[case(Some("https://www.DW.com/en/"), None, Some("dw.com"))]
    #[case(Some(" The Harbour  Herald "), Some("https://herald.example/1"), Some("The Harbour Herald"))]
    #[case(Some("St. Elsa Post"), None, Some("St. Elsa Post"))]
    #[case(None, Some("http://www.herald.example:8080/x"), Some("herald.example"))]
    #[case(Some(""), Some("https://a.example"), Some("a.example"))]
    #[case(None, Some("mailto:a@b.example"), None)]
    #[case(None, None, None)]
    fn sites(#[case] site: Option<&str>, #[case] url: Option<&str>, #[case] expected: Option<&str>) {
        assert_eq!(normalize_site(site, url).as_deref(), expected);
    }
}
