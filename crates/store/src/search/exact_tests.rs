//! Answers beside those that are worked out one article at a time, with what is kept beside the index and without it.

use std::collections::{BTreeMap, BTreeSet};

use cuttings_core::{Block, Draft, RawId, digest};
use rusqlite::Connection;
use tempfile::TempDir;

use super::bits::CHUNK;
use super::columns::TOGETHER;
use super::{SearchOrder, SearchPage, SearchRequest};
use crate::{Archive, Original, Sighting};

/// Sites, by the number of an article.
const SITES: [&str; 3] = ["herald.example", "post.example", "blatt.example"];

/// An article that is made up.
struct Given {
    title: String,
    text: String,
    site: &'static str,
    published: String,
}

/// Articles whose words come at different rates; every 50th is a reprint of the one before, at another site.
fn articles(count: u32) -> impl Iterator<Item = Given> {
    (0..count).map(|number| {
        let content = if number % 50 == 49 { number - 1 } else { number };
        let mut text = format!("the w{content}");
        for (word, rate) in [("half", 2), ("third", 3), ("tenth", 10), ("fortieth", 40), ("rare", 7_000)] {
            for _ in 0..u32::from(content % rate == 0) * (1 + content % 4) {
                text.push(' ');
                text.push_str(word);
            }
        }
        Given {
            title: if content % 90 == 0 { "Half a title".to_owned() } else { format!("t{content}") },
            text,
            site: SITES[number as usize % SITES.len()],
            published: format!("20{:02}-{:02}-{:02}", content % 20, content % 12 + 1, content % 28 + 1),
        }
    })
}

fn library(count: u32) -> (Archive, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut archive = Archive::open(&folder.path().join("a.db")).expect("a new archive");
    let mut import = archive.begin_import("test", &[]).expect("no other import");
    for (number, article) in articles(count).enumerate() {
        let mut draft = Draft {
            title: Some(article.title),
            blocks: vec![Block::paragraph(&article.text)],
            site: Some(article.site.to_owned()),
            language: Some("en".to_owned()),
            section: Some(format!("section {}", number % 7)),
            authors: vec![format!("Author {}", number % 30)],
            tags: vec!["all".to_owned(), format!("tag {}", number % 5)],
            ..Draft::default()
        };
        draft.set_published(&article.published);
        let locator = number.to_string();
        let original = Original { id: RawId::of(locator.as_bytes()), size: 1, zstd: None };
        let reading = Ok(digest(draft));
        import.add(Sighting { source: "test", locator: &locator, format: "test", original, reading }).expect("room");
    }
    import.finish_uncompared().expect("room");
    (archive, folder)
}

const QUERIES: [&str; 18] = [
    "the",
    "half",
    "rare",
    "half third",
    "half OR tenth",
    "half -third",
    "-half",
    "\"the half\"",
    "\"half half third\"",
    "\"half half third third fortieth\"",
    "title:half",
    "te*",
    "\"half ha\"*",
    "half site:post.example",
    "the author:\"Author 7\" after:2010",
    "(half site:post.example) OR rare",
    "tag:\"tag 3\" section:\"section 2\" before:2015",
    "NEAR(third tenth, 3)",
];

fn answers(archive: &Archive) -> Vec<SearchPage> {
    let orders = [SearchOrder::Relevance, SearchOrder::Newest, SearchOrder::Oldest, SearchOrder::MostPrinted];
    let ask = |query, order| {
        archive.search(&SearchRequest { query, limit: 30, facets: true, order, ..SearchRequest::default() })
    };
    let asked = QUERIES.iter().flat_map(|query| orders.map(|order| ask(query, order)));
    asked.collect::<Result<_, _>>().expect("answers")
}

fn count(connection: &Connection, sql: &str) -> u32 {
    connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

#[test]
fn what_is_kept_changes_no_answer() {
    let (mut archive, _folder) = library(CHUNK + CHUNK / 40);
    let connection = &archive.connection;
    let kept = [
        ("SELECT count(*) FROM kept_words WHERE word = CAST('0half' AS BLOB)", 1),
        ("SELECT count(*) FROM kept_postings", 4),
        ("SELECT count(*) FROM kept_lengths", 1),
        ("SELECT count(*) FROM kept_articles", CHUNK / TOGETHER),
    ];
    for (sql, least) in kept {
        assert!(count(connection, sql) >= least, "{sql}");
    }
    let before = answers(&archive);
    let changed = connection.execute_batch("DELETE FROM kept_articles").and_then(|()| super::kept::forget(connection));
    changed.expect("room");
    archive.search = super::SearchState::default();
    for (before, without) in before.iter().zip(answers(&archive)) {
        assert_eq!(*before, without);
    }
    // What is kept is made again, and is then the same.
    archive.rebuild_index().expect("room");
    archive.search = super::SearchState::default();
    for (before, again) in before.iter().zip(answers(&archive)) {
        assert_eq!(*before, again);
    }
    assert!(count(&archive.connection, "SELECT count(*) FROM kept_postings") >= 4);
}

/// BM25 of one word, worked out from the texts.
fn scores(articles: &[Given], word: &str) -> BTreeMap<String, f64> {
    let texts: BTreeSet<(&str, &str)> =
        articles.iter().map(|article| (article.title.as_str(), article.text.as_str())).collect();
    let words = |text: &str| text.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let length = |(title, text): &(&str, &str)| (words(title).len() + words(text).len()) as f64;
    let average = texts.iter().map(length).sum::<f64>() / texts.len() as f64;
    let occurrences = |text: &str| words(text).iter().filter(|found| *found == word).count() as f64;
    let frequency = |(title, text): &(&str, &str)| 8.0 * occurrences(title) + occurrences(text);
    let having = texts.iter().filter(|text| frequency(text) > 0.0).count() as f64;
    let weight = (1.0 + (texts.len() as f64 - having + 0.5) / (having + 0.5)).ln();
    let score = |text: &(&str, &str)| {
        let frequency = frequency(text);
        weight * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length(text) / average))
    };
    texts.iter().filter(|text| frequency(text) > 0.0).map(|text| (text.1.to_owned(), score(text))).collect()
}

#[test]
fn the_order_is_that_of_bm25_worked_out_from_the_texts() {
    let given: Vec<Given> = articles(900).collect();
    let (archive, _folder) = library(900);
    for word in ["half", "tenth", "the", "title"] {
        let scores = scores(&given, word);
        let page =
            archive.search(&SearchRequest { query: word, limit: 1_000, ..SearchRequest::default() }).expect("hits");
        assert_eq!(page.total, scores.len() as u64, "{word}");
        let ranked: Vec<f64> = page
            .hits
            .iter()
            .map(|hit| {
                let text: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
                scores[&text]
            })
            .collect();
        assert!(ranked.is_sorted_by(|one, other| *one >= *other - 1e-5), "{word}: {ranked:?}");
    }
}

#[test]
fn a_facet_counts_what_is_found_with_it() {
    let (archive, _folder) = library(2_000);
    let ask = |query: &str| {
        let request = SearchRequest { query, facets: true, limit: 1, ..SearchRequest::default() };
        let page = archive.search(&request).expect("an answer");
        (page.total, page.facets.expect("facets"))
    };
    for query in ["the", "tenth", "half site:post.example", "after:2012"] {
        let (_, facets) = ask(query);
        let fields = [
            ("site", &facets.sites),
            ("lang", &facets.languages),
            ("section", &facets.sections),
            ("author", &facets.authors),
            ("tag", &facets.tags),
        ];
        for (field, facet) in fields {
            assert!(!facet.values.is_empty(), "{query} {field}");
            for value in facet.values.iter().take(4) {
                let narrower = format!("{query} {field}:\"{}\"", value.value);
                assert_eq!(ask(&narrower).0, value.count, "{narrower}");
            }
        }
        if query == "the" {
            assert_eq!((facets.authors.values.len(), facets.authors.others), (20, 10));
        }
        for month in facets.months.iter().take(5) {
            assert_eq!(ask(&format!("{query} during:{}", month.value)).0, month.count, "{query} {}", month.value);
        }
    }
}
