//! `cuttings original`: the exact bytes of a capture.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use cuttings_core::{IdPrefix, RawId};
use cuttings_store::{Archive, ArchiveError};

use super::parse_id;
use crate::args::OriginalArgs;
use crate::exit::Exit;

/// Runs the command.
pub fn run(archive: &Path, args: &OriginalArgs) -> Result<Exit> {
    let archive = Archive::open_read_only(archive)?;
    let id = find(&archive, &parse_id(&args.id)?)?;
    // The bytes are not text: nothing between them and the output may touch them.
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create_new(path).with_context(|| format!("{} cannot be made", path.display()))?),
        None => Box::new(io::stdout().lock()),
    };
    let written = archive.write_original(&id, &mut out)?;
    out.flush()?;
    Ok(if written { Exit::Done } else { Exit::NothingFound })
}

/// The original of an article, or the one with this hash.
fn find(archive: &Archive, prefix: &IdPrefix) -> Result<RawId> {
    let originals = match archive.get_originals(prefix) {
        Ok(originals) => originals,
        Err(ArchiveError::NoSuchId { .. }) => return Ok(archive.find_original(prefix)?),
        Err(error) => return Err(error.into()),
    };
    match originals.as_slice() {
        [] => bail!("no raw bytes are kept of article {prefix}: it was imported with --no-originals"),
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several.iter().map(RawId::short).collect();
            bail!("article {prefix} was read from several originals: {}; name one of them", ids.join(", "))
        }
    }
}
