//! What queries mean, and what is said of texts that are none.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// Pieces of queries in any order, and what people paste.
fn pasted() -> impl Strategy<Value = String> {
    let pieces = "[\\PC\"()*:-]{0,12}|OR|AND|NOT|NEAR[(]|NEAR/3|, 5[)]|[(]|[)]|title:|url:|during:|20[0-9]{2}|ferry|灯台|「|“|：| ";
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

/// The query as it was understood, written without ambiguity.
fn understood(text: &str) -> String {
    let query = Query::parse(text);
    assert_eq!(query.note, None, "{text}");
    query.expression.as_ref().map(written).unwrap_or_default()
}

fn written(expression: &Expression) -> String {
    let list = |parts: &[Expression]| parts.iter().map(written).collect::<Vec<_>>().join(" ");
    match expression {
        Expression::And(parts) => format!("and({})", list(parts)),
        Expression::Or(parts) => format!("or({})", list(parts)),
        Expression::Not(part) => format!("not({})", written(part)),
        Expression::Text { term, column } => format!("{}{}", column_name(*column), word(term)),
        Expression::Near { terms, distance, column } => {
            let terms: Vec<_> = terms.iter().map(word).collect();
            format!("{}near{distance}({})", column_name(*column), terms.join(" "))
        }
        Expression::Field(field) => format!("{field:?}"),
    }
}

fn word(term: &Term) -> String {
    format!("{}{}", term.words.join("_"), if term.prefix { "*" } else { "" })
}

fn column_name(column: Option<Column>) -> &'static str {
    match column {
        None => "",
        Some(Column::Title) => "title:",
        Some(Column::Standfirst) => "standfirst:",
        Some(Column::Text) => "text:",
    }
}

#[rstest]
#[case("", "")]
#[case("ferry", "ferry")]
#[case("late ferry", "and(late ferry)")]
#[case("late AND ferry", "and(late ferry)")]
#[case("\"late ferry\"", "late_ferry")]
#[case("“late ferry” quay", "and(late_ferry quay)")]
#[case("lighth*", "lighth*")]
#[case("\"late fer\"*", "late_fer*")]
#[case("ferry OR boat quay", "or(ferry and(boat quay))")]
#[case("(ferry OR boat) quay", "and(or(ferry boat) quay)")]
#[case("ferry -late", "and(ferry not(late))")]
#[case("ferry NOT (late OR slow)", "and(ferry not(or(late slow)))")]
#[case("title:ferry site:dw.com", "and(title:ferry Site(\"dw.com\"))")]
#[case("author:\"Ida Brandt\"", "Author(\"Ida Brandt\")")]
#[case("lang:German after:2022-09 before:2022", "and(Language(\"de\") After(\"2022-09\") Before(\"2022\"))")]
#[case("is:wire -IS:Duplicate", "and(Trait(Wire) not(Trait(Duplicate)))")]
#[case("is:revised OR has:repeats", "or(Trait(Revised) Trait(Repeats))")]
#[case("this:wire", "this_wire")]
#[case("state-run", "state_run")]
#[case("北京 manual", "and(北_京 manual)")]
#[case("Breaking: 10:30 – news", "and(breaking 10_30 news)")]
#[case("or and not", "and(or and not)")]
#[case("late near ferry", "and(late near ferry)")]
#[case("SHOOTING NEAR SCHOOL", "and(shooting near school)")]
#[case("NEAR(late ferry)", "near10(late ferry)")]
#[case("NEAR(late \"fog symph\"* ferry, 5)", "near5(late fog_symph* ferry)")]
#[case("NEAR(ferry, 5)", "ferry")]
#[case("late NEAR/5 ferry", "near5(late ferry)")]
#[case("a late NEAR/5 \"old ferry\" NEAR/5 quay", "and(a near5(late old_ferry quay))")]
#[case("-NEAR(late ferry) quay", "and(not(near10(late ferry)) quay)")]
#[case("title:NEAR(late ferry, 3)", "title:near3(late ferry)")]
#[case("text:ferry standfirst:late", "and(text:ferry standfirst:late)")]
#[case("title:\"late fer\"* text:lighth*", "and(title:late_fer* text:lighth*)")]
#[case("title:(ferry OR boat -\"late one\")", "or(title:ferry and(title:boat not(title:late_one)))")]
#[case("author:bran* tag:\"har\"*", "and(Author(\"bran*\") Tag(\"har*\"))")]
#[case("source:reuters21578 lang:\"German\"", "and(Source(\"reuters21578\") Language(\"de\"))")]
#[case("during:2022-09", "and(After(\"2022-09\") Before(\"2022-10\"))")]
#[case("-during:\"September 2022\"", "not(and(After(\"2022-09\") Before(\"2022-10\")))")]
#[case("url:a.example/x_(y)", "Url(At([\"https://a.example/x_(y)\", \"https://www.a.example/x_(y)\"]))")]
#[case("(url:sport)", "Url(Words(\"sport\"))")]
#[case("https://a.example/b", "or(Url(At([\"https://a.example/b\", \"https://www.a.example/b\"])) https_a_example_b)")]
#[case("don’t ‘stop’ d'Estaing", "and(don_t stop d_estaing)")]
#[case("„alter Kahn“ »am Kai« «au port» ‹le quai›", "and(alter_kahn am_kai au_port le_quai)")]
#[case("“the «old» ferry”", "the_old_ferry")]
#[case("title：「灯台」（猫　OR　犬）", "and(title:灯_台 or(猫 犬))")]
#[case("ｌｉｇｈｔｈ＊ －ferry", "and(lighth* not(ferry))")]
#[case("iPhone手机", "iphone_手_机")]
#[case("Straße \"Straße\"", "and(or(straße strasse) straße)")]
#[case("C++ & R&D", "and(c r_d)")]
fn queries(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(understood(text), expected);
}

#[rstest]
#[case("\"late ferry", "and(late ferry)", "quote", "\"")]
#[case("a “late ferry", "and(a late ferry)", "quote", "“")]
#[case("a 15\" screen", "and(a 15 screen)", "quote", "\"")]
#[case("(late ferry", "and(late ferry)", "parenthesis", "(")]
#[case("（灯台", "灯_台", "parenthesis", "（")]
#[case("late) ferry", "and(late ferry)", "parenthesis", ")")]
#[case("late ferry :)", "and(late ferry)", "parenthesis", ")")]
#[case("OR ferry", "and(or ferry)", "OR", "OR")]
#[case("ferry OR", "and(ferry or)", "OR", "OR")]
#[case("ferry OR OR boat", "and(ferry or or boat)", "OR", "OR")]
#[case("ferry AND", "and(ferry and)", "AND", "AND")]
#[case("ferry NOT", "and(ferry not)", "NOT", "NOT")]
#[case("ferry NEAR/5", "and(ferry near_5)", "NEAR/5", "NEAR/5")]
#[case("NEAR/5 ferry", "and(near_5 ferry)", "NEAR/5", "NEAR/5")]
#[case("late NEAR/5 site:a.example", "and(late near_5 site_a_example)", "NEAR/5", "NEAR/5")]
#[case("title:late NEAR/5 ferry", "and(title_late near_5 ferry)", "NEAR/5", "NEAR/5")]
#[case("NEAR(late ferry", "and(near_late ferry)", "closed", "NEAR")]
#[case("NEAR((late) ferry)", "and(near_late ferry)", "NEAR( takes", "NEAR")]
#[case("NEAR(late ferry, 5000)", "and(near_late ferry 5000)", "1000", "NEAR")]
#[case("quay site:", "and(quay site)", "site:", "site:")]
#[case("title: The ferry", "and(title the ferry)", "title:", "title:")]
#[case("after:sometime ferry", "and(after_sometime ferry)", "after:sometime", "after:sometime")]
#[case("late during:sometime", "and(late during_sometime)", "during:sometime", "during:sometime")]
#[case("lang:qqq", "lang_qqq", "lang:qqq", "lang:qqq")]
#[case("ein lang:\"q q\"", "and(ein lang_q q)", "lang:q q", "lang:\"q q\"")]
#[case("is:late ferry", "and(is_late ferry)", "is:duplicate", "is:late")]
#[case("has:ferry", "has_ferry", "has:repeats", "has:ferry")]
#[case("url:? ferry", "and(url ferry)", "url:dw.com/en", "url:?")]
fn what_is_no_query_is_searched_as_words_with_a_note(
    #[case] text: &str,
    #[case] expected: &str,
    #[case] why: &str,
    #[case] place: &str,
) {
    let query = Query::parse(text);
    assert_eq!(written(&query.expression.expect("words")), expected);
    let note = query.note.expect("a note");
    assert!(note.message.contains(why), "{note:?}");
    assert_eq!(note.parts(text)[1], place);
}

#[rstest]
#[case("ferry ".repeat(300))]
#[case(format!("\"{}\"", "ferry ".repeat(300)))]
#[case("灯".repeat(300))]
#[case("a*".repeat(300))]
#[case(format!("灯台 {}", "ferry-".repeat(300)))]
fn of_a_long_text_the_first_words_are_looked_at(#[case] text: String) {
    let query = Query::parse(&text);
    assert_eq!(query.terms.iter().map(|term| term.words.len()).sum::<usize>(), 200);
    assert!(query.note.expect("a note").message.contains("more than 200 words"));
}

#[test]
fn a_query_without_a_word_finds_nothing_and_says_so() {
    for text in ["—", "\"\"", "()", "!? …", "*"] {
        let query = Query::parse(text);
        assert_eq!(query.expression, Some(Expression::Or(Vec::new())), "{text}");
        assert_eq!(query.note.expect("a note").parts(text), ["", text, ""]);
    }
}

proptest! {
    #[test]
    fn every_text_is_a_query(text in pasted()) {
        let query = Query::parse(&text);
        prop_assert!(text.trim().is_empty() || query.expression.is_some());
        if let Some(note) = query.note {
            prop_assert_eq!(note.parts(&text).concat(), text);
            prop_assert!(!note.place.is_empty());
        }
    }

    #[test]
    fn every_word_knows_where_it_was_typed(text in pasted()) {
        for term in Query::parse(&text).terms.iter().filter(|term| term.words.concat().is_ascii()) {
            let typed = text.get(term.at..).unwrap_or_default();
            prop_assert!(typed.starts_with(&term.text) || term.text.contains("ss"), "{:?}", term);
        }
    }

    #[test]
    fn words_come_back_as_they_were(words in prop::collection::vec("[a-r]{1,8}", 1..6)) {
        let query = Query::parse(&words.join(" "));
        let terms: Vec<_> = query.terms.into_iter().flat_map(|term| term.words).collect();
        prop_assert_eq!(terms, words);
        prop_assert_eq!(query.note, None);
    }
}
