//! The dates that a page shows to its readers, as texts.

use std::ops::Range;

use cuttings_core::Date;

use crate::page::agrees;
use crate::page::dom::{Dom, Kind, NodeId};

/// Longer texts (bytes) are not looked at as dates.
pub(super) const LONGEST: usize = 120;

/// Class words of elements that hold a date as text.
const DATED: &[&str] = &[
    "date",
    "published",
    "pubdate",
    "publish",
    "dateline",
    "timestamp",
    "posted",
    "byline",
    "meta",
    "datum",
    "fecha",
    "time",
];

/// Class words of elements that hold a date which is not that of the publication: the last change, or the reader's day.
const OTHERWISE_DATED: &[&str] = &["updated", "modified", "lastmod", "today", "todays", "current"];

/// Beginnings of words that say that a date is that of a change; in small letters.
const CHANGED: &[&str] = &[
    "updat",
    "modified",
    "revised",
    "reviewed",
    "aktualisier",
    "geändert",
    "bearbeitet",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizad",
    "actualización",
    "modificado",
    "aggiorna",
    "modificato",
    "atualiza",
    "bijgewerkt",
    "gewijzigd",
    "uppdatera",
    "opdatere",
    "oppdater",
    "aktualizac",
    "zaktualizowan",
    "aktualizován",
    "обновлен",
    "оновлен",
    "güncelle",
    "ενημέρωση",
    "ενημερώθηκε",
    "diperbarui",
    "تحديث",
    "更新",
    "수정",
    "업데이트",
];

/// So many texts are looked at.
const MOST_TEXTS: usize = 6;

/// So many nodes after the headline are looked at, and so many before it.
const NEAR: (usize, usize) = (120, 40);

/// So many headlines are compared with the title.
const MOST_HEADLINES: usize = 20;

/// A longer text (bytes) after the headline is that of the article.
const LONGEST_BEFORE_TEXT: usize = 350;

/// So many nodes before an element its label may be, and so long (bytes).
const LABEL_WITHIN: usize = 6;
const LONGEST_LABEL: usize = 40;

/// Whether a text says that its date is that of a change.
pub(super) fn says_changed(text: &str) -> bool {
    let text = text.to_lowercase();
    CHANGED.iter().any(|word| text.contains(word))
}

/// Whether a text says so of the date after it, and not of one of its own.
fn is_label_of_change(text: &str) -> bool {
    says_changed(text) && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether the text before an element says that the date in it is that of a change: `Last updated: <time>`.
pub(super) fn is_called_changed(dom: &Dom, element: NodeId) -> bool {
    let before = (element.saturating_sub(LABEL_WITHIN)..element).rev();
    let texts = before.filter_map(|node| match dom.kind(node) {
        Kind::Text(text) if text.trim().len() > 1 => Some(text),
        _ => None,
    });
    texts.into_iter().next().is_some_and(|label| label.len() <= LONGEST_LABEL && is_label_of_change(label))
}

/// Whether a node is in a part of the page that is about other articles or the site.
pub(super) fn is_in_margin(dom: &Dom, node: NodeId) -> bool {
    dom.ancestors(node).any(|node| matches!(dom.name(node), "aside" | "footer" | "nav"))
}

/// The day that short texts of elements named as dates show, if all of them show one: otherwise some are of other
/// articles.
pub(super) fn day_in_marked_texts(dom: &Dom) -> Option<String> {
    let mut days: Vec<String> = vec![];
    for (node, element) in dom.elements() {
        let names = || [element.attribute("class"), element.attribute("id")].into_iter().flatten();
        let is_dated = names().any(|names| has_word(names, DATED));
        if !is_dated || names().any(|names| has_word(names, OTHERWISE_DATED)) || dom.end(node) - node > 12 {
            continue;
        }
        days.extend(days_in(&dom.text(node)));
        if days.len() >= MOST_TEXTS {
            break;
        }
    }
    days.dedup();
    if let [day] = days.as_slice() { Some(day.clone()) } else { None }
}

/// The day that stands beside the headline, where nothing says that it is that of a change: after it and before the
/// text, or else before it.
pub(super) fn day_beside_headline(dom: &Dom, title: Option<&str>) -> Option<String> {
    let is_short = |node: &NodeId| dom.end(*node) - node < 100;
    let h1s = dom.elements().filter(|(_, element)| element.name() == "h1").map(|(node, _)| node).filter(is_short);
    let headline = h1s.take(MOST_HEADLINES).find(|node| title.is_none_or(|title| agrees(&dom.text(*node), title)))?;
    let end = dom.end(headline);
    let after = end..dom.len().min(end + NEAR.0);
    let before = headline.saturating_sub(NEAR.1)..headline;
    first_day(dom, after).or_else(|| first_day(dom, before))
}

/// The first day that is all that a text of these nodes says.
fn first_day(dom: &Dom, nodes: Range<NodeId>) -> Option<String> {
    let mut label = String::new();
    for node in nodes {
        let Kind::Text(text) = dom.kind(node) else { continue };
        if matches!(dom.name(dom.parent(node)), "script" | "style" | "template" | "noscript") || text.trim().is_empty()
        {
            continue;
        }
        if text.len() > LONGEST_BEFORE_TEXT {
            return None;
        }
        let otherwise = |node: NodeId| {
            let element = dom.element(node).into_iter();
            let names = element.flat_map(|element| [element.attribute("class"), element.attribute("id")]).flatten();
            names.into_iter().any(|names| has_word(names, OTHERWISE_DATED))
        };
        if let Some(day) = days_in(text).into_iter().next()
            && !is_label_of_change(&label)
            && !dom.ancestors(node).take(3).any(otherwise)
            && !is_in_margin(dom, node)
        {
            return Some(day);
        }
        // A label may be in two elements: "Last updated", "on".
        if text.trim().len() > "on:".len() {
            label.clear();
        }
        label.push_str(text);
    }
    None
}

/// The days that are all that a part of a text says, those of changes left out.
fn days_in(text: &str) -> Vec<String> {
    let parts = text.split(['|', '•', '·', '\n']).map(str::trim);
    let parts = parts.filter(|part| part.len() <= LONGEST && part.bytes().any(|byte| byte.is_ascii_digit()));
    let dates = parts.filter(|part| !says_changed(part)).filter_map(Date::parse);
    dates.filter(is_plausible).map(|date| date.local_day()).collect()
}

/// There were no pages before the web; a year before it is a placeholder, if it is not alone.
pub(super) fn is_plausible(date: &Date) -> bool {
    date.as_iso() >= "1990" && date.as_iso().len() >= 10
}

fn has_word(names: &str, wanted: &[&str]) -> bool {
    let mut words = names.split(|character: char| !character.is_alphanumeric());
    names.len() < 200 && words.any(|word| wanted.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::page::dom::parse;

    #[rstest]
    #[case::below("<h1>Late</h1><p>By Jane Doe</p><span>March 5, 2024</span>", Some("2024-03-05"))]
    #[case::above("<p>5 March 2024</p><h1>Late</h1>", Some("2024-03-05"))]
    #[case::with_label("<h1>Late</h1><p>By Jane Doe | Published: March 5, 2024</p>", Some("2024-03-05"))]
    #[case::with_change("<h1>Late</h1><p>Updated March 7, 2024</p><p>March 5, 2024</p>", Some("2024-03-05"))]
    #[case::change("<h1>Late</h1><p>Updated March 7, 2024</p>", None)]
    #[case::change_in_parts("<h1>Late</h1><b>Last updated</b> <b>on</b> <i>March 7, 2024</i>", None)]
    #[case::change_in_german("<h1>Late</h1><p>Aktualisiert: 7. März 2024</p>", None)]
    #[case::change_by_class("<h1>Late</h1><p class=last-updated>March 7, 2024</p>", None)]
    #[case::of_the_reader("<p class=todays-date>March 7, 2024</p><h1>Late</h1>", None)]
    #[case::in_the_margin("<h1>Late</h1><aside>March 7, 2024</aside>", None)]
    #[case::in_a_script("<h1>Late</h1><script>March 7, 2024</script>", None)]
    #[case::of_another_article("<h1>Ferries</h1><p>March 7, 2024</p>", None)]
    #[case::in_a_sentence("<h1>Late</h1><p>On March 7, 2024, it was late.</p>", None)]
    fn the_day_beside_the_headline_is_found(#[case] html: &str, #[case] day: Option<&str>) {
        assert_eq!(day_beside_headline(&parse(html), Some("Late")).as_deref(), day);
    }

    #[test]
    fn a_day_behind_the_beginning_of_the_text_is_not_beside_the_headline() {
        let html = format!("<h1>Late</h1><p>{}</p><p>March 7, 2024</p>", "The ferry was late again. ".repeat(20));
        assert_eq!(day_beside_headline(&parse(&html), Some("Late")), None);
    }

    #[rstest]
    #[case::one("<i class=date>March 5, 2024</i>", Some("2024-03-05"))]
    #[case::two("<i class=date>March 5, 2024</i><i class=date>March 7, 2024</i>", None)]
    #[case::and_a_change("<i class=date>March 5, 2024</i><i class=date>Updated March 7, 2024</i>", Some("2024-03-05"))]
    #[case::change_by_class("<i class=date_updated>March 7, 2024</i>", None)]
    #[case::of_the_reader("<i id=todays-date>March 7, 2024</i>", None)]
    fn the_day_of_texts_that_are_named_as_dates_is_found(#[case] html: &str, #[case] day: Option<&str>) {
        assert_eq!(day_in_marked_texts(&parse(html)).as_deref(), day);
    }
}
