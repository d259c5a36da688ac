//! What is said of a query: where it could not be understood, and which one was likelier meant.

use cuttings_store::QueryNote;
use maud::{Markup, html};

use crate::failure::sentence;
use crate::links;

/// Draws a note with the query below it, the place marked.
pub(super) fn draw(query: &str, note: &QueryNote) -> Markup {
    let [before, place, behind] = note.parts(query);
    html! {
        p.note dir="auto" {
            (sentence(&note.message)) " "
            code dir="auto" { (before) mark { (place) } (behind) }
        }
    }
}

/// Draws a link to the query that was likelier meant.
pub(super) fn did_you_mean(query: &str) -> Markup {
    html! { p.note dir="auto" { "Did you mean " a href=(links::search(query, 1)) { q dir="auto" { (query) } } "?" } }
}
