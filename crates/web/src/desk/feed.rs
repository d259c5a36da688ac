//! The Atom feed of a saved search.

use actix_web::http::header::HOST;
use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::RawId;
use cuttings_store::{Archive, FeedEntry, SavedSearch};

use super::find_name;
use crate::WebService;
use crate::atom::{Entry, Feed, urn};
use crate::failure::Failure;
use crate::links;

/// Articles in a feed.
const MOST_ENTRIES: u32 = 50;

/// `GET /searches/{name}.atom`: the newest articles that the search finds.
pub(crate) async fn feed(request: HttpRequest, service: web::Data<WebService>) -> Result<HttpResponse, Failure> {
    let name = find_name(&request);
    let read = move |archive: &Archive| {
        let search = archive.get_search(&name)?;
        let entries = archive.list_for_feed(&search.query, MOST_ENTRIES)?;
        Ok((search, entries))
    };
    let (search, entries) = service.read(read).await?;
    // A feed is read away from here, so its links are whole. The host was checked.
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    Ok(of_search(search, entries, &format!("http://{host}")).respond())
}

fn of_search(search: SavedSearch, entries: Vec<FeedEntry>, root: &str) -> Feed {
    // The same search of the same name is the same feed, whichever archive it is in.
    let id = RawId::of(format!("search\0{}", search.name).as_bytes()).to_string();
    Feed {
        id: urn(&id).unwrap_or_default(),
        title: search.name.clone(),
        link: format!("{root}{}", links::search_feed(&search.name)),
        page: format!("{root}{}", links::search(&search.query, 1)),
        since: search.saved_at,
        entries: entries.into_iter().map(|entry| of_article(entry, root)).collect(),
    }
}

fn of_article(found: FeedEntry, root: &str) -> Entry {
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
