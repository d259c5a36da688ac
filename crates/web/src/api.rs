//! The JSON API: the same answers as the pages, for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, ArchiveError, SearchPage, SearchRequest};
use serde::Serialize;
use serde_json::json;

use crate::WebService;
use crate::failure::Problem;
use crate::pages::{self, find_comparison, find_id, find_one_article};
use crate::parameters::{FARTHEST, MOST_HITS, Parameters};

/// Hits in an answer where the request does not say.
const USUAL_HITS: u32 = 20;
/// Pairs of sites in an answer where the request does not say, and at most.
const USUAL_PAIRS: u32 = 1_000;
const MOST_PAIRS: u32 = 10_000;

/// An id that no article has: the cheapest question that the archive must be read for.
const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

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
    let read = move |archive: &Archive| {
        let page = archive.search(&SearchRequest { query: &query, limit, offset, ..SearchRequest::default() })?;
        Ok(SearchAnswer { query, limit, offset, page })
    };
    Ok(HttpResponse::Ok().json(service.read(read).await?))
}

/// `GET /api/v1/articles/{id}`
pub(crate) async fn article(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(find_one_article(&request, &service).await?))
}

/// `GET /api/v1/diff/{left}/{right}`
pub(crate) async fn diff(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(find_comparison(&request, &service).await?.only()?))
}

/// `GET /api/v1/articles/{id}/reuse`
pub(crate) async fn article_reuse(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let id = find_id(&request)?;
    Ok(HttpResponse::Ok().json(service.read(move |archive| archive.get_reuse(&id)).await?))
}

/// `GET /api/v1/stories?order=&limit=&offset=`
pub(crate) async fn stories(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let limit = parameters.number("limit", USUAL_HITS, &(0..=MOST_HITS))?;
    let offset = parameters.number("offset", 0, &(0..=FARTHEST))?;
    let listing = pages::list_stories(&service, pages::order(&parameters)?, limit, offset).await?;
    Ok(HttpResponse::Ok().json(listing))
}

/// `GET /api/v1/story/{id}`
pub(crate) async fn story(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(pages::find_story(&request, &service).await?))
}

/// `GET /api/v1/reuse?limit=`: pairs of sites, those with the most stories first.
pub(crate) async fn reuse(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let limit = Parameters::of(&request).number("limit", USUAL_PAIRS, &(0..=MOST_PAIRS))?;
    let reuse = service.site_reuse().await?;
    Ok(HttpResponse::Ok().json(&reuse[..reuse.len().min(limit as usize)]))
}

/// `GET /api/v1/stats`
pub(crate) async fn stats(service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(service.stats().await?.as_ref()))
}

/// `GET /healthz`: whether the archive can be read, by looking up an id that is not there.
pub(crate) async fn health(service: web::Data<WebService>) -> Answer {
    let read = |archive: &Archive| match IdPrefix::parse(NOBODY).map(|id| archive.get_article(&id)) {
        None | Some(Ok(_) | Err(ArchiveError::NoSuchId { .. })) => Ok(()),
        Some(Err(error)) => Err(error),
    };
    service.read(read).await?;
    Ok(HttpResponse::Ok().json(json!({ "status": "ok" })))
}
