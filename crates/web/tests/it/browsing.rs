//! The pages that lead through the archive: names, times, imports, statistics and help; feeds; originals.

use actix_web::http::StatusCode;
use rstest::rstest;

use crate::archive::{TestArchive, article, newsroom, published};
use crate::client::{get, path_of};

#[actix_web::test]
async fn a_name_has_a_page_with_its_newest_articles() {
    let archive = newsroom();
    let page = get(&archive, "/site/courier.example").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_has("<b>4</b> texts");
    page.assert_has(r#"value="site:courier.example""#);
    page.assert_has(r#"href="/search.atom?q=site%3Acourier.example""#);
    let newest = page.body.find("Early ferry will be on time").expect("the newest");
    assert!(newest < page.body.find("Ferry leaves early").expect("an older one"));
    get(&archive, "/author/Ida%20Brandt").await.assert_has("Inquiry blames the clock");
    get(&archive, "/month/2024-03").await.assert_has(r#"<a href="/year/2024">2024</a>"#);
}

#[rstest]
#[case("AC/DC")]
#[case("100 % ?#&=+;")]
#[case("%2F%00")]
#[case("a/../b")]
#[case("<script>alert(1)</script>")]
#[case("朝日\u{202e}新聞")]
#[case("..")]
#[case("★")]
#[actix_web::test]
async fn every_name_leads_to_its_articles(#[case] name: &str) {
    let mut draft = article("Odd names", &["They were all in the register, spelled as they are."]);
    draft.site = Some(name.to_owned());
    let archive = TestArchive::of([draft]);
    let path = path_of(&archive, "odd").await;
    let page = get(&archive, &path).await;
    let kicker = page.body.split(r#"<p class="kicker">"#).nth(1).expect("a kicker");
    let link = kicker.split('"').nth(1).expect("a link").replace("&amp;", "&");
    let page = get(&archive, &link).await;
    assert_eq!(page.status, StatusCode::OK, "{link}");
    page.assert_has("Odd names");
    page.assert_has_not("<script>alert");
}

#[actix_web::test]
async fn names_and_times_that_are_not_there_say_so() {
    let archive = newsroom();
    let long = format!("/site/{}", "a".repeat(3000));
    let paths = [
        "/site/nowhere.example",
        "/author/",
        "/tag/%00%FF",
        "/month/2024",
        "/month/2024-13",
        "/year/24",
        "/year/1066",
        &long,
    ];
    for path in paths {
        let page = get(&archive, path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.assert_has(r#"<header class="masthead">"#);
    }
}

#[actix_web::test]
async fn the_list_of_a_name_is_paged() {
    let many = (0..45).map(|number| {
        published(
            article(&format!("Ferry {number}"), &["It left."]),
            &format!("https://a.example/{number}"),
            "2024-01-01",
        )
    });
    let archive = TestArchive::of(many);
    get(&archive, "/site/a.example").await.assert_has(r#"<a rel="next" href="/site/a.example?page=2">"#);
    let last = get(&archive, "/site/a.example?page=3").await;
    assert_eq!(last.body.matches("<h3").count(), 5);
    last.assert_has_not(r#"rel="next""#);
    assert_eq!(get(&archive, "/site/a.example?page=0").await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn conditions_can_be_taken_away_and_orders_chosen() {
    let archive = newsroom();
    let page = get(&archive, "/search?q=ferry+lang%3Aen&order=oldest&fold=1").await;
    page.assert_has(r#"<a href="/search?q=ferry&amp;order=oldest&amp;fold=1"><span class="unseen">Remove </span>"#);
    page.assert_has(r#"<span aria-current="true">Oldest</span>"#);
    page.assert_has(r#"<a href="/search?q=ferry+lang%3Aen&amp;order=newest&amp;fold=1" rel="nofollow">Newest</a>"#);
    page.assert_has(r#"<a href="/search?q=ferry+lang%3Aen&amp;order=oldest" rel="nofollow">Every text</a>"#);
    assert_eq!(get(&archive, "/search?q=ferry&order=best").await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn imports_are_listed_and_reported() {
    let archive = newsroom();
    let runs = get(&archive, "/runs").await;
    runs.assert_has(r#"<a href="/runs/1">Run 1</a>"#);
    runs.assert_has("7 records: 5 new");
    let run = get(&archive, "/runs/1").await;
    run.assert_has(r#"<th scope="row"><bdi>jsonl</bdi></th>"#);
    for path in ["/runs/2", "/runs/0", "/runs/x", "/runs/99999999999"] {
        assert_eq!(get(&archive, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[actix_web::test]
async fn statistics_are_drawn() {
    let page = get(&newsroom(), "/stats").await;
    page.assert_has("<b>7</b> articles");
    page.assert_has("<h2>What became of the records</h2>");
    page.assert_has(r#"<th scope="row">Reprints</th>"#);
    page.assert_has(r#"<th scope="row"><code>search</code></th>"#);
    page.assert_has(r#"<rect class="part" width="100.0%""#);
}

#[actix_web::test]
async fn help_has_the_whole_grammar_and_the_keys() {
    let archive = newsroom();
    let page = get(&archive, "/help").await;
    page.assert_has("<h1>Searching</h1>");
    page.assert_has("<code>ferry OR boat</code>");
    page.assert_has("<kbd>j</kbd>");
    page.assert_has_not("dedupe.md\"");
    // What the pages say in short is understood.
    let short = get(&archive, "/search?q=zeppelin").await;
    let operators = short.body.split(r#"<dl class="operators">"#).nth(1).expect("operators");
    for code in operators.split("<dt><code>").skip(1) {
        let query = code.split("</code>").next().expect("its end").replace("&quot;", "\"");
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let answer = get(&archive, &format!("/api/v1/search?q={query}")).await.json();
        assert!(answer["note"].is_null(), "{query}: {}", answer["note"]);
    }
}

#[actix_web::test]
async fn a_search_has_a_feed_of_its_newest_articles() {
    let archive = newsroom();
    let feed = get(&archive, "/search.atom?q=site%3Acourier.example").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    feed.assert_has("<title>site:courier.example</title>");
    feed.assert_has(r#"href="http://localhost:8080/search?q=site%3Acourier.example""#);
    assert_eq!(feed.body.matches("<entry>").count(), 4);
    let newest = feed.body.find("Early ferry will be on time").expect("the newest");
    assert!(newest < feed.body.find("Ferry leaves early").expect("an older one"));
    get(&archive, "/search?q=ferry").await.assert_has(r#"type="application/atom+xml""#);
}

#[actix_web::test]
async fn a_browser_learns_how_to_search_here() {
    let archive = newsroom();
    let description = get(&archive, "/opensearch.xml").await;
    assert_eq!(description.header("content-type"), "application/opensearchdescription+xml; charset=utf-8");
    description.assert_has(r#"template="http://localhost:8080/search?q={searchTerms}""#);
    get(&archive, "/").await.assert_has(r#"href="/opensearch.xml""#);
}

#[actix_web::test]
async fn an_original_is_given_as_a_file_and_only_to_its_article() {
    let archive = TestArchive::of([]);
    let raw = b"<script>alert(1)</script>";
    let id = archive.add_with_original(article("Kept", &["Its bytes were kept as they came."]), raw);
    let path = path_of(&archive, "kept").await;
    let page = get(&archive, &path).await;
    let link = format!("{path}/originals/{}", &id[..12]);
    page.assert_has(&format!(r#"<a href="{link}">Original</a>"#));
    for link in [link.clone(), format!("/api/v1{link}")] {
        let file = get(&archive, &link).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.body.as_bytes(), raw);
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("content-disposition"), "attachment; filename*=UTF-8''page.html");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
    archive.add([article("Other", &["Nothing of it was kept but its text."])]);
    let other = path_of(&archive, "other").await;
    for path in [format!("{other}/originals/{id}"), format!("{path}/originals/ffffff"), format!("{path}/originals/x")] {
        assert_eq!(get(&archive, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[actix_web::test]
async fn a_long_text_has_contents() {
    let headings = ["One", "Two", "Three"]
        .map(|text| cuttings_core::Block { role: cuttings_core::Role::Heading, text: text.to_owned() });
    let mut long = article("Long", &["A text of several parts."]);
    long.blocks.extend(headings);
    let archive = TestArchive::of([long, article("Short", &["A text of no parts."])]);
    let page = get(&archive, &path_of(&archive, "title:long").await).await;
    page.assert_has(r##"<a href="#block-3">Two</a>"##);
    page.assert_has(r#"<h2 id="block-3" dir="auto">Two</h2>"#);
    get(&archive, &path_of(&archive, "title:short").await).await.assert_has_not("Contents</summary>");
}

#[actix_web::test]
async fn fields_say_where_they_are_from() {
    let mut draft = article("A page", &["It had its date in two places."]);
    draft.site = Some("a.example".to_owned());
    draft.extra.insert("provenance".to_owned(), serde_json::json!({ "site": "og:site_name" }));
    let archive = TestArchive::of([draft]);
    let page = get(&archive, &path_of(&archive, "title:page").await).await;
    page.assert_has(r#"<td dir="auto"><bdi>a.example</bdi></td><td class="from"><bdi>og:site_name</bdi></td>"#);
    page.assert_has(r#"<td dir="auto"><bdi>A page</bdi></td><td class="from">the <bdi>jsonl</bdi> record</td>"#);
}
