//! Containers and web archives with bytes changed, taken out and put in, and cut short: whatever the damage, reading
//! ends, no reader panics, and something is said.

use proptest::prelude::*;

use super::test_support::{Packed, Zip, gzip, outline_of, read_bytes, tar_member, tar_of};
use super::*;

const TEXT: &str = "Title\n\nA text that goes on for a while, so that there is something to damage.";

/// One thing that happens to a file; places are parts of 65536 of its length.
#[derive(Debug, Clone)]
enum Damage {
    Flip(u16, u8),
    Cut(u16),
    Drop(u16, u8),
    Insert(u16, Vec<u8>),
    /// A number where numbers may stand, as a size or an offset.
    Number(u16, u32),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<u16>(), 1..=255_u8).prop_map(|(at, bits)| Damage::Flip(at, bits)),
        1 => any::<u16>().prop_map(Damage::Cut),
        1 => (any::<u16>(), any::<u8>()).prop_map(|(at, length)| Damage::Drop(at, length)),
        1 => (any::<u16>(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        2 => (any::<u16>(), prop::sample::select(vec![0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX]))
            .prop_map(|(at, number)| Damage::Number(at, number)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len();
    let place = |at: u16| length * usize::from(at) / 65536;
    match damage {
        _ if length == 0 => {}
        Damage::Flip(at, bits) => bytes[place(*at)] ^= bits,
        Damage::Cut(at) => bytes.truncate(place(*at)),
        Damage::Drop(at, count) => {
            let from = place(*at);
            bytes.drain(from..length.min(from + usize::from(*count)));
        }
        Damage::Insert(at, new) => {
            let at = place(*at);
            bytes.splice(at..at, new.iter().copied());
        }
        Damage::Number(at, number) => {
            let number = number.to_le_bytes();
            bytes.iter_mut().skip(place(*at)).zip(number).for_each(|(byte, new)| *byte = new);
        }
    }
}

fn warc() -> Vec<u8> {
    let record = |kind: &str, name: &str, head: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        let length = head.len() + body.len();
        let start = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/{name}\r\nWARC-Payload-Digest: sha1:A\r\n\
             Content-Length: {length}\r\n\r\n{head}"
        );
        [start.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    [
        record("response", "1", "Content-Type: text/plain", TEXT.as_bytes()),
        record("response", "2", "Content-Type: text/plain\r\nContent-Encoding: gzip", &gzip(TEXT.as_bytes())),
        record("response", "3", "Transfer-Encoding: chunked", b"5\r\nTitle\r\n6\r\n\n\nA te\r\n0\r\n\r\n"),
        record("revisit", "4", "Content-Type: text/plain", b""),
        record("response", "5", "Content-Type: image/png", b"\x89PNG"),
    ]
    .concat()
}

fn arc() -> Vec<u8> {
    let block = format!("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n{TEXT}");
    let line = format!("http://a.example/ 1.2.3.4 20140301093000 text/plain {}\n", block.len());
    format!("filedesc://a 0.0.0.0 20140301093000 text/plain 4\n1 0\n\n{line}{block}\n{line}{block}\n").into_bytes()
}

/// Every kind of container and web archive, each with all that it can have.
fn files() -> Vec<Vec<u8>> {
    let zip = || {
        Zip::default()
            .add("a.txt", TEXT.as_bytes(), Packed::Stored)
            .add("b.txt", TEXT.as_bytes(), Packed::Deflated)
            .add("c.txt", TEXT.as_bytes(), Packed::Streamed)
            .add("d.txt", TEXT.as_bytes(), Packed::By(12))
            .add("e.txt", TEXT.as_bytes(), Packed::By(93))
            .add("f.txt", TEXT.as_bytes(), Packed::By(95))
            .add("g.tar", &tar_of(&[("a.txt", TEXT)]), Packed::Deflated)
    };
    let tar = [
        tar_member("././@LongLink", b'L', &[b'x'; 200]),
        tar_member("a.txt", b'0', TEXT.as_bytes()),
        tar_member("x", b'x', b"16 path=b/c.txt\n"),
        tar_member("b.txt", b'0', TEXT.as_bytes()),
    ];
    let gzips = || [gzip(&warc()[..300]), gzip(&warc()[300..])].concat();
    vec![
        zip().finish(),
        zip().without_directory(),
        gzip(&zip().finish()),
        tar.concat(),
        gzip(&tar.concat()),
        warc(),
        gzips(),
        zstd::encode_all(warc().as_slice(), 1).unwrap(),
        arc(),
        gzip(&arc()),
        Zip::default().add("archive/a.warc.gz", &gzips(), Packed::Stored).finish(),
    ]
}

#[test]
fn whole_files_are_read_before_they_are_damaged() {
    for (nr, bytes) in files().into_iter().enumerate() {
        let outline = outline_of("a", &bytes);
        assert!(outline.iter().any(|line| line.ends_with(": Title")), "{nr}: {outline:?}");
        let wrong =
            |line: &&String| line.contains(": ! ") && !line.contains("image/png") && !line.contains("directory");
        assert_eq!(outline.iter().find(wrong), None, "{nr}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn whatever_is_damaged_reading_ends_with_something_to_say(
        file in prop::sample::select(files()),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut bytes = file;
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        // Small bounds, so that they are met.
        let limits = Limits { record_bytes: 2000, expansion_ratio: 50, expansion_floor: 1 << 20 };
        let records = read_bytes("a", &bytes, &ReadOptions { limits, ..ReadOptions::default() });
        prop_assert!(!records.is_empty());
        prop_assert!(records.len() < 200, "{}", records.len());
        for record in &records {
            let _ = record.read();
            if let crate::Raw::Bytes(raw) = &record.raw {
                prop_assert!(raw.len() <= 2000);
            }
        }
    }
}
