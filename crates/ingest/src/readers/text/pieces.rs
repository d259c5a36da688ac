//! Pieces: the lines of a text put together into paragraphs, headings with a mark, items, quotes and preformatted text.

use cuttings_core::{Block, Role};

use super::characters::starts_lowercase;
use super::lines::Line;
use super::marks::{self, Mark};
use super::meta_lines;
use super::preformatted;
use super::seams::Seams;
use super::wrapping::{PARAGRAPH_INDENT, Wrapping};

/// Lines at the top of a text in which a byline or a date stands by itself and is never joined to a neighbour.
const TOP: usize = 12;

/// What a piece is by its marks and its place in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph, or a headline or heading without a mark.
    Text,
    /// A heading with a mark, and its level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quote.
    Quote,
    /// Preformatted text.
    Preformatted,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub text: String,
    /// Whether a blank line or a rule stands before it.
    pub after_blank: bool,
    /// How many lines it was.
    pub lines: usize,
}

impl Piece {
    /// The block that the piece is, where nothing else is known of it.
    pub fn into_block(self) -> Block {
        let role = match self.kind {
            Kind::Text => Role::Paragraph,
            Kind::Heading(_) => Role::Heading,
            Kind::Item => Role::ListItem,
            Kind::Quote => Role::Quote,
            Kind::Preformatted => Role::Preformatted,
        };
        Block { role, text: self.text }
    }
}

/// Puts lines together into pieces.
pub fn assemble(lines: &[Line<'_>]) -> Vec<Piece> {
    let wrapping = Wrapping::measure(lines);
    let alone = lines.iter().take(TOP).map(Line::text);
    // "by Jane Doe" in small letters may be the end of a sentence too.
    let alone = alone.map(|line| !starts_lowercase(line) && meta_lines::stands_alone(line)).collect();
    let mut assembler = Assembler {
        lines,
        wrapping,
        seams: Seams::default(),
        alone,
        base: lines.iter().map(|line| line.indent).min().unwrap_or_default(),
        next: 0,
        unclosed_fence: false,
        after_rule: false,
        pieces: Vec::new(),
    };
    let pairs = (1..lines.len()).filter(|&at| assembler.joins(at - 1));
    let pairs = pairs.map(|at| (lines[at - 1].raw, lines[at].text()));
    let seams = Seams::learn(pairs, lines.iter().map(|line| line.raw));
    assembler.seams = seams;
    assembler.run();
    assembler.pieces
}

struct Assembler<'l, 'a> {
    lines: &'l [Line<'a>],
    wrapping: Wrapping,
    seams: Seams,
    /// For the lines of the top, whether each stands by itself.
    alone: Vec<bool>,
    /// The indent of the whole text.
    base: usize,
    /// The line to be read next.
    next: usize,
    /// A fence was opened that nothing closes, so that no later one need be looked for.
    unclosed_fence: bool,
    after_rule: bool,
    pieces: Vec<Piece>,
}

impl<'a> Assembler<'_, 'a> {
    fn run(&mut self) {
        while self.next < self.lines.len() {
            match self.mark(self.next) {
                Mark::Fence(fence) if self.take_fenced(fence) => {}
                // A rule sets apart and has no text; "###" and "-30-" at the end of wire texts are no rules.
                Mark::Rule(_) => {
                    self.next += 1;
                    self.after_rule = true;
                }
                Mark::Heading(level, text) => self.push(Kind::Heading(level), text.to_owned(), 1),
                Mark::Quote(_) => self.take_quote(),
                _ if self.begins_items(self.next) => self.take_items(),
                _ if self.take_table() || self.take_indented() => {}
                _ => self.take_paragraph(),
            }
        }
    }

    fn mark(&self, at: usize) -> Mark<'a> {
        marks::read(self.lines[at].text())
    }

    /// Adds a piece that the next `lines` lines make up. A piece of marks alone has no text and is left out.
    fn push(&mut self, kind: Kind, text: String, lines: usize) {
        let after_blank = self.lines[self.next].after_blank || self.after_rule;
        self.next += lines;
        if !text.is_empty() {
            self.after_rule = false;
            self.pieces.push(Piece { kind, text, after_blank, lines });
        }
    }

    /// Whether a line goes on in the next one, marks left aside.
    fn joins(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let alone = |at: usize| self.alone.get(at).copied().unwrap_or_default();
        self.wrapping.joins(&self.lines[at], next, at == 0) && !alone(at) && !alone(at + 1)
    }

    fn take_fenced(&mut self, fence: &str) -> bool {
        let inner = self.next + 1;
        let closes =
            |line: &Line<'_>| line.text().trim_start_matches(&fence[..1]).is_empty() && line.raw.contains(fence);
        let end = if self.unclosed_fence { None } else { self.lines[inner..].iter().position(closes) };
        let Some(length) = end else {
            self.unclosed_fence = true;
            return false;
        };
        // What is written beside the fence, such as the language of code, is text of the record too.
        let beside = self.lines[self.next].text()[fence.len()..].trim();
        let mut text = preformatted::join(&self.lines[inner..inner + length]);
        if !beside.is_empty() {
            text = format!("{beside}\n{text}");
        }
        self.push(Kind::Preformatted, text, length + 2);
        true
    }

    fn take_quote(&mut self) {
        let mut text = String::new();
        let mut taken = 0;
        while let Some(line) = self.lines.get(self.next + taken).filter(|line| taken == 0 || !line.after_blank) {
            let Mark::Quote(quoted) = marks::read(line.text()) else { break };
            // Marked lines in a row are one paragraph, as in Markdown and mail; a mark alone ends it.
            if taken > 0 && quoted.is_empty() {
                break;
            }
            self.seams.append(&mut text, quoted);
            taken += 1;
        }
        self.push(Kind::Quote, text, taken);
    }

    /// The line after the item that begins at a line: its text may go on in full or in indented lines.
    fn item_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while let Some(line) = self.lines.get(end) {
            let deeper = line.indent >= self.lines[start].indent + PARAGRAPH_INDENT;
            if line.after_blank || self.mark(end) != Mark::Plain || !(deeper || self.joins(end - 1)) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a list begins here: a round bullet, or two items of one kind in a row. One dash may be dialogue or an
    /// aside, and one number may be anything.
    fn begins_items(&self, at: usize) -> bool {
        let follower = || self.lines.get(self.item_end(at)).map(|line| marks::read(line.text()));
        match self.mark(at) {
            Mark::Dot(_) => true,
            Mark::Bullet(_) => matches!(follower(), Some(Mark::Bullet(_))),
            Mark::Number(number) => follower() == Some(Mark::Number(number + 1)),
            _ => false,
        }
    }

    fn take_items(&mut self) {
        let numbered = matches!(self.mark(self.next), Mark::Number(_));
        while self.next < self.lines.len() {
            let first = match self.mark(self.next) {
                Mark::Number(_) if numbered => self.lines[self.next].text(),
                Mark::Bullet(text) | Mark::Dot(text) if !numbered => text,
                _ => break,
            };
            let end = self.item_end(self.next);
            let mut text = String::new();
            self.seams.append(&mut text, first);
            for line in &self.lines[self.next + 1..end] {
                self.seams.append(&mut text, line.text());
            }
            self.push(Kind::Item, text, end - self.next);
        }
    }

    fn take_table(&mut self) -> bool {
        let length = preformatted::table_length(&self.lines[self.next..]);
        if length > 0 {
            let text = preformatted::join(&self.lines[self.next..self.next + length]);
            self.push(Kind::Preformatted, text, length);
        }
        length > 0
    }

    fn take_indented(&mut self) -> bool {
        let group = &self.lines[self.next..];
        let length = preformatted::indented_length(group, self.base);
        let prose = (self.next..self.next + length).any(|at| at + 1 < self.next + length && self.joins(at));
        if length > 0 && !prose {
            let text = preformatted::join(&group[..length]);
            self.push(Kind::Preformatted, text, length);
            return true;
        }
        false
    }

    fn take_paragraph(&mut self) {
        let mut text = String::new();
        self.seams.append(&mut text, self.lines[self.next].text());
        let mut end = self.next + 1;
        while end < self.lines.len() && self.joins(end - 1) && self.is_plain(end) {
            self.seams.append(&mut text, self.lines[end].text());
            end += 1;
        }
        let lines = end - self.next;
        let kind = match self.lines.get(end).filter(|line| !line.after_blank && lines == 1).map(Line::text) {
            Some(line) if is_underline(line, '=') => Kind::Heading(1),
            Some(line) if is_underline(line, '-') => Kind::Heading(2),
            _ => Kind::Text,
        };
        self.push(kind, text, lines);
        if kind != Kind::Text {
            self.next += 1;
        }
    }

    /// Whether a line can belong to a paragraph: it has no mark, or one that turns out to be none.
    fn is_plain(&self, at: usize) -> bool {
        match self.mark(at) {
            Mark::Plain => true,
            Mark::Bullet(_) | Mark::Number(_) => !self.begins_items(at),
            _ => false,
        }
    }
}

fn is_underline(line: &str, mark: char) -> bool {
    line.len() >= 3 && line.chars().all(|character| character == mark)
}
