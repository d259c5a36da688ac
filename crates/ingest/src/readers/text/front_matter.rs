//! Front matter: the `---` (YAML) or `+++` (TOML) lines that note-taking tools and static sites set before a text.
//!
//! Only what such files have in practice is read: keys with plain or quoted values, lists in brackets or one item a line,
//! folded text. What is not understood is kept, so nothing depends on reading all of YAML.

use cuttings_core::Draft;
use serde_json::Value;

use super::labels;
use super::lines::Line;
use super::metadata;

/// Lines of the longest front matter; what is longer only begins with a rule.
const MOST_LINES: usize = 300;

/// The two kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Yaml,
    Toml,
}

/// What a key holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    Text(String),
    List(Vec<String>),
}

/// Takes front matter off the lines and into the draft; gives the lines after it. Lines between two rules that are not
/// front matter stay.
pub fn take<'l, 'a>(lines: &'l [Line<'a>], draft: &mut Draft) -> &'l [Line<'a>] {
    let kind = match lines.first().map(|line| line.raw) {
        Some("---") => Kind::Yaml,
        Some("+++") => Kind::Toml,
        _ => return lines,
    };
    let closes = |line: &Line<'_>| line.raw == if kind == Kind::Yaml { "---" } else { "+++" } || line.raw == "...";
    let Some(end) = lines.iter().take(MOST_LINES).skip(1).position(closes) else { return lines };
    let inner = &lines[1..=end];
    let keys = inner.iter().filter(|line| line.indent == 0 && split_key(line.raw, kind).is_some()).count();
    let top = inner.iter().filter(|line| line.indent == 0 && !line.raw.starts_with(['-', '#', ']'])).count();
    if keys == 0 || keys * 2 < top {
        return lines;
    }
    Parser { kind, draft, table: String::new() }.read(inner);
    &lines[end + 2..]
}

struct Parser<'d> {
    kind: Kind,
    draft: &'d mut Draft,
    /// The TOML table that the keys belong to, with a dot.
    table: String,
}

impl Parser<'_> {
    fn read(&mut self, lines: &[Line<'_>]) {
        let mut rest = lines;
        while let Some((line, after)) = rest.split_first() {
            rest = after;
            if self.kind == Kind::Toml && line.raw.starts_with('[') {
                self.table = format!("{}.", line.raw.trim_matches(['[', ']', ' ']));
                continue;
            }
            let Some((key, value)) = split_key(line.text(), self.kind) else {
                metadata::keep(self.draft, "front matter", line.raw);
                continue;
            };
            if value.starts_with('[') && !value.trim_end().ends_with(']') {
                let length = rest.iter().position(|line| line.text().ends_with(']')).map_or(0, |last| last + 1);
                let whole: Vec<&str> = std::iter::once(value).chain(rest[..length].iter().map(Line::text)).collect();
                rest = &rest[length..];
                self.set(key, read_value(&whole.join(" ")));
                continue;
            }
            let nested = rest.iter().take_while(|line| line.indent > 0 || line.raw.starts_with("- ")).count();
            let (below, after) = rest.split_at(nested);
            rest = after;
            self.read_below(key, value, below);
        }
    }

    /// Reads a value that goes on in the indented lines below its key.
    fn read_below(&mut self, key: &str, value: &str, below: &[Line<'_>]) {
        let kind = self.kind;
        let texts = || below.iter().map(Line::text);
        if below.is_empty() {
            self.set(key, read_value(value));
        } else if value.is_empty() && texts().all(|text| text.starts_with("- ")) {
            self.set(key, Held::List(texts().map(|text| unquote(&text[2..])).collect()));
        } else if value.is_empty() && texts().all(|text| split_key(text, kind).is_some()) {
            for (inner, value) in texts().filter_map(|text| split_key(text, kind)) {
                // `author:` with `name:` below it is the author; the rest belongs to no field.
                let path = if inner == "name" { key.to_owned() } else { format!("{key}.{inner}") };
                self.set(&path, read_value(value));
            }
        } else {
            // `|` keeps the lines and `>` folds them; a value may also just go on.
            let folded = !value.starts_with('|');
            let first = value.trim_start_matches(['|', '>', '-', '+']).trim();
            let mut whole = unquote(first);
            for text in texts() {
                whole.push(if folded { ' ' } else { '\n' });
                whole.push_str(text);
            }
            self.set(key, Held::Text(whole.trim().to_owned()));
        }
    }

    fn set(&mut self, key: &str, held: Held) {
        let path = format!("{}{key}", self.table);
        let label = labels::find(key).or_else(|| labels::find(&path));
        match (label, held) {
            (_, Held::Text(text)) if text.is_empty() => {}
            (Some(label), Held::Text(text)) => metadata::set(self.draft, label, &path, &text),
            (Some(labels::Label::Tags), Held::List(items)) => self.draft.tags.extend(items),
            (Some(labels::Label::Author), Held::List(items)) => self.draft.authors.extend(items),
            (Some(label), Held::List(items)) => {
                for item in items {
                    metadata::set(self.draft, label, &path, &item);
                }
            }
            (None, Held::Text(text)) => metadata::keep(self.draft, &path, text),
            (None, Held::List(items)) => metadata::keep(self.draft, &path, Value::from(items)),
        }
    }
}

/// The key and the value of a line.
fn split_key(line: &str, kind: Kind) -> Option<(&str, &str)> {
    let (key, value) = match kind {
        Kind::Yaml => line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, ""))),
        Kind::Toml => line.split_once('='),
    }?;
    let key = key.trim().trim_matches(['"', '\'']);
    let plain = |character: char| {
        character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ' ' | ':' | '/' | '(' | ')')
    };
    let begins = key.chars().next().is_some_and(char::is_alphanumeric);
    (begins && key.len() <= 80 && key.chars().all(plain)).then(|| (key, value.trim()))
}

fn read_value(value: &str) -> Held {
    let value = value.trim();
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        // `[[wiki link]]` and `[text](target)` are one value.
        Some(inner) if !inner.starts_with('[') => Held::List(read_list(inner)),
        _ => Held::Text(unquote(value)),
    }
}

/// The items of a list, cut at the commas outside quotes.
fn read_list(inner: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut quote = None;
    let mut from = 0;
    for (at, character) in inner.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') if inner[from..at].trim().is_empty() => quote = Some(character),
            (Some(open), closing) if open == closing => quote = None,
            (None, ',') => {
                items.push(unquote(&inner[from..at]));
                from = at + 1;
            }
            _ => {}
        }
    }
    items.push(unquote(&inner[from..]));
    items.retain(|item| !item.is_empty());
    items
}

/// The text of a plain or quoted value.
fn unquote(value: &str) -> String {
    let value = value.trim();
    let between = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inner) = between('\'') {
        return inner.replace("''", "'");
    }
    let Some(inner) = between('"') else { return value.to_owned() };
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match (character, characters.as_str().chars().next()) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some('t')) => text.push('\t'),
            ('\\', Some(escaped @ ('"' | '\\' | '/'))) => text.push(escaped),
            _ => {
                text.push(character);
                continue;
            }
        }
        characters.next();
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::lines::split;
    use super::*;

    fn read(text: &str) -> (Draft, Vec<String>) {
        let lines = split(text).expect("few lines");
        let mut draft = Draft::default();
        let rest = take(&lines, &mut draft);
        (draft, rest.iter().map(|line| line.raw.to_owned()).collect())
    }

    #[test]
    fn yaml_fills_the_fields() {
        let (draft, rest) = read(concat!(
            "---\ntitle: \"The quay: a \\\"history\\\"\"\nauthor: 'Jane O''Doe'\ntags: [sea, \"port, old\", quay]\n",
            "keywords:\n  - ferry\n  - tide\nsource: https://herald.example/1\nsummary: >\n  Folded\n  text.\n",
            "layout: post\nrating: 5\n---\n\nBody.\n",
        ));
        assert_eq!(draft.title.as_deref(), Some("The quay: a \"history\""));
        assert_eq!(draft.authors, ["Jane O'Doe"]);
        assert_eq!(draft.tags, ["sea", "port, old", "quay", "ferry", "tide"]);
        assert_eq!(draft.url.as_deref(), Some("https://herald.example/1"));
        assert_eq!(draft.standfirst.as_deref(), Some("Folded text."));
        assert_eq!(draft.extra["layout"], json!("post"));
        assert_eq!(draft.extra["rating"], json!("5"));
        assert_eq!(rest, ["Body."]);
    }

    #[test]
    fn toml_fills_the_fields() {
        let (draft, rest) = read(
            "+++\ntitle = \"The quay\"\ndraft = false\n[taxonomies]\ntags = [\n  \"sea\",\n  \"port\"\n]\n+++\nBody.\n",
        );
        assert_eq!(draft.title.as_deref(), Some("The quay"));
        assert_eq!(draft.tags, ["sea", "port"]);
        assert_eq!(draft.extra["draft"], json!("false"));
        assert_eq!(rest, ["Body."]);
    }

    #[test]
    fn nested_keys_and_lines_that_are_not_understood_are_kept() {
        let (draft, _) =
            read("---\nauthor:\n  name: Jane Doe\n  mail: jane@herald.example\n? odd line\nlang: en\n---\nBody.");
        assert_eq!(draft.authors, ["Jane Doe"]);
        assert_eq!(draft.extra["author.mail"], json!("jane@herald.example"));
        assert_eq!(draft.extra["front matter"], json!("? odd line"));
        assert_eq!(draft.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_text_between_two_rules_is_not_front_matter() {
        for text in
            ["---\nThe ferry was late.\nAgain it was.\n---\nMore.", "---\ntitle: no end", "text\n---\na: b\n---"]
        {
            let (draft, rest) = read(text);
            assert_eq!(draft, Draft::default());
            assert_eq!(rest.join("\n"), text);
        }
    }
}
