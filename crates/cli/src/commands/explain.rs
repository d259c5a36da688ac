//! `cuttings dedupe --explain`: what two articles are to each other, in sentences.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_core::Relation;
use cuttings_store::{Archive, ArticleSummary, Explanation};
use indicatif::HumanCount;

use super::dedupe::relation_name;
use super::{decide, parse_id};
use crate::args::Format;
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, STRONG, percent, styled};

/// Explains two articles.
pub fn run(path: &Path, one: &str, other: &str, format: Format) -> Result<Exit> {
    let explanation = Archive::open_read_only(path)?.explain(&parse_id(one)?, &parse_id(other)?)?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &explanation)?,
        Format::Text => write_text(&mut out, &explanation)?,
    }
    Ok(Exit::Done)
}

fn write_text(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    write_article(out, &explanation.one)?;
    write_article(out, &explanation.other)?;
    writeln!(out, "\n{}", styled(STRONG, verdict(explanation)))?;
    if !explanation.same_content {
        for reason in reasons(explanation) {
            writeln!(out, "{reason}")?;
        }
    }
    writeln!(out)?;
    if let Some(link) = link(explanation) {
        writeln!(out, "{link}")?;
    }
    writeln!(out, "{}", story(explanation))?;
    match &explanation.decision {
        Some(decision) => writeln!(out, "{}", decide::in_words(decision)),
        None => Ok(()),
    }
}

fn write_article(out: &mut impl Write, article: &ArticleSummary) -> io::Result<()> {
    let (id, title) = (styled(ID, &article.id), output::title(article));
    writeln!(out, "{id}  {title}  {}", styled(FAINT, &output::origin(article)))
}

/// What the two are to each other by their texts.
fn verdict(explanation: &Explanation) -> &'static str {
    match explanation.relation {
        _ if explanation.same_content => "They have the very same text: one is a reprint of the other.",
        Some(Relation::NearDuplicate | Relation::Extended) if explanation.same_url => {
            "One is a revision of the other: a changed text at the same address."
        }
        Some(Relation::Same) => "They say the same words in the same order.",
        Some(Relation::NearDuplicate) => "They are near-duplicates: the same text, lightly changed.",
        Some(Relation::Extended) => "One extends the other: nearly all of the shorter text stands in the longer one.",
        Some(Relation::Template) => {
            "They fill in the same form: the words agree, the numbers or names do not. That makes no story."
        }
        Some(Relation::PartialReuse) => "One took over a passage of the other.",
        None => "They are different texts: too little is shared to mean anything.",
    }
}

/// What the verdict rests on.
fn reasons(explanation: &Explanation) -> Vec<String> {
    let Explanation { jaccard, containment, numbers, names, run, words, form, kept, .. } = explanation;
    let length = output::count(u64::from(*words), "word", "words");
    let mut reasons = vec![
        format!(
            "Of all that either says, three words at a time, both have {}; of the shorter text, {length} without \
             boilerplate, the other has {}.",
            percent(*jaccard),
            percent(*containment)
        ),
        match run {
            0 => "No three words stand in a row in both.".to_owned(),
            run => format!("The longest passage that stands in both has {} words.", HumanCount(u64::from(*run))),
        },
        format!(
            "Of the numbers of the text with fewer the other has {}, of the names {}.",
            percent(*numbers),
            percent(*names)
        ),
    ];
    if *form > 0.0 {
        reasons.push(format!(
            "With numbers and names struck out both have {} of the phrases; where these had one, it is the same in {}.",
            percent(*form),
            percent(*kept)
        ));
    }
    reasons
}

/// What the archive has stored of the two, where that has to be said.
fn link(explanation: &Explanation) -> Option<String> {
    match (&explanation.stored, explanation.relation) {
        _ if explanation.same_content => None,
        (Some(stored), _) => Some(format!("The archive links them as {}.", relation_name(stored))),
        (None, None) => Some("The archive does not link them.".to_owned()),
        (None, Some(_)) => Some(
            "The archive does not link them: they were published too far apart, or share too few phrases to be \
             compared. `cuttings dedupe --all-time --thorough` compares more."
                .to_owned(),
        ),
    }
}

fn story(explanation: &Explanation) -> String {
    if explanation.same_story {
        format!("They belong to the same story; `cuttings stories {}` shows it.", explanation.one.id)
    } else {
        "They belong to no story together.".to_owned()
    }
}
