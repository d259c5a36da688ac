//! Links in folders within folders, in JSON: the bookmarks of Firefox and Chrome, and Linkwarden's collections.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use cuttings_core::Draft;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::no_text;
use crate::markup::blocks_of_html;
use crate::readers::json::{JsonObject, text_of};
use crate::readers::window::{Window, too_long};
use crate::readers::{Head, Reader, Stream};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// Folders within folders are gone into so deep.
const MAX_DEPTH: usize = 100;

/// The reader of a tree of links, known by names that only it has.
pub(crate) struct LinkTree {
    name: &'static str,
    marks: &'static [&'static [u8]],
}

/// Firefox's backup of its bookmarks.
pub(crate) const FIREFOX: LinkTree =
    LinkTree { name: "firefox", marks: &[b"\"text/x-moz-place-container\"", b"\"guid\""] };
/// Chrome's file `Bookmarks`.
pub(crate) const CHROME: LinkTree = LinkTree { name: "chrome", marks: &[b"\"roots\"", b"\"bookmark_bar\""] };
/// Linkwarden.
pub(crate) const LINKWARDEN: LinkTree = LinkTree { name: "linkwarden", marks: &[b"\"collections\"", b"\"links\""] };

impl Reader for LinkTree {
    fn name(&self) -> &'static str {
        self.name
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let holds = |mark: &&[u8]| memchr::memmem::find(head.bytes, mark).is_some();
        head.text_start().starts_with(b"{") && self.marks.iter().all(holds)
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let raw = Window::new(stream.input).take_whole(limit)?;
        let mut push = |locator: String, raw, reader| {
            sink.push(Record { source: Arc::clone(&stream.source), locator, format: self.name, raw, reader })
        };
        let Raw::Bytes(bytes) = &raw else {
            return Ok(push(String::new(), raw, Err(too_long(limit))));
        };
        let text = std::str::from_utf8(bytes).map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).trim());
        let tree = text.map_err(|_| "is not UTF-8".to_owned()).and_then(|text| {
            serde_json::from_str::<&RawValue>(text).map_err(|error| format!("is not valid JSON: {error}"))
        });
        let tree = match tree {
            Ok(tree) => tree,
            Err(reason) => return Ok(push(String::new(), raw, Err(Rejection::new(reason)))),
        };
        let mut links = vec![];
        gather(tree, 0, &mut links);
        let reader: Arc<dyn ReadRecord> = Arc::new(JsonObject::of_format(read_link));
        for (at, link) in links.iter().enumerate() {
            let link = Raw::Bytes(link.get().as_bytes().to_vec());
            if push(format!("link {}", at + 1), link, Ok(Arc::clone(&reader))) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }
}

/// What of an object matters for finding the links in it.
#[derive(Deserialize)]
struct Branch<'a> {
    #[serde(borrow, default)]
    children: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    collections: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    links: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    roots: BTreeMap<&'a str, &'a RawValue>,
    #[serde(borrow, default)]
    uri: Option<&'a RawValue>,
    #[serde(borrow, default)]
    url: Option<&'a RawValue>,
}

/// Finds the links of a tree in the order in which they stand.
fn gather<'a>(value: &'a RawValue, depth: usize, links: &mut Vec<&'a RawValue>) {
    let Ok(branch) = serde_json::from_str::<Branch<'a>>(value.get()) else { return };
    if branch.uri.or(branch.url).is_some() {
        links.push(value);
        return;
    }
    if depth == MAX_DEPTH {
        return;
    }
    let mut inner: Vec<_> = branch.children;
    inner.extend(branch.collections);
    inner.extend(branch.links);
    inner.extend(branch.roots.into_values());
    inner.sort_by_key(|value| value.get().as_ptr() as usize);
    for value in inner {
        gather(value, depth + 1, links);
    }
}

fn read_link(link: &Map<String, Value>) -> Result<Draft, Rejection> {
    let first = |names: [&str; 3]| names.iter().find_map(|name| text_of(link, name));
    let title = first(["title", "name", "description"]);
    let url = first(["url", "uri", "href"]);
    match text_of(link, "textContent") {
        Some(text) => {
            let blocks = blocks_of_html(&quick_xml::escape::partial_escape(text.as_str()).replace('\n', "<br>"))?;
            Ok(Draft { title, url, blocks, ..Draft::default() })
        }
        None => Err(no_text(title.as_deref(), url.as_deref())),
    }
}
