//! A zip read as it streams, from the headers before its members: one that comes through a pipe or whose directory is
//! damaged. Behind a broken member the next header is looked for.

use std::io::{self, BufRead, Read};
use std::rc::Rc;

use super::super::place::Place;
use super::super::source::Input;
use super::super::tally::Tally;
use super::super::unpack::Source;
use super::entry::{Choice, Entry};
use super::member::{Checksum, Member};
use crate::record::Flow;

const MEMBER: &[u8] = b"PK\x03\x04";
/// Begin the directory, or end a zip without members.
const DIRECTORY: [&[u8]; 2] = [b"PK\x01\x02", b"PK\x05\x06"];

/// Reads every member up to the directory.
pub(super) fn read(input: &mut Input<'_>, place: &Place, source: &mut Source<'_>, tally: &Rc<Tally>) -> Flow {
    match read_members(input, place, source, tally) {
        Ok(flow) => flow,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            input.reject_place(place, "ends within the header of a member; the members before it are kept")
        }
        Err(error) => input.reject_place(place, format!("{error}; the members before it are kept")),
    }
}

fn read_members(input: &mut Input<'_>, place: &Place, source: &mut Source<'_>, tally: &Rc<Tally>) -> io::Result<Flow> {
    let mut choice = Choice::default();
    while source.skip_to(&[MEMBER, DIRECTORY[0], DIRECTORY[1]])? {
        if DIRECTORY.contains(&source.peek(MEMBER.len())) {
            // What follows may be another zip, whose members are no less there.
            source.consume(MEMBER.len());
            continue;
        }
        let entry = read_header(source)?;
        choice.see(&entry.name);
        let is_read = choice.has(&entry.name);
        let is_known = !entry.sizes_are_behind() || entry.packed > 0;
        let place_of = || place.member(&entry.name);
        let mut flow = Flow::Continue;
        if is_known {
            let mut packed = source.by_ref().take(entry.packed);
            if is_read {
                flow = read_member(input, &place_of(), &entry, &mut packed, Checksum::Known(entry.crc), tally);
            }
            if flow == Flow::Continue {
                io::copy(&mut packed, &mut io::sink())?;
            }
        } else if is_read && entry.method == 0 {
            let reason = "does not say its length before its end; save the zip as a file and import that";
            flow = input.reject_place(&place_of(), reason);
        } else if is_read {
            flow = read_member(input, &place_of(), &entry, &mut *source, Checksum::Behind, tally);
        }
        if flow == Flow::Stop {
            return Ok(flow);
        }
        if let Some(reason) = tally.exhausted() {
            return Ok(input.reject_place(place, reason));
        }
    }
    Ok(Flow::Continue)
}

fn read_header(source: &mut Source<'_>) -> io::Result<Entry> {
    let mut fixed = [0; Entry::LOCAL];
    source.read_exact(&mut fixed)?;
    let (mut entry, name, extra) = Entry::local(&fixed);
    let mut rest = vec![0; name + extra];
    source.read_exact(&mut rest)?;
    entry.take_rest(&rest[..name], &rest[name..]);
    Ok(entry)
}

/// Reads one member, or says why it is not read.
pub(super) fn read_member<R: BufRead>(
    input: &mut Input<'_>,
    place: &Place,
    entry: &Entry,
    packed: R,
    checksum: Checksum,
    tally: &Rc<Tally>,
) -> Flow {
    if let Some(reason) = entry.refusal() {
        return input.reject_place(place, reason);
    }
    match Member::new(entry, packed, checksum, input.options.limits, tally) {
        Ok(member) => input.read_source(place, Box::new(member), tally),
        Err(error) => input.reject_place(place, format!("cannot be unpacked: {error}")),
    }
}
