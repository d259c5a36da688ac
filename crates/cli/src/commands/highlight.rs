//! `cuttings highlight`: marks a passage of an article. `cuttings show` prints the highlights.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Colour, NewHighlight};

use super::show::short;
use super::{open_to_write, parse_id};
use crate::args::{Format, HighlightArgs, HighlightColour};
use crate::exit::Exit;
use crate::output::{self, ID, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &HighlightArgs) -> Result<Exit> {
    if let Some(highlight) = &args.remove {
        open_to_write(archive)?.remove_highlight(&parse_id(highlight)?)?;
        return Ok(Exit::Done);
    }
    let id = parse_id(args.id.as_deref().unwrap_or_default())?;
    let new = NewHighlight {
        exact: args.passage.as_deref().unwrap_or_default(),
        colour: colour(args.colour),
        note: args.note.as_deref(),
        ..NewHighlight::default()
    };
    let highlight = open_to_write(archive)?.add_highlight(&id, &new, &args.who.who)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &highlight)?,
        Format::Text => writeln!(out, "highlight {}", styled(ID, short(&highlight.id)))?,
    }
    Ok(Exit::Done)
}

fn colour(named: HighlightColour) -> Colour {
    match named {
        HighlightColour::Yellow => Colour::Yellow,
        HighlightColour::Green => Colour::Green,
        HighlightColour::Blue => Colour::Blue,
        HighlightColour::Pink => Colour::Pink,
    }
}
