use proptest::prelude::*;
use rstest::rstest;

use super::mail::read_mail;
use super::saved_page::read_saved_page;
use super::*;
use crate::readers::test_support::{given_page, head, locators, reasons, records_of, split, test_data, texts};

const NEWSLETTER: &str = "From: =?utf-8?q?Jo=C3=A3o?= Doe <jo@Letters.example>\r\n\
Subject: =?utf-8?B?Q2Fmw6k=?= and\r\n more\r\n\
Date: Sat, 2 May 2020 09:30:00 +0200 (CEST)\r\n\
Message-ID: <17@letters.example>\r\n\
List-Id: Weekly <weekly.letters.example>\r\n\
List-Post: <mailto:weekly@letters.example>\r\n\
Archived-At: <https://letters.example/17>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\n\
--out\r\n\
Content-Type: multipart/alternative; boundary=\"in\"\r\n\r\n\
--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
The caf=E9 opened.\r\n\r\n> A quote\r\n\r\n\
--in\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\n\r\n\
PHA+Y2Fm6TwvcD4=\r\n\
--in--\r\n\
--out\r\nContent-Type: text/plain; name=a\r\nContent-Disposition: attachment\r\n\r\nAttached\r\n--out--\r\n";

const SAVED: &str = "From: <Saved by Blink>\r\n\
Snapshot-Content-Location: https://news.example/a\r\n\
Subject: A page\r\nDate: Mon, 17 Dec 2018 11:17:27 -0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b----\"\r\n\r\n\r\n\
------b----\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/frame\r\n\r\n<p>frame\r\n\
------b----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
Content-Location: https://news.example/a\r\n\r\n<p>A=\r\n =3D caf=C3=A9\r\n\
------b----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n------b------\r\n";

#[test]
fn a_newsletter_is_its_page_with_what_its_header_says() {
    let draft = read_mail(NEWSLETTER.as_bytes(), given_page).unwrap();
    // The page's own bytes, for the page reader to decode.
    assert_eq!(texts(&draft), ["Some(\"windows-1252\") <p>caf\u{fffd}</p>"]);
    assert_eq!(draft.title.as_deref(), Some("Café and more"));
    assert_eq!(draft.authors, ["João Doe"]);
    assert_eq!(draft.site.as_deref(), Some("letters.example"));
    assert_eq!(draft.published.as_ref().unwrap().as_iso(), "2020-05-02T07:30:00Z");
    assert_eq!(draft.external_id.as_deref(), Some("17@letters.example"));
    assert_eq!(draft.url.as_deref(), Some("https://letters.example/17"));
    assert_eq!(draft.extra["list_id"], "Weekly <weekly.letters.example>");
    assert_eq!(draft.extra["list_post"], "<mailto:weekly@letters.example>");
    assert_eq!(draft.extra["from"], "jo@Letters.example");
    assert_eq!(draft.notes, [""; 0]);
}

#[test]
fn a_page_that_is_no_article_gives_way_to_the_text() {
    let draft = read_mail(NEWSLETTER.as_bytes(), |_| Err(Rejection::new("is empty"))).unwrap();
    assert_eq!(texts(&draft), ["The café opened.", "A quote"]);
    assert_eq!(draft.blocks[1].role, cuttings_core::Role::Quote);
    assert_eq!(draft.notes, ["its page is empty; its plain text was read instead"]);
}

#[test]
fn the_title_of_the_page_is_not_lost_to_the_subject() {
    let titled =
        |page: &crate::page::Page<'_>| Ok(cuttings_core::Draft { title: Some("B".into()), ..given_page(page)? });
    let draft = read_mail(NEWSLETTER.as_bytes(), titled).unwrap();
    assert_eq!(draft.title.as_deref(), Some("Café and more"));
    assert_eq!(draft.extra["page_title"], "B");
}

#[rstest]
#[case::plain("From: a@b.example\nMessage-ID: <1@b>\n\nText\nof two lines, the first of which is short.\n", None)]
#[case::no_text("From: a\nMessage-ID: <1>\nContent-Type: image/png\n\nx", Some("holds no text, only image/png"))]
#[case::no_header("\n\nText", Some("has no header of a mail"))]
#[case::undated("From: a\nDate: soon\nMessage-ID: <1>\n\nText", None)]
fn a_mail_without_a_page_is_its_text(#[case] mail: &str, #[case] reason: Option<&str>) {
    let read = Mail.read(mail.as_bytes());
    assert_eq!(read.err().map(|rejection| rejection.reason).as_deref(), reason);
}

#[test]
fn a_mailbox_gives_a_record_for_each_mail() {
    let from = "From a@b Sat May  2 09:30:00 2020\n";
    let mails = [
        "x\n".to_owned(),
        format!("{from}From: Jane <a@b.example>\nSubject: One\n\n>From here on\n\n"),
        format!("{from}Subject: Two\nContent-Type: image/png\n\nx\n"),
        format!("{from}Subject: Three\nDate: 1 May 2020\n\n{}\n", "x".repeat(1000)),
        format!("{from}Subject: Four\n\nText"),
    ];
    let records = split(&Mailboxes, &mut mails.concat().as_bytes());
    assert_eq!(locators(&records), ["mail 1", "mail 2", "mail 3", "mail 4", "mail 5"]);
    let expected = [
        Some("stands before the first mail of the mailbox"),
        None,
        Some("holds no text, only image/png"),
        Some("is longer than 1000 bytes, the limit for one record"),
        None,
    ];
    assert_eq!(reasons(&records), expected.map(|reason| reason.map(ToOwned::to_owned)));
    let draft = records[1].read().unwrap();
    assert_eq!((draft.title.as_deref(), texts(&draft)), (Some("One"), vec!["From here on"]));
    assert_eq!(draft.published.unwrap().as_iso(), "2020-05-02T09:30:00");
    assert_eq!(records[1].raw, Raw::Bytes(mails[1].clone().into_bytes()));
}

#[test]
fn a_saved_page_is_the_part_that_is_from_where_the_whole_is_from() {
    let draft = read_saved_page(SAVED.as_bytes(), given_page).unwrap();
    assert_eq!(texts(&draft), ["None <p>A = café"]);
    assert_eq!(draft.title.as_deref(), Some("A page"));
    assert_eq!(draft.url.as_deref(), Some("https://news.example/a"));
    assert_eq!(draft.extra["captured"], "2018-12-17T11:17:27Z");
    assert_eq!(draft.notes, [""; 0]);
}

#[test]
fn the_header_may_name_the_part_that_is_the_page() {
    let page = SAVED.replace("Snapshot-Content-Location: https://news.example/a\r\n", "");
    let first = read_saved_page(page.as_bytes(), given_page).unwrap();
    assert_eq!(first.url.as_deref(), Some("https://ads.example/frame"));
    let page = page.replace("type=\"text/html\"", "start=\"<2@a>\"");
    let page = page.replace("Content-Location: https://news", "Content-ID: <2@a>\r\nContent-Location: https://news");
    let named = read_saved_page(page.as_bytes(), given_page).unwrap();
    assert_eq!(named.url.as_deref(), Some("https://news.example/a"));
}

#[rstest]
#[case::boundary_not_named(SAVED.replace("\r\n\tboundary=\"----b----\"", ""))]
#[case::boundary_missing(SAVED.replace("------b----\r\n", "").replace("------b------\r\n", "").replace("\r\n\r\n<p>frame", "\r\nA: b\r\n\r\n<p>A = café"))]
#[case::another_boundary(SAVED.replace("boundary=\"----b----\"", "boundary=\"c\""))]
fn a_saved_page_whose_parting_lines_are_missing_is_found_all_the_same(#[case] page: String) {
    let draft = read_saved_page(page.as_bytes(), given_page).unwrap();
    assert!(texts(&draft)[0].contains("<p>A = café"), "{draft:?}");
    assert_eq!(draft.notes, ["the lines that part it are missing or not named; its parts were guessed"]);
}

#[test]
fn a_saved_page_without_a_page_is_rejected() {
    let page = SAVED.replace("text/html\r\n", "text/css\r\n");
    let error = read_saved_page(page.as_bytes(), given_page).unwrap_err();
    assert_eq!(error.reason, "holds no page: it has no part of the type text/html");
}

#[test]
fn each_is_recognized_by_its_reader_alone() {
    let mailbox = format!("From a@b Sat May  2 09:30:00 2020\n{NEWSLETTER}");
    for (text, name) in [(NEWSLETTER, "eml"), (SAVED, "mhtml"), (&mailbox, "mbox")] {
        let reader = crate::readers::ALL.iter().find(|reader| reader.recognizes(&head(text.as_bytes(), "")));
        assert_eq!(reader.unwrap().name(), name);
    }
}

#[test]
fn the_saved_pages_of_the_test_data_are_handed_to_the_page_reader() {
    let Some(data) = test_data("formats/mhtml") else { return };
    let guessed = "the lines that part it are missing or not named; its parts were guessed";
    // The file, where the page is from, when it was saved, how it ends without white space, and what is noted.
    let expected = [
        ("marketwatch.mhtml", Some("https://www.marketwatch.com/"), "2018-12-17T11:17:27Z", "</html>", None),
        ("wikipedia.mhtml", Some("https://en.wikipedia.org/wiki/Node.js"), "2018-12-17T11:18:49Z", "</html>", None),
        (
            "bad/missing_boundary.mhtml",
            Some("http://msindwan.bitbucket.org/"),
            "2016-09-05T22:30:04Z",
            "preserv",
            Some(guessed),
        ),
        ("bad/missing_boundary_header.mhtml", None, "2016-09-05T22:30:04Z", "preserv", Some(guessed)),
        (
            "bad/missing_headers.mhtml",
            Some("http://msindwan.bitbucket.org/"),
            "2016-09-05T22:30:04Z",
            "scale=1\">",
            None,
        ),
        ("bad/unexpected_eof.mhtml", Some("http://msindwan.bitbucket.org/"), "2016-09-05T22:30:04Z", "preserv", None),
    ];
    for (name, url, captured, end, note) in expected {
        let records = records_of(&data.join(name));
        assert_eq!((records.len(), records[0].format), (1, "mhtml"), "{name}");
        let Raw::Bytes(bytes) = &records[0].raw else { panic!("{name} was not kept") };
        assert_eq!(bytes, &std::fs::read(data.join(name)).unwrap(), "{name}");
        let draft = read_saved_page(bytes, given_page).unwrap();
        assert_eq!((draft.url.as_deref(), draft.extra["captured"].as_str()), (url, Some(captured)), "{name}");
        assert!(texts(&draft)[0].starts_with("None <!DOCTYPE html>"), "{name}");
        assert!(texts(&draft)[0].trim_end().ends_with(end), "{name}");
        assert_eq!(draft.notes.first().map(String::as_str), note, "{name}");
    }
}

#[test]
fn whatever_is_cut_off_nothing_panics() {
    for text in [NEWSLETTER, SAVED] {
        for end in 0..text.len() {
            let _ = read_mail(&text.as_bytes()[..end], given_page);
            let _ = read_saved_page(&text.as_bytes()[..end], given_page);
            let _ = read_mail(&text.as_bytes()[end..], given_page);
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_changed_nothing_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        for text in [NEWSLETTER, SAVED] {
            let mut bytes = text.as_bytes().to_vec();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = read_mail(&bytes, given_page);
            let _ = read_saved_page(&bytes, given_page);
        }
    }
}

#[rstest]
#[case::messages("Content-Type: message/rfc822\r\n\r\n")]
#[case::multiparts("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n")]
fn depth_costs_no_stack(#[case] level: &str) {
    let mail = format!("From: a\r\nMessage-ID: <1>\r\n{}Text", level.repeat(100_000));
    let _ = read_mail(mail.as_bytes(), given_page);
}
