//! What the pages on stories and reuse show.

use actix_web::http::StatusCode;
use cuttings_core::Draft;

use crate::archive::{TestArchive, article, newsroom, published};
use crate::client::{Answer, get, path_of};

const FERRY: &str = "The ferry to Skarrow left the eastern quay eleven minutes before its time on Friday and took nineteen \
                     passengers along, while forty others stood at the ticket office and watched it go.";
const CLOCK: &str = "An inquiry found that the clock on the bridge had been put right twice, once by the mate in the morning \
                     and once more by the harbour office, which had not been told that anybody had touched it.";
const AFTER: &str = "The line has promised that every passenger who was left behind will be carried free of charge for the \
                     rest of the month, and that the key of the clock will be kept by one person from now on.";
const WEATHER: &str =
    "Rain is expected over the islands until the weekend, with strong wind from the west in the evening.";
const FOOTER: &str =
    "Sign up for the harbour newsletter and read what the islands talk about before breakfast every day.";

/// The wire text as a site ran it.
fn wire(site: &str, date: &str, paragraphs: &[&str]) -> Draft {
    let draft = Draft { site: Some(site.to_owned()), ..article("Ferry leaves early", paragraphs) };
    let host: String = site.chars().filter(char::is_ascii_alphanumeric).collect();
    let draft = published(draft, &format!("https://{host}.example/early"), date);
    if date.is_empty() { Draft { published: None, ..draft } } else { draft }
}

/// A story that the Courier had first, the Post unchanged 3 h 12 min later, the Herald changed after two days, and the
/// Echo on a day that is not known; and a text that nobody else has.
fn press() -> TestArchive {
    TestArchive::of([
        wire("Courier", "2024-03-02T08:20:00Z", &[FERRY, CLOCK, AFTER]),
        wire("Post", "2024-03-02T11:32:00Z", &[FERRY, CLOCK, AFTER]),
        wire("Herald", "2024-03-04T09:20:00Z", &[FERRY, &CLOCK.replace("morning", "early morning"), AFTER]),
        wire("Echo", "", &[FERRY, CLOCK, AFTER]),
        published(article("Rain", &["It rained."]), "https://rain.example/1", "2024-01-01"),
    ])
}

async fn story_of(archive: &TestArchive, query: &str) -> Answer {
    let path = path_of(archive, query).await.replace("/articles/", "/story/");
    get(archive, &path).await
}

/// The rows of the tables of a page.
fn rows(page: &str) -> Vec<&str> {
    page.split("<tr>").skip(1).filter_map(|row| row.split("</tr>").next()).filter(|row| row.contains("<td")).collect()
}

#[actix_web::test]
async fn a_story_says_who_ran_it_when_and_how_much_each_changed() {
    let archive = press();
    let page = story_of(&archive, "site:herald").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_has(r#"<h1 lang="en">Ferry leaves early</h1>"#);
    for fact in ["4\u{a0}articles", "2\u{a0}texts", "4\u{a0}sites"] {
        page.assert_has(fact);
    }
    let rows = rows(&page.body);
    assert_eq!(rows.len(), 4);
    for (row, expected) in rows.iter().zip([
        ["Courier", "2 March 2024, 08:20 UTC", "100\u{a0}%", "first"],
        ["Post", "+3\u{a0}h 12\u{a0}min", "100\u{a0}%", "reprint"],
        ["Herald", "+2\u{a0}days 1\u{a0}h", "<rect class=\"part\"", "changed"],
        ["Echo", "undated", "100\u{a0}%", "reprint"],
    ]) {
        for text in expected {
            assert!(row.contains(text), "{text:?} is not in {row}");
        }
    }
    assert!(!rows[2].contains("100\u{a0}%"), "{}", rows[2]);
    page.assert_has(r#"<h2 id="undated">Without a date <span class="count">1</span></h2>"#);
}

#[actix_web::test]
async fn every_article_of_a_story_leads_to_it() {
    let archive = press();
    for query in ["site:courier", "site:post", "site:herald", "site:echo"] {
        let path = path_of(&archive, query).await;
        let story = path.replace("/articles/", "/story/");
        get(&archive, &path)
            .await
            .assert_has(&format!(r#"<a href="{story}">One of 4 articles that tell this story</a>"#));
        get(&archive, &story).await.assert_has("Who ran it when");
    }
    let alone = path_of(&archive, "title:rain").await;
    get(&archive, &alone).await.assert_has_not("tell this story");
    let none = get(&archive, &alone.replace("/articles/", "/story/")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    none.assert_has("is in no story: nothing else tells the same");
}

#[actix_web::test]
async fn a_changed_text_can_be_compared_with_the_first() {
    let archive = press();
    let [first, changed] = [path_of(&archive, "site:courier").await, path_of(&archive, "site:herald").await];
    let [first, changed] = [&first, &changed].map(|path| path.trim_start_matches("/articles/"));
    let page = story_of(&archive, "site:post").await;
    page.assert_has(&format!(r#"href="/diff/{first}/{changed}">compare</a>"#));
    assert_eq!(page.body.matches("/diff/").count(), 1);
}

#[actix_web::test]
async fn the_timeline_has_a_row_for_each_site_with_a_date_and_a_mark_for_each_publication() {
    let page = story_of(&press(), "site:post").await;
    let timeline = page.body.split("<figure").nth(1).and_then(|rest| rest.split("</figure>").next()).expect("one");
    for site in ["Courier", "Post", "Herald"] {
        assert!(timeline.contains(&format!(">{site}</text>")), "{timeline}");
    }
    assert!(!timeline.contains("Echo"), "{timeline}");
    assert_eq!(timeline.matches("<circle").count(), 3);
    assert!(
        timeline.contains("<title>\u{2068}Post\u{2069}, +3\u{a0}h 12\u{a0}min, 100 % like the first</title>"),
        "{timeline}"
    );
    assert!(timeline.contains("<title>\u{2068}Courier\u{2069}, first, 100 % like the first</title>"), "{timeline}");
    for tick in ["12\u{a0}h", "1\u{a0}day", "2\u{a0}days"] {
        assert!(timeline.contains(&format!(">{tick}</text>")), "{tick} in {timeline}");
    }
    // The first stands at the beginning, the last at the end.
    assert!(timeline.contains(r#"cx="2.00%""#) && timeline.contains(r#"cx="98.00%""#), "{timeline}");
}

#[actix_web::test]
async fn a_large_story_stays_one_page_of_bounded_length() {
    let many = (0..450).map(|number| {
        let date = format!("2024-03-02T{:02}:{:02}:00Z", number / 60, number % 60);
        wire(&format!("Paper {}", number % 90), &date, &[FERRY, CLOCK, AFTER])
    });
    let many =
        many.enumerate().map(|(number, draft)| Draft { url: Some(format!("https://a.example/{number}")), ..draft });
    let archive = TestArchive::of(many);
    let page = story_of(&archive, "ferry").await;
    page.assert_has("450\u{a0}articles");
    page.assert_has("51 more sites");
    page.assert_has("Page 1 of 3");
    assert_eq!(rows(&page.body).len(), 200);
    assert!(page.body.len() < 400_000, "{} bytes", page.body.len());
    let next = page.body.split(r#"rel="next" href=""#).nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let second = get(&archive, next).await;
    second.assert_has("Page 2 of 3");
    assert_eq!(rows(&second.body).len(), 200);
    get(&archive, &next.replace("page=2", "page=99")).await.assert_has("Page 3 of 3");
    assert!(!rows(&second.body)[0].contains("first"), "{}", rows(&second.body)[0]);
}

#[actix_web::test]
async fn stories_are_listed_in_the_order_asked_for() {
    let archive = TestArchive::of((0..25).flat_map(|number| {
        let text = format!("{FERRY} It was number {number} {}.", format!("year{number} ").repeat(number));
        // Other words each time: what is said again and again counts once.
        let own: Vec<String> = (0..75).map(|place| format!("tide{number}of{place}")).collect();
        let own = own.join(" ");
        ["Courier", "Post", "Echo"].into_iter().take(if number == 3 { 3 } else { 2 }).map(move |site| {
            let draft = wire(site, &format!("2024-03-{:02}", number + 1), &[&text, &own]);
            let title = Some(format!("Ferry {number} sails"));
            Draft { title, url: Some(format!("https://{site}.example/{number}")), ..draft }
        })
    }));
    let largest = get(&archive, "/stories").await;
    assert_eq!(largest.status, StatusCode::OK);
    largest.assert_has(r#"Stories <span class="count">25</span>"#);
    largest.assert_has(r#"<span aria-current="true">Largest first</span>"#);
    largest.assert_has("Page 1 of 2");
    largest.assert_has("3\u{a0}articles");
    let first_title = |page: &Answer| {
        page.body
            .split("<li class=\"hit\"")
            .nth(1)
            .and_then(|hit| hit.split("Ferry ").nth(1))
            .map(|rest| rest[..2].to_owned())
    };
    assert_eq!(first_title(&largest).as_deref(), Some("3 "));
    let newest = get(&archive, "/stories?order=newest").await;
    assert_eq!(first_title(&newest).as_deref(), Some("24"));
    newest.assert_has(r#"<a rel="next" href="/stories?order=newest&amp;page=2">"#);
    newest.assert_has(r#"href="/api/v1/stories?order=newest""#);
    let beyond = get(&archive, "/stories?page=9").await;
    assert_eq!(beyond.status, StatusCode::OK);
    beyond.assert_has("The stories end before this page.");
    assert_eq!(get(&archive, "/stories?order=best").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(get(&archive, "/stories?page=0").await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn hits_and_the_latest_say_how_many_more_tell_the_same() {
    let archive = press();
    let path = path_of(&archive, "site:herald").await.replace("/articles/", "/story/");
    let link = format!(r#"<a href="{path}">+3 in the story</a>"#);
    get(&archive, "/search?q=site:herald").await.assert_has(&link);
    get(&archive, "/").await.assert_has(&link);
    get(&archive, "/search?q=title:rain").await.assert_has_not("in the story");
}

#[actix_web::test]
async fn the_lens_marks_each_passage_with_a_word_and_lists_who_printed_it() {
    let archive = TestArchive::of(
        (0..12)
            .map(|number| {
                let title = format!("Note {number}");
                let text =
                    format!("Note {number} says what happened at the quay on the day numbered {number} of the log.");
                let draft = Draft { site: Some("Courier".to_owned()), ..article(&title, &[&text, FOOTER]) };
                published(draft, &format!("https://courier.example/{number}"), "2024-02-01")
            })
            .chain([
                wire("Courier", "2024-03-02T08:20:00Z", &[FERRY, CLOCK, WEATHER, FOOTER]),
                wire("Post", "2024-03-02T11:32:00Z", &[FERRY, CLOCK, AFTER]),
            ]),
    );
    let path = path_of(&archive, "site:courier title:ferry").await;
    let plain = get(&archive, &path).await;
    plain.assert_has(&format!(r#"<a href="{path}?lens=1">Wire lens</a>"#));
    plain.assert_has_not("lens-passage");
    let page = get(&archive, &format!("{path}?lens=1")).await;
    assert_eq!(page.status, StatusCode::OK);
    let passages: Vec<&str> = page.body.split("<div class=\"lens-passage ").skip(1).collect();
    assert_eq!(passages.len(), 3, "{}", page.body);
    // Two paragraphs that the same articles print are one passage.
    assert!(passages[0].starts_with("of-wire") && passages[0].contains(FERRY) && passages[0].contains(CLOCK));
    assert!(passages[0].contains("<b>wire</b> · 2 articles, 2 sites"), "{}", passages[0]);
    let (courier, post) = (passages[0].find(">Courier<"), passages[0].find(">Post<"));
    assert!(courier.is_some() && courier < post, "{}", passages[0]);
    let first = passages[0].find(r#"<strong class="first">first</strong>"#);
    assert!(first > courier && first < post, "{}", passages[0]);
    assert!(passages[1].starts_with("of-unique") && passages[1].contains("<b>only here</b>"), "{}", passages[1]);
    assert!(passages[2].starts_with("of-boilerplate") && passages[2].contains("<b>boilerplate</b>"), "{}", passages[2]);
    page.assert_has("of this article is its own, ");
    page.assert_has("was printed elsewhere too, ");
    page.assert_has("Who has most of it: 1 article</summary>");
    page.assert_has(&format!(r#"<a href="{path}">Without the wire lens</a>"#));
}

#[actix_web::test]
async fn who_takes_from_whom_is_a_table_of_sites() {
    let page = get(&press(), "/reuse").await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_has(
        "\u{2068}Post\u{2069} had 1 story after \u{2068}Courier\u{2069}, 3\u{a0}h 12\u{a0}min later in the middle case",
    );
    page.assert_has("\u{2068}Herald\u{2069} had 1 story after \u{2068}Courier\u{2069}, 2\u{a0}days 1\u{a0}h later in the middle case");
    // Undated, so nobody knows when.
    page.assert_has_not("Echo");
    page.assert_has("Read along a row");
}

#[actix_web::test]
async fn who_was_first_is_not_guessed_from_the_day_alone() {
    let archive = TestArchive::of([
        wire("Courier", "2024-03-02", &[FERRY, CLOCK, AFTER]),
        wire("Post", "2024-03-02", &[FERRY, CLOCK, AFTER]),
        wire("Echo", "2024-03-02T09:00:00Z", &[FERRY, CLOCK, AFTER]),
    ]);
    get(&archive, "/reuse").await.assert_has("No stories yet");
}

#[actix_web::test]
async fn without_stories_the_pages_say_what_makes_them() {
    let archive = TestArchive::of([article("Rain", &["It rained."])]);
    for path in ["/stories", "/reuse"] {
        let page = get(&archive, path).await;
        assert_eq!(page.status, StatusCode::OK);
        page.assert_has("No stories yet. An import that finds two articles with the same text");
    }
}

#[actix_web::test]
async fn every_page_leads_to_the_stories_and_to_reuse() {
    let archive = newsroom();
    for path in ["/", "/search?q=", "/stories", "/reuse", "/nothing"] {
        let page = get(&archive, path).await;
        page.assert_has(r#"<a href="/stories">Stories</a>"#);
        page.assert_has(r#"<a href="/reuse">Reuse</a>"#);
    }
}

#[actix_web::test]
async fn the_api_says_the_same() {
    let archive = press();
    let path = path_of(&archive, "site:courier").await;
    let story = get(&archive, &format!("/api/v1{}", path.replace("/articles/", "/story/"))).await.json();
    assert_eq!((&story["articles"], &story["contents"], &story["sites"]), (&4.into(), &2.into(), &4.into()));
    assert_eq!(story["members"][1]["article"]["site"], "Post");
    assert_eq!(story["members"][1]["similarity"], 1.0);
    let stories = get(&archive, "/api/v1/stories?limit=1").await.json();
    assert_eq!((&stories["total"], &stories["stories"][0]["articles"]), (&1.into(), &4.into()));
    let reuse = get(&archive, "/api/v1/reuse").await.json();
    assert_eq!((&reuse[0]["from"], &reuse[0]["stories"]), (&"Courier".into(), &1.into()));
    let one = get(&archive, "/api/v1/reuse?limit=1").await.json();
    assert_eq!((reuse.as_array().map(Vec::len), one.as_array().map(Vec::len)), (Some(2), Some(1)));
    let paragraphs = get(&archive, &format!("/api/v1{path}/reuse")).await.json();
    assert_eq!(paragraphs["paragraphs"][0]["whose"], "wire");
    let problem = get(&archive, "/api/v1/story/nothing").await;
    assert_eq!((problem.status, problem.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
}

#[actix_web::test]
async fn a_paragraph_that_thousands_print_is_not_counted_to_the_end() {
    let archive = TestArchive::of((0..5_002).map(|number| {
        let draft = article(&format!("Note {number}"), &[&format!("Number {number}."), FOOTER]);
        published(draft, &format!("https://courier.example/{number}"), "2024-02-01")
    }));
    let path = path_of(&archive, "title:5000").await;
    get(&archive, &path).await.assert_has("also in 5,000 articles or more</summary>");
    let page = get(&archive, &format!("{path}?lens=1")).await;
    page.assert_has("<b>boilerplate</b> · 5,000 articles or more");
    page.assert_has("and 4,950 or more");
    page.assert_has_not(r#"class="first""#);
}
