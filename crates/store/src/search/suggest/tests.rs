//! What is suggested at every key.

use rstest::rstest;

use crate::search::tests::{Library, library};

/// What is suggested, as `kind text`.
fn suggested(library: &Library, typed: &str) -> Vec<String> {
    let suggestions = library.archive.suggest(typed, 8).expect("an answer");
    suggestions.into_iter().map(|found| format!("{} {}", found.kind.field(), found.text)).collect()
}

#[rstest]
#[case("fer", &["title Ferry"])]
#[case("FÄH", &["title Fähre"])]
#[case("fah", &["title Fähre"])]
#[case("灯", &["title 灯台"])]
#[case("ประ", &["title ประภาคาร"])]
#[case("bra", &["author Ida Brandt"])]
#[case("ida b", &["author Ida Brandt"])]
#[case("brandt i", &[])]
#[case("har", &["section Harbour News"])]
#[case("se", &["tag sea"])]
#[case("herald", &["site herald.example", "site news.herald.example"])]
#[case("site:her", &["site herald.example", "site news.herald.example"])]
#[case("title:her", &[])]
#[case("author:\"Ida B", &["author Ida Brandt"])]
#[case("quay ", &["title Quay"])]
#[case("qua ", &[])]
#[case("", &[])]
#[case("  \"", &[])]
fn suggestions(library: Library, #[case] typed: &str, #[case] expected: &[&str]) {
    assert_eq!(suggested(&library, typed), expected);
}

#[rstest]
#[case("fer", "title:\"Ferry\"")]
#[case("late site:herald.", "late site:herald.example")]
#[case("site:herald.example bra", "site:herald.example author:\"Ida Brandt\"")]
fn a_suggestion_is_a_query_that_finds(library: Library, #[case] typed: &str, #[case] query: &str) {
    let suggestions = library.archive.suggest(typed, 8).expect("an answer");
    assert_eq!(suggestions[0].query, query);
    assert!(!library.titles(query).is_empty());
}

#[rstest]
fn no_more_than_the_limit_is_suggested(library: Library) {
    for limit in 0..4 {
        let suggestions = library.archive.suggest("a", limit).expect("an answer");
        assert!(suggestions.len() <= limit as usize);
    }
}
