use cuttings_core::{Draft, Role};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::Rejection;

#[rstest]
#[case("title", Some(Field::Title))]
#[case("articleBody", Some(Field::Text))]
#[case("Article_Body", Some(Field::Text))]
#[case("main-content", Some(Field::Text))]
#[case("Published At", Some(Field::Published))]
#[case("pub_date", Some(Field::Published))]
#[case("_id", Some(Field::Id))]
#[case("dateline", None)]
#[case("date_download", None)]
#[case("", None)]
fn names_are_guessed_whatever_their_case_and_joints(#[case] name: &str, #[case] field: Option<Field>) {
    assert_eq!(Field::guess(name).map(|(field, _)| field), field);
}

#[test]
fn no_name_is_in_the_table_twice_or_in_another_form_than_it_is_looked_up() {
    let mut seen = std::collections::HashSet::new();
    for name in USUAL_NAMES.iter().flat_map(|(_, names)| *names) {
        assert_eq!(plain_name(name), *name);
        assert!(seen.insert(name), "{name} is in the table twice");
    }
}

#[test]
fn every_field_is_guessed_from_its_own_name() {
    for field in Field::ALL {
        assert_eq!(Field::guess(field.name()).map(|(field, _)| field), Some(field));
    }
}

fn draft_of(record: Value, mappings: &[&str]) -> Result<Draft, Rejection> {
    let Value::Object(object) = record else { panic!("an object") };
    let cells = object.into_iter().map(|(name, value)| (name.into(), value)).collect();
    make_draft(cells, &FieldMap::parse(mappings).unwrap())
}

fn draft(record: Value) -> Draft {
    draft_of(record, &[]).unwrap()
}

fn texts(draft: &Draft) -> Vec<&str> {
    draft.blocks.iter().map(|block| block.text.as_str()).collect()
}

#[test]
fn a_record_with_the_usual_names_becomes_a_whole_draft() {
    let draft = draft(json!({
        "headline": "Cocoa\n review", "subtitle": "Prices rose", "articleBody": "One.\n\nTwo.",
        "link": " https://a.example/1 ", "publisher": {"name": "A News", "url": "https://a.example"},
        "byline": "By Jane Doe and John Roe", "inLanguage": "en", "category": "Markets",
        "keywords": "cocoa, trade", "_id": {"$oid": "507f"}, "dateline": "SALVADOR, Feb 26 -", "words": 2,
    }));
    assert_eq!(draft.title.as_deref(), Some("Cocoa review"));
    assert_eq!(draft.standfirst.as_deref(), Some("Prices rose"));
    assert_eq!(texts(&draft), ["One.", "Two."]);
    assert_eq!(draft.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(draft.site.as_deref(), Some("A News"));
    assert_eq!(draft.authors, ["Jane Doe", "John Roe"]);
    assert_eq!(draft.language.as_deref(), Some("en"));
    assert_eq!(draft.section.as_deref(), Some("Markets"));
    assert_eq!(draft.tags, ["cocoa", "trade"]);
    assert_eq!(draft.external_id.as_deref(), Some("507f"));
    assert_eq!(Value::Object(draft.extra), json!({"dateline": "SALVADOR, Feb 26 -", "words": 2}));
    assert!(draft.notes.is_empty(), "{:?}", draft.notes);
}

#[test]
fn the_best_name_fills_the_field_and_the_others_are_kept() {
    let draft = draft(json!({"body": "C", "content": "B", "text": "A", "description": "E", "standfirst": "D"}));
    assert_eq!(texts(&draft), ["A"]);
    assert_eq!(draft.standfirst.as_deref(), Some("D"));
    assert_eq!(Value::Object(draft.extra), json!({"body": "C", "content": "B", "description": "E"}));
}

#[test]
fn null_and_empty_values_leave_the_field_to_the_next_name() {
    let draft = draft(json!({"text": " ", "content": null, "body": "A", "title": "T", "tags": [], "source": {}}));
    assert_eq!(texts(&draft), ["A"]);
    assert!(draft.extra.is_empty());
}

#[test]
fn a_value_of_the_wrong_shape_leaves_the_field_to_the_next_name_and_is_kept() {
    let draft = draft(json!({"text": {"html": "x"}, "content": "A"}));
    assert_eq!(texts(&draft), ["A"]);
    assert_eq!(Value::Object(draft.extra), json!({"text": {"html": "x"}}));
}

#[test]
fn what_the_user_names_goes_before_what_is_guessed() {
    let draft = draft_of(json!({"text": "A", "article": {"body": "B", "words": 1}}), &["text=article.body"]).unwrap();
    assert_eq!(texts(&draft), ["B"]);
    assert_eq!(Value::Object(draft.extra), json!({"text": "A", "article": {"words": 1}}));
}

#[test]
fn a_record_that_lacks_the_users_name_is_read_by_the_usual_names() {
    assert_eq!(texts(&draft_of(json!({"text": "A"}), &["text=story"]).unwrap()), ["A"]);
}

#[rstest]
#[case::beginning("Prices rose in May. The…", None)]
#[case::cut_in_a_word("Prices rose in May. The fut...", None)]
#[case::the_title_again("Cocoa!", None)]
#[case::own_words("Why cocoa is dear", Some("Why cocoa is dear"))]
fn a_description_that_is_only_the_beginning_of_the_text_is_no_standfirst(
    #[case] description: &str,
    #[case] standfirst: Option<&str>,
) {
    let text = "Prices rose in May.\n\nThe future is open.";
    let draft = draft(json!({"title": "Cocoa", "text": text, "description": description}));
    assert_eq!(draft.standfirst.as_deref(), standfirst);
    assert_eq!(draft.extra.get("description").is_some(), standfirst.is_none());
}

#[rstest]
#[case(json!("2017-07-14T02:40:00Z"))]
#[case(json!("Fri, 14 Jul 2017 04:40:00 +0200"))]
#[case(json!(1_500_000_000))]
#[case(json!(1_500_000_000.0))]
#[case(json!({"$date": "2017-07-14T02:40:00Z"}))]
fn dates_of_many_shapes_are_read(#[case] date: Value) {
    let draft = draft(json!({"title": "T", "date": date}));
    assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some("2017-07-14T02:40:00Z"));
    assert!(draft.notes.is_empty() && draft.extra.is_empty());
}

#[test]
fn a_date_that_cannot_be_read_is_reported_and_the_next_one_is_tried() {
    let draft = draft(json!({"title": "T", "published": "no date", "date": "none either", "time": "1987-02"}));
    assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some("1987-02"));
    assert!(draft.notes[0].contains("no date"), "{:?}", draft.notes);
    assert_eq!(draft.extra.get("published"), Some(&json!("no date")));
    assert_eq!(draft.extra.get("date"), Some(&json!("none either")));
}

#[test]
fn of_several_sections_the_first_is_taken_and_all_are_kept() {
    let draft = draft(json!({"title": "T", "category": ["News", "Trade"]}));
    assert_eq!(draft.section.as_deref(), Some("News"));
    assert_eq!(draft.extra.get("category"), Some(&json!(["News", "Trade"])));
}

#[test]
fn a_name_that_comes_twice_loses_nothing() {
    let cells = [("a", "1"), ("title", "T"), ("a", "2"), ("a", "3")].map(|(name, value)| (name.into(), value.into()));
    let draft = make_draft(cells.into(), &FieldMap::default()).unwrap();
    assert_eq!(Value::Object(draft.extra), json!({"a": "1", "a (again)": ["2", "3"]}));
}

#[test]
fn a_record_without_title_and_text_is_rejected_with_the_names_seen_and_what_to_do() {
    let rejection = draft_of(json!({"id": 1, "story": "long"}), &[]).unwrap_err();
    assert_eq!(
        rejection.reason,
        "has no title and no text among its fields (id, story); name the one that holds the text with --map text=NAME"
    );
    assert_eq!(draft_of(json!({}), &[]).unwrap_err().reason, "has no fields");
    let empty = draft_of(json!({"id": 1, "text": ""}), &[]).unwrap_err();
    assert_eq!(empty.reason, "has no title and no text: its field \"text\" is empty or not a text");
}

#[test]
fn a_title_without_a_text_is_enough_but_a_long_unknown_field_is_pointed_out() {
    assert!(draft(json!({"title": "T", "url": "https://a.example"})).notes.is_empty());
    let draft = draft(json!({"title": "T", "story": "word ".repeat(100)}));
    assert!(draft.notes[0].contains("--map text=story"), "{:?}", draft.notes);
}

#[test]
fn what_crawlers_write_is_read_without_a_map() {
    let fundus = draft(json!({
        "title": "Bridge closed", "authors": ["Ann Poe"], "publishing_date": "2023-05-02 10:00:00+02:00",
        "topics": ["Traffic"], "publisher": "Courier", "lang": "en",
        "body": {"summary": ["It is shut."], "sections": [
            {"headline": [], "paragraphs": ["First.", "Second."]}, {"headline": ["What now"], "paragraphs": ["Ferries."]}]}
    }));
    let blocks: Vec<_> = fundus.blocks.iter().map(|block| (block.role, block.text.as_str())).collect();
    let paragraph = |text| (Role::Paragraph, text);
    assert_eq!(
        blocks,
        [
            paragraph("It is shut."),
            paragraph("First."),
            paragraph("Second."),
            (Role::Heading, "What now"),
            paragraph("Ferries.")
        ]
    );
    assert_eq!(fundus.published.map(|date| date.to_string()).as_deref(), Some("2023-05-02T08:00:00Z"));
    assert_eq!((fundus.site.as_deref(), fundus.tags), (Some("Courier"), vec!["Traffic".to_owned()]));

    let passim = draft(json!({"id": "x-1", "series": "courier", "date": "1889-03-04", "text": "A text."}));
    assert_eq!((passim.site.as_deref(), passim.external_id.as_deref()), (Some("courier"), Some("x-1")));
}
