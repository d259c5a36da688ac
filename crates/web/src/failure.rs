//! Failures: why a request has no answer, as a page for people or as problem details (RFC 9457) for programs.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use cuttings_store::ArchiveError;
use serde_json::{Value, json};

use crate::pages;

/// Seconds after which a client may try an archive again that could not be read.
const RETRY_SECONDS: &str = "5";

/// Why a request has no answer. Shown as a page.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    title: &'static str,
    detail: String,
}

impl Failure {
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: "That request cannot be read", detail: detail.into() }
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, title: "Not found", detail: detail.into() }
    }

    /// Another method than those that are answered, which the answer has to name in its Allow header too.
    pub(crate) fn method_not_allowed(allowed: &str) -> Self {
        let detail = format!(
            "At this address only {allowed} is answered. A server that was started without --write can be read, not changed."
        );
        Self { status: StatusCode::METHOD_NOT_ALLOWED, title: "Not answered here", detail }
    }

    /// Something was sent to a server that does not write.
    pub(crate) fn not_writing() -> Self {
        Self::forbidden("This server was started without --write, so it can be read, not changed.")
    }

    pub(crate) fn unauthorized(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, title: "This server asks for a token", detail: detail.into() }
    }

    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, title: "Nothing was changed", detail: detail.into() }
    }

    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            title: "That form of request is not read",
            detail: detail.into(),
        }
    }

    pub(crate) fn unprocessable(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, title: "That cannot be kept", detail: detail.into() }
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, title: "That is too much at once", detail: detail.into() }
    }

    /// Something else is being written.
    pub(crate) fn busy(detail: impl Into<String>) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "The archive is being written to",
            detail: detail.into(),
        }
    }

    pub(crate) fn too_many_requests() -> Self {
        let detail = "More was asked at once than this server answers. Wait some seconds, then ask again.".to_owned();
        Self { status: StatusCode::TOO_MANY_REQUESTS, title: "Too many requests", detail }
    }

    pub(crate) fn internal() -> Self {
        let detail =
            "This page could not be made. Its cause is a fault in the program, not in your request.".to_owned();
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, title: "Something went wrong", detail }
    }

    pub(crate) fn title(&self) -> &'static str {
        self.title
    }

    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The beginning of the answer: the status, and the headers that belong to it.
    fn begin(&self) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(self.status);
        if matches!(self.status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            response.insert_header((RETRY_AFTER, RETRY_SECONDS));
        }
        response
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let detail = sentence(&error.to_string());
        match error {
            ArchiveError::NoSuchId { .. } | ArchiveError::AmbiguousId { .. } | ArchiveError::NoSuchName { .. } => {
                Self::not_found(detail)
            }
            ArchiveError::NoSuchQuote | ArchiveError::NotTaken { .. } => Self::unprocessable(detail),
            ArchiveError::Locked { .. } => Self::busy(detail),
            ArchiveError::TookTooLong { .. } => {
                Self { status: StatusCode::SERVICE_UNAVAILABLE, title: "That takes too long", detail }
            }
            ArchiveError::Damaged { .. } | ArchiveError::Sqlite(_) => {
                Self { status: StatusCode::INTERNAL_SERVER_ERROR, title: "The archive cannot be read", detail }
            }
            _ => Self { status: StatusCode::SERVICE_UNAVAILABLE, title: "The archive cannot be read now", detail },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.title, self.detail)
    }
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        pages::respond(self.begin(), pages::failure(self))
    }
}

/// A failure shown as JSON.
#[derive(Debug)]
pub(crate) struct Problem {
    failure: Failure,
    candidates: Vec<String>,
}

impl Problem {
    /// Several ids begin as the one that was asked for.
    pub(crate) fn several(candidates: Vec<String>) -> Self {
        let detail = "Several ids begin so; ask for one of the candidates.".to_owned();
        let failure = Failure { status: StatusCode::MULTIPLE_CHOICES, title: "Several articles", detail };
        Self { failure, candidates }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self { failure, candidates: Vec::new() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.failure.status
    }

    fn error_response(&self) -> HttpResponse {
        let Failure { status, title, detail } = &self.failure;
        let mut problem = json!({ "title": title, "status": status.as_u16(), "detail": detail });
        if !self.candidates.is_empty() {
            problem["candidates"] = Value::from(self.candidates.clone());
        }
        self.failure.begin().content_type("application/problem+json").body(problem.to_string())
    }
}

/// A message as a sentence of its own. A path at its beginning stays as it is.
pub(crate) fn sentence(message: &str) -> String {
    let first = message.split_whitespace().next().unwrap_or_default();
    let mut characters = message.chars();
    let is_word = first.chars().all(char::is_lowercase);
    let capital = characters.next().filter(|_| is_word).map(|first| first.to_uppercase().to_string());
    let rest = if capital.is_some() { characters.as_str() } else { message };
    let end = if message.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{rest}{end}", capital.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn what_takes_too_long_says_what_to_do() {
        let failure = Failure::from(ArchiveError::TookTooLong { path: "cuttings.db".into() });
        assert_eq!(failure.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(failure.detail.contains("add a word"), "{failure}");
    }

    #[rstest]
    #[case("a quote is not closed", "A quote is not closed.")]
    #[case("/srv/cuttings.db is damaged", "/srv/cuttings.db is damaged.")]
    #[case("cuttings.db is damaged", "cuttings.db is damaged.")]
    #[case("Done!", "Done!")]
    fn messages_become_sentences(#[case] message: &str, #[case] expected: &str) {
        assert_eq!(sentence(message), expected);
    }
}
