//! A tree to blocks with roles: the elements of HTML and of NITF, which borrowed from it.

use cuttings_core::{Block, Role, collapse_white_space};

use super::element::{Element, Node};
use super::html::parse_html;
use crate::record::Rejection;

/// Elements that begin and end blocks.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "body.content",
    "body.end",
    "body.head",
    "bq",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "fn",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hedline",
    "hl1",
    "hl2",
    "hr",
    "html",
    "li",
    "main",
    "media",
    "media-caption",
    "nav",
    "nitf",
    "nitf-table",
    "ol",
    "p",
    "paragraph",
    "pre",
    "section",
    "summary",
    "table",
    "tagline",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements whose text is not part of what is read.
const SKIPPED: &[&str] = &[
    "audio",
    "button",
    "canvas",
    "datalist",
    "embed",
    "form-control",
    "head",
    "iframe",
    "input",
    "link",
    "map",
    "math",
    "media-metadata",
    "media-producer",
    "media-reference",
    "meta",
    "noframes",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];
/// A cell of a table of data is no longer than this (characters); a table with a longer one only lays out the page.
const LONGEST_CELL: usize = 300;

/// Makes blocks of all text within an element, in order: headings, list items, quotes, captions, preformatted text, and
/// tables of data as one preformatted block each, a line for a row and a tab between cells.
pub(crate) fn blocks(element: &Element) -> Vec<Block> {
    let mut writer = Writer::default();
    writer.write_children(element, Role::Paragraph);
    writer.flush(Role::Paragraph);
    writer.blocks
}

/// Makes blocks of a fragment of HTML.
///
/// # Errors
/// A [`Rejection`] for too many elements.
pub(crate) fn blocks_of_html(html: &str) -> Result<Vec<Block>, Rejection> {
    parse_html(html).map(|root| blocks(&root))
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    /// The text of the block that is being written.
    text: String,
}

impl Writer {
    fn write_children(&mut self, element: &Element, role: Role) {
        for node in &element.children {
            match node {
                Node::Text(text) if role == Role::Preformatted => self.text.push_str(text),
                Node::Text(text) => self.push_running(text),
                Node::Element(element) => self.write(element, role),
            }
        }
    }

    /// Adds running text, in which a line end is a space.
    fn push_running(&mut self, text: &str) {
        self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
    }

    fn write(&mut self, element: &Element, role: Role) {
        let name = element.local();
        if SKIPPED.contains(&name) {
            return;
        }
        if name == "br" {
            self.text.push('\n');
            return;
        }
        if !BLOCKS.contains(&name) {
            self.write_children(element, role);
            return;
        }
        self.flush(role);
        if matches!(name, "table" | "nitf-table")
            && let Some(table) = data_table(element)
        {
            for caption in element.children_named("caption") {
                self.write(caption, role);
            }
            self.blocks.push(Block { role: Role::Preformatted, text: table });
            return;
        }
        let inner = role_of(name).filter(|_| role != Role::Preformatted).unwrap_or(role);
        self.write_children(element, inner);
        self.flush(inner);
    }

    /// Ends the block that is being written. Two line breaks and more part paragraphs.
    fn flush(&mut self, role: Role) {
        let text = std::mem::take(&mut self.text);
        if role == Role::Preformatted {
            let text = text.trim_matches(['\n', '\r']).trim_end();
            if !text.trim().is_empty() {
                self.blocks.push(Block { role, text: text.to_owned() });
            }
            return;
        }
        let mut part = String::new();
        for line in text.split('\n') {
            let line = collapse_white_space(line);
            if line.is_empty() {
                self.push(role, &mut part);
            } else {
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(&line);
            }
        }
        self.push(role, &mut part);
    }

    fn push(&mut self, role: Role, part: &mut String) {
        if !part.is_empty() {
            self.blocks.push(Block { role, text: std::mem::take(part) });
        }
    }
}

fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => Role::Heading,
        "li" | "dt" | "dd" => Role::ListItem,
        "blockquote" | "bq" => Role::Quote,
        "figcaption" | "media-caption" | "caption" => Role::Caption,
        "pre" => Role::Preformatted,
        _ => return None,
    })
}

/// A table as text, if it is one of data: two cells and more in a row, none of them long or with parts of its own.
fn data_table(table: &Element) -> Option<String> {
    let rows = table.outermost_where(&|element| element.is("tr"));
    let mut text = String::new();
    let mut widest = 0;
    for row in rows {
        let mut cells = 0;
        for cell in row.elements().filter(|cell| cell.is("td") || cell.is("th")) {
            let parts =
                cell.outermost_where(&|element| matches!(element.local(), "p" | "div" | "li" | "table" | "pre"));
            let content = cell.text();
            let is_plain = parts.len() <= 1 && cell.find("table").is_none() && cell.find("li").is_none();
            if !is_plain || content.chars().count() > LONGEST_CELL {
                return None;
            }
            if cells > 0 {
                text.push('\t');
            }
            text.push_str(&content);
            cells += 1;
        }
        widest = widest.max(cells);
        text.truncate(text.trim_end_matches('\t').len());
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    (widest > 1 && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::paragraphs("<p>One\n  that wraps</p> <p></p>Two<p>Three", &["paragraph: One that wraps", "paragraph: Two", "paragraph: Three"])]
    #[case::breaks("One<br>wrapped<br/><br>Two", &["paragraph: One wrapped", "paragraph: Two"])]
    #[case::roles(
        "<h2>H</h2><ul><li>A <b>b</b></li><li><p>B</p></li></ul><blockquote><p>Q</p></blockquote><figure><img><figcaption>C</figcaption></figure>",
        &["heading: H", "list_item: A b", "list_item: B", "quote: Q", "caption: C"]
    )]
    #[case::preformatted("<pre>\na  b\n  c\n</pre>", &["preformatted: a  b\n  c"])]
    #[case::data("<table><caption>T</caption><tr><th>A<th>B<tr><td><p>1</p><td>2</table>", &["caption: T", "preformatted: A\tB\n1\t2"])]
    #[case::layout("<table><tr><td><p>One</p><p>Two</p></td><td>Three</td></tr></table>", &["paragraph: One", "paragraph: Two", "paragraph: Three"])]
    #[case::unseen("<script>x</script><style>y</style>A<svg><text>z</text></svg>", &["paragraph: A"])]
    #[case::nitf(
        "<hl2>H</hl2><media><media-caption>C</media-caption></media><p>By <person>A B</person> of <org>C</org>.</p><bq><block><p>Q</p></block></bq>",
        &["heading: H", "caption: C", "paragraph: By A B of C.", "quote: Q"]
    )]
    #[case::nothing("", &[])]
    fn fragments_become_blocks(#[case] html: &str, #[case] expected: &[&str]) {
        let blocks = blocks_of_html(html).expect("blocks");
        let told: Vec<_> = blocks.iter().map(|block| format!("{}: {}", block.role.name(), block.text)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn nesting_costs_neither_the_stack_nor_the_text() {
        let html = "<blockquote><div>".repeat(20_000) + "deep";
        let blocks = blocks_of_html(&html).expect("blocks");
        assert_eq!(blocks, [Block { role: Role::Quote, text: "deep".to_owned() }]);
    }
}
