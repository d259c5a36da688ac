//! The pages: each handler reads what its page shows and has it drawn.

mod article;
mod blocks;
mod choices;
mod comparison;
mod dates;
pub(crate) mod desk;
mod facets;
mod help;
mod histogram;
mod lag;
mod languages;
mod layout;
mod lens;
mod likeness;
mod listing;
mod login;
mod matrix;
mod message;
mod note;
mod numbers;
mod passages;
mod provenance;
mod results;
mod runs;
mod start;
mod stats;
mod stories;
mod story;
mod subject;
mod timeline;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, ArchiveError, Article, ArticleSummary, ComparedArticles, SearchRequest};
use maud::Markup;

use crate::WebService;
use crate::asked::Asked;
use crate::failure::{Failure, Problem};
use crate::links;
use crate::parameters::{FARTHEST, Parameters};

pub(crate) use help::help;
pub(crate) use likeness::{find_story, order, reuse, stories, story};
pub(crate) use login::draw as login;
pub(crate) use runs::{find_run, run, runs};
pub(crate) use stats::stats;
pub(crate) use subject::{author, month, section, site, tag, year};

/// Articles on the start page, and hits on a page of results.
const PAGE_SIZE: u32 = 20;

type Answer = Result<HttpResponse, Failure>;

/// `GET /`
pub(crate) async fn start(service: web::Data<WebService>) -> Answer {
    let stats = service.stats_soon().await?;
    let overview = service.overview_soon().await?;
    let latest = SearchRequest { query: "", limit: PAGE_SIZE, ..SearchRequest::default() };
    let read = move |archive: &Archive| {
        let latest = archive.list_articles(&latest)?.articles;
        let stories = likeness::count_stories(archive, &latest)?;
        Ok((latest, stories))
    };
    let (latest, stories) = service.read(read).await?;
    Ok(respond(HttpResponse::Ok(), start::draw(stats.as_deref(), overview.as_deref(), &latest, &stories)))
}

/// `GET /search?q=&order=&fold=&page=`
pub(crate) async fn search(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let last_page = FARTHEST / PAGE_SIZE;
    let page = parameters.number("page", 1, &(1..=last_page))?;
    let asked = Asked::of(&parameters)?.at_page(page);
    let wanted = asked.clone();
    let read = move |archive: &Archive| {
        let answer = archive.search(&SearchRequest {
            query: &wanted.query,
            limit: PAGE_SIZE,
            offset: (page - 1) * PAGE_SIZE,
            order: wanted.order,
            fold: wanted.fold,
            facets: true,
        })?;
        let stories = likeness::count_stories(archive, answer.hits.iter().map(|hit| &hit.article))?;
        Ok((answer, stories))
    };
    let (answer, stories) = service.read(read).await?;
    let writing = service.writing().map(Arc::as_ref);
    let results = results::Results {
        asked: &asked,
        page_size: PAGE_SIZE,
        last_page,
        answer: &answer,
        stories: &stories,
        writing,
    };
    Ok(respond(HttpResponse::Ok(), results.draw()))
}

/// `GET /articles/{id}?lens=`
pub(crate) async fn article(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let has_lens = Parameters::of(&request).get("lens") == Some("1");
    Ok(match find_article(&request, &service).await? {
        Found::One(article) => {
            let id = find_id(&request)?;
            let read = move |archive: &Archive| {
                let reuse = if has_lens { Some(archive.get_reuse(&id)?) } else { None };
                Ok((archive.find_story(&id)?, reuse))
            };
            let (story, reuse) = service.read(read).await?;
            respond(
                HttpResponse::Ok(),
                article::draw(&article, story.as_ref(), reuse.as_ref(), service.writing().map(Arc::as_ref)),
            )
        }
        Found::Several { prefix, articles } => {
            respond(HttpResponse::build(StatusCode::MULTIPLE_CHOICES), choices::draw(&prefix, &articles))
        }
    })
}

/// `GET /diff/{left}/{right}`
pub(crate) async fn diff(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let (left, right) = find_ids(&request)?;
    Ok(match find_comparison(&request, &service).await? {
        Found::One(comparison) => respond(HttpResponse::Ok(), comparison::draw(&comparison)),
        Found::Several { prefix, articles } => {
            let (left, right) = (left.to_string(), right.to_string());
            let link = |id: &str| {
                if left == prefix { links::comparison(id, &right) } else { links::comparison(&left, id) }
            };
            let page = choices::draw_with(&prefix, &articles, link);
            respond(HttpResponse::build(StatusCode::MULTIPLE_CHOICES), page)
        }
    })
}

/// The ids of the two articles in the path of a request.
fn find_ids(request: &HttpRequest) -> Result<(IdPrefix, IdPrefix), Failure> {
    let id = |name| IdPrefix::parse(request.match_info().get(name).unwrap_or_default());
    id("left").zip(id("right")).ok_or_else(|| {
        Failure::not_found(
            "Two articles are compared by their ids or the beginnings of them: 6 to 64 digits of 0–9 and a–f each.",
        )
    })
}

/// Compares the two articles in the path of a request.
pub(crate) async fn find_comparison(
    request: &HttpRequest,
    service: &WebService,
) -> Result<Found<ComparedArticles>, Failure> {
    let (left, right) = find_ids(request)?;
    service.read(move |archive| find(archive, |archive| archive.compare_articles(&left, &right))).await
}

/// What ids lead to.
pub(crate) enum Found<T> {
    /// What was looked for.
    One(Box<T>),
    /// Some of the articles whose ids begin so.
    Several {
        /// The beginning.
        prefix: String,
        /// The articles.
        articles: Vec<ArticleSummary>,
    },
}

impl<T> Found<T> {
    /// What was found, or, for a program, the ids among which to choose.
    pub(crate) fn only(self) -> Result<T, Problem> {
        match self {
            Self::One(found) => Ok(*found),
            Self::Several { articles, .. } => {
                Err(Problem::several(articles.into_iter().map(|article| article.id).collect()))
            }
        }
    }
}

/// The id in the path of a request.
pub(crate) fn find_id(request: &HttpRequest) -> Result<IdPrefix, Failure> {
    IdPrefix::parse(request.match_info().get("id").unwrap_or_default()).ok_or_else(|| {
        Failure::not_found("An article is found by its id or the beginning of it: 6 to 64 digits of 0–9 and a–f.")
    })
}

/// Finds what the id in the path of a request leads to.
pub(crate) async fn find_article(request: &HttpRequest, service: &WebService) -> Result<Found<Article>, Failure> {
    let prefix = find_id(request)?;
    service.read(move |archive| find(archive, |archive| archive.get_article(&prefix))).await
}

/// What is read by an id, or the articles among which the id does not tell.
fn find<T>(
    archive: &Archive,
    read: impl FnOnce(&Archive) -> Result<T, ArchiveError>,
) -> Result<Found<T>, ArchiveError> {
    match read(archive) {
        Ok(found) => Ok(Found::One(Box::new(found))),
        Err(ArchiveError::AmbiguousId { prefix, candidates }) => {
            let prefixes = candidates.iter().filter_map(|candidate| IdPrefix::parse(candidate));
            let articles = prefixes.map(|candidate| Ok(archive.get_article(&candidate)?.summary));
            let articles = articles.collect::<Result<_, ArchiveError>>()?;
            Ok(Found::Several { prefix: prefix.to_string(), articles })
        }
        Err(error) => Err(error),
    }
}

/// The one article that the id in the path of a request leads to.
pub(crate) async fn find_one_article(request: &HttpRequest, service: &WebService) -> Result<Article, Problem> {
    find_article(request, service).await?.only()
}

/// The page of a failure.
pub(crate) fn failure(failure: &Failure) -> Markup {
    message::draw(failure.title(), failure.detail())
}

/// Answers with a page.
pub(crate) fn respond(mut response: HttpResponseBuilder, page: Markup) -> HttpResponse {
    response.content_type("text/html; charset=utf-8").body(page.into_string())
}
