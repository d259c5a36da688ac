//! The query language in short.

use maud::{Markup, html};

/// What can be typed, and what it finds.
const OPERATORS: [(&str, &str); 12] = [
    ("late ferry", "both words, anywhere"),
    ("\"late ferry\"", "the words side by side"),
    ("light*", "words that begin so"),
    ("ferry OR boat", "either of them"),
    ("ferry -late", "the first without the second"),
    ("(ferry OR boat) quay", "parentheses group"),
    ("title:ferry", "in the title"),
    ("site:dw.com", "printed there"),
    ("author:\"Ida Brandt\"", "written by"),
    ("lang:de", "in a language"),
    ("section:Culture tag:music", "filed there"),
    ("after:2022-09 before:2023", "published in that time"),
];

/// Draws the list of operators.
pub(super) fn operators() -> Markup {
    html! {
        dl.operators {
            @for (query, meaning) in OPERATORS { div { dt { code { (query) } } dd { (meaning) } } }
        }
    }
}
