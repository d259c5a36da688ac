//! Black-box tests: they run the `cuttings` program as people do and look into the archive with plain SQL, so that the
//! program is never asked whether it did right.
#![cfg(unix)]

mod adding;
mod bad_archive;
mod bad_input;
mod bad_size;
mod batches;
mod checking;
mod crash;
mod dedupe;
mod diffing;
mod full_disk;
mod idempotence;
mod originals;
mod queries;
mod reading;
mod rereading;
mod runs;
mod samples;
mod schema;
mod search_docs;
mod searching;
mod seed;
mod serving;
mod shipping;
mod support;
mod usage;
