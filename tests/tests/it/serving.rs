//! `cuttings serve`: it says where it is, answers there, and ends when it is asked to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::support::{Desk, Running, Signal};

/// A server under way, and its address.
struct Served {
    running: Running,
    address: String,
}

/// Starts a server on a port that is free.
#[track_caller]
fn serve(desk: &Desk) -> Served {
    serve_with(desk, &[])
}

/// The same with more arguments.
#[track_caller]
fn serve_with(desk: &Desk, arguments: &[&str]) -> Served {
    let arguments: Vec<_> = ["serve", "--port", "0"].iter().chain(arguments).collect();
    let mut running = Running::start_unread(desk.command(&arguments));
    let mut line = String::new();
    BufReader::new(running.take_stdout()).read_line(&mut line).expect("a line");
    let address = line.strip_prefix("http://").and_then(|rest| rest.split_once('/'));
    let (address, _) = address.unwrap_or_else(|| panic!("no address in {line:?}"));
    Served { running, address: address.to_owned() }
}

impl Served {
    /// The answer to a GET with this host, headers and all.
    fn get(&self, path: &str, host: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("somebody listens there");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("the request is sent");
        Self::read(stream)
    }

    /// The answer to a POST of a body.
    fn post(&self, path: &str, kind: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("somebody listens there");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time");
        let (host, length) = (&self.address, body.len());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
        .expect("the request is sent");
        Self::read(stream)
    }

    fn read(mut stream: TcpStream) -> String {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("the pages are UTF-8")
    }
}

#[test]
fn serve_prints_its_address_answers_there_and_ends_when_asked() {
    let desk = Desk::with_samples();
    for signal in [Signal::Terminate, Signal::Interrupt] {
        let served = serve(&desk);
        assert!(served.address.starts_with("127.0.0.1:"), "{}", served.address);
        let health = served.get("/healthz", &served.address);
        assert!(health.starts_with("HTTP/1.1 200 "), "{health}");
        served.running.send(signal);
        let ran = served.running.end().exits(0);
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn pages_and_api_show_what_is_in_the_archive() {
    let desk = Desk::with_samples();
    let served = serve(&desk);
    let id: String = desk.database().get("SELECT substr(id, 1, 12) FROM articles_text WHERE title LIKE 'Mouse%'", ());
    let start = served.get("/", &served.address);
    assert!(start.starts_with("HTTP/1.1 200 ") && start.contains("42"), "{start}");
    let headers = start.split_once("\r\n\r\n").expect("headers").0.to_lowercase();
    assert!(headers.contains("content-security-policy: default-src 'none'"), "{headers}");
    let page = served.get(&format!("/articles/{id}"), &served.address);
    assert!(page.contains("Mouse eats through bank"), "{page}");
    let results = served.get("/search?q=collateral", &served.address);
    assert!(results.contains("<mark>collateral</mark>") && results.contains(&id), "{results}");
    let stats = served.get("/api/v1/stats", &served.address);
    assert!(stats.contains("\"articles\":42"), "{stats}");
    assert!(served.get("/articles/000000000000", &served.address).starts_with("HTTP/1.1 404 "));
}

#[test]
fn articles_are_imported_from_the_browser_as_by_the_command() {
    let desk = Desk::with_samples();
    let served = serve_with(&desk, &["--write", "--who", "ida"]);
    let page = served.get("/import", &served.address);
    let token = page.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    let part = |head: &str, text: &str| format!("--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    let text = "A late zeppelin\n\nIt came over the harbour in the evening and nobody looked up at all.\n";
    let body = part("name=\"token\"", token)
        + &part("name=\"files\"; filename=\"../late.txt\"", text)
        + &part("name=\"files\"; filename=\"broken.json\"", "{\"title\": ")
        + "--XX--\r\n";
    let sent = served.post("/import", "multipart/form-data; boundary=XX", &body);
    assert!(sent.starts_with("HTTP/1.1 303 ") && sent.contains("location: /import/1"), "{sent}");
    let report = loop {
        let page = served.get("/import/1", &served.address);
        if !page.contains("refresh: ") {
            break page;
        }
    };
    assert!(report.contains("Run 2: read 2 records: 1 new, 0 duplicate, 0 revisions, 1 rejected."), "{report}");
    assert!(served.get("/search?q=zeppelin", &served.address).contains("A late"), "it is not found");
    let run = desk.run(&["runs", "show", "2", "--format", "json"]).exits(0).json();
    assert_eq!(run["inputs"], serde_json::json!(["late.txt", "broken.json"]));
    desk.assert_sound();
}

#[test]
fn an_address_that_others_can_reach_asks_for_a_token_or_for_none_in_so_many_words() {
    let desk = Desk::with_samples();
    let anywhere = ["serve", "--bind", "0.0.0.0", "--port", "0"];
    desk.run(&anywhere).exits(2).says(&["--token", "CUTTINGS_TOKEN", "--no-token"]);
    desk.run(&["serve", "--token", "short"]).exits(2).says(&["short enough to be guessed"]);
    let served = serve_with(&desk, &["--bind", "0.0.0.0", "--token", "a lantern on the quay"]);
    assert!(served.get("/", &served.address).starts_with("HTTP/1.1 401 "));
    let served = serve_with(&desk, &["--bind", "0.0.0.0", "--no-token"]);
    assert!(served.get("/", &served.address).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_page_asked_for_under_a_strange_name_is_refused() {
    let desk = Desk::with_samples();
    let served = serve(&desk);
    let answer = served.get("/", "evil.example");
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert!(!answer.contains("Mouse"), "{answer}");
}

#[test]
fn what_cannot_be_served_is_said_at_once() {
    let desk = Desk::new();
    desk.run(&["serve", "--port", "0"]).exits(2).says(&["there is no archive at cuttings.db", "cuttings import"]);
    let desk = Desk::with_samples();
    let served = serve(&desk);
    let port = served.address.rsplit_once(':').expect("a port").1;
    desk.run(&["serve", "--port", port]).exits(2).says(&[port, "in use", "--port"]);
}

#[test]
fn an_import_goes_on_while_the_archive_is_served_and_shows_when_it_is_done() {
    let desk = Desk::with_samples();
    let served = serve(&desk);
    desk.write("late.txt", "A late zeppelin\n\nIt came over the harbour in the evening and nobody looked up at all.\n");
    desk.run(&["import", "late.txt"]).exits(0);
    let results = served.get("/api/v1/search?q=zeppelin", &served.address);
    assert!(results.contains("A late"), "{results}");
}
