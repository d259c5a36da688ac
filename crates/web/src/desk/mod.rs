//! The reader's desk: what a server that was started to write lets people add, by forms and by the JSON API.
//!
//! Without that no form is drawn, no route takes anything, and every connection is read-only. Reading what is there is
//! possible either way.

pub(crate) mod annotations;
mod answers;
pub(crate) mod api;
mod feed;
pub(crate) mod forms;
pub(crate) mod imports;
mod uploads;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use actix_web::http::Method;
use actix_web::{HttpRequest, web};
use cuttings_store::{Archive, ArchiveError};

use crate::WebService;
use crate::failure::Failure;
use crate::route::Route;
use crate::secret::Secret;

use feed::feed;
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
        let Some(writing) = self.writing().cloned() else { return Err(Failure::not_writing()) };
        let path = self.path().to_owned();
        let answer = web::block(move || writing.write(&path, |archive| write(archive, &writing.options.who))).await;
        answer.map_err(|_| Failure::internal())?.map_err(Failure::from)
    }
}

/// The routes of the desk: those that read always, those that write where the server writes.
pub(crate) fn routes(writes: bool) -> Vec<Route> {
    use crate::pages::desk as pages;

    let mut collections = Route::reading("/collections", pages::collections);
    let mut collection = Route::reading("/collection/{name}", pages::collection);
    let mut searches = Route::reading("/searches", pages::searches);
    if writes {
        collections = collections.and(Method::POST, forms::collections);
        collection = collection.and(Method::POST, forms::collection);
        searches = searches.and(Method::POST, forms::searches);
    }
    let mut routes = vec![
        Route::reading("/desk", pages::overview),
        Route::reading("/notes", pages::notes),
        Route::reading("/searches/{name}.atom", feed),
        collections,
        collection,
        searches,
    ];
    if writes {
        routes.extend([
            Route::reading("/import", pages::import).and(Method::POST, uploads::upload),
            Route::reading("/import/{job}", pages::import_job),
            Route::taking("/articles/{id}/tags", Method::POST, forms::tags),
            Route::taking("/articles/{id}/notes", Method::POST, forms::notes),
            Route::taking("/articles/{id}/highlights", Method::POST, forms::highlights),
            Route::taking("/articles/{id}/collections", Method::POST, forms::article_collections),
        ]);
    }
    routes.extend(api::routes(writes));
    routes
}

/// The name in the path of a request, without what it is escaped with there.
pub(crate) fn find_name(request: &HttpRequest) -> String {
    // The router leaves these three escaped, so that a path can still be divided.
    let name = request.match_info().get("name").unwrap_or_default();
    name.replace("%2F", "/").replace("%2f", "/").replace("%2B", "+").replace("%2b", "+").replace("%25", "%")
}
