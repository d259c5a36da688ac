//! Which contents belong to which story, for folding and for ordering by how often a story was printed.

use rusqlite::Connection;

/// The stories of all contents.
#[derive(Debug)]
pub(super) struct Stories {
    /// By content: the story, 0 for none, and how many articles it has.
    stories: Vec<(i64, u32)>,
}

impl Stories {
    /// Reads the stories of contents.
    ///
    /// # Errors
    /// A damaged file.
    pub(super) fn read(connection: &Connection, end: u32) -> rusqlite::Result<Self> {
        let mut stories = vec![(0, 0); end as usize];
        let mut statement = connection.prepare_cached(include_str!("get_stories.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(story) = stories.get_mut(row.get::<_, usize>(0)?) {
                *story = (row.get(1)?, row.get(2)?);
            }
        }
        Ok(Self { stories })
    }

    /// The story of a content.
    pub(super) fn story(&self, content: u32) -> Option<i64> {
        self.stories.get(content as usize).map(|story| story.0).filter(|&story| story != 0)
    }

    /// How many articles a content's story has; 0 where it has none.
    pub(super) fn articles(&self, content: u32) -> u32 {
        self.stories.get(content as usize).map_or(0, |story| story.1)
    }
}
