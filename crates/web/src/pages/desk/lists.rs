//! The lists of the desk: collections, saved searches, notes, tags, and all of them in short.

use cuttings_store::{Collection, ListedNote, NoteListing, OwnTag, SavedSearch};
use maud::{Markup, html};

use super::{collection_link, form, name_field, remove};
use crate::desk::Writing;
use crate::links;
use crate::pages::layout::Page;
use crate::pages::numbers::{count, counted};
use crate::pages::{dates, listing};

/// Everything on the desk in short.
pub(super) struct Overview {
    pub(super) collections: Vec<Collection>,
    pub(super) searches: Vec<SavedSearch>,
    pub(super) tags: Vec<OwnTag>,
    pub(super) notes: NoteListing,
}

impl Overview {
    pub(super) fn draw(&self, writing: Option<&Writing>) -> Markup {
        let body = html! {
            section.desk-page {
                header.page-head {
                    h1 { "Your desk" }
                    p {
                        "What you added to the articles of this archive. "
                        @if writing.is_none() { "Start the server with " code { "--write" } " to add to it here." }
                        @if writing.is_some_and(|writing| writing.options.importer.is_some()) {
                            a href="/import" { "Import articles" }
                        }
                    }
                }
                div.desk-parts {
                    section {
                        h2 { a href="/collections" { "Collections" } }
                        (collection_list(&self.collections, None))
                    }
                    section {
                        h2 { a href="/searches" { "Saved searches" } }
                        (search_list(&self.searches, None))
                    }
                    section {
                        h2 { "Tags" }
                        @if self.tags.is_empty() { p.nothing { "You tagged no article so far." } }
                        ul.tags {
                            @for tag in &self.tags {
                                li { a href=(links::field("tag", &tag.name)) { bdi { (tag.name) } } " " span.count { (count(tag.articles)) } }
                            }
                        }
                    }
                    section {
                        h2 { a href="/notes" { "Notes" } " " span.count { (count(self.notes.total)) } }
                        (note_list(&self.notes.notes))
                    }
                }
            }
        };
        Page { title: "Your desk – Cuttings", query: Some(""), json: None, body }.draw()
    }
}

/// Draws the page of collections.
pub(super) fn collections(collections: &[Collection], writing: Option<&Writing>) -> Markup {
    let body = html! {
        section.desk-page {
            header.page-head { h1 { "Collections " span.count { (count(collections.len() as u64)) } } }
            (collection_list(collections, writing))
            @if let Some(writing) = writing {
                @let fields = html! {
                    (name_field("collection-name", "New collection"))
                    label { input type="checkbox" name="private" value="1"; " private: shipped copies go without it" }
                    button type="submit" { "Make" }
                };
                (form("/collections", "own-form", writing, &fields))
            }
        }
    };
    Page { title: "Collections – Cuttings", query: Some(""), json: Some("/api/v1/collections".to_owned()), body }.draw()
}

fn collection_list(collections: &[Collection], writing: Option<&Writing>) -> Markup {
    html! {
        @if collections.is_empty() { p.nothing { "There are no collections so far." } }
        ul.own-list {
            @for collection in collections {
                li {
                    (collection_link(&collection.name))
                    " " span.meta {
                        (counted(collection.articles, "article", "articles"))
                        @if collection.private { ", private" }
                    }
                    @if let Some(writing) = writing {
                        (remove("/collections", &collection.name, &format!("Remove the collection {}", collection.name), writing))
                    }
                }
            }
        }
    }
}

/// Draws the page of saved searches.
pub(super) fn searches(searches: &[SavedSearch], writing: Option<&Writing>) -> Markup {
    let body = html! {
        section.desk-page {
            header.page-head {
                h1 { "Saved searches " span.count { (count(searches.len() as u64)) } }
                p { "Each has a feed, which a feed reader asks for what is new." }
            }
            (search_list(searches, writing))
            @if let Some(writing) = writing {
                @let fields = html! {
                    (name_field("search-name", "Name"))
                    label for="search-query" { "Query" }
                    input #search-query type="text" name="query" required dir="auto" autocomplete="off";
                    button type="submit" { "Save" }
                };
                (form("/searches", "own-form", writing, &fields))
            }
        }
    };
    Page { title: "Saved searches – Cuttings", query: Some(""), json: Some("/api/v1/searches".to_owned()), body }.draw()
}

fn search_list(searches: &[SavedSearch], writing: Option<&Writing>) -> Markup {
    html! {
        @if searches.is_empty() { p.nothing { "No search is saved so far." } }
        ul.own-list {
            @for search in searches {
                li {
                    a href=(links::search(&search.query, 1)) { bdi { (search.name) } }
                    " " code { bdi { (search.query) } }
                    " " a.feed href=(links::search_feed(&search.name)) type="application/atom+xml" { "feed" }
                    @if let Some(writing) = writing {
                        (remove("/searches", &search.name, &format!("Remove the saved search {}", search.name), writing))
                    }
                }
            }
        }
    }
}

/// Draws a page of the notes.
pub(super) fn notes(listing: &NoteListing, page: u32, more: bool) -> Markup {
    let body = html! {
        section.desk-page {
            header.page-head { h1 { "Notes " span.count { (count(listing.total)) } } }
            (note_list(&listing.notes))
            nav.pager aria-label="Pages of notes" {
                @if page > 1 { a rel="prev" href=(format!("/notes?page={}", page - 1)) { "← Later" } } @else { span {} }
                span {}
                @if more { a rel="next" href=(format!("/notes?page={}", page + 1)) { "Earlier →" } } @else { span {} }
            }
        }
    };
    Page { title: "Notes – Cuttings", query: Some(""), json: Some("/api/v1/notes".to_owned()), body }.draw()
}

fn note_list(notes: &[ListedNote]) -> Markup {
    html! {
        @if notes.is_empty() { p.nothing { "You wrote no notes so far." } }
        @for listed in notes {
            div.own-note {
                p.own-text dir="auto" { (listed.note.text) }
                p.meta { span { bdi { (listed.note.who) } ", " (dates::day(&listed.note.written_at)) } }
                @if let Some(article) = &listed.article {
                    p { a lang=[listing::language(article)] href=(format!("{}#desk", links::article(&article.id))) { (listing::title(article)) } }
                } @else {
                    p.meta { "Its article is not in this archive." }
                }
            }
        }
    }
}
