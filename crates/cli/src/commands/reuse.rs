//! `cuttings reuse`: who else printed the paragraphs of an article, and which site takes from which.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use cuttings_store::{Archive, ArticleSummary, ParagraphReuse, Reuse, SiteReuse, Whose};
use indicatif::HumanCount;

use super::parse_id;
use crate::args::{ReuseArgs, TableFormat};
use crate::exit::Exit;
use crate::output::{self, FAINT, FOUND, ID, STRONG, percent, styled};

/// How much of a paragraph is shown, in characters: enough to know it again.
const SHOWN: usize = 160;
/// Columns before the text of a paragraph.
const MARGIN: usize = 6;

/// Runs the command.
pub fn run(archive: &Path, args: &ReuseArgs) -> Result<Exit> {
    let Some(id) = &args.id else { return sites(&Archive::open_read_only(archive)?, args.format) };
    let reuse = Archive::open_read_only(archive)?.get_reuse(&parse_id(id)?)?;
    let mut out = anstream::stdout().lock();
    match args.format {
        TableFormat::Json => output::write_json(&mut out, &reuse)?,
        TableFormat::Text => write_text(&mut out, &reuse)?,
        TableFormat::Csv => bail!("csv is for --sites; an article is written with --format text or json"),
    }
    Ok(Exit::Done)
}

fn write_text(out: &mut impl Write, reuse: &Reuse) -> io::Result<()> {
    writeln!(out, "{}", styled(STRONG, &output::title(&reuse.article)))?;
    writeln!(out, "{}  {}", styled(ID, &reuse.article.id), styled(FAINT, &output::origin(&reuse.article)))?;
    for paragraph in &reuse.paragraphs {
        write_paragraph(out, paragraph, &reuse.article)?;
    }
    if reuse.shares.is_empty() {
        return writeln!(out, "\nThe article has no text.");
    }
    let shares = reuse.shares.iter().map(|(whose, share)| format!("{} {}", percent(*share), name(*whose)));
    writeln!(out, "\n{} {}", styled(STRONG, "words:"), shares.collect::<Vec<_>>().join(", "))?;
    if !reuse.sharers.is_empty() {
        writeln!(out, "\n{}", styled(STRONG, "who has most of them"))?;
    }
    for sharer in &reuse.sharers {
        let (id, title) = (styled(ID, &sharer.article.id), output::title(&sharer.article));
        let origin = styled(FAINT, &output::origin(&sharer.article));
        writeln!(out, "{:>5}  {id}  {title}  {origin}", percent(sharer.share))?;
    }
    Ok(())
}

fn write_paragraph(out: &mut impl Write, paragraph: &ParagraphReuse, article: &ArticleSummary) -> io::Result<()> {
    let style = match paragraph.whose {
        Whose::Wire | Whose::Quote => FOUND,
        Whose::Unique => STRONG,
        Whose::Own | Whose::Boilerplate => FAINT,
    };
    let printed = printed(paragraph, article).map_or_else(String::new, |printed| format!("  {printed}"));
    let whose = styled(style, name(paragraph.whose));
    writeln!(out, "\n{:>4}  {whose}{}", paragraph.position, styled(FAINT, &printed))?;
    let text = output::one_line(&paragraph.text);
    let shown: String = text.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { " …" } else { "" };
    writeln!(out, "{:MARGIN$}{}{more}", "", shown.trim_end())
}

/// Who printed a paragraph, where others did.
fn printed(paragraph: &ParagraphReuse, article: &ArticleSummary) -> Option<String> {
    if paragraph.articles < 2 {
        return None;
    }
    let sites = match paragraph.sites {
        0 => String::new(),
        sites => format!(" at {}", output::count(sites, "site", "sites")),
    };
    let first = match paragraph.printings.first() {
        Some(first) if first.published.is_none() => String::new(),
        Some(first) if first.id == article.id => "; here first, it seems".to_owned(),
        Some(first) => format!("; first, it seems, in {} {}", first.id, output::origin(first)),
        None => String::new(),
    };
    Some(format!("in {}{sites}{first}", output::count(paragraph.articles, "article", "articles")))
}

fn name(whose: Whose) -> &'static str {
    match whose {
        Whose::Unique => "unique",
        Whose::Own => "own",
        Whose::Wire => "wire",
        Whose::Quote => "quote",
        Whose::Boilerplate => "boilerplate",
    }
}

fn sites(archive: &Archive, format: TableFormat) -> Result<Exit> {
    let pairs = archive.list_site_reuse()?;
    let mut out = anstream::stdout().lock();
    match format {
        TableFormat::Json => output::write_json(&mut out, &pairs)?,
        TableFormat::Text => write_sites(&mut out, &pairs)?,
        TableFormat::Csv => write_csv(&mut out, &pairs)?,
    }
    if pairs.is_empty() {
        anstream::eprintln!("no site has a story that another published before, as far as dates and sites are known");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}

fn write_sites(out: &mut impl Write, pairs: &[SiteReuse]) -> io::Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let width = |site: fn(&SiteReuse) -> &String, head: &str| {
        pairs.iter().map(|pair| site(pair).chars().count()).chain([head.len()]).max().unwrap_or_default()
    };
    let (from, to) = (width(|pair| &pair.from, "first"), width(|pair| &pair.to, "then"));
    let head = format!("{:<from$}  {:<to$}  {:>8}  {:>12}", "first", "then", "stories", "hours after");
    writeln!(out, "{}", styled(STRONG, &head))?;
    for pair in pairs {
        let hours = pair.median_hours.map_or_else(|| "–".to_owned(), |hours| format!("{hours:.1}"));
        let (one, other) = (output::one_line(&pair.from), output::one_line(&pair.to));
        writeln!(out, "{one:<from$}  {other:<to$}  {:>8}  {hours:>12}", HumanCount(pair.stories).to_string())?;
    }
    Ok(())
}

/// As RFC 4180 has it, but for line feeds alone.
fn write_csv(out: &mut impl Write, pairs: &[SiteReuse]) -> io::Result<()> {
    writeln!(out, "from,to,stories,median_hours")?;
    for pair in pairs {
        let hours = pair.median_hours.map_or_else(String::new, |hours| format!("{hours:.2}"));
        writeln!(out, "{},{},{},{hours}", quoted(&pair.from), quoted(&pair.to), pair.stories)?;
    }
    Ok(())
}

fn quoted(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_commas_stay_one_value() {
        assert_eq!(quoted("The Herald"), "The Herald");
        assert_eq!(quoted("Herald, \"The\""), "\"Herald, \"\"The\"\"\"");
    }
}
