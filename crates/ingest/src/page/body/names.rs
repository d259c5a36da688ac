//! What the names that sites give their elements say: `class="articleShare-bar"` is *article*, *share*, *bar*.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::page::dom::Element;

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What readers write.
    Comments = 1,
    /// Boilerplate, however long it is.
    Boilerplate = 2,
    /// Boilerplate, unless much of the page is in it.
    Likely = 4,
    /// Boilerplate where the text is short or mostly links.
    Short = 8,
    /// The place of the text of the article.
    Text = 16,
    /// A line under a picture.
    Caption = 32,
}

/// The meanings of all names of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meanings(u8);

impl Meanings {
    /// Whether one of the names means this.
    pub(super) fn has(self, meaning: Meaning) -> bool {
        self.0 & meaning as u8 != 0
    }

    /// Whether no name means anything.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The attributes in which sites say what an element is for.
const NAMING: &[&str] = &["class", "id", "role", "data-component", "data-testid", "data-module", "data-type"];

/// Longer attributes (bytes) are generated and say nothing.
const LONGEST: usize = 400;

/// The names of `names.txt`, each one word or two.
static NAMES: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in include_str!("names.txt").lines() {
        let meaning = match line.split_at_checked(2) {
            Some(("c ", name)) => (name, Meaning::Comments),
            Some(("b ", name)) => (name, Meaning::Boilerplate),
            Some(("l ", name)) => (name, Meaning::Likely),
            Some(("s ", name)) => (name, Meaning::Short),
            Some(("t ", name)) => (name, Meaning::Text),
            Some(("p ", name)) => (name, Meaning::Caption),
            _ => continue,
        };
        *names.entry(meaning.0).or_default() |= meaning.1 as u8;
    }
    names
});

/// What the names of an element mean.
pub(super) fn meanings(element: &Element) -> Meanings {
    let mut found = 0;
    if element.attribute("itemprop").is_some_and(|property| property.eq_ignore_ascii_case("articleBody")) {
        found |= Meaning::Text as u8;
    }
    for value in NAMING.iter().filter_map(|name| element.attribute(name)).filter(|value| value.len() <= LONGEST) {
        let mut previous = String::new();
        for word in words(value) {
            found |= NAMES.get(word.as_str()).copied().unwrap_or_default();
            if !previous.is_empty() {
                previous.push(' ');
                previous.push_str(&word);
                found |= NAMES.get(previous.as_str()).copied().unwrap_or_default();
            }
            previous = word;
        }
    }
    Meanings(found)
}

/// The words of a name in lower case: parted at all but letters and digits, and before a capital after a small letter.
fn words(value: &str) -> Vec<String> {
    let mut words = vec![];
    let mut word = String::new();
    let mut after_small = false;
    for character in value.chars() {
        let begins = !character.is_alphanumeric() || (character.is_uppercase() && after_small);
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        after_small = character.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::page::dom::parse;

    #[rstest]
    #[case("<p class='articleShare-bar js_x'>", &[Meaning::Likely])]
    #[case("<p class='shared'>", &[])]
    #[case("<p class='read-more'>", &[Meaning::Boilerplate])]
    #[case("<p class='read' id='more'>", &[])]
    #[case("<p class='story_body'>", &[Meaning::Text])]
    #[case("<p itemprop='articleBody' class='comments'>", &[Meaning::Text, Meaning::Comments])]
    #[case("<p>", &[])]
    fn names_are_words(#[case] html: &str, #[case] expected: &[Meaning]) {
        let dom = parse(html);
        let (_, element) = dom.elements().find(|(_, element)| element.name() == "p").unwrap();
        let expected = expected.iter().fold(0, |all, meaning| all | *meaning as u8);
        assert_eq!(meanings(element), Meanings(expected));
    }
}
