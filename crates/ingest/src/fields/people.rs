//! Bylines to names: "By Jane Doe and John Roe".

use cuttings_core::collapse_white_space;

/// The people of a byline. `;`, `|` and line ends always part names; commas and "and" only where every part has two
/// words or more, so that "Doe, Jane" and "Ministry of Trade and Industry" stay whole.
pub(crate) fn split_byline(text: &str) -> Vec<String> {
    let names = without_by(text.trim()).split([';', '|', '\n']);
    names.flat_map(split_name_list).filter(|name| !name.is_empty()).collect()
}

/// One name, without "By" and with white space collapsed.
pub(super) fn clean_name(text: &str) -> String {
    collapse_white_space(without_by(text.trim())).into_owned()
}

fn without_by(text: &str) -> &str {
    match text.split_at_checked(2) {
        Some((by, name)) if by.eq_ignore_ascii_case("by") => match name.strip_prefix([' ', '\t', ':', '\u{a0}']) {
            Some(name) => name.trim_start(),
            None => text,
        },
        _ => text,
    }
}

fn split_name_list(text: &str) -> Vec<String> {
    for at_commas in [true, false] {
        let parts = parts(text, at_commas);
        if parts.len() > 1 && parts.iter().all(|part| part.contains(' ')) {
            return parts;
        }
    }
    vec![collapse_white_space(text).into_owned()]
}

/// Parts at the words "and" and "&", and at commas if wanted.
fn parts(text: &str, at_commas: bool) -> Vec<String> {
    let mut parts = vec![];
    let mut words: Vec<&str> = vec![];
    for word in text.split_whitespace() {
        let is_joint = word == "&" || word.eq_ignore_ascii_case("and");
        let ends_part = at_commas && word.ends_with(',');
        if !is_joint {
            words.push(if ends_part { word.trim_end_matches(',') } else { word });
        }
        if is_joint || ends_part {
            parts.push(std::mem::take(&mut words).join(" "));
        }
    }
    parts.push(words.join(" "));
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Jane Doe", &["Jane Doe"])]
    #[case("By Jane Doe and John Roe", &["Jane Doe", "John Roe"])]
    #[case("BY JANE DOE AND JOHN ROE", &["JANE DOE", "JOHN ROE"])]
    #[case("By: Jane Doe", &["Jane Doe"])]
    #[case("Byron Smith", &["Byron Smith"])]
    #[case("By", &["By"])]
    #[case("Jane Doe; John Roe;", &["Jane Doe", "John Roe"])]
    #[case("Jane Doe\n John  Roe", &["Jane Doe", "John Roe"])]
    #[case("Jane Doe, John Roe, and Ann Poe", &["Jane Doe", "John Roe", "Ann Poe"])]
    #[case("Jane Doe & John Roe", &["Jane Doe", "John Roe"])]
    #[case("Doe, Jane", &["Doe, Jane"])]
    #[case("Doe, Jane and Roe, John", &["Doe, Jane", "Roe, John"])]
    #[case("Ministry of Trade and Industry", &["Ministry of Trade and Industry"])]
    #[case("Reuters", &["Reuters"])]
    #[case("東京新聞", &["東京新聞"])]
    #[case(" ; ", &[])]
    fn bylines_become_names(#[case] byline: &str, #[case] names: &[&str]) {
        assert_eq!(split_byline(byline), names);
    }
}
