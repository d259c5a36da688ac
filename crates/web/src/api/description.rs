//! The description of the API for programs: `OpenAPI` 3.1.

use std::sync::OnceLock;

use actix_web::HttpResponse;
use utoipa::OpenApi;

use super::answers::{Order, StoriesOrder};

/// `GET /api/v1/openapi.json`
pub(crate) async fn openapi() -> HttpResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| Description::openapi().to_json().unwrap_or_default());
    HttpResponse::Ok().content_type("application/json").body(text.as_str())
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cuttings",
        description = "The archive as programs read it. Answers carry an ETag, and 304 follows where it is given back as \
                       If-None-Match. Failures are problem details (RFC 9457). Lists go on behind the cursor in `next`."
    ),
    paths(
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
    ),
    components(schemas(Order, StoriesOrder))
)]
struct Description;
