//! A server with a token lets in nobody who does not know it.

use actix_web::http::{Method, StatusCode};
use cuttings_web::WebService;

use crate::archive::{TestArchive, newsroom};
use crate::client::{ask, ask_with, service};

const TOKEN: &str = "a lantern on the quay";
const HOST: (&str, &str) = ("host", "localhost");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn guarded(archive: &TestArchive) -> WebService {
    service(archive).with_token(TOKEN).expect("randomness")
}

#[actix_web::test]
async fn without_the_token_there_is_nothing_but_the_page_that_asks_for_it() {
    let archive = newsroom();
    let service = guarded(&archive);
    for path in ["/", "/search?q=ferry", "/articles/ffffffffffff", "/nothing", "/desk", "/searches/x.atom"] {
        let page = ask(&service, Method::GET, path, &[HOST]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        page.assert_has("This server asks for a token");
        page.assert_has_not("ferry leaves");
    }
    for path in ["/api/v1/stats", "/api/v1/search?q=ferry", "/healthz"] {
        let problem = ask(&service, Method::GET, path, &[HOST]).await;
        assert_eq!(problem.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(problem.header("content-type"), "application/problem+json");
        assert_eq!(problem.header("www-authenticate"), "Bearer");
    }
    for wrong in ["Bearer", "Bearer x", "Basic a lantern on the quay", "bearer"] {
        let page = ask(&service, Method::GET, "/", &[HOST, ("authorization", wrong)]).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let page = ask(&service, Method::GET, "/", &[HOST, ("cookie", "cuttings_session=a lantern on the quay")]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "the token is no session");
    assert_eq!(ask(&service, Method::GET, "/assets/style.css", &[HOST]).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_program_sends_the_token_with_each_request() {
    let archive = newsroom();
    let bearer = format!("Bearer {TOKEN}");
    let answer = ask(&guarded(&archive), Method::GET, "/api/v1/stats", &[HOST, ("authorization", &bearer)]).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_browser_gets_a_cookie_for_the_token() {
    let archive = newsroom();
    let service = guarded(&archive);
    let log_in = async |token: &str, next: &str| {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("token", token), ("next", next)])
            .finish();
        ask_with(&service, Method::POST, "/login", &[HOST, FORM, ("origin", "http://localhost")], body).await
    };
    let wrong = log_in("a lantern", "/").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    wrong.assert_has("That was not the token.");
    assert!(wrong.headers.get("set-cookie").is_none());
    let right = log_in(TOKEN, "/search?q=ferry").await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/search?q=ferry"));
    let cookie = right.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict") && !cookie.contains(TOKEN), "{cookie}");
    let session = format!("other=1; {}", cookie.split(';').next().expect("a cookie"));
    let page = ask(&service, Method::GET, "/search?q=ferry", &[HOST, ("cookie", &session)]).await;
    assert_eq!(page.status, StatusCode::OK);
    // The cookie of one server is nothing to the next.
    let other = ask(&guarded(&archive), Method::GET, "/", &[HOST, ("cookie", &session)]).await;
    assert_eq!(other.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_in(TOKEN, "//evil.example/").await.header("location"), "/");
}
