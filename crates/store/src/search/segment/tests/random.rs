//! Random corpora, and every character there is.

use cuttings_core::SearchText;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::twins::{Batch, Twins, text};

/// Few words, made of characters that mean different things to the tokenizer.
fn texts() -> impl Strategy<Value = String> {
    let parts = [
        "a", "B", "ab", "é", "e\u{301}", "\u{301}", "\u{331}", "ß", "Ж", "中", "7", "\u{93F}", "क", "🙂", "\0", "_",
        " ", " ", "\n", "-", "\u{2019}", "\u{FFFE}", "\u{345}",
    ];
    vec(select(parts.to_vec()), 0..30).prop_map(|parts| parts.concat())
}

fn contents() -> impl Strategy<Value = SearchText> {
    (texts(), texts(), texts()).prop_map(|(title, standfirst, text)| SearchText { title, standfirst, text })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_batches_make_the_index_of_the_twin(
        contents in vec((1_i64..300, contents(), 0_u8..6), 0..40),
        merge in any::<bool>(),
    ) {
        let mut twins = if merge { Twins::new() } else { Twins::unmerged() };
        let mut batch = Batch::new();
        let mut row = 0;
        for (gap, content, end) in contents {
            row += gap;
            batch.push((row, content));
            match end {
                0 => twins.add(&std::mem::take(&mut batch)),
                1 => twins.insert(&std::mem::take(&mut batch)),
                _ => {}
            }
        }
        twins.add(&batch);
        if !merge {
            twins.assert_same_bytes();
        }
        twins.assert_same_answers(&["a", "é", "ab*", "\"a b\"", "title : a", "NEAR(a ab)"]);
    }
}

#[test]
fn every_character_means_what_it_means_to_fts5() {
    let mut twins = Twins::unmerged();
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    let chunks = all.chunks(20_000).zip(1_i64..);
    let batch = chunks.map(|(chunk, row)| {
        let words = chunk.iter().map(|character| format!("{character}a{character}{character}b {character} "));
        (row, text(words.collect::<String>()))
    });
    twins.add(&batch.collect());
    twins.assert_same_bytes();
}
