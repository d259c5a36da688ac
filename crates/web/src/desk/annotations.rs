//! Notes and highlights as W3C Web Annotations in JSON-LD (<https://www.w3.org/TR/annotation-model/>), for other programs.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Article, Highlight, Note};
use serde_json::{Value, json};

use super::json_of_kind;
use crate::WebService;
use crate::atom::urn;
use crate::failure::Problem;
use crate::pages::find_one_article;

/// The media type that the model asks for.
const MEDIA_TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

/// `GET /api/v1/articles/{id}/annotations`
pub(crate) async fn annotations(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Problem> {
    let article = find_one_article(&request, &service).await?;
    let highlights = article.own.highlights.iter().map(|highlight| of_highlight(&article, highlight));
    let items: Vec<Value> = highlights.chain(article.own.notes.iter().map(|note| of_note(&article, note))).collect();
    let page = json!({
        // The model has no word for the key of a paragraph, so one is added under a name of ours.
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "paragraph": "urn:cuttings:paragraph" }],
        "id": format!("/api/v1/articles/{}/annotations", article.sha256),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    });
    Ok(json_of_kind(MEDIA_TYPE, &page))
}

fn of_highlight(article: &Article, highlight: &Highlight) -> Value {
    let mut annotation = json!({
        "id": urn(&highlight.id),
        "type": "Annotation",
        "motivation": "highlighting",
        "creator": { "type": "Person", "name": highlight.who },
        "created": highlight.made_at,
        "target": {
            "source": source(article),
            "styleClass": highlight.colour.name(),
            "selector": {
                "type": "TextQuoteSelector",
                "exact": highlight.exact,
                "prefix": highlight.prefix,
                "suffix": highlight.suffix,
            },
            "paragraph": highlight.paragraph,
        },
    });
    if let (Some(note), Some(annotation)) = (&highlight.note, annotation.as_object_mut()) {
        annotation.insert("body".to_owned(), body(note));
    }
    annotation
}

fn of_note(article: &Article, note: &Note) -> Value {
    json!({
        "id": urn(&note.id),
        "type": "Annotation",
        "motivation": "commenting",
        "creator": { "type": "Person", "name": note.who },
        "created": note.written_at,
        "body": body(&note.text),
        "target": source(article),
    })
}

fn body(text: &str) -> Value {
    json!({ "type": "TextualBody", "value": text, "format": "text/plain", "purpose": "commenting" })
}

/// What names the article outside of this archive: its address, else its hash.
fn source(article: &Article) -> Option<String> {
    let address = article.original_url.as_ref().or(article.summary.url.as_ref());
    address.cloned().or_else(|| urn(&article.sha256))
}
