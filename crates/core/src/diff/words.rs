//! Tokens: the words, numbers and signs of a text, which are what is compared.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::is_unspaced;

/// A run of characters that is compared as one, by its bytes in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) class: Class,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters, with apostrophes within.
    Word,
    /// Anything with a digit: `1,200.5`, `3%`, `£2.5m`, `G7`; signs of percent and money.
    Number,
    /// A character of a script that sets no spaces.
    Single,
    /// Punctuation and symbols.
    Sign,
}

impl Token {
    /// The token's text within the text it was cut from.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Whether people would count it.
    pub(super) fn is_word(self) -> bool {
        self.class != Class::Sign
    }
}

/// Cuts a text into its tokens; white space between them belongs to none.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let (mut before, mut last) = (None, None);
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let end = (start + character.len_utf8()) as u32;
        let neighbours = Neighbours { before, last, next };
        match tokens.last_mut().filter(|token| token.end == start as u32) {
            Some(token) if neighbours.join(token.class, character) => {
                token.end = end;
                if token.class == Class::Word && character.is_numeric() {
                    token.class = Class::Number;
                }
            }
            _ if character.is_whitespace() => {}
            touching => {
                let class = neighbours.class(character, touching.is_some_and(|token| token.is_word()));
                tokens.push(Token { start: start as u32, end, class });
            }
        }
        (before, last) = (last, Some(character));
    }
    tokens
}

/// The characters around one: two before it, and the one after it.
struct Neighbours {
    before: Option<char>,
    last: Option<char>,
    next: Option<char>,
}

impl Neighbours {
    /// Whether a character goes on with the token of a class that ends right before it.
    fn join(&self, class: Class, character: char) -> bool {
        // Marks are drawn over what they follow; apart they would be drawn over nothing.
        if is_extension(character) || self.last == Some('\u{200D}') && class == Class::Sign {
            return true;
        }
        let (last, next) = (self.last.unwrap_or(' '), self.next.unwrap_or(' '));
        match class {
            Class::Word | Class::Number if is_letter(character) || character.is_numeric() => true,
            Class::Word => {
                let within = is_letter(last) && is_letter(next);
                // U.S, but not an end.And a beginning that lost their space.
                let initial = self.before.is_none_or(|before| !is_letter(before));
                within && (is_apostrophe(character) || character == '.' && initial)
            }
            Class::Number => {
                let between_digits = last.is_numeric() && next.is_numeric();
                matches!(character, '%' | '‰' | '٪' | '％') && last.is_numeric()
                    || between_digits
                        && matches!(
                            character,
                            '.' | ',' | ':' | '\'' | '’' | '٫' | '٬' | '\u{A0}' | '\u{202F}' | '\u{2009}'
                        )
            }
            Class::Sign => character == last && matches!(character, '.' | '-' | '–' | '—' | '*' | '=' | '_'),
            Class::Single => false,
        }
    }

    /// What the token is that begins with a character.
    fn class(&self, character: char, touches_word: bool) -> Class {
        let before_digit = self.next.is_some_and(char::is_numeric);
        match character {
            _ if character.is_numeric() || is_money(character) || matches!(character, '%' | '‰' | '٪' | '％') => {
                Class::Number
            }
            '-' | '+' | '−' if before_digit && !touches_word => Class::Number,
            _ if is_letter(character) => Class::Word,
            _ if is_unspaced(character) => Class::Single,
            _ => Class::Sign,
        }
    }
}

/// Whether a character is part of a word that has more of them. Hangul sets spaces, though it is searched without.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() && (!is_unspaced(character) || is_hangul(character))
}

fn is_hangul(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x11FF | 0x3131..=0x318E | 0xA960..=0xA97F | 0xAC00..=0xD7FB)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '‘' | '＇')
}

fn is_money(character: char) -> bool {
    matches!(character, '$' | '¢' | '£' | '¥' | '₠'..='⃏' | '＄' | '￡' | '￥')
}

/// Whether a character is no character of its own: marks, joiners, variants, shades of skin.
fn is_extension(character: char) -> bool {
    is_combining_mark(character) || is_invisible(character) || matches!(u32::from(character), 0x1F3FB..=0x1F3FF)
}

fn is_invisible(character: char) -> bool {
    matches!(u32::from(character), 0x00AD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

/// What a token is compared by: NFKC, quotes and dashes of one shape, nothing that cannot be seen.
pub(super) fn key(token: &str) -> Cow<'_, str> {
    if token.is_ascii() {
        return match token {
            "`" => Cow::Borrowed("'"),
            "--" | "---" => Cow::Borrowed("-"),
            _ => Cow::Borrowed(token),
        };
    }
    let plain = |character| match character {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '‹' | '›' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        other => other,
    };
    let key: String = token.nfkc().filter(|&character| !is_invisible(character)).map(plain).collect();
    Cow::Owned(if key.len() > 1 && key.bytes().all(|byte| byte == b'-') { "-".to_owned() } else { key })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Don’t go, he said.", "Don’t|go|,|he|said|.")]
    #[case("It rose 3.5% to $1,200 (-3) at 10:30", "It|rose|3.5%|to|$1,200|(|-3|)|at|10:30")]
    #[case("the U.S. and G7, F-16s", "the|U.S|.|and|G7|,|F|-|16s")]
    #[case("an end.And on ...", "an|end|.|And|on|...")]
    #[case("1\u{202F}200 euros", "1\u{202F}200|euros")]
    #[case("北京2024年iPhone手机", "北|京|2024|年|iPhone|手|机")]
    #[case("ที่นี่", "ที่|นี่")]
    #[case("서울시는 오늘", "서울시는|오늘")]
    #[case("नमस्ते दुनिया", "नमस्ते|दुनिया")]
    #[case("cafe\u{301} 👩🏽\u{200D}🚒!", "cafe\u{301}|👩🏽\u{200D}🚒|!")]
    #[case(" \n ", "")]
    fn texts_are_cut_into_words(#[case] text: &str, #[case] expected: &str) {
        let tokens: Vec<_> = tokenize(text).into_iter().map(|token| token.of(text)).collect();
        assert_eq!(tokens.join("|"), expected);
    }

    #[rstest]
    #[case("“", "\"")]
    #[case("don’t", "don't")]
    #[case("—", "--")]
    #[case("１２", "12")]
    #[case("cafe\u{301}", "café")]
    #[case("…", "...")]
    fn typography_is_no_difference(#[case] one: &str, #[case] other: &str) {
        assert_eq!(key(one), key(other));
    }
}
