//! The Atom feed of a saved search.

use actix_web::{HttpRequest, HttpResponse, web};
use cuttings_core::RawId;
use cuttings_store::{Archive, FeedEntry, SavedSearch};

use super::find_name;
use crate::WebService;
use crate::atom::{Feed, urn};
use crate::failure::Failure;
use crate::feed::of_article;
use crate::links;
use crate::opensearch::root;

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
    Ok(of_search(search, entries, &root(&request)).respond())
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
