//! The web service: what all requests share.

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::rt::time::timeout;
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_store::{Archive, ArchiveError, Facets, SearchRequest, SiteReuse, Stats};

use crate::access::{Access, check_access};
use crate::connections::Connections;
use crate::desk::{self, MOST_BODY, WriteOptions, Writing};
use crate::failure::{Failure, Problem};
use crate::file_state::FileState;
use crate::headers::add_headers;
use crate::hosts::{Hosts, check_host};
use crate::origins::check_origin;
use crate::rate::{Rate, limit_rate};
use crate::statistics::Statistics;
use crate::{api, etag, routes};

/// How long a page waits for numbers.
const SOON: Duration = Duration::from_secs(1);

/// How long a page or an answer may read. Longer than any query should need, short enough that the few threads that read
/// are not all held up for long.
const LONGEST: Duration = Duration::from_secs(15);

/// The pages and the JSON API of one archive, ready to be put into an actix-web application.
///
/// ```no_run
/// use std::net::Ipv4Addr;
/// use std::path::Path;
///
/// use actix_web::App;
/// use cuttings_web::WebService;
///
/// let service = WebService::open(Path::new("cuttings.db"), Ipv4Addr::LOCALHOST.into())?;
/// let app = App::new().configure(|config| service.configure(config));
/// # Ok::<(), cuttings_store::ArchiveError>(())
/// ```
#[derive(Debug, Clone)]
pub struct WebService {
    connections: Arc<Connections>,
    statistics: Arc<Statistics<Stats>>,
    reuse: Arc<Statistics<Vec<SiteReuse>>>,
    overview: Arc<Statistics<Facets>>,
    hosts: Hosts,
    writing: Option<Arc<Writing>>,
    access: Option<Arc<Access>>,
    rate: Rate,
    description: Arc<OnceLock<web::Bytes>>,
}

impl WebService {
    /// Takes the archive at a path for requests to the address `bind`, which decides what hosts they may name.
    ///
    /// # Errors
    /// An archive that cannot be read now. One that cannot be read later makes pages that say so.
    pub fn open(archive: &Path, bind: IpAddr) -> Result<Self, ArchiveError> {
        let connections = Connections::new(archive);
        connections.read(None, |_| Ok(()))?;
        let connections = Arc::new(connections);
        Ok(Self {
            connections,
            statistics: Arc::default(),
            reuse: Arc::default(),
            overview: Arc::default(),
            rate: Rate::default(),
            hosts: Hosts::of(bind),
            writing: None,
            access: None,
            description: Arc::default(),
        })
    }

    /// Lets people add things: without this nothing can be written.
    ///
    /// # Errors
    /// A system without randomness.
    pub fn with_writing(mut self, options: WriteOptions) -> Result<Self, getrandom::Error> {
        self.writing = Some(Arc::new(Writing::new(options)?));
        Ok(self)
    }

    /// Lets in only those who know a token.
    ///
    /// # Errors
    /// A system without randomness.
    pub fn with_token(mut self, token: &str) -> Result<Self, getrandom::Error> {
        self.access = Some(Arc::new(Access::new(token)?));
        Ok(self)
    }

    /// Adds every route, the check of hosts and the headers.
    pub fn configure(&self, config: &mut web::ServiceConfig) {
        let everything = web::scope("")
            .app_data(web::PayloadConfig::new(MOST_BODY))
            .app_data(desk::api::json_config())
            .service(routes::all(self))
            // The last is asked first.
            .wrap(from_fn(etag::validate))
            .wrap(from_fn(check_access))
            .wrap(from_fn(check_origin))
            .wrap(from_fn(check_host))
            .wrap(from_fn(limit_rate))
            .wrap(from_fn(add_headers))
            .default_service(web::to(nothing_here));
        config.app_data(web::Data::new(self.clone())).service(everything);
    }

    /// What writes, where the server does.
    pub(crate) fn writing(&self) -> Option<&Arc<Writing>> {
        self.writing.as_ref()
    }

    /// Who is let in, where not everybody is.
    pub(crate) fn access(&self) -> Option<&Access> {
        self.access.as_deref()
    }

    /// Where the archive lies.
    pub(crate) fn path(&self) -> &Path {
        self.connections.path()
    }

    /// The description of the API as this server has it, made when it is first asked for.
    pub(crate) fn description(&self) -> web::Bytes {
        let describe = || api::description::write(self.writing.is_some(), self.access.is_some());
        self.description.get_or_init(describe).clone()
    }

    pub(crate) fn hosts(&self) -> Hosts {
        self.hosts
    }

    /// The state of the archive's file; `None` where there is none.
    pub(crate) fn file_state(&self) -> Option<FileState> {
        Some(FileState::of(self.connections.path())).filter(FileState::exists)
    }

    pub(crate) fn rate(&self) -> &Rate {
        &self.rate
    }

    /// Reads from the archive on a thread that may block, for as long as a page may take.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Archive) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.read_within(Some(LONGEST), read).await
    }

    /// Reads for as long as it takes: counts of the whole archive, which are made once for each of its states.
    async fn read_long<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Archive) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.read_within(None, read).await
    }

    async fn read_within<T: Send + 'static>(
        &self,
        limit: Option<Duration>,
        read: impl FnOnce(&Archive) -> Result<T, ArchiveError> + Send + 'static,
    ) -> Result<T, Failure> {
        let connections = Arc::clone(&self.connections);
        let answer = web::block(move || connections.read(limit, read)).await;
        answer.map_err(|_| Failure::internal())?.map_err(Failure::from)
    }

    /// The numbers of the archive, counted when it changed.
    pub(crate) async fn stats(&self) -> Result<Arc<Stats>, Failure> {
        let statistics = Arc::clone(&self.statistics);
        self.read_long(move |archive| statistics.count(archive, Archive::stats)).await
    }

    /// Who takes from whom, counted when the archive changed: all stories are read for it.
    pub(crate) async fn site_reuse(&self) -> Result<Arc<Vec<SiteReuse>>, Failure> {
        let reuse = Arc::clone(&self.reuse);
        self.read_long(move |archive| reuse.count(archive, Archive::list_site_reuse)).await
    }

    /// What all articles are about, counted when the archive changed.
    pub(crate) async fn overview(&self) -> Result<Arc<Facets>, Failure> {
        let overview = Arc::clone(&self.overview);
        let everything = SearchRequest { facets: true, ..SearchRequest::default() };
        let count = move |archive: &Archive| Ok(archive.search(&everything)?.facets.unwrap_or_default());
        self.read_long(move |archive| overview.count(archive, count)).await
    }

    /// The numbers of the archive if they can be had soon, or the last ones: a page need not wait for a large archive
    /// to be counted. The count goes on behind it.
    pub(crate) async fn stats_soon(&self) -> Result<Option<Arc<Stats>>, Failure> {
        soon(&self.statistics, self.stats()).await
    }

    /// What all articles are about, as soon.
    pub(crate) async fn overview_soon(&self) -> Result<Option<Arc<Facets>>, Failure> {
        soon(&self.overview, self.overview()).await
    }
}

/// A count if it is done soon, else the last one.
async fn soon<T>(
    statistics: &Statistics<T>,
    count: impl Future<Output = Result<Arc<T>, Failure>>,
) -> Result<Option<Arc<T>>, Failure> {
    if statistics.is_counting() {
        return Ok(statistics.known());
    }
    match timeout(SOON, count).await {
        Ok(count) => count.map(Some),
        Err(_) => Ok(statistics.known()),
    }
}

async fn nothing_here(request: HttpRequest) -> HttpResponse {
    refusal(request.path(), Failure::not_found("There is no page at this address."))
}

/// A failure in the form that fits the path.
pub(crate) fn refusal(path: &str, failure: Failure) -> HttpResponse {
    if path.starts_with("/api/") || path == "/healthz" {
        return HttpResponse::from_error(Problem::from(failure));
    }
    HttpResponse::from_error(failure)
}
