//! Tables: those of data become rows of text, those for layout are flowed through.

use cuttings_core::collapse_white_space;

use super::flow::is_block;
use crate::page::dom::{Dom, NodeId};

/// A cell with more text (bytes) holds an article, not a datum.
const LONGEST_CELL: usize = 600;

/// What stands between two cells of a row.
const BETWEEN_CELLS: &str = " | ";

/// Whether a table is of data: several rows and columns, and in no cell paragraphs, headings or another table.
pub(super) fn is_data(dom: &Dom, table: NodeId) -> bool {
    let (mut rows, mut cells) = (0, 0);
    for (node, element) in dom.elements_in(table + 1..dom.end(table)) {
        match element.name() {
            "tr" => rows += 1,
            "td" | "th" => {
                cells += 1;
                let blocks = dom.elements_in(node + 1..dom.end(node)).filter(|(_, element)| is_block(element.name()));
                if blocks.count() > 3 || dom.text(node).len() > LONGEST_CELL {
                    return false;
                }
            }
            "table" | "h1" | "h2" => return false,
            _ => {}
        }
    }
    rows > 1 && cells > rows
}

/// The rows of a table, one a line, those without text left out.
pub(super) fn rows(dom: &Dom, table: NodeId) -> String {
    let mut lines = vec![];
    for (row, _) in dom.elements_in(dom.subtree(table)).filter(|(_, element)| element.name() == "tr") {
        let cells = dom.children(row).filter(|cell| matches!(dom.name(*cell), "td" | "th"));
        let texts: Vec<_> = cells.map(|cell| collapse_white_space(&dom.text(cell)).into_owned()).collect();
        if texts.iter().any(|text| !text.is_empty()) {
            lines.push(texts.join(BETWEEN_CELLS));
        }
    }
    lines.join("\n")
}
