//! Notes and highlights as W3C Web Annotations in JSON-LD (<https://www.w3.org/TR/annotation-model/>), for other programs.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Article, Colour, Highlight, Note};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::WebService;
use crate::api::answers::ProblemDetails;
use crate::atom::urn;
use crate::failure::{Failure, Problem};
use crate::pages::find_one_article;

/// The media type that the model asks for.
const MEDIA_TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

/// The annotations of an article.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AnnotationPage {
    /// What the words mean.
    #[serde(rename = "@context")]
    context: Vec<Value>,
    /// Where it is.
    id: String,
    /// Always `AnnotationPage`.
    r#type: &'static str,
    /// The number of the first; always 0, since all are given.
    start_index: u32,
    /// Highlights in the order of the text, then notes in the order of their writing.
    items: Vec<Annotation>,
}

/// A highlight or a note.
#[derive(Debug, Serialize, ToSchema)]
struct Annotation {
    /// What names it everywhere, a URI.
    id: String,
    /// Always `Annotation`.
    r#type: &'static str,
    /// `highlighting`, or `commenting` for a note.
    motivation: &'static str,
    /// Who made it.
    creator: Person,
    /// When, in UTC.
    created: String,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<TextualBody>,
    /// What it is about.
    target: Target,
}

/// Somebody.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    /// Always `Person`.
    r#type: &'static str,
    /// The name.
    name: String,
}

/// What was said.
#[derive(Debug, Serialize, ToSchema)]
struct TextualBody {
    /// Always `TextualBody`.
    r#type: &'static str,
    /// The text.
    value: String,
    /// Always `text/plain`.
    format: &'static str,
    /// Always `commenting`.
    purpose: &'static str,
}

/// What an annotation is about: a passage, or the whole article by its URI.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Target {
    Passage(Passage),
    Article(String),
}

/// A passage of an article.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Passage {
    /// The URI of the article.
    source: String,
    /// The colour that it is marked with.
    style_class: Colour,
    /// The passage and what stands around it.
    selector: TextQuoteSelector,
    /// The key of the paragraph that it was made in, 32 hex digits.
    paragraph: String,
}

/// A passage and what stands around it.
#[derive(Debug, Serialize, ToSchema)]
struct TextQuoteSelector {
    /// Always `TextQuoteSelector`.
    r#type: &'static str,
    /// The passage.
    exact: String,
    /// What stands before it.
    prefix: String,
    /// What stands behind it.
    suffix: String,
}

#[utoipa::path(
    get, path = "/api/v1/articles/{id}/annotations", tag = "Your desk",
    summary = "The notes and highlights of an article as W3C Web Annotations",
    params(("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$")),
    responses(
        (status = 200, description = "The annotations", body = AnnotationPage, content_type = "application/ld+json"),
        (status = 300, description = "Several ids begin so; `candidates` has them", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn annotations(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Problem> {
    let article = find_one_article(&request, &service).await?;
    let highlights = article.own.highlights.iter().map(|highlight| of_highlight(&article, highlight));
    let page = AnnotationPage {
        // The model has no word for the key of a paragraph, so one is added under a name of ours.
        context: vec![json!("http://www.w3.org/ns/anno.jsonld"), json!({ "paragraph": "urn:cuttings:paragraph" })],
        id: format!("/api/v1/articles/{}/annotations", article.sha256),
        r#type: "AnnotationPage",
        start_index: 0,
        items: highlights.chain(article.own.notes.iter().map(|note| of_note(&article, note))).collect(),
    };
    let body = serde_json::to_string(&page).map_err(|_| Failure::internal())?;
    Ok(HttpResponse::Ok().content_type(MEDIA_TYPE).body(body))
}

fn of_highlight(article: &Article, highlight: &Highlight) -> Annotation {
    let selector = TextQuoteSelector {
        r#type: "TextQuoteSelector",
        exact: highlight.exact.clone(),
        prefix: highlight.prefix.clone(),
        suffix: highlight.suffix.clone(),
    };
    let passage = Passage {
        source: source(article),
        style_class: highlight.colour,
        selector,
        paragraph: highlight.paragraph.clone(),
    };
    Annotation {
        id: urn(&highlight.id).unwrap_or_default(),
        r#type: "Annotation",
        motivation: "highlighting",
        creator: person(&highlight.who),
        created: highlight.made_at.clone(),
        body: highlight.note.as_deref().map(body),
        target: Target::Passage(passage),
    }
}

fn of_note(article: &Article, note: &Note) -> Annotation {
    Annotation {
        id: urn(&note.id).unwrap_or_default(),
        r#type: "Annotation",
        motivation: "commenting",
        creator: person(&note.who),
        created: note.written_at.clone(),
        body: Some(body(&note.text)),
        target: Target::Article(source(article)),
    }
}

fn person(name: &str) -> Person {
    Person { r#type: "Person", name: name.to_owned() }
}

fn body(text: &str) -> TextualBody {
    TextualBody { r#type: "TextualBody", value: text.to_owned(), format: "text/plain", purpose: "commenting" }
}

/// What names the article outside of this archive: its address, else its hash.
fn source(article: &Article) -> String {
    let address = article.original_url.as_ref().or(article.summary.url.as_ref());
    address.cloned().or_else(|| urn(&article.sha256)).unwrap_or_default()
}
