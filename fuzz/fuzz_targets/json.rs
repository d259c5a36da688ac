//! JSON documents and lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cuttings_fuzz::read("a.json", b"[{\"title\":", data));
