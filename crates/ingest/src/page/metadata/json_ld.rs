//! JSON-LD: what a page says of itself in the vocabulary of schema.org.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::page::dom::{Dom, Kind};

/// The types that an article can have.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "TechArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "Report",
    "Review",
    "Recipe",
];

/// And those that say something of the page, if no article is described.
const PAGES: &[&str] = &["WebPage", "ItemPage", "CreativeWork", "VideoObject"];

/// Objects of one page that are looked at; more are a list of something.
const MOST_OBJECTS: usize = 5_000;

type Object = Map<String, Value>;

/// The JSON-LD of a page.
#[derive(Default)]
pub(super) struct JsonLd {
    article: Option<Object>,
    page: Option<Object>,
    by_id: HashMap<String, Object>,
}

impl JsonLd {
    /// Reads the scripts of a page. Those that are no JSON are left alone.
    pub(super) fn new(dom: &Dom) -> Self {
        let mut found = Self::default();
        let scripts = dom.elements().filter(|(_, element)| {
            let kind = element.attribute("type").unwrap_or_default();
            element.name() == "script" && kind.trim().to_ascii_lowercase().starts_with("application/ld+json")
        });
        for (node, _) in scripts {
            let text = dom.children(node).filter_map(|child| match dom.kind(child) {
                Kind::Text(text) => Some(&**text),
                _ => None,
            });
            if let Some(value) = parse(&text.collect::<String>()) {
                found.take(value);
            }
        }
        found
    }

    /// Takes the objects of a value, outermost first.
    fn take(&mut self, value: Value) {
        let mut waiting = std::collections::VecDeque::from([value]);
        let mut left = MOST_OBJECTS;
        while let Some(value) = waiting.pop_front() {
            left = left.saturating_sub(1);
            if left == 0 {
                return;
            }
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(mut object) => {
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "author", "itemListElement"] {
                        if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get(key) {
                            waiting.push_back(inner.clone());
                        }
                    }
                    object.remove("@graph");
                    self.keep(object);
                }
                _ => {}
            }
        }
    }

    fn keep(&mut self, object: Object) {
        if self.article.is_none() && has_type(&object, ARTICLES) {
            self.article = Some(object.clone());
        } else if self.page.is_none() && has_type(&object, PAGES) {
            self.page = Some(object.clone());
        }
        if let Some(id) = object.get("@id").and_then(Value::as_str)
            && object.len() > 1
        {
            self.by_id.entry(id.to_owned()).or_insert(object);
        }
    }

    /// A field of the article as text.
    pub(super) fn text(&self, field: &str) -> Option<String> {
        first_text(self.article.as_ref()?.get(field)?)
    }

    /// A field of the page as text, where no article is described.
    pub(super) fn page_text(&self, field: &str) -> Option<String> {
        first_text(self.page.as_ref()?.get(field)?)
    }

    /// The values of a field of the article: a list, or a text with commas.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        match self.article.as_ref().and_then(|article| article.get(field)) {
            Some(Value::Array(items)) => items.iter().filter_map(first_text).collect(),
            Some(Value::String(text)) => text.split(',').map(|part| part.trim().to_owned()).collect(),
            Some(other) => first_text(other).into_iter().collect(),
            None => vec![],
        }
    }

    /// The names of the people, or else of the organizations, in a field of the article.
    pub(super) fn names(&self, field: &str) -> Vec<String> {
        let Some(value) = self.article.as_ref().and_then(|article| article.get(field)) else { return vec![] };
        let values = match value {
            Value::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        values.iter().flat_map(|value| self.names_of(value)).filter(|name| !name.trim().is_empty()).collect()
    }

    fn names_of(&self, value: &Value) -> Vec<String> {
        let object = match value {
            Value::Object(object) if !object.contains_key("name") => {
                object.get("@id").and_then(Value::as_str).and_then(|id| self.by_id.get(id))
            }
            Value::Object(object) => Some(object),
            Value::String(name) => return vec![name.clone()],
            _ => None,
        };
        match object.and_then(|object| object.get("name")) {
            Some(Value::Array(several)) => several.iter().filter_map(first_text).collect(),
            Some(name) => first_text(name).into_iter().collect(),
            None => vec![],
        }
    }

    /// Whether the article says that it is not free.
    pub(super) fn is_paid(&self) -> bool {
        match self.article.as_ref().and_then(|article| article.get("isAccessibleForFree")) {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false") || free == "0",
            _ => false,
        }
    }
}

fn has_type(object: &Object, types: &[&str]) -> bool {
    let is_one = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        types.contains(&name.rsplit(['/', ':', '#']).next().unwrap_or(name))
    };
    match object.get("@type") {
        Some(Value::Array(several)) => several.iter().any(is_one),
        Some(one) => is_one(one),
        None => false,
    }
}

fn first_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => return items.iter().find_map(first_text),
        Value::Object(object) => {
            return ["name", "@value", "@id", "url"]
                .iter()
                .find_map(|key| object.get(*key))
                .and_then(Value::as_str)
                .map(ToOwned::to_owned);
        }
        _ => return None,
    };
    Some(unescape(&text)).filter(|text| !text.trim().is_empty())
}

/// Many sites put HTML's entities, or whole markup, into JSON.
fn unescape(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    let dom = crate::page::dom::parse(&text.replace("</p>", "</p>\n").replace("<br", "\n<br"));
    dom.text(0)
}

/// Parses JSON as pages have it: in comments or CDATA, with raw line ends in strings, with a `;` at the end.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let text = text.get(start..=end)?;
    let mut repaired = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for character in text.chars() {
        match character {
            '"' if !escaped => in_string = !in_string,
            '\n' | '\r' | '\t' if in_string => {
                repaired.push(' ');
                escaped = false;
                continue;
            }
            other if other.is_control() && in_string => continue,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        repaired.push(character);
    }
    serde_json::from_str(&repaired).ok()
}
