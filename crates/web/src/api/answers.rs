//! The shapes of answers that no other crate has.

use cuttings_store::{Run, SearchPage, StorySummary};
use serde::Serialize;
use utoipa::ToSchema;

/// What was asked, and the hits.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SearchAnswer {
    /// The query.
    pub(super) query: String,
    /// Hits that were asked for.
    pub(super) limit: u32,
    /// The cursor of the hits that follow; null at the end, and after the first 10,000.
    pub(super) next: Option<String>,
    #[serde(flatten)]
    pub(super) page: SearchPage,
}

/// Stories.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StoriesAnswer {
    /// How many there are in all.
    pub(super) total: u64,
    /// The cursor of those that follow; null at the end, and after the first 10,000.
    pub(super) next: Option<String>,
    /// The stories.
    pub(super) stories: Vec<StorySummary>,
}

/// Import runs.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RunsAnswer {
    /// How many there are in all.
    pub(super) total: u64,
    /// The cursor of those that follow; null at the end.
    pub(super) next: Option<String>,
    /// The runs.
    pub(super) runs: Vec<Run>,
}

/// That the archive can be read.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// Always "ok".
    pub(super) status: &'static str,
}

/// What comes first in a search.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes what a request may say")]
pub(super) enum Order {
    Relevance,
    Newest,
    Oldest,
    MostPrinted,
}

/// What comes first in the list of stories.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
#[expect(dead_code, reason = "describes what a request may say")]
pub(super) enum StoriesOrder {
    Largest,
    Newest,
}

/// Why a request has no answer (RFC 9457).
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what a failure says")]
pub(crate) struct ProblemDetails {
    /// The failure in general.
    pub(super) title: String,
    /// The status of the answer.
    pub(super) status: u16,
    /// What happened, and what to do.
    pub(super) detail: String,
    /// The ids that begin as the one that was asked for.
    #[schema(required = false)]
    pub(super) candidates: Vec<String>,
}
