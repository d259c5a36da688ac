//! `cuttings stories`: what is told by several articles, and who ran it when.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, Story, StoryListing, StoryOrder, StorySummary};
use indicatif::HumanCount;

use super::parse_id;
use crate::args::{Format, StoriesArgs};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, STRONG, percent, styled};

/// Runs the command.
pub fn run(archive: &Path, args: &StoriesArgs) -> Result<Exit> {
    let archive = Archive::open_read_only(archive)?;
    match &args.id {
        Some(id) => show(&archive, id, args.format.format),
        None => list(&archive, args),
    }
}

fn list(archive: &Archive, args: &StoriesArgs) -> Result<Exit> {
    let order = if args.newest { StoryOrder::Newest } else { StoryOrder::Largest };
    let listing = archive.list_stories(order, args.limit, args.offset)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &listing)?,
        Format::Text => {
            listing.stories.iter().try_for_each(|story| write_summary(&mut out, story))?;
            say_rest(&listing, args.offset);
        }
    }
    Ok(if listing.total == 0 { Exit::NothingFound } else { Exit::Done })
}

fn say_rest(listing: &StoryListing, offset: u32) {
    let (shown, total) = (listing.stories.len() as u64, listing.total);
    let next = u64::from(offset) + shown;
    if total == 0 {
        anstream::eprintln!("no two articles tell the same");
    } else if shown < total {
        let more = if next < total { format!("; --offset {next} goes on") } else { String::new() };
        anstream::eprintln!("{}", styled(FAINT, &format!("{shown} of {} stories{more}", HumanCount(total))));
    }
}

fn write_summary(out: &mut impl Write, story: &StorySummary) -> io::Result<()> {
    let first = &story.representative;
    writeln!(out, "{}  {}", styled(ID, &first.id), styled(STRONG, &output::title(first)))?;
    writeln!(out, "{:len$}  {}", "", styled(FAINT, &in_numbers(story)), len = first.id.len())
}

/// How large a story is, and from when to when it ran.
fn in_numbers(story: &StorySummary) -> String {
    let sites = match (story.sites, &story.representative.site) {
        (0, _) => None,
        (1, Some(site)) => Some(format!("only {site}")),
        (sites, first) => {
            let first = first.as_ref().map_or_else(String::new, |first| format!(", {first} first"));
            Some(format!("{}{first}", output::count(sites, "site", "sites")))
        }
    };
    let day = |published: &Option<String>| published.as_ref().map(|iso| iso.get(..10).unwrap_or(iso).to_owned());
    let days = match (day(&story.first_published), day(&story.last_published)) {
        (Some(first), Some(last)) if first != last => Some(format!("{first} to {last}")),
        (first, _) => first,
    };
    let articles = output::count(story.articles, "article", "articles");
    let texts = output::count(story.contents, "text", "texts");
    [Some(articles), Some(texts), sites, days].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn show(archive: &Archive, id: &str, format: Format) -> Result<Exit> {
    let story = archive.get_story(&parse_id(id)?)?;
    let mut out = anstream::stdout().lock();
    if format == Format::Json {
        output::write_json(&mut out, &story)?;
    }
    let Some(story) = story else {
        anstream::eprintln!("no other article tells the same; `cuttings reuse {id}` shows what others have of it");
        return Ok(Exit::NothingFound);
    };
    if format == Format::Text {
        write_story(&mut out, &story)?;
    }
    Ok(Exit::Done)
}

fn write_story(out: &mut impl Write, story: &Story) -> io::Result<()> {
    let Story { summary, members } = story;
    writeln!(out, "{}", styled(STRONG, &output::title(&summary.representative)))?;
    writeln!(out, "{}\n", styled(FAINT, &in_numbers(summary)))?;
    let site = |site: &Option<String>| site.clone().unwrap_or_else(|| "–".to_owned());
    let width = members.iter().map(|member| site(&member.article.site).chars().count()).max().unwrap_or_default();
    let mut seen = HashSet::new();
    for member in members {
        let article = &member.article;
        let published = article.published.as_deref().unwrap_or("–");
        let published = published.get(..16).unwrap_or(published).replace('T', " ");
        let likeness = if !seen.insert(&member.content) {
            "reprint".to_owned()
        } else if article.id == summary.representative.id {
            "first".to_owned()
        } else {
            percent(member.similarity)
        };
        let title = if article.title == summary.representative.title { String::new() } else { output::title(article) };
        let line = format!(
            "{published:<16}  {}  {:<width$}  {likeness:>7}  {title}",
            styled(ID, &article.id),
            output::one_line(&site(&article.site)),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    let more = summary.articles.saturating_sub(members.len() as u64);
    if more > 0 {
        writeln!(out, "{}", styled(FAINT, &format!("and {} more, published later", HumanCount(more))))?;
    }
    if summary.contents > 1 {
        writeln!(out, "\n{}", styled(FAINT, "%: how much of the shorter text the first one and this one share"))?;
    }
    Ok(())
}
