//! What `url:` asks for: an address, addresses that begin so, a host, or words of an address.

use std::fmt::Write;

use cuttings_core::canonical_url;

use super::super::words;

/// Endings of file names that look like the end of a host and are none.
const FILE_ENDINGS: &[&str] =
    &["html", "htm", "shtml", "xhtml", "php", "asp", "aspx", "jsp", "cgi", "xml", "pdf", "txt"];

/// Which addresses are meant. Whole addresses are canonical, each with and without `www.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Address {
    /// One of these, or a page below it.
    At(Vec<String>),
    /// All that begin with one of these.
    Beginning(Vec<String>),
    /// A host and all hosts below it.
    Host(String),
    /// Words side by side, anywhere in the address. A star at the end makes the last one a prefix.
    Words(String),
}

impl Address {
    /// Understands what a person or a clipboard gives; `None` where there is no word in it.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let (value, starred) = match value.strip_suffix('*') {
            Some(beginning) => (beginning, true),
            None => (value, false),
        };
        if let Some(canonical) = canonical_url(value).filter(|_| is_whole(value)) {
            // What is stored has no slash at its end, but all below it has one there.
            let slash = if value.ends_with('/') { "/" } else { "" };
            let host = canonical.strip_prefix("https://").filter(|host| !host.contains(['/', '?', ':']));
            return Some(match host {
                _ if starred => Self::Beginning(with_and_without_www(&format!("{canonical}{slash}"))),
                Some(host) if !value.contains("//") => Self::Host(without_www(host).to_owned()),
                _ => Self::at(&canonical),
            });
        }
        let encoded = encode(value);
        let star = if starred { "*" } else { "" };
        (!words::split(&encoded).is_empty()).then(|| Self::Words(format!("{encoded}{star}")))
    }

    /// A canonical address and what is below it.
    pub(in super::super) fn at(canonical: &str) -> Self {
        Self::At(with_and_without_www(canonical))
    }
}

/// Whether a text is an address from its beginning on, and not a part of one that has a point in it.
fn is_whole(value: &str) -> bool {
    if value.contains("://") || value.starts_with("//") {
        return true;
    }
    let host = value.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default().to_lowercase();
    ending.starts_with(char::is_alphabetic) && !FILE_ENDINGS.contains(&ending.as_str())
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

fn with_and_without_www(canonical: &str) -> Vec<String> {
    let bare = without_www(canonical.strip_prefix("https://").unwrap_or(canonical));
    vec![format!("https://{bare}"), format!("https://www.{bare}")]
}

/// The letters beyond ASCII as addresses write them: `ü` is `%C3%BC`.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii() {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn both(bare: &str) -> Vec<String> {
        vec![format!("https://{bare}"), format!("https://www.{bare}")]
    }

    #[rstest]
    #[case("https://www.dw.com/en/a-1?utm_source=x", Address::At(both("dw.com/en/a-1")))]
    #[case("http://dw.com", Address::At(both("dw.com")))]
    #[case("dw.com/en/", Address::At(both("dw.com/en")))]
    #[case("dw.com/en/*", Address::Beginning(both("dw.com/en/")))]
    #[case("dw.com/en/a-*", Address::Beginning(both("dw.com/en/a-")))]
    #[case("WWW.DW.com", Address::Host("dw.com".to_owned()))]
    #[case("a-1.html", Address::Words("a-1.html".to_owned()))]
    #[case("/sport/", Address::Words("/sport/".to_owned()))]
    #[case("süd*", Address::Words("s%C3%BCd*".to_owned()))]
    fn values(#[case] value: &str, #[case] address: Address) {
        assert_eq!(Address::parse(value), Some(address));
    }

    #[test]
    fn what_has_no_word_is_no_address() {
        for value in ["", "*", "//", "/?"] {
            assert_eq!(Address::parse(value), None, "{value}");
        }
    }
}
