//! Cursors: where a list of answers goes on. A cursor names the last one that was given, so that the list goes on behind it
//! though others have come before it meanwhile.

use std::convert::Infallible;

use cuttings_core::RawId;

use crate::failure::Failure;
use crate::parameters::{FARTHEST, MOST_HITS, Parameters};

/// How far behind its place the last one is looked for, at most: as many may have come before it.
const MOST_NEW: u32 = 100;

/// Items of a list where the request does not say.
const USUAL_ITEMS: u32 = 20;

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Portion {
    /// Most items to give.
    pub(crate) limit: u32,
    /// Behind which one; none for the first.
    pub(crate) cursor: Option<Cursor>,
}

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// How many were given.
    given: u32,
    /// The last of them.
    last: String,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part<T> {
    /// What is given.
    pub(crate) items: Vec<T>,
    /// Where the list goes on; `None` at its end.
    pub(crate) next: Option<Cursor>,
}

impl Portion {
    /// The first part, as long as usual.
    pub(crate) const FIRST: Self = Self { limit: USUAL_ITEMS, cursor: None };

    /// Reads `limit` and `cursor`.
    pub(crate) fn of(parameters: &Parameters) -> Result<Self, Failure> {
        let limit = parameters.number("limit", USUAL_ITEMS, &(0..=MOST_HITS))?;
        let refused = || Failure::bad_request("“cursor” must be “next” of an answer before, as it was given.");
        let cursor = parameters.get("cursor").map(|text| Cursor::read(text).ok_or_else(refused)).transpose()?;
        Ok(Self { limit, cursor })
    }

    /// Cuts it out of a list that is here as a whole; `name` tells an item from all others.
    pub(crate) fn cut<T: Clone>(&self, list: Vec<T>, name: impl Fn(&T) -> String) -> Part<T> {
        let named = list.into_iter().map(|item| (RawId::of(name(&item).as_bytes()).to_string(), item));
        let named: Vec<(String, T)> = named.collect();
        let fetch = |limit: u32, offset: u32| {
            Ok::<Vec<_>, Infallible>(named.iter().skip(offset as usize).take(limit as usize).cloned().collect())
        };
        let Ok(part) = part(self.cursor.as_ref(), self.limit, |(id, _)| id.as_str(), fetch);
        Part { items: part.items.into_iter().map(|(_, item)| item).collect(), next: part.next }
    }
}

impl Cursor {
    /// Reads a cursor as [`Self::write`] wrote it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (given, last) = text.split_once('-')?;
        let is_hex =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hex(given) || given.len() > 8 || !is_hex(last) || last.len() > 64 {
            return None;
        }
        Some(Self { given: u32::from_str_radix(given, 16).ok()?, last: last.to_owned() })
    }

    /// The cursor as programs get it, which need not know what it means.
    pub(crate) fn write(&self) -> String {
        format!("{:x}-{}", self.given, self.last)
    }
}

/// Gives the part of a list behind a cursor, at most `limit` items. `fetch` gives items by limit and offset, `id` names one
/// by hex digits. A list can be followed as far as pages go, too.
pub(crate) fn part<T, E>(
    cursor: Option<&Cursor>,
    limit: u32,
    id: impl Fn(&T) -> &str,
    mut fetch: impl FnMut(u32, u32) -> Result<Vec<T>, E>,
) -> Result<Part<T>, E> {
    let mut given = cursor.map_or(0, |cursor| cursor.given.min(FARTHEST));
    let mut items = match cursor.filter(|_| given > 0) {
        None => fetch(limit + 1, given)?,
        Some(cursor) => {
            // One more than is wanted at each end: the last one that was given, and one that tells whether there is more.
            let mut found = fetch(limit + 2, given - 1)?;
            if found.first().is_none_or(|first| id(first) != cursor.last) {
                let near = fetch(MOST_NEW, given - 1)?;
                if let Some(place) = near.iter().position(|item| id(item) == cursor.last) {
                    given += place as u32;
                    found = fetch(limit + 2, given - 1)?;
                }
            }
            found.drain(..found.len().min(1));
            found
        }
    };
    let has_more = items.len() > limit as usize;
    items.truncate(limit as usize);
    given += items.len() as u32;
    let next = items.last().filter(|_| has_more && given < FARTHEST);
    let next = next.map(|last| Cursor { given, last: id(last).to_owned() });
    Ok(Part { items, next })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn names(range: std::ops::Range<u32>) -> Vec<String> {
        range.map(|number| format!("{number:012x}")).collect()
    }

    fn take(list: &[String], cursor: Option<&Cursor>, limit: u32) -> Part<String> {
        let fetch = |limit: u32, offset: u32| {
            Ok::<_, Infallible>(list.iter().skip(offset as usize).take(limit as usize).cloned().collect())
        };
        let Ok(part) = part(cursor, limit, |name: &String| name.as_str(), fetch);
        part
    }

    #[test]
    fn every_item_is_given_once() {
        let list = names(0..23);
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let part = take(&list, cursor.as_ref(), 5);
            all.extend(part.items);
            cursor = part.next.map(|next| Cursor::read(&next.write()).expect("a cursor"));
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(all, list);
        assert_eq!(take(&list, None, 23).next, None);
        assert_eq!(take(&list, None, 0), Part { items: Vec::new(), next: None });
    }

    #[rstest]
    #[case(1)]
    #[case(7)]
    #[case(90)]
    fn a_list_goes_on_behind_the_last_whatever_came_before(#[case] new: u32) {
        let list = names(0..23);
        let first = take(&list, None, 5);
        let grown = [names(1000..1000 + new), list.clone()].concat();
        let second = take(&grown, first.next.as_ref(), 5);
        assert_eq!(second.items, list[5..10]);
        assert_eq!(take(&grown, second.next.as_ref(), 5).items, list[10..15]);
    }

    #[test]
    fn a_last_one_that_is_gone_leaves_the_place() {
        let list = names(0..23);
        let cursor = Cursor { given: 5, last: "ffff".to_owned() };
        assert_eq!(take(&list, Some(&cursor), 5).items, list[5..10]);
        let beyond = Cursor { given: 500, last: "ffff".to_owned() };
        assert_eq!(take(&list, Some(&beyond), 5), Part { items: Vec::new(), next: None });
    }

    #[rstest]
    #[case("")]
    #[case("5")]
    #[case("5-")]
    #[case("-abc")]
    #[case("5-xyz")]
    #[case("+5-abc")]
    #[case("fffffffff-abc")]
    fn what_is_no_cursor_is_refused(#[case] text: &str) {
        assert_eq!(Cursor::read(text), None);
    }
}
