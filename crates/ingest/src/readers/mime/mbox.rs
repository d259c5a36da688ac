//! Mailboxes: mails one after the other, each behind a `From ` line (RFC 4155).

use std::borrow::Cow;
use std::io;

use super::super::window::Window;
use crate::passed::Passed;
use crate::record::Raw;

/// A longer line (bytes) begins no mail.
const LONGEST_FROM_LINE: usize = 500;

/// Whether a line begins a mail: `From `, an address and a date as C's `asctime` writes it. In text a line that begins
/// with "From " is usually quoted as ">From ", but not by every program, so the time and the year must be there.
pub(super) fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ").filter(|_| line.len() <= LONGEST_FROM_LINE) else {
        return false;
    };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).skip(1);
    let is_time =
        |word: &[u8]| matches!(word, [a, b, b':', c, d, ..] if [a, b, c, d].iter().all(|c| c.is_ascii_digit()));
    let is_year = |word: &[u8]| matches!(word, [b'1' | b'2', rest @ ..] if rest.len() == 3 && rest.iter().all(u8::is_ascii_digit));
    words.any(is_time) && words.any(is_year)
}

/// The date in the `From ` line that a mail of a mailbox begins with.
pub(super) fn date_of_from_line(mail: &[u8]) -> Option<String> {
    let line = mail.split(|byte| *byte == b'\n').next().filter(|line| is_from_line(line))?;
    let line = String::from_utf8_lossy(line);
    let (_, date) = line.strip_prefix("From ")?.trim_start().split_once(char::is_whitespace)?;
    Some(date.trim().to_owned())
}

/// The mail behind its `From ` line, with the quoting of later such lines undone.
pub(super) fn without_quoting(mail: &[u8]) -> Cow<'_, [u8]> {
    let Some(end) = memchr::memchr(b'\n', mail).filter(|end| is_from_line(&mail[..*end])) else {
        return Cow::Borrowed(mail);
    };
    let mail = &mail[end + 1..];
    if memchr::memmem::find(mail, b">From ").is_none() {
        return Cow::Borrowed(mail);
    }
    let mut out = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        let is_quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(is_quoted)..]);
    }
    Cow::Owned(out)
}

/// Cuts a mailbox into mails.
pub(super) struct Mails<'a> {
    window: Window<'a>,
    limit: u64,
}

impl<'a> Mails<'a> {
    pub(super) fn new(window: Window<'a>, limit: u64) -> Self {
        Self { window, limit }
    }

    /// Cuts the next mail, or `None` at the end of the stream. Of a mail over the limit only the hash is taken.
    pub(super) fn next(&mut self) -> io::Result<Option<Raw>> {
        let mut passed: Option<Passed> = None;
        // Where the line end is looked for behind which the next mail may begin.
        let mut from = 0;
        let mut ended = false;
        loop {
            let bytes = self.window.bytes();
            match find_mail(bytes, from, ended) {
                Search::Found(at) => return Ok(Some(self.window.take_record(passed, at, self.limit))),
                Search::Until(at) => from = at,
            }
            if ended {
                let length = bytes.len();
                let is_end = length == 0 && passed.is_none();
                return Ok((!is_end).then(|| self.window.take_record(passed, length, self.limit)));
            }
            if from as u64 > self.limit {
                self.window.pass(passed.get_or_insert_default(), from);
                from = 0;
            }
            ended = !self.window.extend()?;
        }
    }
}

enum Search {
    Found(usize),
    /// Not before this line end, which the bytes do not decide on.
    Until(usize),
}

/// Looks for a `From ` line behind a line end at or after `from`.
fn find_mail(bytes: &[u8], from: usize, ended: bool) -> Search {
    for end in memchr::memchr_iter(b'\n', &bytes[from..]) {
        let end = from + end;
        let line = &bytes[end + 1..];
        let shown = &line[..line.len().min(LONGEST_FROM_LINE + 1)];
        if !b"From ".starts_with(&shown[..shown.len().min(5)]) {
            continue;
        }
        match memchr::memchr(b'\n', shown) {
            Some(length) if is_from_line(&line[..length]) => return Search::Found(end + 1),
            None if ended && is_from_line(line) => return Search::Found(end + 1),
            None if !ended && shown.len() <= LONGEST_FROM_LINE => return Search::Until(end),
            _ => {}
        }
    }
    Search::Until(bytes.len())
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use rstest::rstest;
    use sha2::{Digest, Sha256};

    use super::*;

    const FROM: &str = "From a@b.example Sat May  2 09:30:00 2020";

    fn cut(text: &str, chunk: usize, limit: u64) -> Vec<Raw> {
        let mut input = BufReader::with_capacity(chunk, text.as_bytes());
        let mut mails = Mails::new(Window::new(&mut input), limit);
        std::iter::from_fn(|| mails.next().unwrap()).collect()
    }

    #[rstest]
    #[case(FROM, true)]
    #[case("From MAILER-DAEMON Thu Jan  1 00:00:00 1970 +0000", true)]
    #[case("From a b@c Sat May 02 09:30 CEST 2020\r", true)]
    #[case("From 10:30 on we waited, in 2020", false)]
    #[case("From here on it rains.", false)]
    #[case("from a@b Sat May  2 09:30:00 2020", false)]
    #[case("", false)]
    fn only_a_line_with_a_date_begins_a_mail(#[case] line: &str, #[case] expected: bool) {
        assert_eq!(is_from_line(line.as_bytes()), expected);
    }

    #[rstest]
    fn a_mailbox_is_cut_into_mails_whatever_the_chunks(#[values(1, 2, 7, 44, 1000)] chunk: usize) {
        let mails =
            [format!("{FROM}\nSubject: a\n\nFrom here on\n\n"), format!("{FROM}\r\n\r\nText\n"), FROM.to_owned()];
        let expected: Vec<_> = mails.iter().map(|mail| Raw::Bytes(mail.clone().into_bytes())).collect();
        assert_eq!(cut(&mails.concat(), chunk, 1000), expected);
    }

    #[rstest]
    fn a_mail_over_the_limit_is_hashed_and_the_next_one_is_whole(#[values(1, 7, 1000)] chunk: usize) {
        let long = format!("{FROM}\n\n{}\n", "x\n".repeat(300));
        let short = format!("{FROM}\n\nText");
        let passed = Raw::Passed { sha256: Sha256::digest(&long).into(), size: long.len() as u64 };
        let expected = [Raw::Bytes(short.clone().into()), passed, Raw::Bytes(short.clone().into())];
        assert_eq!(cut(&format!("{short}\n{long}{short}"), chunk, 60)[1..], expected[1..]);
    }

    #[test]
    fn quoted_lines_are_as_they_were_written() {
        let mail = format!("{FROM}\nSubject: a\n\n>From here on\n>>From there\n> From a\nFrom b\n");
        let plain = "Subject: a\n\nFrom here on\n>From there\n> From a\nFrom b\n";
        assert_eq!(String::from_utf8(without_quoting(mail.as_bytes()).into_owned()).unwrap(), plain);
        assert_eq!(without_quoting(b">From a\n"), &b">From a\n"[..]);
        assert_eq!(date_of_from_line(mail.as_bytes()).unwrap(), "Sat May  2 09:30:00 2020");
    }
}
