//! Pages to drafts.

use cuttings_core::Draft;

use crate::record::Rejection;

/// An HTML page and what is known of it from outside.
pub(crate) struct Page<'a> {
    pub bytes: &'a [u8],
    /// From the HTTP header.
    pub charset: Option<&'a str>,
    pub url: Option<&'a str>,
    /// When it was captured, as an ISO date.
    pub captured: Option<&'a str>,
}

/// Reads a page.
pub(crate) fn read_page(page: &Page<'_>) -> Result<Draft, Rejection> {
    let _ = (page.bytes, page.charset, page.url, page.captured);
    Err(Rejection::new("pages are not read yet"))
}
