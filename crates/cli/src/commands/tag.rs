//! `cuttings tag`: a reader's own tags.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use cuttings_store::Archive;
use serde::Serialize;

use super::{open_to_write, parse_id};
use crate::args::{Format, TagArgs};
use crate::exit::Exit;
use crate::output::{self, ID, styled};

/// An article and the reader's tags on it.
#[derive(Serialize)]
struct Tagged {
    id: String,
    tags: Vec<String>,
}

/// Runs the command.
pub fn run(archive: &Path, args: &TagArgs) -> Result<Exit> {
    if args.ids_and_tags.is_empty() {
        return list(archive, args.format.format);
    }
    let (tags, ids): (Vec<_>, Vec<_>) = args.ids_and_tags.iter().partition(|text| text.starts_with('+'));
    if ids.is_empty() {
        bail!("no article is named: `cuttings tag ID… +NAME…` takes ids as `cuttings list` prints them");
    }
    let ids = ids.into_iter().map(|id| parse_id(id)).collect::<Result<Vec<_>>>()?;
    let writes = !tags.is_empty() || !args.remove.is_empty();
    let archive = if writes { open_to_write(archive)? } else { Archive::open_read_only(archive)? };
    let mut out = anstream::stdout().lock();
    let mut tagged = Vec::new();
    for id in ids {
        for tag in &tags {
            archive.add_own_tag(&id, tag.trim_start_matches('+'), &args.who.who)?;
        }
        for tag in &args.remove {
            if !archive.remove_own_tag(&id, tag)? {
                anstream::eprintln!("{id} does not have the tag {tag:?} of yours");
            }
        }
        let article = archive.get_article(&id)?;
        tagged.push(Tagged { id: article.summary.id, tags: article.own.tags });
    }
    match args.format.format {
        Format::Json => output::write_json(&mut out, &tagged)?,
        Format::Text => {
            for Tagged { id, tags } in &tagged {
                let tags: Vec<_> = tags.iter().map(|tag| output::one_line(tag)).collect();
                writeln!(out, "{}  {}", styled(ID, id), tags.join("; "))?;
            }
        }
    }
    Ok(Exit::Done)
}

fn list(archive: &Path, format: Format) -> Result<Exit> {
    let tags = Archive::open_read_only(archive)?.list_own_tags()?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &tags)?,
        Format::Text => {
            for tag in &tags {
                writeln!(
                    out,
                    "{:>6}  {}",
                    indicatif::HumanCount(tag.articles).to_string(),
                    output::one_line(&tag.name)
                )?;
            }
        }
    }
    if tags.is_empty() {
        anstream::eprintln!("no article has a tag of yours so far; `cuttings tag ID +NAME` gives it one");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}
