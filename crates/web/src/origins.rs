//! The Origin check: a page of the open web can have a browser send a form here. What would change something is refused
//! where the browser says that it comes from another page than ours.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HOST, HeaderName, ORIGIN};
use actix_web::middleware::Next;

use crate::failure::Failure;
use crate::service::refusal;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses requests that would change something and come from elsewhere. Programs say neither where they come from nor
/// that they are no browser; what protects a browser is that it always says one of the two.
pub(crate) async fn check_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let header = |name| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap_or("unreadable").to_owned())
    };
    let from_here = request.method().is_safe()
        || comes_from_here(header(SEC_FETCH_SITE).as_deref(), header(ORIGIN).as_deref(), header(HOST).as_deref());
    if from_here {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let failure = Failure::forbidden("The request came from a page of another site, so nothing was changed.");
    let answer = refusal(request.path(), failure);
    Ok(request.into_response(answer))
}

/// Whether a request comes from a page of ours, or from no page at all. What a browser says of itself in Sec-Fetch-Site
/// goes first: it is sent to this machine and over HTTPS; Origin is sent always.
fn comes_from_here(site: Option<&str>, origin: Option<&str>, host: Option<&str>) -> bool {
    match (site, origin) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        // A proxy in front may speak HTTPS, so the scheme is not compared.
        (None, Some(origin)) => {
            let authority = origin.split_once("://").map(|(_, authority)| authority);
            authority.zip(host).is_some_and(|(origin, host)| origin.eq_ignore_ascii_case(host))
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Some("same-origin"), Some("http://localhost:8080"), true)]
    #[case(Some("same-origin"), Some("null"), true)]
    #[case(Some("none"), None, true)]
    #[case(Some("same-site"), Some("http://localhost:8080"), false)]
    #[case(Some("cross-site"), Some("https://evil.example"), false)]
    #[case(None, None, true)]
    #[case(None, Some("http://localhost:8080"), true)]
    #[case(None, Some("https://LOCALHOST:8080"), true)]
    #[case(None, Some("http://localhost:9090"), false)]
    #[case(None, Some("http://localhost"), false)]
    #[case(None, Some("null"), false)]
    #[case(None, Some("http://localhost:8080.evil.example"), false)]
    fn origins(#[case] site: Option<&str>, #[case] origin: Option<&str>, #[case] expected: bool) {
        assert_eq!(comes_from_here(site, origin, Some("localhost:8080")), expected);
    }
}
