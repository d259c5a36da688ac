//! What the page of a comparison shows, and the same as JSON.

use actix_web::http::StatusCode;

use crate::archive::{TestArchive, article, newsroom, published, twins};
use crate::client::{get, path_of};

const SAME: [&str; 5] = [
    "The mate had set the clock on Friday before the storm came in.",
    "Nobody on the quay had expected that at all, and some had brought cakes.",
    "A second mate had set it once more, without a word to the first.",
    "The line has hired a clockmaker, who will come in spring.",
    "Until then the harbour bell will be rung by hand.",
];

/// The id of the first article that a query finds.
async fn id_of(archive: &TestArchive, query: &str) -> String {
    path_of(archive, query).await.trim_start_matches("/articles/").to_owned()
}

fn revisions() -> TestArchive {
    let mut early = vec!["The ferry to Skarrow took 19 passengers along."];
    let mut late = vec!["The ferry to Skarrow took 21 passengers along.", "The line will look into it."];
    early.extend(SAME);
    late.extend(SAME);
    early.push("Its captain could not be reached by this paper for an answer.");
    late.insert(1, "Its captain could not be reached by this paper for an answer.");
    TestArchive::of([
        published(article("Early ferry", &early), "https://courier.example/a", "2024-03-05"),
        published(article("Late ferry", &late), "https://courier.example/a", "2024-03-06"),
    ])
}

#[actix_web::test]
async fn two_revisions_stand_side_by_side() {
    let archive = revisions();
    let (early, late) = (id_of(&archive, "title:early").await, id_of(&archive, "title:late").await);
    let page = get(&archive, &format!("/diff/{early}/{late}")).await;
    assert_eq!(page.status, StatusCode::OK);
    page.assert_has("Paragraphs: 5 same, 1 changed, 1 moved, 1 added. The title changed.");
    page.assert_has("Numbers and names only in A: <bdi>19</bdi>");
    page.assert_has("took <del><strong>19</strong></del> passengers");
    page.assert_has("took <ins><strong>21</strong></ins> passengers");
    page.assert_has(r#"<p class="fate">Moved here from paragraph 7 of A</p>"#);
    page.assert_has(r#"<p class="fate">Moved; it is paragraph 2 of B</p>"#);
    page.assert_has("3 paragraphs the same</summary>");
    page.assert_has(r#"<div class="cell left" lang="en" dir="auto"><p dir="auto">"#);
    page.assert_has(&format!(r#"href="/api/v1/diff/{early}/{late}""#));
    let json = get(&archive, &format!("/api/v1/diff/{early}/{late}")).await.json();
    assert_eq!((json["summary"]["same"].as_u64(), json["left"]["title"].as_str()), (Some(5), Some("Early ferry")));
}

#[actix_web::test]
async fn an_article_leads_to_the_comparison_with_its_revisions() {
    let archive = revisions();
    let (early, late) = (id_of(&archive, "title:early").await, id_of(&archive, "title:late").await);
    let link = format!(r#"<a href="/diff/{early}/{late}">compare</a>"#);
    for id in [&early, &late] {
        get(&archive, &format!("/articles/{id}")).await.assert_has(&link);
    }
}

#[actix_web::test]
async fn the_same_text_is_said_to_be_the_same() {
    let archive = newsroom();
    let id = id_of(&archive, "title:inquiry").await;
    get(&archive, &format!("/diff/{id}/{id}")).await.assert_has("The texts are the same.");
}

#[actix_web::test]
async fn ids_that_lead_nowhere_are_not_found() {
    let archive = newsroom();
    let id = id_of(&archive, "title:inquiry").await;
    for path in [format!("/diff/{id}/zzz"), format!("/diff/{id}/000000000000")] {
        assert_eq!(get(&archive, &path).await.status, StatusCode::NOT_FOUND);
        let problem = get(&archive, &format!("/api/v1{path}")).await;
        assert_eq!(problem.header("content-type"), "application/problem+json");
    }
}

#[actix_web::test]
async fn a_beginning_that_several_ids_share_leads_to_a_choice_of_comparisons() {
    let (prefix, drafts) = twins();
    let archive = TestArchive::of(drafts.into_iter().chain([article("The inquiry", &SAME)]));
    let id = id_of(&archive, "title:inquiry").await;
    for (path, link) in [
        (format!("/diff/{id}/{prefix}"), format!("href=\"/diff/{id}/{prefix}")),
        (format!("/diff/{prefix}/{id}"), format!("href=\"/diff/{prefix}")),
    ] {
        let page = get(&archive, &path).await;
        assert_eq!(page.status, StatusCode::MULTIPLE_CHOICES);
        assert_eq!(page.body.matches(&link).count(), 2);
        let problem = get(&archive, &format!("/api/v1{path}")).await;
        assert_eq!(problem.status, StatusCode::MULTIPLE_CHOICES);
        assert_eq!(problem.json()["candidates"].as_array().map(Vec::len), Some(2));
    }
}

#[actix_web::test]
async fn a_paragraph_that_was_split_is_shown_piece_by_piece() {
    let whole = SAME[..2].join(" ");
    let archive = TestArchive::of([article("Early whole", &[&whole, SAME[3]]), article("Late parts", &SAME[..4])]);
    let (early, late) = (id_of(&archive, "title:early").await, id_of(&archive, "title:late").await);
    let page = get(&archive, &format!("/diff/{early}/{late}")).await;
    page.assert_has("1 same, 1 split, 1 added.");
    assert_eq!(page.body.matches(r#"<p class="fate">Split from paragraph 1 of A</p>"#).count(), 2);
    get(&archive, &format!("/diff/{late}/{early}")).await.assert_has("Merged into paragraph 1 of B");
}
