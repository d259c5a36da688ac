//! Inputs to records: files, folders and standard input, and what is packed into them with zip, tar, gzip, bzip2, xz,
//! zstd and lz4, one within the other. All of it streams; nothing is unpacked to disk. A packed member is read like a
//! file of its own, and its records say the way to it in their locators: `2024/may.zip › a.jsonl › line 3`.

mod compression;
mod container;
mod dictionary;
mod fault;
mod given;
mod peek;
mod place;
mod source;
mod tally;
mod tar;
#[cfg(test)]
mod test_support;
mod unpack;
mod utf16;
mod walk;
mod zip;

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use compression::xz;
pub(crate) use container::OMNIVORE_LIST;
use given::{Given, Kind};
use source::Input;
pub(crate) use tally::Tally;
#[cfg(test)]
pub(crate) use test_support::{Packed, Zip as ZipFile};
pub(crate) use zip::Document;

use crate::record::{Flow, RecordSink};
use crate::{FieldMap, Limits};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Bounds on records and compressed streams.
    pub limits: Limits,
    /// The user's own field names.
    pub fields: Arc<FieldMap>,
    /// Where the reading tells how far it is.
    pub progress: Arc<Progress>,
    /// Files that are left out without a word: the archive itself and what lies beside it.
    pub exclude: Vec<PathBuf>,
}

/// How far the reading is, in bytes of the inputs as they lie on disk (compressed). Updated while it runs.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read so far.
    pub bytes_read: AtomicU64,
    /// Bytes of all inputs; 0 where that is not known, as with standard input.
    pub bytes_total: AtomicU64,
}

/// Why nothing was read: an input that the user named cannot be one. Raised before the first record.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The name is wrong.
    #[error("there is no file or folder {path:?}; check the name")]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The user may not read it, or the disk does not give it.
    #[error("{path:?} cannot be read; make it readable and run again")]
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no file, folder or pipe.
    #[error("{path:?} is {kind}, not a file or a folder")]
    NotAFile {
        /// The path as it was given.
        path: PathBuf,
        /// What it is instead, such as "a socket".
        kind: &'static str,
    },
}

/// Reads every input in order: files, folders with all that is in them (sorted by name, names that begin with `.` left
/// out, links followed), and `-` for standard input. What cannot be read within a folder, or not to its end, becomes a
/// rejected record, and the rest goes on.
///
/// # Errors
/// [`InputError`] where a path that was given is missing or unreadable; all are checked before the first is read.
pub fn read_inputs(paths: &[PathBuf], options: &ReadOptions, sink: &mut dyn RecordSink) -> Result<Flow, InputError> {
    let exclude = given::canonical_paths(&options.exclude);
    let mut inputs = vec![];
    for path in paths {
        let given = given::check(path)?;
        if !given::is_excluded(path, &exclude) {
            inputs.push(given);
        }
    }
    let sizes: Option<Vec<u64>> = inputs.iter().map(|given| size(given, &exclude)).collect();
    options.progress.bytes_total.store(sizes.map_or(0, |sizes| sizes.iter().sum()), Ordering::Relaxed);

    let mut input = Input { options, exclude: &exclude, sink, pushed: 0 };
    for Given { path, name, kind } in inputs {
        let flow = match kind {
            Kind::StandardInput => input.read_stream(&name, io::stdin()),
            Kind::File { .. } | Kind::Pipe => input.read_file(&path, &name),
            Kind::Folder => walk::read_folder(&mut input, &path, &name),
        };
        if flow == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Continue)
}

/// Reads a stream as if it were a file of that name.
pub fn read_stream(name: &str, stream: impl Read, options: &ReadOptions, sink: &mut dyn RecordSink) -> Flow {
    Input { options, exclude: &[], sink, pushed: 0 }.read_stream(name, stream)
}

/// The size of an input on disk in bytes, where it has one.
fn size(given: &Given, exclude: &[PathBuf]) -> Option<u64> {
    match given.kind {
        Kind::File { size } => Some(size),
        Kind::Folder => Some(walk::folder_size(&given.path, exclude)),
        Kind::Pipe | Kind::StandardInput => None,
    }
}

#[cfg(test)]
mod broken_tests;
#[cfg(test)]
mod tests;
