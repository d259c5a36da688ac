//! Local web pages and a JSON API over an archive: read-only, without scripts, and without a byte from anywhere else.
//!
//! [`serve()`] listens until it is told to stop. [`WebService`] is the same without a port, for tests.

mod api;
mod assets;
mod atom;
mod connections;
mod failure;
mod headers;
mod hosts;
mod links;
mod pages;
mod parameters;
mod serve;
mod service;
mod statistics;
mod suggest;

pub use serve::{ServeError, ServeOptions, serve};
pub use service::WebService;
