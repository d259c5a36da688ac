//! Running text as wires print it: wrapped lines, a paragraph after a blank line or at an indented line.

use cuttings_core::{Block, collapse_white_space};

/// Splits such a text into paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = vec![];
    let mut paragraph = String::new();
    for line in text.lines() {
        let is_indented = line.starts_with([' ', '\t']);
        let line = collapse_white_space(line);
        if (line.is_empty() || is_indented) && !paragraph.is_empty() {
            blocks.push(Block::paragraph(std::mem::take(&mut paragraph)));
        }
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&line);
        }
    }
    if !paragraph.is_empty() {
        blocks.push(Block::paragraph(paragraph));
    }
    blocks
}
