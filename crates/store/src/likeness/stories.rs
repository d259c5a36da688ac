//! Stories: contents joined by links of the right kinds, each around the one that was published first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use cuttings_core::{Edge, group};
use rusqlite::{Connection, OptionalExtension};

use super::texts::Texts;

/// A member that is less like the representative is no part of its story.
const LEAST_SIMILARITY: f64 = 0.35;

/// The strength of a decision: stronger than any likeness.
const DECIDED: f64 = 2.0;

/// Everything that joins contents or keeps them apart.
struct Joints {
    neighbours: HashMap<i64, Vec<(i64, f64)>>,
    apart: Vec<(i64, i64)>,
}

/// A content as a member of a story.
struct Member {
    content: i64,
    sha256: [u8; 32],
    words: i64,
    articles: i64,
    sites: BTreeSet<i64>,
    first_published: Option<String>,
    last_published: Option<String>,
}

/// A story as it is written.
struct Story {
    /// The representative first.
    members: Vec<Member>,
    similarities: Vec<f64>,
}

/// Makes the stories of these contents anew, and of all that they are joined with or were.
pub(super) fn update_stories(
    connection: &Connection,
    texts: &mut Texts<'_>,
    contents: impl IntoIterator<Item = i64>,
) -> rusqlite::Result<()> {
    let joints = Joints::read(connection)?;
    let mut seen: HashSet<i64> = HashSet::new();
    let mut freed: Vec<i64> = contents.into_iter().collect();
    while let Some(content) = freed.pop() {
        if seen.contains(&content) {
            continue;
        }
        let component = joints.component(content);
        seen.extend(&component);
        // What was a story with one of them is looked at as well.
        for &content in &component {
            freed.extend(remove_story(connection, content)?);
        }
        for story in make_stories(connection, texts, &joints, &component)? {
            add_story(connection, &story)?;
        }
    }
    Ok(())
}

impl Joints {
    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut joints = Self { neighbours: HashMap::new(), apart: Vec::new() };
        let mut statement = connection.prepare_cached(include_str!("get_joining_links.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            joints.join(row.get(0)?, row.get(1)?, row.get(2)?);
        }
        let mut statement = connection.prepare_cached(include_str!("get_decided_pairs.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let pair = (row.get(0)?, row.get(1)?);
            if row.get(2)? {
                joints.join(pair.0, pair.1, DECIDED);
            } else {
                joints.apart.push(pair);
            }
        }
        Ok(joints)
    }

    fn join(&mut self, one: i64, other: i64, strength: f64) {
        self.neighbours.entry(one).or_default().push((other, strength));
        self.neighbours.entry(other).or_default().push((one, strength));
    }

    /// All contents that are joined with this one, sorted.
    fn component(&self, content: i64) -> Vec<i64> {
        let mut component = HashSet::from([content]);
        let mut ahead = vec![content];
        while let Some(content) = ahead.pop() {
            let neighbours = self.neighbours.get(&content).into_iter().flatten();
            ahead.extend(neighbours.map(|&(other, _)| other).filter(|&other| component.insert(other)));
        }
        let mut component: Vec<i64> = component.into_iter().collect();
        component.sort_unstable();
        component
    }

    fn strength(&self, one: i64, other: i64) -> Option<f64> {
        let strengths = self.neighbours.get(&one)?.iter().filter(|neighbour| neighbour.0 == other);
        strengths.map(|neighbour| neighbour.1).max_by(f64::total_cmp)
    }
}

/// The stories in a component. A member that is too unlike the representative makes another one, with others like it.
fn make_stories(
    connection: &Connection,
    texts: &mut Texts<'_>,
    joints: &Joints,
    component: &[i64],
) -> rusqlite::Result<Vec<Story>> {
    let mut stories = Vec::new();
    let mut rest = component.to_vec();
    while !rest.is_empty() {
        let contents = std::mem::take(&mut rest);
        for group in joints.group(&contents) {
            let mut members = Vec::with_capacity(group.len());
            for content in group {
                members.extend(get_member(connection, content)?);
            }
            if members.iter().map(|member| member.articles).sum::<i64>() < 2 {
                continue;
            }
            members.sort_by(|one, other| one.rank().cmp(&other.rank()));
            let mut story = Story { members: Vec::with_capacity(members.len()), similarities: Vec::new() };
            for member in members {
                let similarity = match story.members.first() {
                    None => 1.0,
                    Some(first) => joints.similarity(texts, first.content, member.content)?,
                };
                if similarity < LEAST_SIMILARITY {
                    rest.push(member.content);
                } else {
                    story.members.push(member);
                    story.similarities.push(similarity);
                }
            }
            if story.articles() >= 2 {
                stories.push(story);
            }
        }
        rest.sort_unstable();
    }
    Ok(stories)
}

impl Joints {
    fn group(&self, contents: &[i64]) -> Vec<Vec<i64>> {
        let number = |content: i64| contents.binary_search(&content).ok();
        let mut edges = Vec::new();
        for (one, content) in contents.iter().enumerate() {
            for &(other, strength) in self.neighbours.get(content).into_iter().flatten() {
                edges.extend(number(other).filter(|&other| one < other).map(|other| Edge { one, other, strength }));
            }
        }
        let apart = self.apart.iter().filter_map(|&(one, other)| number(one).zip(number(other)));
        let groups = group(contents.len(), &edges, &apart.collect::<Vec<_>>());
        groups.into_iter().map(|group| group.into_iter().map(|member| contents[member]).collect()).collect()
    }

    /// How like two contents are that are in one group, directly or over others.
    fn similarity(&self, texts: &mut Texts<'_>, one: i64, other: i64) -> rusqlite::Result<f64> {
        if let Some(strength) = self.strength(one, other) {
            return Ok(strength.min(1.0));
        }
        let likeness = texts.get(one)?.compare(&*texts.get(other)?);
        Ok(likeness.jaccard.max(likeness.containment))
    }
}

impl Member {
    /// The lowest represents its story: the first published, of those the longest.
    fn rank(&self) -> (bool, Option<&str>, Reverse<i64>, &[u8; 32]) {
        (self.first_published.is_none(), self.first_published.as_deref(), Reverse(self.words), &self.sha256)
    }
}

impl Story {
    fn articles(&self) -> i64 {
        self.members.iter().map(|member| member.articles).sum()
    }
}

/// A content with its publications; none where it is published nowhere.
fn get_member(connection: &Connection, content: i64) -> rusqlite::Result<Option<Member>> {
    let mut statement = connection.prepare_cached(include_str!("get_member.sql"))?;
    let mut rows = statement.query([content])?;
    let mut member: Option<Member> = None;
    while let Some(row) = rows.next()? {
        // The publications come in order.
        let published: Option<String> = row.get("published")?;
        let member = match &mut member {
            Some(member) => member,
            none => none.insert(Member {
                content,
                sha256: row.get("sha256")?,
                words: row.get("words")?,
                articles: 0,
                sites: BTreeSet::new(),
                first_published: published.clone(),
                last_published: None,
            }),
        };
        member.articles += 1;
        member.sites.extend(row.get::<_, Option<i64>>("site_id")?);
        member.last_published = published.or(member.last_published.take());
    }
    Ok(member)
}

/// Takes a story back and gives its other contents.
fn remove_story(connection: &Connection, content: i64) -> rusqlite::Result<Vec<i64>> {
    let story = "SELECT story_id FROM story_contents WHERE content_id = ?1";
    let story: Option<i64> = connection.prepare_cached(story)?.query_row([content], |row| row.get(0)).optional()?;
    let Some(story) = story else { return Ok(Vec::new()) };
    let mut remove =
        connection.prepare_cached("DELETE FROM story_contents WHERE story_id = ?1 RETURNING content_id")?;
    let members = remove.query_map([story], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    connection.prepare_cached("DELETE FROM stories WHERE id = ?1")?.execute([story])?;
    Ok(members)
}

fn add_story(connection: &Connection, story: &Story) -> rusqlite::Result<()> {
    let sites: BTreeSet<i64> = story.members.iter().flat_map(|member| &member.sites).copied().collect();
    let row = connection.prepare_cached(include_str!("add_story.sql"))?.insert(rusqlite::named_params! {
        ":representative": story.members[0].content,
        ":contents": story.members.len(),
        ":articles": story.articles(),
        ":sites": sites.len(),
        ":first_published": story.members.iter().filter_map(|member| member.first_published.as_ref()).min(),
        ":last_published": story.members.iter().filter_map(|member| member.last_published.as_ref()).max(),
    })?;
    let add = "INSERT OR ROLLBACK INTO story_contents (content_id, story_id, similarity) VALUES (?1, ?2, ?3)";
    let mut add = connection.prepare_cached(add)?;
    for (member, similarity) in story.members.iter().zip(&story.similarities) {
        add.execute((member.content, row, similarity))?;
    }
    Ok(())
}
