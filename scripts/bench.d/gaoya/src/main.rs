//! Finds the pairs of alike texts in a JSONL file by gaoya: `gaoya-pairs THRESHOLD INPUT.jsonl PAIRS`.
//!
//! 128 hashes of the 3-word shingles, 32 bands of 4, and of what the index gives only what its estimate finds alike
//! enough.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32};
use serde::Deserialize;

#[derive(Deserialize)]
struct Article {
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [threshold, input, output] = arguments.as_slice() else {
        return Err("usage: gaoya-pairs THRESHOLD INPUT.jsonl PAIRS".into());
    };
    let hasher = MinHasher32::new(128);
    let mut index = MinHashIndex::new(32, 4, threshold.parse()?);
    let mut pairs = BufWriter::new(File::create(output)?);
    for (line, number) in BufReader::new(File::open(input)?).lines().zip(0_u32..) {
        let article: Article = serde_json::from_str(&line?)?;
        let text = article.text.to_lowercase();
        let words: Vec<&str> = text
            .split(|character: char| !(character.is_alphanumeric() || character == '_'))
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            continue;
        }
        let signature = hasher.create_signature(words.windows(words.len().min(3)));
        for earlier in index.query_owned(&signature) {
            writeln!(pairs, "{earlier} {number}")?;
        }
        index.insert(number, signature);
    }
    pairs.flush()?;
    Ok(())
}
