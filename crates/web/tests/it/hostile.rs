//! Texts that want to be more than text.

use actix_web::http::StatusCode;
use cuttings_core::{Block, Date, Draft, Role};

use crate::archive::{TestArchive, published};
use crate::client::{get, path_of};

const SCRIPT: &str = "<script>alert('ferry')</script>";
const BREAKOUT: &str = "\"><img src=x onerror=alert(1)> ferry";
const OVERRIDE: &str = "ferry \u{202e}txet sdrawkcab";

/// An article that has an attack in every field.
fn hostile(attack: &str, url: &str) -> Draft {
    let roles = Role::ALL.map(|role| Block { role, text: format!("{attack} as {}", role.name()) });
    let mut draft = Draft {
        title: Some(attack.to_owned()),
        standfirst: Some(attack.to_owned()),
        blocks: roles.to_vec(),
        site: Some(attack.to_owned()),
        authors: vec![attack.to_owned()],
        section: Some(attack.to_owned()),
        tags: vec![attack.to_owned()],
        external_id: Some(attack.to_owned()),
        notes: vec![attack.to_owned()],
        ..Draft::default()
    };
    draft.extra.insert(attack.to_owned(), attack.into());
    published(draft, url, attack)
}

fn hostile_archive() -> TestArchive {
    TestArchive::of([
        hostile(SCRIPT, "javascript:alert('ferry')"),
        hostile(BREAKOUT, "https://a.example/\"><script>alert(1)</script>"),
        hostile(OVERRIDE, "data:text/html,<script>alert(1)</script>"),
    ])
}

/// Each attack as the title, the site and the text of a story, as others print it too.
fn hostile_stories() -> TestArchive {
    let words = ["tide", "engine", "signal"].map(|word| format!("{word} ").repeat(30));
    let drafts = [SCRIPT, BREAKOUT, OVERRIDE].into_iter().enumerate().flat_map(|(number, attack)| {
        let paragraphs = words.clone().map(|words| format!("{attack} {words} {number}"));
        let draft = Draft {
            title: Some(attack.to_owned()),
            blocks: paragraphs.map(Block::paragraph).to_vec(),
            language: Some("en\" onclick=\"alert(1)".to_owned()),
            ..Draft::default()
        };
        [(attack, "2024-03-02T08:20:00Z"), ("\"><svg onload=alert(1)>", "2024-03-03"), ("Post", "2024-03-03T08:20:00Z")]
            .map(|(site, date)| Draft { site: Some(site.to_owned()), published: Date::parse(date), ..draft.clone() })
    });
    TestArchive::of(drafts)
}

/// Everything that begins like a tag, without the tags that the pages are made of.
fn foreign_tags(page: &str) -> Vec<&str> {
    const OWN: [&str; 65] = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "header",
        "main",
        "footer",
        "p",
        "img",
        "span",
        "form",
        "label",
        "input",
        "button",
        "section",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "b",
        "i",
        "time",
        "div",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "code",
        "article",
        "aside",
        "nav",
        "q",
        "mark",
        "bdi",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "em",
        "strong",
        "ins",
        "del",
        "svg",
        "g",
        "line",
        "circle",
        "rect",
        "text",
        "tspan",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "small",
        "dialog",
        "kbd",
    ];
    let names = page.split('<').skip(1).map(|tag| tag.trim_start_matches('/'));
    names.filter(|tag| !OWN.contains(&tag.split([' ', '>', ';']).next().unwrap_or_default())).collect()
}

/// A page without the one script that pages load, which stands in the head of each.
fn without_own_script(page: &str) -> String {
    let (before, script) = page.split_once("<script src=\"/assets/app.js?v=").expect("the script");
    let (_, after) = script.split_once("\" defer></script></head>").expect("its end");
    format!("{before}</head>{after}")
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

async fn pages() -> Vec<String> {
    let archive = hostile_archive();
    let mut paths = vec!["/".to_owned(), "/search?q=".to_owned(), "/search?q=ferry".to_owned()];
    for query in ["ferry script", "ferry img", "ferry sdrawkcab"] {
        paths.push(path_of(&archive, query).await);
    }
    let id = |path: &str| path.trim_start_matches("/articles/").to_owned();
    let ids: Vec<_> = paths[3..].iter().map(|path| id(path)).collect();
    paths.push(format!("/diff/{}/{}", ids[0], ids[1]));
    paths.push(format!("/diff/{}/{}", ids[1], ids[2]));
    // The attacks come as queries and as addresses as well.
    paths.push("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22".to_owned());
    paths.push("/search?q=lang:%22%3E%3Cimg+src=x%3E".to_owned());
    paths.push("/articles/%22%3E%3Cscript%3E".to_owned());
    paths.push("/%3Cscript%3E".to_owned());
    paths.push("/site/%3Cscript%3Ealert('ferry')%3C%2Fscript%3E".to_owned());
    paths.push("/author/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%20ferry".to_owned());
    paths.extend(["/stats", "/runs", "/runs/1", "/search?q=ferry+site:x&order=newest&fold=1"].map(str::to_owned));
    let mut pages = story_pages().await;
    for path in paths {
        let page = get(&archive, &path).await;
        assert!(page.status == StatusCode::OK || page.status == StatusCode::NOT_FOUND, "{path}: {}", page.status);
        pages.push(page.body);
    }
    pages
}

async fn story_pages() -> Vec<String> {
    let archive = hostile_stories();
    let mut paths = vec!["/stories".to_owned(), "/reuse".to_owned(), "/story/%22%3E%3Cscript%3E".to_owned()];
    for query in ["ferry script site:Post", "ferry img site:Post", "ferry sdrawkcab site:Post"] {
        let path = path_of(&archive, query).await;
        paths.push(path.replace("/articles/", "/story/"));
        paths.push(format!("{path}?lens=1"));
    }
    let mut pages = Vec::new();
    for path in paths {
        let page = get(&archive, &path).await;
        let expected = if path.contains('%') { StatusCode::NOT_FOUND } else { StatusCode::OK };
        assert_eq!(page.status, expected, "{path}");
        pages.push(page.body);
    }
    pages
}

#[actix_web::test]
async fn stories_show_hostile_names_as_text() {
    let pages = story_pages().await;
    let story = &pages[3];
    assert!(story.contains("&lt;script&gt;alert('ferry')&lt;/script&gt;</text>"), "{story}");
    assert!(story.contains("<title>\u{2068}&quot;&gt;&lt;svg onload=alert(1)&gt;\u{2069}, +1\u{a0}day"), "{story}");
    let first = "after \u{2068}&lt;script&gt;alert('ferry')&lt;/script&gt;\u{2069}";
    assert!(pages[1].contains(first), "{}", pages[1]);
}

#[actix_web::test]
async fn no_text_becomes_a_tag() {
    for page in pages().await {
        let page = without_own_script(&page);
        assert_eq!(foreign_tags(&page), Vec::<&str>::new(), "{page}");
        for image in page.split("<img").skip(1) {
            assert!(image.starts_with(" src=\"/assets/icon.svg?v="), "{image}");
        }
    }
}

#[actix_web::test]
async fn no_page_has_a_script_a_handler_or_a_style_of_its_own() {
    for page in pages().await {
        let page = without_own_script(&page);
        for tag in page.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
            assert!(!tag.starts_with("script") && !tag.starts_with("style"), "{tag}");
            let attributes = tag.split('"').step_by(2);
            for attribute in attributes.filter_map(|part| part.trim().strip_suffix('=')) {
                assert!(!attribute.starts_with("on") && attribute != "style", "{tag}");
            }
        }
    }
}

#[actix_web::test]
async fn pages_load_and_link_nothing_remote_but_the_original_address() {
    for page in pages().await {
        for source in values(&page, "src").into_iter().chain(values(&page, "action")) {
            assert!(source.starts_with('/') && !source.starts_with("//"), "{source}");
        }
        for link in values(&page, "href") {
            let own = (link.starts_with('/') && !link.starts_with("//")) || link.starts_with('#');
            let original = link == "https://a.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
            assert!(own || original, "{link}");
        }
    }
}

#[actix_web::test]
async fn text_that_turns_the_writing_round_has_its_line_to_itself() {
    let archive = hostile_archive();
    for path in ["/".to_owned(), "/search?q=sdrawkcab".to_owned(), path_of(&archive, "ferry sdrawkcab").await] {
        let page = get(&archive, &path).await;
        assert!(page.body.contains(OVERRIDE));
        for (index, _) in page.body.match_indices(OVERRIDE) {
            assert_alone(&page.body[index..]);
        }
    }
    for page in story_pages().await.iter().skip(3) {
        for (index, _) in page.match_indices(OVERRIDE) {
            assert_alone(&page[index..]);
        }
    }
}

/// Fails if other text follows in the same line: an override ends with its isolate or its block, not with a link.
#[track_caller]
fn assert_alone(page: &str) {
    const ENDS: [&str; 12] = ["text", "bdi", "title", "h1", "h2", "h3", "p", "li", "dt", "dd", "pre", "div"];
    for tag in page.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("a whole tag");
        if ENDS.contains(&tag.trim_start_matches('/').split(' ').next().unwrap_or_default()) {
            return;
        }
        assert_eq!(text, "", "after <{tag}>");
    }
}

#[actix_web::test]
async fn hostile_text_comes_out_of_the_api_as_it_went_in() {
    let archive = hostile_archive();
    let article = get(&archive, &format!("/api/v1{}", path_of(&archive, "ferry img").await)).await;
    assert_eq!(article.json()["title"], BREAKOUT);
    assert_eq!(article.header("content-type"), "application/json");
}

#[actix_web::test]
async fn lists_show_only_the_beginning_of_texts_without_end() {
    let endless = "ferry ".repeat(20_000);
    let archive = TestArchive::of([hostile(&endless, "https://a.example/1")]);
    for path in ["/", "/search?q=", "/search?q=ferry"] {
        let page = get(&archive, path).await;
        assert!(page.body.len() < 20_000, "{path}: {} bytes", page.body.len());
    }
}
