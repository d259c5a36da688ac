//! The pages of the reader's desk. Forms are drawn only where the server writes, and work without a script.

mod collection;
mod import;
mod lists;
mod of_article;
mod text;

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Archive, LONGEST_NAME, RunReport};
use maud::{Markup, html};

use super::{Answer, respond};
use crate::WebService;
use crate::desk::imports::{Job, JobState};
use crate::desk::{Writing, find_name};
use crate::failure::Failure;
use crate::parameters::{FARTHEST, Parameters};
use crate::{assets, links};

pub(super) use of_article::of_article;
pub(super) use text::text_of;

/// Notes on a page, and on the overview.
const NOTES_ON_PAGE: u32 = 50;
const LATEST_NOTES: u32 = 5;
/// Rejected records, and notes, in the report of an import.
const MOST_NOTED: u32 = 50;
/// Seconds after which a browser asks again how far an import is.
const REFRESH_SECONDS: &str = "2";

type Service = web::Data<WebService>;

/// `GET /desk`
pub(crate) async fn overview(service: Service) -> Answer {
    let read = |archive: &Archive| {
        let (collections, searches) = (archive.list_collections()?, archive.list_searches()?);
        Ok(lists::Overview {
            collections,
            searches,
            tags: archive.list_own_tags()?,
            notes: archive.list_notes(LATEST_NOTES, 0)?,
        })
    };
    let overview = service.read(read).await?;
    Ok(respond(HttpResponse::Ok(), overview.draw(writing(&service))))
}

/// `GET /collections`
pub(crate) async fn collections(service: Service) -> Answer {
    let collections = service.read(Archive::list_collections).await?;
    Ok(respond(HttpResponse::Ok(), lists::collections(&collections, writing(&service))))
}

/// `GET /collection/{name}`
pub(crate) async fn collection(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    let listing = service.read(move |archive| archive.get_collection(&name)).await?;
    Ok(respond(HttpResponse::Ok(), collection::draw(&listing, writing(&service))))
}

/// `GET /searches`
pub(crate) async fn searches(service: Service) -> Answer {
    let searches = service.read(Archive::list_searches).await?;
    Ok(respond(HttpResponse::Ok(), lists::searches(&searches, writing(&service))))
}

/// `GET /notes?page=`
pub(crate) async fn notes(request: HttpRequest, service: Service) -> Answer {
    let last_page = FARTHEST / NOTES_ON_PAGE;
    let page = Parameters::of(&request).number("page", 1, &(1..=last_page))?;
    let offset = (page - 1) * NOTES_ON_PAGE;
    let listing = service.read(move |archive| archive.list_notes(NOTES_ON_PAGE, offset)).await?;
    let more = u64::from(page) * u64::from(NOTES_ON_PAGE) < listing.total && page < last_page;
    Ok(respond(HttpResponse::Ok(), lists::notes(&listing, page, more)))
}

/// `GET /import`
pub(crate) async fn import(service: Service) -> Answer {
    let writing = writing(&service).ok_or_else(Failure::not_writing)?;
    Ok(respond(HttpResponse::Ok(), import::draw(writing)))
}

/// `GET /import/{job}`: how far an import is; when it is done, its report.
pub(crate) async fn import_job(request: HttpRequest, service: Service) -> Answer {
    let job = find_job(&request, &service)?;
    let report = match job.state {
        JobState::Done { run } => find_report(&service, run).await?,
        JobState::Running | JobState::Failed { .. } => None,
    };
    let mut answer = HttpResponse::Ok();
    if job.state == JobState::Running {
        answer.insert_header(("refresh", REFRESH_SECONDS));
    }
    Ok(respond(answer, import::draw_job(&job, report.as_ref())))
}

/// The import that the path of a request names.
pub(crate) fn find_job(request: &HttpRequest, service: &WebService) -> Result<Job, Failure> {
    let number = request.match_info().get("job").and_then(|number| number.parse().ok());
    let job = number.and_then(|number| service.writing()?.imports.get(number));
    job.ok_or_else(|| Failure::not_found("This server knows no such import; it forgets them when it ends."))
}

async fn find_report(service: &WebService, run: i64) -> Result<Option<RunReport>, Failure> {
    service.read(move |archive| archive.get_run_report(run, MOST_NOTED)).await
}

fn writing(service: &WebService) -> Option<&Writing> {
    service.writing().map(Arc::as_ref)
}

/// A form that sends what it has to an address, with the token that every form must have.
fn form(action: &str, class: &str, writing: &Writing, fields: &Markup) -> Markup {
    html! {
        form class=(class) action=(action) method="post" {
            input type="hidden" name="token" value=(writing.token());
            (fields)
        }
    }
}

/// A form of one button that removes something.
fn remove(action: &str, value: &str, label: &str, writing: &Writing) -> Markup {
    let fields = html! {
        input type="hidden" name="remove" value=(value);
        button.plain type="submit" aria-label=(label) title=(label) { "×" }
    };
    form(action, "remove", writing, &fields)
}

/// The field for a name.
fn name_field(id: &str, label: &str) -> Markup {
    html! {
        label for=(id) { (label) }
        input #(id) type="text" name="name" required maxlength=(LONGEST_NAME) dir="auto" autocomplete="off";
    }
}

/// The form that saves a search, where it can be saved and there is one.
pub(super) fn save_search(query: &str, writing: Option<&Writing>) -> Markup {
    let Some(writing) = writing.filter(|_| !query.is_empty()) else { return Markup::default() };
    let fields = html! {
        input type="hidden" name="query" value=(query);
        (name_field("search-name", "Name"))
        button type="submit" { "Save" }
    };
    html! {
        details.save-search { summary { "Save this search" } (form("/searches", "own-form", writing, &fields)) }
    }
}

/// The script of the desk, which makes some things easier.
fn script() -> Markup {
    html! { script src=(assets::DESK_SCRIPT.link()) defer {} }
}

/// A link to a collection.
fn collection_link(name: &str) -> Markup {
    html! { a href=(links::collection(name)) { bdi { (name) } } }
}
