//! Feeds and what blogs export: RSS, Atom, JSON Feed, WordPress WXR.

mod atom;
mod entry;
mod json_feed;
mod rss;
#[cfg(test)]
mod tests;
mod wxr;

pub(super) use atom::ATOM;
pub(super) use json_feed::JSON_FEED;
pub(super) use rss::RSS;
pub(super) use wxr::WXR;
