//! What is offered for a misspelt query.

use rstest::rstest;

use crate::SearchRequest;
use crate::search::tests::{Library, library};

#[rstest]
#[case("fery", Some("ferry"))]
#[case("Feryr late", Some("Ferry late"))]
#[case("lang:en  (Efrry  OR nothing) -boat", Some("lang:en  (Ferry  OR nothing) -boat"))]
#[case("title:\"ferrry\"", Some("title:\"ferry\""))]
#[case("\"the ferrywas late\"", Some("\"the ferry was late\""))]
#[case("Zürihc", Some("Zürich"))]
#[case("ferry againn", Some("ferry again"))]
#[case("ferry", None)]
#[case("fery Zurich", None)]
#[case("fery*", None)]
#[case("zeppelin", None)]
#[case("灯塔", None)]
#[case("2025", None)]
#[case("", None)]
fn likelier_queries(library: Library, #[case] query: &str, #[case] expected: Option<&str>) {
    let page = library.archive.search(&SearchRequest { query, limit: 5, ..SearchRequest::default() });
    assert_eq!(page.expect("an answer").did_you_mean.as_deref(), expected);
}
