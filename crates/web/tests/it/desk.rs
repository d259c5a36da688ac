//! The desk: what can be added to a server that writes, by forms and by the API, and that nothing can to one that does not.

use actix_web::http::{Method, StatusCode};
use cuttings_store::Archive;
use serde_json::json;

use crate::archive::{FERRY_LATE, TestArchive, newsroom};
use crate::client::{Answer, ask, ask_with, get, path_of, service, token_of, writing_service};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");
const HOST: (&str, &str) = ("host", "localhost:8080");
const OURS: (&str, &str) = ("origin", "http://localhost:8080");

/// A server that writes, and the token of its forms.
struct Writer {
    archive: TestArchive,
    service: cuttings_web::WebService,
    token: String,
}

impl Writer {
    async fn new() -> Self {
        let archive = newsroom();
        let service = writing_service(&archive);
        let token = token_of(&ask(&service, Method::GET, "/collections", &[HOST]).await);
        Self { archive, service, token }
    }

    async fn get(&self, path: &str) -> Answer {
        ask(&self.service, Method::GET, path, &[HOST]).await
    }

    /// Sends a form as a page of ours does.
    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("token", &self.token).extend_pairs(fields);
        ask_with(&self.service, Method::POST, path, &[HOST, OURS, FORM], form.finish()).await
    }

    /// Sends JSON as a program does.
    async fn post(&self, path: &str, body: &serde_json::Value) -> Answer {
        ask_with(&self.service, Method::POST, path, &[HOST, JSON], body.to_string()).await
    }

    async fn delete(&self, path: &str) -> Answer {
        ask(&self.service, Method::DELETE, path, &[HOST]).await
    }

    async fn inquiry(&self) -> String {
        path_of(&self.archive, "title:inquiry").await
    }
}

#[actix_web::test]
async fn a_server_that_does_not_write_draws_no_form_and_takes_nothing() {
    let archive = newsroom();
    let path = path_of(&archive, "title:inquiry").await;
    for page in [path.as_str(), "/desk", "/collections", "/searches", "/notes", "/search?q=ferry"] {
        let page = get(&archive, page).await;
        assert_eq!(page.status, StatusCode::OK);
        page.assert_has_not("method=\"post\"");
        page.assert_has_not("desk.js");
    }
    let service = service(&archive);
    let article = path.trim_start_matches('/');
    let writes = [
        (Method::POST, format!("{path}/tags")),
        (Method::POST, format!("{path}/notes")),
        (Method::POST, "/collections".to_owned()),
        (Method::POST, "/searches".to_owned()),
        (Method::POST, "/import".to_owned()),
        (Method::GET, "/import".to_owned()),
        (Method::POST, format!("/api/v1/{article}/tags")),
        (Method::POST, "/api/v1/searches".to_owned()),
        (Method::DELETE, "/api/v1/searches/x".to_owned()),
    ];
    for (method, path) in writes {
        let answer = ask_with(&service, method, &path, &[HOST, JSON], r#"{"name":"x","query":"x"}"#.to_owned()).await;
        assert!(matches!(answer.status.as_u16(), 404 | 405), "{path}: {}", answer.status);
    }
    let archive = Archive::open_read_only(&archive.path).expect("an archive");
    assert!(
        archive.list_searches().expect("readable").is_empty() && archive.list_own_tags().expect("readable").is_empty()
    );
}

#[actix_web::test]
async fn tags_notes_and_collections_are_added_and_removed_by_forms() {
    let writer = Writer::new().await;
    let path = writer.inquiry().await;
    let answer = writer.send(&format!("{path}/tags"), &[("name", "to read, <b>clocks</b>")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("{path}#desk"));
    writer.send(&format!("{path}/notes"), &[("text", "Ask the <captain>.\r\nTwice.")]).await;
    writer.send(&format!("{path}/collections"), &[("name", "Sea/Shore 100 %+")]).await;
    let page = writer.get(&path).await;
    page.assert_has("<bdi>to read</bdi>");
    page.assert_has("<bdi>&lt;b&gt;clocks&lt;/b&gt;</bdi>");
    page.assert_has("Ask the &lt;captain&gt;.\nTwice.");
    page.assert_has("<bdi>ida</bdi>");
    page.assert_has(r#"<a href="/collection/Sea%2FShore%20100%20%25%2B">"#);
    let collection = writer.get("/collection/Sea%2FShore%20100%20%25%2B").await;
    assert_eq!(collection.status, StatusCode::OK, "{}", collection.body);
    collection.assert_has("Inquiry blames the clock");
    writer.get("/desk").await.assert_has("Ask the &lt;captain&gt;.");
    writer.get("/notes").await.assert_has("Inquiry blames the clock");
    writer.get("/search?q=tag%3Aread+is%3Anoted").await.assert_has(&path);
    writer.send(&format!("{path}/tags"), &[("remove", "to read")]).await;
    let page = writer.get(&path).await;
    page.assert_has_not("<bdi>to read</bdi>");
    let note = page.body.split("id=\"note-").nth(1).and_then(|rest| rest.split('"').next()).expect("a note");
    writer.send(&format!("{path}/notes"), &[("remove", note)]).await;
    writer.send("/collections", &[("remove", "Sea/Shore 100 %+")]).await;
    let page = writer.get(&path).await;
    page.assert_has_not("captain&gt;");
    page.assert_has_not("/collection/");
}

#[actix_web::test]
async fn a_collection_is_put_in_order_on_its_page() {
    let writer = Writer::new().await;
    let paths = [writer.inquiry().await, path_of(&writer.archive, "title:leaves").await];
    for path in &paths {
        writer.send(&format!("{path}/collections"), &[("name", "Sea")]).await;
    }
    let order = async || {
        let page = writer.get("/collection/Sea").await;
        let place = |path: &str| page.body.find(&format!("href=\"{path}\"")).expect("the article");
        place(&paths[0]) < place(&paths[1])
    };
    assert!(order().await);
    let id = paths[1].trim_start_matches("/articles/");
    let answer = writer.send("/collection/Sea", &[("move", id), ("place", "1")]).await;
    assert_eq!(answer.header("location"), "/collection/Sea");
    assert!(!order().await);
    writer.send("/collection/Sea", &[("remove", id)]).await;
    writer.get("/collection/Sea").await.assert_has_not("Ferry leaves early");
    assert_eq!(writer.get("/collection/Sky").await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_highlight_is_marked_in_the_text_and_given_as_a_web_annotation() {
    let writer = Writer::new().await;
    let path = writer.inquiry().await;
    let fields =
        [("exact", "eleven minutes\nearly"), ("prefix", "Skarrow left "), ("colour", "green"), ("note", "Why?")];
    assert_eq!(writer.send(&format!("{path}/highlights"), &fields).await.status, StatusCode::SEE_OTHER);
    let page = writer.get(&path).await;
    let mark = page.body.split("<mark class=\"own green\" id=\"highlight-").nth(1).expect("a mark");
    assert!(mark.contains(">eleven minutes early</mark> and took nineteen"), "{mark}");
    let answer = writer.get(&format!("/api/v1{path}/annotations")).await;
    assert_eq!(answer.header("content-type"), "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"");
    let annotations = answer.json();
    assert_eq!(annotations["type"], "AnnotationPage");
    let annotation = &annotations["items"][0];
    assert_eq!(annotation["type"], "Annotation");
    assert!(annotation["id"].as_str().expect("an id").starts_with("urn:uuid:"), "{annotation}");
    assert_eq!(annotation["target"]["source"], "https://herald.example/inquiry");
    let selector = &annotation["target"]["selector"];
    assert_eq!(selector["type"], "TextQuoteSelector");
    let (prefix, exact) = (selector["prefix"].as_str().expect("text"), selector["exact"].as_str().expect("text"));
    assert!(FERRY_LATE.contains(&format!("{prefix}{exact}")), "{selector}");
    assert_eq!(annotation["body"]["value"], "Why?");
    let nowhere = writer.send(&format!("{path}/highlights"), &[("exact", "eleven minutes late")]).await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    nowhere.assert_has("The passage is in no paragraph of the article");
}

#[actix_web::test]
async fn a_saved_search_has_a_feed() {
    let writer = Writer::new().await;
    writer.get("/search?q=ferry+-timetable").await.assert_has("Save this search");
    let answer = writer.send("/searches", &[("name", "Ferries & co"), ("query", "ferry -timetable")]).await;
    assert_eq!(answer.header("location"), "/searches");
    writer.get("/searches").await.assert_has("/searches/Ferries%20%26%20co.atom");
    let feed = writer.get("/searches/Ferries%20%26%20co.atom").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    feed.assert_has("<title>Ferries &amp; co</title>");
    feed.assert_has("<link rel=\"self\" type=\"application/atom+xml\" href=\"http://localhost:8080/searches/Ferries%20%26%20co.atom\"/>");
    feed.assert_has("<title>Inquiry blames the clock</title>");
    feed.assert_has("<updated>2024-03-04T00:00:00Z</updated>");
    feed.assert_has("<id>urn:uuid:");
    feed.assert_has("<name>Ida Brandt</name>");
    assert_eq!(writer.get("/searches/nothing.atom").await.status, StatusCode::NOT_FOUND);
    // A server that only reads has the feed as well.
    get(&writer.archive, "/searches/Ferries%20%26%20co.atom").await.assert_has("<feed ");
}

#[actix_web::test]
async fn the_api_adds_and_removes_the_same() {
    let writer = Writer::new().await;
    let article = writer.inquiry().await;
    let path = format!("/api/v1{article}");
    let tag = writer.post(&format!("{path}/tags"), &json!({ "name": " to  read " })).await;
    assert_eq!((tag.status, tag.json()["name"].as_str()), (StatusCode::CREATED, Some("to read")));
    let note = writer.post(&format!("{path}/notes"), &json!({ "text": "Ask." })).await;
    assert_eq!((note.status, note.json()["who"].as_str()), (StatusCode::CREATED, Some("ida")));
    let passage = json!({ "exact": "put right twice", "colour": "blue" });
    let highlight = writer.post(&format!("{path}/highlights"), &passage).await;
    assert_eq!((highlight.status, highlight.json()["anchor"]["position"].as_u64()), (StatusCode::CREATED, Some(1)));
    let id = article.trim_start_matches("/articles/");
    assert_eq!(
        writer.post("/api/v1/collections", &json!({ "name": "Sea", "private": true })).await.status,
        StatusCode::CREATED
    );
    let collected = writer.post("/api/v1/collections/Sea/articles", &json!({ "id": id, "place": 1 })).await;
    assert_eq!(collected.json()["entries"][0]["id"], id);
    let search = json!({ "name": "Ferries", "query": "ferry" });
    assert_eq!(writer.post("/api/v1/searches", &search).await.status, StatusCode::CREATED);
    assert_eq!(writer.get("/api/v1/searches/Ferries").await.json()["query"], "ferry");
    let own = writer.get(&path).await.json()["own"].clone();
    assert_eq!((&own["tags"], &own["collections"]), (&json!(["to read"]), &json!(["Sea"])));
    let tags = json!({ "total": 1, "next": null, "tags": [{ "name": "to read", "articles": 1 }] });
    assert_eq!(writer.get("/api/v1/tags").await.json(), tags);
    assert_eq!(writer.get("/api/v1/notes").await.json()["total"], 1);
    let removals = [
        format!("{path}/tags/to%20read"),
        format!("/api/v1/notes/{}", note.json()["id"].as_str().expect("an id")),
        format!("/api/v1/highlights/{}", highlight.json()["id"].as_str().expect("an id")),
        format!("/api/v1/collections/Sea/articles/{id}"),
        "/api/v1/collections/Sea".to_owned(),
        "/api/v1/searches/Ferries".to_owned(),
    ];
    for path in &removals {
        assert_eq!(writer.delete(path).await.status, StatusCode::NO_CONTENT, "{path}");
        let gone = writer.delete(path).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(gone.header("content-type"), "application/problem+json");
    }
    assert_eq!(writer.get(&path).await.json().get("own"), None);
}

#[actix_web::test]
async fn the_api_says_what_it_does_not_take() {
    let writer = Writer::new().await;
    let path = format!("/api/v1{}/notes", writer.inquiry().await);
    let plain = ask_with(&writer.service, Method::POST, &path, &[HOST, FORM], "text=x".to_owned()).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for body in [json!({ "text": "" }), json!({}), json!([]), json!(["Ask."]), json!({ "text": "x".repeat(30_000) })] {
        let answer = writer.post(&path, &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let long = writer.post(&path, &json!({ "text": "x".repeat(2 << 20) })).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(long.header("content-type"), "application/problem+json");
}

#[actix_web::test]
async fn another_method_is_refused_with_those_that_are_answered() {
    let writer = Writer::new().await;
    let tags = format!("{}/tags", writer.inquiry().await);
    let cases = [
        (Method::GET, tags.clone(), "POST"),
        (Method::GET, format!("/api/v1{tags}"), "POST"),
        (Method::GET, format!("/api/v1{tags}/x"), "DELETE"),
        (Method::DELETE, "/api/v1/collections".to_owned(), "GET, HEAD, POST"),
        (Method::PUT, "/api/v1/collections/x".to_owned(), "GET, HEAD, DELETE"),
        (Method::DELETE, "/collections".to_owned(), "GET, HEAD, POST"),
    ];
    for (method, path, allowed) in cases {
        let answer = ask(&writer.service, method, &path, &[HOST]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert_eq!(answer.header("allow"), allowed, "{path}");
        answer.assert_has(&format!("only {allowed} is answered"));
    }
}

#[actix_web::test]
async fn the_lists_of_the_desk_are_followed_by_cursors() {
    let writer = Writer::new().await;
    let paths = [writer.inquiry().await, path_of(&writer.archive, "title:leaves").await];
    for (index, name) in ["Ferries", "Sea/Shore", "Ünder way"].into_iter().enumerate() {
        let sent = [
            (format!("/api/v1{}/tags", paths[0]), json!({ "name": name })),
            (format!("/api/v1{}/notes", paths[0]), json!({ "text": name })),
            ("/api/v1/collections".to_owned(), json!({ "name": name })),
            ("/api/v1/searches".to_owned(), json!({ "name": name, "query": name })),
        ];
        for (path, body) in sent {
            assert_eq!(writer.post(&path, &body).await.status, StatusCode::CREATED, "{index} {path}");
        }
    }
    let lists = [("tags", "name"), ("notes", "id"), ("collections", "name"), ("searches", "name")];
    for (list, name) in lists {
        let names = |answer: &serde_json::Value| -> Vec<String> {
            let items = answer[list].as_array().expect("a list").iter();
            items.map(|item| item[name].as_str().expect("a name").to_owned()).collect()
        };
        let path = format!("/api/v1/{list}");
        let whole = names(&writer.get(&path).await.json());
        let first = writer.get(&format!("{path}?limit=2")).await.json();
        assert_eq!(first["total"], 3);
        let next = first["next"].as_str().expect("a cursor");
        let second = writer.get(&format!("{path}?limit=2&cursor={next}")).await.json();
        assert_eq!([names(&first), names(&second)].concat(), whole, "{list}");
        assert_eq!((whole.len(), &second["next"]), (3, &serde_json::Value::Null));
        assert_eq!(writer.get(&format!("{path}?cursor=2")).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(writer.get(&format!("{path}?limit=101")).await.status, StatusCode::BAD_REQUEST);
    }
    for path in &paths {
        let id = json!({ "id": path.trim_start_matches("/articles/") });
        writer.post("/api/v1/collections/Ferries/articles", &id).await;
    }
    let first = writer.get("/api/v1/collections/Ferries?limit=1").await.json();
    assert_eq!((&first["articles"], &first["missing"]), (&json!(2), &json!(0)));
    let next = first["next"].as_str().expect("a cursor");
    let second = writer.get(&format!("/api/v1/collections/Ferries?limit=1&cursor={next}")).await.json();
    let title = |answer: &serde_json::Value| answer["entries"][0]["title"].as_str().map(str::to_owned);
    assert_eq!(title(&first).as_deref(), Some("Inquiry blames the clock"));
    assert_eq!(title(&second).as_deref(), Some("Ferry leaves early"));
    assert_eq!(second["next"], serde_json::Value::Null);
}

#[actix_web::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let writer = Writer::new().await;
    let path = format!("{}/tags", writer.inquiry().await);
    let right = format!("token={}&name=evil", writer.token);
    let attempts: [(&str, &[(&str, &str)]); 7] = [
        ("name=evil", &[HOST, FORM, OURS]),
        ("token=0000&name=evil", &[HOST, FORM, OURS]),
        (&right, &[HOST, FORM, ("origin", "https://evil.example")]),
        (&right, &[HOST, FORM, ("origin", "null")]),
        (&right, &[HOST, FORM, ("origin", "http://localhost:9090")]),
        (&right, &[HOST, FORM, OURS, ("sec-fetch-site", "cross-site")]),
        (&right, &[HOST, FORM, OURS, ("sec-fetch-site", "same-site")]),
    ];
    for (body, headers) in attempts {
        let answer = ask_with(&writer.service, Method::POST, &path, headers, body.to_owned()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{body} {headers:?}");
    }
    let api = format!("/api/v1{path}");
    let headers = [HOST, JSON, ("origin", "https://evil.example")];
    let answer = ask_with(&writer.service, Method::POST, &api, &headers, r#"{"name":"evil"}"#.to_owned()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    writer.get("/desk").await.assert_has_not("evil");
    let sent =
        ask_with(&writer.service, Method::POST, &path, &[HOST, FORM, OURS, ("sec-fetch-site", "same-origin")], right);
    assert_eq!(sent.await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn while_an_import_runs_a_write_is_put_off() {
    let writer = Writer::new().await;
    let mut archive = Archive::open(&writer.archive.path).expect("an archive");
    let import = archive.begin_import("test", &[]).expect("no other import");
    let answer = writer.send("/searches", &[("name", "Ferries"), ("query", "ferry")]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), "5");
    answer.assert_has("Another program is writing to");
    drop(import);
    assert_eq!(
        writer.send("/searches", &[("name", "Ferries"), ("query", "ferry")]).await.status,
        StatusCode::SEE_OTHER
    );
}
