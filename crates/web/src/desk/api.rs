//! The desk in the JSON API.
//!
//! What writes takes JSON only, which no page of another site can have a browser send without asking first; we never
//! allow it. So programs need no token of a form.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, Colour, NewHighlight};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::find_name;
use crate::WebService;
use crate::failure::{Failure, Problem};
use crate::pages::desk::find_job;
use crate::pages::find_id;
use crate::parameters::{FARTHEST, MOST_HITS, Parameters};

/// Notes in an answer where the request does not say.
const USUAL_NOTES: u32 = 20;

type Answer = Result<HttpResponse, Problem>;
type Service = web::Data<WebService>;

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct NewNote {
    text: String,
}

#[derive(Deserialize)]
struct NewPassage {
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    colour: Colour,
    note: Option<String>,
}

#[derive(Deserialize)]
struct NewCollection {
    name: String,
    #[serde(default)]
    private: bool,
}

#[derive(Deserialize)]
struct Collect {
    id: String,
    place: Option<u32>,
}

#[derive(Deserialize)]
struct NewSearch {
    name: String,
    query: String,
}

/// Reads a body of JSON.
fn read<T: DeserializeOwned>(request: &HttpRequest, body: &[u8]) -> Result<T, Failure> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(Failure::unsupported("Send JSON, with “Content-Type: application/json”."));
    }
    serde_json::from_slice(body).map_err(|error| Failure::unprocessable(format!("The JSON cannot be read: {error}.")))
}

fn created(value: &impl serde::Serialize) -> HttpResponse {
    HttpResponse::Created().json(value)
}

fn removed() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Says that there was nothing to remove.
fn removed_if(was_there: bool, what: &str) -> Answer {
    if was_there { Ok(removed()) } else { Err(Failure::not_found(format!("The article has no such {what}.")).into()) }
}

/// `GET /api/v1/tags`: the reader's own.
pub(crate) async fn tags(service: Service) -> Answer {
    Ok(HttpResponse::Ok().json(service.read(Archive::list_own_tags).await?))
}

/// `GET /api/v1/notes?limit=&offset=`
pub(crate) async fn notes(request: HttpRequest, service: Service) -> Answer {
    let parameters = Parameters::of(&request);
    let limit = parameters.number("limit", USUAL_NOTES, &(0..=MOST_HITS))?;
    let offset = parameters.number("offset", 0, &(0..=FARTHEST))?;
    Ok(HttpResponse::Ok().json(service.read(move |archive| archive.list_notes(limit, offset)).await?))
}

/// `GET /api/v1/collections`
pub(crate) async fn collections(service: Service) -> Answer {
    Ok(HttpResponse::Ok().json(service.read(Archive::list_collections).await?))
}

/// `GET /api/v1/collections/{name}`
pub(crate) async fn collection(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    Ok(HttpResponse::Ok().json(service.read(move |archive| archive.get_collection(&name)).await?))
}

/// `GET /api/v1/searches`
pub(crate) async fn searches(service: Service) -> Answer {
    Ok(HttpResponse::Ok().json(service.read(Archive::list_searches).await?))
}

/// `GET /api/v1/searches/{name}`
pub(crate) async fn search(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    Ok(HttpResponse::Ok().json(service.read(move |archive| archive.get_search(&name)).await?))
}

/// `POST /api/v1/articles/{id}/tags` `{"name"}`
pub(crate) async fn add_tag(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, Named { name }) = (find_id(&request)?, read(&request, &body)?);
    let name = service.write(move |archive, who| archive.add_own_tag(&id, &name, who)).await?;
    Ok(created(&json!({ "name": name })))
}

/// `DELETE /api/v1/articles/{id}/tags/{name}`
pub(crate) async fn remove_tag(request: HttpRequest, service: Service) -> Answer {
    let (id, name) = (find_id(&request)?, find_name(&request));
    removed_if(service.write(move |archive, _| archive.remove_own_tag(&id, &name)).await?, "tag")
}

/// `POST /api/v1/articles/{id}/notes` `{"text"}`
pub(crate) async fn add_note(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, NewNote { text }) = (find_id(&request)?, read(&request, &body)?);
    Ok(created(&service.write(move |archive, who| archive.add_note(&id, &text, who)).await?))
}

/// `DELETE /api/v1/notes/{id}`
pub(crate) async fn remove_note(request: HttpRequest, service: Service) -> Answer {
    let id = find_id(&request)?;
    service.write(move |archive, _| archive.remove_note(&id)).await?;
    Ok(removed())
}

/// `POST /api/v1/articles/{id}/highlights` `{"exact", "prefix", "suffix", "colour", "note"}`
pub(crate) async fn add_highlight(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, new): (_, NewPassage) = (find_id(&request)?, read(&request, &body)?);
    let highlight = service.write(move |archive, who| {
        let NewPassage { exact, prefix, suffix, colour, note } = &new;
        let new = NewHighlight { exact, prefix, suffix, colour: *colour, note: note.as_deref() };
        archive.add_highlight(&id, &new, who)
    });
    Ok(created(&highlight.await?))
}

/// `DELETE /api/v1/highlights/{id}`
pub(crate) async fn remove_highlight(request: HttpRequest, service: Service) -> Answer {
    let id = find_id(&request)?;
    service.write(move |archive, _| archive.remove_highlight(&id)).await?;
    Ok(removed())
}

/// `POST /api/v1/collections` `{"name", "private"}`
pub(crate) async fn add_collection(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let NewCollection { name, private } = read(&request, &body)?;
    let write = move |archive: &Archive, who: &str| {
        let name = archive.set_collection(&name, private, who)?;
        archive.get_collection(&name)
    };
    Ok(created(&service.write(write).await?))
}

/// `DELETE /api/v1/collections/{name}`
pub(crate) async fn remove_collection(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    service.write(move |archive, _| archive.remove_collection(&name)).await?;
    Ok(removed())
}

/// `POST /api/v1/collections/{name}/articles` `{"id", "place"}`: at the end, or at a place from 1.
pub(crate) async fn collect(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (name, Collect { id, place }) = (find_name(&request), read(&request, &body)?);
    let id = IdPrefix::parse(&id).ok_or_else(|| Failure::unprocessable("An id is 6 to 64 digits of 0–9 and a–f."))?;
    let write = move |archive: &Archive, who: &str| {
        let (name, _) = archive.add_to_collection(&name, &[id], who)?;
        if let Some(place) = place {
            archive.move_in_collection(&name, &id, place)?;
        }
        archive.get_collection(&name)
    };
    Ok(created(&service.write(write).await?))
}

/// `DELETE /api/v1/collections/{name}/articles/{id}`
pub(crate) async fn remove_collected(request: HttpRequest, service: Service) -> Answer {
    let (name, id) = (find_name(&request), find_id(&request)?);
    removed_if(service.write(move |archive, _| archive.remove_from_collection(&name, &id)).await?, "collection")
}

/// `POST /api/v1/searches` `{"name", "query"}`
pub(crate) async fn save_search(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let NewSearch { name, query } = read(&request, &body)?;
    Ok(created(&service.write(move |archive, who| archive.save_search(&name, &query, who)).await?))
}

/// `DELETE /api/v1/searches/{name}`
pub(crate) async fn remove_search(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    service.write(move |archive, _| archive.remove_search(&name)).await?;
    Ok(removed())
}

/// `GET /api/v1/imports/{job}`: how far an import from the browser is.
pub(crate) async fn import_job(request: HttpRequest, service: Service) -> Answer {
    Ok(HttpResponse::Ok().json(find_job(&request, &service)?))
}
