//! The shapes of the JSON answers.

use actix_web::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::archive::{TestArchive, article, newsroom, published};
use crate::client::{Answer, ask, get, path_of, service, writing_service};

/// The keys of an object.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn assert_problem(answer: &Answer, status: StatusCode, detail: &str) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(keys(&problem), ["detail", "status", "title"]);
    assert_eq!(problem["status"], status.as_u16());
    assert!(problem["detail"].as_str().expect("text").contains(detail), "{problem}");
}

#[actix_web::test]
async fn a_search_answers_with_hits_in_parts() {
    let answer = get(&newsroom(), "/api/v1/search?q=title:leaves+early&limit=1").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    let found = answer.json();
    let hit = &found["hits"][0];
    assert_eq!(found["query"], "title:leaves early");
    assert_eq!((&found["limit"], &found["next"], &found["note"]), (&json!(1), &Value::Null, &Value::Null));
    assert_eq!((&found["total"], &hit["also_in"]), (&json!(1), &json!(1)));
    assert_eq!(hit["title"][0], json!({ "text": "Ferry ", "found": false }));
    assert_eq!(hit["title"][1], json!({ "text": "leaves", "found": true }));
    let mut article = hit["article"].clone();
    let id = article.as_object_mut().and_then(|fields| fields.remove("id")).expect("an id");
    assert_eq!(id.as_str().map(str::len), Some(12));
    insta::assert_snapshot!(format!("{article:#}"), @r#"
    {
      "language": "en",
      "published": "2024-03-02",
      "section": null,
      "site": "post.example",
      "title": "Ferry leaves early",
      "url": "https://post.example/early",
      "words": 25
    }
    "#);
}

#[actix_web::test]
async fn a_note_says_where_in_the_query() {
    let found = get(&newsroom(), "/api/v1/search?q=ferry+%22early").await.json();
    assert_eq!(found["note"]["place"], json!({ "start": 6, "end": 7 }));
    assert_eq!(found["note"]["message"], "searched as plain words, because a quote is not closed");
    let found = get(&newsroom(), "/api/v1/search?q=fery").await.json();
    assert_eq!((&found["did_you_mean"], &found["note"]), (&json!("ferry"), &Value::Null));
}

#[actix_web::test]
async fn what_is_typed_gets_suggestions() {
    let archive = newsroom();
    let answer = get(&archive, "/api/v1/suggest?q=fer&limit=2").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    let answer = answer.json();
    assert_eq!(answer["query"], "fer");
    let suggestions = answer["suggestions"].as_array().expect("a list");
    assert!(!suggestions.is_empty() && suggestions.len() <= 2, "{answer}");
    assert_eq!(keys(&suggestions[0]), ["kind", "query", "text"]);
    let site = get(&archive, "/api/v1/suggest?q=late+site:pos").await.json();
    let expected = json!([{ "kind": "site", "text": "post.example", "query": "late site:post.example" }]);
    assert_eq!(site["suggestions"], expected);
    assert_problem(&get(&archive, "/api/v1/suggest?q=a&limit=0").await, StatusCode::BAD_REQUEST, "limit");
}

#[actix_web::test]
async fn an_article_answers_with_everything() {
    let archive = newsroom();
    let path = path_of(&archive, "title:inquiry").await;
    let mut article = get(&archive, &format!("/api/v1{path}")).await.json();
    assert_eq!(article["captures"][0]["source"], "articles.jsonl");
    assert_eq!(article["blocks"][1]["elsewhere"]["total"], 2);
    assert_eq!(article["blocks"][8]["repeats"], 2);
    // Hashes and times differ from run to run or are tested elsewhere.
    article["captures"] = json!(keys(&article["captures"][0]));
    article["blocks"] = article["blocks"][3].clone();
    for hash in ["id", "sha256", "content"] {
        article[hash] = json!("…");
    }
    insta::assert_snapshot!(format!("{article:#}"), @r#"
    {
      "authors": [
        "Ida Brandt",
        "Bram Ostler"
      ],
      "blocks": {
        "elsewhere": {
          "articles": [],
          "total": 0
        },
        "position": 4,
        "repeats": null,
        "role": "list_item",
        "text": "Who wound the clock on Friday?"
      },
      "captures": [
        "captured_at",
        "external_id",
        "extra",
        "format",
        "kept",
        "locator",
        "note",
        "outcome",
        "raw_bytes",
        "raw_sha256",
        "reprint",
        "source"
      ],
      "content": "…",
      "former_readings": [],
      "id": "…",
      "language": "en",
      "modified": null,
      "original_url": null,
      "published": "2024-03-04",
      "published_offset": null,
      "reprints": {
        "articles": [],
        "total": 0
      },
      "revisions": {
        "articles": [],
        "total": 0
      },
      "section": "Sea & Shore",
      "sha256": "…",
      "site": "The Harbour Herald",
      "standfirst": "It had been put right, twice.",
      "tags": [
        "Merrow Line",
        "ferry"
      ],
      "title": "Inquiry blames the clock",
      "url": "https://herald.example/inquiry",
      "words": 75
    }
    "#);
}

#[actix_web::test]
async fn statistics_answer_with_every_count() {
    let stats = get(&newsroom(), "/api/v1/stats").await.json();
    assert_eq!((&stats["articles"], &stats["contents"]), (&json!(7), &json!(6)));
    assert_eq!(stats["captures"], 7);
    assert!(stats["text_bytes_saved"].as_u64() > Some(0));
    assert!(stats["tables"].as_array().is_some_and(|tables| tables.iter().any(|table| table["name"] == "search")));
}

#[actix_web::test]
async fn health_is_ok() {
    let health = get(&newsroom(), "/healthz").await;
    assert_eq!((health.status, health.json()), (StatusCode::OK, json!({ "status": "ok" })));
}

/// The ids of all hits of a query, part by part, and what happens between the first part and the second.
async fn follow(archive: &TestArchive, path: &str, between: impl FnOnce()) -> Vec<String> {
    let ids = |answer: &Value| -> Vec<String> {
        let hits = answer["hits"].as_array().expect("hits").iter();
        hits.map(|hit| hit["article"]["id"].as_str().expect("an id").to_owned()).collect()
    };
    let mut answer = get(archive, path).await.json();
    let mut all = ids(&answer);
    between();
    while let Some(next) = answer["next"].as_str() {
        answer = get(archive, &format!("{path}&cursor={next}")).await.json();
        all.extend(ids(&answer));
    }
    all
}

#[actix_web::test]
async fn a_cursor_leads_through_all_hits_each_once() {
    let archive = newsroom();
    let whole = follow(&archive, "/api/v1/search?q=ferry&limit=100", || {}).await;
    assert!(whole.len() > 4);
    assert_eq!(follow(&archive, "/api/v1/search?q=ferry&limit=2", || {}).await, whole);
    assert_eq!(follow(&archive, "/api/v1/search?q=ferry&limit=1", || {}).await, whole);
}

#[actix_web::test]
async fn a_cursor_goes_on_where_it_was_though_newer_articles_came() {
    let archive = newsroom();
    let whole = follow(&archive, "/api/v1/search?q=&limit=100&order=newest", || {}).await;
    let add = || {
        let new = (0..5).map(|number| {
            let draft = article(&format!("Newer {number}"), &["It came while somebody read the list."]);
            published(draft, &format!("https://new.example/{number}"), "2024-05-01")
        });
        archive.add(new);
    };
    assert_eq!(follow(&archive, "/api/v1/search?q=&limit=2&order=newest", add).await, whole);
}

#[actix_web::test]
async fn import_runs_and_stories_are_listed_by_cursors_too() {
    let archive = newsroom();
    archive.add([article("One more", &["It came later than all the others."])]);
    let first = get(&archive, "/api/v1/runs?limit=1").await.json();
    assert_eq!((&first["total"], &first["runs"][0]["number"]), (&json!(2), &json!(2)));
    let next = first["next"].as_str().expect("a cursor");
    let second = get(&archive, &format!("/api/v1/runs?limit=1&cursor={next}")).await.json();
    assert_eq!((&second["runs"][0]["number"], &second["next"]), (&json!(1), &Value::Null));
    let report = get(&archive, "/api/v1/runs/1").await.json();
    assert_eq!((&report["read"], &report["formats"][0]["format"]), (&json!(7), &json!("jsonl")));
    assert_problem(&get(&archive, "/api/v1/runs/9").await, StatusCode::NOT_FOUND, "no import run 9");
    let stories = get(&archive, "/api/v1/stories").await.json();
    assert_eq!((&stories["total"], &stories["next"]), (&json!(1), &Value::Null));
}

#[actix_web::test]
async fn an_answer_is_not_sent_again_until_the_archive_changes() {
    let archive = newsroom();
    let service = service(&archive);
    let again = async |path: &str, tag: &str| {
        let headers = [("host", "localhost"), ("if-none-match", tag)];
        ask(&service, Method::GET, path, &headers).await
    };
    let paths = ["/api/v1/search?q=ferry", "/api/v1/search?q=quay", "/api/v1/stats", "/api/v1/runs"];
    let mut tags = Vec::new();
    for path in paths {
        let first = again(path, "\"other\"").await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        let tag = first.header("etag").to_owned();
        let second = again(path, &format!("\"other\", {tag}")).await;
        assert_eq!((second.status, second.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(second.header("etag"), tag);
        tags.push(tag);
    }
    assert_ne!(tags[0], tags[1]);
    archive.add([article("One more ferry", &["It came later than all the others."])]);
    let changed = again(paths[0], &tags[0]).await;
    assert_eq!(changed.status, StatusCode::OK);
    changed.assert_has("One more");
    assert_eq!(again("/api/v1/articles/ffffffffffff", "*").await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn the_description_is_that_of_the_server_as_it_was_started() {
    let archive = newsroom();
    let description = get(&archive, "/api/v1/openapi.json").await;
    assert!(description.json()["paths"]["/api/v1/collections"]["get"].is_object());
    assert!(description.json()["paths"]["/api/v1/collections"]["post"].is_null());
    // The archive is the same, but not what the server does: a description that was kept is given anew.
    let headers = [("host", "localhost"), ("if-none-match", description.header("etag"))];
    let same = ask(&service(&archive), Method::GET, "/api/v1/openapi.json", &headers).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
    let other = ask(&writing_service(&archive), Method::GET, "/api/v1/openapi.json", &headers).await;
    assert_eq!(other.status, StatusCode::OK);
    assert!(other.json()["paths"]["/api/v1/collections"]["post"].is_object());
}

#[actix_web::test]
async fn orders_and_folds_are_asked_for_by_name() {
    let archive = newsroom();
    for path in ["order=newest", "order=most-printed&fold=true", "fold=0", "facets=1"] {
        let answer = get(&archive, &format!("/api/v1/search?q=ferry&{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    assert!(get(&archive, "/api/v1/search?q=ferry").await.json().get("facets").is_none());
}

#[actix_web::test]
async fn failures_are_problem_details() {
    let archive = newsroom();
    let cases = [
        ("/api/v1/search?q=a&limit=101", StatusCode::BAD_REQUEST, "from 0 to 100"),
        ("/api/v1/search?q=a&cursor=5", StatusCode::BAD_REQUEST, "as it was given"),
        ("/api/v1/search?q=a&order=best", StatusCode::BAD_REQUEST, "“most-printed”"),
        ("/api/v1/search?q=a&fold=maybe", StatusCode::BAD_REQUEST, "“true” or “false”"),
        ("/api/v1/runs/one", StatusCode::NOT_FOUND, "by its number"),
        ("/api/v1/search?q=a&limit=-1", StatusCode::BAD_REQUEST, "limit"),
        ("/api/v1/articles/ffffffffffff", StatusCode::NOT_FOUND, "begins with ffffffffffff"),
        ("/api/v1/articles/nonsense", StatusCode::NOT_FOUND, "6 to 64 digits"),
        ("/api/v1/nonsense", StatusCode::NOT_FOUND, "no page"),
        ("/api/v2/search", StatusCode::NOT_FOUND, "no page"),
    ];
    for (path, status, detail) in cases {
        assert_problem(&get(&archive, path).await, status, detail);
    }
    let long = format!("/api/v1/search?q={}", "a".repeat(2001));
    assert_problem(&get(&archive, &long).await, StatusCode::BAD_REQUEST, "2001 characters");
}
