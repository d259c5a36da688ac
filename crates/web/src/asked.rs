//! What a person asked for: a query, and how its answer is shown. An address says it, and every link on a page of results
//! is the same with one thing changed.

use cuttings_store::SearchOrder;
use url::form_urlencoded;

use crate::failure::Failure;
use crate::parameters::Parameters;

/// The orders by their names in addresses, with what a page calls them.
pub(crate) const ORDERS: [(SearchOrder, &str, &str); 4] = [
    (SearchOrder::Relevance, "relevance", "Relevance"),
    (SearchOrder::Newest, "newest", "Newest"),
    (SearchOrder::Oldest, "oldest", "Oldest"),
    (SearchOrder::MostPrinted, "most-printed", "Most printed"),
];

/// A search as its address says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The query as it was typed.
    pub(crate) query: String,
    /// What comes first.
    pub(crate) order: SearchOrder,
    /// Whether each story is shown once.
    pub(crate) fold: bool,
    /// Which page, from 1.
    pub(crate) page: u32,
}

impl Asked {
    /// The first page of the answer to a query, in its usual form.
    pub(crate) fn plainly(query: impl Into<String>) -> Self {
        Self { query: query.into(), order: SearchOrder::default(), fold: false, page: 1 }
    }

    /// Reads the query, the order and the fold; the page is the first.
    pub(crate) fn of(parameters: &Parameters) -> Result<Self, Failure> {
        let order = match parameters.get("order") {
            None => SearchOrder::default(),
            Some(name) => {
                ORDERS.into_iter().find_map(|(order, known, _)| (known == name).then_some(order)).ok_or_else(|| {
                    let names: Vec<_> = ORDERS.iter().map(|(_, name, _)| format!("“{name}”")).collect();
                    Failure::bad_request(format!("“order” must be one of {}.", names.join(", ")))
                })?
            }
        };
        Ok(Self { query: parameters.query()?, order, fold: parameters.switch("fold")?, page: 1 })
    }

    /// The same of another query, from its first page on.
    pub(crate) fn with_query(&self, query: impl Into<String>) -> Self {
        Self { query: query.into(), page: 1, ..self.clone() }
    }

    /// The same in another order, from the first page on.
    pub(crate) fn in_order(&self, order: SearchOrder) -> Self {
        Self { order, page: 1, ..self.clone() }
    }

    /// The same folded or not, from the first page on.
    pub(crate) fn folded(&self, fold: bool) -> Self {
        Self { fold, page: 1, ..self.clone() }
    }

    /// Another page.
    pub(crate) fn at_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// The page of results.
    pub(crate) fn link(&self) -> String {
        let mut link = self.begin("/search?");
        if self.page > 1 {
            link.append_pair("page", &self.page.to_string());
        }
        link.finish()
    }

    /// The first of the same results from the API, with what they are about.
    pub(crate) fn json_link(&self) -> String {
        self.begin("/api/v1/search?").append_pair("facets", "1").finish()
    }

    /// The feed of the newest results.
    pub(crate) fn feed_link(&self) -> String {
        let newest = Self { order: SearchOrder::default(), fold: false, ..self.clone() };
        newest.begin("/search.atom?").finish()
    }

    /// An address with everything but the page.
    fn begin(&self, path: &str) -> form_urlencoded::Serializer<'static, String> {
        let mut link = form_urlencoded::Serializer::for_suffix(path.to_owned(), path.len());
        link.append_pair("q", &self.query);
        if let Some((_, name, _)) =
            ORDERS.iter().find(|(order, ..)| *order == self.order && self.order != SearchOrder::default())
        {
            link.append_pair("order", name);
        }
        if self.fold {
            link.append_pair("fold", "1");
        }
        link
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_only_what_is_not_usual() {
        let asked = Asked::plainly("late ferry");
        assert_eq!(asked.link(), "/search?q=late+ferry");
        let asked = asked.in_order(SearchOrder::MostPrinted).folded(true).at_page(3);
        assert_eq!(asked.link(), "/search?q=late+ferry&order=most-printed&fold=1&page=3");
        assert_eq!(asked.with_query("site:a").link(), "/search?q=site%3Aa&order=most-printed&fold=1");
        assert_eq!(asked.feed_link(), "/search.atom?q=late+ferry");
    }
}
