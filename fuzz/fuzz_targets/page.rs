//! Web pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cuttings_fuzz::read("a.html", b"<!doctype html><html>", data));
