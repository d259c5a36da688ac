//! `cuttings collect`: ordered lists of articles.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, Collection, CollectionListing};

use super::{open_to_write, parse_id};
use crate::args::{CollectArgs, Format};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, STRONG, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &CollectArgs) -> Result<Exit> {
    let Some(name) = &args.name else { return list(archive, args.format.format) };
    let writes = args.delete || args.private || args.public || !args.ids.is_empty() || !args.remove.is_empty();
    let archive = if writes { open_to_write(archive)? } else { Archive::open_read_only(archive)? };
    if args.delete {
        archive.remove_collection(name)?;
        return Ok(Exit::Done);
    }
    change(&archive, name, args)?;
    let collection = archive.get_collection(name)?;
    write(args.format.format, &collection)?;
    Ok(if collection.entries.is_empty() && !writes { Exit::NothingFound } else { Exit::Done })
}

fn change(archive: &Archive, name: &str, args: &CollectArgs) -> Result<()> {
    let who = &args.who.who;
    let ids = args.ids.iter().map(|id| parse_id(id)).collect::<Result<Vec<_>>>()?;
    if !ids.is_empty() {
        archive.add_to_collection(name, &ids, who)?;
    }
    for (index, id) in ids.iter().enumerate() {
        if let Some(place) = args.place {
            archive.move_in_collection(name, id, place.saturating_add(index as u32))?;
        }
    }
    for id in &args.remove {
        if !archive.remove_from_collection(name, &parse_id(id)?)? {
            anstream::eprintln!("{id} is not in the collection {name:?}");
        }
    }
    if args.private || args.public {
        archive.set_collection(name, args.private, who)?;
    }
    Ok(())
}

fn write(format: Format, listing: &CollectionListing) -> Result<()> {
    let mut out = anstream::stdout().lock();
    if format == Format::Json {
        output::write_json(&mut out, listing)?;
        return Ok(());
    }
    writeln!(out, "{}", in_words(&listing.collection))?;
    for (index, entry) in listing.entries.iter().enumerate() {
        let (id, origin) = (styled(ID, &entry.article.id), styled(FAINT, &output::origin(&entry.article)));
        writeln!(out, "{:>4}  {id}  {}  {origin}", index + 1, output::title(&entry.article))?;
    }
    if listing.missing > 0 {
        let missing = output::count(listing.missing, "article", "articles");
        writeln!(out, "{}", styled(FAINT, &format!("and {missing} that this archive does not have")))?;
    }
    Ok(())
}

fn list(archive: &Path, format: Format) -> Result<Exit> {
    let collections = Archive::open_read_only(archive)?.list_collections()?;
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => output::write_json(&mut out, &collections)?,
        Format::Text => collections.iter().try_for_each(|collection| writeln!(out, "{}", in_words(collection)))?,
    }
    if collections.is_empty() {
        anstream::eprintln!("there are no collections so far; `cuttings collect NAME ID…` makes one");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}

fn in_words(collection: &Collection) -> String {
    let private = if collection.private { ", private" } else { "" };
    let size = output::count(collection.articles, "article", "articles");
    format!(
        "{}  {}",
        styled(STRONG, &output::one_line(&collection.name)),
        styled(FAINT, &format!("{size}, by {}{private}", output::one_line(&collection.who)))
    )
}
