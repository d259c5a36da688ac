//! The `<meta>` elements of a page, and what stands in its `<link>`s.

use std::collections::HashMap;

use crate::page::dom::Dom;

/// The elements by name; several of one name stay in order.
#[derive(Default)]
pub(super) struct Metas {
    by_name: HashMap<String, Vec<String>>,
    canonical: Option<String>,
}

impl Metas {
    /// Collects them wherever they stand: broken heads end early.
    pub(super) fn new(dom: &Dom) -> Self {
        let mut metas = Self::default();
        for (_, element) in dom.elements() {
            match element.name() {
                "meta" => {
                    let Some(content) = element.attribute("content").filter(|content| !content.trim().is_empty())
                    else {
                        continue;
                    };
                    for key in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = element.attribute(key) {
                            let name = name.trim().to_lowercase();
                            metas.by_name.entry(name).or_default().push(content.to_owned());
                        }
                    }
                }
                "link" => {
                    let rel = element.attribute("rel").unwrap_or_default();
                    if rel.eq_ignore_ascii_case("canonical") && metas.canonical.is_none() {
                        metas.canonical = element.attribute("href").map(|href| href.trim().to_owned());
                    }
                }
                _ => {}
            }
        }
        metas
    }

    /// The first value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name)?.first().map(String::as_str)
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The address that the page calls its own.
    pub(super) fn canonical(&self) -> Option<&str> {
        self.canonical.as_deref()
    }
}
