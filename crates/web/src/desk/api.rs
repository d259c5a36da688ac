//! The desk in the JSON API.
//!
//! What writes takes JSON only, which no page of another site can have a browser send without asking first; we never
//! allow it. So programs need no token of a form.

use actix_web::error::JsonPayloadError;
use actix_web::http::Method;
use actix_web::web::{Json, JsonConfig};
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::IdPrefix;
use cuttings_store::{Archive, ArchiveError, CollectionListing, Highlight, NewHighlight, Note, SavedSearch};
use serde::Serialize;

use super::annotations::annotations;
use super::answers::{
    AddedTag, CollectionAnswer, CollectionsAnswer, NewCollection, NewEntry, NewNote, NewPassage, NewSearch, NewTag,
    NotesAnswer, SavedSearchesAnswer, Sent, TagsAnswer,
};
use super::imports::Job;
use super::{MOST_BODY, find_name};
use crate::WebService;
use crate::api::answers::ProblemDetails;
use crate::api::known_by_itself;
use crate::cursor::{Portion, part};
use crate::failure::{Failure, Problem};
use crate::pages::desk::find_job;
use crate::pages::find_id;
use crate::parameters::Parameters;
use crate::route::Route;

type Answer = Result<HttpResponse, Problem>;
type Service = web::Data<WebService>;

/// The routes of the desk in the API.
pub(super) fn routes(writes: bool) -> Vec<Route> {
    let mut list = Route::reading("/api/v1/collections", collections);
    let mut one = Route::reading("/api/v1/collections/{name}", collection);
    let mut searches = Route::reading("/api/v1/searches", saved_searches);
    let mut search = Route::reading("/api/v1/searches/{name}", saved_search);
    if writes {
        list = list.and(Method::POST, add_collection);
        one = one.and(Method::DELETE, remove_collection);
        searches = searches.and(Method::POST, save_search);
        search = search.and(Method::DELETE, remove_search);
    }
    let mut routes = vec![
        Route::reading("/api/v1/articles/{id}/annotations", annotations),
        Route::reading("/api/v1/notes", notes),
        Route::reading("/api/v1/tags", tags),
        list,
        one,
        searches,
        search,
    ];
    if writes {
        routes.extend([
            Route::reading("/api/v1/imports/{job}", import_job),
            Route::taking("/api/v1/collections/{name}/articles", Method::POST, collect),
            Route::taking("/api/v1/collections/{name}/articles/{id}", Method::DELETE, remove_collected),
            Route::taking("/api/v1/articles/{id}/tags", Method::POST, add_tag),
            Route::taking("/api/v1/articles/{id}/tags/{name}", Method::DELETE, remove_tag),
            Route::taking("/api/v1/articles/{id}/notes", Method::POST, add_note),
            Route::taking("/api/v1/notes/{id}", Method::DELETE, remove_note),
            Route::taking("/api/v1/articles/{id}/highlights", Method::POST, add_highlight),
            Route::taking("/api/v1/highlights/{id}", Method::DELETE, remove_highlight),
        ]);
    }
    routes
}

/// How bodies of JSON are read: within a bound, and refused with problem details.
pub(crate) fn json_config() -> JsonConfig {
    JsonConfig::default().limit(MOST_BODY).error_handler(|error, _| Problem::from(refuse(&error)).into())
}

fn refuse(error: &JsonPayloadError) -> Failure {
    match error {
        JsonPayloadError::OverflowKnownLength { .. } | JsonPayloadError::Overflow { .. } => {
            Failure::too_large(format!("JSON of at most {MOST_BODY} bytes is taken."))
        }
        JsonPayloadError::ContentType => Failure::unsupported("Send JSON, with “Content-Type: application/json”."),
        JsonPayloadError::Deserialize(error) => Failure::unprocessable(format!("The JSON cannot be read: {error}.")),
        error => Failure::bad_request(format!("The request broke off or cannot be read: {error}.")),
    }
}

fn given(answer: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(answer)
}

fn created(answer: &impl Serialize) -> HttpResponse {
    HttpResponse::Created().json(answer)
}

fn removed() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// Says that there was nothing to remove.
fn removed_if(was_there: bool, what: &str) -> Answer {
    if was_there { Ok(removed()) } else { Err(Failure::not_found(format!("The article has no such {what}.")).into()) }
}

/// A part of a collection.
fn answer(listing: CollectionListing, portion: &Portion) -> CollectionAnswer {
    let CollectionListing { collection, entries, missing } = listing;
    let part = portion.cut(entries, |entry| entry.article.id.clone());
    CollectionAnswer { collection, missing, next: part.next.map(|next| next.write()), entries: part.items }
}

#[utoipa::path(
    get, path = "/api/v1/tags", tag = "Your desk",
    summary = "The reader's own tags, the most used first",
    params(
        ("limit" = Option<u32>, Query, description = "Items to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The list", body = TagsAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn tags(request: HttpRequest, service: Service) -> Answer {
    let portion = Portion::of(&Parameters::of(&request))?;
    let tags = service.read(Archive::list_own_tags).await?;
    let total = tags.len() as u64;
    let part = portion.cut(tags, |tag| tag.name.clone());
    Ok(given(&TagsAnswer { total, next: part.next.map(|next| next.write()), tags: part.items }))
}

#[utoipa::path(
    get, path = "/api/v1/notes", tag = "Your desk",
    summary = "The notes about all articles, the latest first",
    params(
        ("limit" = Option<u32>, Query, description = "Items to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The list", body = NotesAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn notes(request: HttpRequest, service: Service) -> Answer {
    let Portion { limit, cursor } = Portion::of(&Parameters::of(&request))?;
    let read = move |archive: &Archive| {
        let mut total = 0;
        let fetch = |limit, offset| {
            let listing = archive.list_notes(limit, offset)?;
            total = listing.total;
            Ok::<_, ArchiveError>(listing.notes)
        };
        let part = part(cursor.as_ref(), limit, |listed| listed.note.id.as_str(), fetch)?;
        Ok(NotesAnswer { total, next: part.next.map(|next| next.write()), notes: part.items })
    };
    Ok(given(&service.read(read).await?))
}

#[utoipa::path(
    get, path = "/api/v1/collections", tag = "Your desk",
    summary = "The collections by name",
    params(
        ("limit" = Option<u32>, Query, description = "Items to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The list", body = CollectionsAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn collections(request: HttpRequest, service: Service) -> Answer {
    let portion = Portion::of(&Parameters::of(&request))?;
    let collections = service.read(Archive::list_collections).await?;
    let total = collections.len() as u64;
    let part = portion.cut(collections, |collection| collection.name.clone());
    let next = part.next.map(|next| next.write());
    Ok(given(&CollectionsAnswer { total, next, collections: part.items }))
}

#[utoipa::path(
    get, path = "/api/v1/collections/{name}", tag = "Your desk",
    summary = "A collection with its articles in its order",
    params(
        ("name" = String, Path, description = "The name of the collection."),
        ("limit" = Option<u32>, Query, description = "Items to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The collection", body = CollectionAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "There is none of this name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn collection(request: HttpRequest, service: Service) -> Answer {
    let (name, portion) = (find_name(&request), Portion::of(&Parameters::of(&request))?);
    let listing = service.read(move |archive| archive.get_collection(&name)).await?;
    Ok(given(&answer(listing, &portion)))
}

#[utoipa::path(
    get, path = "/api/v1/searches", tag = "Your desk",
    summary = "The saved searches by name",
    params(
        ("limit" = Option<u32>, Query, description = "Items to give at most; 20 where it is not said.", minimum = 0, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the answer before.", pattern = "^[0-9a-f]{1,8}-[0-9a-f]{1,64}$"),
    ),
    responses(
        (status = 200, description = "The list", body = SavedSearchesAnswer),
        (status = 400, description = "A parameter is not as it must be", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn saved_searches(request: HttpRequest, service: Service) -> Answer {
    let portion = Portion::of(&Parameters::of(&request))?;
    let searches = service.read(Archive::list_searches).await?;
    let total = searches.len() as u64;
    let part = portion.cut(searches, |search| search.name.clone());
    let next = part.next.map(|next| next.write());
    Ok(given(&SavedSearchesAnswer { total, next, searches: part.items }))
}

#[utoipa::path(
    get, path = "/api/v1/searches/{name}", tag = "Your desk",
    summary = "A saved search; /searches/NAME.atom is its feed",
    params(
        ("name" = String, Path, description = "The name of the search."),
    ),
    responses(
        (status = 200, description = "The search", body = SavedSearch),
        (status = 404, description = "There is none of this name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive cannot be read, or not soon enough", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn saved_search(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    Ok(given(&service.read(move |archive| archive.get_search(&name)).await?))
}

#[utoipa::path(
    post, path = "/api/v1/articles/{id}/tags", tag = "Your desk",
    summary = "Gives an article a tag",
    description = "One that it has already stays as it is.",
    params(
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    request_body = NewTag,
    responses(
        (status = 201, description = "What was kept", body = AddedTag),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add_tag(request: HttpRequest, service: Service, sent: Json<Sent<NewTag>>) -> Answer {
    let (id, Sent(NewTag { name })) = (find_id(&request)?, sent.into_inner());
    let name = service.write(move |archive, who| archive.add_own_tag(&id, &name, who)).await?;
    Ok(created(&AddedTag { name }))
}

#[utoipa::path(
    delete, path = "/api/v1/articles/{id}/tags/{name}", tag = "Your desk",
    summary = "Takes a tag from an article",
    params(
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
        ("name" = String, Path, description = "The tag."),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "There is no such article, or it does not have the tag", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_tag(request: HttpRequest, service: Service) -> Answer {
    let (id, name) = (find_id(&request)?, find_name(&request));
    removed_if(service.write(move |archive, _| archive.remove_own_tag(&id, &name)).await?, "tag")
}

#[utoipa::path(
    post, path = "/api/v1/articles/{id}/notes", tag = "Your desk",
    summary = "Writes a note about an article",
    description = "The answer has its id.",
    params(
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    request_body = NewNote,
    responses(
        (status = 201, description = "What was kept", body = Note),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add_note(request: HttpRequest, service: Service, sent: Json<Sent<NewNote>>) -> Answer {
    let (id, Sent(NewNote { text })) = (find_id(&request)?, sent.into_inner());
    Ok(created(&service.write(move |archive, who| archive.add_note(&id, &text, who)).await?))
}

#[utoipa::path(
    delete, path = "/api/v1/notes/{id}", tag = "Your desk",
    summary = "Removes a note",
    params(
        ("id" = String, Path, description = "The id of the note, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "No note has an id that begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_note(request: HttpRequest, service: Service) -> Answer {
    let id = find_id(&request)?;
    service.write(move |archive, _| archive.remove_note(&id)).await?;
    Ok(removed())
}

#[utoipa::path(
    post, path = "/api/v1/articles/{id}/highlights", tag = "Your desk",
    summary = "Marks a passage of an article",
    description = "A passage that no paragraph of the article has is refused with 422.",
    params(
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    request_body = NewPassage,
    responses(
        (status = 201, description = "What was kept", body = Highlight),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add_highlight(request: HttpRequest, service: Service, sent: Json<Sent<NewPassage>>) -> Answer {
    let (id, Sent(new)) = (find_id(&request)?, sent.into_inner());
    let highlight = service.write(move |archive, who| {
        let NewPassage { exact, prefix, suffix, colour, note } = &new;
        let new = NewHighlight { exact, prefix, suffix, colour: *colour, note: note.as_deref() };
        archive.add_highlight(&id, &new, who)
    });
    Ok(created(&highlight.await?))
}

#[utoipa::path(
    delete, path = "/api/v1/highlights/{id}", tag = "Your desk",
    summary = "Removes a highlight",
    params(
        ("id" = String, Path, description = "The id of the highlight, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "No highlight has an id that begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_highlight(request: HttpRequest, service: Service) -> Answer {
    let id = find_id(&request)?;
    service.write(move |archive, _| archive.remove_highlight(&id)).await?;
    Ok(removed())
}

#[utoipa::path(
    post, path = "/api/v1/collections", tag = "Your desk",
    summary = "Makes a collection",
    description = "One that is there already stays, and is private from then on or not, as it is said.",
    request_body = NewCollection,
    responses(
        (status = 201, description = "What was kept", body = CollectionAnswer),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add_collection(service: Service, sent: Json<Sent<NewCollection>>) -> Answer {
    let Sent(NewCollection { name, private }) = sent.into_inner();
    let write = move |archive: &Archive, who: &str| {
        let name = archive.set_collection(&name, private, who)?;
        archive.get_collection(&name)
    };
    Ok(created(&answer(service.write(write).await?, &Portion::FIRST)))
}

#[utoipa::path(
    delete, path = "/api/v1/collections/{name}", tag = "Your desk",
    summary = "Removes a collection; its articles stay in the archive",
    params(
        ("name" = String, Path, description = "The name of the collection."),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "There is none of this name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_collection(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    service.write(move |archive, _| archive.remove_collection(&name)).await?;
    Ok(removed())
}

#[utoipa::path(
    post, path = "/api/v1/collections/{name}/articles", tag = "Your desk",
    summary = "Puts an article in a collection",
    description = "The collection is made where there is none. An article that it has already is moved, if a place is said. The answer has the first articles of the collection.",
    params(
        ("name" = String, Path, description = "The name of the collection."),
    ),
    request_body = NewEntry,
    responses(
        (status = 201, description = "What was kept", body = CollectionAnswer),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No id of an article begins so, or several do", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn collect(request: HttpRequest, service: Service, sent: Json<Sent<NewEntry>>) -> Answer {
    let (name, Sent(NewEntry { id, place })) = (find_name(&request), sent.into_inner());
    let id = IdPrefix::parse(&id).ok_or_else(|| Failure::unprocessable("An id is 6 to 64 digits of 0–9 and a–f."))?;
    let write = move |archive: &Archive, who: &str| {
        let (name, _) = archive.add_to_collection(&name, &[id], who)?;
        if let Some(place) = place {
            archive.move_in_collection(&name, &id, place.get())?;
        }
        archive.get_collection(&name)
    };
    Ok(created(&answer(service.write(write).await?, &Portion::FIRST)))
}

#[utoipa::path(
    delete, path = "/api/v1/collections/{name}/articles/{id}", tag = "Your desk",
    summary = "Takes an article out of a collection",
    params(
        ("name" = String, Path, description = "The name of the collection."),
        ("id" = String, Path, description = "The id of the article, or the first 6 to 64 digits of it.", pattern = "^[0-9a-f]{6,64}$"),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "There is no such collection or article, or it is not in it", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_collected(request: HttpRequest, service: Service) -> Answer {
    let (name, id) = (find_name(&request), find_id(&request)?);
    removed_if(service.write(move |archive, _| archive.remove_from_collection(&name, &id)).await?, "collection")
}

#[utoipa::path(
    post, path = "/api/v1/searches", tag = "Your desk",
    summary = "Saves a search",
    description = "Another search of that name gives way.",
    request_body = NewSearch,
    responses(
        (status = 201, description = "What was kept", body = SavedSearch),
        (status = 400, description = "The request broke off", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The body is not called JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "The body cannot be read, or what it says cannot be kept", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn save_search(service: Service, sent: Json<Sent<NewSearch>>) -> Answer {
    let Sent(NewSearch { name, query }) = sent.into_inner();
    Ok(created(&service.write(move |archive, who| archive.save_search(&name, &query, who)).await?))
}

#[utoipa::path(
    delete, path = "/api/v1/searches/{name}", tag = "Your desk",
    summary = "Removes a saved search",
    params(
        ("name" = String, Path, description = "The name of the search."),
    ),
    responses(
        (status = 204, description = "It is removed"),
        (status = 404, description = "There is none of this name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "That is no name", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "The archive is being written to, or cannot be read", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn remove_search(request: HttpRequest, service: Service) -> Answer {
    let name = find_name(&request);
    service.write(move |archive, _| archive.remove_search(&name)).await?;
    Ok(removed())
}

#[utoipa::path(
    get, path = "/api/v1/imports/{job}", tag = "Your desk",
    summary = "How far an import from the browser is",
    params(("job" = u64, Path, description = "Its number since the server was started, from 1; the page of the import has it.", minimum = 1)),
    responses(
        (status = 200, description = "The import", body = Job),
        (status = 404, description = "The server knows no such import; it forgets them when it ends", body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn import_job(request: HttpRequest, service: Service) -> Answer {
    // The file of the archive does not tell how far an import is.
    Ok(known_by_itself(&find_job(&request, &service)?))
}
