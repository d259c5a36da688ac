//! A client without a port: requests go straight into the service.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::http::{Method, StatusCode, header::HeaderMap};
use actix_web::{App, test};
use cuttings_web::{WebService, WriteOptions};
use serde_json::Value;

use crate::archive::TestArchive;

/// An answer, read whole.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header that must be there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no header {name}")).to_str().expect("text")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// Fails unless the body has this text.
    #[track_caller]
    pub fn assert_has(&self, text: &str) {
        assert!(self.body.contains(text), "{text:?} is not in:\n{}", self.body);
    }

    /// Fails if the body has this text.
    #[track_caller]
    pub fn assert_has_not(&self, text: &str) {
        assert!(!self.body.contains(text), "{text:?} is in:\n{}", self.body);
    }
}

/// Asks for a path as a browser at localhost does.
pub async fn get(archive: &TestArchive, path: &str) -> Answer {
    ask(&service(archive), Method::GET, path, &[("host", "localhost:8080")]).await
}

/// Sends a request to a service.
pub async fn ask(service: &WebService, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    ask_with(service, method, path, headers, String::new()).await
}

/// Sends a request with a body.
pub async fn ask_with(
    service: &WebService,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Answer {
    let app = test::init_service(App::new().configure(|config| service.configure(config))).await;
    let mut request = test::TestRequest::with_uri(path).method(method);
    for header in headers {
        request = request.append_header(*header);
    }
    let request = if body.is_empty() { request } else { request.set_payload(body) };
    let response = test::call_service(&app, request.to_request()).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = test::read_body(response).await;
    Answer { status, headers, body: String::from_utf8(body.to_vec()).expect("UTF-8") }
}

/// The service of an archive, bound to loopback.
pub fn service(archive: &TestArchive) -> WebService {
    WebService::open(&archive.path, IpAddr::from(Ipv4Addr::LOCALHOST)).expect("a service")
}

/// The service of an archive that writes, as Ida.
pub fn writing_service(archive: &TestArchive) -> WebService {
    let options = WriteOptions { who: "ida".to_owned(), importer: None, upload_limit: 0 };
    service(archive).with_writing(options).expect("randomness")
}

/// The token of the forms on a page.
pub fn token_of(page: &Answer) -> String {
    let token = page.body.split("name=\"token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    token.unwrap_or_else(|| panic!("no token in {}", page.body)).to_owned()
}

/// The path of the page of the first article that a query finds.
pub async fn path_of(archive: &TestArchive, query: &str) -> String {
    let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    let found = get(archive, &format!("/api/v1/search?q={query}")).await.json();
    let id = found["hits"][0]["article"]["id"].as_str().unwrap_or_else(|| panic!("nothing found for {query}"));
    format!("/articles/{id}")
}
