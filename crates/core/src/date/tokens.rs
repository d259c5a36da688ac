//! The text of a date as numbers, words with their meaning, and marks.

use unicode_normalization::UnicodeNormalization;

use super::words::{Meaning, Word, look_up};

/// More characters than the longest name has in a script without spaces.
const LONGEST_NAME: usize = 16;

/// A number with the count of its digits; leading zeros count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    pub(super) digits: usize,
}

impl Number {
    /// The value of a part of a date. Those that are too large are too large for any part.
    pub(super) fn small(self) -> u32 {
        u32::try_from(self.value).unwrap_or(u32::MAX)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    Word(Word),
    /// A separator. Those that are mere pauses are all `,`, hyphens and minus signs are `-`, longer dashes are `–`.
    Mark(char),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Whether white space stands before it.
    pub(super) gap: bool,
}

/// A whole text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) hints: Hints,
}

/// What the text as a whole says of its parts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// Whether there is anything in Thai script, so that the years may be Buddhist ones.
    pub(super) thai: bool,
    /// Whether there is a word of a language that always puts the day before the month.
    pub(super) day_first: bool,
    /// Whether there is the name of a month, so that numbers elsewhere are not the month.
    pub(super) month_name: bool,
}

/// Brings letters and digits into the form that the tables have: lower case, without the accents of alphabets, ASCII
/// digits. What is only there for display or spelling, such as marks of direction and apostrophes, goes away.
pub(super) fn fold(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).nfkd().filter_map(fold_character).nfc().collect()
}

fn fold_character(character: char) -> Option<char> {
    match character {
        _ if is_left_out(character) => None,
        'ı' => Some('i'),
        'ς' => Some('σ'),
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        '—' | '―' => Some('–'),
        '،' | '、' | '。' | '|' | '·' | '•' | '・' | '@' | ';' => Some(','),
        '[' => Some('('),
        ']' => Some(')'),
        _ => Some(ascii_digit(character).unwrap_or(character)),
    }
}

fn is_left_out(character: char) -> bool {
    let accent = matches!(character, '\u{300}'..='\u{36F}');
    // Arabic: the signs of vowels and the hamza above a letter, which are often left out, and the stretching.
    let arabic_sign = matches!(character, '\u{640}' | '\u{64B}'..='\u{655}' | '\u{670}');
    let direction =
        matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // The soft hyphen, joiners, the byte order mark.
    let invisible = matches!(character, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}');
    let apostrophe = matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`');
    accent || arabic_sign || direction || invisible || apostrophe
}

/// The digits of the scripts that newspapers use. Full-width ones are ASCII already when they come here.
fn ascii_digit(character: char) -> Option<char> {
    let zero = match character {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{966}'..='\u{96F}' => 0x966,
        '\u{E50}'..='\u{E59}' => 0xE50,
        _ => return None,
    };
    char::from_digit(u32::from(character) - zero, 10)
}

/// How the words of a script are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Unspaced,
}

/// The script of a letter or a sign that belongs to one; `None` for everything else.
fn script(character: char) -> Option<Script> {
    match character {
        '\u{E00}'..='\u{E7F}' | '\u{3041}'..='\u{30FA}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => {
            Some(Script::Unspaced)
        }
        // The signs of Devanagari are not all alphabetic to Unicode.
        '\u{900}'..='\u{963}' => Some(Script::Spaced),
        _ => character.is_alphabetic().then_some(Script::Spaced),
    }
}

/// Splits a text into tokens. What is neither number nor separator nor known word becomes [`Word::Unknown`].
pub(super) fn tokenise(text: &str) -> Tokens {
    // Thai digits are gone once the text is folded.
    let thai = text.chars().any(|character| ('\u{E00}'..='\u{E7F}').contains(&character));
    let chars = fold(text);
    let mut tokeniser = Tokeniser {
        rest: &chars,
        gap: false,
        found: Tokens { list: Vec::new(), hints: Hints { thai, ..Hints::default() } },
    };
    while let Some(&first) = tokeniser.rest.first() {
        tokeniser.token(first);
    }
    settle(&mut tokeniser.found);
    tokeniser.found
}

struct Tokeniser<'c> {
    rest: &'c [char],
    gap: bool,
    found: Tokens,
}

impl Tokeniser<'_> {
    fn token(&mut self, first: char) {
        if first.is_whitespace() {
            self.take(1);
            self.gap = true;
        } else if first.is_ascii_digit() {
            self.number();
        } else if let Some(script) = script(first) {
            match script {
                Script::Spaced => self.spaced_word(),
                Script::Unspaced => self.unspaced_words(),
            }
        } else {
            self.take(1);
            let known = matches!(first, '.' | ',' | ':' | '-' | '–' | '/' | '+' | '(' | ')');
            self.push(if known { Kind::Mark(first) } else { Kind::Word(Word::Unknown) });
        }
    }

    fn push(&mut self, kind: Kind) {
        self.found.list.push(Token { kind, gap: self.gap });
        self.gap = false;
    }

    fn push_word(&mut self, meaning: Option<Meaning>) {
        self.found.hints.day_first |= meaning.is_some_and(|meaning| meaning.day_first);
        match meaning.map_or(Word::Unknown, |meaning| meaning.word) {
            Word::FirstYear => self.push(Kind::Number(Number { value: 1, digits: 1 })),
            word => self.push(Kind::Word(word)),
        }
    }

    fn take(&mut self, count: usize) -> &[char] {
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        taken
    }

    fn number(&mut self) {
        let digits = self.rest.iter().take_while(|character| character.is_ascii_digit()).count();
        let digit = |character: &char| u64::from(character.to_digit(10).unwrap_or(0));
        let mut values = self.take(digits).iter().map(digit);
        let value = values.try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
        self.push(value.map_or(Kind::Word(Word::Unknown), |value| Kind::Number(Number { value, digits })));
    }

    /// A word up to the next character that is no letter of such a script.
    fn spaced_word(&mut self) {
        let mut name = self.letters(Script::Spaced);
        let meaning = look_up(&name);
        if meaning.is_some_and(|meaning| meaning.word == Word::MonthStart) {
            let space = self.rest.iter().take_while(|character| character.is_whitespace()).count();
            self.take(space);
            name.push(' ');
            name.push_str(&self.letters(Script::Spaced));
            return self.push_word(look_up(&name));
        }
        self.push_word(meaning);
    }

    /// Words that are only told apart by knowing them: always the longest one that fits.
    fn unspaced_words(&mut self) {
        let run: Vec<char> = self.letters(Script::Unspaced).chars().collect();
        let mut rest = run.as_slice();
        while !rest.is_empty() {
            let lengths = (1..=rest.len().min(LONGEST_NAME)).rev();
            let known = lengths.map(|length| (length, look_up(&rest[..length].iter().collect::<String>())));
            let (length, meaning) =
                known.into_iter().find(|(_, meaning)| meaning.is_some()).unwrap_or((rest.len(), None));
            self.push_word(meaning);
            rest = &rest[length..];
        }
    }

    /// Letters in a row, and short abbreviations of several words without their dots: `p.m.`, `ก.ย.`, and `p. m.`.
    fn letters(&mut self, kind: Script) -> String {
        let run = |chars: &[char]| chars.iter().take_while(|&&character| script(character) == Some(kind)).count();
        let mut length = run(self.rest);
        let mut name: String = self.take(length).iter().collect();
        loop {
            let skip = match self.rest {
                ['.', ' ', 'm', ..] if name == "a" || name == "p" => 2,
                ['.', ..] if length <= 2 => 1,
                _ => return name,
            };
            length = run(&self.rest[skip..]);
            if length == 0 || length > 2 {
                return name;
            }
            self.take(skip);
            name.extend(self.take(length));
        }
    }
}

/// The three numbers of a date such as `13.09.2022` at the front of the tokens, and what separates them. One end is a
/// year of four digits.
pub(super) fn three_numbers(tokens: &[Token]) -> Option<([Number; 3], char)> {
    let [a, between, b, again, c, ..] = tokens else { return None };
    let (Kind::Number(a), Kind::Number(b), Kind::Number(c)) = (a.kind, b.kind, c.kind) else { return None };
    let (Kind::Mark(mark @ ('.' | '/' | '-')), true) = (between.kind, between.kind == again.kind) else { return None };
    let years = usize::from(a.digits == 4) + usize::from(c.digits == 4);
    let rest = [a, b, c].iter().filter(|number| number.digits <= 2).count();
    (years == 1 && rest == 2).then_some(([a, b, c], mark))
}

/// Decides the words whose meaning hangs on the rest of the text.
fn settle(tokens: &mut Tokens) {
    let list = &mut tokens.list;
    // A dot after the day is Croatian. The other months of that language are not known here, so nor is this one.
    for at in 0..list.len() {
        if list[at].kind == Kind::Word(Word::Listopada) {
            let dot = at > 0 && list[at - 1].kind == Kind::Mark('.');
            list[at].kind = Kind::Word(if dot { Word::Unknown } else { Word::Month(11) });
        }
    }
    tokens.hints.month_name = list.iter().any(|token| matches!(token.kind, Kind::Word(Word::Month(_))));
    let in_digits = (0..list.len()).any(|at| three_numbers(&list[at..]).is_some());
    for token in list.iter_mut().rev() {
        if let Kind::Word(Word::MonthOrWeekday(month)) = token.kind {
            if tokens.hints.month_name || in_digits {
                token.kind = Kind::Word(Word::Weekday(None));
                tokens.hints.day_first = true;
            } else {
                token.kind = Kind::Word(Word::Month(month));
                tokens.hints.month_name = true;
            }
        }
    }
}
