//! Suggestions while a query is typed.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Archive, Suggestion};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebService;
use crate::api::answers::ProblemDetails;
use crate::failure::Problem;
use crate::parameters::Parameters;

/// Suggestions where the request does not say how many.
const USUAL: u32 = 8;
/// Most suggestions in one answer.
const MOST: u32 = 20;

/// What was typed, and what it may become.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestAnswer {
    /// What was typed.
    query: String,
    /// What it may become, the likeliest first.
    suggestions: Vec<Suggestion>,
}

#[utoipa::path(
    get, path = "/api/v1/suggest", tag = "Search",
    summary = "What a query may become while it is typed",
    params(
        ("q" = Option<String>, Query, description = "What was typed so far; a space at its end says that the last word is finished.", max_length = 2000),
        ("limit" = Option<u32>, Query, description = "Suggestions to give at most; 8 where it is not said.", minimum = 1, maximum = 20),
    ),
    responses(
        (status = 200, description = "The suggestions", body = SuggestAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn suggest(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Problem> {
    let parameters = Parameters::of(&request);
    // A space at the end says that the last word is finished.
    let query = parameters.typed_query()?;
    let limit = parameters.number("limit", USUAL, &(1..=MOST))?;
    let read = move |archive: &Archive| {
        let suggestions = archive.suggest(&query, limit)?;
        Ok(SuggestAnswer { query, suggestions })
    };
    Ok(HttpResponse::Ok().json(service.read(read).await?))
}
