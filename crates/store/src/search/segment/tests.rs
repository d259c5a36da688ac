//! The index made of segments beside its twin, into which FTS5 inserted the same rows.

mod corpora;
mod random;
mod reading;
mod sound;
mod twins;
