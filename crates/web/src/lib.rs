//! Local web pages and a JSON API over an archive.
