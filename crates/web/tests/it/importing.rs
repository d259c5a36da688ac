//! Importing from the browser: files come in within a limit, under labels that lead nowhere, and the page says what came of
//! them.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use actix_web::http::{Method, StatusCode};
use cuttings_core::digest;
use cuttings_store::{Archive, Original, Sighting};
use cuttings_web::{ImportProgress, Importer, WebService, WriteOptions};

use crate::archive::{TestArchive, article, newsroom};
use crate::client::{Answer, ask, ask_with, service, token_of};

const HOST: (&str, &str) = ("host", "localhost");
const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=XX");

/// A server whose importer waits to be let go on, and tells what it was given.
struct Desk {
    service: WebService,
    token: String,
    go_on: Sender<()>,
    given: Receiver<Vec<(PathBuf, Vec<u8>)>>,
    _archive: TestArchive,
}

impl Desk {
    async fn new() -> Self {
        let archive = newsroom();
        let (go_on, wait) = channel::<()>();
        let (tell, given) = channel();
        let (wait, path) = (Arc::new(Mutex::new(wait)), archive.path.clone());
        let tell = Mutex::new(tell);
        let import = move |inputs: &[PathBuf], report: &dyn Fn(ImportProgress)| {
            let read = |path: &PathBuf| (path.clone(), std::fs::read(path).expect("a file"));
            // Reported first: who hears of the files asks for the progress next.
            report(ImportProgress { bytes_read: 3, bytes_total: 9, records: 2, new: 1, rejected: 1 });
            tell.lock().expect("whole").send(inputs.iter().map(read).collect()).expect("heard");
            wait.lock().expect("whole").recv().map_err(|_| "It was called off.".to_owned())?;
            import_one(&path, inputs)
        };
        let options = WriteOptions { who: "ida".to_owned(), importer: Some(Importer::new(import)), upload_limit: 1000 };
        let service = service(&archive).with_writing(options).expect("randomness");
        let token = token_of(&ask(&service, Method::GET, "/import", &[HOST]).await);
        Self { service, token, go_on, given, _archive: archive }
    }

    async fn get(&self, path: &str) -> Answer {
        ask(&self.service, Method::GET, path, &[HOST]).await
    }

    async fn send(&self, files: &[(&str, &str)]) -> Answer {
        self.send_with(&self.token, files).await
    }

    async fn send_with(&self, token: &str, files: &[(&str, &str)]) -> Answer {
        let mut body = format!("--XX\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n");
        for (name, text) in files {
            let head = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
            write!(body, "--XX\r\n{head}\r\nContent-Type: text/plain\r\n\r\n{text}\r\n").expect("a string");
        }
        body.push_str("--XX--\r\n");
        let headers = [HOST, MULTIPART, ("origin", "http://localhost")];
        ask_with(&self.service, Method::POST, "/import", &headers, body).await
    }

    /// The import, once it is no longer under way.
    async fn ended(&self, path: &str) -> Answer {
        loop {
            let page = self.get(path).await;
            if page.headers.get("refresh").is_none() {
                return page;
            }
            actix_web::rt::task::yield_now().await;
        }
    }
}

/// Imports an article that is called as the first file.
fn import_one(archive: &std::path::Path, inputs: &[PathBuf]) -> Result<i64, String> {
    let mut archive = Archive::open(archive).map_err(|error| error.to_string())?;
    let mut import = archive.begin_import("test", &[]).map_err(|error| error.to_string())?;
    let title = inputs[0].file_name().expect("a name").to_string_lossy().into_owned();
    let original = Original { id: cuttings_core::RawId::of(title.as_bytes()), size: 1, zstd: None };
    let reading = Ok(digest(article(&title, &["A zeppelin came over the harbour in the evening."])));
    let sighting = Sighting { source: &title, locator: "", format: "text", original, reading };
    import.add(sighting).map_err(|error| error.to_string())?;
    let run = import.number();
    import.finish().map_err(|error| error.to_string())?;
    Ok(run)
}

#[actix_web::test]
async fn files_are_imported_under_labels_and_the_page_says_what_came_of_them() {
    let desk = Desk::new().await;
    desk.get("/import").await.assert_has("enctype=\"multipart/form-data\"");
    let sent = desk.send(&[("../../zeppelin.txt", "One."), ("zeppelin.txt", "Two.")]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/import/1"));
    let given = desk.given.recv().expect("files");
    let texts: Vec<_> = given.iter().map(|(_, text)| text.as_slice()).collect();
    assert_eq!(texts, [b"One.", b"Two."]);
    let names: Vec<_> = given.iter().map(|(path, _)| path.file_name().expect("a name")).collect();
    assert_eq!(names, ["zeppelin.txt", "zeppelin.txt"]);
    let page = desk.get("/import/1").await;
    assert_eq!(page.header("refresh"), "2");
    page.assert_has("2 records");
    let json = desk.get("/api/v1/imports/1").await.json();
    assert_eq!((&json["state"], &json["progress"]["bytes_total"]), (&"running".into(), &9.into()));
    let second = desk.send(&[("other.txt", "Three.")]).await;
    assert_eq!(second.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(second.header("retry-after"), "5");
    desk.go_on.send(()).expect("heard");
    let page = desk.ended("/import/1").await;
    page.assert_has("read 1 record: 1 new, 0 duplicate, 0 revisions, 0 rejected.");
    assert!(given.iter().all(|(path, _)| !path.exists()), "the files stay behind");
    desk.get("/search?q=zeppelin").await.assert_has("1–1 of 1");
}

#[actix_web::test]
async fn an_import_that_fails_says_why() {
    let desk = Desk::new().await;
    desk.send(&[("a.txt", "One.")]).await;
    desk.given.recv().expect("files");
    let under_way = desk.get("/api/v1/imports/1").await;
    let Desk { go_on, service, .. } = desk;
    drop(go_on);
    loop {
        let page = ask(&service, Method::GET, "/import/1", &[HOST]).await;
        if page.headers.get("refresh").is_none() {
            page.assert_has("It was called off.");
            break;
        }
        actix_web::rt::task::yield_now().await;
    }
    // The archive did not change, and still nobody is told that nothing has.
    let headers = [HOST, ("if-none-match", under_way.header("etag"))];
    let ended = ask(&service, Method::GET, "/api/v1/imports/1", &headers).await;
    assert_eq!((ended.status, &ended.json()["state"]), (StatusCode::OK, &"failed".into()));
}

#[actix_web::test]
async fn what_is_too_much_or_from_elsewhere_is_not_taken() {
    let desk = Desk::new().await;
    let much = desk.send(&[("a.txt", &"x".repeat(600)), ("b.txt", &"x".repeat(600))]).await;
    assert_eq!(much.status, StatusCode::PAYLOAD_TOO_LARGE);
    much.assert_has("more than 1000 bytes");
    assert_eq!(desk.send(&[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.send_with("0000", &[("a.txt", "One.")]).await.status, StatusCode::FORBIDDEN);
    let cut = ask_with(&desk.service, Method::POST, "/import", &[HOST, MULTIPART], "--XX\r\nCont".to_owned()).await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    assert!(desk.given.try_recv().is_err());
    assert_eq!(desk.get("/import/1").await.status, StatusCode::NOT_FOUND);
}
