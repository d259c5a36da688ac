"""Makes the corpus and the query log of the search benchmark from the test data, by fixed seeds.

The texts are those of make_corpus.py, in which copies are planted; sites, authors, sections and dates are drawn anew, as
the newswire has one site only, and some of 10 languages are put among them.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from make_corpus import make_with_copies

SEED = 2022
SITES, AUTHORS = 800, 20_000
SECTIONS = ("World", "Politics", "Business", "Markets", "Science", "Culture", "Sport", "Opinion", "Local", "Obituaries")
START, DAYS = datetime(2012, 1, 1), 3_650
# One article in so many is of another language.
OTHERS_IN = 50
WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{4,}")
# Articles that words are counted in.
COUNTED = 100_000
QUERIES = 2_000
# What is asked how often, of a hundred queries.
KINDS = {
    "rare": 10, "middling": 14, "common": 8, "and": 16, "or": 6, "not": 6, "phrase": 14,
    "field": 12, "prefix": 9, "cjk": 5,
}


def make_corpus(data: Path, folder: Path, articles: int) -> Path:
    """Writes the corpus, unless it is there."""
    out = folder / f"search-{articles}.jsonl"
    if out.exists():
        return out
    copies = folder / f"copies-{articles}.jsonl"
    if not copies.exists():
        make_with_copies(data / "news" / "reuters21578.jsonl.gz", copies, articles)
    unfinished = out.with_suffix(".part")
    with copies.open(encoding="utf-8") as lines, unfinished.open("w", encoding="utf-8") as target:
        for article in draw_fields(lines, list(read_others(data))):
            target.write(json.dumps(article, ensure_ascii=False) + "\n")
    unfinished.rename(out)
    return out


def read_others(data: Path) -> Iterator[dict]:
    with gzip.open(data / "news" / "semeval2022-multilingual.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            title, _, rest = article["text"].partition("  ")
            yield {"language": article["language"], "title": title[:200], "text": rest or title}


def draw_fields(lines: Iterator[str], others: list[dict]) -> Iterator[dict]:
    generator = random.Random(SEED)
    sites = [f"site{number}.example" for number in range(SITES)]
    authors = [f"Author {number // 100} {number % 100}" for number in range(AUTHORS)]
    # A few sites and authors have most of the articles, as everywhere.
    site_weights = [1 / (number + 1) for number in range(SITES)]
    author_weights = [1 / (number + 50) for number in range(AUTHORS)]
    drawn_sites = draw_many(generator, sites, site_weights)
    drawn_authors = draw_many(generator, authors, author_weights)
    for number, line in enumerate(lines):
        article = json.loads(line)
        site = next(drawn_sites)
        other = others[number // OTHERS_IN % len(others)] if number % OTHERS_IN == 0 else {}
        published = START + timedelta(days=generator.randrange(DAYS), seconds=generator.randrange(86_400))
        yield {
            "id": article["id"],
            "title": other.get("title", article["title"]),
            "text": other.get("text", article["text"]),
            "language": other.get("language", "en"),
            "url": f"https://{site}/{number}",
            "site": site,
            "author": next(drawn_authors),
            "section": generator.choice(SECTIONS),
            "tags": article["tags"],
            "published": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def draw_many(generator: random.Random, values: list[str], weights: list[float]) -> Iterator[str]:
    while True:
        yield from generator.choices(values, weights, k=10_000)


def make_log(corpus: Path) -> Path:
    """Writes the query log, unless it is there: one JSON object a line, with the query, its kind, and the same for FTS5
    and for tantivy where they can be asked for it."""
    out = corpus.with_suffix(".queries.jsonl")
    if out.exists():
        return out
    with corpus.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(COUNTED))]
    log = [query for query in Log(articles).draw()]
    out.write_text("".join(json.dumps(query, ensure_ascii=False) + "\n" for query in log), encoding="utf-8")
    return out


class Log:
    """Draws queries from articles."""

    def __init__(self, articles: list[dict]) -> None:
        self.generator = random.Random(SEED)
        self.english = [article for article in articles if article["language"] == "en"]
        self.unspaced = [match for article in articles for match in UNSPACED.findall(article["text"])]
        counts: Counter[str] = Counter()
        for article in self.english:
            counts.update(set(words(article["text"])))
        ranked = [word for word, _ in counts.most_common()]
        self.common = ranked[:100]
        self.middling = ranked[100:5_000]
        self.rare = ranked[5_000:]

    def draw(self) -> Iterator[dict]:
        kinds = self.generator.choices(list(KINDS), list(KINDS.values()), k=QUERIES)
        for kind in kinds:
            query = getattr(self, f"draw_{kind}")()
            yield {"kind": kind, **query}

    def one_of(self, words: list[str]) -> str:
        return self.generator.choice(words)

    def any_word(self) -> str:
        """A word as it comes in a text: the common ones most often."""
        return self.one_of(words(self.one_of(self.english)["text"]) or ["the"])

    def draw_rare(self) -> dict:
        return plain(self.one_of(self.rare))

    def draw_middling(self) -> dict:
        return plain(self.one_of(self.middling))

    def draw_common(self) -> dict:
        return plain(self.one_of(self.common))

    def draw_and(self) -> dict:
        asked = [self.any_word() for _ in range(self.generator.randrange(2, 5))]
        return {"query": " ".join(asked), "fts5": " AND ".join(map(quote, asked)), "tantivy": " AND ".join(asked)}

    def draw_or(self) -> dict:
        one, other = self.any_word(), self.one_of(self.middling)
        return {"query": f"{one} OR {other}", "fts5": f"{quote(one)} OR {quote(other)}", "tantivy": f"{one} OR {other}"}

    def draw_not(self) -> dict:
        one, other = self.one_of(self.middling), self.any_word()
        return {"query": f"{one} -{other}", "fts5": f"{quote(one)} NOT {quote(other)}", "tantivy": f"{one} AND NOT {other}"}

    def draw_phrase(self) -> dict:
        length = self.generator.randrange(2, 5)
        while True:
            text = words(self.one_of(self.english)["text"])
            if len(text) > length:
                start = self.generator.randrange(len(text) - length)
                phrase = " ".join(text[start : start + length])
                return {"query": f'"{phrase}"', "fts5": quote(phrase), "tantivy": f'"{phrase}"'}

    def draw_field(self) -> dict:
        article = self.one_of(self.english)
        word = self.any_word()
        year = article["published"][:4]
        filters = [
            f"site:{article['site']}", f'author:"{article["author"]}"', f"section:{article['section']}", "lang:en", "lang:zh",
            f"after:{year}", f"after:{article['published'][:7]} before:{int(year) + 1}", f"tag:{self.one_of(article['tags'] or ['usa'])}",
        ]
        title = words(article["title"])
        if title and self.generator.random() < 0.25:
            asked = self.one_of(title)
            return {"query": f"title:{asked}", "fts5": f"title : {quote(asked)}", "tantivy": f"title:{asked}"}
        return {"query": f"{word} {self.one_of(filters)}"}

    def draw_prefix(self) -> dict:
        while True:
            word = self.one_of(self.middling)
            if len(word) > 4:
                beginning = word[: self.generator.randrange(3, len(word))]
                return {"query": f"{beginning}*", "fts5": f"{quote(beginning)} *"}

    def draw_cjk(self) -> dict:
        run = self.one_of(self.unspaced)
        length = self.generator.randrange(1, 5)
        start = self.generator.randrange(len(run) - length + 1)
        asked = run[start : start + length]
        return {"query": asked, "fts5": quote(" ".join(asked))}


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text) if word.isascii()]


def quote(text: str) -> str:
    return f'"{text}"'


def plain(word: str) -> dict:
    return {"query": word, "fts5": quote(word), "tantivy": word}
