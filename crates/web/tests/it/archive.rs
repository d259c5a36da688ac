//! Archives of invented articles.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cuttings_core::{Block, Date, Draft, RawId, Role, digest};
use cuttings_store::{Archive, Original, Sighting};
use tempfile::TempDir;

/// An archive in a folder of its own, which goes with it.
pub struct TestArchive {
    pub path: PathBuf,
    _folder: TempDir,
}

impl TestArchive {
    /// An archive of these drafts, each a line of one input.
    pub fn of(drafts: impl IntoIterator<Item = Draft>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cuttings.db");
        fill(&path, drafts);
        Self { path, _folder: folder }
    }

    /// Imports more.
    pub fn add(&self, drafts: impl IntoIterator<Item = Draft>) {
        fill(&self.path, drafts);
    }

    /// Imports an article of a page whose bytes are kept, and gives the hash of those.
    pub fn add_with_original(&self, draft: Draft, raw: &[u8]) -> String {
        let mut archive = Archive::open(&self.path).expect("an archive");
        let mut import = archive.begin_import("test", &["page.html".to_owned()]).expect("an import");
        let zstd = zstd::encode_all(raw, 1).expect("a frame");
        let original = Original { id: RawId::of(raw), size: raw.len() as u64, zstd: Some(zstd) };
        let reading = Ok(digest(draft));
        let sighting = Sighting { source: "page.html", locator: "", format: "html", original, reading };
        import.add(sighting).expect("a capture");
        import.finish().expect("an end");
        RawId::of(raw).to_string()
    }
}

fn fill(path: &Path, drafts: impl IntoIterator<Item = Draft>) {
    let mut archive = Archive::open(path).expect("an archive");
    let mut import = archive.begin_import("test", &["articles.jsonl".to_owned()]).expect("an import");
    for (index, draft) in drafts.into_iter().enumerate() {
        let raw = format!("{draft:?}").into_bytes();
        let original = Original { id: RawId::of(&raw), size: raw.len() as u64, zstd: None };
        let locator = format!("line {}", index + 1);
        let sighting = Sighting {
            source: "articles.jsonl",
            locator: &locator,
            format: "jsonl",
            original,
            reading: Ok(digest(draft)),
        };
        import.add(sighting).expect("a capture");
    }
    import.finish().expect("an end");
}

/// An article with a title and paragraphs.
pub fn article(title: &str, paragraphs: &[&str]) -> Draft {
    Draft {
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
        language: Some("en".to_owned()),
        ..Draft::default()
    }
}

/// Two articles whose ids begin with the same six digits, found by trying.
pub fn twins() -> (String, [Draft; 2]) {
    let mut seen = HashMap::new();
    for number in 0.. {
        let draft = article(&format!("Ferry {number}"), &[]);
        let prefix = digest(draft.clone()).article.id.to_string()[..6].to_owned();
        if let Some(twin) = seen.insert(prefix.clone(), draft.clone()) {
            return (prefix, [twin, draft]);
        }
    }
    unreachable!("six digits run out")
}

/// The article, published at a URL and date.
pub fn published(draft: Draft, url: &str, date: &str) -> Draft {
    Draft { url: Some(url.to_owned()), published: Date::parse(date), ..draft }
}

pub const FERRY_LATE: &str = "The ferry to Skarrow left eleven minutes early and took nineteen passengers along.";
pub const STATEMENT: &str = "The Merrow Line said that the clock on the bridge had been put right twice on Friday.";

/// Six articles in which everything happens: a wire text printed twice, a revision, a paragraph that two articles
/// share, repeated blocks, every role, another language, and no title.
pub fn newsroom() -> TestArchive {
    let wire = article("Ferry leaves early", &[FERRY_LATE, "Nobody on the quay had expected that at all."]);
    let roles = [
        (Role::Heading, "What the inquiry asked"),
        (Role::ListItem, "Who wound the clock on Friday?"),
        (Role::ListItem, "Who wound it a second time?"),
        (Role::Quote, "It was correct until we corrected it."),
        (Role::Caption, "The clock on the bridge, stopped."),
        (Role::Preformatted, "08:11  left\n08:22  due to leave"),
        (Role::Paragraph, FERRY_LATE),
        (Role::Paragraph, STATEMENT),
    ];
    let mut inquiry = article("Inquiry blames the clock", &[STATEMENT, FERRY_LATE]);
    inquiry.blocks.extend(roles.map(|(role, text)| Block { role, text: text.to_owned() }));
    inquiry.standfirst = Some("It had been put right, twice.".to_owned());
    inquiry.authors = vec!["Ida Brandt".to_owned(), "Bram Ostler".to_owned()];
    inquiry.section = Some("Sea & Shore".to_owned());
    inquiry.tags = vec!["ferry".to_owned(), "Merrow Line".to_owned()];
    inquiry.site = Some("The Harbour Herald".to_owned());
    let first = article("Early ferry will be late again", &["The timetable is to be changed once more in spring."]);
    let second = article("Early ferry will be on time", &["The timetable is to be left as it was, says the line."]);
    let mut german = article("Die Fähre kam zu früh", &["Elf Minuten zu früh legte die Fähre nach Skarrow ab."]);
    german.language = Some("de".to_owned());
    let untitled = article("", &["A note without a headline was found under the door of the ferry office."]);
    TestArchive::of([
        published(wire.clone(), "https://courier.example/early?utm_source=x", "2024-03-02T08:20:00Z"),
        published(wire, "https://post.example/early", "2024-03-02"),
        published(inquiry, "https://herald.example/inquiry", "2024-03-04"),
        published(first, "https://courier.example/timetable", "2024-03-05"),
        published(second, "https://courier.example/timetable", "2024-03-06"),
        published(german, "https://tageblatt.example/faehre", "2024-03"),
        published(untitled, "https://courier.example/note", "2023"),
    ])
}
