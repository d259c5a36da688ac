//! The shapes of what is sent to the desk, and of what it answers.

use std::num::NonZeroU32;

use cuttings_store::{CollectedArticle, Collection, Colour, ListedNote, OwnTag, SavedSearch};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// An object of JSON that was sent. A list of the same values in their order, which serde would take for one, is none.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Sent<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Map::deserialize(deserializer)?;
        T::deserialize(Value::Object(fields)).map(Self).map_err(D::Error::custom)
    }
}

/// A tag for an article.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewTag {
    /// The tag, at most 100 characters; white space at its ends, or twice, is left out before they are counted.
    #[schema(min_length = 1)]
    pub(crate) name: String,
}

/// A note about an article.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewNote {
    /// What to say, in plain text with line breaks, at most 20,000 characters.
    #[schema(min_length = 1)]
    pub(crate) text: String,
}

/// A passage to be marked.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewPassage {
    /// The passage, as it is printed in one paragraph, at most 5,000 characters.
    #[schema(min_length = 1)]
    pub(crate) exact: String,
    /// What stands before it, where the passage stands in several places.
    #[serde(default)]
    pub(crate) prefix: String,
    /// What stands behind it.
    #[serde(default)]
    pub(crate) suffix: String,
    /// Its colour; yellow where it is not said.
    #[serde(default)]
    pub(crate) colour: Colour,
    /// What to say of it, at most 20,000 characters.
    pub(crate) note: Option<String>,
}

/// A collection to be made, or changed.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewCollection {
    /// Its name, at most 100 characters; white space at its ends, or twice, is left out before they are counted.
    #[schema(min_length = 1)]
    pub(crate) name: String,
    /// Whether shipped copies go without it.
    #[serde(default)]
    pub(crate) private: bool,
}

/// An article for a collection.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewEntry {
    /// Its id, or the first 6 to 64 digits of it.
    #[schema(pattern = "^[0-9a-f]{6,64}$")]
    pub(crate) id: String,
    /// The place in the collection, from 1; at the end where it is not said.
    #[schema(value_type = Option<u32>, minimum = 1)]
    pub(crate) place: Option<NonZeroU32>,
}

/// A search to be kept.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewSearch {
    /// Its name, at most 100 characters; white space at its ends, or twice, is left out before they are counted.
    #[schema(min_length = 1)]
    pub(crate) name: String,
    /// The query, at most 2,000 characters.
    #[schema(min_length = 1)]
    pub(crate) query: String,
}

/// A tag that was added.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AddedTag {
    /// The tag as it is kept.
    pub(crate) name: String,
}

/// Tags.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TagsAnswer {
    /// How many there are in all.
    pub(crate) total: u64,
    /// The cursor of those that follow; null at the end, and after the first 10,000.
    pub(crate) next: Option<String>,
    /// The tags.
    pub(crate) tags: Vec<OwnTag>,
}

/// Notes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotesAnswer {
    /// How many there are in all.
    pub(crate) total: u64,
    /// The cursor of those that follow; null at the end, and after the first 10,000.
    pub(crate) next: Option<String>,
    /// The notes.
    pub(crate) notes: Vec<ListedNote>,
}

/// Collections.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollectionsAnswer {
    /// How many there are in all.
    pub(crate) total: u64,
    /// The cursor of those that follow; null at the end, and after the first 10,000.
    pub(crate) next: Option<String>,
    /// The collections.
    pub(crate) collections: Vec<Collection>,
}

/// A collection with its articles.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CollectionAnswer {
    /// The collection.
    #[serde(flatten)]
    pub(crate) collection: Collection,
    /// How many of its articles this archive does not have.
    pub(crate) missing: u64,
    /// The cursor of the articles that follow; null at the end, and after the first 10,000.
    pub(crate) next: Option<String>,
    /// The articles in its order.
    pub(crate) entries: Vec<CollectedArticle>,
}

/// Saved searches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SavedSearchesAnswer {
    /// How many there are in all.
    pub(crate) total: u64,
    /// The cursor of those that follow; null at the end, and after the first 10,000.
    pub(crate) next: Option<String>,
    /// The searches.
    pub(crate) searches: Vec<SavedSearch>,
}
