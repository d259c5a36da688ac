//! What forms send, done; then the browser is sent back to the page that shows it.

use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Colour, NewHighlight};

use super::find_name;
use crate::WebService;
use crate::failure::Failure;
use crate::form::Form;
use crate::links;
use crate::pages::find_id;

type Answer = Result<HttpResponse, Failure>;
type Service = web::Data<WebService>;

/// Reads a form and checks that it is one of ours.
fn read(service: &WebService, body: &[u8]) -> Result<Form, Failure> {
    let writing = service.writing().ok_or_else(Failure::not_writing)?;
    let form = Form::parse(body);
    writing.check_token(form.text("token"))?;
    Ok(form)
}

/// Sends the browser on, so that loading the page again does not send the form again.
pub(super) fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}

fn see_article(id: &IdPrefix) -> HttpResponse {
    see(&format!("{}#desk", links::article(&id.to_string())))
}

/// The id in a field of a form.
fn id_of(form: &Form, field: &str) -> Result<IdPrefix, Failure> {
    IdPrefix::parse(form.text(field).trim())
        .ok_or_else(|| Failure::unprocessable("An id is 6 to 64 digits of 0–9 and a–f."))
}

/// `POST /articles/{id}/tags`: `name`, several with commas between them, or `remove`.
pub(crate) async fn tags(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, form) = (find_id(&request)?, read(&service, &body)?);
    service
        .write(move |archive, who| {
            if let Some(name) = form.given("remove") {
                return archive.remove_own_tag(&id, name).map(drop);
            }
            let mut names = form.text("name").split(',').filter(|name| !name.trim().is_empty());
            names.try_for_each(|name| archive.add_own_tag(&id, name, who).map(drop))
        })
        .await?;
    Ok(see_article(&id))
}

/// `POST /articles/{id}/notes`: `text`, or `remove`.
pub(crate) async fn notes(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, form) = (find_id(&request)?, read(&service, &body)?);
    let remove = form.given("remove").map(|_| id_of(&form, "remove")).transpose()?;
    service
        .write(move |archive, who| match remove {
            Some(note) => archive.remove_note(&note),
            None => archive.add_note(&id, form.text("text"), who).map(drop),
        })
        .await?;
    Ok(see_article(&id))
}

/// `POST /articles/{id}/highlights`: `exact`, `prefix`, `suffix`, `colour` and `note`, or `remove`.
pub(crate) async fn highlights(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, form) = (find_id(&request)?, read(&service, &body)?);
    let remove = form.given("remove").map(|_| id_of(&form, "remove")).transpose()?;
    service
        .write(move |archive, who| {
            if let Some(highlight) = remove {
                return archive.remove_highlight(&highlight);
            }
            let new = NewHighlight {
                exact: form.text("exact"),
                prefix: form.text("prefix"),
                suffix: form.text("suffix"),
                colour: Colour::named(form.text("colour")).unwrap_or_default(),
                note: form.given("note"),
            };
            archive.add_highlight(&id, &new, who).map(drop)
        })
        .await?;
    Ok(see_article(&id))
}

/// `POST /articles/{id}/collections`: `name` of the one to be in, or `remove`.
pub(crate) async fn article_collections(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (id, form) = (find_id(&request)?, read(&service, &body)?);
    service
        .write(move |archive, who| match form.given("remove") {
            Some(name) => archive.remove_from_collection(name, &id).map(drop),
            None => archive.add_to_collection(form.text("name"), &[id], who).map(drop),
        })
        .await?;
    Ok(see_article(&id))
}

/// `POST /collections`: `name` and `private`, or `remove`.
pub(crate) async fn collections(service: Service, body: web::Bytes) -> Answer {
    let form = read(&service, &body)?;
    service
        .write(move |archive, who| match form.given("remove") {
            Some(name) => archive.remove_collection(name),
            None => archive.set_collection(form.text("name"), form.given("private").is_some(), who).map(drop),
        })
        .await?;
    Ok(see("/collections"))
}

/// `POST /collection/{name}`: `remove` with an article, or `move` with an article and `place`.
pub(crate) async fn collection(request: HttpRequest, service: Service, body: web::Bytes) -> Answer {
    let (name, form) = (find_name(&request), read(&service, &body)?);
    let back = links::collection(&name);
    if form.given("remove").is_some() {
        let article = id_of(&form, "remove")?;
        service.write(move |archive, _| archive.remove_from_collection(&name, &article)).await?;
        return Ok(see(&back));
    }
    let article = id_of(&form, "move")?;
    let place = form.text("place").trim().parse();
    let place = place.map_err(|_| Failure::unprocessable("The place in a collection is a number from 1."))?;
    service.write(move |archive, _| archive.move_in_collection(&name, &article, place)).await?;
    Ok(see(&back))
}

/// `POST /searches`: `name` and `query`, or `remove`.
pub(crate) async fn searches(service: Service, body: web::Bytes) -> Answer {
    let form = read(&service, &body)?;
    service
        .write(move |archive, who| match form.given("remove") {
            Some(name) => archive.remove_search(name),
            None => archive.save_search(form.text("name"), form.text("query"), who).map(drop),
        })
        .await?;
    Ok(see("/searches"))
}
