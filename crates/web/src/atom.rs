//! Atom feeds (RFC 4287): what is given is always well-formed, whatever the texts hold.

use actix_web::HttpResponse;
use actix_web::http::header::HeaderValue;

/// The media type of a feed.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/atom+xml; charset=utf-8");

/// A feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Feed {
    /// What names it for good, a URI: see [`urn`].
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// The address of the feed itself, whole.
    pub(crate) link: String,
    /// The address of the page that shows the same, whole.
    pub(crate) page: String,
    /// When it came to be, in UTC: what it was updated last while it has no entries.
    pub(crate) since: String,
    /// The entries, the newest first.
    pub(crate) entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// What names it for good, a URI: see [`urn`].
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// The address of its page, whole.
    pub(crate) link: String,
    /// When it was changed last, in UTC. Dates that are known less precisely are taken at their beginning.
    pub(crate) updated: String,
    /// When it was published, if that is known, as precisely as it is.
    pub(crate) published: Option<String>,
    /// Who wrote it.
    pub(crate) authors: Vec<String>,
    /// What it says in short.
    pub(crate) summary: Option<String>,
}

impl Feed {
    /// Answers with the feed.
    pub(crate) fn respond(&self) -> HttpResponse {
        HttpResponse::Ok().content_type(MEDIA_TYPE).body(self.draw())
    }

    /// Draws the feed.
    fn draw(&self) -> String {
        let dates = self.entries.iter().filter_map(|entry| moment(&entry.updated));
        let updated = dates.max().or_else(|| moment(&self.since)).unwrap_or_else(|| EPOCH.to_owned());
        let mut xml = Xml::new();
        xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom")]);
        xml.text("id", &self.id);
        xml.text("title", &self.title);
        xml.text("updated", &updated);
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &self.link)]);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &self.page)]);
        // An entry without an author is allowed only where the feed has one.
        xml.open("author", &[]);
        xml.text("name", "Cuttings");
        xml.close("author");
        xml.text("generator", "Cuttings");
        for entry in &self.entries {
            entry.draw(&mut xml, &self.since);
        }
        xml.close("feed");
        xml.0
    }
}

impl Entry {
    fn draw(&self, xml: &mut Xml, since: &str) {
        let updated = moment(&self.updated).or_else(|| moment(since)).unwrap_or_else(|| EPOCH.to_owned());
        xml.open("entry", &[]);
        xml.text("id", &self.id);
        xml.text("title", &self.title);
        xml.text("updated", &updated);
        if let Some(published) = self.published.as_deref().and_then(moment) {
            xml.text("published", &published);
        }
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &self.link)]);
        for author in &self.authors {
            xml.open("author", &[]);
            xml.text("name", author);
            xml.close("author");
        }
        if let Some(summary) = &self.summary {
            xml.text("summary", summary);
        }
        xml.close("entry");
    }
}

/// The URI of what a SHA-256 names, given in hex: its first 16 bytes as a UUID of version 8 (RFC 9562), because a URN
/// needs a namespace that is registered. `None` for what is no hash.
pub(crate) fn urn(sha256: &str) -> Option<String> {
    let bits = u128::from_str_radix(sha256.get(..32)?, 16).ok()?;
    let version = (bits & !(0xf << 76)) | (0x8 << 76);
    let uuid = format!("{:032x}", (version & !(0x3 << 62)) | (0x2 << 62));
    let parts = [&uuid[..8], &uuid[8..12], &uuid[12..16], &uuid[16..20], &uuid[20..]];
    Some(format!("urn:uuid:{}", parts.join("-")))
}

/// What stands for a time that nothing is known of.
const EPOCH: &str = "1970-01-01T00:00:00Z";

/// A date as RFC 3339 wants it: whole, with a zone. What is known less precisely is taken at its beginning, and where the
/// zone is not known in UTC. `None` for what is no date.
fn moment(date: &str) -> Option<String> {
    const WHOLE: &str = "0000-01-01T00:00:00";
    let known = date.strip_suffix('Z').unwrap_or(date);
    let shape = |(index, byte): (usize, u8)| match WHOLE.as_bytes().get(index) {
        Some(b'0' | b'1') => byte.is_ascii_digit(),
        separator => separator == Some(&byte),
    };
    let is_date = matches!(known.len(), 4 | 7 | 10 | 16 | 19) && known.bytes().enumerate().all(shape);
    is_date.then(|| format!("{known}{}Z", &WHOLE[known.len()..]))
}

/// XML as it is written.
struct Xml(String);

impl Xml {
    fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned())
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str(">\n");
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.begin(name, &[]);
        self.0.push('>');
        self.escape(text);
        self.close(name);
    }

    fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.escape(value);
            self.0.push('"');
        }
    }

    /// Writes a text. What no XML may hold, not even as a reference, is left out (XML 1.0, 2.2).
    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\t' | '\n' => self.0.push(character),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
                _ => self.0.push(character),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;
    use rstest::rstest;

    use super::*;

    /// The texts of a feed by the path to them; fails where it is not well-formed.
    fn parse(xml: &str) -> Vec<(String, String)> {
        let mut reader = Reader::from_str(xml);
        let (mut path, mut texts) = (Vec::new(), Vec::<(String, String)>::new());
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(start) => {
                    path.push(start.name().as_ref().to_owned());
                    texts.push((path.join("/"), String::new()));
                }
                Event::Text(text) => {
                    let text: &str = text.as_ref();
                    let here = path.join("/");
                    if let Some((_, known)) = texts.iter_mut().rev().find(|(path, _)| *path == here) {
                        known.push_str(text);
                    }
                }
                Event::End(_) => drop(path.pop()),
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(path.is_empty(), "{path:?} is not closed");
        texts
    }

    #[test]
    fn a_feed_is_well_formed_and_has_what_the_standard_asks_for() {
        let entry = Entry {
            id: urn(&"ab".repeat(32)).expect("a hash"),
            title: "<script>alert(\"1\")</script> & \u{0}\u{1b}\u{ffff}]]>".to_owned(),
            link: "http://localhost/articles/1?a=1&b=\"2\"".to_owned(),
            updated: "2024-03".to_owned(),
            published: Some("2024-03-02T08:20:00Z".to_owned()),
            authors: vec!["Ida & Bram".to_owned()],
            summary: Some("الخبر <b>".to_owned()),
        };
        let other = Entry { updated: "2024-03-04T10:00".to_owned(), authors: Vec::new(), ..entry.clone() };
        let feed = Feed { title: "Ferries".to_owned(), entries: vec![entry, other], ..Feed::default() };
        let drawn = feed.draw();
        let texts = parse(&drawn);
        let count = |path: &str| texts.iter().filter(|(known, _)| known == path).count();
        let all = |path: &str| -> Vec<&str> {
            texts.iter().filter(|(known, _)| known == path).map(|(_, text)| text.as_str()).collect()
        };
        assert_eq!(all("feed/updated"), ["2024-03-04T10:00:00Z"]);
        assert_eq!(all("feed/entry/updated"), ["2024-03-01T00:00:00Z", "2024-03-04T10:00:00Z"]);
        for (path, times) in [("feed/id", 1), ("feed/title", 1), ("feed/author", 1), ("feed/entry/id", 2)] {
            assert_eq!(count(path), times, "{path}");
        }
        assert_eq!(count("feed/entry/author"), 1);
        assert!(drawn.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ]]&gt;<"), "{drawn}");
        assert!(drawn.contains("a=1&amp;b=&quot;2&quot;"), "{drawn}");
        assert!(!drawn.contains('\u{0}') && !drawn.contains('\u{1b}') && !drawn.contains('\u{ffff}'));
    }

    #[test]
    fn a_feed_without_entries_was_updated_when_it_came_to_be() {
        let feed = Feed { since: "2024-03-02T08:20:00Z".to_owned(), ..Feed::default() };
        assert!(feed.draw().contains("<updated>2024-03-02T08:20:00Z</updated>"));
        assert!(Feed::default().draw().contains("<updated>1970-01-01T00:00:00Z</updated>"));
    }

    #[rstest]
    #[case("2024", Some("2024-01-01T00:00:00Z"))]
    #[case("2024-03", Some("2024-03-01T00:00:00Z"))]
    #[case("2024-03-02", Some("2024-03-02T00:00:00Z"))]
    #[case("2024-03-02T08:20", Some("2024-03-02T08:20:00Z"))]
    #[case("2024-03-02T08:20:00", Some("2024-03-02T08:20:00Z"))]
    #[case("2024-03-02T08:20:00Z", Some("2024-03-02T08:20:00Z"))]
    #[case("", None)]
    #[case("March", None)]
    #[case("2024-3-2", None)]
    fn dates_are_made_whole(#[case] date: &str, #[case] expected: Option<&str>) {
        assert_eq!(moment(date).as_deref(), expected);
    }

    #[test]
    fn a_hash_becomes_a_uuid_of_version_8() {
        let urn_of = |digits: &str| urn(&digits.repeat(64));
        assert_eq!(urn_of("f").as_deref(), Some("urn:uuid:ffffffff-ffff-8fff-bfff-ffffffffffff"));
        assert_eq!(urn_of("0").as_deref(), Some("urn:uuid:00000000-0000-8000-8000-000000000000"));
        assert_eq!(urn("no hash"), None);
    }
}
