//! Drafts: what a reader made of a record, before anything is hashed.

use serde_json::{Map, Value};

use crate::{Block, Date};

/// An article as a reader understood it. Every field may be missing; a draft without title, standfirst and blocks has
/// no text and is rejected by the import.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The headline.
    pub title: Option<String>,
    /// The sentence or two under the headline that sum the article up.
    pub standfirst: Option<String>,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// The address as the record gives it; the canonical one is derived.
    pub url: Option<String>,
    /// The publishing host or outlet; without it, the host of the URL.
    pub site: Option<String>,
    /// Authors in the order given.
    pub authors: Vec<String>,
    /// The section of the outlet, such as "Politics".
    pub section: Option<String>,
    /// The language as the record gives it; without it, it is detected from the text.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When the outlet says that it was changed.
    pub modified: Option<Date>,
    /// Tags or keywords in the order given.
    pub tags: Vec<String>,
    /// The id that the record has where it came from.
    pub external_id: Option<String>,
    /// The field and the name it had in the record, for each that was told by its name: `("title", "headline")`.
    pub mapped: Vec<(&'static str, String)>,
    /// Fields of the record that have no place above, and values that could not be understood.
    pub extra: Map<String, Value>,
    /// What the reader has to say of this record, such as a date that it could not read.
    pub notes: Vec<String>,
}

impl Draft {
    /// Whether there is any text at all.
    #[must_use]
    pub fn has_text(&self) -> bool {
        let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        filled(&self.title) || filled(&self.standfirst) || self.blocks.iter().any(|block| !block.text.trim().is_empty())
    }

    /// Sets the date of publication from text; a text that is no date is kept in `extra` and noted.
    pub fn set_published(&mut self, text: &str) {
        match Date::parse(text) {
            Some(date) => self.published = Some(date),
            None => self.keep_unread_date("published", text),
        }
    }

    /// Sets the date of the last change from text; a text that is no date is kept in `extra` and noted.
    pub fn set_modified(&mut self, text: &str) {
        match Date::parse(text) {
            Some(date) => self.modified = Some(date),
            None => self.keep_unread_date("modified", text),
        }
    }

    fn keep_unread_date(&mut self, field: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.notes.push(format!("the date {text:?} ({field}) was not understood"));
        self.extra.insert(field.to_owned(), Value::from(text));
    }
}
