//! Europresse in HTML: the older pages with a table for an article, and the newer ones with `<article>`.

use std::io;
use std::sync::Arc;

use cuttings_core::{Block, Date, Draft};

use super::factiva::is_of_class;
use super::labels::is_rights;
use crate::markup::{Element, Node, blocks};
use crate::readers::elements::{Extent, Plan, Prologue, cut};
use crate::readers::xml::{keep, keep_first};
use crate::readers::{Head, Reader, Stream, stands_alone_in_utf8};
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// The class that only Europresse has.
const MARK: &[u8] = b"DocPublicationName";

/// The reader of Europresse.
pub(crate) struct Europresse {
    /// Whether articles are `<article>` elements.
    pub(crate) has_articles: bool,
}

impl Reader for Europresse {
    fn name(&self) -> &'static str {
        "europresse"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let holds = |bytes: &[u8]| memchr::memmem::find(head.bytes, bytes).is_some();
        head.text_start().starts_with(b"<") && holds(MARK) && holds(b"<article") == self.has_articles
    }

    fn cuts_at_ascii(&self) -> bool {
        true
    }

    fn reads_markup(&self) -> bool {
        true
    }

    fn stands_alone(&self, record: &[u8]) -> Result<(), &'static str> {
        stands_alone_in_utf8(record)
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let has_articles = self.has_articles;
        let plan = Plan {
            format: self.name(),
            begins: &|tag| if has_articles { tag.is("article") } else { tag.is("span") && tag.holds(MARK) },
            extent: if has_articles { Extent::Element } else { Extent::Section },
            reader: &|prologue| Arc::new(Article { prologue, has_articles }),
        };
        cut(stream, &plan, sink)
    }
}

struct Article {
    prologue: Prologue,
    has_articles: bool,
}

impl ReadRecord for Article {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, note) = self.prologue.parse_html(bytes)?;
        let mut draft = Draft { notes: note.into_iter().collect(), ..Draft::default() };
        let of_class = |class: &'static str| root.find_where(&move |element: &Element| is_of_class(element, class));
        draft.site = of_class("DocPublicationName").and_then(Element::said);
        draft.title = of_class("TitreArticleVisu").and_then(Element::said);
        let header: String = root
            .outermost_where(&|element| is_of_class(element, "DocHeader"))
            .iter()
            .map(|part| part.raw_text())
            .collect();
        read_header(&header, &mut draft);
        // The number of a document is the word with dots between its parts, whatever the language of its label.
        let words = root.raw_text();
        draft.external_id = words.split_whitespace().find(|word| word.starts_with("news·")).map(str::to_owned);
        if self.has_articles {
            read_article(&root, &mut draft);
        } else {
            read_table(&root, &mut draft);
        }
        Ok(draft)
    }
}

/// Reads `Politique, mardi 14 mars 2006, p. 12`.
fn read_header(header: &str, draft: &mut Draft) {
    let mut before = vec![];
    for part in header.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
        if draft.published.is_none() && Date::parse(&part).is_some() {
            draft.set_published(&part);
        } else if draft.published.is_none() {
            before.push(part);
        } else {
            keep(draft, "page", &part);
        }
    }
    draft.section = Some(before.join(", ")).filter(|section| !section.is_empty());
}

fn read_article(root: &Element, draft: &mut Draft) {
    if let Some(header) = root.find("header") {
        let (mut after_title, mut above) = (false, vec![]);
        for part in header.children_named("div") {
            let is_title = is_of_class(part, "titreArticle");
            if is_title {
                above.extend(
                    part.elements().filter(|line| !is_of_class(line, "titreArticleVisu")).filter_map(Element::said),
                );
            } else if after_title {
                draft
                    .authors
                    .extend(part.said().map(|author| crate::fields::split_byline(&author)).unwrap_or_default());
            } else if part.find_where(&|inner: &Element| inner.attribute("class").is_some()).is_none() {
                above.extend(part.said());
            }
            after_title |= is_title;
        }
        keep_first(draft, "above the title", Some(above.join("; ")).filter(|above| !above.is_empty()));
    }
    draft.blocks = root.find("section").map(blocks).unwrap_or_default();
    keep_first(draft, "notes", root.find("aside").and_then(Element::said));
}

/// Reads the older pages, in which everything stands side by side.
fn read_table(root: &Element, draft: &mut Draft) {
    let is_title = |node: &Node| matches!(node, Node::Element(element) if is_of_class(element, "TitreArticleVisu"));
    let Some(title) = root.children.iter().position(is_title) else {
        draft.blocks = blocks(root);
        return;
    };
    let is_header = |node: &Node| matches!(node, Node::Element(element) if is_of_class(element, "DocHeader"));
    let header = root.children[..title].iter().rposition(is_header).map_or(0, |at| at + 1);
    let part = |children: &[Node]| Element { children: children.to_vec(), ..Element::default() };
    keep_first(draft, "above the title", part(&root.children[header..title]).said());
    let text = blocks(&part(&root.children[title + 1..]));
    draft.blocks = text.into_iter().take_while(|block| !is_rights(&block.text)).collect();
    // An author stands alone between the title and the text.
    let is_name =
        |block: &Block| block.text.split_whitespace().count() <= 5 && !block.text.ends_with(['.', '!', '?', ':', ';']);
    if draft.blocks.len() > 1 && draft.blocks.first().is_some_and(is_name) {
        draft.authors = crate::fields::split_byline(&draft.blocks.remove(0).text);
    }
}
