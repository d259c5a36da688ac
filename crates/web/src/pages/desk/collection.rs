//! The page of a collection: its articles in its order.

use cuttings_store::CollectionListing;
use maud::{Markup, html};

use super::{form, remove};
use crate::desk::Writing;
use crate::links;
use crate::pages::layout::Page;
use crate::pages::listing;
use crate::pages::numbers::{count, counted};

/// Draws the page.
pub(super) fn draw(listing: &CollectionListing, writing: Option<&Writing>) -> Markup {
    let name = &listing.collection.name;
    let action = links::collection(name);
    let body = html! {
        section.desk-page {
            header.page-head {
                h1 { bdi { (name) } " " span.count { (count(listing.collection.articles)) } }
                p {
                    "Put together by " bdi { (listing.collection.who) } ". "
                    @if listing.collection.private { "Private: shipped copies go without it. " }
                    a href=(links::field("in", name)) { "Search in it" }
                }
            }
            @if listing.entries.is_empty() {
                p.nothing { "It has no articles. Put them in on their pages, or with " code { "cuttings collect" } "." }
            }
            ol.collected {
                @for (index, entry) in listing.entries.iter().enumerate() {
                    @let article = &entry.article;
                    li dir="auto" {
                        a lang=[listing::language(article)] href=(links::article(&article.id)) { (listing::title(article)) }
                        (listing::meta(article))
                        @if let Some(writing) = writing {
                            div.own-actions {
                                (mover(&action, &article.id, index + 1, writing))
                                (remove(&action, &article.id, "Take it out of the collection", writing))
                            }
                        }
                    }
                }
            }
            @if listing.missing > 0 {
                p.note { (counted(listing.missing, "more article is", "more articles are")) " not in this archive." }
            }
        }
    };
    let title = format!("{name} – Cuttings");
    let json = Some(format!("/api/v1/collections/{}", action.trim_start_matches("/collection/")));
    Page { title: &title, query: Some(""), json, body }.draw()
}

/// Moves an article to another place.
fn mover(action: &str, article: &str, place: usize, writing: &Writing) -> Markup {
    let fields = html! {
        input type="hidden" name="move" value=(article);
        label { "Place " input type="number" name="place" min="1" value=(place) required; }
        button.plain type="submit" { "Move" }
    };
    form(action, "move", writing, &fields)
}
