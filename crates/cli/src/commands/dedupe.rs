//! `cuttings dedupe`: what is alike in the archive.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, Comparison, ComparisonReport, DedupeReport};
use indicatif::HumanCount;
use serde::Serialize;

use super::explain;
use crate::args::{DedupeArgs, Format};
use crate::exit::Exit;
use crate::output::{self, FAINT, STRONG, styled};

/// The report in JSON.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    found: DedupeReport,
    /// What was compared before the report, if anything was.
    compared: Option<ComparisonReport>,
}

/// What relations are called in reports, and what they mean, in the order of docs/dedupe.md.
const RELATIONS: [(&str, &str, &str); 6] = [
    ("same", "same", "the same words in the same order"),
    ("near_duplicate", "near-duplicate", "the same text, lightly changed"),
    ("revision", "revision", "a changed text at the same address"),
    ("extended", "extended", "nearly all of one stands in the other, which goes on"),
    ("template", "template", "the same form with other numbers or names; never one story"),
    ("partial_reuse", "partial reuse", "a passage taken over"),
];

/// What reports call a relation.
pub fn relation_name(stored: &str) -> &str {
    RELATIONS.iter().find(|(relation, ..)| *relation == stored).map_or(stored, |(_, name, _)| name)
}

/// Runs the command.
pub fn run(path: &Path, args: &DedupeArgs) -> Result<Exit> {
    if let Some([one, other]) = args.explain.as_deref() {
        return explain::run(path, one, other, args.format.format);
    }
    let compared = compare(path, args)?;
    let report = Report { found: Archive::open_read_only(path)?.report_duplicates()?, compared };
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &report)?,
        Format::Text => write_text(&mut out, &report)?,
    }
    Ok(Exit::Done)
}

/// Compares everything, or what an interrupted import left; nothing where nothing is to be compared.
fn compare(path: &Path, args: &DedupeArgs) -> Result<Option<ComparisonReport>> {
    let pending = Archive::open_read_only(path)?.report_duplicates()?.pending;
    let spinner = || output::spinner("comparing");
    if args.rebuild || args.all_time || args.thorough {
        let mut archive = Archive::open(path)?;
        let _spinner = spinner();
        let comparison = Comparison { all_time: args.all_time, thorough: args.thorough };
        return Ok(Some(archive.compare_anew(comparison)?));
    }
    if pending == 0 {
        return Ok(None);
    }
    let texts = output::count(pending, "text is", "texts are");
    anstream::eprintln!("{texts} still to be compared, because an import was interrupted; this is done now");
    let mut archive = Archive::open(path)?;
    let _spinner = spinner();
    Ok(Some(archive.compare_pending()?))
}

/// What was compared, in words.
pub fn compared_in_words(compared: &ComparisonReport) -> String {
    format!(
        "compared {}: {} of {} have something in common",
        output::count(compared.contents, "text", "texts"),
        HumanCount(compared.links),
        output::count(compared.pairs, "pair", "pairs"),
    )
}

/// Says on standard error where a bound kept texts from being compared.
pub fn say_capped(compared: &ComparisonReport) {
    if compared.capped > 0 {
        let times = output::count(compared.capped, "time", "times");
        anstream::eprintln!(
            "{}",
            styled(
                FAINT,
                &format!(
                    "{times} more texts had a phrase in common than are looked at; `cuttings dedupe --thorough` looks at more"
                )
            )
        );
    }
}

fn write_text(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let Report { found, compared } = report;
    if let Some(compared) = compared {
        say_capped(compared);
        writeln!(out, "{}\n", compared_in_words(compared))?;
    }
    write_line(out, "articles", &HumanCount(found.articles).to_string(), "")?;
    write_line(out, "texts", &HumanCount(found.contents).to_string(), "")?;
    write_line(out, "reprints", &HumanCount(found.reprints).to_string(), "articles whose very text was there already")?;
    write_line(out, "stories", &HumanCount(found.stories).to_string(), "groups of articles that tell the same")?;
    write_line(out, "  articles", &HumanCount(found.articles_in_stories).to_string(), "that belong to them")?;

    writeln!(out, "\n{}", styled(STRONG, "pairs of texts"))?;
    for (stored, name, meaning) in RELATIONS {
        let number = found.links.iter().find(|(relation, _)| relation == stored).map_or(0, |(_, number)| *number);
        write_line(out, name, &HumanCount(number).to_string(), meaning)?;
    }

    writeln!(out, "\n{}", styled(STRONG, "paragraphs"))?;
    write_line(out, "shared", &HumanCount(found.shared_paragraphs).to_string(), "printed more than once")?;
    let recurring = "recur under the articles of a site and belong to none";
    write_line(out, "boilerplate", &HumanCount(found.boilerplate).to_string(), recurring)?;
    write_line(out, "saved", &output::bytes(found.text_bytes_saved), "by storing texts and paragraphs once")?;

    writeln!(out)?;
    write_line(out, "decisions", &HumanCount(found.decisions).to_string(), "`cuttings decide` lists them")?;
    let times = if found.all_time { "of all times" } else { "of the same and of neighbouring months" };
    let depth = if found.thorough { ", small passages too" } else { "" };
    let more = if found.all_time { "" } else { " (--all-time compares all with all)" };
    writeln!(out, "{}", styled(FAINT, &format!("texts {times} are compared{depth}{more}")))
}

fn write_line(out: &mut impl Write, name: &str, number: &str, meaning: &str) -> io::Result<()> {
    let line = format!("{name:<14}{number:>12}");
    if meaning.is_empty() { writeln!(out, "{line}") } else { writeln!(out, "{line}  {}", styled(FAINT, meaning)) }
}
