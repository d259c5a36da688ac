//! Links: pairs compared on several threads, and what they have in common written down.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use cuttings_core::{Likeness, Relation};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::boilerplate::Boilerplate;
use super::candidates::Pair;
use super::texts::Texts;

/// Pairs that a thread takes at a time. They are sorted, so that the same texts are wanted in a row.
const TOGETHER: usize = 512;

/// Page cache of each thread, in KiB.
const CACHE_KIB: i64 = 32 * 1024;

/// Two contents that have something in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) pair: Pair,
    pub(super) relation: Relation,
    pub(super) likeness: Likeness,
}

/// Compares pairs of contents of the archive at `path`, on as many threads as there are cores; each reads for itself.
pub(super) fn compare(path: &Path, pairs: &[Pair], boilerplate: &Boilerplate) -> rusqlite::Result<Vec<Link>> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from).min(pairs.len().div_ceil(TOGETHER));
    let mut links = thread::scope(|scope| {
        let work = || -> rusqlite::Result<Vec<Link>> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            // One transaction for all that is read: to begin one takes as long as to read a text.
            connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
            connection.execute_batch("BEGIN")?;
            let mut texts = Texts::new(&connection, boilerplate);
            let mut links = Vec::new();
            loop {
                let begin = next.fetch_add(1, Ordering::Relaxed) * TOGETHER;
                let Some(pairs) = pairs.get(begin..pairs.len().min(begin + TOGETHER)) else { return Ok(links) };
                for &pair in pairs {
                    links.extend(compare_pair(&mut texts, pair)?);
                }
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut links = Vec::new();
        for worker in workers {
            match worker.join() {
                Ok(found) => links.extend(found?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<_, rusqlite::Error>(links)
    })?;
    links.sort_unstable_by_key(|link: &Link| link.pair);
    Ok(links)
}

fn compare_pair(texts: &mut Texts<'_>, pair: Pair) -> rusqlite::Result<Option<Link>> {
    let likeness = texts.get(pair.0)?.compare(&*texts.get(pair.1)?);
    Ok(Relation::of(&likeness).map(|relation| Link { pair, relation, likeness }))
}

/// Forgets the links of a content.
pub(super) fn remove_links(connection: &Connection, content: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM links WHERE content_id = ?1")?.execute([content])?;
    connection.prepare_cached("DELETE FROM links WHERE other_id = ?1")?.execute([content])?;
    Ok(())
}

/// Writes links.
pub(super) fn add_links(connection: &Connection, links: &[Link]) -> rusqlite::Result<()> {
    let mut add = connection.prepare_cached(include_str!("add_link.sql"))?;
    for Link { pair, relation, likeness } in links {
        add.execute(rusqlite::named_params! {
            ":content": pair.0,
            ":other": pair.1,
            ":relation": get_relation_name(connection, *pair, *relation)?,
            ":jaccard": likeness.jaccard,
            ":containment": likeness.containment,
            ":numbers": likeness.numbers,
            ":names": likeness.names,
            ":run": likeness.run,
        })?;
    }
    Ok(())
}

/// A changed text at the same address is a revision.
fn get_relation_name(connection: &Connection, pair: Pair, relation: Relation) -> rusqlite::Result<&'static str> {
    let changed = matches!(relation, Relation::NearDuplicate | Relation::Extended);
    if changed && connection.prepare_cached(include_str!("have_same_url.sql"))?.exists(pair)? {
        return Ok("revision");
    }
    Ok(relation.as_str())
}
