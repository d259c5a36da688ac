//! Requests that are refused, and the headers that every answer has.

use std::net::IpAddr;

use actix_web::http::{Method, StatusCode};
use cuttings_web::WebService;

use crate::archive::{TestArchive, article, newsroom};
use crate::client::{ask, get, path_of, service};

const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[actix_web::test]
async fn every_answer_has_the_protecting_headers() {
    let archive = newsroom();
    let article = path_of(&archive, "ferry").await;
    let long = format!("/search?q={}", "a".repeat(2001));
    let cases = [
        (Method::GET, "/", 200),
        (Method::HEAD, "/", 200),
        (Method::GET, "/search?q=ferry", 200),
        (Method::GET, article.as_str(), 200),
        (Method::GET, "/assets/style.css", 200),
        (Method::GET, "/assets/app.js", 200),
        (Method::GET, "/runs", 200),
        (Method::GET, "/stats", 200),
        (Method::GET, "/help", 200),
        (Method::GET, "/search.atom?q=ferry", 200),
        (Method::GET, "/opensearch.xml", 200),
        (Method::GET, "/api/v1/openapi.json", 200),
        (Method::GET, "/favicon.ico", 200),
        (Method::GET, "/api/v1/search?q=ferry", 200),
        (Method::GET, "/api/v1/stats", 200),
        (Method::GET, "/healthz", 200),
        (Method::GET, long.as_str(), 400),
        (Method::GET, "/search?q=a&page=many", 400),
        (Method::GET, "/articles/ffffffffffff", 404),
        (Method::GET, "/nothing", 404),
        (Method::GET, "/api/v1/nothing", 404),
        (Method::POST, "/", 405),
        (Method::DELETE, article.as_str(), 405),
        (Method::PUT, "/api/v1/stats", 405),
    ];
    for (method, path, status) in cases {
        let answer = ask(&service(&archive), method.clone(), path, &[("host", "localhost")]).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path}");
        assert_eq!(answer.header("content-security-policy"), POLICY, "{method} {path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        let caching =
            if path.starts_with("/assets") || path == "/favicon.ico" { "no-cache" } else { "private, no-cache" };
        assert_eq!(answer.header("cache-control"), caching);
        if status == 405 {
            assert_eq!(answer.header("allow"), "GET, HEAD");
        }
    }
}

#[actix_web::test]
async fn a_foreign_host_is_refused_on_every_path() {
    let archive = newsroom();
    for path in ["/", "/api/v1/stats", "/assets/style.css", "/nothing"] {
        let answer = ask(&service(&archive), Method::GET, path, &[("host", "evil.example:8080")]).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(answer.header("content-security-policy"), POLICY);
        answer.assert_has("localhost");
        answer.assert_has("evil.example");
        answer.assert_has_not("Cuttings</title>");
    }
}

#[actix_web::test]
async fn one_good_host_does_not_help_a_foreign_one() {
    let archive = newsroom();
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("/", &[]),
        ("/", &[("host", "localhost"), ("host", "evil.example")]),
        ("http://evil.example/", &[("host", "localhost")]),
        ("/", &[("host", "evil.example"), ("x-forwarded-host", "localhost"), ("forwarded", "host=localhost")]),
    ];
    for (path, headers) in cases {
        let answer = ask(&service(&archive), Method::GET, path, headers).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{path} {headers:?}");
    }
}

#[actix_web::test]
async fn a_page_of_another_site_gets_no_answer() {
    let archive = newsroom();
    let origins = [
        ("http://localhost:8080", 200),
        ("https://LOCALHOST:8080", 200),
        ("http://localhost:9090", 403),
        ("http://evil.example", 403),
        ("http://localhost:8080.evil.example", 403),
        ("null", 403),
        ("", 403),
    ];
    for (origin, status) in origins {
        let headers = [("host", "localhost:8080"), ("origin", origin)];
        let answer = ask(&service(&archive), Method::GET, "/api/v1/stats", &headers).await;
        assert_eq!(answer.status.as_u16(), status, "{origin}");
    }
}

#[actix_web::test]
async fn bound_to_all_addresses_every_address_is_answered_and_no_name() {
    let archive = newsroom();
    let bind: IpAddr = "0.0.0.0".parse().expect("an address");
    let service = WebService::open(&archive.path, bind).expect("a service");
    for (host, status) in [("192.168.1.7:8080", 200), ("[fe80::1]:8080", 200), ("localhost", 200), ("nas.local", 421)] {
        let answer = ask(&service, Method::GET, "/healthz", &[("host", host)]).await;
        assert_eq!(answer.status.as_u16(), status, "{host}");
    }
}

#[actix_web::test]
async fn what_is_not_there_has_a_page_in_the_same_look() {
    let archive = newsroom();
    for path in ["/nothing", "/articles/ffffffffffff", "/articles/abc", "/articles/", "/search/"] {
        let page = get(&archive, path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.assert_has(r#"<header class="masthead">"#);
        page.assert_has("<h1>Not found</h1>");
    }
    get(&archive, "/articles/abc").await.assert_has("6 to 64 digits");
}

#[actix_web::test]
async fn numbers_out_of_bounds_are_refused_with_the_bounds() {
    let archive = newsroom();
    for page in ["0", "501", "-1", "many", "99999999999999999999"] {
        let answer = get(&archive, &format!("/search?q=ferry&page={page}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page}");
        answer.assert_has("from 1 to 500");
    }
}

#[actix_web::test]
async fn a_query_may_have_2000_characters_of_any_script() {
    let archive = newsroom();
    let query = |length: usize| format!("/search?q={}", "%E7%81%AF".repeat(length));
    assert_eq!(get(&archive, &query(2000)).await.status, StatusCode::OK);
    let refused = get(&archive, &query(2001)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.assert_has("2001 characters");
}

#[actix_web::test]
async fn no_query_and_no_parameter_makes_a_fault() {
    let archive = newsroom();
    let texts =
        ["%00", "%FF%FE", "%22", "(((", "NEAR(a+b)", "a:b", "%E2%80%AE", "*", "-", "{}", "'; DROP TABLE articles"];
    for text in texts {
        let answer = get(&archive, &format!("/search?q={}", text.replace(' ', "+"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{text}");
        answer.assert_has_not("fts5");
    }
    assert_eq!(get(&archive, "/search?%%%&&==&q").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn an_asset_is_kept_for_ever_under_the_address_of_its_version() {
    let archive = newsroom();
    let page = get(&archive, "/").await;
    for kind in ["/assets/style.css?v=", "/assets/app.js?v=", "/assets/icon.svg?v="] {
        let start = page.body.find(kind).expect("a link");
        let link = page.body[start..].split('"').next().expect("its end");
        let asset = get(&archive, link).await;
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(get(&archive, &format!("{kind}0")).await.header("cache-control"), "no-cache");
        asset.assert_has_not("http://w3.org");
        asset.assert_has_not("@import");
        asset.assert_has_not("url(");
    }
    assert_eq!(get(&archive, "/favicon.ico").await.header("content-type"), "image/svg+xml");
}

#[actix_web::test]
async fn an_archive_that_went_away_makes_a_page_that_says_so() {
    let archive = newsroom();
    let service = service(&archive);
    let ask = async |path| ask(&service, Method::GET, path, &[("host", "localhost")]).await;
    assert_eq!(ask("/").await.status, StatusCode::OK);
    std::fs::remove_file(&archive.path).expect("removed");
    for path in ["/", "/search?q=ferry", "/articles/ffffffffffff"] {
        let page = ask(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(page.header("retry-after"), "5");
        page.assert_has("There is no archive at");
        page.assert_has(r#"<header class="masthead">"#);
    }
    let problem = ask("/healthz").await;
    assert_eq!(problem.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(problem.header("content-type"), "application/problem+json");
}

#[actix_web::test]
async fn an_archive_that_took_the_place_of_another_is_read() {
    let archive = newsroom();
    let service = service(&archive);
    let ask = async |path| ask(&service, Method::GET, path, &[("host", "localhost")]).await;
    ask("/search?q=zeppelin").await.assert_has("Nothing in the archive matches.");
    let other = TestArchive::of([article("Zeppelin lands", &["It landed beside the lighthouse."])]);
    std::fs::rename(&other.path, &archive.path).expect("replaced");
    ask("/search?q=zeppelin").await.assert_has("<mark>Zeppelin</mark> lands");
    ask("/").await.assert_has("<b>1</b> article");
    std::fs::write(archive.path.with_extension("new"), "no archive").expect("written");
    std::fs::rename(archive.path.with_extension("new"), &archive.path).expect("replaced");
    let page = ask("/").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.assert_has("is not a Cuttings archive");
}
