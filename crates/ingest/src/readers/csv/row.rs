//! Finds where a CSV row ends, and cuts it into cells.

/// Where a row ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowEnd {
    /// At the line end at this offset.
    At(usize),
    /// Nowhere yet.
    Beyond,
    /// A quote was opened, and text stands after the quote that closes it in a later line: very likely the first was
    /// never closed, and rows have been swallowed.
    Swallowed,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
}

/// Follows quotes by RFC 4180 over a row that may come in pieces.
pub(super) struct RowScanner {
    delimiter: u8,
    state: State,
    at: usize,
    line_ends: u64,
    /// `line_ends` at the last opening quote.
    line_ends_before_quote: u64,
    is_malformed: bool,
}

impl RowScanner {
    pub(super) fn new(delimiter: u8) -> Self {
        let (state, at) = (State::CellStart, 0);
        Self { delimiter, state, at, line_ends: 0, line_ends_before_quote: 0, is_malformed: false }
    }

    /// Goes on over a row; `bytes` is the row from its start, longer than at the last call.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> RowEnd {
        while let Some(&byte) = bytes.get(self.at) {
            let rest = &bytes[self.at..];
            self.at += 1;
            self.state = match self.state {
                State::Quoted => {
                    let length = memchr::memchr(b'"', rest).unwrap_or(rest.len());
                    self.line_ends += memchr::memchr_iter(b'\n', &rest[..length]).count() as u64;
                    self.at += length;
                    if length == rest.len() {
                        self.at -= 1;
                        return RowEnd::Beyond;
                    }
                    State::AfterQuote
                }
                State::AfterQuote if byte == b'"' => State::Quoted,
                _ if byte == self.delimiter => State::CellStart,
                _ if byte == b'\n' => return RowEnd::At(self.at - 1),
                State::CellStart if byte == b'"' => {
                    self.line_ends_before_quote = self.line_ends;
                    State::Quoted
                }
                State::AfterQuote if matches!(byte, b'\r' | b' ') => State::AfterQuote,
                State::AfterQuote => {
                    if self.line_ends > self.line_ends_before_quote {
                        return RowEnd::Swallowed;
                    }
                    self.is_malformed = true;
                    State::Plain
                }
                State::CellStart => State::Plain,
                State::Plain => {
                    self.at += memchr::memchr2(self.delimiter, b'\n', rest).unwrap_or(rest.len()) - 1;
                    State::Plain
                }
            };
        }
        RowEnd::Beyond
    }

    /// Whether a quote is open at the end of what was scanned.
    pub(super) fn is_quote_open(&self) -> bool {
        self.state == State::Quoted
    }

    /// How many line ends within quotes were scanned.
    pub(super) fn line_ends(&self) -> u64 {
        self.line_ends
    }
}

/// The cells of one row without its line end. A row whose quotes are no quoting (`He said "hi"` within quotes, or
/// tab-separated text that never quotes) is cut at the delimiters if that gives the `expected` number of cells.
pub(super) fn cells(row: &str, delimiter: u8, expected: usize) -> Vec<String> {
    let mut scanner = RowScanner::new(delimiter);
    scanner.scan(row.as_bytes());
    if scanner.is_malformed || scanner.is_quote_open() {
        let cells = literal_cells(row, delimiter);
        if cells.len() == expected {
            return cells;
        }
    }
    quoted_cells(row, delimiter)
}

/// Cuts by RFC 4180; text after a closing quote belongs to the cell.
fn quoted_cells(row: &str, delimiter: u8) -> Vec<String> {
    let delimiter = char::from(delimiter);
    let mut cells = vec![];
    let mut rest = Some(row);
    while let Some(mut text) = rest {
        let mut cell = String::new();
        if let Some(mut quoted) = text.strip_prefix('"') {
            loop {
                let (part, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                cell.push_str(part);
                let Some(further) = after.strip_prefix('"') else {
                    text = after;
                    break;
                };
                cell.push('"');
                quoted = further;
            }
        }
        let plain = text.split_once(delimiter);
        cell.push_str(plain.map_or(text, |(plain, _)| plain));
        cells.push(cell);
        rest = plain.map(|(_, rest)| rest);
    }
    cells
}

/// Cuts at every delimiter; quotes around a whole cell are taken off.
pub(super) fn literal_cells(row: &str, delimiter: u8) -> Vec<String> {
    let unquote = |cell: &str| match cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => cell.to_owned(),
    };
    row.split(char::from(delimiter)).map(unquote).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("a,b\nc", RowEnd::At(3))]
    #[case::quoted_line_end("a,\"b\nc\",\"\"\"\"\r\nd", RowEnd::At(13))]
    #[case::quote_within_a_cell("a,5\" b\nc", RowEnd::At(6))]
    #[case::stray_text_after_a_quote("\"a\" b,c\nd", RowEnd::At(7))]
    #[case::stray_text_after_a_quote_in_a_later_cell("\"a\nb\",\"c\" d\ne", RowEnd::At(11))]
    #[case::open("a,\"b\nc", RowEnd::Beyond)]
    #[case::swallowed("1,\"open\n2,\"b\",c\n", RowEnd::Swallowed)]
    #[case::no_line_end("a,b", RowEnd::Beyond)]
    fn rows_end_at_line_ends_outside_quotes_whatever_the_chunks(#[case] text: &str, #[case] expected: RowEnd) {
        assert_eq!(RowScanner::new(b',').scan(text.as_bytes()), expected);
        let mut scanner = RowScanner::new(b',');
        let steps = (1..=text.len()).map(|length| scanner.scan(&text.as_bytes()[..length]));
        assert_eq!(steps.into_iter().find(|end| *end != RowEnd::Beyond).unwrap_or(RowEnd::Beyond), expected);
    }

    #[rstest]
    #[case::quoted("a,\"b, \"\"c\"\"\nd\",", &["a", "b, \"c\"\nd", ""])]
    #[case::quotes_that_are_no_quoting("\"a\",\"He said \"hi\" to me\",c", &["a", "He said \"hi\" to me", "c"])]
    #[case::a_delimiter_in_a_malformed_row("\"a\",\"b, \"c\" d\",e", &["a", "b, c\" d\"", "e"])]
    #[case::an_open_quote("a,\"b,c", &["a", "\"b", "c"])]
    #[case::carriage_return("a,b\rc,d", &["a", "b\rc", "d"])]
    #[case::one("a", &["a"])]
    fn rows_become_cells(#[case] row: &str, #[case] expected: &[&str]) {
        assert_eq!(cells(row, b',', 3), expected);
    }

    proptest::proptest! {
        #[test]
        fn a_row_is_cut_as_the_csv_crate_does(row in "[a,\" \r]{0,12}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .terminator(csv::Terminator::Any(b'\n'))
                .from_reader(row.as_bytes());
            if let Some(expected) = reader.records().next() {
                let expected = expected.unwrap();
                proptest::prop_assert_eq!(quoted_cells(&row, b','), expected.iter().collect::<Vec<_>>());
            }
        }
    }
}
