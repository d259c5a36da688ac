//! What the pages show.

use std::time::{Duration, Instant};

use actix_web::http::{Method, StatusCode};
use actix_web::rt::time::sleep;

use crate::archive::{FERRY_LATE, STATEMENT, TestArchive, article, newsroom, published, twins};
use crate::client::{get, path_of};

#[actix_web::test]
async fn the_start_page_counts_and_lists_the_latest() {
    let page = get(&newsroom(), "/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    page.assert_has("<b>7</b> articles");
    page.assert_has("<b>6</b> distinct texts");
    page.assert_has("<b>4</b> sites");
    page.assert_has("saved by storing each text once");
    page.assert_has(r#"<time datetime="2023">2023</time> – <time datetime="2024-03-06">6 March 2024</time>"#);
    page.assert_has("Untitled: A note without a headline");
    page.assert_has(r#"<h3 lang="de">"#);
    page.assert_has("<span>German</span>");
    page.assert_has(r#"href="/search?q=lang%3Ade""#);
    let newest = page.body.find("Early ferry will be on time").expect("the newest");
    assert!(newest < page.body.find("Inquiry blames the clock").expect("an older one"));
}

#[actix_web::test]
async fn an_empty_archive_says_how_to_fill_it() {
    let archive = TestArchive::of([]);
    get(&archive, "/").await.assert_has("cuttings import FILES");
    get(&archive, "/search?q=").await.assert_has("cuttings import FILES");
}

#[actix_web::test]
async fn results_mark_what_was_found_and_keep_the_query() {
    let page = get(&newsroom(), "/search?q=early+ferry").await;
    page.assert_has(r#"value="early ferry""#);
    page.assert_has("<mark>Ferry</mark> leaves <mark>early</mark>");
    page.assert_has("also in 1 other place");
    page.assert_has(r#"href="/api/v1/search?q=early+ferry&amp;facets=1""#);
}

#[actix_web::test]
async fn results_say_how_a_broken_query_was_read() {
    let page = get(&newsroom(), "/search?q=%22early+ferry").await;
    page.assert_has("Searched as plain words, because a quote is not closed.");
    page.assert_has("<mark>&quot;</mark>early ferry</code>");
    page.assert_has(r#"value="&quot;early ferry""#);
}

#[actix_web::test]
async fn a_likelier_query_is_offered() {
    let page = get(&newsroom(), "/search?q=early+fery").await;
    page.assert_has(r#"Did you mean <a href="/search?q=early+ferry"><q dir="auto">early ferry</q></a>?"#);
}

#[actix_web::test]
async fn nothing_found_comes_with_a_hint() {
    let page = get(&newsroom(), "/search?q=zeppelin").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_has("Nothing in the archive matches.");
    page.assert_has("<code>light*</code>");
}

#[actix_web::test]
async fn results_are_paged() {
    let many = (0..45).map(|number| article(&format!("Ferry {number}"), &["It left on time."]));
    let archive = TestArchive::of(many);
    let first = get(&archive, "/search?q=ferry").await;
    first.assert_has("1–20 of 45");
    first.assert_has("Page 1 of 3");
    first.assert_has(r#"<a rel="next" href="/search?q=ferry&amp;page=2">"#);
    first.assert_has_not(r#"rel="prev""#);
    let last = get(&archive, "/search?q=ferry&page=3").await;
    last.assert_has("41–45 of 45");
    last.assert_has(r#"<ol class="hits" start="41">"#);
    last.assert_has(r#"<a rel="prev" href="/search?q=ferry&amp;page=2">"#);
    last.assert_has_not(r#"rel="next""#);
    let beyond = get(&archive, "/search?q=ferry&page=4").await;
    assert_eq!(beyond.status, StatusCode::OK);
    beyond.assert_has("they end before this page");
}

#[actix_web::test]
async fn an_article_shows_its_text_by_what_it_is() {
    let archive = newsroom();
    let page = get(&archive, &path_of(&archive, "title:inquiry").await).await;
    page.assert_has(r#"<h1 lang="en">Inquiry blames the clock</h1>"#);
    page.assert_has(r#"<p class="standfirst" lang="en" dir="auto">It had been put right, twice.</p>"#);
    page.assert_has(r#"<h2 id="block-3" dir="auto">What the inquiry asked</h2>"#);
    page.assert_has(
        r#"<ul dir="auto"><li dir="auto">Who wound the clock on Friday?</li><li dir="auto">Who wound it a second time?</li></ul>"#,
    );
    page.assert_has(r#"<blockquote dir="auto"><p>It was correct until we corrected it.</p></blockquote>"#);
    page.assert_has(r#"<p class="caption" dir="auto">The clock on the bridge, stopped.</p>"#);
    page.assert_has("<pre dir=\"auto\" tabindex=\"0\">08:11  left\n08:22  due to leave</pre>");
}

#[actix_web::test]
async fn what_is_said_of_an_article_leads_to_pages_that_list_it() {
    let archive = newsroom();
    let path = path_of(&archive, "title:inquiry").await;
    let page = get(&archive, &path).await;
    let links = [
        ("/site/The%20Harbour%20Herald", "The Harbour Herald"),
        ("/section/Sea%20%26%20Shore", "Sea &amp; Shore"),
        ("/author/Ida%20Brandt", "Ida Brandt"),
        ("/author/Bram%20Ostler", "Bram Ostler"),
        ("/tag/Merrow%20Line", "Merrow Line"),
        ("/tag/ferry", "ferry"),
    ];
    for (link, name) in links {
        page.assert_has(&format!(r#"<a href="{link}"><bdi>{name}</bdi></a>"#));
        get(&archive, link).await.assert_has(&path);
    }
    page.assert_has(r#"<a href="/search?q=lang%3Aen">English</a>"#);
    page.assert_has(r#"<a href="/month/2024-03"><time datetime="2024-03-04">"#);
    get(&archive, "/month/2024-03").await.assert_has(&path);
    get(&archive, "/year/2024").await.assert_has(&path);
}

#[actix_web::test]
async fn names_with_quotes_still_lead_to_pages_that_list_them() {
    let mut draft = article("Post on posts", &["The paper wrote about itself at some length today."]);
    draft.site = Some("The “Evening” Post".to_owned());
    draft.tags = vec!["so-called \"news\"".to_owned()];
    let archive = TestArchive::of([draft]);
    let path = path_of(&archive, "posts").await;
    let page = get(&archive, &path).await;
    for field in ["site", "tag"] {
        let start = page.body.find(&format!("/{field}/")).expect("a link");
        let link = page.body[start..].split('"').next().expect("its end");
        get(&archive, link).await.assert_has(&path);
    }
}

#[actix_web::test]
async fn a_run_of_repeated_blocks_is_folded_into_one() {
    let archive = newsroom();
    let page = get(&archive, &path_of(&archive, "title:inquiry").await).await;
    page.assert_has("2 blocks repeated from above</summary>");
    let folded = page.body.split(r#"<details class="repeats">"#).nth(1).expect("a fold");
    let folded = folded.split("</details>").next().expect("its end");
    assert!(folded.contains(FERRY_LATE) && folded.contains(STATEMENT), "{folded}");
    assert_eq!(page.body.matches("repeated from above").count(), 1);
}

#[actix_web::test]
async fn a_paragraph_that_others_print_says_where() {
    let archive = newsroom();
    let page = get(&archive, &path_of(&archive, "title:inquiry").await).await;
    let note = page.body.split(r#"<details class="elsewhere""#).nth(1).expect("a note");
    let note = note.split("</details>").next().expect("its end");
    assert!(note.contains("also in 2 articles</summary>"), "{note}");
    assert!(note.contains("courier.example") && note.contains("post.example"), "{note}");
    assert!(note.contains("Ferry leaves early") && note.contains("2 March 2024"), "{note}");
    // The statement is this article's own.
    assert_eq!(page.body.matches(r#"<details class="elsewhere""#).count(), 1);
}

#[actix_web::test]
async fn reprints_revisions_and_captures_stand_behind_the_text() {
    let archive = newsroom();
    let wire = get(&archive, &path_of(&archive, "title:leaves").await).await;
    wire.assert_has(r#"<section id="reprints"><h2>Same text elsewhere <span class="count">1</span></h2>"#);
    wire.assert_has_not(r#"id="revisions""#);
    wire.assert_has(r#"<bdi class="locator">line 2</bdi>"#);
    wire.assert_has("Original not kept; its SHA-256 begins with");
    let revision = get(&archive, &path_of(&archive, "title:again").await).await;
    revision.assert_has(r#"<section id="revisions"><h2>Other versions at this URL"#);
    revision.assert_has("Early ferry will be on time");
}

#[actix_web::test]
async fn the_original_address_is_linked_as_it_was_given() {
    let archive = newsroom();
    let path = path_of(&archive, "site:courier.example title:leaves").await;
    let page = get(&archive, &path).await;
    page.assert_has(
        r#"<a href="https://courier.example/early?utm_source=x" rel="noopener noreferrer nofollow"><bdi>https://courier.example/early?utm_source=x</bdi></a>"#,
    );
    page.assert_has("<bdi>https://courier.example/early</bdi>");
}

#[actix_web::test]
async fn an_article_without_a_title_is_called_by_its_first_words() {
    let archive = newsroom();
    let path = path_of(&archive, "headline").await;
    get(&archive, "/search?q=headline").await.assert_has("Untitled: A note without a headline");
    let page = get(&archive, &path).await;
    page.assert_has(r#"<h1 class="untitled">Untitled</h1>"#);
    page.assert_has("<title>Untitled: A note without a headline");
}

#[actix_web::test]
async fn the_beginning_of_an_id_is_enough() {
    let archive = newsroom();
    let path = path_of(&archive, "title:inquiry").await;
    let page = get(&archive, &path[.."/articles/".len() + 6]).await;
    page.assert_has("Inquiry blames the clock</h1>");
}

#[actix_web::test]
async fn a_beginning_that_several_ids_share_leads_to_a_choice() {
    let (prefix, drafts) = twins();
    let archive = TestArchive::of(drafts);
    let page = get(&archive, &format!("/articles/{prefix}")).await;
    assert_eq!(page.status, StatusCode::MULTIPLE_CHOICES);
    assert_eq!(page.body.matches(&format!("href=\"/articles/{prefix}")).count(), 2);
    let problem = get(&archive, &format!("/api/v1/articles/{prefix}")).await;
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["candidates"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn pages_show_what_was_imported_meanwhile() {
    let archive = newsroom();
    let service = crate::client::service(&archive);
    let ask = async |path| crate::client::ask(&service, Method::GET, path, &[("host", "localhost")]).await;
    ask("/search?q=zeppelin").await.assert_has("Nothing in the archive matches.");
    archive.add([published(article("Zeppelin lands", &["It landed."]), "https://a.example/z", "2024-04-01")]);
    ask("/search?q=zeppelin").await.assert_has("<mark>Zeppelin</mark> lands");
    ask("/").await.assert_has("Zeppelin lands");
}

#[actix_web::test]
async fn the_numbers_follow_the_archive() {
    let archive = newsroom();
    let service = crate::client::service(&archive);
    let ask = async || crate::client::ask(&service, Method::GET, "/", &[("host", "localhost")]).await;
    ask().await.assert_has("<b>7</b> articles");
    archive.add([article("Zeppelin lands", &["It landed beside the lighthouse."])]);
    // Numbers of an archive that changes are kept for some time, in proportion to what they cost.
    let patience = Instant::now() + Duration::from_secs(20);
    while !ask().await.body.contains("<b>8</b> articles") {
        assert!(Instant::now() < patience, "still the old numbers");
        sleep(Duration::from_millis(20)).await;
    }
}
