//! Words of boilerplate: they are found like others, and do not rank.

use std::collections::HashMap;

use rusqlite::Connection;

use super::segment::Tokenizer;

/// The words of all boilerplate.
#[derive(Debug, Default)]
pub(super) struct BoilerplateWords {
    /// Paragraphs with their words, as the index has them.
    paragraphs: Vec<(i64, Vec<Vec<u8>>)>,
    /// Where each word stands: places in `paragraphs` and in the words there.
    places: HashMap<Vec<u8>, Vec<(u32, u32)>>,
}

impl BoilerplateWords {
    /// Reads the words of what was learned to be boilerplate.
    ///
    /// # Errors
    /// A damaged file.
    pub(super) fn read(connection: &Connection, tokenizer: &mut Tokenizer) -> rusqlite::Result<Self> {
        let mut boilerplate = Self::default();
        let mut statement = connection.prepare_cached(include_str!("boilerplate/get_texts.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = cuttings_core::prepare_for_search(row.get_ref(1)?.as_str()?).into_owned();
            let mut words: Vec<Vec<u8>> = Vec::new();
            tokenizer.tokenize(&text, |word| words.push(word.to_vec()))?;
            let paragraph = boilerplate.paragraphs.len() as u32;
            for (place, word) in (0..).zip(&words) {
                boilerplate.places.entry(word.clone()).or_default().push((paragraph, place));
            }
            boilerplate.paragraphs.push((row.get(0)?, words));
        }
        Ok(boilerplate)
    }

    /// The paragraphs that have some words side by side, and how often; the last word may be the beginning of one.
    pub(super) fn find(&self, wanted: &[Vec<u8>], is_beginning: bool) -> Vec<(i64, u8)> {
        let (Some(first), Some((last, others))) = (wanted.first(), wanted.split_last()) else { return Vec::new() };
        let mut counts: HashMap<u32, u8> = HashMap::new();
        let mut count = |places: &[(u32, u32)]| {
            for &(paragraph, place) in places {
                let words = self.paragraphs.get(paragraph as usize).and_then(|(_, words)| words.get(place as usize..));
                let stands = words.and_then(|words| words.get(..wanted.len())).is_some_and(|words| {
                    words.iter().zip(others).all(|(word, other)| word == other)
                        && words
                            .last()
                            .is_some_and(|word| if is_beginning { word.starts_with(last) } else { word == last })
                });
                if stands {
                    let count = counts.entry(paragraph).or_default();
                    *count = count.saturating_add(1);
                }
            }
        };
        if wanted.len() == 1 && is_beginning {
            let beginning = self.places.iter().filter(|(word, _)| word.starts_with(first));
            beginning.for_each(|(_, places)| count(places));
        } else if let Some(places) = self.places.get(first) {
            count(places);
        }
        let found = counts.into_iter();
        found.filter_map(|(place, count)| Some((self.paragraphs.get(place as usize)?.0, count))).collect()
    }
}
