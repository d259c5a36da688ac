//! Suggestions while a query is typed.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Archive, Suggestion};
use serde::Serialize;

use crate::WebService;
use crate::failure::Problem;
use crate::parameters::Parameters;

/// Suggestions where the request does not say how many.
const USUAL: u32 = 8;
/// Most suggestions in one answer.
const MOST: u32 = 20;

/// What was typed, and what it may become.
#[derive(Debug, Serialize)]
struct SuggestAnswer {
    query: String,
    suggestions: Vec<Suggestion>,
}

/// `GET /api/v1/suggest?q=&limit=`
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
