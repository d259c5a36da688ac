//! Corpora that have been thought of.

use cuttings_core::{SearchText, prepare_for_search};
use rstest::rstest;

use super::twins::{Batch, Twins, text};

const QUERIES: &[&str] = &[
    "cocoa",
    "the",
    "cocoa NOT wheat",
    "wh*",
    "t*",
    "\"the w\"*",
    "\"the cocoa\"",
    "NEAR(cocoa wheat, 5)",
    "title : cocoa",
    "{title standfirst} : the",
    "^the",
    "w1 OR w100 OR w999",
    "w5 w7",
    "naïve OR ÉCOLE",
    "नमस्ते",
    "北 + 京",
    "λόγος",
];

/// Words from a small generator of our own, so that a failure comes again.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn text(&mut self, words: u64) -> String {
        let mut text = String::new();
        for _ in 0..words {
            match self.next() % 8 {
                0 | 1 => text.push_str("the "),
                2 => text.push_str("Cocoa, "),
                3 => text.push_str("wheat-"),
                _ => {
                    // The product of two makes small numbers common.
                    let number = (self.next() % 60) * (self.next() % 60);
                    text.extend(["w", &number.to_string(), " "]);
                }
            }
        }
        text
    }

    fn batch(&mut self, rows: std::ops::Range<i64>) -> Batch {
        rows.map(|row| {
            let (title, standfirst, words) = (self.next() % 6, self.next() % 4, self.next() % 120);
            let columns = [title, standfirst, words].map(|words| self.text(words));
            let [title, standfirst, text] = columns;
            (row * 3, SearchText { title, standfirst, text })
        })
        .collect()
    }
}

fn multilingual() -> Batch {
    let texts = [
        "Naïve café, ÉCOLE ŻÓŁĆ straße ǅ İstanbul ıI ﬁne e\u{301}te\u{301} \u{301} \u{301}a ſ K Å",
        "Ὁ λόγος ΛΌΓΟΣ ἐν ἀρχῇ ὁδός ΣΊΣΥΦΟΣ",
        "Ёлка ЁЛКА й и\u{306} Україна ЇЖАК ђ Ђ",
        "السَّلام عليكم ١٢٣ كتاب",
        "नमस्ते दुनिया क्षत्रिय हिन्दी १२",
        "สวัสดีชาวโลก ๑๒",
        "北京 news 東京タワー 한국어 iPhone手机。",
        "😀 smile 👩‍👩‍👧 🏳️‍🌈 flag 𝔘𝔫𝔦 𐐀𐐨 \u{10FFFF}\u{FFFE}a\u{FFFF} \u{E000}private",
        "nul\0nul a\0 \0\0b tab\tline\nend\u{2028}x\u{a0}y",
        "under_score don't e-mail a.b 3.14 x² ½ Ⅷ ª",
        "\u{345} a\u{345} \u{300}\u{301}\u{331} o\u{31B}\u{331}\u{332}x \u{20D0}a\u{20D0} ם\u{5B0}",
        "",
        " \u{3000} -- ",
    ];
    let rows = texts.iter().zip(1_i64..);
    rows.flat_map(|(raw, row)| {
        let prepared = prepare_for_search(raw).into_owned();
        let whole = SearchText { title: prepared.clone(), standfirst: (*raw).to_owned(), text: prepared };
        [(row * 2, text(*raw)), (row * 2 + 1, whole)]
    })
    .collect()
}

fn long_words() -> Batch {
    let lengths = [1, 4_000, 4_040, 4_050, 4_060, 32_767, 32_768, 32_769, 40_000];
    let mut batch: Batch = Vec::new();
    for (length, row) in lengths.into_iter().zip(1_i64..) {
        let word = format!("{} b {}x", "a".repeat(length), "é".repeat(length / 2));
        batch.push((row, text(word.clone())));
        batch.push((row + 100, text(format!("z {} {}", "中".repeat(length / 3), word.repeat(30)))));
    }
    batch.sort_by_key(|(row, _)| *row);
    batch
}

/// Two hundred thousand words in one row, and a word in between again and again.
fn long_row() -> Batch {
    let long = |every: usize| {
        let words =
            (0..200_000).map(|word| if word % every == 0 { "the ".to_owned() } else { format!("w{} ", word % 7) });
        words.collect::<String>()
    };
    vec![
        (1, text("the wheat")),
        (2, SearchText { title: "the".to_owned(), standfirst: String::new(), text: long(2) }),
        (3, SearchText { title: long(300), standfirst: long(17), text: "the".to_owned() }),
        (4, text("the cocoa")),
    ]
}

/// Rows that fill pages in all ways: each length of places around what a page holds.
fn page_edges() -> Batch {
    let lengths = (4_020..4_060).chain(0..200).chain(2_000..2_030).chain(8_080..8_110);
    (1..).zip(lengths).map(|(row, length)| (row, text("the ".repeat(length)))).collect()
}

/// Row ids far apart, at the edges of what a row id can be.
fn far_rows() -> Batch {
    [i64::MIN, -5, 0, 1, 1 << 40, i64::MAX].map(|row| (row, text("the cocoa w1"))).to_vec()
}

#[rstest]
#[case::none(Vec::new())]
#[case::one(vec![(7, text("the cocoa"))])]
#[case::no_words(vec![(7, text("")), (8, text("..."))])]
#[case::news(Words(1).batch(1..3_000))]
#[case::multilingual(multilingual())]
#[case::long_words(long_words())]
#[case::long_row(long_row())]
#[case::page_edges(page_edges())]
#[case::far_rows(far_rows())]
fn a_segment_has_the_bytes_that_fts5_writes(#[case] batch: Batch) {
    let mut twins = Twins::unmerged();
    twins.add(&batch);
    twins.assert_same_bytes();
    twins.assert_same_answers(QUERIES);
    for command in ["('merge', 500)", "('merge', -1)", "('optimize', 0)"] {
        let sql = format!("INSERT INTO search (search, rank) VALUES {command}");
        twins.both(|connection| assert_eq!(connection.execute(&sql, []), Ok(1)));
        twins.assert_same_answers(QUERIES);
    }
}

#[test]
fn segments_upon_segments_have_the_bytes_that_fts5_writes() {
    let mut twins = Twins::unmerged();
    let mut words = Words(2);
    for batch in 0..12 {
        let rows = batch * 200..(batch + 1) * 200;
        if batch % 4 == 2 {
            twins.insert(&words.batch(rows));
        } else {
            twins.add(&words.batch(rows));
        }
        twins.assert_same_bytes();
    }
    twins.assert_same_answers(QUERIES);
}

#[test]
fn fts5_merges_our_segments_with_its_own() {
    let mut twins = Twins::new();
    let mut words = Words(3);
    for batch in 0..40 {
        let rows = batch * 60..(batch + 1) * 60;
        if batch % 3 == 2 {
            twins.insert(&words.batch(rows));
        } else {
            twins.add(&words.batch(rows));
        }
        if batch % 8 == 7 {
            twins.ours.execute("INSERT INTO search (search, rank) VALUES ('merge', 30)", []).unwrap();
            twins.assert_same_answers(QUERIES);
        }
    }
    twins.both(|connection| {
        connection.execute("INSERT INTO search (search) VALUES ('optimize')", []).unwrap();
    });
    twins.assert_same_answers(QUERIES);
    twins.insert(&words.batch(5_000..5_050));
    twins.add(&words.batch(6_000..6_050));
    twins.assert_same_answers(QUERIES);
}
