//! What a comparison promises, over texts made for it.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn text<'a>(title: &'a str, paragraphs: &[&'a str]) -> DiffText<'a> {
    let blocks = paragraphs.iter().map(|text| (Role::Paragraph, *text)).collect();
    DiffText { title, blocks, ..DiffText::default() }
}

fn diff(left: &[&str], right: &[&str]) -> Diff {
    Diff::of(&text("", left), &text("", right))
}

/// The rows in short: `=` same, `~` changed with its words marked, `-`, `+`, `<` moved away, `>` moved here.
fn short(diff: &Diff) -> Vec<String> {
    let cell = |cell: &Option<Cell>| cell.as_ref().map(Cell::text).unwrap_or_default();
    let row = |row: &Row| match row.kind {
        RowKind::Same => format!("= {}", cell(&row.right)),
        RowKind::Removed => format!("- {}", cell(&row.left)),
        RowKind::Added => format!("+ {}", cell(&row.right)),
        RowKind::Moved if row.left.is_some() => format!("<{} {}", row.moved.unwrap_or(0), cell(&row.left)),
        RowKind::Moved => format!(">{} {}", row.moved.unwrap_or(0), cell(&row.right)),
        RowKind::Changed => format!("~ {}", words(row)),
        RowKind::Split => format!("/ {}", words(row)),
        RowKind::Merged => format!("& {}", words(row)),
    };
    diff.rows.iter().map(row).collect()
}

/// A changed row in the marks of wdiff, with `#` before numbers and `@` before names.
fn words(row: &Row) -> String {
    let segments = |cell: &'_ Option<Cell>| cell.as_ref().map(|cell| cell.segments.clone()).unwrap_or_default();
    let (left, right) = (segments(&row.left), segments(&row.right));
    let mark = |segment: &Segment| match segment.mark {
        Some(Mark::Number) => "#",
        Some(Mark::Name) => "@",
        None => "",
    };
    let word = |segment: &Segment| match segment.kind {
        SegmentKind::Equal => segment.text.clone(),
        SegmentKind::Removed => format!("[-{}{}-]", mark(segment), segment.text),
        SegmentKind::Added => format!("{{+{}{}+}}", mark(segment), segment.text),
    };
    merged(&left, &right).map(word).collect()
}

const FERRY: &str = "The ferry to Skarrow left eleven minutes early and took nineteen passengers along.";
const CLOCK: &str = "The clock on the bridge had been put right twice on Friday, said the line.";
const QUAY: &str = "Nobody on the quay had expected that at all, and some had brought cakes.";
const SPRING: &str = "In spring the timetable will be changed once more, whatever the weather.";

#[test]
fn words_are_marked_where_they_changed() {
    let left = ["The ferry to Skarrow took 19 passengers and the mate Ida Brandt along on Friday."];
    let right = ["The early ferry to Skarrow took 21 passengers and the mate Bram Ostler along."];
    let expected = "~ The {+early+} ferry to Skarrow took [-#19-]{+#21+} passengers and the mate \
        [-@Ida Brandt-]{+@Bram Ostler+} along [-on -][-@Friday-].";
    assert_eq!(short(&diff(&left, &right)), [expected]);
}

#[test]
fn typography_alone_is_no_change() {
    let left = ["“Don’t go”, he said – twice…"];
    let right = ["\"Don't  go\", he said -- twice..."];
    let diff = diff(&left, &right);
    assert!(diff.summary.is_same(), "{:?}", short(&diff));
    assert_eq!(diff.rows[0].left.as_ref().map(Cell::text).as_deref(), Some(left[0]));
    assert_eq!(diff.summary.shared_percent, 100);
}

#[test]
fn a_sign_of_percent_or_money_is_a_change() {
    let rows = short(&diff(&["It costs $5 or 3 % of all that."], &["It costs €5 or 3 of all that."]));
    assert_eq!(rows, ["~ It costs [-#$5-]{+#€5+} or 3 [-#%-] of all that."]);
}

#[test]
fn scripts_without_spaces_are_compared_by_characters() {
    assert_eq!(
        short(&diff(&["渡轮早上八点离开码头。"], &["渡轮早上九点离开码头。"])),
        ["~ 渡轮早上[-八-]{+九+}点离开码头。"]
    );
    assert_eq!(short(&diff(&["เรือออกที่ท่า"], &["เรือเข้าที่ท่า"]))[0].matches("ที่ท่า").count(), 1);
}

#[test]
fn paragraphs_come_and_go() {
    assert_eq!(
        short(&diff(&[FERRY, CLOCK, QUAY], &[FERRY, SPRING, QUAY])),
        [format!("= {FERRY}"), format!("- {CLOCK}"), format!("+ {SPRING}"), format!("= {QUAY}")]
    );
}

#[test]
fn a_moved_paragraph_is_known_again() {
    let rows = short(&diff(&[FERRY, CLOCK, QUAY, SPRING], &[CLOCK, QUAY, SPRING, FERRY]));
    let expected = [
        format!("<4 {FERRY}"),
        format!("= {CLOCK}"),
        format!("= {QUAY}"),
        format!("= {SPRING}"),
        format!(">1 {FERRY}"),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_moved_paragraph_may_have_changed_as_well() {
    let later = FERRY.replace("eleven", "12");
    let diff = diff(&[FERRY, CLOCK, QUAY, SPRING], &[CLOCK, QUAY, SPRING, &later]);
    assert_eq!((diff.summary.moved, diff.summary.removed, diff.summary.added), (1, 0, 0));
    let last = diff.rows[4].right.as_ref().expect("moved here");
    let changed: Vec<_> = last.segments.iter().filter(|segment| segment.kind == SegmentKind::Added).collect();
    assert!(changed.len() == 1 && changed[0].text == "12" && changed[0].mark == Some(Mark::Number), "{changed:?}");
}

#[test]
fn a_paragraph_that_was_split_is_compared_piece_by_piece() {
    let whole = [FERRY, CLOCK, SPRING].join(" ");
    let clock = CLOCK.replace("twice", "three times");
    let diff = diff(&[QUAY, &whole, "The end."], &[QUAY, FERRY, &clock, SPRING, "The end."]);
    let expected = [
        format!("= {QUAY}"),
        format!("/ {FERRY} "),
        "/ The clock on the bridge had been put right [-twice-]{+three times+} on Friday, said the line. ".to_owned(),
        format!("/ {SPRING}"),
        "= The end.".to_owned(),
    ];
    assert_eq!(short(&diff), expected);
    let counts = (diff.summary.split, diff.summary.same, diff.summary.changed + diff.summary.added);
    assert_eq!(counts, (1, 2, 0));
    assert!(!diff.summary.is_same());
}

#[test]
fn paragraphs_that_were_merged_are_compared_piece_by_piece() {
    let whole = [FERRY, CLOCK].join(" ");
    let diff = diff(&[FERRY, CLOCK, SPRING], &[&whole, SPRING]);
    assert_eq!(short(&diff), [format!("& {FERRY} "), format!("& {CLOCK}"), format!("= {SPRING}")]);
    assert_eq!((diff.summary.merged, diff.summary.removed, diff.summary.shared_percent), (1, 0, 100));
}

#[test]
fn scripts_without_spaces_are_split_as_well() {
    let diff =
        diff(&["渡轮早上八点离开码头。乘客十九人没有赶上。"], &["渡轮早上八点离开码头。", "乘客十九人没有赶上。"]);
    assert_eq!(short(&diff), ["/ 渡轮早上八点离开码头。", "/ 乘客十九人没有赶上。"]);
}

#[test]
fn a_paragraph_with_another_one_added_was_not_split() {
    let rows = short(&diff(&[FERRY, QUAY], &[FERRY, CLOCK, QUAY]));
    assert_eq!(rows, [format!("= {FERRY}"), format!("+ {CLOCK}"), format!("= {QUAY}")]);
    let changed = FERRY.replace("eleven", "twelve");
    assert_eq!(diff(&[FERRY], &[&changed, CLOCK]).summary.split, 0);
    // Its words stand in the one before, which has them itself.
    assert_eq!(diff(&[FERRY], &[&changed, "The ferry left."]).summary.split, 0);
    // What was rewritten is no cut.
    let whole = [FERRY, CLOCK].join(" ");
    assert_eq!(diff(&[&whole], &[&FERRY[..40], &CLOCK[40..]]).summary.split, 0);
}

#[test]
fn the_shorter_of_two_that_changed_places_has_moved() {
    let rows = short(&diff(&["A short line.", FERRY], &[FERRY, "A short line."]));
    assert_eq!(rows, ["<2 A short line.".to_owned(), format!("= {FERRY}"), ">1 A short line.".to_owned()]);
}

#[test]
fn titles_pair_with_titles_and_standfirsts_with_what_says_the_same() {
    let left = DiffText { standfirst: Some(FERRY), ..text("Early ferry", &[CLOCK]) };
    let right = text("Late ferry", &[FERRY, CLOCK]);
    let diff = Diff::of(&left, &right);
    assert!(diff.summary.title_changed);
    assert_eq!((diff.summary.same, diff.summary.changed), (2, 0));
    let parts = diff.rows[1].left.as_ref().map(|cell| cell.part).zip(diff.rows[1].right.as_ref().map(|cell| cell.part));
    assert_eq!(parts, Some((Part::Standfirst, Part::Block)));
}

#[test]
fn the_summary_lists_numbers_and_names_of_one_side() {
    let diff = diff(&["The mate said Ida Brandt took 19.", CLOCK], &["The mate said Bram Ostler took 21."]);
    assert_eq!(diff.summary.only_left, ["Ida", "Brandt", "19", "Friday"]);
    assert_eq!(diff.summary.only_right, ["Bram", "Ostler", "21"]);
}

#[test]
fn a_capital_marks_no_name_at_a_beginning_in_a_headline_or_in_german() {
    let rows =
        short(&diff(&["Yesterday it left at noon. Nobody saw it."], &["Today it left at noon. Everybody saw it."]));
    assert!(!rows[0].contains('@'), "{rows:?}");
    let german = |words| DiffText { language: Some("de"), ..text("", words) };
    let diff = Diff::of(&german(&["Da legte die alte Fähre ab."]), &german(&["Da legte die alte Barke ab."]));
    assert_eq!(short(&diff), ["~ Da legte die alte [-Fähre-]{+Barke+} ab."]);
    let diff = Diff::of(&text("Clock Stops At Noon", &[]), &text("Clock Stops At Night", &[]));
    assert_eq!(short(&diff), ["~ Clock Stops At [-Noon-]{+Night+}"]);
}

#[test]
fn nothing_is_the_same_as_nothing() {
    let diff = diff(&[], &[]);
    assert!(diff.summary.is_same() && diff.rows.is_empty());
    assert_eq!(diff.summary.shared_percent, 100);
}

/// Random words of a small or a large vocabulary.
fn noise(words: usize, vocabulary: u64, mut seed: u64) -> String {
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("w{:x} ", (seed >> 33) % vocabulary)
    };
    (0..words).map(|_| word()).collect()
}

/// Without optimizations a tenth must do.
const WORDS: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

#[track_caller]
fn assert_soon(left: &[&str], right: &[&str]) -> Diff {
    // A build without optimizations on a busy machine; what is feared takes hours.
    let (start, patience) = (Instant::now(), Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 }));
    let diff = diff(left, right);
    let took = start.elapsed();
    assert!(took < patience, "{took:?}");
    assert!(is_whole(&diff, left, right));
    diff
}

/// Whether the cells of each side are its paragraphs, those of a paragraph in pieces together.
fn is_whole(diff: &Diff, left: &[&str], right: &[&str]) -> bool {
    let is_side = |cells: &[&Cell], side: &[&str]| {
        let paragraphs = cells.chunk_by(|one, next| one.position == next.position);
        paragraphs.map(|cells| cells.iter().map(|cell| cell.text()).collect::<String>()).eq(side.iter().copied())
    };
    let lefts: Vec<_> = diff.rows.iter().filter_map(|row| row.left.as_ref()).collect();
    let rights: Vec<_> = diff.rows.iter().filter_map(|row| row.right.as_ref()).collect();
    is_side(&lefts, left) && is_side(&rights, right)
}

#[test]
fn a_paragraph_of_a_million_words_is_compared_soon() {
    for vocabulary in [10, 5_000, 1 << 30] {
        assert_soon(&[&noise(WORDS, vocabulary, 1)], &[&noise(WORDS, vocabulary, 2)]);
    }
}

#[test]
fn a_paragraph_repeated_without_end_is_compared_soon() {
    let (left, right) = (vec![FERRY; WORDS / 10], vec![FERRY; WORDS / 20]);
    assert_eq!(assert_soon(&left, &right).summary.removed as usize, WORDS / 20);
    let changed = FERRY.replace("early", "late");
    assert_soon(&left, &vec![changed.as_str(); WORDS / 20]);
}

#[test]
fn texts_of_many_paragraphs_are_compared_soon() {
    let (left, right) = (noise(WORDS, 2_000, 1), noise(WORDS, 2_000, 2));
    let cut =
        |text| -> Vec<&str> { str::as_bytes(text).chunks(60).filter_map(|bytes| str::from_utf8(bytes).ok()).collect() };
    assert_soon(&cut(&left), &cut(&right));
    let turned: Vec<&str> = cut(&left).into_iter().rev().collect();
    assert_soon(&cut(&left), &turned);
}

#[test]
fn what_is_too_long_is_compared_by_paragraphs_and_said_to_be() {
    let (left, right) = (noise(100_000, 100, 1), noise(100_000, 100, 2));
    let diff = assert_soon(&[&left], &[&right]);
    assert!(diff.summary.coarse && diff.rows.iter().all(|row| row.coarse || row.kind != RowKind::Changed));
}

/// Paragraphs of few words, so that they are often the same, similar or elsewhere.
fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        8 => "[abcd]{1,2}",
        1 => "[A-C][ab]",
        1 => "[0-9]{1,2}[.,%]?[0-9]?",
        1 => "[渡轮ที่é‘“”—.,!\u{301}\u{200d}]{1,3}",
    ];
    let gap = prop_oneof![8 => Just(" "), 1 => Just("  "), 1 => Just("\n"), 1 => Just("")];
    let text = prop::collection::vec((gap, word), 0..12)
        .prop_map(|words| words.into_iter().flat_map(|(gap, word)| [gap.to_owned(), word]).collect::<String>());
    // Often one of a few, so that paragraphs are found again elsewhere.
    let known = prop::sample::select(vec!["a b c d e f g", "a b X d e f g h", "* * *", "u v w x y z 1 2", "a"])
        .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![text, known], 0..8)
}

proptest! {
    #[test]
    fn the_cells_of_a_side_are_its_text(left in paragraphs(), right in paragraphs()) {
        let (left, right): (Vec<_>, Vec<_>) =
            (left.iter().map(String::as_str).collect(), right.iter().map(String::as_str).collect());
        let diff = diff(&left, &right);
        prop_assert!(is_whole(&diff, &left, &right), "{:?}", diff.rows);
        let summary = &diff.summary;
        let pieces = |kind| diff.rows.iter().filter(|row| row.kind == kind).count() as u64;
        let paired = summary.same + summary.changed + summary.moved;
        let (split, merged) = (pieces(RowKind::Split), pieces(RowKind::Merged));
        prop_assert_eq!(paired + summary.split + merged + summary.removed, left.len() as u64);
        prop_assert_eq!(paired + split + summary.merged + summary.added, right.len() as u64);
    }

    #[test]
    fn equal_segments_stand_on_both_sides(left in paragraphs(), right in paragraphs()) {
        let (left, right): (Vec<_>, Vec<_>) =
            (left.iter().map(String::as_str).collect(), right.iter().map(String::as_str).collect());
        for row in diff(&left, &right).rows {
            let (Some(left), Some(right)) = (row.left, row.right) else { continue };
            let equal = |cell: &Cell| {
                let equal = cell.segments.iter().filter(|segment| segment.kind == SegmentKind::Equal);
                equal.map(|segment| segment.text.clone()).collect::<Vec<_>>()
            };
            let (left, right) = (equal(&left), equal(&right));
            prop_assert_eq!(left.len(), right.len());
            for (left, right) in left.iter().zip(&right) {
                let keys = |text: &str| words::tokenize(text).into_iter().map(|token| words::key(token.of(text)).into_owned()).collect::<String>();
                prop_assert_eq!(keys(left), keys(right));
            }
        }
    }

    #[test]
    fn a_text_is_the_same_as_itself(text in paragraphs()) {
        let text: Vec<_> = text.iter().map(String::as_str).collect();
        prop_assert!(diff(&text, &text).summary.is_same());
    }
}
