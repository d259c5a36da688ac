//! What browsers write into a page when they save it: where it was, and when.

use cuttings_core::Date;

use super::dom::{Dom, Kind};

/// The address and the day of a saved page, as far as a comment says so.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Saved {
    /// Where the page was.
    pub(super) url: Option<String>,
    /// When it was saved, in ISO 8601.
    pub(super) date: Option<String>,
}

/// Comments further down than this node are of the page itself.
const WITHIN: usize = 400;

/// Reads the comment of `SingleFile` (`url: …`, `saved date: …`) or of a browser (`saved from url=(0042)https://…`).
pub(super) fn find(dom: &Dom) -> Saved {
    let mut saved = Saved::default();
    for node in 0..dom.len().min(WITHIN) {
        let Kind::Comment(comment) = dom.kind(node) else { continue };
        if let Some((_, address)) = comment.split_once("saved from url=(") {
            let address = address.split_once(')').map(|(_, address)| address.trim().to_owned());
            return Saved { url: address.filter(|address| address.starts_with("http")), date: None };
        }
        if !comment.contains("SingleFile") {
            continue;
        }
        for line in comment.lines().map(str::trim) {
            if let Some(url) = line.strip_prefix("url:") {
                saved.url = Some(url.trim().to_owned());
            } else if let Some(date) = line.strip_prefix("saved date:") {
                saved.date = read_date(date.trim()).map(|date| date.as_iso().to_owned());
            }
        }
        return saved;
    }
    saved
}

/// A date as JavaScript writes it: `Thu May 28 2026 10:11:12 GMT+0200 (Central European Summer Time)`.
fn read_date(text: &str) -> Option<Date> {
    let text = text.split('(').next().unwrap_or(text).trim().replace("GMT", "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = words.get(..4).map(|day| day.join(" "));
    Date::parse(&text).or_else(|| Date::parse(&day?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::dom::parse;

    fn read(html: &str) -> (Option<String>, Option<String>) {
        let Saved { url, date } = find(&parse(html));
        (url, date)
    }

    #[test]
    fn a_saved_page_says_where_and_when() {
        let html = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://herald.example/late \n \
                    saved date: Thu May 28 2026 10:11:12 GMT+0200 (Central European Summer Time)\n--><p>Late";
        let (url, date) = read(html);
        assert_eq!(url.as_deref(), Some("https://herald.example/late"));
        assert_eq!(date.as_deref(), Some("2026-05-28T08:11:12Z"));
        let (url, date) = read("<!-- saved from url=(0027)https://herald.example/late --><html><p>Late");
        assert_eq!((url.as_deref(), date), (Some("https://herald.example/late"), None));
        assert_eq!(read("<!-- url: https://herald.example/late --><p>Late"), (None, None));
    }
}
