//! The description of the API for programs: `OpenAPI` 3.1, of this server as it was started.

use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, Content, Header, OpenApi as Document, Ref, RefOr, Response, Schema};

use super::answers::{Order, StoriesOrder};
use crate::access::COOKIE_NAME;
use crate::{WebService, etag};

const PROBLEM: &str = "application/problem+json";
const PLAIN: &str = "text/plain";

/// What any request may be answered with, whatever it asks for. The first two are said before the path is looked at.
const REFUSALS: [(&str, &str, &str, &str); 5] = [
    ("421", "OtherHost", PLAIN, "The request names a host that is not this server"),
    ("403", "ReadFromElsewhere", PLAIN, "A page of another site asks"),
    ("403", "SentFromElsewhere", PROBLEM, "A page of another site sends this"),
    ("429", "TooMany", PROBLEM, "More was asked at once than this server answers"),
    ("401", "NoToken", PROBLEM, "This server asks for a token, and the request brings none, or a wrong one"),
];

#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "The archive",
    summary = "This description",
    description = "A server that was started with --write describes what it takes, too; one with --token asks for it.",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value)),
)]
pub(crate) async fn openapi(service: web::Data<WebService>) -> HttpResponse {
    let text = service.description();
    // It is not read from the archive, whose state would else be what it is known by.
    let tag = etag::of_bytes(&text);
    HttpResponse::Ok().insert_header((ETAG, tag)).content_type("application/json").body(text)
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cuttings",
        description = "The archive as programs read it. Answers carry an ETag, and 304 follows where it is given back as \
                       If-None-Match. Failures are problem details (RFC 9457). Lists go on behind the cursor in `next`."
    ),
    paths(
        openapi,
        super::search,
        crate::suggest::suggest,
        super::article,
        super::original,
        super::article_reuse,
        super::diff,
        super::stories,
        super::story,
        super::reuse,
        super::runs,
        super::run,
        super::stats,
        super::health,
        crate::desk::annotations::annotations,
        crate::desk::api::notes,
        crate::desk::api::tags,
        crate::desk::api::collections,
        crate::desk::api::collection,
        crate::desk::api::saved_searches,
        crate::desk::api::saved_search,
    ),
    components(schemas(Order, StoriesOrder))
)]
struct Reading;

#[derive(OpenApi)]
#[openapi(paths(
    crate::desk::api::add_tag,
    crate::desk::api::remove_tag,
    crate::desk::api::add_note,
    crate::desk::api::remove_note,
    crate::desk::api::add_highlight,
    crate::desk::api::remove_highlight,
    crate::desk::api::add_collection,
    crate::desk::api::remove_collection,
    crate::desk::api::collect,
    crate::desk::api::remove_collected,
    crate::desk::api::save_search,
    crate::desk::api::remove_search,
    crate::desk::api::import_job,
))]
struct Writing;

/// Writes the description of a server that writes, and asks for a token, or not.
pub(crate) fn write(writes: bool, asks_for_token: bool) -> web::Bytes {
    let mut document = Reading::openapi();
    if writes {
        document.merge(Writing::openapi());
    }
    add_refusals(&mut document, asks_for_token);
    add_token(&mut document, asks_for_token);
    document.to_json().unwrap_or_default().into()
}

/// Says of each operation how it may be refused, and that one may come again later.
fn add_refusals(document: &mut Document, asks_for_token: bool) {
    let components = document.components.get_or_insert_with(Components::new);
    for (status, name, kind, description) in REFUSALS {
        components.responses.insert(name.to_owned(), refusal(status, kind, description).into());
    }
    for item in document.paths.paths.values_mut() {
        for (operation, sends) in [(&mut item.get, false), (&mut item.post, true), (&mut item.delete, true)] {
            if let Some(operation) = operation {
                add_to_operation(operation, sends, asks_for_token);
            }
        }
    }
}

fn add_to_operation(operation: &mut Operation, sends: bool, asks_for_token: bool) {
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(busy)) = responses.get_mut("503") {
        add_retry(busy);
    }
    for (status, name, ..) in REFUSALS {
        let applies = match name {
            "ReadFromElsewhere" => !sends,
            "SentFromElsewhere" => sends,
            "NoToken" => asks_for_token,
            _ => true,
        };
        if applies {
            responses.insert(status.to_owned(), Ref::from_response_name(name).into());
        }
    }
}

/// The schema of a type.
fn schema<T: utoipa::PartialSchema>() -> RefOr<Schema> {
    T::schema()
}

fn refusal(status: &str, kind: &str, description: &str) -> Response {
    let body = if kind == PROBLEM { Ref::from_schema_name("ProblemDetails").into() } else { schema::<String>() };
    let mut response = Response::new(description);
    response.content.insert(kind.to_owned(), Content::new(Some(body)));
    match status {
        "429" => add_retry(&mut response),
        "401" => add_header(&mut response, "WWW-Authenticate", schema::<String>(), "Always “Bearer”."),
        _ => {}
    }
    response
}

fn add_retry(response: &mut Response) {
    let after = "Seconds after which to ask again.";
    add_header(response, "Retry-After", schema::<u32>(), after);
}

fn add_header(response: &mut Response, name: &str, schema: RefOr<Schema>, description: &str) {
    let mut header = Header::new(schema);
    header.description = Some(description.to_owned());
    response.headers.insert(name.to_owned(), header);
}

/// Says how the token of a server is given, and whether this one asks for it.
fn add_token(document: &mut Document, asks_for_token: bool) {
    let schemes = &mut document.components.get_or_insert_with(Components::new).security_schemes;
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token that the server was started with."))
        .build();
    schemes.insert("token".to_owned(), SecurityScheme::Http(bearer));
    let cookie = ApiKeyValue::with_description(COOKIE_NAME, "What a browser gets for the token at /login.");
    schemes.insert("session".to_owned(), SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    if asks_for_token {
        let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
        document.security = Some(vec![by("token"), by("session")]);
    }
}
