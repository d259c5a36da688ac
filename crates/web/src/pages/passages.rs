//! Passages: neighbouring blocks that are read together, because they are this article's own, or are printed in the
//! same other articles, or say again what stood above.

use cuttings_store::{ArticleBlock, Elsewhere};

/// Neighbouring blocks of one kind.
#[derive(Debug, PartialEq)]
pub(super) enum Passage<'a> {
    /// Blocks that only this article has.
    Own(&'a [ArticleBlock]),
    /// Blocks that the same other articles have as well.
    Shared(&'a [ArticleBlock], &'a Elsewhere),
    /// Blocks that repeat earlier ones.
    Repeated(&'a [ArticleBlock]),
}

/// Divides a text into passages.
pub(super) fn divide(blocks: &[ArticleBlock]) -> impl Iterator<Item = Passage<'_>> {
    let together = |a: &ArticleBlock, b: &ArticleBlock| {
        let repeats = (a.repeats.is_some(), b.repeats.is_some());
        repeats == (true, true) || (repeats == (false, false) && a.elsewhere == b.elsewhere)
    };
    blocks.chunk_by(together).map(|blocks| match &blocks[0] {
        first if first.repeats.is_some() => Passage::Repeated(blocks),
        first if first.elsewhere.total > 0 => Passage::Shared(blocks, &first.elsewhere),
        _ => Passage::Own(blocks),
    })
}

#[cfg(test)]
mod tests {
    use cuttings_core::Role;

    use super::*;

    fn block(position: u32, repeats: Option<u32>, elsewhere: u64) -> ArticleBlock {
        let elsewhere = Elsewhere { total: elsewhere, ..Elsewhere::default() };
        ArticleBlock {
            position,
            role: Role::Paragraph,
            text: String::new(),
            repeats,
            elsewhere,
            highlights: Vec::new(),
        }
    }

    #[test]
    fn neighbours_of_one_kind_are_one_passage() {
        let blocks = [
            block(1, None, 0),
            block(2, None, 0),
            block(3, None, 2),
            block(4, None, 1),
            block(5, None, 1),
            block(6, Some(1), 0),
            block(7, Some(3), 2),
            block(8, None, 0),
        ];
        let passages: Vec<_> = divide(&blocks).collect();
        let expected = [
            Passage::Own(&blocks[..2]),
            Passage::Shared(&blocks[2..3], &blocks[2].elsewhere),
            Passage::Shared(&blocks[3..5], &blocks[3].elsewhere),
            Passage::Repeated(&blocks[5..7]),
            Passage::Own(&blocks[7..]),
        ];
        assert_eq!(passages, expected);
    }

    #[test]
    fn nothing_has_no_passages() {
        assert_eq!(divide(&[]).count(), 0);
    }
}
