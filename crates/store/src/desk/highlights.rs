//! Highlights: passages that a reader marked, as quotes of the W3C Web Annotation model
//! (<https://www.w3.org/TR/annotation-model/#text-quote-selector>).

use cuttings_core::{ArticleId, IdPrefix, MarkId, ParagraphKey, collapse_white_space, exact_text, fold_text, mark_id};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::anchor::{Quote, Texts};
use super::{clean_text, clean_who};
use crate::article::ArticleBlock;
use crate::import::now;
use crate::{Archive, ArchiveError, Result};

/// Longest passage, in characters: a paragraph, not a text.
const LONGEST_QUOTE: usize = 5_000;
/// Characters that are kept of what stands before and behind a passage: enough to tell two places of one paragraph.
const CONTEXT: usize = 32;

/// A passage that somebody marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Highlight {
    /// Its whole id, 64 hex digits.
    pub id: String,
    /// The whole id of the article that it was made on; the same text may be another article.
    pub article: String,
    /// The passage.
    pub exact: String,
    /// What stands before it in its paragraph.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// The key of the paragraph that it was made in, 32 hex digits.
    pub paragraph: String,
    /// Its colour.
    pub colour: Colour,
    /// What was said of it.
    pub note: Option<String>,
    /// Who made it.
    pub who: String,
    /// When, in UTC.
    pub made_at: String,
    /// Where the passage is in the text now; none where it is not.
    pub anchor: Option<Anchor>,
}

/// A passage of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Anchor {
    /// The position of the block, from 1.
    pub position: u32,
    /// Characters of the block before the passage.
    pub start: usize,
    /// Characters of the block up to its end.
    pub end: usize,
}

/// The colours of highlights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// Yellow, the usual one.
    #[default]
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Pink.
    Pink,
}

impl Colour {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Pink => "pink",
        }
    }

    /// The colour of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.name() == name)
    }
}

impl FromSql for Colour {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // Another program may know more colours.
        value.as_str().map(|name| Self::named(name).unwrap_or_default()).map_err(|_| FromSqlError::InvalidType)
    }
}

/// A passage to be marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NewHighlight<'a> {
    /// The passage, within one block of the article.
    pub exact: &'a str,
    /// What stands before it, where the passage stands in several places; may be empty.
    pub prefix: &'a str,
    /// What stands behind it; may be empty.
    pub suffix: &'a str,
    /// Its colour.
    pub colour: Colour,
    /// What to say of it.
    pub note: Option<&'a str>,
}

impl Archive {
    /// Marks a passage of an article.
    ///
    /// # Errors
    /// [`NoSuchQuote`](ArchiveError::NoSuchQuote) where no block of the article has the passage,
    /// [`NotTaken`](ArchiveError::NotTaken) for one that is empty or too long, [`NoSuchId`](ArchiveError::NoSuchId),
    /// [`AmbiguousId`](ArchiveError::AmbiguousId), and [`Locked`](ArchiveError::Locked) while an import runs.
    pub fn add_highlight(&self, article: &IdPrefix, new: &NewHighlight<'_>, who: &str) -> Result<Highlight> {
        let exact = collapse_white_space(new.exact);
        let why = match exact.chars().count() {
            0 => Some("it is empty".to_owned()),
            length if length > LONGEST_QUOTE => {
                Some(format!("it has {length} characters, and {LONGEST_QUOTE} are the most"))
            }
            _ => None,
        };
        if let Some(why) = why {
            return Err(ArchiveError::NotTaken { what: "passage", why });
        }
        let note = new.note.filter(|note| !note.trim().is_empty()).map(|note| clean_text("note", note)).transpose()?;
        let (row, id) = self.find_own_article(article)?;
        let read = || {
            let head = self.get_head(row)?;
            Ok((head.content_sha256, self.get_blocks(head.content)?))
        };
        let (content, blocks) = read().map_err(|error| self.named(error))?;
        let quote = Quote { exact: &exact, prefix: new.prefix, suffix: new.suffix, paragraph: None };
        let anchor = Texts::of(&blocks).find(&quote).ok_or(ArchiveError::NoSuchQuote)?;
        let block = blocks.iter().find(|block| block.position == anchor.position).ok_or(ArchiveError::NoSuchQuote)?;
        let (exact, prefix, suffix) = cut(block, anchor);
        let (key, who, made_at) = (key(block), clean_who(who), now());
        let mark = mark_id(&id, &made_at, &who, &[&exact, &prefix, &suffix]);
        self.write_to_desk(|connection| {
            let add = include_str!("add_highlight.sql");
            let colour = new.colour.name();
            let row = params![mark.0, id.0, content, key.0, exact, prefix, suffix, colour, note, who, made_at];
            connection.execute(add, row).map_err(|error| self.named(error))
        })?;
        Ok(Highlight {
            id: mark.to_string(),
            article: id.to_string(),
            exact,
            prefix,
            suffix,
            paragraph: key.to_string(),
            colour: new.colour,
            note,
            who,
            made_at,
            anchor: Some(anchor),
        })
    }

    /// Removes the highlight whose id begins so, with its passage and its note.
    ///
    /// # Errors
    /// As [`Archive::remove_note`].
    pub fn remove_highlight(&self, prefix: &IdPrefix) -> Result<()> {
        let id = self.find_mark("highlights", prefix)?;
        self.write_to_desk(|connection| {
            let remove = include_str!("remove_highlight.sql");
            connection.execute(remove, (id.0, now())).map_err(|error| self.named(error)).map(drop)
        })
    }

    /// The highlights of the article in a row, in the order of its text: those made on it, on the same text elsewhere,
    /// and on other versions at its URL, the last as far as their passages are in this text too.
    pub(super) fn get_highlights(&self, row: i64, blocks: &[ArticleBlock]) -> rusqlite::Result<Vec<Highlight>> {
        let mut statement = self.connection.prepare_cached(include_str!("get_highlights.sql"))?;
        let mut rows = statement.query([row])?;
        // Most articles have none, and then their texts need not be made ready for the search.
        let (mut texts, mut highlights) = (None, Vec::new());
        while let Some(row) = rows.next()? {
            let mut highlight = Highlight::from_row(row)?;
            let quote = Quote {
                exact: &highlight.exact,
                prefix: &highlight.prefix,
                suffix: &highlight.suffix,
                paragraph: Some(ParagraphKey(row.get("paragraph_key")?)),
            };
            let anchor = texts.get_or_insert_with(|| Texts::of(blocks)).find(&quote);
            highlight.anchor = anchor;
            if anchor.is_some() || row.get("is_own")? {
                highlights.push(highlight);
            }
        }
        highlights.sort_by_key(|highlight| (highlight.anchor.is_none(), highlight.anchor));
        Ok(highlights)
    }
}

impl Highlight {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: MarkId(row.get("sha256")?).to_string(),
            article: ArticleId(row.get("article")?).to_string(),
            exact: row.get("exact")?,
            prefix: row.get("prefix")?,
            suffix: row.get("suffix")?,
            paragraph: ParagraphKey(row.get("paragraph_key")?).to_string(),
            colour: row.get("colour")?,
            note: row.get("note")?,
            who: row.get("who")?,
            made_at: row.get("made_at")?,
            anchor: None,
        })
    }
}

/// The key of a block's paragraph.
pub(super) fn key(block: &ArticleBlock) -> ParagraphKey {
    ParagraphKey::new(&exact_text(&block.text), &fold_text(&block.text))
}

/// A passage of a block with what stands before and behind it.
fn cut(block: &ArticleBlock, anchor: Anchor) -> (String, String, String) {
    let characters = || block.text.chars();
    let exact = characters().skip(anchor.start).take(anchor.end - anchor.start).collect();
    let from = anchor.start.saturating_sub(CONTEXT);
    let prefix = characters().skip(from).take(anchor.start - from).collect();
    (exact, prefix, characters().skip(anchor.end).take(CONTEXT).collect())
}
