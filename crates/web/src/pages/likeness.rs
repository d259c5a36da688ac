//! What the pages on stories and reuse read.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, ArchiveError, ArticleSummary, Story, StoryListing, StoryOrder};

use super::stories::Stories;
use super::{Answer, PAGE_SIZE, matrix, respond, story as story_page};
use crate::WebService;
use crate::failure::Failure;
use crate::parameters::{FARTHEST, Parameters};

/// The last page of the articles of a story: more are not read.
const LAST_STORY_PAGE: u32 = 100;

/// `GET /stories?order=&page=`
pub(crate) async fn stories(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let parameters = Parameters::of(&request);
    let last_page = FARTHEST / PAGE_SIZE;
    let page = parameters.number("page", 1, &(1..=last_page))?;
    let order = order(&parameters)?;
    let listing = list_stories(&service, order, PAGE_SIZE, (page - 1) * PAGE_SIZE).await?;
    let stories = Stories { order, page, page_size: PAGE_SIZE, last_page, listing: &listing };
    Ok(respond(HttpResponse::Ok(), stories.draw()))
}

/// `GET /story/{id}?page=`
pub(crate) async fn story(request: HttpRequest, service: web::Data<WebService>) -> Answer {
    let page = Parameters::of(&request).number("page", 1, &(1..=LAST_STORY_PAGE))?;
    let story = find_story(&request, &service).await?;
    Ok(respond(HttpResponse::Ok(), story_page::draw(&story, page)))
}

/// `GET /reuse`
pub(crate) async fn reuse(service: web::Data<WebService>) -> Answer {
    let reuse = service.site_reuse().await?;
    Ok(respond(HttpResponse::Ok(), matrix::draw(&reuse)))
}

/// The order that a request asks for.
pub(crate) fn order(parameters: &Parameters) -> Result<StoryOrder, Failure> {
    match parameters.get("order") {
        None | Some("largest") => Ok(StoryOrder::Largest),
        Some("newest") => Ok(StoryOrder::Newest),
        Some(_) => Err(Failure::bad_request("“order” must be “largest” or “newest”.")),
    }
}

/// Reads a part of the list of stories.
pub(crate) async fn list_stories(
    service: &WebService,
    order: StoryOrder,
    limit: u32,
    offset: u32,
) -> Result<StoryListing, Failure> {
    service.read(move |archive| archive.list_stories(order, limit, offset)).await
}

/// Finds the story that the id in the path of a request leads to.
pub(crate) async fn find_story(request: &HttpRequest, service: &WebService) -> Result<Story, Failure> {
    let id = request.match_info().get("id").unwrap_or_default();
    let prefix = IdPrefix::parse(id).ok_or_else(|| {
        Failure::not_found("A story is found by the id of one of its articles: 6 to 64 digits of 0–9 and a–f.")
    })?;
    let story = service.read(move |archive| archive.get_story(&prefix)).await?;
    story
        .ok_or_else(|| Failure::not_found(format!("The article {prefix} is in no story: nothing else tells the same.")))
}

/// How many articles the stories of these have, by their ids; those in no story have no entry.
pub(super) fn count_stories<'a>(
    archive: &Archive,
    articles: impl IntoIterator<Item = &'a ArticleSummary>,
) -> Result<HashMap<String, u64>, ArchiveError> {
    let mut counts = HashMap::new();
    for article in articles {
        let Some(prefix) = IdPrefix::parse(&article.id) else { continue };
        if let Some(articles) = archive.count_story(&prefix)? {
            counts.insert(article.id.clone(), articles);
        }
    }
    Ok(counts)
}
