//! `cuttings search` and `cuttings list`: articles by query.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use cuttings_store::{Archive, ArticleSummary, FacetValue, Facets, Hit, SearchOrder, SearchRequest};
use indicatif::HumanCount;

use crate::args::{FindArgs, ListFormat, Order, SearchArgs};
use crate::exit::Exit;
use crate::note::{say_did_you_mean, say_note};
use crate::output::{self, FAINT, ID, STRONG, styled};

/// Runs `search`.
pub fn search(archive: &Path, args: &FindArgs) -> Result<Exit> {
    let FindArgs { list: args, facets } = args;
    let query = args.query.join(" ");
    let request = SearchRequest { facets: *facets, ..request(args, &query) };
    let page = Archive::open_read_only(archive)?.search(&request)?;
    say_note(&query, page.note.as_ref());
    say_did_you_mean(page.did_you_mean.as_deref());
    let mut out = anstream::stdout().lock();
    match args.format {
        ListFormat::Json => output::write_json(&mut out, &page)?,
        ListFormat::Jsonl => page.hits.iter().try_for_each(|hit| output::write_json_line(&mut out, hit))?,
        ListFormat::Text => {
            for hit in &page.hits {
                write_hit(&mut out, hit)?;
            }
            if let Some(facets) = &page.facets {
                write_facets(&mut out, facets)?;
            }
            say_rest(page.hits.len(), page.total, args);
        }
    }
    Ok(found(page.total))
}

/// Runs `list`.
pub fn list(archive: &Path, args: &SearchArgs) -> Result<Exit> {
    let query = args.query.join(" ");
    let listing = Archive::open_read_only(archive)?.list_articles(&request(args, &query))?;
    say_note(&query, listing.note.as_ref());
    let mut out = anstream::stdout().lock();
    match args.format {
        ListFormat::Json => output::write_json(&mut out, &listing)?,
        ListFormat::Jsonl => {
            listing.articles.iter().try_for_each(|article| output::write_json_line(&mut out, article))?;
        }
        ListFormat::Text => {
            for article in &listing.articles {
                write_line(&mut out, article)?;
            }
            say_rest(listing.articles.len(), listing.total, args);
        }
    }
    Ok(found(listing.total))
}

fn request<'a>(args: &SearchArgs, query: &'a str) -> SearchRequest<'a> {
    let order = match args.order {
        Order::Relevance => SearchOrder::Relevance,
        Order::Newest => SearchOrder::Newest,
        Order::Oldest => SearchOrder::Oldest,
        Order::MostPrinted => SearchOrder::MostPrinted,
    };
    SearchRequest { query, limit: args.limit, offset: args.offset, fold: args.fold, order, facets: false }
}

fn found(total: u64) -> Exit {
    if total == 0 { Exit::NothingFound } else { Exit::Done }
}

/// Says how much of the answer is not on the screen.
fn say_rest(shown: usize, total: u64, args: &SearchArgs) {
    if total == 0 {
        anstream::eprintln!("nothing found");
    } else if (shown as u64) < total {
        let next = u64::from(args.offset) + shown as u64;
        let more = if next < total { format!("; --offset {next} goes on") } else { String::new() };
        anstream::eprintln!("{}", styled(FAINT, &format!("{shown} of {}{more}", HumanCount(total))));
    }
}

fn write_hit(out: &mut impl Write, hit: &Hit) -> Result<()> {
    let article = &hit.article;
    let title = if hit.title.is_empty() { output::title(article) } else { output::marked(&hit.title) };
    let also = match hit.also_in {
        0 => String::new(),
        number => format!(" · also in {}", output::count(number, "other place", "other places")),
    };
    let beside = format!("{}{also}{}", output::origin(article), more_in_story(article));
    writeln!(out, "{}", styled(STRONG, &title))?;
    writeln!(out, "{}  {}", styled(ID, &article.id), styled(FAINT, &beside))?;
    writeln!(out, "{}\n", output::marked(&hit.snippet))?;
    Ok(())
}

/// A line for each field: its values with how many results have them.
fn write_facets(out: &mut impl Write, facets: &Facets) -> Result<()> {
    let fields = [
        ("sites", &facets.sites),
        ("languages", &facets.languages),
        ("sections", &facets.sections),
        ("authors", &facets.authors),
        ("tags", &facets.tags),
    ];
    for (name, facet) in fields {
        write_values(out, name, &facet.values, facet.others)?;
    }
    write_values(out, "months", &facets.months, 0)
}

fn write_values(out: &mut impl Write, name: &str, values: &[FacetValue], others: u64) -> Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let mut values: Vec<String> = values
        .iter()
        .map(|value| format!("{} {}", value.value, styled(FAINT, &HumanCount(value.count).to_string())))
        .collect();
    if others > 0 {
        values.push(styled(FAINT, &format!("and {} more", HumanCount(others))));
    }
    writeln!(out, "{}  {}", styled(STRONG, &format!("{name:<9}")), values.join(" · "))?;
    Ok(())
}

fn write_line(out: &mut impl Write, article: &ArticleSummary) -> Result<()> {
    let day = article.published.as_deref().map_or("–", |published| published.get(..10).unwrap_or(published));
    let site = article.site.as_deref().unwrap_or("–");
    let title = output::title(article);
    let more = styled(FAINT, &more_in_story(article));
    writeln!(out, "{}  {day:<10}  {}  {title}{more}", styled(ID, &article.id), styled(FAINT, site))?;
    Ok(())
}

/// What was folded into a line.
fn more_in_story(article: &ArticleSummary) -> String {
    article.more_in_story.map_or_else(String::new, |more| format!(" · +{} more in the story", HumanCount(more)))
}
