//! Finds where a JSON value ends, or the first byte where it goes wrong, in one pass over chunks.

/// Deeper nesting is refused: `serde_json` reads no deeper, and hostile inputs have millions of brackets.
const MAX_DEPTH: usize = 127;

/// Where a chunk leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The value goes on after the chunk.
    More,
    /// The value ends before this offset of the chunk.
    End(usize),
    /// The byte at this offset cannot stand there.
    Broken(usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Object,
    List,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    ValueOrClose,
    KeyOrClose,
    Colon,
    CommaOrClose,
    Text {
        key: bool,
    },
    Escape {
        key: bool,
    },
    /// A number, `true`, `false`, `null`, or what its writer took for one, such as `NaN`.
    Scalar,
}

/// Follows the grammar of RFC 8259, laxer in what it does not need: commas before a closing bracket pass, and what
/// scalars and escapes mean is left to the parser. A line end within a string is where a missing quote shows.
pub(super) struct Scanner {
    open: Vec<Container>,
    state: State,
}

impl Scanner {
    /// Expects a value.
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), state: State::Value }
    }

    /// Expects what follows a member's value within an object.
    pub(super) fn within_object() -> Self {
        Self { open: vec![Container::Object], state: State::CommaOrClose }
    }

    /// Whether the value is whole if nothing follows: only a bare scalar has no end of its own.
    pub(super) fn is_whole_at_end(&self) -> bool {
        self.open.is_empty() && self.state == State::Scalar
    }

    /// Goes over the next chunk of the stream.
    pub(super) fn scan(&mut self, chunk: &[u8]) -> Step {
        let mut at = 0;
        while at < chunk.len() {
            let byte = chunk[at];
            let ended = match self.state {
                State::Text { key } => {
                    let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', &chunk[at..]) else {
                        return Step::More;
                    };
                    at += found;
                    match chunk[at] {
                        b'"' if key => self.become_state(State::Colon),
                        b'"' => self.end_value(),
                        b'\\' => self.become_state(State::Escape { key }),
                        _ => return Step::Broken(at),
                    }
                }
                State::Escape { key } => self.become_state(State::Text { key }),
                State::Scalar if is_scalar(byte) => false,
                State::Scalar => {
                    if self.end_value() {
                        return Step::End(at);
                    }
                    continue;
                }
                _ if byte.is_ascii_whitespace() => false,
                _ => match self.structure(byte) {
                    Some(ended) => ended,
                    None => return Step::Broken(at),
                },
            };
            at += 1;
            if ended {
                return Step::End(at);
            }
        }
        Step::More
    }

    /// Takes a byte outside strings and scalars: whether it ends the value, or `None` if it cannot stand there.
    fn structure(&mut self, byte: u8) -> Option<bool> {
        let ended = match (self.state, byte) {
            (State::KeyOrClose | State::CommaOrClose, b'}') => self.close(Container::Object)?,
            (State::ValueOrClose | State::CommaOrClose, b']') => self.close(Container::List)?,
            (State::KeyOrClose, b'"') => self.become_state(State::Text { key: true }),
            (State::Colon, b':') => self.become_state(State::Value),
            (State::CommaOrClose, b',') => match self.open.last()? {
                Container::Object => self.become_state(State::KeyOrClose),
                Container::List => self.become_state(State::ValueOrClose),
            },
            (State::Value | State::ValueOrClose, b'{') => self.open(Container::Object, State::KeyOrClose)?,
            (State::Value | State::ValueOrClose, b'[') => self.open(Container::List, State::ValueOrClose)?,
            (State::Value | State::ValueOrClose, b'"') => self.become_state(State::Text { key: false }),
            (State::Value | State::ValueOrClose, _) if is_scalar(byte) => self.become_state(State::Scalar),
            _ => return None,
        };
        Some(ended)
    }

    fn become_state(&mut self, state: State) -> bool {
        self.state = state;
        false
    }

    fn open(&mut self, container: Container, state: State) -> Option<bool> {
        if self.open.len() == MAX_DEPTH {
            return None;
        }
        self.open.push(container);
        Some(self.become_state(state))
    }

    fn close(&mut self, container: Container) -> Option<bool> {
        self.open.pop_if(|open| *open == container)?;
        Some(self.end_value())
    }

    fn end_value(&mut self) -> bool {
        self.state = State::CommaOrClose;
        self.open.is_empty()
    }
}

fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

/// The whole first value of `bytes`, which begin with it; `None` if it is cut off or broken.
pub(super) fn first_value(bytes: &[u8]) -> Option<&[u8]> {
    match Scanner::new().scan(bytes) {
        Step::End(end) => Some(&bytes[..end]),
        Step::More | Step::Broken(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::object(r#"{"a": "}\"{", "b": [1, {"c": null}], }, x"#, Step::End(38))]
    #[case::list("[1, [2], {}] ", Step::End(12))]
    #[case::string(r#""a\\" "#, Step::End(5))]
    #[case::scalar("NaN,", Step::End(3))]
    #[case::cut_off(r#"{"a": [1"#, Step::More)]
    #[case::missing_quote("{\"a\": \"x},\n{", Step::Broken(10))]
    #[case::missing_quote_in_one_line(r#"{"a": "x}, {"a": 1}"#, Step::Broken(13))]
    #[case::missing_bracket(r#"{"a": 1, {"a": 2}"#, Step::Broken(9))]
    #[case::wrong_bracket(r#"{"a": [1}"#, Step::Broken(8))]
    #[case::no_value("}", Step::Broken(0))]
    fn the_end_or_the_break_of_a_value_is_found_whatever_the_chunks(#[case] text: &str, #[case] expected: Step) {
        assert_eq!(Scanner::new().scan(text.as_bytes()), expected);
        let mut scanner = Scanner::new();
        let steps = text.bytes().enumerate().map(|(at, byte)| match scanner.scan(&[byte]) {
            Step::More => Step::More,
            Step::End(end) => Step::End(at + end),
            Step::Broken(_) => Step::Broken(at),
        });
        assert_eq!(steps.into_iter().find(|step| *step != Step::More).unwrap_or(Step::More), expected);
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(Scanner::new().scan("[".repeat(1000).as_bytes()), Step::Broken(MAX_DEPTH));
        let deepest = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert_eq!(Scanner::new().scan(deepest.as_bytes()), Step::End(2 * MAX_DEPTH));
        assert!(serde_json::from_str::<serde_json::Value>(&deepest).is_ok());
    }
}
