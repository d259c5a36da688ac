//! Blocks: the items of a content in their order.

use serde::{Deserialize, Serialize};

/// What a block is in its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading between paragraphs.
    Heading,
    /// One item of a list.
    ListItem,
    /// Somebody's words set apart.
    Quote,
    /// The line under a picture.
    Caption,
    /// Text whose white space matters: tables, verse, code.
    Preformatted,
}

impl Role {
    /// Every role, in the order of the codes in the archive.
    pub const ALL: [Self; 6] =
        [Self::Paragraph, Self::Heading, Self::ListItem, Self::Quote, Self::Caption, Self::Preformatted];

    /// The number that stands for the role in the archive (`roles.id`).
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The role of a number, or `None` for a number that no role has.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The name used in JSON and in the archive (`roles.name`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::ListItem => "list_item",
            Self::Quote => "quote",
            Self::Caption => "caption",
            Self::Preformatted => "preformatted",
        }
    }
}

/// One item of a content: a paragraph, a heading, a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is.
    pub role: Role,
    /// Its text, without white space at the ends.
    pub text: String,
}

impl Block {
    /// A block of running text.
    #[must_use]
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self { role: Role::Paragraph, text: text.into() }
    }

    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self { role: Role::Heading, text: text.into() }
    }
}
