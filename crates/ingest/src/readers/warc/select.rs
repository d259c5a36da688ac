//! What becomes of a record, judged by its header and the head of the answer in it.

use super::header::{Header, Kind};
use super::http::Answer;

/// What becomes of a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is about the crawl, and no record of ours.
    Skipped,
    /// It may be an article.
    Read,
    /// It should have been an article.
    Rejected(String),
    /// It holds no article by its kind; what it is called is counted.
    PassedOver(String),
}

/// Media types that hold no articles, by their starts.
const NO_ARTICLES: &[&str] = &[
    "application/ecmascript",
    "application/font",
    "application/javascript",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/x-font",
    "application/x-javascript",
    "application/x-shockwave-flash",
    "audio/",
    "font/",
    "image/",
    "text/css",
    "text/ecmascript",
    "text/javascript",
    "video/",
];

/// Extensions of files that hold no articles, for records that do not say their type.
const NO_ARTICLE_FILES: &[&str] = &[
    "avif", "css", "eot", "gif", "ico", "jpeg", "jpg", "js", "mjs", "mp3", "mp4", "ogg", "otf", "png", "svg", "swf",
    "ttf", "wasm", "webm", "webp", "woff", "woff2",
];

/// Judges a record by its header and what is there of its block.
pub(super) fn select(header: &Header, block: &[u8]) -> Fate {
    let url = header.url.as_deref().unwrap_or_default();
    if header.kind == Kind::Other || ["dns:", "whois:"].iter().any(|scheme| url.starts_with(scheme)) {
        return Fate::Skipped;
    }
    let answer = Answer::parse(block).filter(|_| has_answer(header));
    let type_of_block = header.media.as_deref().filter(|_| !has_answer(header) || header.kind == Kind::Resource);
    let media = media_type(answer.as_ref().map_or(type_of_block, |answer| answer.field("content-type")));
    let no_article = |media: &&String| NO_ARTICLES.iter().any(|start| media.starts_with(start));
    if let Some(media) = media.as_ref().filter(no_article) {
        return Fate::PassedOver(media.clone());
    }
    if matches!(media.as_deref(), None | Some("application/octet-stream" | "binary/octet-stream"))
        && let Some(extension) = extension(url).filter(|extension| NO_ARTICLE_FILES.contains(&extension.as_str()))
    {
        return Fate::PassedOver(format!(".{extension} of no type"));
    }
    if is_for_robots(url) {
        return Fate::PassedOver("robots.txt".to_owned());
    }
    match answer.map(|answer| answer.status) {
        // A revisit of what has not changed since.
        Some(304) if header.kind == Kind::Revisit => {}
        Some(status @ 300..=399) => return Fate::PassedOver(format!("HTTP {status} (redirects)")),
        Some(206) => return Fate::Rejected("holds only a part of the page (HTTP 206)".to_owned()),
        Some(200..=299) | None => {}
        Some(status) => return Fate::Rejected(format!("holds no page: the server answered HTTP {status}")),
    }
    if header.is_segment {
        return Fate::Rejected(
            "is one part of a page that is spread over several records, which are not joined".to_owned(),
        );
    }
    Fate::Read
}

/// Whether the block is an HTTP answer by what its header says; whether it is in fact shows when it is parsed.
pub(super) fn has_answer(header: &Header) -> bool {
    header.kind != Kind::Resource
}

/// The media type of a field without its parameters, in lower case.
pub(super) fn media_type(field: Option<&str>) -> Option<String> {
    let media = field?.split(';').next()?.trim().to_ascii_lowercase();
    (!media.is_empty()).then_some(media)
}

/// The `charset` of a media type.
pub(super) fn charset(field: &str) -> Option<&str> {
    let parameters = field.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let value =
        parameters.map(|(name, value)| (name.trim(), value)).find(|(name, _)| name.eq_ignore_ascii_case("charset"));
    let value = value?.1.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then_some(value)
}

/// The lower-case extension of the file that an address names.
fn extension(url: &str) -> Option<String> {
    let (_, file) = path(url).rsplit_once('/')?;
    Some(file.rsplit_once('.')?.1.to_ascii_lowercase())
}

/// An address without what is asked of it.
fn path(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

fn is_for_robots(url: &str) -> bool {
    let path = path(url);
    path.ends_with("/robots.txt") && path.matches('/').count() == 3
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::page("200 OK\r\nContent-Type: text/html", "http://a.example/", Fate::Read)]
    #[case::unnamed("200 OK\r\nA: b", "http://a.example/", Fate::Read)]
    #[case::image("404 No\r\nContent-Type: image/PNG; a=b", "http://a.example/", Fate::PassedOver("image/png".into()))]
    #[case::redirect("301 Moved\r\nContent-Type: text/html", "http://a.example/", Fate::PassedOver("HTTP 301 (redirects)".into()))]
    #[case::missing(
        "404 No\r\nContent-Type: text/html",
        "http://a.example/",
        Fate::Rejected("holds no page: the server answered HTTP 404".into())
    )]
    #[case::robots("200 OK\r\nContent-Type: text/plain", "https://a.example/robots.txt", Fate::PassedOver("robots.txt".into()))]
    #[case::article_of_that_name("200 OK\r\nContent-Type: text/plain", "https://a.example/b/robots.txt", Fate::Read)]
    #[case::font("200 OK\r\nA: b", "https://a.example/b.TTF?v=1", Fate::PassedOver(".ttf of no type".into()))]
    #[case::page_of_a_script("200 OK\r\nContent-Type: text/html", "https://a.example/b.js", Fate::Read)]
    #[case::names("200 OK", "dns:a.example", Fate::Skipped)]
    fn an_answer_is_judged_by_status_and_type(#[case] head: &str, #[case] url: &str, #[case] expected: Fate) {
        let header = Header { url: Some(url.to_owned()), ..Header::new(Kind::Response, 0, None) };
        assert_eq!(select(&header, format!("HTTP/1.1 {head}\r\n\r\n").as_bytes()), expected);
    }

    #[test]
    fn a_charset_is_found_among_the_parameters() {
        assert_eq!(charset("text/html; a=b; Charset=\"UTF-8\""), Some("UTF-8"));
        assert_eq!(charset("text/html; charset="), None);
        assert_eq!(charset("text/html"), None);
    }
}
