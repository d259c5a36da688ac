//! What `&name;` stands for: the entities of XML and HTML, and those that a document declares for itself. Nothing is
//! ever fetched, and a declared text is taken as it is: what it refers to in turn stays as written.

use std::collections::HashMap;

use quick_xml::escape::resolve_html5_entity;

/// The longest name between `&` and `;` (bytes).
const LONGEST_NAME: usize = 64;
/// A document declares no more entities than this, each no longer than this (bytes).
const MOST_DECLARED: usize = 1000;
const LONGEST_VALUE: usize = 4096;
/// Declared entities make a record no longer than this (bytes).
const MOST_EXPANDED: usize = 1 << 20;

/// The entities that a document declares.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities {
    declared: HashMap<String, String>,
}

impl Entities {
    /// Reads `<!ENTITY name "text">` out of a document type declaration; external and parameter entities are left out.
    pub(crate) fn declared_in(prologue: &str) -> Self {
        let parts = prologue.split("<!ENTITY").skip(1).take(MOST_DECLARED);
        let declared = parts.filter_map(|part| {
            let (name, rest) = part.trim_start().split_once(|c: char| c.is_ascii_whitespace())?;
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, _) = rest[1..].split_once(quote)?;
            (name != "%" && value.len() <= LONGEST_VALUE).then(|| (name.to_owned(), value.to_owned()))
        });
        Self { declared: declared.collect() }
    }

    /// A resolver with a budget of its own.
    pub(super) fn resolver(&self) -> Resolver<'_> {
        Resolver { entities: self, expanded: 0 }
    }
}

/// Resolves the references of one record.
pub(super) struct Resolver<'a> {
    entities: &'a Entities,
    expanded: usize,
}

impl Resolver<'_> {
    /// What a reference stands for; `name` is what stands between `&` and `;`. One that nobody knows stays as written.
    pub(super) fn resolve(&mut self, name: &str) -> String {
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            let known = code.ok().and_then(char::from_u32).filter(|c| *c != '\0');
            return known.map_or_else(|| format!("&{name};"), String::from);
        }
        if let Some(text) = resolve_html5_entity(name) {
            return text.to_owned();
        }
        match self.entities.declared.get(name) {
            Some(text) if self.expanded + text.len() <= MOST_EXPANDED => {
                self.expanded += text.len();
                text.clone()
            }
            _ => format!("&{name};"),
        }
    }

    /// A text with its references resolved.
    pub(super) fn unescape(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(end) = rest.find(';').filter(|end| *end <= LONGEST_NAME) {
                out.push_str(&self.resolve(&rest[1..end]));
                rest = &rest[end + 1..];
            } else {
                out.push('&');
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_what_they_stand_for_and_unknown_ones_stay() {
        let entities =
            Entities::declared_in("<!DOCTYPE rss [ <!ENTITY id \"tag:quay,\"> <!ENTITY x SYSTEM 'file:///etc'> ]>");
        let unescaped = entities.resolver().unescape("&id;1 &amp; &eacute;&#233;&#xe9; &x; &nobody; & &#0;");
        assert_eq!(unescaped, "tag:quay,1 & ééé &x; &nobody; & &#0;");
    }

    #[test]
    fn entities_that_refer_to_each_other_do_not_multiply() {
        let text = "x".repeat(4000);
        let entities = Entities::declared_in(&format!("<!ENTITY a \"{text}\"><!ENTITY b \"&a;&a;&a;\">"));
        assert_eq!(entities.resolver().unescape("&b;"), "&a;&a;&a;");
        let many = entities.resolver().unescape(&"&a;".repeat(1000));
        assert!(many.len() < (1 << 20) + 4 * 1000, "{}", many.len());
    }
}
