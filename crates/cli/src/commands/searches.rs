//! `cuttings searches`: queries with names.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cuttings_store::Archive;

use super::open_to_write;
use crate::args::{Format, SearchesArgs, SearchesCommand};
use crate::exit::Exit;
use crate::output::{self, FAINT, STRONG, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &SearchesArgs) -> Result<Exit> {
    match &args.command {
        Some(SearchesCommand::Save(args)) => {
            open_to_write(archive)?.save_search(&args.name, &args.query.join(" "), &args.who.who)?;
            Ok(Exit::Done)
        }
        Some(SearchesCommand::Remove { name }) => {
            open_to_write(archive)?.remove_search(name)?;
            Ok(Exit::Done)
        }
        None => list(archive, args.format.format),
    }
}

fn list(archive: &Path, format: Format) -> Result<Exit> {
    let searches = Archive::open_read_only(archive)?.list_searches()?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &searches)?,
        Format::Text => {
            for search in &searches {
                let name = styled(STRONG, &output::one_line(&search.name));
                let by = styled(FAINT, &format!("by {}", output::one_line(&search.who)));
                writeln!(out, "{name}  {}  {by}", output::one_line(&search.query))?;
            }
        }
    }
    if searches.is_empty() {
        anstream::eprintln!("no search is saved so far; `cuttings searches save NAME QUERY` saves one");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}
