//! Where links lead: to articles and searches here, and to web addresses that came with a text.

use cuttings_store::StoryOrder;
use url::{Url, form_urlencoded};

/// The page of an article.
pub(crate) fn article(id: &str) -> String {
    format!("/articles/{id}")
}

/// The download of a record that an article was read from, by the beginning of its hash.
pub(crate) fn original(article: &str, hash: &str) -> String {
    format!("/articles/{article}/originals/{hash}")
}

/// The page that compares two articles.
pub(crate) fn comparison(left: &str, right: &str) -> String {
    format!("/diff/{left}/{right}")
}

/// The page of the story that an article belongs to.
pub(crate) fn story(id: &str) -> String {
    format!("/story/{id}")
}

/// A page of its articles; the first is 1.
pub(crate) fn story_page(id: &str, page: u32) -> String {
    if page > 1 { format!("/story/{id}?page={page}") } else { story(id) }
}

/// A page of the list of stories; the first is 1.
pub(crate) fn stories(order: StoryOrder, page: u32) -> String {
    let order = match order {
        StoryOrder::Largest => "largest",
        StoryOrder::Newest => "newest",
    };
    if page > 1 { format!("/stories?order={order}&page={page}") } else { format!("/stories?order={order}") }
}

/// The page of a collection.
pub(crate) fn collection(name: &str) -> String {
    format!("/collection/{}", segment(name))
}

/// The feed of a saved search.
pub(crate) fn search_feed(name: &str) -> String {
    format!("/searches/{}.atom", segment(name))
}

/// The page of an import from the browser.
pub(crate) fn import_job(number: u64) -> String {
    format!("/import/{number}")
}

/// A name as one part of a path.
fn segment(name: &str) -> String {
    let form: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    // In a form a space is a plus; in a path it is not.
    form.replace('+', "%20")
}

/// A page of results; the first is 1.
pub(crate) fn search(query: &str, page: u32) -> String {
    const PATH: &str = "/search?";
    let mut link = form_urlencoded::Serializer::for_suffix(PATH.to_owned(), PATH.len());
    link.append_pair("q", query);
    if page > 1 {
        link.append_pair("page", &page.to_string());
    }
    link.finish()
}

/// The query for a value of a field: `site:dw.com`, `author:"Ida Brandt"`.
pub(crate) fn field_query(field: &str, value: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_');
    if !value.is_empty() && value.chars().all(is_plain) {
        return format!("{field}:{value}");
    }
    // A quote of any shape would end the value; names are compared by their words, so a space does as well.
    let value: String = value.chars().map(|character| if is_quote(character) { ' ' } else { character }).collect();
    format!("{field}:\"{}\"", value.trim())
}

/// A search for a value of a field.
pub(crate) fn field(field: &str, value: &str) -> String {
    search(&field_query(field, value), 1)
}

/// The address that came with a text, if it is one of the web and can safely be a link. What was checked is what is
/// linked: the address as parsed.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.into())
}

/// The quotes of the query language.
pub(crate) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("dw.com", "/search?q=site%3Adw.com")]
    #[case("The Herald", "/search?q=site%3A%22The+Herald%22")]
    #[case("The \"Post\" & Co", "/search?q=site%3A%22The++Post++%26+Co%22")]
    #[case("朝日", "/search?q=site%3A%22%E6%9C%9D%E6%97%A5%22")]
    fn values_of_fields_are_quoted_for_the_query_and_for_the_address(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(field("site", value), expected);
    }

    #[rstest]
    #[case("https://a.example/1?q=2", Some("https://a.example/1?q=2"))]
    #[case("HTTP://A.example", Some("http://a.example/"))]
    #[case("javascript:alert(1)", None)]
    #[case(" \u{1}javascript:alert(1)", None)]
    #[case("java\nscript:alert(1)", None)]
    #[case("data:text/html,<script>alert(1)</script>", None)]
    #[case("//a.example/1", None)]
    #[case("ftp://a.example/1", None)]
    #[case("a.example/1", None)]
    fn only_web_addresses_become_links(#[case] text: &str, #[case] expected: Option<&str>) {
        assert_eq!(web_address(text).as_deref(), expected);
    }
}
