//! What a reader added to an article, under its text.

use cuttings_store::{Article, Colour, Highlight, LONGEST_NOTE, Note};
use maud::{Markup, html};

use super::text::anchor;
use super::{collection_link, form, name_field, remove, script};
use crate::desk::Writing;
use crate::links;
use crate::pages::dates;

/// Draws it; nothing where there is nothing and nothing can be added.
pub(in crate::pages) fn of_article(article: &Article, writing: Option<&Writing>) -> Markup {
    if article.own.is_empty() && writing.is_none() {
        return Markup::default();
    }
    html! {
        section.desk #desk aria-labelledby="desk-title" {
            h2 #desk-title { "Your desk" }
            div.desk-parts {
                (tags(article, writing))
                (collections(article, writing))
                (notes(article, writing))
                (highlights(article, writing))
            }
            @if writing.is_some() { (script()) }
        }
    }
}

/// Where the forms of an article go.
fn action(article: &Article, what: &str) -> String {
    format!("{}/{what}", links::article(&article.summary.id))
}

fn tags(article: &Article, writing: Option<&Writing>) -> Markup {
    let action = action(article, "tags");
    let own = &article.own.tags;
    html! {
        @if !own.is_empty() || writing.is_some() {
            section {
                h3 { "Tags" }
                ul.tags {
                    @for tag in own {
                        li {
                            a href=(links::field("tag", tag)) { bdi { (tag) } }
                            @if let Some(writing) = writing { (remove(&action, tag, &format!("Remove the tag {tag}"), writing)) }
                        }
                    }
                }
                @if let Some(writing) = writing {
                    (form(&action, "own-form", writing, &html! { (name_field("tag-name", "Tag")) button type="submit" { "Add" } }))
                }
            }
        }
    }
}

fn collections(article: &Article, writing: Option<&Writing>) -> Markup {
    let action = action(article, "collections");
    let own = &article.own.collections;
    html! {
        @if !own.is_empty() || writing.is_some() {
            section {
                h3 { "Collections" }
                ul.tags.plain {
                    @for name in own {
                        li {
                            (collection_link(name))
                            @if let Some(writing) = writing {
                                (remove(&action, name, &format!("Take it out of {name}"), writing))
                            }
                        }
                    }
                }
                @if let Some(writing) = writing {
                    @let fields = html! { (name_field("collection-name", "Collection")) button type="submit" { "Put in" } };
                    (form(&action, "own-form", writing, &fields))
                }
            }
        }
    }
}

fn notes(article: &Article, writing: Option<&Writing>) -> Markup {
    let action = action(article, "notes");
    html! {
        @if !article.own.notes.is_empty() || writing.is_some() {
            section {
                h3 { "Notes" }
                @for Note { id, text, who, written_at, .. } in &article.own.notes {
                    div.own-note #(format!("note-{}", id.get(..12).unwrap_or(id))) {
                        p.own-text dir="auto" { (text) }
                        div.meta {
                            span { bdi { (who) } ", " (dates::day(written_at)) }
                            @if let Some(writing) = writing { (remove(&action, id, "Remove this note", writing)) }
                        }
                    }
                }
                @if let Some(writing) = writing {
                    @let fields = html! {
                        label for="note-text" { "Note" }
                        textarea #note-text name="text" rows="3" required maxlength=(LONGEST_NOTE) dir="auto" {}
                        button type="submit" { "Write" }
                    };
                    (form(&action, "own-form tall", writing, &fields))
                }
            }
        }
    }
}

fn highlights(article: &Article, writing: Option<&Writing>) -> Markup {
    let action = action(article, "highlights");
    html! {
        @if !article.own.highlights.is_empty() || writing.is_some() {
            section {
                h3 { "Highlights" }
                @for highlight in &article.own.highlights { (draw_highlight(highlight, &action, writing)) }
                @if let Some(writing) = writing {
                    details.highlight-by-hand {
                        summary { "Highlight a passage" }
                        (form(&action, "own-form tall highlight", writing, &fields()))
                    }
                }
            }
        }
    }
}

fn draw_highlight(highlight: &Highlight, action: &str, writing: Option<&Writing>) -> Markup {
    let Highlight { id, exact, note, who, made_at, colour, anchor: place, .. } = highlight;
    html! {
        div.own-note.own-highlight.(colour.name()) {
            blockquote dir="auto" {
                @if place.is_some() { a href=(format!("#{}", anchor(id))) { (exact) } } @else { (exact) }
            }
            @if place.is_none() { p.note { "The text does not have this passage any more." } }
            @if let Some(note) = note { p.own-text dir="auto" { (note) } }
            div.meta {
                span { bdi { (who) } ", " (dates::day(made_at)) }
                @if let Some(writing) = writing { (remove(action, id, "Remove this highlight", writing)) }
            }
        }
    }
}

/// The script fills these in from what is selected in the text.
fn fields() -> Markup {
    html! {
        label for="highlight-exact" { "Passage, as it is printed in one paragraph" }
        textarea #highlight-exact name="exact" rows="2" required dir="auto" {}
        input type="hidden" name="prefix";
        input type="hidden" name="suffix";
        label for="highlight-colour" { "Colour" }
        select #highlight-colour name="colour" {
            @for colour in Colour::ALL { option value=(colour.name()) { (colour.name()) } }
        }
        label for="highlight-note" { "Note, if you like" }
        input #highlight-note type="text" name="note" maxlength=(LONGEST_NOTE) dir="auto" autocomplete="off";
        button type="submit" { "Highlight" }
    }
}
