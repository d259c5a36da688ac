//! The formats on files of other makers, where they are there: how many records each file gives and what becomes of
//! them.

use std::path::Path;

use cuttings_core::Draft;
use rstest::rstest;

use crate::readers::ALL;
use crate::record::Record;
use crate::{ReadOptions, read_inputs};

/// All records of a file of the test data, or `None` where it is not there.
#[expect(clippy::print_stderr, reason = "says that it skips where the data is not there")]
fn records_of(file: &str) -> Option<Vec<Record>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/formats")).join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    let mut records = vec![];
    read_inputs(&[path], &ReadOptions::default(), &mut records).expect("can be read");
    Some(records)
}

/// What became of a file: its format, how many records it holds, and how many of them are articles, have a title and
/// have a date.
fn outcome(records: &[Record]) -> (&'static str, usize, usize, usize, usize) {
    let drafts: Vec<Draft> = records.iter().filter_map(|record| record.read().ok()).filter(Draft::has_text).collect();
    let titled = drafts.iter().filter(|draft| draft.title.is_some()).count();
    let dated = drafts.iter().filter(|draft| draft.published.is_some()).count();
    (records[0].format, records.len(), drafts.len(), titled, dated)
}

#[rstest]
#[case("wire/IPTC7901.txt", "iptc7901", 1, 1, 1, 1)]
#[case("wire/afp.xml", "newsml", 1, 1, 1, 1)]
#[case("wire/ansa-newsmlg2-text.xml", "newsml-g2", 1, 1, 1, 1)]
#[case("wire/ap-nitf.xml", "nitf", 1, 1, 1, 1)]
#[case("wire/bbc-ninjs-text-test.json", "ninjs", 1, 1, 1, 1)]
#[case("wire/efe_nitf.xml", "nitf", 1, 1, 1, 1)]
#[case("wire/newsml-g2-LISTING_1_A_NewsML-G2_News_Item.xml", "newsml-g2", 1, 1, 1, 1)]
#[case("wire/newsml-g2-LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml", "newsml-g2", 1, 1, 1, 0)]
#[case("wire/newsml-g2-LISTING_2_NewsML-G2_Text_Document.xml", "newsml-g2", 1, 1, 1, 1)]
#[case("wire/ninjs1.json", "ninjs", 1, 1, 1, 1)]
#[case("wire/ninjs4.json", "ninjs", 1, 1, 1, 1)]
#[case("wire/nitf-fishing.xml", "nitf", 1, 1, 1, 1)]
#[case("wire/pa1.xml", "nitf", 1, 1, 1, 1)]
#[case("wire/stt_newsml_test.xml", "newsml-g2", 1, 1, 1, 1)]
#[case("wire/tag_reuters.com_2014_newsml_KBN0FL0ZP_version_2", "newsml-g2", 1, 1, 1, 1)]
#[case("wire/wordpress_wxr.xml", "wxr", 5, 3, 3, 2)]
#[case("feeds/channel_cloud_path.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_dc_author_map_author_detail_name.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_dc_creator.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_dc_subject_2.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_dcterms_validity.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_description_map_tagline.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/channel_generator.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/entity_in_doctype.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/entry_author_url.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/entry_contributor_homepage.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/entry_contributor_name.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/entry_link_alternate_map_link.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/entry_link_type.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/entry_summary_base64_2.xml", "atom", 1, 1, 0, 0)]
#[case("feeds/entry_summary_content_type_text_plain.xml", "atom", 1, 1, 0, 0)]
#[case("feeds/feed_contributor_uri.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/feed_info.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/feed_info_naked_markup.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/feed_tagline_content_mode_escaped.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/item_dc_author_map_author_detail_name.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/item_dc_rights.xml", "rss", 1, 0, 0, 0)]
#[case("feeds/item_description_code_br.xml", "rss", 1, 1, 0, 0)]
#[case("feeds/relative_uri_inherit.xml", "atom", 1, 0, 0, 0)]
#[case("feeds/rss_version_missing.xml", "rss", 1, 0, 0, 0)]
#[case("read-later/chrome-bookmarks", "chrome", 1, 0, 0, 0)]
#[case("read-later/delicious_export.2021.02.06_21.10.json", "delicious", 3, 0, 0, 0)]
#[case("read-later/firefox-bookmarks.json", "firefox", 2, 0, 0, 0)]
#[case("read-later/instapaper-export.csv", "instapaper", 4, 0, 0, 0)]
#[case("read-later/linkwarden-export.json", "linkwarden", 6, 0, 0, 0)]
#[case("read-later/omnivore.json", "omnivore", 20, 0, 0, 0)]
#[case("read-later/pinboard_export", "pinboard", 3, 0, 0, 0)]
#[case("read-later/pocket-new.csv", "pocket", 1, 0, 0, 0)]
#[case("read-later/pocket-old.csv", "pocket", 1, 0, 0, 0)]
#[case("read-later/pocket.csv", "pocket", 7, 0, 0, 0)]
#[case("read-later/readability.json", "readability", 3, 0, 0, 0)]
#[case("read-later/ril_export.html", "pocket", 2, 0, 0, 0)]
#[case("read-later/shaarli-bookmarks.html", "bookmarks", 2, 0, 0, 0)]
#[case("read-later/wallabag-v1.json", "wallabag", 2, 2, 2, 0)]
#[case("read-later/wallabag-v2.json", "wallabag", 6, 6, 6, 0)]
#[case("press/europresse_test1.html", "europresse", 3, 3, 3, 3)]
#[case("press/europresse_test2.html", "europresse", 4, 4, 4, 4)]
#[case("press/factiva_test.html", "factiva-html", 2, 2, 2, 2)]
#[case("press/factiva_test.xml", "factiva-xml", 3, 3, 3, 3)]
#[case("press/lexisnexis_test_copyright_error.html", "nexis-html", 2, 1, 0, 1)]
#[case("press/lexisnexis_test_en.html", "nexis-html", 2, 2, 2, 2)]
#[case("press/lexisnexis_test_fr.html", "nexis-html", 3, 3, 3, 3)]
#[case("press/nexis-sample.DOCX", "docx", 10, 10, 10, 10)]
#[case("press/nexis-test.DOCX", "docx", 1, 1, 0, 0)]
#[case("press/nexis-sample.TXT", "nexis-text", 10, 10, 10, 10)]
#[case("crawlers/news-please.json", "json", 1, 1, 1, 1)]
fn every_file_gives_its_records(
    #[case] file: &str,
    #[case] format: &str,
    #[case] found: usize,
    #[case] read: usize,
    #[case] titled: usize,
    #[case] dated: usize,
) {
    if let Some(records) = records_of(file) {
        assert_eq!(outcome(&records), (format, found, read, titled, dated));
    }
}

#[test]
fn cutting_a_file_off_anywhere_never_panics() {
    for file in ["wire/pa1.xml", "press/factiva_test.xml", "read-later/wallabag-v1.json"] {
        let Some(records) = records_of(file) else { return };
        for record in records.iter().take(2) {
            let crate::Raw::Bytes(bytes) = &record.raw else { continue };
            for length in (0..bytes.len()).step_by(97) {
                for reader in ALL {
                    let mut cut = vec![];
                    let limits = crate::Limits::default();
                    let fields = std::sync::Arc::default();
                    let mut input = &bytes[..length];
                    let stream = super::Stream { source: "cut".into(), input: &mut input, limits, fields: &fields };
                    if reader.name() == record.format && reader.split(stream, &mut cut).is_ok() {
                        for record in cut {
                            let _ = record.read();
                        }
                    }
                }
            }
        }
    }
}
