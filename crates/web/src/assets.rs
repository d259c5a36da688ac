//! The style sheet and the icon: part of the program, and named by their bytes so that browsers can keep them.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse};

/// Where the style sheet is.
pub(crate) const STYLE_PATH: &str = "/assets/style.css";
/// Where the script of the desk is: only the pages of a server that writes have it.
pub(crate) const DESK_SCRIPT_PATH: &str = "/assets/desk.js";
/// Where the icon is.
pub(crate) const ICON_PATH: &str = "/assets/icon.svg";

const STYLE: &str = concat!(
    include_str!("../assets/style.css"),
    include_str!("../assets/charts.css"),
    include_str!("../assets/desk.css")
);
const DESK_SCRIPT: &str = include_str!("../assets/desk.js");
const ICON: &str = include_str!("../assets/icon.svg");

const STYLE_VERSION: u64 = hash(STYLE.as_bytes());
const DESK_SCRIPT_VERSION: u64 = hash(DESK_SCRIPT.as_bytes());
const ICON_VERSION: u64 = hash(ICON.as_bytes());

/// The address of the style sheet in its present version.
pub(crate) fn style_link() -> String {
    format!("{STYLE_PATH}?v={STYLE_VERSION:016x}")
}

/// The address of the script of the desk in its present version.
pub(crate) fn desk_script_link() -> String {
    format!("{DESK_SCRIPT_PATH}?v={DESK_SCRIPT_VERSION:016x}")
}

/// The address of the icon in its present version.
pub(crate) fn icon_link() -> String {
    format!("{ICON_PATH}?v={ICON_VERSION:016x}")
}

/// Gives the style sheet.
pub(crate) async fn style(request: HttpRequest) -> HttpResponse {
    respond(&request, "text/css; charset=utf-8", STYLE, STYLE_VERSION)
}

/// Gives the script of the desk.
pub(crate) async fn desk_script(request: HttpRequest) -> HttpResponse {
    respond(&request, "text/javascript; charset=utf-8", DESK_SCRIPT, DESK_SCRIPT_VERSION)
}

/// Gives the icon.
pub(crate) async fn icon(request: HttpRequest) -> HttpResponse {
    respond(&request, "image/svg+xml", ICON, ICON_VERSION)
}

/// An asset may be kept for ever under an address that names its version, and only there.
fn respond(request: &HttpRequest, kind: &'static str, body: &'static str, version: u64) -> HttpResponse {
    let named = request.query_string() == format!("v={version:016x}");
    let caching = if named { "public, max-age=31536000, immutable" } else { "no-cache" };
    HttpResponse::Ok().insert_header((CACHE_CONTROL, caching)).content_type(kind).body(body)
}

/// FNV-1a: tells one version from the next, at compile time; nothing depends on its strength.
const fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}
