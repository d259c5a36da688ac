//! A column of texts of which few are different.

use std::collections::HashMap;

/// The texts, and which of them each article has.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    /// By article: 0 for none, otherwise one more than the place in `texts`.
    pub(crate) values: Vec<u32>,
    /// The texts, each once.
    pub(crate) texts: Vec<String>,
    places: HashMap<String, u32>,
}

impl Dictionary {
    /// Appends the text of the next article.
    pub(crate) fn push(&mut self, text: Option<&str>) {
        let value = text.map_or(0, |text| self.get_number(text));
        self.values.push(value);
    }

    /// The number that stands for a text; `None` where no article has it.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.places.get(text).copied()
    }

    /// The text that a number stands for.
    pub(crate) fn text(&self, number: u32) -> String {
        let place = (number as usize).checked_sub(1);
        place.and_then(|place| self.texts.get(place)).cloned().unwrap_or_default()
    }

    /// Appends a part with texts of its own.
    pub(super) fn append(&mut self, values: &[u32], texts: &[String]) {
        let numbers: Vec<u32> = texts.iter().map(|text| self.get_number(text)).collect();
        self.values.extend(values.iter().map(|&value| {
            let place = (value as usize).checked_sub(1);
            place.and_then(|place| numbers.get(place)).copied().unwrap_or_default()
        }));
    }

    fn get_number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.places.get(text) {
            return number;
        }
        self.texts.push(text.to_owned());
        let number = self.texts.len() as u32;
        self.places.insert(text.to_owned(), number);
        number
    }
}
