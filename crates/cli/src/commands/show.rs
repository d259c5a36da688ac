//! `cuttings show`: one article, to be read in a terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Result;
use cuttings_core::Role;
use cuttings_store::{Archive, Article, ArticleBlock, Elsewhere, FormerReading, Highlight, Note, Own};

use super::parse_id;
use crate::args::{Format, ShowArgs};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, STRONG, styled};

/// The longest line that reads well.
const MEASURE: usize = 88;
/// Other articles that are named for one paragraph.
const NAMED: usize = 3;

/// Runs the command.
pub fn run(archive: &Path, args: &ShowArgs) -> Result<Exit> {
    let article = Archive::open_read_only(archive)?.get_article(&parse_id(&args.id)?)?;
    let mut out = anstream::stdout().lock();
    match args.format.format {
        Format::Json => output::write_json(&mut out, &article)?,
        Format::Text => Page { width: width(), show_repeats: args.repeats }.write(&mut out, &article)?,
    }
    Ok(Exit::Done)
}

/// Lines are broken for a terminal only: in a pipe a paragraph is a line.
fn width() -> Option<usize> {
    io::stdout().is_terminal().then(|| textwrap::termwidth().min(MEASURE))
}

struct Page {
    width: Option<usize>,
    show_repeats: bool,
}

impl Page {
    fn write(&self, out: &mut impl Write, article: &Article) -> io::Result<()> {
        let summary = &article.summary;
        if let Some(former) = &article.asked_as {
            let line = format!("{former} is a former reading of this article; its id is {} now", summary.id);
            writeln!(out, "{}\n", styled(FAINT, &line))?;
        }
        for line in self.wrap(&output::title(summary), "") {
            writeln!(out, "{}", styled(STRONG, &line))?;
        }
        if let Some(standfirst) = &article.standfirst {
            writeln!(out, "\n{}", self.wrap(standfirst, "").join("\n"))?;
        }
        writeln!(out)?;
        let (authors, tags) = (article.authors.join("; "), article.tags.join("; "));
        let (own_tags, collections) = (article.own.tags.join("; "), article.own.collections.join("; "));
        let fields = [
            ("by", Some(authors.as_str())),
            ("in", summary.site.as_deref()),
            ("section", summary.section.as_deref()),
            ("published", summary.published.as_deref()),
            ("modified", article.modified.as_deref()),
            ("language", summary.language.as_deref()),
            ("tags", Some(tags.as_str())),
            ("your tags", Some(own_tags.as_str())),
            ("in lists", Some(collections.as_str())),
            ("url", article.original_url.as_deref().or(summary.url.as_deref())),
            ("id", Some(summary.id.as_str())),
        ];
        for (name, value) in fields {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                writeln!(out, "{} {}", styled(FAINT, &format!("{name:>9}")), output::one_line(value))?;
            }
        }
        self.write_blocks(out, &article.blocks)?;
        self.write_own(out, &article.own)?;
        write_others(out, "the same text", &article.reprints)?;
        write_others(out, "other versions at this address", &article.revisions)?;
        write_former_readings(out, &article.former_readings)?;
        writeln!(out)?;
        for capture in &article.captures {
            let place = output::place(&capture.source, &capture.locator);
            let note = capture.note.as_ref().map_or_else(String::new, |note| format!(" – {note}"));
            let line = format!("read from {place} on {} ({}){note}", capture.captured_at, capture.outcome.name());
            writeln!(out, "{}", styled(FAINT, &output::one_line(&line)))?;
        }
        Ok(())
    }

    /// Notes and highlights.
    fn write_own(&self, out: &mut impl Write, own: &Own) -> io::Result<()> {
        for Highlight { id, exact, note, who, made_at, anchor, .. } in &own.highlights {
            let gone = if anchor.is_some() { "" } else { "; the text does not have it any more" };
            let (day, who) = (day(made_at), output::one_line(who));
            let head = format!("highlight {} by {who} on {day}{gone}", short(id));
            writeln!(out, "\n{}\n{}", styled(FAINT, &head), self.wrap(exact, "  > ").join("\n"))?;
            if let Some(note) = note {
                writeln!(out, "{}", self.wrap(note, "  ").join("\n"))?;
            }
        }
        for Note { id, text, who, written_at, .. } in &own.notes {
            let head = format!("note {} by {} on {}", short(id), output::one_line(who), day(written_at));
            writeln!(out, "\n{}", styled(FAINT, &head))?;
            for line in text.lines() {
                writeln!(out, "{}", self.wrap(line, "  ").join("\n"))?;
            }
        }
        Ok(())
    }

    /// The text, runs of repeated blocks folded to a line.
    fn write_blocks(&self, out: &mut impl Write, blocks: &[ArticleBlock]) -> io::Result<()> {
        for run in blocks.chunk_by(|a, b| a.repeats.is_some() == b.repeats.is_some()) {
            if run[0].repeats.is_some() && !self.show_repeats {
                let folded = output::count(run.len() as u64, "block", "blocks");
                writeln!(out, "\n{}", styled(FAINT, &format!("[{folded} repeated from above; --repeats shows them]")))?;
                continue;
            }
            for block in run {
                self.write_block(out, block)?;
            }
        }
        Ok(())
    }

    fn write_block(&self, out: &mut impl Write, block: &ArticleBlock) -> io::Result<()> {
        writeln!(out)?;
        match block.role {
            Role::Heading => writeln!(out, "{}", styled(STRONG, &self.wrap(&block.text, "").join("\n")))?,
            Role::Preformatted => {
                block.text.lines().try_for_each(|line| writeln!(out, "{}", output::one_line(line)))?;
            }
            role => writeln!(out, "{}", self.wrap(&block.text, margin(role)).join("\n"))?,
        }
        if block.elsewhere.total > 0 {
            let sites = block
                .elsewhere
                .articles
                .iter()
                .take(NAMED)
                .map(|other| format!("{} {}", other.id, output::origin(other)));
            let more = block.elsewhere.total.saturating_sub(NAMED as u64);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let also = format!("also in {}{more}", sites.collect::<Vec<_>>().join(", "));
            writeln!(out, "{}", styled(FAINT, &self.wrap(&also, "  ↳ ").join("\n")))?;
        }
        Ok(())
    }

    /// The lines of a text behind a margin; control characters are not for terminals.
    fn wrap(&self, text: &str, margin: &str) -> Vec<String> {
        let text = output::one_line(text);
        let Some(width) = self.width else { return vec![format!("{margin}{text}")] };
        let blank = " ".repeat(margin.chars().count());
        let options = textwrap::Options::new(width).initial_indent(margin).subsequent_indent(&blank);
        textwrap::wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
    }
}

/// The day of a time.
pub fn day(time: &str) -> &str {
    time.get(..10).unwrap_or(time)
}

/// As much of the id of a note or highlight as people type.
pub fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

fn margin(role: Role) -> &'static str {
    match role {
        Role::ListItem => "  • ",
        Role::Quote => "  > ",
        Role::Caption => "  [] ",
        _ => "",
    }
}

fn write_former_readings(out: &mut impl Write, former: &[FormerReading]) -> io::Result<()> {
    if former.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", styled(FAINT, &format!("former readings ({}):", former.len())))?;
    for FormerReading { id, title, words, run, replaced_at, .. } in former {
        let (title, words) = (output::one_line(title), output::count(*words, "word", "words"));
        let until = styled(FAINT, &format!("until {replaced_at} (run {run}), {words}"));
        writeln!(out, "  {}  {until}  {title}", styled(ID, id))?;
    }
    Ok(())
}

fn write_others(out: &mut impl Write, what: &str, others: &Elsewhere) -> io::Result<()> {
    if others.total == 0 {
        return Ok(());
    }
    writeln!(out, "\n{}", styled(FAINT, &format!("{what} ({}):", others.total)))?;
    for other in &others.articles {
        let title = output::title(other);
        writeln!(out, "  {}  {}  {title}", styled(ID, &other.id), styled(FAINT, &output::origin(other)))?;
    }
    Ok(())
}
