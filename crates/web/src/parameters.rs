//! The parameters of a request, and the bounds within which they are read.

use std::ops::RangeInclusive;

use actix_web::HttpRequest;
use url::form_urlencoded;

use crate::failure::Failure;

/// Longest query, in characters: what a person may paste, not a file.
pub(crate) const LONGEST_QUERY: usize = 2000;
/// Most hits in one answer.
pub(crate) const MOST_HITS: u32 = 100;
/// Most hits to leave out: all of them have to be ranked to be left out.
pub(crate) const FARTHEST: u32 = 10_000;

/// The parameters of a request by name.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads them. Bytes that are no UTF-8 become replacement characters, which match nothing.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        Self(form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect())
    }

    /// The query as it was typed, without white space at the ends; empty where there is none.
    pub(crate) fn query(&self) -> Result<String, Failure> {
        Ok(self.typed_query()?.trim().to_owned())
    }

    /// The query exactly as it was typed.
    pub(crate) fn typed_query(&self) -> Result<String, Failure> {
        let query = self.get("q").unwrap_or_default();
        let length = query.chars().count();
        if length > LONGEST_QUERY {
            return Err(Failure::bad_request(format!(
                "The query has {length} characters, and at most {LONGEST_QUERY} are read. Search for a few of its words."
            )));
        }
        Ok(query.to_owned())
    }

    /// A number within a range.
    pub(crate) fn number(&self, name: &str, default: u32, range: &RangeInclusive<u32>) -> Result<u32, Failure> {
        let Some(text) = self.get(name) else { return Ok(default) };
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            Failure::bad_request(format!("“{name}” must be a number from {} to {}.", range.start(), range.end()))
        })
    }

    /// Whether something is wanted; not, where nothing is said.
    pub(crate) fn switch(&self, name: &str) -> Result<bool, Failure> {
        match self.get(name) {
            None | Some("0" | "false") => Ok(false),
            Some("1" | "true") => Ok(true),
            Some(_) => Err(Failure::bad_request(format!("“{name}” must be “true” or “false”."))),
        }
    }

    /// A parameter as it was given.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
