//! Whole pages to drafts.

use std::time::{Duration, Instant};

use rstest::rstest;

use super::*;

fn read(html: &str) -> Draft {
    read_page(&Page { bytes: html.as_bytes(), charset: None, url: None, captured: None }).unwrap()
}

const TEXT: &str = "<p>The ferry left the quay an hour late on Tuesday, and nobody on the island was surprised.</p>\
                    <p>Its crew had been looking for the cook, who was found asleep in the hold at last.</p>";

#[test]
fn fields_come_from_the_best_place_and_the_others_are_kept() {
    let draft = read(&format!(
        r##"<html lang="en-GB"><head><title>Ferry late again - The Herald</title>
        <link rel=canonical href="https://herald.example/late">
        <meta property="og:site_name" content="The Herald"><meta property="og:title" content="The cook slept">
        <meta name=author content="The Herald"><meta property="article:published_time" content="2024-03-05">
        <script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Ferry late again",
          "datePublished": "2024-03-05T07:30:00+01:00", "dateModified": "2024-03-06T09:00:00+01:00",
          "author": [{{"@id": "#ida"}}], "articleSection": "Sea", "keywords": "ferry, cook",
          "isAccessibleForFree": false}}, {{"@type": "Person", "@id": "#ida", "name": "Ida Brandt"}}]}}</script>
        </head><body><h1>Ferry late again</h1>{TEXT}</body></html>"##
    ));
    assert_eq!(draft.title.as_deref(), Some("Ferry late again"));
    assert_eq!(draft.url.as_deref(), Some("https://herald.example/late"));
    assert_eq!(draft.authors, ["Ida Brandt"]);
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-05T06:30:00Z"));
    assert_eq!(draft.modified.as_ref().map(cuttings_core::Date::as_iso), Some("2024-03-06T08:00:00Z"));
    assert_eq!((draft.section.as_deref(), draft.language.as_deref()), (Some("Sea"), Some("en-GB")));
    assert_eq!(draft.tags, ["ferry", "cook"]);
    assert_eq!(draft.extra["paywalled"], true);
    assert_eq!(draft.extra["site_name"], "The Herald");
    assert_eq!(draft.extra["provenance"]["published"], "json-ld");
    assert_eq!(draft.extra["alternatives"]["title"]["meta og:title"], "The cook slept");
    assert_eq!(draft.extra["alternatives"]["published"]["meta article:published_time"], "2024-03-05");
    assert_eq!(draft.blocks.len(), 2);
}

#[rstest]
#[case::meta(r#"<meta name="date" content="5 March 2024">"#, Some("2024-03-05"))]
#[case::itemprop(r#"<span itemprop="datePublished" content="2024-03-05">Tuesday</span>"#, Some("2024-03-05"))]
#[case::time("<time datetime=2024-03-05>yesterday</time>", Some("2024-03-05"))]
#[case::text("<div class=post-date>Published: March 5, 2024</div>", Some("2024-03-05"))]
#[case::texts_of_several_days("<i class=date>March 5, 2024</i><i class=date>March 7, 2024</i>", None)]
#[case::address(r#"<link rel=canonical href="https://herald.example/2024/03/05/late">"#, Some("2024-03-05"))]
#[case::only_modified(r#"<meta property="article:modified_time" content="2024-03-05">"#, None)]
#[case::modified_time("<time class=updated datetime=2024-03-05>yesterday</time>", None)]
#[case::modified_in_words("<time datetime=2024-03-05>Last updated: March 5</time>", None)]
#[case::modified_by_label("<b>Last updated:</b> <time datetime=2024-03-05>March 5</time>", None)]
#[case::beside_headline("<h1>Late</h1><p>By Jane Doe</p><p>March 5, 2024</p>", Some("2024-03-05"))]
#[case::one_time_for_both(
    "<meta name=pubdate content=2024-03-20><meta name=lastmod content=2024-03-20><h1>Late</h1><p>March 5, 2024</p>",
    Some("2024-03-05")
)]
#[case::not_yet_the_web(r#"<meta name="date" content="1970-01-01">"#, None)]
fn the_date_of_publication_is_found_and_never_that_of_a_change(#[case] html: &str, #[case] expected: Option<&str>) {
    let draft = read(&format!("<title>Late</title>{html}{TEXT}"));
    assert_eq!(draft.published.as_ref().map(cuttings_core::Date::as_iso), expected);
}

#[test]
fn the_day_is_that_of_the_place() {
    let utc = r#"<meta property="article:published_time" content="2024-03-06T02:00:00Z">"#;
    let local = "<time datetime=2024-03-05T18:00:00-08:00>";
    let day = |html: &str| read(&format!("<title>Late</title>{html}{TEXT}")).published.unwrap().local_day();
    assert_eq!((day(utc), day(&format!("{utc}{local}"))), ("2024-03-06".to_owned(), "2024-03-05".to_owned()));
}

#[rstest]
#[case::suffix("Late | The Herald", "Late")]
#[case::beginning("The Herald | Late", "Late")]
#[case::own_dash("Late - and later - The Herald", "Late - and later")]
#[case::other_part("Late - A ferry story", "Late - A ferry story")]
fn the_name_of_the_site_is_no_part_of_the_title(#[case] title: &str, #[case] expected: &str) {
    let draft = read(&format!("<title>{title}</title><meta property=og:site_name content='The Herald'>{TEXT}"));
    assert_eq!(draft.title.as_deref(), Some(expected));
}

#[rstest]
#[case::relative("/late", Some("https://herald.example/late?id=1"), "https://herald.example/late")]
#[case::front_page("https://herald.example/", Some("https://herald.example/late"), "https://herald.example/late")]
#[case::other_host(
    "https://elsewhere.example/late",
    Some("https://herald.example/late"),
    "https://herald.example/late"
)]
#[case::mobile("https://herald.example/late", Some("https://m.herald.example/late"), "https://herald.example/late")]
#[case::alone("https://herald.example/late", None, "https://herald.example/late")]
fn a_canonical_address_is_believed_if_it_can_be_true(
    #[case] link: &str,
    #[case] url: Option<&str>,
    #[case] expected: &str,
) {
    let html = format!("<title>Late</title><link rel=canonical href='{link}'>{TEXT}");
    let draft = read_page(&Page { bytes: html.as_bytes(), charset: None, url, captured: Some("2024-03-07") }).unwrap();
    assert_eq!(draft.url.as_deref(), Some(expected));
    assert_eq!(draft.extra["captured"], "2024-03-07");
}

#[test]
fn broken_json_ld_is_read_as_far_as_it_can_be() {
    let draft = read(&format!(
        "<title>x</title><script type=application/ld+json><!-- {{\"@type\": \"NewsArticle\", \"headline\": \"Late\nagain\"}}; -->\
         </script><script type=application/ld+json>{{ no JSON</script>{TEXT}"
    ));
    assert_eq!(draft.title.as_deref(), Some("Late again"));
}

#[rstest]
#[case::nested("<div>".repeat(20_000))]
#[case::named("<div class=related><h1>".repeat(2_000))]
#[case::json(format!("<script type=application/ld+json>{}</script>", "[".repeat(100_000)))]
#[case::tables("<table><tr><td>x<td>".repeat(3_000))]
#[case::entities("&".repeat(300_000))]
fn hostile_pages_are_read_in_time(#[case] html: String) {
    let started = Instant::now();
    let _ = read_page(&Page { bytes: format!("{html}{TEXT}").as_bytes(), charset: None, url: None, captured: None });
    // Some ten times what an idle machine takes without optimization.
    assert!(started.elapsed() < Duration::from_mins(1), "{:?}", started.elapsed());
}

#[test]
fn the_text_in_twenty_thousand_nested_elements_is_found() {
    let draft = read(&format!("<title>Late</title>{}{TEXT}", "<div>".repeat(20_000)));
    assert_eq!(draft.blocks.len(), 2);
    assert!(
        draft.notes.iter().any(|note| note.contains("nested more than 1000 deep were left out")),
        "{:?}",
        draft.notes
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_rejected(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _ = read_page(&Page { bytes: &bytes, charset: None, url: None, captured: None });
    }

    #[test]
    fn any_markup_is_read_or_rejected(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<p>", "</p>", "<div class=related>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<a href=x>", "</a>", "<b>",
        "<li>", "<h1>", "<h2>", "<blockquote>", "<pre>", "<br>", "<figure>", "<figcaption>", "<template>", "<select>",
        "<svg>", "<math>", "<frameset>", "<form>", "<!--", "-->", "<script>", "</script>", "&amp;", "é", " ", "word ",
        "The ferry left the quay an hour late, and nobody on the island was surprised. ",
    ]), 0..60)) {
        let _ = read_page(&Page { bytes: parts.concat().as_bytes(), charset: None, url: None, captured: None });
    }
}
