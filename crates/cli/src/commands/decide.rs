//! `cuttings decide`: what people say of two articles, against or beside what was computed.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, ArticleSummary, Decision, ListedDecision};

use super::{open_to_write, parse_id};
use crate::args::{DecideArgs, DecideCommand, DecisionArgs, Format, PairArgs};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &DecideArgs) -> Result<Exit> {
    match &args.command {
        Some(DecideCommand::Same(args)) => decide(archive, args, true),
        Some(DecideCommand::NotSame(args)) => decide(archive, args, false),
        Some(DecideCommand::Undo(args)) => undo(archive, args),
        None => list(archive, args.format.format),
    }
}

fn decide(path: &Path, args: &DecisionArgs, same: bool) -> Result<Exit> {
    let (one, other) = (parse_id(&args.pair.one)?, parse_id(&args.pair.other)?);
    let who = Some(args.who.who.trim()).filter(|who| !who.is_empty()).unwrap_or("somebody");
    let decision = open_to_write(path)?.decide(&one, &other, same, who, &args.why)?;
    write(args.pair.format.format, &decision)?;
    Ok(Exit::Done)
}

fn undo(path: &Path, args: &PairArgs) -> Result<Exit> {
    let (one, other) = (parse_id(&args.one)?, parse_id(&args.other)?);
    let Some(decision) = open_to_write(path)?.remove_decision(&one, &other)? else {
        anstream::eprintln!("nothing was decided on these two; `cuttings decide` lists what was");
        return Ok(Exit::NothingFound);
    };
    if args.format.format == Format::Text {
        anstream::eprintln!("taken back:");
    }
    write(args.format.format, &decision)?;
    Ok(Exit::Done)
}

fn write(format: Format, decision: &Decision) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, decision)?,
        Format::Text => writeln!(out, "{}", in_words(decision))?,
    }
    Ok(())
}

fn list(path: &Path, format: Format) -> Result<Exit> {
    let decisions = Archive::open_read_only(path)?.list_decisions()?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &decisions)?,
        Format::Text => decisions.iter().try_for_each(|decision| write_listed(&mut out, decision))?,
    }
    if decisions.is_empty() {
        anstream::eprintln!("nothing was decided so far; `cuttings decide same|not-same ID ID --why TEXT` decides");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}

fn write_listed(out: &mut impl Write, listed: &ListedDecision) -> io::Result<()> {
    writeln!(out, "{}", in_words(&listed.decision))?;
    write_article(out, listed.one_article.as_ref(), &listed.decision.one)?;
    write_article(out, listed.other_article.as_ref(), &listed.decision.other)
}

fn write_article(out: &mut impl Write, article: Option<&ArticleSummary>, content: &str) -> io::Result<()> {
    let Some(article) = article else {
        let content = content.get(..12).unwrap_or(content);
        return writeln!(out, "  {}", styled(FAINT, &format!("the text {content} is not in this archive")));
    };
    let (id, origin) = (styled(ID, &article.id), styled(FAINT, &output::origin(article)));
    writeln!(out, "  {id}  {}  {origin}", output::title(article))
}

/// A decision as a sentence.
pub fn in_words(decision: &Decision) -> String {
    let day = decision.decided_at.get(..10).unwrap_or(&decision.decided_at);
    let are = if decision.same { "are the same" } else { "are not the same" };
    format!("On {day} {} decided that they {are}: {}", output::one_line(&decision.who), output::one_line(&decision.why))
}
