//! What the tests stand on: a folder to work in, the program run there, and SQL on what it leaves.

mod corpus;
mod database;
mod desk;
mod dump;
mod ran;
mod running;

pub use corpus::{Numbers, json_lines};
pub use database::Database;
pub use desk::{Desk, SAMPLE_COUNTS, SQLITE, project, samples, skip, sqlite3_is_there};
pub use dump::{Logical, assert_same_archive, rows_by_table};
pub use ran::Ran;
pub use running::{Running, Signal};
