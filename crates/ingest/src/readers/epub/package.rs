//! The package document: what a book is, and in which order its chapters are read (EPUB 3.3, 5).

use std::collections::HashMap;

use super::xml::{Node, attribute, resolve, walk};

/// More chapters than this are not an issue of anything; the others are left out of the reading order.
const MOST_CHAPTERS: usize = 100_000;

/// What the book says of itself.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) title: Option<String>,
    pub(super) creators: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<String>,
    pub(super) language: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) subjects: Vec<String>,
}

/// A member in the reading order.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) path: String,
    /// Whether it is XHTML, not a picture.
    pub(super) is_page: bool,
    /// Whether it is the table of contents.
    pub(super) is_contents: bool,
}

/// The package document, and what the table of contents adds to it.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) book: Book,
    pub(super) spine: Vec<Item>,
    /// Where the table of contents is.
    pub(super) contents: Option<String>,
    /// The titles of chapters by their paths.
    pub(super) titles: HashMap<String, String>,
}

/// Where the package document is, as `META-INF/container.xml` says.
pub(super) fn package_path(container: &[u8]) -> Option<String> {
    let mut path = None;
    walk(container, |node| {
        if let Node::Start(name, start) = node
            && name == "rootfile"
            && path.is_none()
        {
            path = attribute(start, "full-path");
        }
    });
    path.map(|path| resolve("", &path))
}

impl Package {
    /// Reads the package document, which is at `path`.
    pub(super) fn read(bytes: &[u8], path: &str) -> Self {
        let mut package = Self::default();
        let mut items: HashMap<String, Item> = HashMap::new();
        let mut ncx: Option<String> = None;
        let mut text = String::new();
        walk(bytes, |node| match node {
            Node::Start(name, start) => {
                text.clear();
                let id = |name| attribute(start, name).unwrap_or_default();
                match name.as_str() {
                    "item" => {
                        let (path, media) = (resolve(path, &id("href")), id("media-type"));
                        let is_contents = id("properties").split_whitespace().any(|property| property == "nav");
                        let is_page =
                            matches!(media.as_str(), "application/xhtml+xml" | "text/html" | "text/x-oeb1-document");
                        if is_contents {
                            package.contents = Some(path.clone());
                        }
                        if media == "application/x-dtbncx+xml" {
                            ncx = Some(path.clone());
                        }
                        items.insert(id("id"), Item { path, is_page, is_contents });
                    }
                    "itemref" if package.spine.len() < MOST_CHAPTERS => {
                        package.spine.extend(items.get(&id("idref")).cloned());
                    }
                    _ => {}
                }
            }
            Node::Text(part) => text.push_str(part),
            Node::End(name) => package.book.set(&name, std::mem::take(&mut text).trim()),
        });
        package.contents = package.contents.or(ncx);
        package
    }
}

impl Book {
    /// Takes an element of the metadata. The first title, date and so on is the main one.
    fn set(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let place = match name {
            "creator" => return self.creators.push(text.to_owned()),
            "subject" => return self.subjects.push(text.to_owned()),
            "title" => &mut self.title,
            "publisher" => &mut self.publisher,
            "date" => &mut self.date,
            "language" => &mut self.language,
            "identifier" => &mut self.identifier,
            _ => return,
        };
        place.get_or_insert_with(|| text.to_owned());
    }
}
