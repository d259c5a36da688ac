//! Local web pages and a JSON API over an archive: without a byte from anywhere else, and read-only unless the server is
//! told to write.
//!
//! [`serve()`] listens until it is told to stop. [`WebService`] is the same without a port, for tests.

mod access;
mod api;
mod assets;
mod atom;
mod connections;
mod desk;
mod failure;
mod form;
mod headers;
mod hosts;
mod links;
mod origins;
mod pages;
mod parameters;
mod secret;
mod serve;
mod service;
mod statistics;
mod suggest;

pub use desk::{ImportProgress, Importer, WriteOptions};
pub use serve::{ServeError, ServeOptions, serve};
pub use service::WebService;
