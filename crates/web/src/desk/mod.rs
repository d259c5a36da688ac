//! The reader's desk: what a server that was started to write lets people add, by forms and by the JSON API.
//!
//! Without that no form is drawn, no route takes anything, and every connection is read-only. Reading what is there is
//! possible either way.

mod annotations;
pub(crate) mod api;
mod feed;
pub(crate) mod forms;
pub(crate) mod imports;
mod uploads;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Archive, ArchiveError};

use crate::WebService;
use crate::assets;
use crate::failure::Failure;
use crate::secret::Secret;

pub(crate) use annotations::annotations;
pub(crate) use feed::feed;
pub use imports::{ImportProgress, Importer};

/// Most bytes of a form or of JSON: a long note, with every character escaped.
pub(crate) const MOST_BODY: usize = 512 << 10;

/// What a server that writes needs.
#[derive(Debug, Clone)]
pub struct WriteOptions {
    /// Who adds what is added here.
    pub who: String,
    /// What imports files; without it none can be imported here.
    pub importer: Option<Importer>,
    /// Most bytes of one upload, all its files together.
    pub upload_limit: u64,
}

/// A server that writes.
#[derive(Debug)]
pub(crate) struct Writing {
    pub(crate) options: WriteOptions,
    pub(crate) imports: imports::Imports,
    /// What every form of ours sends back, and no page of another site can know.
    token: Secret,
    /// Held by the one who writes: the others wait for their turn, not for SQLite's.
    turn: Mutex<()>,
}

impl Writing {
    pub(crate) fn new(options: WriteOptions) -> Result<Self, getrandom::Error> {
        Ok(Self { options, imports: imports::Imports::default(), token: Secret::random()?, turn: Mutex::default() })
    }

    /// The token for forms.
    pub(crate) fn token(&self) -> &str {
        self.token.reveal()
    }

    /// Refuses a form that does not have the token.
    pub(crate) fn check_token(&self, token: &str) -> Result<(), Failure> {
        if self.token.is(token) {
            return Ok(());
        }
        Err(Failure::forbidden("The form is older than this server, or not from it. Load the page anew and try again."))
    }

    /// Writes to the archive at a path. Blocks. The file is opened for it and closed again: nothing here holds it for
    /// writing while nobody writes.
    fn write<T>(
        &self,
        path: &Path,
        write: impl FnOnce(&Archive) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        // Opening for writing would make a new archive where the file was taken away.
        drop(Archive::open_read_only(path)?);
        write(&Archive::open(path)?)
    }
}

impl WebService {
    /// Writes to the archive, with the name of who does.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Archive, &str) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, Failure> {
        let Some(writing) = self.writing().cloned() else { return Err(Failure::method_not_allowed()) };
        let path = self.path().to_owned();
        let answer = web::block(move || writing.write(&path, |archive| write(archive, &writing.options.who))).await;
        answer.map_err(|_| Failure::internal())?.map_err(Failure::from)
    }
}

/// Adds the routes of the desk: those that read always, those that write where the server writes.
pub(crate) fn configure(config: &mut web::ServiceConfig, service: &WebService) {
    use crate::pages::desk as pages;
    use crate::service::{at, writing_at};

    let read = [
        at("/desk", pages::overview),
        at("/notes", pages::notes),
        at("/searches/{name}.atom", feed),
        at(assets::DESK_SCRIPT.path, assets::desk_script),
        at("/api/v1/articles/{id}/annotations", annotations),
        at("/api/v1/notes", api::notes),
        at("/api/v1/tags", api::tags),
    ];
    for resource in read {
        config.service(resource);
    }
    if service.writing().is_none() {
        let read = [
            at("/collections", pages::collections),
            at("/collection/{name}", pages::collection),
            at("/searches", pages::searches),
            at("/api/v1/collections", api::collections),
            at("/api/v1/collections/{name}", api::collection),
            at("/api/v1/searches", api::searches),
            at("/api/v1/searches/{name}", api::search),
        ];
        for resource in read {
            config.service(resource);
        }
        return;
    }
    let post = web::post;
    let delete = web::delete;
    let write = [
        at("/collections", pages::collections).route(post().to(forms::collections)),
        at("/collection/{name}", pages::collection).route(post().to(forms::collection)),
        at("/searches", pages::searches).route(post().to(forms::searches)),
        at("/import", pages::import).route(post().to(uploads::upload)),
        at("/import/{job}", pages::import_job),
        writing_at("/articles/{id}/tags").route(post().to(forms::tags)),
        writing_at("/articles/{id}/notes").route(post().to(forms::notes)),
        writing_at("/articles/{id}/highlights").route(post().to(forms::highlights)),
        writing_at("/articles/{id}/collections").route(post().to(forms::article_collections)),
        at("/api/v1/imports/{job}", api::import_job),
        at("/api/v1/collections", api::collections).route(post().to(api::add_collection)),
        at("/api/v1/collections/{name}", api::collection).route(delete().to(api::remove_collection)),
        writing_at("/api/v1/collections/{name}/articles").route(post().to(api::collect)),
        writing_at("/api/v1/collections/{name}/articles/{id}").route(delete().to(api::remove_collected)),
        at("/api/v1/searches", api::searches).route(post().to(api::save_search)),
        at("/api/v1/searches/{name}", api::search).route(delete().to(api::remove_search)),
        writing_at("/api/v1/articles/{id}/tags").route(post().to(api::add_tag)),
        writing_at("/api/v1/articles/{id}/tags/{name}").route(delete().to(api::remove_tag)),
        writing_at("/api/v1/articles/{id}/notes").route(post().to(api::add_note)),
        writing_at("/api/v1/notes/{id}").route(delete().to(api::remove_note)),
        writing_at("/api/v1/articles/{id}/highlights").route(post().to(api::add_highlight)),
        writing_at("/api/v1/highlights/{id}").route(delete().to(api::remove_highlight)),
    ];
    for resource in write {
        config.service(resource);
    }
}

/// The name in the path of a request, without what it is escaped with there.
pub(crate) fn find_name(request: &HttpRequest) -> String {
    // The router leaves these three escaped, so that a path can still be divided.
    let name = request.match_info().get("name").unwrap_or_default();
    name.replace("%2F", "/").replace("%2f", "/").replace("%2B", "+").replace("%2b", "+").replace("%25", "%")
}

/// Answers with JSON of a kind of its own.
fn json_of_kind(kind: &'static str, value: &serde_json::Value) -> HttpResponse {
    HttpResponse::Ok().content_type(kind).body(value.to_string())
}
