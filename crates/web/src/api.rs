//! The JSON API: the same answers as the pages, for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{SearchPage, SearchRequest};
use serde::Serialize;
use serde_json::json;

use crate::WebService;
use crate::failure::Problem;
use crate::pages::{Found, find_article};
use crate::parameters::{FARTHEST, MOST_HITS, Parameters};

/// Hits in an answer where the request does not say.
const USUAL_HITS: u32 = 20;

type Answer = Result<HttpResponse, Problem>;

/// What was asked, and the hits.
#[derive(Debug, Serialize)]
struct SearchAnswer {
    query: String,
    limit: u32,
    offset: u32,
    #[serde(flatten)]
    page: SearchPage,
}

/// `GET /api/v1/search?q=&limit=&offset=`
pub(crate) async fn search(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let query = parameters.query()?;
    let limit = parameters.number("limit", USUAL_HITS, &(0..=MOST_HITS))?;
    let offset = parameters.number("offset", 0, &(0..=FARTHEST))?;
    let read = move |archive: &cuttings_store::Archive| {
        let page = archive.search(&SearchRequest { query: &query, limit, offset })?;
        Ok(SearchAnswer { query, limit, offset, page })
    };
    Ok(HttpResponse::Ok().json(service.read(read).await?))
}

/// `GET /api/v1/articles/{id}`
pub(crate) async fn article(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    match find_article(&request, &service).await? {
        Found::One(article) => Ok(HttpResponse::Ok().json(article)),
        Found::Several { articles, .. } => {
            Err(Problem::several(articles.into_iter().map(|article| article.id).collect()))
        }
    }
}

/// `GET /api/v1/stats`
pub(crate) async fn stats(service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(service.stats().await?.as_ref()))
}

/// `GET /healthz`: whether the archive can be read, by reading one entry of it.
pub(crate) async fn health(service: web::Data<WebService>) -> Answer {
    let one = SearchRequest { query: "", limit: 1, offset: 0 };
    service.read(move |archive| archive.list_articles(&one)).await?;
    Ok(HttpResponse::Ok().json(json!({ "status": "ok" })))
}
