//! Which path leads where: every route of the server is in this list.

use actix_web::http::Method;

use crate::route::Route;
use crate::{WebService, access, api, assets, desk, feed, opensearch, originals, pages, suggest};

/// The routes of a service.
pub(crate) fn all(service: &WebService) -> Vec<Route> {
    let mut routes = desk::routes(service.writing().is_some());
    routes.extend(of_pages());
    routes.extend(of_api());
    routes
}

fn of_pages() -> [Route; 26] {
    [
        Route::reading(access::LOGIN_PATH, access::ask).and(Method::POST, access::log_in),
        Route::reading("/", pages::start),
        Route::reading("/search", pages::search),
        Route::reading("/articles/{id}", pages::article),
        Route::reading("/articles/{id}/originals/{hash}", originals::download),
        Route::reading("/diff/{left}/{right}", pages::diff),
        Route::reading("/stories", pages::stories),
        Route::reading("/story/{id}", pages::story),
        Route::reading("/reuse", pages::reuse),
        Route::reading("/site/{name:.*}", pages::site),
        Route::reading("/author/{name:.*}", pages::author),
        Route::reading("/section/{name:.*}", pages::section),
        Route::reading("/tag/{name:.*}", pages::tag),
        Route::reading("/month/{month}", pages::month),
        Route::reading("/year/{year}", pages::year),
        Route::reading("/runs", pages::runs),
        Route::reading("/runs/{number}", pages::run),
        Route::reading("/stats", pages::stats),
        Route::reading("/help", pages::help),
        Route::reading("/search.atom", feed::search),
        Route::reading("/opensearch.xml", opensearch::description),
        Route::reading(assets::STYLE.path, assets::style),
        Route::reading(assets::SCRIPT.path, assets::script),
        Route::reading(assets::DESK_SCRIPT.path, assets::desk_script),
        Route::reading(assets::ICON.path, assets::icon),
        Route::reading("/favicon.ico", assets::icon),
    ]
}

fn of_api() -> [Route; 14] {
    [
        Route::reading("/api/v1/openapi.json", api::description::openapi),
        Route::reading("/api/v1/search", api::search),
        Route::reading("/api/v1/suggest", suggest::suggest),
        Route::reading("/api/v1/articles/{id}", api::article),
        Route::reading("/api/v1/articles/{id}/originals/{hash}", api::original),
        Route::reading("/api/v1/articles/{id}/reuse", api::article_reuse),
        Route::reading("/api/v1/diff/{left}/{right}", api::diff),
        Route::reading("/api/v1/stories", api::stories),
        Route::reading("/api/v1/story/{id}", api::story),
        Route::reading("/api/v1/reuse", api::reuse),
        Route::reading("/api/v1/runs", api::runs),
        Route::reading("/api/v1/runs/{number}", api::run),
        Route::reading("/api/v1/stats", api::stats),
        Route::reading("/healthz", api::health),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::Ipv4Addr;

    use cuttings_store::Archive;
    use rstest::rstest;
    use serde_json::Value;

    use super::*;
    use crate::WriteOptions;

    fn service(writes: bool, asks_for_token: bool) -> WebService {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cuttings.db");
        drop(Archive::open(&path).expect("an archive"));
        let mut service = WebService::open(&path, Ipv4Addr::LOCALHOST.into()).expect("a service");
        if writes {
            let options = WriteOptions { who: "ida".to_owned(), importer: None, upload_limit: 0 };
            service = service.with_writing(options).expect("randomness");
        }
        if asks_for_token {
            service = service.with_token("a lantern on the quay").expect("randomness");
        }
        service
    }

    fn described(service: &WebService) -> Value {
        serde_json::from_slice(&service.description()).expect("JSON")
    }

    #[rstest]
    #[case(false, 20)]
    #[case(true, 34)]
    fn the_description_has_every_route_of_the_api_and_no_other(#[case] writes: bool, #[case] at_least: usize) {
        let service = service(writes, false);
        let routes = all(&service);
        let routes: BTreeSet<(String, String)> = routes
            .iter()
            .flat_map(Route::operations)
            .filter(|(path, _)| path.starts_with("/api/") || *path == "/healthz")
            .map(|(path, method)| (path.to_owned(), method.to_lowercase()))
            .collect();
        let described = described(&service);
        let paths = described["paths"].as_object().expect("paths").iter();
        let methods = |item: &Value| item.as_object().expect("operations").keys().cloned().collect::<Vec<_>>();
        let paths: BTreeSet<(String, String)> =
            paths.flat_map(|(path, item)| methods(item).into_iter().map(|method| (path.clone(), method))).collect();
        assert_eq!(routes, paths);
        assert!(routes.len() >= at_least, "{routes:?}");
    }

    #[rstest]
    #[case(false)]
    #[case(true)]
    fn an_operation_has_a_name_of_its_own_and_says_how_it_is_refused(#[case] writes: bool) {
        let described = described(&service(writes, true));
        let mut names = BTreeSet::new();
        for (path, item) in described["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                let name = operation["operationId"].as_str().expect("a name");
                assert!(names.insert(name), "{name} is there twice");
                assert!(operation["summary"].is_string(), "{method} {path}");
                for status in ["401", "403", "421", "429"] {
                    assert!(operation["responses"][status].is_object(), "{status} of {method} {path}");
                }
                let busy = &operation["responses"]["503"];
                assert!(busy.is_null() || busy["headers"]["Retry-After"].is_object(), "{method} {path}");
                if method != "get" {
                    assert!(busy.is_object(), "{method} {path} may be put off");
                }
            }
        }
    }

    #[test]
    fn what_asks_for_a_token_says_how_it_is_given() {
        let schemes = |service: &WebService| {
            let described = described(service);
            assert_eq!(described["components"]["securitySchemes"]["token"]["scheme"], "bearer");
            assert_eq!(described["components"]["securitySchemes"]["session"]["in"], "cookie");
            assert_eq!(described["components"]["securitySchemes"]["session"]["name"], access::COOKIE_NAME);
            described["security"].clone()
        };
        assert_eq!(schemes(&service(true, false)), Value::Null);
        assert_eq!(schemes(&service(true, true)), serde_json::json!([{ "token": [] }, { "session": [] }]));
    }

    #[test]
    fn no_reference_of_the_description_is_open() {
        let described = described(&service(true, true));
        assert_eq!(described["openapi"], "3.1.0");
        let text = described.to_string();
        for reference in text.split("\"$ref\":\"#").skip(1) {
            let place = reference.split('"').next().expect("a place");
            assert!(described.pointer(place).is_some_and(Value::is_object), "{place}");
        }
    }
}
