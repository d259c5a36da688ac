//! The style sheet, the script and the icon: part of the program, and named by their bytes so that browsers can keep them.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse};

use crate::digest::fnv;

/// The style sheet.
pub(crate) const STYLE: Asset = Asset::new(
    "/assets/style.css",
    "text/css; charset=utf-8",
    concat!(
        include_str!("../assets/style.css"),
        include_str!("../assets/results.css"),
        include_str!("../assets/charts.css"),
        include_str!("../assets/desk.css")
    ),
);
/// What the keyboard does. Every page works without it.
pub(crate) const SCRIPT: Asset =
    Asset::new("/assets/app.js", "text/javascript; charset=utf-8", include_str!("../assets/app.js"));
/// The script of the desk: only the pages of a server that writes have it.
pub(crate) const DESK_SCRIPT: Asset =
    Asset::new("/assets/desk.js", "text/javascript; charset=utf-8", include_str!("../assets/desk.js"));
/// The icon.
pub(crate) const ICON: Asset = Asset::new("/assets/icon.svg", "image/svg+xml", include_str!("../assets/icon.svg"));

/// A file that pages need.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Where it is.
    pub(crate) path: &'static str,
    kind: &'static str,
    body: &'static str,
    version: u64,
}

impl Asset {
    pub(crate) const fn new(path: &'static str, kind: &'static str, body: &'static str) -> Self {
        Self { path, kind, body, version: fnv(body.as_bytes()) }
    }

    /// Its address in its present version.
    pub(crate) fn link(&self) -> String {
        format!("{}?v={:016x}", self.path, self.version)
    }

    /// Gives it. It may be kept for ever under an address that names its version, and only there.
    pub(crate) fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let named = request.query_string() == format!("v={:016x}", self.version);
        let caching = if named { "public, max-age=31536000, immutable" } else { "no-cache" };
        HttpResponse::Ok().insert_header((CACHE_CONTROL, caching)).content_type(self.kind).body(self.body)
    }
}

/// Gives the style sheet.
pub(crate) async fn style(request: HttpRequest) -> HttpResponse {
    STYLE.respond(&request)
}

/// Gives the script.
pub(crate) async fn script(request: HttpRequest) -> HttpResponse {
    SCRIPT.respond(&request)
}

/// Gives the script of the desk.
pub(crate) async fn desk_script(request: HttpRequest) -> HttpResponse {
    DESK_SCRIPT.respond(&request)
}

/// Gives the icon.
pub(crate) async fn icon(request: HttpRequest) -> HttpResponse {
    ICON.respond(&request)
}
