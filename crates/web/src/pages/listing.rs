//! Lists of articles: their titles, and a line that says where they are from.

use std::borrow::Cow;
use std::collections::HashMap;

use cuttings_store::{ArticleSummary, Elsewhere};
use maud::{Markup, html};

use super::dates;
use super::languages;
use super::numbers::{count, plural};
use super::stories;
use crate::links;

/// Longest title in a list, in characters. A list shows what an article is called, however long a file says that is.
pub(super) const LONGEST_TITLE: usize = 240;
/// Longest name of a site or section in a list, in characters.
const LONGEST_NAME: usize = 60;
/// Longest beginning of a text that stands for its title, in characters.
const LONGEST_BEGINNING: usize = 80;

/// What an article is called in a list.
pub(super) fn title(article: &ArticleSummary) -> Cow<'_, str> {
    if !article.title.is_empty() {
        return shorten(&article.title, LONGEST_TITLE);
    }
    match article.beginning.as_deref() {
        Some(beginning) => Cow::Owned(format!("Untitled: {}", shorten(beginning, LONGEST_BEGINNING))),
        None => Cow::Borrowed("Untitled"),
    }
}

/// The language of an article's words, for attributes.
pub(super) fn language(article: &ArticleSummary) -> Option<&str> {
    article.language.as_deref()
}

/// Site, date, language, section and length in one line.
pub(super) fn meta(article: &ArticleSummary) -> Markup {
    line([
        article.site.as_deref().map(|site| html! { bdi.site { (shorten(site, LONGEST_NAME)) } }),
        article.published.as_deref().map(dates::day),
        article.language.as_deref().map(|language| html! { (languages::name(language)) }),
        article.section.as_deref().map(|section| html! { bdi { (shorten(section, LONGEST_NAME)) } }),
        Some(words(article)),
    ])
}

/// How long an article is.
pub(super) fn words(article: &ArticleSummary) -> Markup {
    // The space does not break: a number alone at the end of a line says nothing.
    html! { (count(article.words)) "\u{a0}" (plural(article.words, "word", "words")) }
}

/// Facts side by side. Each keeps its own direction, so that an Arabic section between English words moves none of them.
pub(super) fn line<const FACTS: usize>(facts: [Option<Markup>; FACTS]) -> Markup {
    html! {
        p.meta {
            @for (index, fact) in facts.into_iter().flatten().enumerate() {
                @if index > 0 { "\u{a0}· " }
                span { (fact) }
            }
        }
    }
}

/// An article in a list with room.
pub(super) fn card(article: &ArticleSummary) -> Markup {
    html! {
        li dir="auto" {
            h3 lang=[language(article)] { a href=(links::article(&article.id)) { (title(article)) } }
            (meta(article))
        }
    }
}

/// Articles as a list with room, with how many articles their stories have.
pub(super) fn cards(articles: &[ArticleSummary], in_story: &HashMap<String, u64>) -> Markup {
    html! {
        ul.cards {
            @for article in articles {
                li dir="auto" {
                    h3 lang=[language(article)] { a href=(links::article(&article.id)) { (title(article)) } }
                    (meta(article))
                    (stories::more(&article.id, in_story.get(&article.id)))
                }
            }
        }
    }
}

/// Articles as a tight list, each with a link made of its id.
pub(super) fn list_to(articles: &[ArticleSummary], link: impl Fn(&str) -> String) -> Markup {
    list_with(articles, link, |_| Markup::default())
}

/// Articles as a tight list, each with a link made of its id, and with what can be done with it.
fn list_with(
    articles: &[ArticleSummary],
    link: impl Fn(&str) -> String,
    action: impl Fn(&ArticleSummary) -> Markup,
) -> Markup {
    html! {
        ul.articles {
            @for article in articles {
                li dir="auto" {
                    a lang=[language(article)] href=(link(&article.id)) { (title(article)) }
                    (meta(article))
                    @let action = action(article);
                    @if !action.0.is_empty() { p.action { (action) } }
                }
            }
        }
    }
}

/// Other articles, and how many more there are than are named.
pub(super) fn others(elsewhere: &Elsewhere) -> Markup {
    others_with(elsewhere, |_| Markup::default())
}

/// The same, with what can be done with each.
pub(super) fn others_with(elsewhere: &Elsewhere, action: impl Fn(&ArticleSummary) -> Markup) -> Markup {
    let unnamed = elsewhere.total.saturating_sub(elsewhere.articles.len() as u64);
    html! {
        (list_with(&elsewhere.articles, links::article, action))
        @if unnamed > 0 { p.more { "and " (count(unnamed)) @if elsewhere.at_least { " or" } " more" } }
    }
}

/// A name within a text without markup, such as a tooltip: isolated, so that its direction moves nothing beside it.
pub(super) fn isolate(name: &str, longest: usize) -> String {
    format!("\u{2068}{}\u{2069}", shorten(name, longest))
}

/// A text as far as it fits, with "…" where it is cut.
pub(super) fn shorten(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}
