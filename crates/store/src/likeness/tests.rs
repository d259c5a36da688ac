//! Small archives of generated articles: what is found in them, and that it is the same however they came in.

use cuttings_core::{Block, ContentId, Draft, IdPrefix, RawId, digest};
use rstest::{fixture, rstest};
use tempfile::TempDir;

use super::Comparison;
use crate::{Archive, Original, Sighting, StoryOrder};

const FOOTER: &str = "Sign up for our daily letter and never miss a story from the harbour";

/// A text of so many words that no other seed has, in paragraphs of twenty.
fn words(seed: u64, number: usize) -> Vec<String> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (0..7).map(|place| char::from(b'a' + ((state >> (place * 5 + 20)) % 26) as u8)).collect::<String>()
    };
    (0..number).map(|_| word()).collect()
}

fn article(words: &[String], site: &str, published: &str) -> Draft {
    let paragraphs = words.chunks(20).map(|words| Block::paragraph(words.join(" "))).collect();
    Draft {
        title: Some(words[..4].join(" ")),
        blocks: paragraphs,
        site: Some(site.to_owned()),
        published: cuttings_core::Date::parse(published),
        ..Draft::default()
    }
}

/// The same with every `n`th word another.
fn changed(words: &[String], n: usize) -> Vec<String> {
    words
        .iter()
        .enumerate()
        .map(|(place, word)| if place % n == n - 1 { format!("{word}x") } else { word.clone() })
        .collect()
}

struct Desk {
    archive: Archive,
    _folder: TempDir,
}

#[fixture]
fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Desk { archive: Archive::open(&folder.path().join("a.db")).expect("a new archive"), _folder: folder }
}

impl Desk {
    fn import(&mut self, drafts: impl IntoIterator<Item = Draft>) -> super::ComparisonReport {
        let mut import = self.archive.begin_import("test", &[]).expect("no other import");
        for draft in drafts {
            let digested = digest(draft);
            let locator = digested.article.id.to_string();
            let original = Original { id: RawId::of(locator.as_bytes()), size: 1, zstd: None };
            let sighting =
                Sighting { source: "test", locator: &locator, format: "json", original, reading: Ok(digested) };
            import.add(sighting).expect("room");
        }
        import.finish().expect("room").1
    }

    fn relations(&self) -> Vec<String> {
        self.column("SELECT relation FROM links ORDER BY relation")
    }

    /// How many articles each story has.
    fn stories(&self) -> Vec<u64> {
        let listing = self.archive.list_stories(StoryOrder::Largest, 1_000, 0).expect("a sound file");
        listing.stories.iter().map(|story| story.articles).collect()
    }

    /// Everything that was found out, by ids that do not depend on rows.
    fn findings(&self) -> [Vec<String>; 3] {
        [
            self.column(
                "SELECT min(content, other) || max(content, other) || relation || round(jaccard, 6) || run
                 FROM links_report ORDER BY 1",
            ),
            self.column("SELECT story || article || round(similarity, 6) FROM story_articles ORDER BY 1"),
            self.column("SELECT paragraph_id || ' ' || site_id FROM boilerplate ORDER BY 1"),
        ]
    }

    fn column(&self, sql: &str) -> Vec<String> {
        let mut statement = self.archive.connection.prepare(sql).expect("a statement");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("texts")
    }
}

fn prefix(draft: &Draft) -> IdPrefix {
    IdPrefix::parse(&digest(draft.clone()).article.id.to_string()).expect("an id")
}

fn content(draft: &Draft) -> ContentId {
    digest(draft.clone()).content.id
}

#[rstest]
fn a_changed_text_at_another_site_makes_a_story_around_the_first(mut desk: Desk) {
    let text = words(1, 120);
    let first = article(&changed(&text, 40), "wire.example", "2024-03-01T08:00:00Z");
    let later = article(&text, "herald.example", "2024-03-02T08:00:00Z");
    desk.import([later, article(&words(2, 120), "herald.example", "2024-03-02"), first.clone()]);
    assert_eq!(desk.relations(), ["near_duplicate"]);
    let story = desk.archive.get_story(&prefix(&first)).expect("a sound file").expect("a story");
    assert_eq!((story.summary.articles, story.summary.sites), (2, 2));
    assert_eq!(story.summary.representative.site.as_deref(), Some("wire.example"));
    assert_eq!(
        story.members.iter().map(|member| member.article.site.as_deref()).collect::<Vec<_>>(),
        [Some("wire.example"), Some("herald.example")]
    );
}

#[rstest]
fn the_same_content_at_several_sites_is_a_story_too(mut desk: Desk) {
    let text = words(1, 120);
    desk.import([article(&text, "a.example", "2024-03-01"), article(&text, "b.example", "2024-03-01")]);
    assert_eq!((desk.relations().len(), desk.stories()), (0, vec![2]));
    // A third one joins in an import of its own.
    desk.import([article(&text, "c.example", "2025-03-01")]);
    assert_eq!(desk.stories(), [3]);
}

#[rstest]
fn a_changed_text_at_the_same_address_is_a_revision(mut desk: Desk) {
    let text = words(1, 120);
    let at_url = |words: &[String]| Draft {
        url: Some("https://a.example/1".to_owned()),
        ..article(words, "a.example", "2024-03-01")
    };
    desk.import([at_url(&text), at_url(&changed(&text, 30))]);
    assert_eq!((desk.relations(), desk.stories()), (vec!["revision".to_owned()], vec![2]));
}

#[rstest]
fn reports_in_one_form_are_linked_and_make_no_story(mut desk: Desk) {
    let form = words(1, 80);
    let report = |day: usize| {
        let numbers = |place: usize| (day * 31 + place * 7).to_string();
        let words = form.iter().enumerate();
        let words: Vec<String> =
            words.map(|(place, word)| if place % 10 == 9 { numbers(place) } else { word.clone() }).collect();
        article(&words, "a.example", "2024-03-01")
    };
    desk.import((1..=4).map(report));
    assert_eq!(desk.relations(), vec!["template"; 6]);
    assert!(desk.stories().is_empty());
}

#[rstest]
fn only_neighbouring_months_are_compared_unless_all_time_is_asked_for(mut desk: Desk) {
    let text = words(1, 120);
    desk.import([
        article(&text, "a.example", "2024-01-31"),
        article(&changed(&text, 40), "b.example", "2024-03-01"),
        article(&changed(&text, 50), "c.example", "2024-04-30"),
    ]);
    assert_eq!(desk.relations().len(), 1, "March and April");
    desk.archive.compare_anew(Comparison { all_time: true, thorough: false }).expect("room");
    assert_eq!(desk.relations().len(), 3);
    // It stays in force.
    desk.import([article(&changed(&text, 60), "d.example", "2019-04-30")]);
    assert_eq!(desk.relations().len(), 6);
}

/// Copies, reprints, revisions, extensions, and a footer that turns out to be boilerplate halfway.
fn mixture() -> Vec<Draft> {
    let mut drafts = Vec::new();
    for seed in 0..24 {
        let text = words(seed, 60 + seed as usize * 5);
        let mut first = article(&text, "a.example", &format!("2024-{:02}-10", seed % 3 + 1));
        first.blocks.push(Block::paragraph(FOOTER));
        drafts.push(first);
        if seed % 2 == 0 {
            drafts.push(article(&changed(&text, 25), "b.example", &format!("2024-{:02}-20", seed % 3 + 1)));
        }
        if seed % 3 == 0 {
            drafts.push(article(&[text.clone(), words(seed + 100, 150)].concat(), "c.example", "2024-02-15"));
            drafts.push(article(&text, "d.example", "2024-02-16"));
        }
        if seed % 4 == 0 {
            drafts.push(Draft { published: None, ..article(&changed(&text, 35), "e.example", "2024-02-15") });
        }
    }
    drafts
}

#[rstest]
#[case::at_once(1_000, false)]
#[case::in_parts(13, false)]
#[case::one_by_one(1, false)]
#[case::the_last_first(7, true)]
fn importing_in_any_parts_finds_what_comparing_anew_finds(
    mut desk: Desk,
    #[case] together: usize,
    #[case] backwards: bool,
) {
    let mut drafts = mixture();
    if backwards {
        drafts.reverse();
    }
    for part in drafts.chunks(together) {
        desk.import(part.to_vec());
    }
    let found = desk.findings();
    assert!(found.iter().all(|found| !found.is_empty()), "{found:?}");
    desk.archive.compare_anew(Comparison::default()).expect("room");
    assert_eq!(found, desk.findings());
    // And nothing is left to do.
    assert_eq!(desk.archive.compare_pending().expect("room").contents, 0);
}

#[rstest]
fn an_archive_without_sketches_is_compared_all_the_same(mut desk: Desk) {
    desk.import(mixture());
    let found = desk.findings();
    desk.archive.connection.execute("DELETE FROM sketches", []).expect("room");
    desk.archive.compare_anew(Comparison::default()).expect("room");
    assert_eq!(found, desk.findings());
}

#[rstest]
fn what_an_interrupted_import_left_is_compared_by_the_next(mut desk: Desk) {
    let text = words(1, 120);
    let first = digest(article(&text, "a.example", "2024-03-01"));
    let mut import = desk.archive.begin_import("test", &[]).expect("no other import");
    let original = Original { id: RawId::of(b"first"), size: 1, zstd: None };
    import.add(Sighting { source: "test", locator: "", format: "json", original, reading: Ok(first) }).expect("room");
    import.commit().expect("room");
    drop(import);
    assert_eq!(desk.archive.report_duplicates().expect("a sound file").pending, 1);
    let report = desk.import([article(&changed(&text, 40), "b.example", "2024-03-02")]);
    assert_eq!((report.contents, desk.stories()), (2, vec![2]));
}

#[rstest]
fn a_footer_makes_no_articles_alike(mut desk: Desk) {
    let with_footer = |seed: u64| {
        let mut draft = article(&words(seed, 40), "a.example", "2024-03-01");
        draft.blocks.extend(
            [FOOTER, "This material may not be published, broadcast, rewritten or sold", "Harbour"]
                .map(Block::paragraph),
        );
        draft
    };
    desk.import((0..9).map(with_footer));
    assert!(desk.column("SELECT text FROM blocks JOIN boilerplate ON boilerplate.paragraph_id = blocks.id").is_empty());
    desk.import((9..30).map(with_footer));
    assert_eq!(desk.findings()[2].len(), 3);
    assert!(desk.relations().is_empty(), "{:?}", desk.relations());
    let reuse = desk.archive.get_reuse(&prefix(&with_footer(3))).expect("a sound file");
    let whose: Vec<_> = reuse.paragraphs.iter().map(|paragraph| paragraph.whose).collect();
    assert_eq!(whose[..2], [crate::Whose::Unique; 2]);
    assert_eq!(whose[2..], [crate::Whose::Boilerplate; 3]);
}

#[rstest]
fn a_decision_outlives_comparing_anew_and_importing_again(mut desk: Desk) {
    let text = words(1, 120);
    let drafts = [
        article(&text, "a.example", "2024-03-01"),
        article(&changed(&text, 40), "b.example", "2024-03-02"),
        article(&words(7, 120), "c.example", "2024-03-03"),
    ];
    desk.import(drafts.clone());
    assert_eq!(desk.stories(), [2]);
    let [a, b, c] = drafts.each_ref().map(prefix);
    desk.archive.decide(&a, &b, false, "Ida", "a parody").expect("two texts");
    assert!(desk.stories().is_empty());
    desk.archive.decide(&c, &a, true, "Ida", "a translation").expect("two texts");
    assert_eq!(desk.stories(), [2]);
    desk.archive.compare_anew(Comparison::default()).expect("room");
    desk.import(drafts.clone());
    assert_eq!(desk.stories(), [2]);
    let story = desk.archive.get_story(&c).expect("a sound file").expect("a story");
    assert_eq!(story.members[0].content, content(&drafts[0]).short());
    desk.archive.remove_decision(&b, &a).expect("two texts").expect("a decision");
    assert_eq!(desk.stories(), [3]);
    assert_eq!(desk.archive.list_decisions().expect("a sound file").len(), 1);
}

#[rstest]
fn a_decision_needs_two_texts(mut desk: Desk) {
    let draft = article(&words(1, 60), "a.example", "2024-03-01");
    desk.import([draft.clone()]);
    let refused = desk.archive.decide(&prefix(&draft), &prefix(&draft), true, "Ida", "");
    assert!(matches!(refused, Err(crate::ArchiveError::SameContent { .. })), "{refused:?}");
}

#[rstest]
fn thousands_of_copies_are_one_story_and_no_square_of_pairs(mut desk: Desk) {
    let text = words(1, 100);
    let copies = (0..2_000).map(|copy| {
        let mut text = text.clone();
        text[copy % 90 + 5] = words(copy as u64 + 10, 1).remove(0);
        article(&text, "a.example", "2024-03-01")
    });
    let report = desk.import(copies);
    assert!(report.pairs <= 2_000 * 16, "{report:?}");
    assert!(report.capped > 0, "{report:?}");
    assert_eq!(desk.stories(), [2_000]);
}

#[rstest]
#[case::a_word(&["Late"])]
#[case::numbers(&["1 2 3 4 5 6 7 8 9", "10 11 12"])]
#[case::no_letters(&["*** --- ***", "…"])]
fn texts_of_nearly_nothing_are_imported_and_make_no_fuss(mut desk: Desk, #[case] paragraphs: &[&str]) {
    let draft = |site: &str| Draft {
        title: Some(format!("Of {site}")),
        blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
        ..Draft::default()
    };
    desk.import([draft("a.example"), draft("b.example")]);
    let relations = desk.relations();
    assert!(relations.iter().all(|relation| relation == "same"), "{relations:?}");
}

#[rstest]
fn what_two_articles_have_in_common_is_explained(mut desk: Desk) {
    let text = words(1, 120);
    let drafts = [article(&text, "a.example", "2024-03-01"), article(&text[..100], "b.example", "2024-09-02")];
    desk.import(drafts.clone());
    let explanation = desk.archive.explain(&prefix(&drafts[0]), &prefix(&drafts[1])).expect("two articles");
    assert!((explanation.containment - 1.0).abs() < 1e-9);
    assert_eq!((explanation.run, explanation.words), (100, 100));
    assert_eq!((explanation.stored, explanation.same_story), (None, false), "half a year apart");
}
