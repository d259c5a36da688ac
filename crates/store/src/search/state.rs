//! What is read once for many searches: shared by the connections to an archive, until that has grown.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::Connection;

use super::boilerplate::BoilerplateWords;
use super::columns::Columns;
use super::lengths::Lengths;
use super::segment::Tokenizer;

/// What the searches of several connections to one archive read once for all.
#[derive(Debug, Clone, Default)]
pub struct SearchCache(Arc<Mutex<Option<Arc<Loaded>>>>);

/// What searches of one connection need.
#[derive(Debug, Default)]
pub(crate) struct SearchState {
    shared: SearchCache,
    /// Made when the first word is looked up.
    pub(super) tokenizer: RefCell<Option<Tokenizer>>,
}

/// What is read from the archive, as of some moment.
#[derive(Debug)]
pub(super) struct Loaded {
    moment: Moment,
    pub(super) lengths: Lengths,
    pub(super) columns: Columns,
    pub(super) boilerplate: OnceLock<BoilerplateWords>,
}

/// What changes when contents or articles do: the last article, the last former reading, the last run, what it has read,
/// its end, up to where contents were compared, and the contents in the index.
type Moment = (Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<String>, Option<String>, u64);

impl SearchState {
    /// The state of a connection beside others.
    pub(crate) fn sharing(others: &SearchCache) -> Self {
        Self { shared: others.clone(), tokenizer: RefCell::default() }
    }

    /// What was read before, or is read now. Within a transaction of the caller.
    ///
    /// # Errors
    /// A damaged file.
    pub(super) fn load(&self, connection: &Connection) -> rusqlite::Result<Arc<Loaded>> {
        let moment = get_moment(connection)?;
        // Others wait: reading takes no less time if two do it.
        let mut shared = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = shared.as_ref().filter(|loaded| loaded.moment == moment) {
            return Ok(Arc::clone(loaded));
        }
        let lengths = Lengths::read(connection)?;
        let columns = Columns::read(connection)?;
        let loaded = Arc::new(Loaded { moment, lengths, columns, boilerplate: OnceLock::new() });
        *shared = Some(Arc::clone(&loaded));
        Ok(loaded)
    }
}

fn get_moment(connection: &Connection) -> rusqlite::Result<Moment> {
    let mut statement = connection.prepare_cached(include_str!("get_moment.sql"))?;
    let (contents, _) = super::segment::count_words(connection)?;
    statement.query_row([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, contents))
    })
}
