//! Factiva: articles in XML, and in HTML as tables of two-letter codes
//! (<https://developer.dowjones.com/>, "Article fields").

use std::cell::Cell;
use std::io;
use std::sync::Arc;

use cuttings_core::{Block, Draft};

use super::declared::Counted;
use super::labels::code_meaning;
use crate::markup::{Element, blocks};
use crate::readers::elements::{self, Extent, Plan, Prologue};
use crate::readers::xml::{keep, push_new};
use crate::readers::{Head, Reader, Stream, stands_alone_in_utf8};
use crate::record::{Flow, ReadRecord, RecordSink, Rejection};

/// The reader of Factiva's XML.
pub(crate) struct FactivaXml;

impl Reader for FactivaXml {
    fn name(&self) -> &'static str {
        "factiva-xml"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let is_answer =
            |root: String| matches!(root.as_str(), "PPSResponse" | "ppsArticleResponse" | "ppsarticleResultSet");
        elements::root_name(head.text_start()).is_some_and(is_answer)
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
        let source = Arc::clone(&stream.source);
        let declared = Cell::new(None);
        let mut counted = Counted::new(sink, |_| None);
        let plan = Plan {
            format: self.name(),
            begins: &|tag| tag.is("article"),
            extent: Extent::Element,
            reader: &|prologue| {
                let tree = prologue.tree();
                let count = tree.find("ppsarticleResultSet").and_then(|set| set.attribute("count"));
                declared.set(count.and_then(|count| count.parse().ok()));
                Arc::new(XmlArticle { prologue })
            },
        };
        match elements::cut(stream, &plan, &mut counted)? {
            Flow::Stop => Ok(Flow::Stop),
            Flow::Continue => Ok(counted.finish(source, self.name(), declared.get())),
        }
    }
}

struct XmlArticle {
    prologue: Prologue,
}

impl ReadRecord for XmlArticle {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, note) = self.prologue.parse_xml(bytes)?;
        let article = root.child("article").ok_or_else(|| Rejection::new("is no article"))?;
        let mut draft = Draft {
            title: article.child_text("headline"),
            site: article.child_text("sourceName"),
            language: article.child_text("baseLanguage"),
            section: article.child_text("sectionName"),
            external_id: article.child_text("accessionNo"),
            ..Draft::default()
        };
        if let Some(date) = article.child_text("publicationDate") {
            draft.set_published(&date);
        }
        if let Some(date) = article.child_text("modificationDate") {
            draft.set_modified(&date);
        }
        if let Some(byline) = article.child_text("byline") {
            draft.authors = crate::fields::split_byline(&byline);
        }
        for tag in article.children_named("newsSubject").chain(article.children_named("region")) {
            push_new(&mut draft.tags, tag.child_text("name"));
        }
        for (name, element) in [
            ("publisher", "publisherName"),
            ("copyright", "copyright"),
            ("pages", "pages"),
            ("notes", "notes"),
            ("credit", "credit"),
        ] {
            if let Some(value) = article.child_text(element) {
                keep(&mut draft, name, &value);
            }
        }
        for part in ["leadParagraph", "tailParagraphs"] {
            draft.blocks.extend(article.child(part).map(blocks).unwrap_or_default());
        }
        draft.notes.extend(note);
        Ok(draft)
    }
}

/// The reader of Factiva's HTML.
pub(crate) struct FactivaHtml;

impl Reader for FactivaHtml {
    fn name(&self) -> &'static str {
        "factiva-html"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        let holds = |bytes: &[u8]| memchr::memmem::find(head.bytes, bytes).is_some();
        head.text_start().starts_with(b"<")
            && (holds(b"<title>Factiva") || holds(b"Factiva, Inc") || holds(b"factivalogo"))
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
        let plan = Plan {
            format: self.name(),
            begins: &|tag| tag.is("div") && (tag.holds(b"class=\"article") || tag.holds(b"class='article")),
            extent: Extent::Element,
            reader: &|prologue| Arc::new(HtmlArticle { prologue }),
        };
        elements::cut(stream, &plan, sink)
    }
}

struct HtmlArticle {
    prologue: Prologue,
}

impl ReadRecord for HtmlArticle {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        let (root, note) = self.prologue.parse_html(bytes)?;
        let mut draft = Draft { notes: note.into_iter().collect(), ..Draft::default() };
        let (mut day, mut time) = (None, None);
        for row in root.all("tr") {
            let cells: Vec<_> = row.children_named("td").collect();
            let [code, value] = cells.as_slice() else { continue };
            let text = value.text();
            let fill = |place: &mut Option<String>| *place = Some(text.clone()).filter(|text| !text.is_empty());
            let code = code.text();
            let code = code.trim();
            match code_meaning(code).unwrap_or_default() {
                "title" => fill(&mut draft.title),
                "site" => fill(&mut draft.site),
                "language" => fill(&mut draft.language),
                "section" => fill(&mut draft.section),
                "day" => fill(&mut day),
                "time" => fill(&mut time),
                "id" => draft.external_id = text.split_whitespace().last().map(str::to_owned),
                "author" => draft.authors = crate::fields::split_byline(&text),
                "body" => draft.blocks.extend(blocks(value)),
                // `gpol : Domestic Politics | gvote : Elections`
                "tags" => {
                    for tag in text.split('|') {
                        let tag = tag.rsplit(" : ").next().unwrap_or(tag).trim();
                        push_new(&mut draft.tags, Some(tag.to_owned()).filter(|tag| !tag.is_empty()));
                    }
                }
                _ if code.is_empty() => {}
                _ => keep(&mut draft, code, &text),
            }
        }
        if let Some(day) = day {
            let whole = time.map(|time| format!("{day} {time}"));
            let date = whole.filter(|whole| cuttings_core::Date::parse(whole).is_some()).unwrap_or(day);
            draft.set_published(&date);
        }
        if draft.title.is_none() && draft.blocks.is_empty() {
            draft.blocks = blocks(&root).into_iter().filter(|block: &Block| !block.text.is_empty()).collect();
        }
        Ok(draft)
    }
}

/// Whether an element is of a class.
pub(super) fn is_of_class(element: &Element, class: &str) -> bool {
    element
        .attribute("class")
        .is_some_and(|classes| classes.split_whitespace().any(|one| one.eq_ignore_ascii_case(class)))
}
