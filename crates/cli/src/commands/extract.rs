//! `cuttings extract`: what the readers make of an input, storing nothing.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::Result;
use cuttings_core::{Date, Digested, Role};
use serde::Serialize;
use serde_json::{Map, Value};

use super::import::read_options;
use crate::args::{ExtractArgs, StreamFormat};
use crate::exit::Exit;
use crate::output::{self, FAINT, STRONG, WRONG, styled};
use crate::pipeline::{Pipeline, Reading};

/// A record as it was read.
#[derive(Serialize)]
struct Extracted<'a> {
    source: &'a str,
    locator: String,
    format: &'a str,
    id: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    standfirst: Option<&'a str>,
    authors: &'a [String],
    site: Option<&'a str>,
    published: Option<&'a str>,
    /// Minutes east of UTC of the clock that published it, where that was said.
    published_offset: Option<i32>,
    modified: Option<&'a str>,
    language: Option<&'a str>,
    section: Option<&'a str>,
    tags: &'a [String],
    blocks: Vec<ExtractedBlock<'a>>,
    /// The running text: all blocks but captions, with a blank line between two.
    text: String,
    extra: &'a Map<String, Value>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct ExtractedBlock<'a> {
    role: Role,
    text: &'a str,
    repeats: Option<u32>,
}

/// Runs the command.
pub fn run(args: &ExtractArgs) -> Result<Exit> {
    let pipeline = Pipeline {
        inputs: args.input.inputs.clone(),
        options: read_options(&args.input, Path::new(""))?,
        keep_originals: false,
        salvage: args.input.salvage,
        stop: Arc::new(AtomicBool::new(false)),
    };
    let (mut read, mut rejected) = (0_u64, 0_u64);
    let mut out: Box<dyn Write> = match args.format {
        StreamFormat::Text => Box::new(anstream::stdout().lock()),
        StreamFormat::Jsonl => Box::new(output::json_output()),
    };
    pipeline.run(|reading| {
        read += 1;
        match &reading.result {
            Ok(digested) => write_record(&mut out, args.format, &reading, digested)?,
            Err(reason) => {
                rejected += 1;
                let place = output::place(&reading.source, &reading.locator);
                anstream::eprintln!("{} {place}: {}", styled(WRONG, "rejected:"), output::one_line(reason));
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(match (read, rejected) {
        (0, _) => Exit::NothingFound,
        (_, 0) => Exit::Done,
        _ => Exit::SomeRejected,
    })
}

fn write_record(out: &mut impl Write, format: StreamFormat, reading: &Reading, digested: &Digested) -> io::Result<()> {
    let extracted = Extracted::new(reading, digested);
    match format {
        StreamFormat::Jsonl => output::write_json_line(out, &extracted),
        StreamFormat::Text => extracted.write_text(out),
    }
}

impl<'a> Extracted<'a> {
    fn new(reading: &'a Reading, digested: &'a Digested) -> Self {
        let (content, article) = (&digested.content, &digested.article);
        let blocks: Vec<_> = content
            .blocks
            .iter()
            .map(|block| ExtractedBlock { role: block.role, text: &block.text, repeats: block.repeats })
            .collect();
        Self {
            source: &reading.source,
            locator: output::place(&reading.source, &reading.locator),
            format: reading.format,
            id: digested.external_id.as_deref(),
            url: article.url.as_deref(),
            title: Some(content.title.as_str()).filter(|title| !title.is_empty()),
            standfirst: content.standfirst.as_deref(),
            authors: &article.authors,
            site: article.site.as_deref(),
            published: article.published.as_ref().map(Date::as_iso),
            published_offset: article.published.as_ref().and_then(Date::offset_minutes),
            modified: article.modified.as_ref().map(Date::as_iso),
            language: article.language.as_deref(),
            section: article.section.as_deref(),
            tags: &article.tags,
            text: blocks
                .iter()
                .filter(|block| block.role != Role::Caption)
                .map(|block| block.text)
                .collect::<Vec<_>>()
                .join("\n\n"),
            blocks,
            extra: &digested.extra,
            notes: &digested.notes,
        }
    }

    fn write_text(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", styled(FAINT, &format!("── {} ({})", self.locator, self.format)))?;
        writeln!(out, "{}", styled(STRONG, self.title.unwrap_or("(no title)")))?;
        let (authors, tags) = (self.authors.join("; "), self.tags.join("; "));
        let fields = [
            ("standfirst", self.standfirst),
            ("authors", Some(authors.as_str())),
            ("site", self.site),
            ("published", self.published),
            ("modified", self.modified),
            ("language", self.language),
            ("section", self.section),
            ("tags", Some(tags.as_str())),
            ("url", self.url),
            ("id", self.id),
        ];
        for (name, value) in fields {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                writeln!(out, "{} {value}", styled(FAINT, &format!("{name}:")))?;
            }
        }
        for (name, value) in self.extra {
            writeln!(out, "{} {value}", styled(FAINT, &format!("{name}:")))?;
        }
        for note in self.notes {
            writeln!(out, "{} {note}", styled(WRONG, "note:"))?;
        }
        for block in &self.blocks {
            let role = match block.repeats {
                Some(position) => format!("[{}, repeats block {position}]", block.role.name()),
                None => format!("[{}]", block.role.name()),
            };
            writeln!(out, "\n{}\n{}", styled(FAINT, &role), block.text)?;
        }
        writeln!(out)
    }
}
