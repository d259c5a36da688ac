//! The Host check: a page of the open web can have its own name resolve to this machine (DNS rebinding) and would then
//! read the archive as if it were its own site. Requests that name a host this server does not have are refused, and so
//! are those that the page of another site makes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HOST, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

use crate::WebService;

/// Which hosts a request may name, with any port: `localhost`, the two loopback addresses and the address that the
/// server is bound to. Bound to all addresses, it accepts every IP address, since an address cannot be rebound, and
/// still no name but `localhost`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hosts {
    bind: IpAddr,
}

impl Hosts {
    pub(crate) fn of(bind: IpAddr) -> Self {
        Self { bind }
    }

    /// Whether a Host header is one of ours.
    fn accept(self, host: &str) -> bool {
        let Some(name) = without_port(host) else { return false };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let Some(address) = address(name) else { return false };
        self.bind.is_unspecified()
            || [self.bind, Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].contains(&address)
    }
}

/// The host of `host:port`, brackets kept; `None` where what follows the host is no port.
fn without_port(host: &str) -> Option<&str> {
    let end = host.rfind(']').map_or_else(|| host.find(':').unwrap_or(host.len()), |bracket| bracket + 1);
    let (name, port) = host.split_at(end);
    let is_port = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

fn address(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::from),
        None => name.parse::<Ipv4Addr>().ok().map(IpAddr::from),
    }
}

/// Answers 421 to a request for another host, and 403 to one that a page of another site makes.
pub(crate) async fn check_host(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let named = named_hosts(&request);
    let accepted = request
        .app_data::<web::Data<WebService>>()
        .is_some_and(|service| !named.is_empty() && named.iter().all(|host| service.hosts().accept(host)));
    if accepted && !comes_from_elsewhere(&request, &named) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let (status, text) = if accepted {
        let text = "This request comes from a page of another site. This server answers its own pages, and whoever opens one.\n";
        (StatusCode::FORBIDDEN, text.to_owned())
    } else {
        let named = named.first().map_or("no host".to_owned(), |host| format!("the host {:?}", shorten(host)));
        let text = format!(
            "This server answers only requests for localhost or for the address it listens on, so that no page of the open \
             web can read the archive through a name of its own. This request named {named}.\n"
        );
        (StatusCode::MISDIRECTED_REQUEST, text)
    };
    let answer = HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(text);
    Ok(request.into_response(answer))
}

/// Whether a page of another site reads here, as browsers tell by its origin. Whoever follows a link has none, and what
/// would change something is checked where it is changed.
fn comes_from_elsewhere(request: &ServiceRequest, named: &[String]) -> bool {
    let is_ours = |origin: &str| {
        let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        host.is_some_and(|host| named.iter().all(|named| named.eq_ignore_ascii_case(host)))
    };
    request.method().is_safe() && request.headers().get_all(ORIGIN).any(|origin| !origin.to_str().is_ok_and(is_ours))
}

/// Every host that a request names: in Host headers and in an absolute target, which goes before them (RFC 9112, 3.2.2).
fn named_hosts(request: &ServiceRequest) -> Vec<String> {
    let headers = request.headers().get_all(HOST).map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned());
    headers.chain(request.uri().authority().map(ToString::to_string)).collect()
}

fn shorten(host: &str) -> String {
    host.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("127.0.0.1", "localhost", true)]
    #[case("127.0.0.1", "LocalHost:8080", true)]
    #[case("127.0.0.1", "127.0.0.1:1", true)]
    #[case("127.0.0.1", "[::1]:8080", true)]
    #[case("127.0.0.1", "192.168.1.7", false)]
    #[case("127.0.0.1", "localhost.evil.example", false)]
    #[case("127.0.0.1", "evil.example:8080", false)]
    #[case("127.0.0.1", "127.0.0.1.evil.example", false)]
    #[case("127.0.0.1", "localhost:8080@evil.example", false)]
    #[case("127.0.0.1", "localhost:80:80", false)]
    #[case("127.0.0.1", "[::1", false)]
    #[case("127.0.0.1", "::1", false)]
    #[case("127.0.0.1", "", false)]
    #[case("192.168.1.7", "192.168.1.7:8080", true)]
    #[case("192.168.1.7", "127.0.0.1:8080", true)]
    #[case("192.168.1.7", "192.168.1.8:8080", false)]
    #[case("0.0.0.0", "10.1.2.3:8080", true)]
    #[case("0.0.0.0", "[fe80::1]", true)]
    #[case("0.0.0.0", "evil.example", false)]
    #[case("::", "10.1.2.3", true)]
    fn hosts(#[case] bind: IpAddr, #[case] host: &str, #[case] expected: bool) {
        assert_eq!(Hosts::of(bind).accept(host), expected);
    }
}
