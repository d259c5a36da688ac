//! Whole texts in, drafts out; and what holds for every text.

use std::path::Path;

use cuttings_core::Date;
use proptest::prelude::*;
use rstest::rstest;
use sha2::{Digest, Sha256};

use super::*;
use crate::{FieldMap, Limits};

fn read(text: &str) -> Draft {
    PlainText.read(text.as_bytes()).expect("text is never refused")
}

/// The blocks as `role: text`, which reads well in a failed test.
fn blocks(draft: &Draft) -> Vec<String> {
    draft.blocks.iter().map(|block| format!("{}: {}", block.role.name(), block.text)).collect()
}

fn split(bytes: &[u8], limits: Limits) -> Vec<Record> {
    let mut records = Vec::new();
    let fields = Arc::new(FieldMap::default());
    let mut input = bytes;
    let stream = Stream { source: Arc::from("quay.txt"), input: &mut input, limits, fields: &fields };
    assert_eq!(PlainText.split(stream, &mut records).expect("no error"), Flow::Continue);
    records
}

#[test]
fn the_whole_stream_is_one_record_with_its_exact_bytes() {
    let records = split(b"The quay\r\n\xff\n", Limits::default());
    assert_eq!(records.len(), 1);
    assert_eq!((records[0].locator.as_str(), records[0].format), ("", "text"));
    assert_eq!(records[0].raw, Raw::Bytes(b"The quay\r\n\xff\n".to_vec()));
    assert!(records[0].read().expect("a draft").has_text());
}

#[test]
fn a_record_beyond_the_limit_is_hashed_and_refused() {
    let limits = Limits { record_bytes: 7, ..Limits::default() };
    let records = split(b"The quay", limits);
    let sha256 = Sha256::digest(b"The quay").into();
    assert_eq!(records[0].raw, Raw::Passed { sha256, size: 8 });
    let rejection = records[0].read().expect_err("too long");
    assert_eq!(rejection.reason, "has 8 bytes; the limit for one record is 7");
    assert!(matches!(split(b"The qua", limits)[0].raw, Raw::Bytes(_)));
}

#[test]
#[expect(clippy::print_stderr, reason = "says that it skips where the data is not there")]
fn the_scraped_page_of_the_seed_reads_as_its_editor_meant_it() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/seed"));
    let Ok(bytes) = std::fs::read(folder.join("000_550d044fdf73584a.txt")) else {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let draft = PlainText.read(&bytes).expect("a draft");
    let title =
        "Xi Jinping's first international trip in over 2 years turns the focus on China's sway in Russia's backyard";
    assert_eq!(draft.title.as_deref(), Some(title));
    let standfirst = draft.standfirst.as_deref().expect("a standfirst");
    assert!(standfirst.starts_with("A highly anticipated meeting") && standfirst.ends_with("against the West."));
    let roles: Vec<Role> = draft.blocks.iter().map(|block| block.role).collect();
    assert_eq!(roles, [Role::Paragraph, Role::Heading, Role::Paragraph].repeat(2));
    assert_eq!(draft.blocks[1].text, "China sides with Russia on Ukraine");
    assert_eq!(draft.blocks[..3], draft.blocks[3..]);
    assert_eq!(draft.section.as_deref(), Some("News"));
    assert!(draft.extra.is_empty() && draft.notes.is_empty() && draft.tags.is_empty());
}

#[test]
fn a_scraped_page_dump() {
    let draft = read(concat!(
        "Verin ferry returns to its old quay. After a winter at the new one, passengers find their boat again.\n",
        "The ferry to Verin returned to the old quay on Monday, and most passengers found it at the first attempt, the ",
        "harbour office said.\n",
        "What the winter broke\n",
        "The old quay had been closed since December, when a storm took eleven of its bollards and the hut of the ",
        "harbour master with it.\n",
        "Category\n🗞\nNews\nTags: ferry, Verin\n",
    ));
    assert_eq!(draft.title.as_deref(), Some("Verin ferry returns to its old quay"));
    assert_eq!(draft.standfirst.as_deref(), Some("After a winter at the new one, passengers find their boat again."));
    assert_eq!(draft.section.as_deref(), Some("News"));
    assert_eq!(draft.tags, ["ferry", "Verin"]);
    let roles: Vec<Role> = draft.blocks.iter().map(|block| block.role).collect();
    assert_eq!(roles, [Role::Paragraph, Role::Heading, Role::Paragraph]);
}

#[test]
fn an_article_copied_from_a_page() {
    let draft = read(concat!(
        "Verin ferry returns to its old quay\n\n",
        "Passengers find their boat again after a winter at the new quay\n\n",
        "By Jane Doe, Harbour Correspondent\n\nhttps://herald.example/verin\n\n",
        "The ferry to Verin returned to the old quay on Monday.\n\n",
        "Photo: Ann Poe/Northwire\n\n",
        "“We missed it,” said a passenger.\n",
    ));
    assert_eq!(draft.title.as_deref(), Some("Verin ferry returns to its old quay"));
    assert_eq!(draft.standfirst.as_deref(), Some("Passengers find their boat again after a winter at the new quay"));
    assert_eq!(draft.authors, ["Jane Doe"]);
    assert_eq!(draft.extra["byline"], "By Jane Doe, Harbour Correspondent");
    assert_eq!(draft.url.as_deref(), Some("https://herald.example/verin"));
    let expected = [
        "paragraph: The ferry to Verin returned to the old quay on Monday.",
        "caption: Photo: Ann Poe/Northwire",
        "paragraph: “We missed it,” said a passenger.",
    ];
    assert_eq!(blocks(&draft), expected);
}

#[test]
fn metadata_near_a_title_is_found_among_other_short_lines() {
    let draft = read(concat!(
        "Verin ferry returns to its old quay\nBy Jane Doe\nHarbour News, Port Elsa\nPublished\n13 September 2022\nShare\n",
        "The ferry to Verin returned to the old quay on Monday, and most passengers found it at the first attempt.\n",
        "Related topics\nFerries\nPort Elsa\n",
    ));
    assert_eq!(draft.authors, ["Jane Doe"]);
    assert_eq!(draft.published.as_ref().map(Date::as_iso), Some("2022-09-13"));
    assert_eq!(draft.tags, ["Ferries", "Port Elsa"]);
    let texts: Vec<&str> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts[..2], ["Harbour News, Port Elsa", "Share"]);
    assert_eq!(texts.len(), 3);
}

#[test]
fn two_dates_in_one_line() {
    let draft = read(concat!(
        "Le ferry de Verin retrouve son vieux quai\nPar Jean Dupont\n",
        "Publié le 13 septembre 2022, mis à jour le 14 septembre 2022\n\n",
        "Le ferry est reparti lundi du vieux quai.\n",
    ));
    assert_eq!(draft.published.as_ref().map(Date::as_iso), Some("2022-09-13"));
    assert_eq!(draft.modified.as_ref().map(Date::as_iso), Some("2022-09-14"));
    assert_eq!(blocks(&draft), ["paragraph: Le ferry est reparti lundi du vieux quai."]);
}

#[test]
fn newswire() {
    let draft = read(concat!(
        "VERIN FERRY RETURNS TO ITS OLD QUAY\n",
        "    PORT ELSA, March 3 - The ferry to Verin returned to the old quay\n",
        "on Monday after a winter at the new one, the harbour office said.\n",
        "    Most passengers found it.\n",
        "    The office said the storm of December, which took 11 bollards,\n",
        "had also damaged the inter-island mole. Repairs are due in April.\n",
        " NORTHWIRE\n",
    ));
    assert_eq!(draft.title.as_deref(), Some("VERIN FERRY RETURNS TO ITS OLD QUAY"));
    let expected = [
        "paragraph: PORT ELSA, March 3 - The ferry to Verin returned to the old quay on Monday after a winter at the new \
         one, the harbour office said.",
        "paragraph: Most passengers found it.",
        "paragraph: The office said the storm of December, which took 11 bollards, had also damaged the inter-island mole. \
         Repairs are due in April.",
        "paragraph: NORTHWIRE",
    ];
    assert_eq!(blocks(&draft), expected);
}

#[test]
fn a_note_in_markdown() {
    let draft = read(concat!(
        "---\nauthor: Jane Doe\n---\n# Verin ferry\n\nThe ferry is back.\n\n## What to bring\n\n- a coat\n- a book that is\n",
        "  not too long\n\n> Nobody was\n> surprised.\n>\n> Not even the captain.\n\n1. Wait\n2. Board\n\n```\nquay   = old\nferry  = late\n```\n\n",
        "Fares\n-----\nA return costs four crowns.\n",
    ));
    assert_eq!(draft.title.as_deref(), Some("Verin ferry"));
    assert_eq!(draft.authors, ["Jane Doe"]);
    let expected = [
        "paragraph: The ferry is back.",
        "heading: What to bring",
        "list_item: a coat",
        "list_item: a book that is not too long",
        "quote: Nobody was surprised.",
        "quote: Not even the captain.",
        "list_item: 1. Wait",
        "list_item: 2. Board",
        "preformatted: quay   = old\nferry  = late",
        "heading: Fares",
        "paragraph: A return costs four crowns.",
    ];
    assert_eq!(blocks(&draft), expected);
}

#[test]
fn a_letter_has_no_title() {
    let draft = read(concat!(
        "Jane Doe\n12 Harbour Street\nPort Elsa\n\nDear Sir,\n\n",
        "The ferry was late again on Tuesday, and I should like to know why, since nobody on the quay could tell me.\n\n",
        "Yours faithfully,\nJane Doe\n",
    ));
    assert_eq!(draft.title, None);
    assert_eq!(draft.blocks.len(), 7);
}

#[test]
fn a_body_without_a_title_stays_whole() {
    let draft = read(concat!(
        "The ferry to Verin returned to the old quay on Monday, the harbour office said.\n\n",
        "It had left from the new quay since December, when a storm took eleven bollards.\n\n",
        "Repairs to the mole are due in April.\n",
    ));
    assert_eq!((draft.title.clone(), draft.blocks.len()), (None, 3));
}

#[rstest]
#[case::figures("Shr 66 cts vs 33 cts\n\nNet 2,955,000 vs 1,563,000\n\nRevs 43.5 mln vs 34.3 mln")]
#[case::verse("The sea, the sea\nIt calls to me\nAnd I am free\nOf land and lea")]
#[case::one_paragraph("The ferry to Verin")]
#[case::open_end("To the editor:\n\nThe ferry was late again on Tuesday. Nobody knew why.")]
fn some_first_lines_are_no_titles(#[case] text: &str) {
    assert_eq!(read(text).title, None);
}

#[test]
fn a_title_that_stands_twice_is_read_once() {
    let draft = read("Title: The old quay\nAuthor: Jane Doe\n\nThe old quay\n\nIt is open again.\n");
    assert_eq!(draft.title.as_deref(), Some("The old quay"));
    assert_eq!(blocks(&draft), ["paragraph: It is open again."]);
}

#[test]
fn a_hyphen_at_a_line_end_goes_only_where_the_word_stands_elsewhere() {
    let draft = read(concat!(
        "The ferry to Verin returned to the quay on Monday, and the har-\n",
        "bour office was glad of it, because it had been a long and well-\n",
        "known grievance that the harbour had no boat of its own at all.\n",
    ));
    let text = "The ferry to Verin returned to the quay on Monday, and the harbour office was glad of it, because it had been \
                a long and well-known grievance that the harbour had no boat of its own at all.";
    assert_eq!(blocks(&draft), [format!("paragraph: {text}")]);
}

#[test]
fn metadata_of_nothing_is_text() {
    let draft = read("Source: The Harbour Herald\n");
    assert_eq!(blocks(&draft), ["paragraph: Source: The Harbour Herald"]);
    assert_eq!(draft.site, None);
}

#[test]
fn an_encoding_that_was_guessed_is_noted() {
    let draft = PlainText.read(b"Le caf\xe9 du port est ferm\xe9 depuis l'\xe9t\xe9.").expect("a draft");
    assert_eq!(draft.notes.len(), 1);
    assert_eq!(blocks(&draft), ["paragraph: Le café du port est fermé depuis l'été."]);
}

#[test]
fn a_file_of_very_many_lines_is_one_block() {
    let draft = read(&"quay\n".repeat(600_000));
    assert_eq!((draft.blocks.len(), draft.blocks[0].role, draft.notes.len()), (1, Role::Preformatted, 1));
}

#[test]
fn an_empty_file_has_no_text() {
    assert_eq!(read(""), Draft::default());
    assert_eq!(read(" \n\u{200b}\0\n---\n"), Draft { blocks: vec![Block::paragraph("---")], ..Draft::default() });
}

/// Every letter of a text, in alphabetical order: what must not change on the way into a draft.
fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut letters: Vec<char> = texts.flat_map(str::chars).filter(|character| character.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

fn letters_of(draft: &Draft) -> String {
    let fields = [&draft.title, &draft.standfirst, &draft.url, &draft.site, &draft.section, &draft.language];
    let fields = fields.into_iter().flatten().chain(&draft.authors).chain(&draft.tags).map(String::as_str);
    letters(fields.chain(draft.blocks.iter().map(|block| block.text.as_str())))
}

/// Pieces of text that mean something to this reader, but are no metadata, whose labels it leaves out.
fn fragment() -> impl Strategy<Value = String> {
    let marks = [
        "#", "##", "- ", "* ", "1. ", "2. ", "> ", "```", "---", "===", "+++", "    ", "\t", "   ", "…", ".", "?", "!",
        "“", "”", "\"", "(", ")", "-", "—", "\u{ad}", "\u{200b}", "\0", "。", "！", "@",
    ];
    let words =
        ["the", "ferry", "Verin", "QUAY", "inter", "late", "harbour", "Dr", "渡轮", "码头", "причал", "المرسى", "เรือ"];
    let long = "The ferry to Verin returned to the old quay, and nobody was surprised";
    let ends = ["```late\n", "```\n", "\n", "\n\n", "\r\n", "\r", "\u{2028}", ".\n", "-\n", " \n"];
    prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(|word| format!("{word} ")),
        2 => prop::sample::select(marks.to_vec()).prop_map(str::to_owned),
        2 => prop::sample::select(ends.to_vec()).prop_map(str::to_owned),
        1 => Just(long.to_owned()),
        1 => any::<char>().prop_filter("no labels, no dates", |c| !c.is_numeric() && !":：".contains(*c)).prop_map(String::from),
    ]
}

proptest! {
    #[test]
    fn no_letter_is_lost(fragments in prop::collection::vec(fragment(), 0..60)) {
        let text = fragments.concat();
        let draft = read(&text);
        prop_assert!(draft.extra.is_empty(), "{:?}", draft.extra);
        prop_assert_eq!(letters_of(&draft), letters(std::iter::once(text.as_str())), "{:#?}", draft);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(PlainText.read(&bytes).is_ok());
    }

    #[test]
    fn no_text_with_labels_makes_it_panic(
        lines in prop::collection::vec("(---|Title|Tags|作者|Date|Category|by|🗞|)[:：=]{0,1} {0,5}[\"'\\[a-zA-Z0-9,.é渡\\]]{0,12}", 0..12)
    ) {
        let draft = read(&lines.join("\n"));
        prop_assert!(draft.blocks.iter().all(|block| !block.text.is_empty()));
    }
}
