//! How to search: the query language in short, and the page that has all of it.

use actix_web::HttpResponse;
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::html::push_html;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::layout::Page;
use super::respond;

/// What keys do where scripts run.
const KEYS: [(&str, &str); 7] = [
    ("/", "go to the search box"),
    ("j k", "the next article of a list, the one before"),
    ("o Enter", "open it"),
    ("n p", "the next page of a list, the one before"),
    ("g h", "the start page"),
    ("?", "this list"),
    ("Esc", "close it, or leave the search box"),
];

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

/// How to search: the same text as in the documentation of the project.
const GRAMMAR: &str = include_str!("../../../../docs/search.md");

/// `GET /help`
pub(crate) async fn help() -> HttpResponse {
    respond(HttpResponse::Ok(), draw(GRAMMAR))
}

fn draw(grammar: &str) -> Markup {
    let body = html! {
        section.guide {
            (markdown(grammar))
            h2 { "Keys" }
            (keys())
        }
    };
    Page { title: "How to search – Cuttings", query: Some(""), json: None, body }.draw()
}

/// What the script shows for a question mark: nothing until then.
pub(super) fn dialog() -> Markup {
    html! {
        dialog #keys.key-help aria-labelledby="keys-title" {
            h2 #keys-title { "Keys" }
            (keys())
            form method="dialog" { button { "Close" } }
        }
    }
}

fn keys() -> Markup {
    html! {
        dl.keys {
            @for (keys, meaning) in KEYS {
                div { dt { @for key in keys.split(' ') { kbd { (key) } " " } } dd { (meaning) } }
            }
        }
    }
}

/// Draws a text of the project's own. Its links lead to its other files, which are not here, so only their words stay.
fn markdown(text: &str) -> Markup {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        // What scrolls must be reachable by keyboard.
        Event::Start(Tag::CodeBlock(_)) => Some(Event::Html("<pre tabindex=\"0\"><code>".into())),
        Event::End(TagEnd::CodeBlock) => Some(Event::Html("</code></pre>".into())),
        event => Some(event),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    PreEscaped(html)
}
