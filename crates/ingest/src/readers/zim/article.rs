//! One page of an archive to a draft, through the page reader.

use std::sync::Arc;

use cuttings_core::{Date, Draft};

use super::archive::Entry;
use crate::page::{Page, read_page};
use crate::record::{ReadRecord, Rejection};

/// What an archive says of itself (openZIM: Metadata).
#[derive(Debug, Default)]
pub(super) struct About {
    /// The site it was made of, else who wrote that, else who made the archive.
    pub(super) site: Option<String>,
    pub(super) language: Option<String>,
    /// When it was made, as an ISO date.
    pub(super) date: Option<String>,
    /// Whether paths are addresses without `https://`, as warc2zim makes them.
    paths_are_addresses: bool,
}

impl About {
    /// Asks for what is needed.
    pub(super) fn read(mut value: impl FnMut(&str) -> Option<String>) -> Self {
        let host = |source: String| {
            let rest = source.split_once("://").map_or(source.as_str(), |(_, rest)| rest);
            rest.split(['/', '?', '#']).next().filter(|host| host.contains('.')).map(ToOwned::to_owned)
        };
        let site = value("Source").and_then(host).or_else(|| value("Creator")).or_else(|| value("Publisher"));
        let language = value("Language").filter(|language| !language.contains(','));
        let date = value("Date").and_then(|date| Date::parse(&date)).map(|date| date.as_iso().to_owned());
        let scraper = value("Scraper").unwrap_or_default().to_ascii_lowercase();
        let paths_are_addresses = scraper.contains("warc2zim") || scraper.contains("zimit");
        Self { site, language, date, paths_are_addresses }
    }

    /// What reads the page of an entry.
    pub(super) fn article(self: &Arc<Self>, entry: Entry) -> Article {
        let host = entry.path.split('/').next().unwrap_or_default();
        let is_address = self.paths_are_addresses && host.contains('.');
        let url = is_address.then(|| format!("https://{}", entry.path));
        Article { about: Arc::clone(self), url, entry }
    }
}

/// Reads the raw bytes of a page.
pub(super) struct Article {
    about: Arc<About>,
    url: Option<String>,
    entry: Entry,
}

impl ReadRecord for Article {
    fn read(&self, bytes: &[u8]) -> Result<Draft, Rejection> {
        self.read_by(bytes, read_page)
    }
}

impl Article {
    /// Reads a page by `read_page`.
    pub(super) fn read_by(
        &self,
        bytes: &[u8],
        read_page: impl Fn(&Page<'_>) -> Result<Draft, Rejection>,
    ) -> Result<Draft, Rejection> {
        if bytes.trim_ascii().is_empty() {
            return Err(Rejection::new("holds an empty page"));
        }
        let (url, captured) = (self.url.as_deref(), self.about.date.as_deref());
        let mut draft = read_page(&Page { bytes, charset: None, url, captured })?;
        let title = Some(self.entry.title.trim().to_owned()).filter(|title| !title.is_empty());
        draft.title = draft.title.or(title);
        draft.site = draft.site.or_else(|| if url.is_none() { self.about.site.clone() } else { None });
        draft.language = draft.language.or_else(|| self.about.language.clone());
        draft.external_id.get_or_insert_with(|| self.entry.path.clone());
        Ok(draft)
    }
}
