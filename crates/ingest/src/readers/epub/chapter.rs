//! One chapter to a draft, through the page reader.

use std::sync::Arc;

use cuttings_core::Draft;

use super::package::Book;
use crate::page::{Page, read_page};
use crate::readers::set_title;
use crate::record::{ReadRecord, Rejection};

/// Reads the raw bytes of a chapter.
pub(super) struct Chapter {
    pub(super) book: Arc<Book>,
    /// What the table of contents calls it.
    pub(super) title: Option<String>,
    pub(super) path: String,
}

impl ReadRecord for Chapter {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        self.read_by(bytes, read_page)
    }
}

impl Chapter {
    /// Reads a chapter, its page by `read_page`.
    pub(super) fn read_by(
        &self,
        bytes: &[u8],
        read_page: impl Fn(&Page<'_>) -> Result<Draft, Rejection>,
    ) -> Result<Draft, Rejection> {
        let mut draft = read_page(&Page { bytes, charset: None, url: None, captured: None })?;
        let book = &*self.book;
        set_title(&mut draft, self.title.as_deref().unwrap_or_default());
        if draft.authors.is_empty() {
            draft.authors.clone_from(&book.creators);
        }
        draft.site = draft.site.or_else(|| book.publisher.clone().or_else(|| book.title.clone()));
        draft.language = draft.language.or_else(|| book.language.clone());
        if draft.tags.is_empty() {
            draft.tags.clone_from(&book.subjects);
        }
        if let Some(date) = book.date.as_deref().filter(|_| draft.published.is_none()) {
            draft.set_published(date);
        }
        draft.external_id = book.identifier.as_ref().map(|id| format!("{id}#{}", self.path));
        if let Some(title) = &book.title {
            draft.extra.insert("book".to_owned(), title.as_str().into());
        }
        Ok(draft)
    }
}

/// Whether a page has a letter or digit in its body outside its tags.
pub(super) fn has_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let body = memchr::memmem::find(bytes, b"<body").map_or(bytes, |at| &bytes[at..]);
    let mut within_tag = false;
    body.iter().any(|byte| {
        match byte {
            b'<' => within_tag = true,
            b'>' => within_tag = false,
            _ => {}
        }
        !within_tag && (byte.is_ascii_alphanumeric() || *byte >= 0x80)
    })
}
