//! Reuse: who printed the paragraphs of an article, and who takes from whom.

use std::collections::{BTreeSet, HashMap, HashSet};

use cuttings_core::{IdPrefix, ParagraphKey, Role, exact_text, fold_text};
use serde::{Serialize, Serializer};

use crate::article::{ArticleBlock, ArticleSummary};
use crate::{Archive, Result};

/// Printings of one paragraph that are given.
const MOST_PRINTINGS: usize = 50;
/// Printings of one paragraph that are read: thousands of articles may end with the same one.
const MOST_READ: u32 = 5_000;
/// Articles that share most with one.
const MOST_SHARERS: usize = 20;

/// Whose a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Nobody else printed it.
    Unique,
    /// The same site printed it in other articles too.
    Own,
    /// Several sites printed it.
    Wire,
    /// Somebody's words that several articles quote.
    Quote,
    /// It recurs under the articles of the site and belongs to none.
    Boilerplate,
}

/// An article by its paragraphs, and what others have of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reuse {
    /// The article.
    pub article: ArticleSummary,
    /// Its paragraphs in order, repeats left out.
    pub paragraphs: Vec<ParagraphReuse>,
    /// Which part of its words is whose: 0 to 1.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<Whose, f64>))]
    pub shares: Vec<(Whose, f64)>,
    /// The articles that have most of its words, boilerplate left out.
    pub sharers: Vec<Sharer>,
}

/// A paragraph and who printed it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParagraphReuse {
    /// Its place in the text, from 1.
    pub position: u32,
    /// What it is.
    pub role: Role,
    /// Its text.
    pub text: String,
    /// Whose it is.
    pub whose: Whose,
    /// Articles that print it, this one among them.
    pub articles: u64,
    /// Sites that do.
    pub sites: u64,
    /// Whether those are the least: a paragraph that thousands print is not counted to the end.
    pub at_least: bool,
    /// Those articles, the earliest first: the first of them with a date is the presumed first publisher. 50 at most.
    pub printings: Vec<ArticleSummary>,
}

/// An article that has paragraphs of another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sharer {
    /// The article.
    pub article: ArticleSummary,
    /// The part of the other article's words that it has too: 0 to 1.
    pub share: f64,
}

/// How much one site has of what another published first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteReuse {
    /// Who published first.
    pub from: String,
    /// Who had the same story later.
    pub to: String,
    /// Stories.
    pub stories: u64,
    /// Hours between the two, the middle one of all; none where only days are known.
    pub median_hours: Option<f64>,
}

/// One article that prints a paragraph.
struct Printing {
    article: i64,
    content: i64,
    site: Option<i64>,
}

impl Archive {
    /// Who printed the paragraphs of the article whose id begins so.
    ///
    /// # Errors
    /// [`NoSuchId`](crate::ArchiveError::NoSuchId) and [`AmbiguousId`](crate::ArchiveError::AmbiguousId).
    pub fn get_reuse(&self, prefix: &IdPrefix) -> Result<Reuse> {
        let (article, _) = self.find_article(prefix)?;
        self.read_reuse(article).map_err(|error| self.named(error))
    }

    fn read_reuse(&self, article: i64) -> rusqlite::Result<Reuse> {
        let place = "SELECT content_id, site_id FROM articles WHERE id = ?1";
        let (content, site): (i64, Option<i64>) =
            self.connection.query_row(place, [article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut paragraphs = Vec::new();
        let mut words = HashMap::new();
        let mut taken: HashMap<i64, usize> = HashMap::new();
        for block in self.get_blocks(content)?.into_iter().filter(|block| block.repeats.is_none()) {
            let printings = self.get_printings(&block.text)?;
            let whose = self.whose(&block, content, site, &printings)?;
            let length = count_words(&block.text);
            *words.entry(whose).or_insert(0) += length;
            if whose != Whose::Boilerplate {
                let others = printings.iter().map(|printing| printing.article).filter(|&other| other != article);
                others.collect::<HashSet<_>>().into_iter().for_each(|other| *taken.entry(other).or_default() += length);
            }
            paragraphs.push(self.paragraph(block, whose, &printings)?);
        }
        let all = words.values().sum::<usize>().max(1) as f64;
        let mut parts: Vec<_> = words.into_iter().map(|(whose, words)| (whose, words as f64 / all)).collect();
        parts.sort_unstable_by_key(|(whose, _)| *whose);
        let mut sharers: Vec<_> = taken.into_iter().collect();
        sharers.sort_unstable_by_key(|&(article, words)| (usize::MAX - words, article));
        let sharers = sharers
            .into_iter()
            .take(MOST_SHARERS)
            .map(|(article, words)| Ok(Sharer { article: self.get_summary(article)?, share: words as f64 / all }));
        let sharers = sharers.collect::<rusqlite::Result<_>>()?;
        Ok(Reuse { article: self.get_summary(article)?, paragraphs, shares: parts, sharers })
    }

    fn paragraph(&self, block: ArticleBlock, whose: Whose, printings: &[Printing]) -> rusqlite::Result<ParagraphReuse> {
        let sites: BTreeSet<i64> = printings.iter().filter_map(|printing| printing.site).collect();
        let given = printings.iter().take(MOST_PRINTINGS).map(|printing| self.get_summary(printing.article));
        Ok(ParagraphReuse {
            position: block.position,
            role: block.role,
            whose,
            articles: printings.len() as u64,
            sites: sites.len() as u64,
            at_least: printings.len() >= MOST_READ as usize,
            printings: given.collect::<rusqlite::Result<_>>()?,
            text: block.text,
        })
    }

    /// Who printed a paragraph, but for quotes, case and punctuation; the earliest first.
    fn get_printings(&self, text: &str) -> rusqlite::Result<Vec<Printing>> {
        let key = ParagraphKey::new(&exact_text(text), &fold_text(text));
        let (low, high) = key.variants();
        let mut statement = self.connection.prepare_cached(include_str!("reuse/get_printings.sql"))?;
        let rows = statement.query_map((low, high, MOST_READ), |row| {
            Ok(Printing { article: row.get(0)?, content: row.get(1)?, site: row.get(2)? })
        })?;
        rows.collect()
    }

    fn whose(
        &self,
        block: &ArticleBlock,
        content: i64,
        site: Option<i64>,
        printings: &[Printing],
    ) -> rusqlite::Result<Whose> {
        let mut statement = self.connection.prepare_cached(include_str!("reuse/is_boilerplate.sql"))?;
        if statement.exists((content, block.position))? {
            return Ok(Whose::Boilerplate);
        }
        let elsewhere = |printing: &&Printing| printing.site != site;
        Ok(if printings.iter().any(|printing| elsewhere(&printing)) {
            if is_quote(block) { Whose::Quote } else { Whose::Wire }
        } else if printings.iter().any(|printing| printing.content != content) {
            if is_quote(block) { Whose::Quote } else { Whose::Own }
        } else {
            Whose::Unique
        })
    }

    /// Who has the stories of whom, those with the most stories first: for each story, the site that published it first
    /// and each other site that had it later.
    ///
    /// # Errors
    /// A damaged file.
    pub fn list_site_reuse(&self) -> Result<Vec<SiteReuse>> {
        let read = || {
            let mut statement = self.connection.prepare(include_str!("reuse/get_site_pairs.sql"))?;
            let mut rows = statement.query([])?;
            let mut pairs: HashMap<(String, String), (u64, Vec<f64>)> = HashMap::new();
            while let Some(row) = rows.next()? {
                let (stories, hours) = pairs.entry((row.get(0)?, row.get(1)?)).or_default();
                *stories += 1;
                hours.extend(row.get::<_, Option<f64>>(2)?);
            }
            let mut reuse: Vec<SiteReuse> = pairs
                .into_iter()
                .map(|((from, to), (stories, hours))| SiteReuse { from, to, stories, median_hours: median(hours) })
                .collect();
            reuse.sort_by(|one, other| (other.stories, &one.from, &one.to).cmp(&(one.stories, &other.from, &other.to)));
            Ok(reuse)
        };
        read().map_err(|error| self.named(error))
    }
}

/// Writes pairs as what they are to a reader: `{"wire": 0.6, "unique": 0.4}`.
pub(crate) fn as_map<K: Serialize, V: Serialize, S: Serializer>(
    pairs: &[(K, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
}

/// Whether a paragraph is somebody's words: a quotation by its role, or begun and ended by quotes.
fn is_quote(block: &ArticleBlock) -> bool {
    let is_mark = |character: char| "\"“”„«»‘’‹›「」『』".contains(character);
    let text = block.text.trim_end_matches(['.', ',', '!', '?', '。']);
    block.role == Role::Quote || (text.starts_with(is_mark) && text.ends_with(is_mark))
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn median(mut hours: Vec<f64>) -> Option<f64> {
    hours.sort_unstable_by(f64::total_cmp);
    hours.get(hours.len() / 2).copied()
}
