//! Zip archives. A file that can be sought in is read by its directory; what streams, or has no sound directory, from
//! the headers before its members. A zip within another container is held in memory where there is room, so that it has
//! its directory too.

mod directory;
mod document;
mod entry;
mod local;
mod member;
#[cfg(test)]
mod tests;

use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

pub(super) use directory::Directory;
pub(crate) use document::Document;
use entry::{Choice, Entry};
use member::Checksum;

use super::peek::Peek;
use super::place::Place;
use super::source::Input;
use super::tally::Tally;
use super::unpack::Source;
use crate::readers::HEAD_BYTES;
use crate::record::Flow;

/// Reads every member of a file that can be sought in, by its directory or, where that is none, without it.
pub(super) fn read(
    input: &mut Input<'_>,
    place: &Place,
    mut file: impl Read + Seek,
    directory: Result<Directory, String>,
    tally: &Rc<Tally>,
) -> Flow {
    let reason = match directory {
        Ok(directory) => return read_directory(input, place, &mut file, directory, tally),
        Err(reason) => reason,
    };
    if let Err(error) = file.rewind() {
        return input.reject_place(place, error.to_string());
    }
    let flow = local::read(input, place, &mut Peek::new(Box::new(file), HEAD_BYTES), tally);
    if flow == Flow::Stop {
        return flow;
    }
    input.reject_place(place, format!("{reason}; the members that could be found without it were read"))
}

/// Reads every member of a zip that streams.
pub(super) fn read_stream(input: &mut Input<'_>, place: &Place, mut source: Source<'_>, tally: &Rc<Tally>) -> Flow {
    let room = tally.room.get();
    let mut held = Vec::new();
    let error = source.by_ref().take(room as u64 + 1).read_to_end(&mut held).err();
    if error.is_none() && held.len() <= room {
        tally.room.set(room - held.len());
        let mut file = Cursor::new(held);
        let directory = Directory::read(&mut file);
        let flow = read(input, place, file, directory, tally);
        tally.room.set(room);
        return flow;
    }
    // Too large to be held, or broken off, which comes up again where it did.
    let rest = Cursor::new(held).chain(Failed(error)).chain(source);
    local::read(input, place, &mut Peek::new(Box::new(rest), HEAD_BYTES), tally)
}

/// Gives an error where it came up, once.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn read_directory(
    input: &mut Input<'_>,
    place: &Place,
    file: &mut (impl Read + Seek),
    directory: Directory,
    tally: &Rc<Tally>,
) -> Flow {
    let mut choice = Choice::default();
    for entry in &directory.entries {
        choice.see(&entry.name);
    }
    let mut end = 0;
    for entry in directory.entries {
        if !choice.has(&entry.name) {
            continue;
        }
        let member = place.member(&entry.name);
        let flow = if entry.offset < end {
            input.reject_place(&member, "lies within another member of the zip, as only decompression bombs do")
        } else {
            match find_content(file, &entry) {
                Ok(Some(start)) => {
                    end = start.saturating_add(entry.packed);
                    let packed = BufReader::new(file.by_ref().take(entry.packed));
                    local::read_member(input, &member, &entry, packed, Checksum::Known(entry.crc), tally)
                }
                Ok(None) => input.reject_place(&member, "is not where the directory of the zip says"),
                Err(error) => input.reject_place(&member, error.to_string()),
            }
        };
        if flow == Flow::Stop {
            return flow;
        }
        if let Some(reason) = tally.exhausted() {
            return input.reject_place(place, reason);
        }
    }
    Flow::Continue
}

/// Goes to where the content of a member begins; `None` where its header is not.
fn find_content(file: &mut (impl Read + Seek), entry: &Entry) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(entry.offset))?;
    let mut fixed = Vec::new();
    file.by_ref().take(Entry::LOCAL as u64).read_to_end(&mut fixed)?;
    let Some(fixed) = fixed.first_chunk().filter(|fixed| fixed.starts_with(b"PK\x03\x04")) else {
        return Ok(None);
    };
    let (_, name, extra) = Entry::local(fixed);
    file.seek(SeekFrom::Current((name + extra) as i64)).map(Some)
}
