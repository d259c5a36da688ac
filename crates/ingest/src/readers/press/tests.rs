//! Invented exports of press databases.

use super::*;
use crate::input::{Packed, ZipFile};
use crate::readers::Reader;
use crate::readers::test_support::{head, reasons, split_within, titles};

fn nexis(numbers: &[u64], all: u64) -> String {
    let one = |number: &u64| {
        format!(
            "               {number} of {all} DOCUMENTS\r\n\r\n     The Quay\r\n\r\n     January 11, 2010 Monday\r\n\r\nTitle {number}\r\n\r\n\
             AUTOR: Ann Poe\r\n\r\nLÄNGE: 3 Wörter\r\n\r\nOne\r\nwrapped.\r\n\r\nTwo.\r\n\r\nLOAD-DATE: January 12, 2010\r\n\r\n\
             \x20    Copyright 2010 Quay\r\n\r\n"
        )
    };
    "Download Request: 1-2\r\n\r\n".to_owned() + &numbers.iter().map(one).collect::<String>()
}

#[test]
fn nexis_text_is_cut_and_labels_of_any_language_are_known() {
    let text = nexis(&[1, 2], 2);
    assert!(NexisText.recognizes(&head(text.as_bytes(), "")));
    let records = split_within(&NexisText, text.as_bytes(), 1000);
    assert_eq!(titles(&records), ["Title 1", "Title 2"]);
    let draft = records[1].read().expect("a draft");
    assert_eq!(
        (draft.site.as_deref(), draft.authors.as_slice()),
        (Some("The Quay"), ["Ann Poe".to_owned()].as_slice())
    );
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2010-01-11"));
    let texts: Vec<_> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["One wrapped.", "Two."]);
}

#[test]
fn documents_that_are_declared_and_missing_are_said() {
    let records = split_within(&NexisText, nexis(&[1, 2], 3).as_bytes(), 1000);
    let expected = "3 documents are declared and 2 were found; the others may be in further files";
    assert_eq!(reasons(&records)[2].as_deref(), Some(expected));
    assert_eq!(records[2].locator, "after item 2");
    // A later file of a download numbers on; a gap in it is a loss.
    assert_eq!(split_within(&NexisText, nexis(&[501, 502], 2000).as_bytes(), 1000).len(), 2);
    assert_eq!(split_within(&NexisText, nexis(&[501, 503], 2000).as_bytes(), 1000).len(), 3);
}

#[test]
fn a_line_without_end_is_passed_and_the_next_document_is_read() {
    let text = nexis(&[1], 2) + &"x".repeat(300_000) + " 2 of 2 DOCUMENTS\r\n" + &nexis(&[2], 2);
    let records = split_within(&NexisText, text.as_bytes(), 1000);
    assert_eq!(titles(&records), ["", "Title 2"]);
    assert!(matches!(records[0].raw, crate::Raw::Passed { .. }));
}

#[test]
fn nexis_html_is_read_as_the_text_is() {
    let text = "<HTML><A NAME=\"DOC_ID_0_0\"></A><!-- <DOC NUMBER=1> <DOCFULL> --><P>1 of 1 DOCUMENTS</P><P>The Quay</P>\
        <P>12 April 2013 Tuesday</P><P>Title</P><P><SPAN>RUBRIQUE: </SPAN>INTERNATIONAL; Pg. 35</P><P>One.</P>\
        <P>SUJET: PORTS (90%); SHIPS (80%)</P></HTML>";
    assert!(NexisHtml.recognizes(&head(text.as_bytes(), "")));
    let records = split_within(&NexisHtml, text.as_bytes(), 1000);
    let draft = records[0].read().expect("a draft");
    assert_eq!(
        (records.len(), draft.title.as_deref(), draft.section.as_deref()),
        (1, Some("Title"), Some("INTERNATIONAL"))
    );
    assert_eq!((draft.tags, draft.blocks[0].text.as_str()), (vec!["PORTS".to_owned(), "SHIPS".to_owned()], "One."));
}

#[test]
fn factiva_is_read_in_xml_and_in_html() {
    let text = "<PPSResponse><ppsarticleResultSet count='2'><article><accessionNo>Q1</accessionNo><headline><paragraph>Title</paragraph>\
        </headline><publicationDate><dateTime>2012-01-09T01:35:58Z</dateTime></publicationDate><leadParagraph><paragraph>One.\
        </paragraph></leadParagraph><tailParagraphs><paragraph>Two.</paragraph></tailParagraphs></article></ppsarticleResultSet></PPSResponse>";
    let records = split_within(&FactivaXml, text.as_bytes(), 1000);
    let draft = records[0].read().expect("a draft");
    assert_eq!(
        (draft.title.as_deref(), draft.external_id.as_deref(), draft.blocks.len()),
        (Some("Title"), Some("Q1"), 2)
    );
    assert!(
        reasons(&records)[1].as_deref().is_some_and(|reason| reason.starts_with("2 documents are declared and 1 were"))
    );

    let text = "<html><title>Factiva</title><div class=\"article enArticle\"><table><tr><td><b>HD</b></td><td>Title</td></tr>\
        <tr><td><b>PD</b></td><td>29 December 2011</td></tr><tr><td><b>LP</b></td><td><p>One.</p><p>Two.</p></td></tr></table></div></html>";
    assert!(FactivaHtml.recognizes(&head(text.as_bytes(), "")));
    let draft = split_within(&FactivaHtml, text.as_bytes(), 1000)[0].read().expect("a draft");
    assert_eq!((draft.title.as_deref(), draft.blocks.len(), draft.published.is_some()), (Some("Title"), 2, true));
}

#[test]
fn europresse_is_read_in_both_its_forms() {
    let old = "<html><span class=\"DocPublicationName\">Quai</span><br><span class=\"DocHeader\">Politique, </span>\
        <span class=\"DocHeader\">jeudi 5 octobre 2013</span><br><br><span class=\"TitreArticleVisu\">Titre</span><br><br>Ann Poe<br>\
        <p></p>Un texte.<p></p><b>© 2013 Quai.</b><p></p>Numéro de document : news·20131005·Q·1</html>";
    let new = "<html><article><header><span class=\"DocPublicationName\">Quai</span><span class=\"DocHeader\">Politique, jeudi 5 octobre \
        2013, p. 1</span><div class=\"titreArticle\"><p class=\"titreArticleVisu\">Titre</p></div><div>Ann Poe</div></header>\
        <section><p>Un texte.</p></section><footer>Numéro de document : news·20131005·Q·1</footer></article></html>";
    for (has_articles, text) in [(false, old), (true, new)] {
        let reader = Europresse { has_articles };
        assert!(reader.recognizes(&head(text.as_bytes(), "")));
        let draft = split_within(&reader, text.as_bytes(), 1000)[0].read().expect("a draft");
        assert_eq!((draft.title.as_deref(), draft.section.as_deref()), (Some("Titre"), Some("Politique")));
        assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2013-10-05"));
        assert_eq!(
            (draft.authors, draft.external_id.as_deref()),
            (vec!["Ann Poe".to_owned()], Some("news·20131005·Q·1"))
        );
        assert_eq!(draft.blocks, [cuttings_core::Block::paragraph("Un texte.")]);
    }
}

fn docx(documents: u32) -> Vec<u8> {
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let one = |n: u32| {
        let title = format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Title {n}</w:t></w:r></w:p>");
        title
            + &["The Quay", "July 1, 2019 Monday 9:20 AM GMT", "Byline: Ann Poe", "Body", "One.", "End of Document"]
                .map(line)
                .concat()
    };
    let text = format!(
        "<w:document><w:body>{}{}</w:body></w:document>",
        line("Documents (2)"),
        (1..=documents).map(one).collect::<String>()
    );
    ZipFile::default().add("word/document.xml", text.as_bytes(), Packed::Deflated).finish()
}

#[test]
fn word_files_of_nexis_are_cut_into_their_documents() {
    let file = docx(2);
    assert!(Docx.recognizes(&head(&file, "")));
    let records = split_within(&Docx, &file, 10_000);
    assert_eq!(titles(&records), ["Title 1", "Title 2"]);
    let draft = records[1].read().expect("a draft");
    assert_eq!(
        (draft.site.as_deref(), draft.authors.as_slice()),
        (Some("The Quay"), ["Ann Poe".to_owned()].as_slice())
    );
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2019-07-01T09:20Z"));
    assert_eq!(draft.blocks, [cuttings_core::Block::paragraph("One.")]);
    let reason = reasons(&split_within(&Docx, &docx(1), 10_000))[1].clone();
    assert!(reason.is_some_and(|reason| reason.starts_with("2 documents are declared and 1 were found")));
}

#[test]
fn a_word_file_cut_off_anywhere_is_refused() {
    let file = docx(2);
    for length in (5..file.len()).step_by(7) {
        let records = split_within(&Docx, &file[..length], 10_000);
        assert!(records.iter().all(|record| record.read().is_err()), "{length}");
    }
}
