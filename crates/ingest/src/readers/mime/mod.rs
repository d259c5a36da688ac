//! Mails and saved pages, which are written by the same rules (RFC 5322, RFC 2045 to 2049): a mail in a file (EML), a
//! mailbox of many (mbox, RFC 4155) and a page saved with its images (MHTML, RFC 2557).
//!
//! A mail is read as a newsletter: its page where it has one, else its text. The raw bytes of a record are those of the
//! file, or those of the mailbox from one `From ` line to the next.

mod head;
mod mail;
mod mbox;
mod parts;
mod saved_page;
#[cfg(test)]
mod tests;
mod transfer;

use std::io;
use std::sync::Arc;

use head::Fields;
use mail::Mail;
use mbox::Mails;
use saved_page::SavedPage;

use super::window::{Window, too_long};
use super::{Head, Reader, Stream, push_whole};
use crate::record::{Flow, Raw, ReadRecord, Record, RecordSink, Rejection};

/// The reader of mails.
pub(crate) struct MailFiles;

impl Reader for MailFiles {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        Fields::read(head.bytes).is_some_and(|fields| fields.are_of_mail(head.extension))
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        push_whole(self.name(), Arc::new(Mail), stream, sink)
    }
}

/// The reader of saved pages.
pub(crate) struct SavedPages;

impl Reader for SavedPages {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        Fields::read(head.bytes).is_some_and(|fields| fields.are_of_saved_page(head.extension))
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        push_whole(self.name(), Arc::new(SavedPage), stream, sink)
    }
}

/// The reader of mailboxes.
pub(crate) struct Mailboxes;

impl Reader for Mailboxes {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn recognizes(&self, head: &Head<'_>) -> bool {
        mbox::is_from_line(head.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default())
    }

    fn holds_bytes(&self) -> bool {
        true
    }

    fn stands_alone(&self, _record: &[u8]) -> Result<(), &'static str> {
        Ok(())
    }

    fn split(&self, stream: Stream<'_>, sink: &mut dyn RecordSink) -> io::Result<Flow> {
        let limit = stream.limits.record_bytes;
        let mut mails = Mails::new(Window::new(stream.input), limit);
        let mut count = 0_u64;
        while let Some(raw) = mails.next()? {
            let reader: Result<Arc<dyn ReadRecord>, Rejection> = match &raw {
                Raw::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
                Raw::Bytes(bytes) if !bytes.starts_with(b"From ") => {
                    Err(Rejection::new("stands before the first mail of the mailbox"))
                }
                Raw::Bytes(_) => Ok(Arc::new(Mail)),
                Raw::Passed { .. } => Err(too_long(limit)),
            };
            count += 1;
            let (source, locator) = (Arc::clone(&stream.source), format!("mail {count}"));
            if sink.push(Record { source, locator, format: self.name(), raw, reader }) == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::Continue)
    }
}
