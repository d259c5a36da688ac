//! Facets: the values that the fields of an answer's articles have, each with how many results have it.

use serde::Serialize;

/// What the results of a query are about, counted over all of them and not over one page.
///
/// Only articles that meet the query's conditions are counted: a text that `site:dw.com` found is not counted for the other
/// sites that printed it. A result counts once for each value, so adding a value to the query leaves as many results as
/// were counted for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// Publishing hosts and outlets.
    pub sites: Facet,
    /// Languages by their ISO 639 codes.
    pub languages: Facet,
    /// Sections as the sites name them.
    pub sections: Facet,
    /// Authors.
    pub authors: Facet,
    /// Tags.
    pub tags: Facet,
    /// Months of publication (`2022-09`; `2022` where only the year is known), in order of time.
    pub months: Vec<FacetValue>,
}

/// The values of one field, the most frequent first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// As many values as fit.
    pub values: Vec<FacetValue>,
    /// How many values there are beside those.
    pub others: u64,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value as the archive has it.
    pub value: String,
    /// Results that have it.
    pub count: u64,
}
