//! Spellings that say the same and that the index keeps apart: a word without quotes is searched in all of them.

use super::Expression;

/// Most spellings of a word that are searched.
const MOST: usize = 8;

/// The forms of alef, which many leave bare when they type.
const ALEFS: [char; 4] = ['ا', 'أ', 'إ', 'آ'];

/// The Arabic article.
const ARTICLE: &str = "ال";

/// Arabic words of one letter, which are written together with the next.
const SHORT_WORDS: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// Puts the spellings of each word without quotes beside it. Words that stand near others keep theirs: nearness has no
/// "or".
pub(super) fn widen(expression: Expression) -> Expression {
    let all = |parts: Vec<Expression>| parts.into_iter().map(widen).collect();
    match expression {
        Expression::And(parts) => Expression::And(all(parts)),
        Expression::Or(parts) => Expression::Or(all(parts)),
        Expression::Not(part) => Expression::Not(Box::new(widen(*part))),
        Expression::Text { term, column } if !term.quoted => {
            let others = spellings(&term.text);
            let others = others.into_iter().filter_map(|text| term.spelt(&text));
            let mut parts = vec![Expression::Text { term: term.clone(), column }];
            parts.extend(others.map(|term| Expression::Text { term, column }));
            if parts.len() > 1 { Expression::Or(parts) } else { Expression::Text { term, column } }
        }
        other => other,
    }
}

/// The other spellings of a word.
fn spellings(word: &str) -> Vec<String> {
    let mut found = vec![word.to_owned()];
    if word.contains('ß') {
        found.push(word.replace('ß', "ss"));
    } else if word.contains("ss") {
        found.push(word.replace("ss", "ß"));
    }
    if word.contains('ı') {
        found.push(word.replace('ı', "i"));
    }
    if word.contains(is_arabic) {
        add_alefs(&mut found);
        add_endings(&mut found);
    }
    found.truncate(MOST);
    found.split_off(1)
}

fn is_arabic(character: char) -> bool {
    matches!(character, '\u{620}'..='\u{64A}')
}

/// The alef that begins the word, behind the article and a short word where those are written with it, in all its forms.
fn add_alefs(found: &mut Vec<String>) {
    let Some(word) = found.first().cloned() else { return };
    let after_short = word.strip_prefix(SHORT_WORDS).filter(|rest| rest.starts_with(ALEFS)).unwrap_or(&word);
    let after_article = after_short.strip_prefix(ARTICLE);
    let (stem, forms) = match after_article {
        Some(stem) if stem.starts_with(ALEFS) => (stem, ALEFS.as_slice()),
        // Without the article it may be a name such as ألمانيا.
        Some(_) => (after_short, &['أ'][..]),
        None if after_short.starts_with(ALEFS) => (after_short, ALEFS.as_slice()),
        None => return,
    };
    let before = word.strip_suffix(stem).unwrap_or_default();
    let Some(behind) = stem.strip_prefix(ALEFS) else { return };
    let others = forms.iter().map(|form| format!("{before}{form}{behind}")).filter(|other| *other != word);
    found.extend(others);
}

/// A final ya with and without its points, a final ta marbuta and ha.
fn add_endings(found: &mut Vec<String>) {
    for index in 0..found.len() {
        let Some(word) = found.get(index) else { continue };
        let mut letters: Vec<char> = word.chars().collect();
        let Some(last) = letters.last_mut() else { continue };
        *last = match *last {
            'ي' => 'ى',
            'ى' => 'ي',
            'ة' => 'ه',
            'ه' => 'ة',
            _ => continue,
        };
        found.push(letters.into_iter().collect());
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ferry", &[])]
    #[case("Straße", &["Strasse"])]
    #[case("strasse", &["straße"])]
    #[case("kadın", &["kadin"])]
    #[case("احمد", &["أحمد", "إحمد", "آحمد"])]
    #[case("والأقصر", &["والاقصر", "والإقصر", "والآقصر"])]
    #[case("المانيا", &["ألمانيا"])]
    #[case("مدرسة", &["مدرسه"])]
    #[case("على", &["علي"])]
    #[case("مصر", &[])]
    #[case("إلى", &["الى", "ألى", "آلى", "إلي", "الي", "ألي", "آلي"])]
    fn the_other_spellings(#[case] word: &str, #[case] expected: &[&str]) {
        assert_eq!(spellings(word), expected);
    }
}
