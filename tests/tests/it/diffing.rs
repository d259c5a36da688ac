//! `diff`: what differs between two articles, and between an article and what stood at its URL before.

use crate::support::Desk;

const URL: &str = "https://courier.example/ferry";
const QUAY: &str = "Nobody on the quay had expected that at all, and some had brought cakes.";
const CLOCK: &str = "The clock on the bridge had been put right twice, said the line.";

/// A desk with two revisions of an article, and an article that has none; their ids by title.
fn desk() -> (Desk, impl Fn(&Desk, &str) -> String) {
    let desk = Desk::new();
    let line = |title: &str, date: &str, url: &str, paragraphs: &[&str]| {
        let text = paragraphs.join("\n\n");
        serde_json::json!({ "title": title, "date": date, "url": url, "text": text }).to_string() + "\n"
    };
    let early = "The ferry to Skarrow took 19 passengers and the mate Ida Brandt along.";
    let late = "The ferry to Skarrow took 21 passengers and the mate Bram Ostler along.";
    let lines = [
        line("Early ferry", "2024-03-05", URL, &[early, CLOCK, QUAY]),
        line("Late ferry", "2024-03-06", URL, &[QUAY, late, CLOCK, "The line will look into it."]),
        line("Weather", "2024-03-06", "https://courier.example/weather", &["It will rain in all of the islands."]),
    ];
    let path = desk.write("desk.jsonl", lines.concat());
    desk.run(&["import".as_ref(), path.as_os_str()]).exits(0);
    (desk, |desk, title| desk.database().get("SELECT substr(id, 1, 12) FROM articles_text WHERE title = ?1", [title]))
}

#[test]
fn words_are_marked_with_signs_where_there_are_no_colours() {
    let (desk, id_of) = desk();
    let (early, late) = (id_of(&desk, "Early ferry"), id_of(&desk, "Late ferry"));
    let ran = desk.run(&["diff", &early, &late]).exits(0);
    let text = ran.text();
    for part in [
        early.as_str(),
        late.as_str(),
        "2024-03-05",
        "paragraphs: 1 same, 1 changed, 1 moved, 1 added; the title changed",
        "numbers and names only in A: 19, Ida, Brandt",
        "~ [-Early-]{+Late+} ferry",
        "~ The ferry to Skarrow took [-19-]{+21+} passengers and the mate [-Ida Brandt-]{+Bram Ostler+} along.",
        "> moved from paragraph 3",
        "+ The line will look into it.",
    ] {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn a_wide_page_has_two_columns_and_a_narrow_one_none() {
    let (desk, id_of) = desk();
    let (early, late) = (id_of(&desk, "Early ferry"), id_of(&desk, "Late ferry"));
    let wide = desk.run(&["diff", &early, &late, "--width", "120"]).exits(0);
    assert!(wide.text().lines().any(|line| line.contains("[-19-]") && line.contains("{+21+}")), "{}", wide.text());
    let narrow = desk.run(&["diff", &early, &late, "--width", "40"]).exits(0);
    let body = narrow.text().lines().skip_while(|line| !line.starts_with('~'));
    for line in body {
        assert!(line.chars().count() <= 40, "{line}");
    }
}

#[test]
fn one_id_is_compared_with_the_previous_revision() {
    let (desk, id_of) = desk();
    let (early, late) = (id_of(&desk, "Early ferry"), id_of(&desk, "Late ferry"));
    let alone = desk.run(&["diff", &late]).exits(0).says(&["previous revision", &early]);
    assert_eq!(alone.text(), desk.run(&["diff", &early, &late]).exits(0).text());
    desk.run(&["diff", &early]).exits(1).says(&["no earlier revision", "cuttings diff"]);
    desk.run(&["diff", &id_of(&desk, "Weather")]).exits(1).says(&["no earlier revision"]);
}

#[test]
fn the_comparison_is_there_as_json() {
    let (desk, id_of) = desk();
    let (early, late) = (id_of(&desk, "Early ferry"), id_of(&desk, "Late ferry"));
    let json = desk.run(&["diff", &early, &late, "--format", "json"]).exits(0).json();
    assert_eq!((json["left"]["id"].as_str(), json["right"]["id"].as_str()), (Some(&*early), Some(&*late)));
    assert_eq!((json["summary"]["moved"].as_u64(), json["summary"]["added"].as_u64()), (Some(1), Some(1)));
    let moved = json["rows"].as_array().expect("rows").iter().filter(|row| row["kind"] == "moved").count();
    assert_eq!(moved, 2, "where it was, and where it is");
}

#[test]
fn a_paragraph_that_was_split_is_compared_piece_by_piece() {
    let desk = Desk::new();
    let line = |title: &str, paragraphs: &[&str]| {
        serde_json::json!({ "title": title, "text": paragraphs.join("\n\n") }).to_string() + "\n"
    };
    let whole = format!("{QUAY} {CLOCK}");
    let path = desk.write("desk.jsonl", line("Whole", &[&whole]) + &line("Parts", &[QUAY, CLOCK]));
    desk.run(&["import".as_ref(), path.as_os_str()]).exits(0);
    let [whole, parts] = ["Whole", "Parts"]
        .map(|title| desk.database().get("SELECT substr(id, 1, 12) FROM articles_text WHERE title = ?1", [title]));
    let (whole, parts): (String, String) = (whole, parts);
    let split = desk.run(&["diff", &whole, &parts]).exits(0);
    for part in ["paragraphs: 1 split", "/ split from paragraph 1", QUAY, CLOCK] {
        assert!(split.text().contains(part), "{part:?} is not in:\n{}", split.text());
    }
    let merged = desk.run(&["diff", &parts, &whole]).exits(0);
    assert!(merged.text().contains("& merged into paragraph 1"), "{}", merged.text());
    let json = desk.run(&["diff", &parts, &whole, "--format", "json"]).exits(0).json();
    assert_eq!(json["summary"]["merged"].as_u64(), Some(1));
}

#[test]
fn a_text_is_the_same_as_itself_and_wrong_ids_are_refused() {
    let (desk, id_of) = desk();
    let early = id_of(&desk, "Early ferry");
    let ran = desk.run(&["diff", &early, &early]).exits(0);
    assert!(ran.text().contains("The texts are the same."), "{}", ran.text());
    desk.run(&["diff", &early, "nothing"]).exits(2).says(&["is no id"]);
    desk.run(&["diff", &early, "0000000000"]).exits(2).says(&["nothing in the archive"]);
}
