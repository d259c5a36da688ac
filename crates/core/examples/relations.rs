//! Says what pairs of texts are to each other: what `scripts/bench dedup` measures against labels given by reading.
//!
//! `relations PAIRS.jsonl` reads pairs as arrays of two articles with `title` and `text`, and prints for each the relation and
//! the likeness.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use cuttings_core::{Relation, Shingles, Words};
use serde::Deserialize;

#[derive(Deserialize)]
struct Article {
    title: String,
    text: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let input = env::args_os().nth(1).ok_or("usage: relations PAIRS.jsonl")?;
    let mut out = io::stdout().lock();
    for line in BufReader::new(File::open(input)?).lines() {
        let articles: [Article; 2] = serde_json::from_str(&line?)?;
        let read = |article: &Article| Shingles::of(Words::of([article.text.as_str()]).under_title(&article.title));
        let [one, other] = articles.each_ref().map(read);
        let likeness = one.compare(&other);
        let answer = serde_json::json!({
            "relation": Relation::of(&likeness).map(Relation::as_str),
            "jaccard": likeness.jaccard,
            "containment": likeness.containment,
            "numbers": likeness.numbers,
            "lacking_numbers": likeness.lacking_numbers,
            "names": likeness.names,
            "lacking_names": likeness.lacking_names,
            "words": likeness.words,
            "run": likeness.run,
            "short": likeness.short,
            "title": likeness.title,
            "form": likeness.form.jaccard,
            "form_words": likeness.form.words,
            "form_phrases": likeness.form.phrases,
            "kept": likeness.form.kept,
        });
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
