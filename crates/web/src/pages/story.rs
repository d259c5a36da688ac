//! The page of a story: who ran it when, and how much each changed.

use std::collections::HashSet;

use cuttings_store::{Story, StoryMember};
use maud::{Markup, html};

use super::lag::Moment;
use super::layout::Page;
use super::numbers::count;
use super::{dates, listing, stories, timeline};
use crate::links;

/// Rows of the table on one page.
pub(super) const PAGE_SIZE: usize = 200;
/// Longest name of a site in the table, in characters.
const LONGEST_SITE: usize = 60;

/// A member and what it is beside those before it.
struct Entry<'a> {
    member: &'a StoryMember,
    kind: &'static str,
}

/// Draws a page of the story.
pub(super) fn draw(story: &Story, page: u32) -> Markup {
    let first = &story.summary.representative;
    let entries = entries(&story.members);
    let is_dated = |entry: &&Entry<'_>| timeline::moment(entry.member).is_some();
    let (dated, undated): (Vec<_>, Vec<_>) = entries.iter().partition(is_dated);
    let pages = (entries.len() as u64).div_ceil(PAGE_SIZE as u64).max(1);
    let page = page.min(pages as u32);
    let begin = (page as usize - 1) * PAGE_SIZE;
    let shown = |entries: &[&Entry<'_>], before: usize| {
        let from = begin.saturating_sub(before).min(entries.len());
        let to = (begin + PAGE_SIZE).saturating_sub(before).min(entries.len());
        from..to
    };
    let (in_time, apart) = (shown(&dated, 0), shown(&undated, dated.len()));
    let body = html! {
        article.story {
            header.page-head dir="auto" {
                p.kicker lang="en" { bdi { a href="/stories" { "Story" } } }
                h1 lang=[listing::language(first)] { (listing::title(first)) }
                (stories::facts(&story.summary))
            }
            section aria-labelledby="who" {
                h2 #who { "Who ran it when" }
                (timeline::draw(&story.members))
                @if story.members.len() as u64 != story.summary.articles {
                    p.note {
                        "The earliest " (count(story.members.len() as u64)) " of " (count(story.summary.articles))
                        " articles are shown."
                    }
                }
                @if !in_time.is_empty() { (table(&dated[in_time], story)) }
                p.small {
                    "Likeness is the part of all phrases that two texts share, boilerplate left out; for a text that was cut \
                     or extended, the part of the shorter one’s."
                }
            }
            @if !apart.is_empty() {
                section aria-labelledby="undated" {
                    h2 #undated { "Without a date " span.count { (count(undated.len() as u64)) } }
                    (table(&undated[apart], story))
                }
            }
            (stories::pager("Pages of articles", page, pages, u32::MAX, |page| links::story_page(&first.id, page)))
        }
    };
    let title = format!("{} – a story – Cuttings", listing::title(first));
    Page { title: &title, query: Some(""), json: Some(format!("/api/v1/story/{}", first.id)), body }.draw()
}

/// What each is beside those before it: the first, a reprint of a text that was there, a new version at an address that
/// was there, or a changed text.
fn entries(members: &[StoryMember]) -> Vec<Entry<'_>> {
    let (mut contents, mut addresses) = (HashSet::new(), HashSet::new());
    let entry = |member| {
        let StoryMember { article, content, .. }: &StoryMember = member;
        let is_known_address = article.url.as_deref().is_some_and(|url| !addresses.insert(url));
        let is_first = contents.is_empty();
        let kind = match (contents.insert(content), is_known_address) {
            _ if is_first => "first",
            (false, _) => "reprint",
            (true, true) => "revision",
            (true, false) => "changed",
        };
        Entry { member, kind }
    };
    members.iter().map(entry).collect()
}

fn table(entries: &[&Entry<'_>], story: &Story) -> Markup {
    let first = story.members.first().and_then(timeline::moment);
    let first_id = story.members.first().map(|member| member.article.id.as_str());
    html! {
        table.members {
            thead {
                tr { th scope="col" { "Published" } th scope="col" { "Site and title" } th scope="col" { "Like the first" }
                     th scope="col" { "Is a" } }
            }
            tbody { @for entry in entries { (row(entry, first.as_ref(), first_id)) } }
        }
    }
}

fn row(entry: &Entry<'_>, first: Option<&Moment>, first_id: Option<&str>) -> Markup {
    let StoryMember { article, similarity, .. } = entry.member;
    let lag = first.zip(timeline::moment(entry.member)).filter(|_| entry.kind != "first");
    html! {
        tr {
            td.when {
                @if let Some(published) = &article.published { (dates::instant(published)) } @else { "undated" }
                @if let Some((first, moment)) = lag { " " span.lag { (moment.after(first)) } }
            }
            td.what {
                @if let Some(site) = &article.site {
                    a.site href=(links::field("site", site)) { bdi { (listing::shorten(site, LONGEST_SITE)) } }
                }
                p.title lang=[listing::language(article)] dir="auto" {
                    a href=(links::article(&article.id)) { (listing::title(article)) }
                }
            }
            td.like { (bar(*similarity)) " " (percent(*similarity)) }
            td.kind {
                (entry.kind)
                @if let (Some(first_id), "changed" | "revision") = (first_id, entry.kind) {
                    " " a.compare href=(links::comparison(first_id, &article.id)) { "compare" }
                }
            }
        }
    }
}

/// A share in percent: 100 only where it is whole.
pub(super) fn percent(share: f64) -> String {
    format!("{}\u{a0}%", (share * 100.0 + 1e-9).floor().clamp(0.0, 100.0))
}

fn bar(share: f64) -> Markup {
    html! {
        svg.bar width="64" height="8" aria-hidden="true" {
            rect.whole width="100%" height="8" {}
            rect.part width=(format!("{:.1}%", share.clamp(0.0, 1.0) * 100.0)) height="8" {}
        }
    }
}
