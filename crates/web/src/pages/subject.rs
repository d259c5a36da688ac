//! The page of a site, an author, a section, a tag, a month or a year: how much there is of it, when and about what, and
//! the newest articles.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use cuttings_store::{Facets, SearchOrder, SearchPage, SearchRequest};
use maud::{Markup, html};

use super::layout::Page;
use super::listing::{self, shorten};
use super::numbers::{count, plural};
use super::{Answer, PAGE_SIZE, facets, histogram, respond, stories};
use crate::WebService;
use crate::asked::Asked;
use crate::failure::Failure;
use crate::parameters::{FARTHEST, Parameters};
use crate::period::Period;
use crate::subject::{Field, Subject};

/// Values of each field that are shown.
const SHOWN: usize = 10;
/// The last page of the list.
const LAST_PAGE: u32 = FARTHEST / PAGE_SIZE;

/// `GET /site/{name}?page=`
pub(crate) async fn site(request: HttpRequest, name: web::Path<String>, service: web::Data<WebService>) -> Answer {
    show(Subject::Named(Field::Site, name.into_inner()), &request, &service).await
}

/// `GET /author/{name}?page=`
pub(crate) async fn author(request: HttpRequest, name: web::Path<String>, service: web::Data<WebService>) -> Answer {
    show(Subject::Named(Field::Author, name.into_inner()), &request, &service).await
}

/// `GET /section/{name}?page=`
pub(crate) async fn section(request: HttpRequest, name: web::Path<String>, service: web::Data<WebService>) -> Answer {
    show(Subject::Named(Field::Section, name.into_inner()), &request, &service).await
}

/// `GET /tag/{name}?page=`
pub(crate) async fn tag(request: HttpRequest, name: web::Path<String>, service: web::Data<WebService>) -> Answer {
    show(Subject::Named(Field::Tag, name.into_inner()), &request, &service).await
}

/// `GET /month/{2022-09}?page=`
pub(crate) async fn month(request: HttpRequest, month: web::Path<String>, service: web::Data<WebService>) -> Answer {
    let period = Period::parse(&month).filter(|period| matches!(period, Period::Month { .. }));
    let period = period.ok_or_else(|| Failure::not_found("A month is written like 2022-09."))?;
    show(Subject::Time(period), &request, &service).await
}

/// `GET /year/{2022}?page=`
pub(crate) async fn year(request: HttpRequest, year: web::Path<String>, service: web::Data<WebService>) -> Answer {
    let period = Period::parse(&year).filter(|period| matches!(period, Period::Years { .. }));
    let period = period.ok_or_else(|| Failure::not_found("A year is written like 2022."))?;
    show(Subject::Time(period), &request, &service).await
}

async fn show(subject: Subject, request: &HttpRequest, service: &WebService) -> Answer {
    let parameters = Parameters::of(request);
    let page = parameters.number("page", 1, &(1..=LAST_PAGE))?;
    let query = subject.query();
    if query.chars().count() > crate::parameters::LONGEST_QUERY {
        return Err(Failure::not_found("Nothing in the archive has a name as long as that."));
    }
    let answer = service
        .read(move |archive| {
            archive.search(&SearchRequest {
                query: &query,
                limit: PAGE_SIZE,
                offset: (page - 1) * PAGE_SIZE,
                order: SearchOrder::Newest,
                facets: true,
                ..SearchRequest::default()
            })
        })
        .await?;
    let status = if answer.total == 0 { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok(respond(HttpResponse::build(status), draw(&subject, page, &answer)))
}

fn draw(subject: &Subject, page: u32, answer: &SearchPage) -> Markup {
    let name = subject.name();
    let asked = Asked::plainly(subject.query()).in_order(SearchOrder::Newest);
    let body = html! {
        section.subject {
            header.page-head {
                p.kicker { (subject.kind()) }
                h1 dir="auto" { bdi { @if name.is_empty() { "(no name)" } @else { (shorten(&name, listing::LONGEST_TITLE)) } } }
                p.ways {
                    span { b { (count(answer.total)) } " " (plural(answer.total, "text", "texts")) }
                    @if answer.total > 0 { a href=(asked.link()) { "Search within" } }
                    @if let Subject::Time(Period::Month { year, .. }) = subject {
                        @let year = Subject::Time(Period::Years { first: *year, number: 1 });
                        a href=(year.link()) { (year.name()) }
                    }
                }
            }
            @if answer.total == 0 {
                div.nothing { p { "Nothing in the archive is of this " (subject.kind().to_lowercase()) "." } }
            }
            @if let Some(facets) = &answer.facets { (about(subject, facets)) }
            @if !answer.hits.is_empty() {
                h2 { "Newest" }
                ul.cards {
                    @for hit in &answer.hits { (listing::card(&hit.article)) }
                }
            }
            (stories::pager("Pages of articles", page, answer.total.div_ceil(u64::from(PAGE_SIZE)), LAST_PAGE,
                |page| subject.link_to_page(page)))
        }
    };
    let title = format!("{} – Cuttings", if name.is_empty() { subject.kind() } else { &name });
    Page { title: &title, query: Some(&asked.query), json: Some(asked.json_link()), body }
        .draw_with_feed(&subject.feed_link())
}

/// When it was, and what else its articles have in common. What the page is of is not said again.
fn about(subject: &Subject, facets: &Facets) -> Markup {
    let of = |field| matches!(subject, Subject::Named(known, _) if *known == field);
    let link = |field| move |value: &cuttings_store::FacetValue| Subject::Named(field, value.value.clone()).link();
    html! {
        (histogram::draw(&facets.months, "Times as a list", |period| time_link(subject, period)))
        div.tops {
            @if !of(Field::Site) { (facets::top("Sites", &facets.sites, SHOWN, link(Field::Site))) }
            @if !of(Field::Section) { (facets::top("Sections", &facets.sections, SHOWN, link(Field::Section))) }
            @if !of(Field::Author) { (facets::top("Authors", &facets.authors, SHOWN, link(Field::Author))) }
            @if !of(Field::Tag) { (facets::top("Tags", &facets.tags, SHOWN, link(Field::Tag))) }
        }
    }
}

/// What a bar leads to: in a year, the page of a month; of a name, the search for it at that time.
fn time_link(subject: &Subject, period: Period) -> String {
    match subject {
        Subject::Time(_) => Subject::Time(period).link(),
        Subject::Named(..) => Asked::plainly(format!("{} {}", subject.query(), period.query())).link(),
    }
}
