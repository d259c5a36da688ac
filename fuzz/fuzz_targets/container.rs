//! Any bytes: recognized, unpacked, split and read.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cuttings_fuzz::read("a", b"", data));
