//! The paragraphs of one side, with their words as numbers that are the same on both sides.

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashMap;

use super::words::{Token, key, tokenize};
use super::{DiffText, Part};
use crate::{Role, fold_text};

/// A paragraph and what it is compared by.
pub(super) struct Paragraph<'a> {
    pub(super) part: Part,
    pub(super) role: Role,
    pub(super) position: u32,
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    /// The number of each token's key.
    pub(super) ids: Vec<u32>,
    /// The number of the folded text.
    pub(super) fold: u32,
}

impl Paragraph<'_> {
    /// A run of its tokens as a paragraph of its own, with the white space up to the next one.
    pub(super) fn piece(&self, tokens: Range<usize>) -> Self {
        let offset = |index: usize| match self.tokens.get(index) {
            Some(token) if index > 0 => token.start,
            Some(_) => 0,
            None => self.text.len() as u32,
        };
        let (start, end) = (offset(tokens.start), offset(tokens.end));
        let shifted = |token: &Token| Token { start: token.start - start, end: token.end - start, ..*token };
        Self {
            text: &self.text[start as usize..end as usize],
            tokens: self.tokens[tokens.clone()].iter().map(shifted).collect(),
            ids: self.ids[tokens].to_vec(),
            ..*self
        }
    }

    /// How many words it has.
    pub(super) fn words(&self) -> u64 {
        self.tokens.iter().filter(|token| token.is_word()).count() as u64
    }
}

/// Numbers for texts, in the order in which they are met.
#[derive(Default)]
struct Numbers<'a>(HashMap<Cow<'a, str>, u32>);

impl<'a> Numbers<'a> {
    fn get(&mut self, text: Cow<'a, str>) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text).or_insert(next)
    }
}

/// Takes texts apart.
#[derive(Default)]
pub(super) struct Reader<'a> {
    keys: Numbers<'a>,
    folds: Numbers<'a>,
}

impl<'a> Reader<'a> {
    /// How many numbers words have so far.
    pub(super) fn id_count(&self) -> usize {
        self.keys.0.len()
    }

    /// The title, if there is one.
    pub(super) fn title(&mut self, text: &DiffText<'a>) -> Option<Paragraph<'a>> {
        (!text.title.is_empty()).then(|| self.read(Part::Title, Role::Heading, 0, text.title))
    }

    /// Everything after the title.
    pub(super) fn body(&mut self, text: &DiffText<'a>) -> Vec<Paragraph<'a>> {
        let standfirst = text.standfirst.filter(|standfirst| !standfirst.is_empty());
        let standfirst = standfirst.map(|standfirst| self.read(Part::Standfirst, Role::Paragraph, 0, standfirst));
        let mut body: Vec<_> = standfirst.into_iter().collect();
        for (&(role, block), position) in text.blocks.iter().zip(1..) {
            body.push(self.read(Part::Block, role, position, block));
        }
        body
    }

    fn read(&mut self, part: Part, role: Role, position: u32, text: &'a str) -> Paragraph<'a> {
        let tokens = tokenize(text);
        let ids = tokens.iter().map(|token| self.keys.get(key(token.of(text)))).collect();
        let fold = fold_text(text);
        // A line of asterisks has nothing to fold.
        let fold = self.folds.get(if fold.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(fold) });
        Paragraph { part, role, position, text, tokens, ids, fold }
    }
}
