//! Who is let in: with a token, every request must bring it, or the cookie that a browser gets for it.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderValue, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::rt::time::sleep;
use actix_web::{Error, HttpResponse, web};

use crate::WebService;
use crate::failure::{Failure, Problem};
use crate::form::Form;
use crate::pages;
use crate::secret::Secret;

/// Where the token is asked for.
pub(crate) const LOGIN_PATH: &str = "/login";
/// What everybody may have: what the page that asks for the token looks like.
const OPEN_PATHS: [&str; 2] = [LOGIN_PATH, "/favicon.ico"];
const OPEN_FOLDER: &str = "/assets/";

/// The cookie that a browser gets for the token.
pub(crate) const COOKIE_NAME: &str = "cuttings_session";
/// How long a wrong token holds up the one who tried it.
const PENALTY: Duration = Duration::from_millis(500);

/// The token, and the cookie that stands for it until the server ends.
#[derive(Debug)]
pub(crate) struct Access {
    token: Secret,
    session: Secret,
}

impl Access {
    pub(crate) fn new(token: &str) -> Result<Self, getrandom::Error> {
        Ok(Self { token: Secret::given(token), session: Secret::random()? })
    }

    /// Whether a request may go on.
    fn lets_in(&self, headers: &HeaderMap) -> bool {
        let bearers = headers.get_all(AUTHORIZATION).filter_map(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let cookies =
            headers.get_all(COOKIE).filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
        let sessions = cookies.filter_map(|cookie| cookie.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='));
        bearers.into_iter().any(|token| self.token.is(token.trim()))
            || sessions.into_iter().any(|it| self.session.is(it))
    }
}

/// Answers 401 to a request without the token: with the form that asks for it, or with a problem.
pub(crate) async fn check_access(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.path();
    let is_open = OPEN_PATHS.contains(&path) || path.starts_with(OPEN_FOLDER);
    let service = request.app_data::<web::Data<WebService>>();
    let access = service.and_then(|service| service.access());
    if is_open || access.is_none_or(|access| access.lets_in(request.headers())) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let answer = if path.starts_with("/api/") || path == "/healthz" {
        let failure = Failure::unauthorized("Send the token of this server: “Authorization: Bearer TOKEN”.");
        let mut answer = HttpResponse::from_error(Problem::from(failure));
        answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        answer
    } else {
        let next = request.uri().path_and_query().map_or("/", |target| target.as_str());
        pages::respond(HttpResponse::build(StatusCode::UNAUTHORIZED), pages::login(next, false))
    };
    Ok(request.into_response(answer))
}

/// `GET /login`
pub(crate) async fn ask() -> HttpResponse {
    pages::respond(HttpResponse::Ok(), pages::login("/", false))
}

/// `POST /login`: the cookie for the token.
pub(crate) async fn log_in(service: web::Data<WebService>, body: web::Bytes) -> HttpResponse {
    let form = Form::parse(&body);
    let next = Some(form.text("next")).filter(|next| is_here(next)).unwrap_or("/");
    match service.access() {
        Some(access) if !access.token.is(form.text("token").trim()) => {
            sleep(PENALTY).await;
            pages::respond(HttpResponse::build(StatusCode::UNAUTHORIZED), pages::login(next, true))
        }
        access => {
            let mut answer = HttpResponse::SeeOther();
            answer.insert_header((LOCATION, next));
            if let Some(access) = access {
                let session = access.session.reveal();
                let cookie = format!("{COOKIE_NAME}={session}; Path=/; HttpOnly; SameSite=Strict");
                answer.insert_header((SET_COOKIE, cookie));
            }
            answer.finish()
        }
    }
}

/// Whether an address leads to a page here and nowhere else.
fn is_here(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/search?q=ferry", true)]
    #[case("/", true)]
    #[case("//evil.example", false)]
    #[case("/\\evil.example", false)]
    #[case("https://evil.example", false)]
    #[case("/a\r\nSet-Cookie: x=1", false)]
    #[case("", false)]
    fn after_the_token_one_goes_on_here_only(#[case] address: &str, #[case] expected: bool) {
        assert_eq!(is_here(address), expected);
    }
}
