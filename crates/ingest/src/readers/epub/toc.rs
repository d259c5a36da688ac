//! The table of contents: which chapter is called what. EPUB 3 has a page of links, EPUB 2 an NCX file.

use std::collections::HashMap;

use cuttings_core::collapse_white_space;

use super::xml::{Node, attribute, resolve, walk};

/// The titles by the paths of what they lead to; of several into one chapter the first is its title. The table stands
/// at `path`.
pub(super) fn titles(bytes: &[u8], path: &str) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    let mut add = |target: &str, text: &str| {
        let text = collapse_white_space(text.trim());
        if !text.is_empty() {
            titles.entry(resolve(path, target)).or_insert_with(|| text.into_owned());
        }
    };
    // The link or label that is open, and its text.
    let (mut target, mut text) = (None, String::new());
    let mut navigation = 0_usize;
    walk(bytes, |node| match node {
        // Of the lists of a page only the first one is the table: landmarks and page numbers come after it.
        Node::Start(name, _) if name == "nav" => navigation += 1,
        Node::Start(name, start) if name == "a" && navigation <= 1 => {
            target = attribute(start, "href");
            text.clear();
        }
        Node::Start(name, _) if name == "navlabel" => text.clear(),
        Node::Start(name, start) if name == "content" => {
            if let Some(target) = attribute(start, "src") {
                add(&target, &text);
            }
            text.clear();
        }
        Node::End(name) if name == "a" => {
            if let Some(target) = target.take() {
                add(&target, &text);
            }
        }
        Node::Text(part) => text.push_str(part),
        _ => {}
    });
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_first_list_are_titles() {
        let page = b"<html><nav epub:type='toc'><ol><li><a href='a.xhtml'>One &amp; <b>two</b></a><li><a href='a.xhtml#b'>Later</a>\
            <li><a href='b.xhtml'> </a></ol></nav><nav><a href='b.xhtml'>Start</a></nav></html>";
        let titles = titles(page, "in/nav.xhtml");
        assert_eq!(titles.into_iter().collect::<Vec<_>>(), [("in/a.xhtml".to_owned(), "One & two".to_owned())]);
    }

    #[test]
    fn labels_of_an_ncx_are_titles() {
        let ncx = b"<ncx><docTitle><text>Book</text></docTitle><navMap><navPoint><navLabel><text>One</text></navLabel>\n\
            <content src='a.html#x'/><navPoint><navLabel><text>Within</text></navLabel><content src='a.html#y'/></navPoint>\
            </navPoint><navPoint><navLabel><text>Two</text></navLabel><content src='b.html'/></navPoint></navMap></ncx>";
        let mut titles: Vec<_> = titles(ncx, "toc.ncx").into_iter().collect();
        titles.sort();
        assert_eq!(titles, [("a.html".to_owned(), "One".to_owned()), ("b.html".to_owned(), "Two".to_owned())]);
    }
}
