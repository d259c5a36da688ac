//! What people saved to read later: exports of bookmarks and of reading lists. Most hold links only; a link without a
//! text is a record without text, which is listed and never dropped.

mod bookmarks_html;
mod csv_exports;
mod json_exports;
mod omnivore;
#[cfg(test)]
mod tests;
mod trees;

pub(super) use bookmarks_html::{NETSCAPE, POCKET_HTML};
pub(super) use csv_exports::{INSTAPAPER, POCKET_CSV, READWISE};
pub(super) use json_exports::{DELICIOUS, KARAKEEP, OMNIVORE, PINBOARD, READABILITY, WALLABAG};
pub(super) use omnivore::OmnivoreZip;
pub(super) use trees::{CHROME, FIREFOX, LINKWARDEN};

use crate::record::Rejection;

/// The longest title that a rejection quotes (characters).
const LONGEST_TITLE: usize = 80;

/// Why a link is no article.
pub(super) fn no_text(title: Option<&str>, url: Option<&str>) -> Rejection {
    let title = title.map(|title| title.chars().take(LONGEST_TITLE).collect::<String>()).unwrap_or_default();
    Rejection::new(match (title.is_empty(), url) {
        (_, None) => format!("there is no text in it: {title:?}"),
        (true, Some(url)) => format!("there is no text in it, only the link {url}"),
        (false, Some(url)) => format!("there is no text in it, only the link {url} ({title:?})"),
    })
}
