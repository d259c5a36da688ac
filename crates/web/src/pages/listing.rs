//! Lists of articles: their titles, and a line that says where they are from.

use cuttings_store::{ArticleSummary, Elsewhere};
use maud::{Markup, html};

use super::dates;
use super::languages;
use super::numbers::{count, counted};
use crate::links;

/// Longest title in a list, in characters.
const LONGEST_TITLE: usize = 240;
/// Longest beginning of a text that stands for its title, in characters.
const LONGEST_BEGINNING: usize = 80;

/// What an article is called in a list.
pub(super) fn title(article: &ArticleSummary) -> String {
    if !article.title.is_empty() {
        return shorten(&article.title, LONGEST_TITLE);
    }
    match article.beginning.as_deref() {
        Some(beginning) => format!("Untitled: {}", shorten(beginning, LONGEST_BEGINNING)),
        None => "Untitled".to_owned(),
    }
}

/// The language of an article's own words, for attributes. An untitled article's name begins with a word of ours; its
/// own words are more.
pub(super) fn language(article: &ArticleSummary) -> Option<&str> {
    article.language.as_deref()
}

/// Site, date, language, section and length in one line.
pub(super) fn meta(article: &ArticleSummary) -> Markup {
    html! {
        p.meta {
            @if let Some(site) = &article.site { bdi.site { (site) } " " }
            @if let Some(published) = &article.published { span { (dates::day(published)) } " " }
            @if let Some(language) = &article.language { span { (languages::name(language)) } " " }
            @if let Some(section) = &article.section { bdi { (section) } " " }
            span { (counted(article.words, "word", "words")) }
        }
    }
}

/// Articles as a list with room.
pub(super) fn cards(articles: &[ArticleSummary]) -> Markup {
    html! {
        ul.cards {
            @for article in articles {
                li {
                    h3 lang=[language(article)] dir="auto" {
                        a href=(links::article(&article.id)) { (title(article)) }
                    }
                    (meta(article))
                }
            }
        }
    }
}

/// Articles as a tight list.
pub(super) fn list(articles: &[ArticleSummary]) -> Markup {
    html! {
        ul.articles {
            @for article in articles {
                li {
                    a lang=[language(article)] dir="auto" href=(links::article(&article.id)) { (title(article)) }
                    (meta(article))
                }
            }
        }
    }
}

/// Other articles, and how many more there are than are named.
pub(super) fn others(elsewhere: &Elsewhere) -> Markup {
    let unnamed = elsewhere.total.saturating_sub(elsewhere.articles.len() as u64);
    html! {
        (list(&elsewhere.articles))
        @if unnamed > 0 { p.more { "and " (count(unnamed)) " more" } }
    }
}

fn shorten(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
