//! The JSON API: the same answers as the pages, for programs. Each function says what it answers in the words of its own
//! description, `/api/v1/openapi.json` (see [`description`]).

pub(crate) mod answers;
pub(crate) mod description;

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{
    Archive, ArchiveError, Article, ComparedArticles, Reuse, RunReport, SearchPage, SearchRequest, SiteReuse, Stats,
    Story,
};
use serde::Serialize;
use serde_json::json;

use crate::WebService;
use crate::asked::Asked;
use crate::cursor::{Portion, part};
use crate::failure::Problem;
use crate::pages::{self, find_comparison, find_id, find_one_article, find_run};
use crate::parameters::Parameters;
use crate::{etag, originals};
use answers::{Health, ProblemDetails, RunsAnswer, SearchAnswer, StoriesAnswer};

/// Pairs of sites in an answer where the request does not say, and at most.
const USUAL_PAIRS: u32 = 1_000;
const MOST_PAIRS: u32 = 10_000;
/// Rejections and notes in the report of a run, as well.
const USUAL_NOTED: u32 = 20;
const MOST_NOTED: u32 = 10_000;

/// An id that no article has: the cheapest question that the archive must be read for.
const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

type Answer = Result<HttpResponse, Problem>;

#[utoipa::path(
    get, path = "/api/v1/search", tag = "Search",
    summary = "What a query finds",
    description = "Every text is a query: one that cannot be read as such is searched as plain words, and `note` says so.",
    params(
        ("q" = Option<String>, Query, description = "The query, as on the pages: see /help. None finds everything.", max_length = 2000),
        ("order" = Option<answers::Order>, Query, description = "What comes first."),
        ("fold" = Option<bool>, Query, description = "Whether each story is given once; `total` then counts stories."),
        ("facets" = Option<bool>, Query, description = "Whether the answer says what all results are about."),
        ("limit" = Option<u32>, Query, description = "Hits to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "What was found", body = SearchAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn search(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let asked = Asked::of(&parameters)?;
    let wants_facets = parameters.switch("facets")?;
    let Portion { limit, cursor } = Portion::of(&parameters)?;
    let read = move |archive: &Archive| {
        // The total and the facets are those of the first question; what is asked besides gives hits only.
        let mut about: Option<SearchPage> = None;
        let fetch = |limit, offset| {
            let facets = wants_facets && about.is_none();
            let request =
                SearchRequest { query: &asked.query, limit, offset, fold: asked.fold, order: asked.order, facets };
            let mut page = archive.search(&request)?;
            let hits = std::mem::take(&mut page.hits);
            about.get_or_insert(page);
            Ok::<_, ArchiveError>(hits)
        };
        let part = part(cursor.as_ref(), limit, |hit| hit.article.id.as_str(), fetch)?;
        let about =
            about.unwrap_or(SearchPage { note: None, did_you_mean: None, total: 0, hits: Vec::new(), facets: None });
        let page = SearchPage { hits: part.items, ..about };
        Ok(SearchAnswer { query: asked.query, limit, next: part.next.map(|next| next.write()), page })
    };
    Ok(HttpResponse::Ok().json(service.read(read).await?))
}

#[utoipa::path(
    get, path = "/api/v1/articles/{id}", tag = "Articles",
    summary = "An article with all that is known of it",
    params(("id" = String, Path, description = "Its id, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$")),
    responses(
        (status = 200, description = "The article", body = Article),
        (status = 300, description = "Several ids begin so; `candidates` has them", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn article(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(find_one_article(&request, &service).await?))
}

#[utoipa::path(
    get, path = "/api/v1/articles/{id}/originals/{hash}", tag = "Articles",
    summary = "The very bytes that an article was read from",
    description = "As a file without a type, whatever they are.",
    params(
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
        ("hash" = String, Path, description = "The SHA-256 of the bytes, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    responses(
        (status = 200, description = "The bytes", body = [u8], content_type = "application/octet-stream"),
        (status = 404, description = "There is no such article, or its original is not kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn original(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(originals::download(request, service).await?)
}

#[utoipa::path(
    get, path = "/api/v1/articles/{id}/reuse", tag = "Articles",
    summary = "An article by its paragraphs, and who else printed each",
    params(("id" = String, Path, description = "Its id, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$")),
    responses(
        (status = 200, description = "Who printed what", body = Reuse),
        (status = 404, description = "No id begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn article_reuse(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let id = find_id(&request)?;
    Ok(HttpResponse::Ok().json(service.read(move |archive| archive.get_reuse(&id)).await?))
}

#[utoipa::path(
    get, path = "/api/v1/diff/{left}/{right}", tag = "Articles",
    summary = "What differs between two articles",
    params(
        ("left" = String, Path, description = "The id of one, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
        ("right" = String, Path, description = "The id of the other.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    responses(
        (status = 200, description = "Both texts, paired", body = ComparedArticles),
        (status = 300, description = "Several ids begin so; `candidates` has them", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so, or both are of one text", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn diff(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(find_comparison(&request, &service).await?.only()?))
}

#[utoipa::path(
    get, path = "/api/v1/stories", tag = "Stories",
    summary = "What several sites told in nearly the same words",
    params(
        ("order" = Option<answers::StoriesOrder>, Query, description = "What comes first."),
        ("limit" = Option<u32>, Query, description = "Stories to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The stories", body = StoriesAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn stories(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let order = pages::order(&parameters)?;
    let Portion { limit, cursor } = Portion::of(&parameters)?;
    let read = move |archive: &Archive| {
        let mut total = 0;
        let fetch = |limit, offset| {
            let listing = archive.list_stories(order, limit, offset)?;
            total = listing.total;
            Ok::<_, ArchiveError>(listing.stories)
        };
        let part = part(cursor.as_ref(), limit, |story| story.representative.id.as_str(), fetch)?;
        Ok(StoriesAnswer { total, next: part.next.map(|next| next.write()), stories: part.items })
    };
    Ok(HttpResponse::Ok().json(service.read(read).await?))
}

#[utoipa::path(
    get, path = "/api/v1/story/{id}", tag = "Stories",
    summary = "A story with its articles",
    params(("id" = String, Path, description = "The id of one of its articles, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$")),
    responses(
        (status = 200, description = "The story", body = Story),
        (status = 404, description = "No id begins so, several do, or the article is in no story", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn story(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    Ok(HttpResponse::Ok().json(pages::find_story(&request, &service).await?))
}

#[utoipa::path(
    get, path = "/api/v1/reuse", tag = "Stories",
    summary = "Who takes from whom: pairs of sites, those with the most stories first",
    params(("limit" = Option<u32>, Query, description = "Pairs to give at most; 1000 where it is not said.", minimum = 0, maximum = 10000)),
    responses(
        (status = 200, description = "The pairs", body = [SiteReuse]),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn reuse(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let limit = Parameters::of(&request).number("limit", USUAL_PAIRS, &(0..=MOST_PAIRS))?;
    let reuse = service.site_reuse().await?;
    Ok(known_by_itself(&reuse[..reuse.len().min(limit as usize)]))
}

#[utoipa::path(
    get, path = "/api/v1/runs", tag = "The archive",
    summary = "The import runs, the newest first",
    params(
        ("limit" = Option<u32>, Query, description = "Runs to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The runs", body = RunsAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn runs(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let portion = Portion::of(&Parameters::of(&request))?;
    let runs = service.read(Archive::list_runs).await?;
    let total = runs.len() as u64;
    let part = portion.cut(runs, |run| run.number.to_string());
    let next = part.next.map(|next| next.write());
    let runs = part.items;
    Ok(HttpResponse::Ok().json(RunsAnswer { total, next, runs }))
}

#[utoipa::path(
    get, path = "/api/v1/runs/{number}", tag = "The archive",
    summary = "What became of the records of an import run",
    params(
        ("number" = u32, Path, description = "Its number, from 1."),
        ("limit" = Option<u32>, Query, description = "Rejections and notes to give at most, each; 20 where it is not said.", minimum = 0, maximum = 10000),
    ),
    responses(
        (status = 200, description = "The report", body = RunReport),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "There is no such run", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn run(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let limit = Parameters::of(&request).number("limit", USUAL_NOTED, &(0..=MOST_NOTED))?;
    Ok(HttpResponse::Ok().json(find_run(&request, &service, limit).await?))
}

#[utoipa::path(
    get, path = "/api/v1/stats", tag = "The archive",
    summary = "The archive in numbers",
    description = "Counted when the archive changes; while it keeps changing, the last numbers are given for some time.",
    responses(
        (status = 200, description = "The numbers", body = Stats),
        (status = 503, description = "The archive cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn stats(service: web::Data<WebService>) -> Answer {
    Ok(known_by_itself(service.stats().await?.as_ref()))
}

#[utoipa::path(
    get, path = "/healthz", tag = "The archive",
    summary = "Whether the archive can be read",
    responses(
        (status = 200, description = "It can", body = Health),
        (status = 503, description = "It cannot", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn health(service: web::Data<WebService>) -> Answer {
    let read = |archive: &Archive| match IdPrefix::parse(NOBODY).map(|id| archive.get_article(&id)) {
        None | Some(Ok(_) | Err(ArchiveError::NoSuchId { .. })) => Ok(()),
        Some(Err(error)) => Err(error),
    };
    service.read(read).await?;
    Ok(HttpResponse::Ok().json(Health { status: "ok" }))
}

/// Answers with what the state of the archive's file does not tell, and so is known by what it is: counts that may be older
/// than the file, and what is not in it.
pub(crate) fn known_by_itself(answer: &(impl Serialize + ?Sized)) -> HttpResponse {
    let body = json!(answer).to_string();
    let tag = etag::of_bytes(body.as_bytes());
    HttpResponse::Ok().insert_header((ETAG, tag)).content_type("application/json").body(body)
}
