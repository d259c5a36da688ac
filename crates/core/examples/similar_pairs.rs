//! Finds the pairs of alike texts in a JSONL file: what `scripts/bench dedup` measures.
//!
//! `similar_pairs HOW THRESHOLD INPUT.jsonl PAIRS` writes the pairs with a Jaccard of 3-word shingles from the threshold
//! on, as two line numbers each, and prints what it did. HOW is
//! - `found`: by sketches, each candidate compared exactly, as an import does;
//! - `joined`: all pairs there are, by an exact join over the same words;
//! - `joined-plain`: likewise, over the words that the other programs of the benchmark are given.

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use cuttings_core::{CandidateIndex, Depth, Lookup, Shingles, Sketch, Words};
use serde::Deserialize;

/// Words in a shingle.
const SHINGLE_WORDS: usize = 3;

#[derive(Deserialize)]
struct Article {
    text: String,
}

/// Pairs of line numbers, and how many pairs were compared for them.
type Found = (Vec<(u32, u32)>, u64);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [how, threshold, input, output] = arguments.as_slice() else {
        return Err("usage: similar_pairs found|joined|joined-plain THRESHOLD INPUT.jsonl PAIRS".into());
    };
    let threshold: f64 = threshold.parse()?;
    let input = BufReader::new(File::open(input)?);
    let (pairs, compared) = match how.as_str() {
        "found" => find(input, threshold)?,
        "joined" => join(&read_shingles(input, |text| Words::of([text]).hashes().to_vec())?, threshold),
        "joined-plain" => join(&read_shingles(input, plain_words)?, threshold),
        _ => return Err(format!("no such way: {how}").into()),
    };
    let mut file = BufWriter::new(File::create(output)?);
    for (one, other) in &pairs {
        writeln!(file, "{one} {other}")?;
    }
    file.flush()?;
    writeln!(io::stdout(), "{}", serde_json::json!({ "pairs": pairs.len(), "compared": compared }))?;
    Ok(())
}

/// Hands over each text of a JSONL file.
fn for_each_text(input: impl BufRead, mut take: impl FnMut(&str)) -> Result<(), Box<dyn Error>> {
    for line in input.lines() {
        let article: Article = serde_json::from_str(&line?)?;
        take(&article.text);
    }
    Ok(())
}

/// The pairs by sketches. A text is looked up among those before it; its shingles are made when it is first compared.
fn find(input: impl BufRead, threshold: f64) -> Result<Found, Box<dyn Error>> {
    let (mut words, mut sketches) = (Vec::new(), Vec::new());
    for_each_text(input, |text| {
        let of_text = Words::of([text]);
        sketches.push(Sketch::of(&of_text));
        words.push(of_text);
    })?;
    let index = CandidateIndex::new(sketches.iter().map(Sketch::hashes));
    let mut lookup = Lookup::new(Depth::USUAL);
    let mut shingles: Vec<Option<Shingles>> = vec![None; words.len()];
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (sketch, text) in sketches.iter().zip(0..) {
        for earlier in index.look_up(sketch.hashes(), text, u32::MAX, &mut lookup) {
            for number in [earlier, text] {
                let place = &mut shingles[number as usize];
                place.get_or_insert_with(|| Shingles::of(std::mem::take(&mut words[number as usize])));
            }
            compared += 1;
            if let (Some(one), Some(other)) = (&shingles[earlier as usize], &shingles[text as usize])
                && one.compare(other).jaccard >= threshold
            {
                pairs.push((earlier, text));
            }
        }
    }
    Ok((pairs, compared))
}

/// Words as runs of letters and digits in lower case.
fn plain_words(text: &str) -> Vec<u64> {
    let words = text.split(|character: char| !(character.is_alphanumeric() || character == '_'));
    words.filter(|word| !word.is_empty()).map(|word| hash(&word.to_lowercase())).collect()
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The distinct shingles of each text, as numbers: the rarer a shingle, the lower.
fn read_shingles(input: impl BufRead, words: impl Fn(&str) -> Vec<u64>) -> Result<Vec<Vec<u32>>, Box<dyn Error>> {
    let mut texts: Vec<Vec<u64>> = Vec::new();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for_each_text(input, |text| {
        let words = words(text);
        let mut shingles: Vec<u64> = words.windows(SHINGLE_WORDS.min(words.len()).max(1)).map(hash).collect();
        shingles.sort_unstable();
        shingles.dedup();
        for &shingle in &shingles {
            *counts.entry(shingle).or_default() += 1;
        }
        texts.push(shingles);
    })?;
    let mut ranked: Vec<(u32, u64)> = counts.iter().map(|(&shingle, &count)| (count, shingle)).collect();
    ranked.sort_unstable();
    let ranks: HashMap<u64, u32> = ranked.into_iter().map(|(_, shingle)| shingle).zip(0..).collect();
    let by_rarity = |shingles: Vec<u64>| {
        let mut numbers: Vec<u32> = shingles.into_iter().map(|shingle| ranks[&shingle]).collect();
        numbers.sort_unstable();
        numbers
    };
    Ok(texts.into_iter().map(by_rarity).collect())
}

/// All pairs, by an inverted index over prefixes: two texts as alike as that share one of the rarest shingles of each
/// (Bayardo et al., 2007). Nothing is estimated and nothing is capped.
fn join(texts: &[Vec<u32>], threshold: f64) -> Found {
    let mut index: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut last_seen = vec![u32::MAX; texts.len()];
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (shingles, text) in texts.iter().zip(0..) {
        let least_shared = (threshold * shingles.len() as f64).ceil() as usize;
        for &shingle in &shingles[..(shingles.len() + 1).saturating_sub(least_shared).min(shingles.len())] {
            let earlier = index.entry(shingle).or_default();
            for &earlier in earlier.iter() {
                if std::mem::replace(&mut last_seen[earlier as usize], text) != text {
                    compared += 1;
                    if jaccard(&texts[earlier as usize], shingles) >= threshold {
                        pairs.push((earlier, text));
                    }
                }
            }
            earlier.push(text);
        }
    }
    pairs.sort_unstable_by_key(|&(earlier, text)| (text, earlier));
    (pairs, compared)
}

/// The Jaccard of two sorted lists without doubles.
fn jaccard(one: &[u32], other: &[u32]) -> f64 {
    let (mut left, mut right, mut shared) = (0, 0, 0_usize);
    while left < one.len() && right < other.len() {
        let order = one[left].cmp(&other[right]);
        shared += usize::from(order.is_eq());
        left += usize::from(order.is_le());
        right += usize::from(order.is_ge());
    }
    shared as f64 / (one.len() + other.len() - shared) as f64
}
