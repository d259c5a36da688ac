//! `cuttings diff`: what differs between two articles, side by side or one under the other.

mod layout;
mod marking;
mod wrapping;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::ColorChoice;
use anyhow::Result;
use cuttings_core::diff::DiffSummary;
use cuttings_store::{Archive, ArticleSummary, ComparedArticles};

use super::parse_id;
use crate::args::{DiffArgs, Format};
use crate::exit::Exit;
use crate::output::{self, FAINT, ID, STRONG, styled};
use layout::Layout;
use marking::Marking;

/// Runs the command.
pub fn run(path: &Path, args: &DiffArgs) -> Result<Exit> {
    let archive = Archive::open_read_only(path)?;
    let given = parse_id(&args.left)?;
    let (left, right) = if let Some(right) = &args.right {
        (given, parse_id(right)?)
    } else {
        let Some(previous) = archive.get_previous_revision(&given)? else {
            anstream::eprintln!(
                "{given} has no earlier revision in the archive; name two articles to compare: \
                 `cuttings diff {given} ID`, with an id that `cuttings list` prints"
            );
            return Ok(Exit::NothingFound);
        };
        anstream::eprintln!("{given} is compared with the previous revision at its URL, {}", previous.id);
        (parse_id(&previous.id)?, given)
    };
    let comparison = archive.compare_articles(&left, &right)?;
    if args.format.format == Format::Json {
        output::write_json(&mut output::json_output(), &comparison)?;
        return Ok(Exit::Done);
    }
    let out = anstream::stdout();
    let marking = if out.current_choice() == ColorChoice::Never { Marking::Signs } else { Marking::Colours };
    let terminal = || io::stdout().is_terminal().then(textwrap::termwidth);
    let width = args.width.map(usize::from).or_else(terminal);
    let mut out = io::BufWriter::new(out.lock());
    write_head(&mut out, &comparison)?;
    Layout { width, whole: args.whole, marking }.write(&mut out, &comparison.diff)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The two articles, and how much differs.
fn write_head(out: &mut impl Write, comparison: &ComparedArticles) -> io::Result<()> {
    for (side, article) in [("A", &comparison.left), ("B", &comparison.right)] {
        write_article(out, side, article)?;
    }
    let summary = &comparison.diff.summary;
    writeln!(out, "\n{}", in_words(summary))?;
    for (side, only) in [("A", &summary.only_left), ("B", &summary.only_right)] {
        if !only.is_empty() {
            let only = output::one_line(&only.join(", "));
            writeln!(out, "{} {only}", styled(FAINT, &format!("numbers and names only in {side}:")))?;
        }
    }
    if summary.coarse {
        let note = "Some paragraphs are too long to be compared by words: they are shown as replaced.";
        writeln!(out, "{}", styled(FAINT, note))?;
    }
    Ok(())
}

fn write_article(out: &mut impl Write, side: &str, article: &ArticleSummary) -> io::Result<()> {
    let origin = output::one_line(&output::origin(article));
    let title = styled(STRONG, &output::title(article));
    writeln!(out, "{side}  {}  {title}\n   {}", styled(ID, &article.id), styled(FAINT, &origin))
}

/// The summary as a sentence.
fn in_words(summary: &DiffSummary) -> String {
    if summary.is_same() {
        return "The texts are the same.".to_owned();
    }
    let counts = [
        (summary.same, "same"),
        (summary.changed, "changed"),
        (summary.moved, "moved"),
        (summary.split, "split"),
        (summary.merged, "merged"),
        (summary.removed, "removed"),
        (summary.added, "added"),
    ];
    let counts: Vec<_> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let title = if summary.title_changed { "; the title changed" } else { "" };
    format!("{} % of the words are shared; paragraphs: {}{title}", summary.shared_percent, counts.join(", "))
}
