//! Folders: every file in them, in the order of their names.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::given::{is_excluded, special_kind};
use super::source::{Input, cannot_be_read};
use crate::record::Flow;

/// Reads every file in a folder; what cannot be read becomes a rejected record.
pub(super) fn read_folder(input: &mut Input<'_>, folder: &Path, name: &str) -> Flow {
    for entry in walk(folder) {
        let flow = match entry {
            Ok(entry) if entry.file_type().is_dir() || is_excluded(entry.path(), input.exclude) => Flow::Continue,
            Ok(entry) => {
                let source = source_name(folder, name, entry.path());
                if entry.file_type().is_file() {
                    input.read_file(entry.path(), &source)
                } else {
                    let kind = special_kind(entry.file_type());
                    input.reject(&source, format!("is {kind}, not a file"))
                }
            }
            Err(error) => match error.path() {
                Some(path) if path != folder && is_hidden(path) => Flow::Continue,
                path => input.reject(&source_name(folder, name, path.unwrap_or(folder)), reason(&error)),
            },
        };
        if flow == Flow::Stop {
            return Flow::Stop;
        }
    }
    Flow::Continue
}

/// The bytes of all files that [`read_folder`] would read.
pub(super) fn folder_size(folder: &Path, exclude: &[PathBuf]) -> u64 {
    let entries = walk(folder).filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file() && !is_excluded(entry.path(), exclude));
    files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
}

fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The name of a file in a folder: the folder's name and the way from there, with `/` on every system.
fn source_name(folder: &Path, name: &str, path: &Path) -> String {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    let parts = inner.components().map(|part| part.as_os_str().to_string_lossy());
    let parts = std::iter::once(name.into()).chain(parts).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("/")
}

fn reason(error: &walkdir::Error) -> String {
    if error.loop_ancestor().is_some() {
        return "is a link to a folder that it lies in; that folder is read once".to_owned();
    }
    match error.io_error() {
        Some(error) if error.kind() == io::ErrorKind::NotFound => "is a link to nothing".to_owned(),
        Some(error) => cannot_be_read(error),
        None => format!("cannot be read: {error}"),
    }
}
