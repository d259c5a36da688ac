//! The Atom feed of any search, and so of every site, author, section and tag: the newest articles that it finds.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::RawId;
use cuttings_store::FeedEntry;

use crate::WebService;
use crate::asked::Asked;
use crate::atom::{Entry, Feed, urn};
use crate::failure::Failure;
use crate::links;
use crate::opensearch::root;
use crate::parameters::Parameters;

/// Articles in a feed.
const MOST_ENTRIES: u32 = 50;

/// `GET /search.atom?q=`
pub(crate) async fn search(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Failure> {
    let query = Parameters::of(&request).query()?;
    let wanted = query.clone();
    let entries = service.read(move |archive| archive.list_for_feed(&wanted, MOST_ENTRIES)).await?;
    let root = root(&request);
    let asked = Asked::plainly(query);
    // The same query is the same feed, whichever archive it is asked of.
    let id = RawId::of(format!("query\0{}", asked.query).as_bytes()).to_string();
    let title = if asked.query.is_empty() { "All articles" } else { asked.query.as_str() };
    let feed = Feed {
        id: urn(&id).unwrap_or_default(),
        title: title.to_owned(),
        link: format!("{root}{}", asked.feed_link()),
        page: format!("{root}{}", asked.link()),
        since: String::new(),
        entries: entries.into_iter().map(|entry| of_article(entry, &root)).collect(),
    };
    Ok(feed.respond())
}

/// An article in a feed; `root` is where this server is for the one who reads it.
pub(crate) fn of_article(found: FeedEntry, root: &str) -> Entry {
    let article = found.article;
    Entry {
        id: urn(&found.sha256).unwrap_or_default(),
        link: format!("{root}{}", links::article(&article.id)),
        title: if article.title.is_empty() { article.beginning.unwrap_or_default() } else { article.title },
        // An article does not change; what is not dated came when it was read.
        updated: article.published.clone().unwrap_or(found.read_at),
        published: article.published,
        authors: found.authors,
        summary: found.standfirst,
    }
}
