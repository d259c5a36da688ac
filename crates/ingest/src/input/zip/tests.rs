use rstest::rstest;

use super::Entry;
use crate::Limits;
use crate::input::ReadOptions;
use crate::input::test_support::{Packed, Zip, gzip, outline, outline_of, read_bytes, tar_of};

const LINES: &[u8] = b"{\"title\": \"A\"}\n{\"title\": \"B\"}\n";

#[rstest]
#[case::stored(Packed::Stored)]
#[case::deflated(Packed::Deflated)]
#[case::streamed(Packed::Streamed)]
#[case::bzip2(Packed::By(12))]
#[case::zstd(Packed::By(93))]
#[case::xz(Packed::By(95))]
fn members_are_read_like_files_with_and_without_the_directory(#[case] packed: Packed) {
    let zip = || {
        Zip::default()
            .add("in/", b"", Packed::Stored)
            .add("in/a.jsonl", LINES, packed)
            .add("__MACOSX/in/._a.jsonl", b"x", Packed::Stored)
            .add("b.txt", b"A text.", packed)
    };
    let expected = ["a.zip: in/a.jsonl › line 1: A", "a.zip: in/a.jsonl › line 2: B", "a.zip: b.txt: A text."];
    assert_eq!(outline_of("a.zip", &zip().finish()), expected);
    let broken = outline_of("a.zip", &zip().without_directory());
    assert_eq!(broken[..3], expected);
    assert_eq!(
        broken[3..],
        [
            "a.zip: : ! has no sound directory at its end, as if it were cut short or damaged; the members that could be \
          found without it were read"
        ]
    );
}

#[test]
fn a_zip_within_others_says_the_way_to_each_record() {
    let inner = Zip::default().add("a.txt", b"A text.", Packed::Deflated).finish();
    let tar = tar_of(&[("b.txt", "B text.")]);
    let zip =
        Zip::default().add("x/inner.zip", &inner, Packed::Stored).add("y.tar.gz", &gzip(&tar), Packed::Stored).finish();
    assert_eq!(
        outline_of("out.zip.gz", &gzip(&zip)),
        ["out.zip.gz: x/inner.zip › a.txt: A text.", "out.zip.gz: y.tar.gz › b.txt: B text."]
    );
}

#[test]
fn what_is_nested_too_deep_is_rejected() {
    let mut zip = b"A text.".to_vec();
    for _ in 0..8 {
        zip = Zip::default().add("m", &zip, Packed::Stored).finish();
    }
    let way = |depth| vec!["m"; depth].join(" › ");
    assert_eq!(outline_of("z", &zip), [format!("z: {}: A text.", way(8))]);
    let zip = Zip::default().add("m", &zip, Packed::Stored).finish();
    assert_eq!(outline_of("z", &zip), [format!("z: {}: ! is packed more than 8 times over", way(8))]);
}

#[test]
fn an_encrypted_member_is_rejected_and_the_others_are_read() {
    let zip = Zip::default().add("a.txt", b"secret", Packed::Encrypted).add("b.txt", b"A text.", Packed::Deflated);
    let expected = [
        "a.zip: a.txt: ! is encrypted; unpack the zip with its password and import what was in it",
        "a.zip: b.txt: A text.",
    ];
    assert_eq!(outline_of("a.zip", &zip.finish()), expected);
}

#[test]
fn a_member_of_another_method_is_rejected_by_its_name() {
    let zip = Zip::default().add("a.txt", b"A text.", Packed::By(9)).finish();
    assert_eq!(
        outline_of("a.zip", &zip),
        ["a.zip: a.txt: ! is packed by method 9 (Deflate64), which is not read; pack it again with Deflate"]
    );
}

#[test]
fn a_damaged_member_costs_itself_only() {
    let mut zip = Zip::default();
    zip.add_with("a.jsonl", LINES, Packed::Deflated, 7);
    let zip = zip.add("b.txt", b"A text.", Packed::Deflated).finish();
    assert_eq!(
        outline_of("a.zip", &zip),
        [
            "a.zip: a.jsonl › line 1: A",
            "a.zip: a.jsonl › line 2: B",
            "a.zip: a.jsonl › after line 2: ! the zip member is damaged: the checksum of its 30 bytes does not fit; the \
             records before it are kept",
            "a.zip: b.txt: A text.",
        ]
    );
}

#[test]
fn a_zip_that_is_cut_short_gives_its_whole_members() {
    let zip = Zip::default().add("a.txt", b"A text.", Packed::Stored).add("b.txt", b"Cut here.", Packed::Stored);
    let mut zip = zip.without_directory();
    zip.truncate(zip.len() - 3);
    let outline = outline_of("a.zip", &zip);
    assert_eq!(
        outline[..2],
        [
            "a.zip: a.txt: A text.",
            "a.zip: b.txt: ! the zip member ends after 6 of 9 bytes; --salvage takes what there is of it"
        ]
    );
    assert_eq!(outline.len(), 3);
}

#[test]
fn members_that_lie_over_each_other_are_read_once() {
    let mut zip = Zip::default().add("a.txt", b"A text.", Packed::Stored).finish();
    let directory = zip.len() - 22 - 46 - 5;
    let entry = zip[directory..directory + 51].to_vec();
    let end = zip.split_off(directory + 51);
    zip.extend_from_slice(&entry);
    zip.extend_from_slice(&end);
    let at = zip.len() - 22 + 12;
    zip[at] = 102;
    assert_eq!(
        outline_of("a.zip", &zip),
        [
            "a.zip: a.txt: A text.",
            "a.zip: a.txt: ! lies within another member of the zip, as only decompression bombs do"
        ]
    );
}

#[test]
fn bombs_are_given_up_and_after_some_the_rest_is_not_read() {
    let limits = Limits { expansion_floor: 1 << 20, expansion_ratio: 100, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let zeros = vec![b' '; 3 << 20];
    let zip = Zip::default().add("bomb", &zeros, Packed::Deflated).add("a.txt", b"A text.", Packed::Deflated).finish();
    let outline_with = |bytes: &[u8]| outline(&read_bytes("a.zip", bytes, &options));
    let found = outline_with(&zip);
    assert!(found[0].starts_with("a.zip: bomb: ! expands more than 100 times"), "{found:?}");
    assert_eq!(found[1..], ["a.zip: a.txt: A text."]);

    let many = (0..20).fold(Zip::default(), |zip, n| zip.add(&format!("{n}"), &zeros, Packed::Deflated)).finish();
    let found = outline_with(&many);
    assert_eq!(found.len(), 9);
    assert_eq!(found[8], "a.zip: : ! is not read any further: 8 decompression bombs were found in it");
}

#[test]
fn of_a_wacz_the_web_archives_are_read() {
    let zip = Zip::default()
        .add("pages/pages.jsonl", LINES, Packed::Deflated)
        .add(
            "archive/data.warc",
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            Packed::Stored,
        )
        .add("datapackage.json", b"{\"title\": \"A\"}", Packed::Deflated);
    let found = outline_of("a.wacz", &zip.finish());
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a.wacz: archive/data.warc"), "{found:?}");
}

#[test]
fn a_zip_of_nothing_is_one_rejected_record() {
    let expected = ["a.zip: : ! holds no files that could be read"];
    assert_eq!(outline_of("a.zip", &Zip::default().finish()), expected);
    assert_eq!(outline_of("a.zip", &Zip::default().add("in/", b"", Packed::Stored).finish()), expected);
}

#[test]
fn a_stored_member_of_unknown_length_wants_the_directory() {
    let zip =
        || Zip::default().add("a.txt", b"A text.", Packed::StoredStreamed).add("b.txt", b"B text.", Packed::Deflated);
    assert_eq!(outline_of("a.zip", &zip().finish()), ["a.zip: a.txt: A text.", "a.zip: b.txt: B text."]);
    let found = outline_of("a.zip", &zip().without_directory());
    let reason = "does not say its length before its end; save the zip as a file and import that";
    assert_eq!(found[..2], [format!("a.zip: a.txt: ! {reason}"), "a.zip: b.txt: B text.".to_owned()]);
}

#[test]
fn zips_one_after_the_other_are_all_read() {
    let one = |name| Zip::default().add(name, b"A text.", Packed::Deflated).finish();
    let found = outline_of("a.zip", &[one("a.txt"), one("b.txt")].concat());
    assert_eq!(found[..2], ["a.zip: a.txt: A text.", "a.zip: b.txt: A text."]);
}

#[test]
fn a_directory_with_large_numbers_is_read() {
    let mut zip = Zip::default().add("a.txt", b"A text.", Packed::StoredStreamed).finish();
    let end = zip.split_off(zip.len() - 22);
    let end_at = zip.len() as u64;
    let (size, offset) = (&end[12..16], &end[16..20]);
    zip.extend([b"PK\x06\x06", &[0; 36][..], size, &[0; 4], offset, &[0; 4]].concat());
    zip.extend([b"PK\x06\x07\0\0\0\0", &end_at.to_le_bytes()[..], &[0; 4]].concat());
    zip.extend([&end[..12], &[0xff; 8], &end[20..]].concat());
    assert_eq!(outline_of("a.zip", &zip), ["a.zip: a.txt: A text."]);
}

#[test]
fn large_numbers_of_a_member_are_in_its_extra_field() {
    let mut fixed = [0; Entry::CENTRAL];
    fixed[20..28].fill(0xff);
    fixed[42..46].fill(0xff);
    let (mut entry, _) = Entry::central(&fixed);
    let numbers = [3_u64, 2, 1 << 40].map(u64::to_le_bytes).concat();
    entry.take_rest(b"a", &[&[9, 9, 1, 0, 7, 1, 0, 24, 0][..], &numbers].concat());
    assert_eq!((entry.size, entry.packed, entry.offset), (3, 2, 1 << 40));
}

#[test]
fn of_a_zip_within_a_stream_that_ends_early_the_whole_members_are_read() {
    let noise: Vec<u8> = (0..50_000_u32).map(|n| (n.wrapping_mul(0x9e37_79b9) >> 13) as u8).collect();
    let zip = Zip::default().add("a.txt", b"A text.", Packed::Deflated).add("b.txt", &noise, Packed::Stored).finish();
    let packed = gzip(&zip);
    let found = outline_of("a.zip.gz", &packed[..packed.len() / 2]);
    assert_eq!(found[0], "a.zip.gz: a.txt: A text.");
    assert!(found[1..].iter().any(|line| line.contains("the gzip stream ends early")), "{found:?}");
}
