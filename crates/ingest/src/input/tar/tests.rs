use rstest::rstest;

use super::*;
use crate::input::test_support::{outline_of, tar_member, tar_of};

fn outline(tar: &[u8]) -> Vec<String> {
    outline_of("a.tar", tar)
}

#[test]
fn members_are_read_like_files() {
    let tar = tar_of(&[
        ("in/", ""),
        ("in/a.jsonl", "{\"title\": \"A\"}\n{\"title\": \"B\"}\n"),
        (".hidden", "x"),
        ("b.csv", "title,text\nC,d\n"),
    ]);
    assert_eq!(
        outline(&tar),
        ["a.tar: in/a.jsonl › line 1: A", "a.tar: in/a.jsonl › line 2: B", "a.tar: b.csv › line 2: C",]
    );
}

#[test]
fn long_names_come_from_what_stands_before_the_header() {
    let long = format!("{}/a.txt", "x".repeat(300));
    let gnu = [tar_member("././@LongLink", b'L', format!("{long}\0").as_bytes()), tar_member("cut", b'0', b"A text.")];
    assert_eq!(outline(&gnu.concat()), [format!("a.tar: {long}: A text.")]);
    let pax = [tar_member("x", b'x', b"16 path=b/c.txt\n"), tar_member("cut", b'0', b"A text.")];
    assert_eq!(outline(&pax.concat()), ["a.tar: b/c.txt: A text."]);
}

#[test]
fn links_and_folders_are_no_records() {
    let tar = [tar_member("l", b'2', b""), tar_member("d", b'5', b""), tar_member("a", b'0', b"A text.")].concat();
    assert_eq!(outline(&tar), ["a.tar: a: A text."]);
}

#[test]
fn a_sparse_member_is_refused() {
    let tar = [tar_member("s", b'S', b"x"), tar_member("a", b'0', b"A text.")].concat();
    assert_eq!(
        outline(&tar),
        [
            "a.tar: s: ! is stored as a sparse file, which is not read; pack it again without --sparse",
            "a.tar: a: A text."
        ]
    );
}

#[test]
fn a_damaged_header_costs_its_own_member_only() {
    let mut tar = tar_of(&[("a", "A text."), ("b", "Lost."), ("c", "C text.")]);
    tar[1024 + 5] = b'!';
    assert_eq!(
        outline(&tar),
        [
            "a.tar: a: A text.",
            "a.tar: : ! is damaged at byte 1024: 1024 bytes were passed over to the next member",
            "a.tar: c: C text."
        ]
    );
}

#[test]
fn an_archive_that_is_cut_short_keeps_what_is_before() {
    let tar = tar_of(&[("a", "A text."), ("b", "Cut here.")]);
    let expected = [
        "a.tar: a: A text.",
        "a.tar: b: ! the tar archive ends early: 3 of 9 bytes are there; --salvage takes what there is of it",
    ];
    assert_eq!(outline(&tar[..1024 + 512 + 3]), expected);
    let expected = [
        "a.tar: a: A text.",
        "a.tar: : ! ends with 100 bytes that are no tar archive; the members before them are kept",
    ];
    assert_eq!(outline(&tar[..1024 + 100]), expected);
}

#[test]
fn archives_one_after_the_other_are_all_read() {
    let tar = [tar_of(&[("a", "A text.")]), tar_of(&[("b", "B text.")])].concat();
    assert_eq!(outline(&tar), ["a.tar: a: A text.", "a.tar: b: B text."]);
}

#[rstest]
#[case::binary(b"\x80\0\0\0\0\0\0\0\0\0\x02\x00", Some(512))]
#[case::octal(b"00000001000\0", Some(512))]
#[case::nothing(b"\0\0\0\0\0\0\0\0\0\0\0\0", Some(0))]
#[case::too_large(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", None)]
#[case::no_number(b"zzzzzzzzzzz\0", None)]
fn sizes_are_octal_or_binary(#[case] field: &[u8], #[case] expected: Option<u64>) {
    let mut block: [u8; BLOCK] = tar_member("a", b'0', b"").try_into().unwrap();
    block[124..136].copy_from_slice(field);
    let sum = header::checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert_eq!(Header::parse(&block).map(|header| header.size), expected);
}
