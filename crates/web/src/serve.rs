//! Serving: listens on an address until Ctrl-C or SIGTERM.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use actix_web::rt::{System, spawn};
use actix_web::{App, HttpServer};
use cuttings_store::ArchiveError;

use crate::{WebService, WriteOptions};

/// Threads that speak HTTP. One person reads; the archive is read on other threads.
const WORKERS: usize = 2;
/// Threads of each worker that read the archive: a slow search must not hold up a page.
const READERS_PER_WORKER: usize = 4;
/// How long a client may take to send its request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// How long requests in progress may take after SIGTERM, in seconds.
const SHUTDOWN_SECONDS: u64 = 3;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The archive.
    pub archive: PathBuf,
    /// The address to listen on; loopback keeps the archive to this machine.
    pub bind: IpAddr,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// Lets people add things.
    pub writing: Option<WriteOptions>,
    /// Lets in only those who know this.
    pub token: Option<String>,
}

/// Why the pages could not be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The archive cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Another program listens there.
    #[error("port {port} of {bind} is in use; name another with --port, or any that is free with --port 0")]
    PortInUse {
        /// The address that was tried.
        bind: IpAddr,
        /// The port that was tried.
        port: u16,
    },
    /// The system does not let this program listen there.
    #[error("cannot listen on {address}: {error}; name another address with --bind, or another port with --port")]
    Listen {
        /// The address that was tried.
        address: SocketAddr,
        /// What the system says; told in the message, so not given as a source again.
        error: io::Error,
    },
    /// The system gives no random numbers, so no secret can be made.
    #[error("the system gives no random numbers, and without them nobody can be kept out: {0}")]
    Randomness(#[from] getrandom::Error),
    /// The server ended by itself.
    #[error("the server stopped: {0}")]
    Stopped(io::Error),
}

/// Serves the pages of an archive until Ctrl-C or SIGTERM. `ready` is called once, with the address that was taken, as
/// soon as it listens.
///
/// # Errors
/// An archive that cannot be read, and an address or port that cannot be had.
pub fn serve(options: &ServeOptions, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let mut service = WebService::open(&options.archive, options.bind)?;
    if let Some(writing) = &options.writing {
        service = service.with_writing(writing.clone())?;
    }
    if let Some(token) = &options.token {
        service = service.with_token(token)?;
    }
    System::new().block_on(listen(options, service, ready))
}

async fn listen(options: &ServeOptions, service: WebService, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let address = SocketAddr::new(options.bind, options.port);
    let counting = service.clone();
    let server = HttpServer::new(move || App::new().configure(|config| service.configure(config)))
        .workers(WORKERS)
        .worker_max_blocking_threads(READERS_PER_WORKER)
        .client_request_timeout(REQUEST_TIMEOUT)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .bind(address)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::PortInUse { bind: options.bind, port: options.port },
            _ => ServeError::Listen { address, error },
        })?;
    // The first to open the start page finds it counted already; a failure will be told where it is asked for.
    spawn(async move { counting.stats().await.is_ok() });
    ready(server.addrs().first().copied().unwrap_or(address));
    server.run().await.map_err(ServeError::Stopped)
}
