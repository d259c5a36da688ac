//! Tar archives, member after member as they stream. Links, folders and devices have no content of their own and are
//! left out. Where a header is damaged the next sound one is looked for, so that only what stands between is lost.

mod extended;
mod header;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Read};
use std::rc::Rc;

use extended::Extended;
use header::{BLOCK, Header};

use super::container::is_left_out;
use super::fault::Fault;
use super::place::Place;
use super::source::Input;
use super::tally::Tally;
use super::unpack::Source;
use crate::record::Flow;
use crate::text_encoding;

/// Longer names and `pax` records (bytes) are passed over.
const LONGEST_EXTENSION: u64 = 1 << 20;

/// Whether a stream begins with the header of a member.
pub(super) fn is_header(head: &[u8]) -> bool {
    Header::parse(head).is_some_and(|header| !header.name.is_empty())
}

/// Reads every member; what is damaged becomes a rejected record.
pub(super) fn read(input: &mut Input<'_>, place: &Place, source: &mut Source<'_>, tally: &Rc<Tally>) -> Flow {
    match (Tar { source, tally, extended: Extended::default(), at: 0 }).read(input, place) {
        Ok(flow) => flow,
        Err(error) => input.reject_place(place, format!("{error}; the members before it are kept")),
    }
}

struct Tar<'a, 's> {
    source: &'a mut Source<'s>,
    tally: &'a Rc<Tally>,
    extended: Extended,
    /// Bytes read so far.
    at: u64,
}

impl Tar<'_, '_> {
    fn read(&mut self, input: &mut Input<'_>, place: &Place) -> io::Result<Flow> {
        loop {
            let block = self.source.peek(BLOCK);
            let is_blank = block.iter().all(|byte| *byte == 0);
            let (length, header) = (block.len(), Header::parse(block));
            let flow = match header {
                _ if length == 0 => {
                    // An error that ended the stream comes up here.
                    self.source.fill_buf()?;
                    return Ok(Flow::Continue);
                }
                // Blank blocks end an archive; another may follow.
                _ if is_blank => {
                    self.pass(length);
                    Flow::Continue
                }
                Some(header) => {
                    self.pass(BLOCK);
                    self.read_member(input, place, &header)?
                }
                None => self.resynchronize(input, place)?,
            };
            if flow == Flow::Stop {
                return Ok(flow);
            }
            if let Some(reason) = self.tally.exhausted() {
                return Ok(input.reject_place(place, reason));
            }
        }
    }

    fn read_member(&mut self, input: &mut Input<'_>, place: &Place, header: &Header) -> io::Result<Flow> {
        let size = self.extended.size.filter(|_| !is_extension(header.kind)).unwrap_or(header.size);
        let mut flow = Flow::Continue;
        let mut left = size;
        match header.kind {
            b'L' | b'x' if size <= LONGEST_EXTENSION => {
                let mut content = Vec::new();
                self.source.by_ref().take(size).read_to_end(&mut content)?;
                left -= content.len() as u64;
                self.at += content.len() as u64;
                match header.kind {
                    b'L' => self.extended.take_long_name(&content),
                    _ => self.extended.take_pax(&content),
                }
            }
            kind if is_extension(kind) => {}
            kind => {
                let extended = std::mem::take(&mut self.extended);
                let name = extended.name.as_deref().unwrap_or(&header.name);
                let name = text_encoding::decode(name).text.into_owned();
                // Links, devices, folders and pipes.
                let is_file = !matches!(kind, b'1'..=b'6' | b'V') && !is_left_out(&name);
                if is_file && (extended.is_sparse || kind == b'S') {
                    let reason = "is stored as a sparse file, which is not read; pack it again without --sparse";
                    flow = input.reject_place(&place.member(&name), reason);
                } else if is_file {
                    let mut member = Member { source: self.source, size, left };
                    flow = input.read_source(&place.member(&name), Box::new(&mut member), self.tally);
                    left = member.left;
                    self.at += size - left;
                }
            }
        }
        if flow == Flow::Continue {
            let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
            self.at += io::copy(&mut self.source.by_ref().take(left.saturating_add(padding)), &mut io::sink())?;
        }
        Ok(flow)
    }

    /// Goes on to the next header.
    fn resynchronize(&mut self, input: &mut Input<'_>, place: &Place) -> io::Result<Flow> {
        self.extended = Extended::default();
        let from = self.at;
        loop {
            let length = self.source.peek(BLOCK).len();
            self.pass(length);
            let block = self.source.peek(BLOCK);
            if block.is_empty() {
                let lost = self.at - from;
                let what = format!("ends with {lost} bytes that are no tar archive; the members before them are kept");
                return Ok(input.reject_place(place, what));
            }
            if Header::parse(block).is_some() {
                let lost = self.at - from;
                let what = format!("is damaged at byte {from}: {lost} bytes were passed over to the next member");
                return Ok(input.reject_place(place, what));
            }
        }
    }

    fn pass(&mut self, length: usize) {
        self.source.consume(length);
        self.at += length as u64;
    }
}

/// Whether it says something of the next member, or of all, and is none itself.
fn is_extension(kind: u8) -> bool {
    matches!(kind, b'L' | b'K' | b'x' | b'g' | b'X')
}

/// The content of one member.
struct Member<'a, 's> {
    source: &'a mut Source<'s>,
    size: u64,
    left: u64,
}

impl Read for Member<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).map_or(out.len(), |left| left.min(out.len()));
        if most == 0 {
            return Ok(0);
        }
        let read = self.source.read(&mut out[..most])?;
        if read == 0 {
            let (size, there) = (self.size, self.size - self.left);
            self.left = 0;
            return Err(Fault(format!("the tar archive ends early: {there} of {size} bytes are there")).into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}
