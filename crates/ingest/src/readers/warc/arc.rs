//! The header lines of ARC files, the older format of the Internet Archive: `URL IP DATE TYPE LENGTH`, in version 2 with
//! five more fields between type and length.

use super::header::{Header, Kind, Parsed, Syntax};

/// ARC files.
pub(super) struct ArcSyntax;

/// How the first record, which describes the file, begins.
pub(super) const DESCRIPTION: &[u8] = b"filedesc://";
/// A longer line (bytes) is no header.
const LONGEST_LINE: usize = 16 << 10;
/// Digits of a date: year, month, day, hour, minute, second.
const DATE_DIGITS: usize = 14;

impl Syntax for ArcSyntax {
    fn name(&self) -> &'static str {
        "ARC"
    }

    fn separators(&self) -> &'static [&'static [u8]] {
        &[b"\n"]
    }

    fn lookahead(&self) -> usize {
        LONGEST_LINE
    }

    fn begins(&self, bytes: &[u8]) -> bool {
        matches!(self.parse(bytes), Parsed::Whole(_))
    }

    fn parse(&self, bytes: &[u8]) -> Parsed {
        let Some(end) = memchr::memchr(b'\n', &bytes[..bytes.len().min(LONGEST_LINE)]) else {
            return if bytes.len() < LONGEST_LINE { Parsed::Incomplete } else { Parsed::Broken };
        };
        let line = String::from_utf8_lossy(&bytes[..end]);
        parse_line(&line, end + 1).map_or(Parsed::Broken, |header| Parsed::Whole(Box::new(header)))
    }
}

fn parse_line(line: &str, length: usize) -> Option<Header> {
    let fields: Vec<&str> = line.trim_end().split(' ').collect();
    // From the right, because addresses were written as they came, with blanks in them.
    let date_at = fields.iter().rposition(|field| is_date(field)).filter(|at| *at >= 2)?;
    let rest = &fields[date_at + 1..];
    let (size, rest) = rest.split_last().filter(|(_, rest)| !rest.is_empty())?;
    let block = size.parse().ok()?;
    let url = fields[..date_at - 1].join(" ");
    let (scheme, _) = url.split_once(':')?;
    if scheme.is_empty() || !scheme.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let is_about = matches!(scheme, "filedesc" | "dns" | "warcinfo");
    let kind = if is_about { Kind::Other } else { Kind::Response };
    let mut header = Header::new(kind, length, Some(block));
    header.captured = Some(iso(fields[date_at]));
    header.media = rest.first().filter(|media| media.contains('/')).map(|media| (*media).to_owned());
    header.url = Some(url);
    Some(header)
}

fn is_date(field: &str) -> bool {
    field.len() == DATE_DIGITS && field.bytes().all(|byte| byte.is_ascii_digit())
}

fn iso(date: &str) -> String {
    let part = |from: usize, to: usize| &date[from..to];
    let (day, time) = ([part(0, 4), part(4, 6), part(6, 8)], [part(8, 10), part(10, 12), part(12, 14)]);
    format!("{}T{}Z", day.join("-"), time.join(":"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::version_1("http://a.example/ 1.2.3.4 20140301093000 text/html 12")]
    #[case::version_2("http://a.example/ 1.2.3.4 20140301093000 text/html 200 abc - 0 a.arc.gz 12")]
    fn a_line_is_read_from_its_right(#[case] line: &str) {
        let header = parse_line(line, 1).unwrap();
        assert_eq!((header.kind, header.block), (Kind::Response, Some(12)));
        assert_eq!(header.url.as_deref(), Some("http://a.example/"));
        assert_eq!(header.captured.as_deref(), Some("2014-03-01T09:30:00Z"));
        assert_eq!(header.media.as_deref(), Some("text/html"));
    }

    #[test]
    fn an_address_may_have_blanks() {
        let header = parse_line("http://a.example/b c 1.2.3.4 20140301093000 text/html 12", 1).unwrap();
        assert_eq!(header.url.as_deref(), Some("http://a.example/b c"));
    }

    #[rstest]
    #[case::prose("Lorem ipsum: 20140301093000 dolor")]
    #[case::without_length("http://a.example/ 1.2.3.4 20140301093000 text/html x")]
    #[case::without_date("http://a.example/ 1.2.3.4 2014 text/html 12")]
    #[case::empty("")]
    fn other_lines_are_none(#[case] line: &str) {
        assert_eq!(parse_line(line, 1), None);
    }
}
