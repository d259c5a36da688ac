//! `ETag`s of the API: an answer is the same as long as the file is and the question is, so that a program that asks again
//! gets a short "not modified" (RFC 9110, 13.1.2).

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

use crate::WebService;
use crate::digest::fnv;

/// What an answer is known by, where the state of the file does not tell: its bytes.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    format!("\"{:016x}\"", fnv(bytes))
}

/// Adds an `ETag` to answers of the API that read the archive, and answers 304 where the client has the same.
pub(crate) async fn validate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !request.path().starts_with("/api/v1/") || !request.method().is_safe() {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let known: Vec<_> = known_tags(request.headers());
    // Taken before the answer is made: a change meanwhile makes the next question a new one.
    let service = request.app_data::<web::Data<WebService>>();
    let tag = service.and_then(|service| service.file_state()).map(|state| {
        let question = format!("{}\0{state:?}\0{}", request.uri(), env!("CARGO_PKG_VERSION"));
        format!("W/\"{:016x}\"", fnv(question.as_bytes()))
    });
    if let Some(tag) = tag.as_ref().filter(|tag| known.iter().any(|known| is_same(known, tag))) {
        return Ok(request.into_response(unmodified(tag)));
    }
    let mut response = next.call(request).await?.map_into_boxed_body();
    if response.status() != StatusCode::OK {
        return Ok(response);
    }
    let own = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    if let Some(own) = own {
        return Ok(if known.iter().any(|known| is_same(known, &own)) {
            response.into_response(unmodified(&own))
        } else {
            response
        });
    }
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

fn unmodified(tag: &str) -> HttpResponse {
    HttpResponse::NotModified().insert_header((ETAG, tag)).finish()
}

/// The tags that a client has.
fn known_tags(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(IF_NONE_MATCH).filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect()
}

/// The weak comparison, which is the one for this header.
fn is_same(one: &str, other: &str) -> bool {
    one.strip_prefix("W/").unwrap_or(one) == other.strip_prefix("W/").unwrap_or(other)
}
