//! `cuttings note`: what a reader writes about articles.

use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use cuttings_store::{Archive, ListedNote, Note};

use super::show::{day, short};
use super::{open_to_write, parse_id};
use crate::args::{Format, NoteArgs};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, styled};

/// Most bytes of a note that are read from standard input: more than any note may have.
const MOST_INPUT: u64 = 1 << 20;

/// Runs the command.
pub fn run(archive: &Path, args: &NoteArgs) -> Result<Exit> {
    if let Some(note) = &args.remove {
        open_to_write(archive)?.remove_note(&parse_id(note)?)?;
        return Ok(Exit::Done);
    }
    let (Some(id), Some(text)) = (&args.id, &args.text) else { return list(archive, args) };
    let id = parse_id(id)?;
    let text = if text == "-" { read_input()? } else { text.clone() };
    let note = open_to_write(archive)?.add_note(&id, &text, &args.who.who)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &note)?,
        Format::Text => writeln!(out, "note {}", styled(ID, short(&note.id)))?,
    }
    Ok(Exit::Done)
}

fn read_input() -> Result<String> {
    let mut text = String::new();
    io::stdin().lock().take(MOST_INPUT).read_to_string(&mut text).context("the note could not be read")?;
    Ok(text)
}

fn list(archive: &Path, args: &NoteArgs) -> Result<Exit> {
    let listing = Archive::open_read_only(archive)?.list_notes(args.limit, 0)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &listing)?,
        Format::Text => listing.notes.iter().try_for_each(|note| write_listed(&mut out, note))?,
    }
    if listing.total == 0 {
        anstream::eprintln!("there are no notes so far; `cuttings note ID TEXT` writes one");
        return Ok(Exit::NothingFound);
    }
    let more = listing.total.saturating_sub(listing.notes.len() as u64);
    if more > 0 && args.format.format == Format::Text {
        anstream::eprintln!("and {} more; -n {} shows all", indicatif::HumanCount(more), listing.total);
    }
    Ok(Exit::Done)
}

fn write_listed(out: &mut impl Write, listed: &ListedNote) -> io::Result<()> {
    let Note { id, text, who, written_at, article } = &listed.note;
    let by = format!("by {} on {}", output::one_line(who), day(written_at));
    writeln!(out, "{}  {}", styled(ID, short(id)), styled(FAINT, &by))?;
    for line in text.lines() {
        writeln!(out, "  {}", output::one_line(line))?;
    }
    if let Some(about) = &listed.article {
        return writeln!(out, "  {}  {}", styled(ID, &about.id), styled(FAINT, &output::title(about)));
    }
    let line = format!("about the article {}, which is not in this archive", short(article));
    writeln!(out, "  {}", styled(FAINT, &line))
}
