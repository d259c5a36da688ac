//! The signs of the query language as people and clipboards write them: quotes of many languages, and full width.

/// Whether a character is a quote that can stand around a phrase. Single quotes are apostrophes and belong to words.
pub(in super::super) fn is_quote(character: char) -> bool {
    !closing(character).is_empty()
}

/// The quotes that close a phrase which this one opens; none for anything else. Some quotes open in one language and
/// close in another.
pub(super) fn closing(opening: char) -> &'static [char] {
    match opening {
        '"' | '＂' => &['"', '＂', '”'],
        '“' | '‟' | '”' => &['”', '“', '"', '‟'],
        '„' => &['“', '”', '"', '‟'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' | '」' | '｢' | '｣' => &['」', '｣'],
        '『' | '』' => &['』'],
        _ => &[],
    }
}

pub(super) fn is_opening_parenthesis(character: char) -> bool {
    matches!(character, '(' | '（')
}

pub(super) fn is_closing_parenthesis(character: char) -> bool {
    matches!(character, ')' | '）')
}

pub(super) fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：')
}

pub(super) fn is_star(character: char) -> bool {
    matches!(character, '*' | '＊')
}

pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '－')
}
