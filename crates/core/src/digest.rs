//! Digestion: a draft becomes what the archive stores, with every hash worked out. Pure computing, in parallel with
//! everything else, so that the writer has only to write.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    ArticleId, Block, ContentId, Date, Draft, ParagraphKey, Role, Sketch, Words, article_id, canonical_url,
    collapse_white_space, content_id, detect_language, exact_text, fold_text, normalize_language, normalize_site,
    prepare_for_search,
};

/// A repeat shorter than this many folded bytes counts only within a repeated run: "Yes." may well be said twice.
const SHORTEST_REPEAT: usize = 20;

/// A record's article, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Digested {
    /// The text.
    pub content: DigestedContent,
    /// Where it was published.
    pub article: DigestedArticle,
    /// See [`Draft::external_id`].
    pub external_id: Option<String>,
    /// See [`Draft::mapped`].
    pub mapped: Vec<(&'static str, String)>,
    /// See [`Draft::extra`].
    pub extra: Map<String, Value>,
    /// See [`Draft::notes`].
    pub notes: Vec<String>,
}

/// A text with its hashes.
#[derive(Debug, Clone, PartialEq)]
pub struct DigestedContent {
    /// The hash of title, standfirst and blocks.
    pub id: ContentId,
    /// The title, empty where there is none.
    pub title: String,
    /// The standfirst.
    pub standfirst: Option<String>,
    /// The blocks in order, none of them empty.
    pub blocks: Vec<DigestedBlock>,
    /// UTF-8 bytes of title, standfirst and blocks.
    pub text_bytes: u64,
    /// Words, each character of an unspaced script counted as one; repeated blocks not counted again.
    pub words: u64,
    /// The text as the search index takes it.
    pub search: SearchText,
    /// A sample of its phrases, by which texts like it are found; empty where there is nothing but a title.
    pub sketch: Sketch,
}

/// A block with its hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestedBlock {
    /// What the block is.
    pub role: Role,
    /// Its text; white space is collapsed unless it is preformatted.
    pub text: String,
    /// The key of its paragraph.
    pub key: ParagraphKey,
    /// The position (from 1) of the earlier block of this text that it repeats.
    pub repeats: Option<u32>,
}

/// What the search index takes of a content, one string per column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText {
    /// The title.
    pub title: String,
    /// The standfirst.
    pub standfirst: String,
    /// The blocks, one a line, repeats left out.
    pub text: String,
}

impl SearchText {
    /// Prepares the parts of a content. `blocks` are the texts that repeat nothing.
    #[must_use]
    pub fn new<'a>(title: &str, standfirst: Option<&str>, blocks: impl Iterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        for block in blocks {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&prepare_for_search(block));
        }
        Self {
            title: prepare_for_search(title).into_owned(),
            standfirst: prepare_for_search(standfirst.unwrap_or_default()).into_owned(),
            text,
        }
    }
}

/// A publication with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestedArticle {
    /// The hash of site, place and content.
    pub id: ArticleId,
    /// The site under its one spelling.
    pub site: Option<String>,
    /// The canonical URL.
    pub url: Option<String>,
    /// The URL as the record gave it, where that is another text.
    pub original_url: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// The language as an ISO 639 code.
    pub language: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was changed.
    pub modified: Option<Date>,
    /// Authors, in order, none twice.
    pub authors: Vec<String>,
    /// Tags, in order, none twice.
    pub tags: Vec<String>,
}

/// Works out everything that the archive stores of a draft. The draft should [have text](Draft::has_text).
#[must_use]
pub fn digest(mut draft: Draft) -> Digested {
    let url = draft.url.as_deref().and_then(canonical_url);
    let site = normalize_site(draft.site.as_deref(), url.as_deref());
    let language = digest_language(&mut draft);
    let content = digest_content(draft.title.as_deref(), draft.standfirst.as_deref(), draft.blocks);
    let language = language.or_else(|| detect_content_language(&content));
    let place = url.clone().or_else(|| draft.published.as_ref().map(Date::local_day)).unwrap_or_default();
    let article = DigestedArticle {
        id: article_id(site.as_deref().unwrap_or_default(), &place, &content.id),
        original_url: draft
            .url
            .map(|url| url.trim().to_owned())
            .filter(|given| !given.is_empty() && Some(given) != url.as_ref()),
        site,
        url,
        section: draft.section.as_deref().and_then(filled),
        language,
        published: draft.published,
        modified: draft.modified,
        authors: distinct(&draft.authors),
        tags: distinct(&draft.tags),
    };
    Digested {
        content,
        article,
        external_id: draft.external_id,
        mapped: draft.mapped,
        extra: draft.extra,
        notes: draft.notes,
    }
}

/// The language that the record names. What a code loses by being shortened (`en-US`), or a text that names none, stays
/// in `extra`.
fn digest_language(draft: &mut Draft) -> Option<String> {
    let given = draft.language.as_deref().and_then(filled)?;
    let language = normalize_language(&given);
    if language.as_deref() != Some(given.as_str()) {
        draft.extra.entry("language").or_insert_with(|| Value::from(given));
    }
    language
}

fn detect_content_language(content: &DigestedContent) -> Option<String> {
    let mut sample = String::new();
    let texts = content.blocks.iter().filter(|block| block.repeats.is_none()).map(|block| block.text.as_str());
    for text in texts.chain(content.standfirst.as_deref()).chain([content.title.as_str()]) {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() > 2_000 {
            break;
        }
    }
    detect_language(&sample)
}

fn digest_content(title: Option<&str>, standfirst: Option<&str>, blocks: Vec<Block>) -> DigestedContent {
    let title = title.and_then(filled).unwrap_or_default();
    let standfirst = standfirst.and_then(filled);
    let mut digested: Vec<DigestedBlock> = Vec::with_capacity(blocks.len());
    let mut first_positions: HashMap<[u8; 8], u32> = HashMap::with_capacity(blocks.len());
    let mut exact_parts = Vec::with_capacity(blocks.len() + 2);
    exact_parts.push(exact_text(&title).into_owned());
    exact_parts.push(exact_text(standfirst.as_deref().unwrap_or_default()).into_owned());
    for block in blocks {
        let Some(text) = block_text(block.role, block.text) else { continue };
        let (exact, fold) = (exact_text(&text).into_owned(), fold_text(&text));
        let key = ParagraphKey::new(&exact, &fold);
        let position = digested.len() as u32 + 1;
        let first = *first_positions.entry(key.fold()).or_insert(position);
        let continues_a_run =
            digested.last().and_then(|previous| previous.repeats).is_some_and(|repeated| repeated + 1 == first);
        let repeats = (first < position && (fold.len() >= SHORTEST_REPEAT || continues_a_run)).then_some(first);
        digested.push(DigestedBlock { role: block.role, text, key, repeats });
        exact_parts.push(exact);
    }
    let unrepeated = digested.iter().filter(|block| block.repeats.is_none()).map(|block| block.text.as_str());
    let search = SearchText::new(&title, standfirst.as_deref(), unrepeated);
    let unrepeated = digested.iter().filter(|block| block.repeats.is_none()).map(|block| block.text.as_str());
    let sketch = Sketch::of(&Words::of(standfirst.as_deref().into_iter().chain(unrepeated)));
    let words = [&search.title, &search.standfirst, &search.text].map(|text| count_words(text.as_str()));
    let texts = digested.iter().map(|block| block.text.len());
    DigestedContent {
        id: content_id(exact_parts.iter().map(String::as_str)),
        text_bytes: texts.chain([title.len(), standfirst.as_ref().map_or(0, String::len)]).sum::<usize>() as u64,
        words: words.iter().sum(),
        search,
        sketch,
        title,
        standfirst,
        blocks: digested,
    }
}

fn count_words(text: &str) -> u64 {
    if !text.is_ascii() {
        return text.split_whitespace().count() as u64;
    }
    let begins = |pair: &[u8]| pair[0].is_ascii_whitespace() && !pair[1].is_ascii_whitespace();
    let first = text.bytes().next().is_some_and(|byte| !byte.is_ascii_whitespace());
    text.as_bytes().windows(2).filter(|pair| begins(pair)).count() as u64 + u64::from(first)
}

fn block_text(role: Role, text: String) -> Option<String> {
    if role == Role::Preformatted {
        let text = text.trim_matches('\n').trim_end();
        return (!text.trim().is_empty()).then(|| text.to_owned());
    }
    let collapsed = collapse_white_space(&text);
    if collapsed.is_empty() {
        return None;
    }
    // A text that needed no change is not copied.
    Some(if collapsed.len() == text.len() { text } else { collapsed.into_owned() })
}

fn filled(text: &str) -> Option<String> {
    let text = collapse_white_space(text);
    (!text.is_empty()).then(|| text.into_owned())
}

fn distinct(names: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(names.len());
    for name in names.iter().filter_map(|name| filled(name)) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, paragraphs: &[&str]) -> Draft {
        Draft {
            title: Some(title.to_owned()),
            blocks: paragraphs.iter().map(|text| Block::paragraph(*text)).collect(),
            ..Draft::default()
        }
    }

    fn repeats(paragraphs: &[&str]) -> Vec<Option<u32>> {
        digest(draft("", paragraphs)).content.blocks.iter().map(|block| block.repeats).collect()
    }

    const QUAY: &str = "The ferry left the quay an hour late.";
    const CREW: &str = "Its crew had been looking for the cook.";

    #[test]
    fn a_repeated_block_points_at_the_first_one() {
        assert_eq!(
            repeats(&[QUAY, "Soup", CREW, QUAY, "Soup", CREW, QUAY]),
            [None, None, None, Some(1), Some(2), Some(3), Some(1)]
        );
    }

    #[test]
    fn quotes_and_case_do_not_hide_a_repeat() {
        assert_eq!(repeats(&["“The ferry left the quay an hour late.”", QUAY]), [None, Some(1)]);
    }

    #[test]
    fn a_short_answer_said_twice_is_no_repeat() {
        assert_eq!(repeats(&["Yes.", QUAY, "Yes."]), [None, None, None]);
    }

    #[test]
    fn repeats_are_searched_once() {
        let content = digest(draft("Late", &[QUAY, CREW, QUAY])).content;
        assert_eq!(content.search.text, format!("{QUAY}\n{CREW}"));
        assert_eq!(content.search.title, "Late");
    }

    #[test]
    fn how_a_text_is_broken_into_lines_does_not_change_its_content() {
        let one = digest(draft("Late", &[QUAY, CREW]));
        let other = digest(draft("Late", &[&format!("{QUAY}\n  {CREW}")]));
        assert_eq!(one.content.id, other.content.id);
        assert_ne!(one.content.id, digest(draft("Late", &[CREW, QUAY])).content.id);
    }

    #[test]
    fn an_article_without_url_is_known_by_site_and_day() {
        let on_day = |iso: &str| {
            let mut draft = draft("Late", &[QUAY]);
            draft.site = Some("herald.example".to_owned());
            draft.set_published(iso);
            digest(draft).article.id
        };
        assert_eq!(on_day("2024-03-03T08:00:00Z"), on_day("2024-03-03"));
        assert_ne!(on_day("2024-03-03"), on_day("2024-03-04"));
    }

    #[test]
    fn an_article_with_url_is_known_by_it_whatever_the_day_and_the_tracking() {
        let at = |url: &str, day: &str| {
            let mut draft = draft("Late", &[QUAY]);
            draft.url = Some(url.to_owned());
            draft.set_published(day);
            digest(draft).article
        };
        let plain = at("https://herald.example/late", "2024-03-03");
        let tracked = at("http://herald.example/late/?utm_source=mail", "2024-03-04");
        assert_eq!(plain.id, tracked.id);
        assert_eq!(plain.original_url, None);
        assert_eq!(tracked.original_url.as_deref(), Some("http://herald.example/late/?utm_source=mail"));
        assert_eq!(tracked.site.as_deref(), Some("herald.example"));
    }

    #[test]
    fn a_language_code_is_shortened_and_what_was_given_is_kept() {
        let mut draft = draft("Late", &[QUAY]);
        draft.language = Some("en-GB".to_owned());
        let digested = digest(draft);
        assert_eq!(digested.article.language.as_deref(), Some("en"));
        assert_eq!(digested.extra["language"], "en-GB");
    }

    #[test]
    fn empty_blocks_vanish_and_names_are_listed_once() {
        let mut draft = draft(" Late ", &[" ", QUAY, "\u{a0}\n"]);
        draft.authors = vec!["Ida  Brandt".to_owned(), String::new(), "Ida Brandt".to_owned()];
        let digested = digest(draft);
        assert_eq!(digested.content.blocks.len(), 1);
        assert_eq!(digested.content.title, "Late");
        assert_eq!(digested.article.authors, ["Ida Brandt"]);
    }
}
