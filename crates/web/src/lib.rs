//! Local web pages and a JSON API over an archive: without a byte from anywhere else, and read-only unless the server is
//! told to write.
//!
//! [`serve()`] listens until it is told to stop. [`WebService`] is the same without a port, for tests.

mod access;
mod api;
mod asked;
mod assets;
mod atom;
mod conditions;
mod connections;
mod cursor;
mod desk;
mod digest;
mod etag;
mod failure;
mod feed;
mod file_state;
mod form;
mod headers;
mod hosts;
mod links;
mod opensearch;
mod originals;
mod origins;
mod pages;
mod parameters;
mod period;
mod rate;
mod route;
mod routes;
mod secret;
mod serve;
mod service;
mod statistics;
mod subject;
mod suggest;

pub use desk::{ImportProgress, Importer, WriteOptions};
pub use serve::{ServeError, ServeOptions, serve};
pub use service::WebService;
