"""Makes the corpora of the benchmarks from the test data: make_corpus.py SOURCE.jsonl.gz OUT.jsonl ARTICLES.

The source is repeated until there are enough articles. The first round is as it is, without the articles that are
there before, word for word. In every later round about one word in twelve is swapped for another one of the source, so
that no title and no paragraph is one that came before. The seed is fixed: the same source gives the same bytes, and a
smaller corpus is the beginning of a larger one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

SEED = 1987
SWAP = 1 / 12
DAYS_PER_ROUND = 11
# Of a corpus with copies: one article in so many is a copy of one of the last so many, with that part of its words
# swapped, or without its end.
ONE_COPY_IN, COPIED = 10, 1_000
COPY_SWAPS, COPY_LEFT = (0.0, 0.01, 0.03, 0.05, 0.1), 0.7
# Words of which so many in a row are used about equally often are exchanged for each other, but for one in three.
ALIKE = 50
DATE = "%Y-%m-%dT%H:%M:%SZ"
# With a group, so that splitting gives the words at the odd places and what is between them at the even ones.
WORD = re.compile(r"([^\W_]+(?:['.,/-][^\W_]+)*)")
NOT_FOLDED = re.compile(r"[\W_]+")


@dataclass
class Corpus:
    """What a corpus holds."""

    articles: int = 0
    paragraphs: int = 0
    distinct_paragraphs: int = 0
    text_bytes: int = 0
    words: int = 0
    distinct_words: int = 0


class Seen:
    """The texts that were there, by what is left of them without case, white space and punctuation."""

    def __init__(self) -> None:
        self.keys: set[int] = set()

    def add(self, text: str) -> bool:
        """Remembers a text; says whether it is new."""
        folded = NOT_FOLDED.sub("", unicodedata.normalize("NFKC", text).lower())
        key = int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big")
        before = len(self.keys)
        self.keys.add(key)
        return len(self.keys) > before


class Rewriter:
    """Swaps words of texts so that every one is new."""

    def __init__(self, source: Path) -> None:
        self.random = random.Random(SEED)
        self.titles, self.paragraphs = Seen(), Seen()
        # Every occurrence counts, so that a word is drawn as often as it is used.
        self.title_words: list[str] = []
        self.text_words: list[str] = []
        for article in read_distinct(source):
            self.title_words += map(sys.intern, WORD.findall(article["title"]))
            self.text_words += map(sys.intern, WORD.findall(article["text"]))

    def keep(self, article: dict) -> None:
        """Takes an article of the first round as it is."""
        self.titles.add(article["title"])
        for paragraph in article["text"].split("\n\n"):
            self.paragraphs.add(paragraph)

    def rewrite(self, article: dict, number: int) -> None:
        """Makes an article of a later round out of one of the first."""
        article["id"] = f"{article['id']}-{number}"
        if article["published"]:
            day = datetime.strptime(article["published"], DATE) + timedelta(days=DAYS_PER_ROUND * (number - 1))
            article["published"] = day.strftime(DATE)
        article["title"] = self.swap_until_new(article["title"], self.title_words, self.titles)
        article["text"] = "\n\n".join(
            self.swap_until_new(paragraph, self.text_words, self.paragraphs)
            for paragraph in article["text"].split("\n\n")
        )

    def swap_until_new(self, text: str, vocabulary: list[str], seen: Seen) -> str:
        """Swaps words. A text that is too short to become new this way also gets words added, one more each time."""
        parts = WORD.split(text)
        attempt = 0
        while True:
            added = [self.draw(vocabulary) for _ in range(attempt - 2)]
            changed = " ".join(["".join(self.swap(parts, vocabulary)), *added])
            if seen.add(changed):
                return changed
            attempt += 1

    def swap(self, parts: list[str], vocabulary: list[str]) -> list[str]:
        """Swaps each word with the odds of SWAP, and one word where that leaves all as they are."""
        places = [place for place in range(1, len(parts), 2) if self.random.random() < SWAP]
        if not places and len(parts) > 1:
            places = [1 + 2 * int(self.random.random() * (len(parts) // 2))]
        swapped = parts.copy()
        for place in places:
            swapped[place] = self.draw(vocabulary)
        return swapped

    def draw(self, vocabulary: list[str]) -> str:
        # random() gives the same numbers in every version of Python; choice() does not promise to.
        return vocabulary[int(self.random.random() * len(vocabulary))]


def read_distinct(source: Path) -> Iterator[dict]:
    """The articles of a JSONL file whose title and text were not there before."""
    seen = Seen()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if seen.add(article["title"] + " " + article["text"]):
                yield article


def generate(source: Path, articles: int) -> Iterator[tuple[dict, Rewriter]]:
    """As many articles as are asked for, each with what wrote it."""
    rewriter = Rewriter(source)
    number, made = 1, 0
    while True:
        for article in read_distinct(source):
            if made == articles:
                return
            if number == 1:
                rewriter.keep(article)
            else:
                rewriter.rewrite(article, number)
            yield article, rewriter
            made += 1
        number += 1


def write(source: Path, out: Path, articles: int) -> Corpus:
    """Writes a corpus as JSONL, and says what it holds."""
    corpus = Corpus()
    vocabulary: set[str] = set()
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for article, rewriter in generate(source, articles):
            json.dump(article, file, ensure_ascii=False)
            file.write("\n")
            words = WORD.findall(article["text"])
            vocabulary.update(word.lower() for word in words)
            corpus.articles += 1
            corpus.paragraphs += article["text"].count("\n\n") + 1
            corpus.distinct_paragraphs = len(rewriter.paragraphs.keys)
            corpus.text_bytes += len(article["text"].encode())
            corpus.words += len(words)
    corpus.distinct_words = len(vocabulary)
    return corpus


def exchange_words(counts: Counter[str], generator: random.Random) -> dict[str, str]:
    """For two words in three another one that is used about as often."""
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    exchanged = {}
    for begin in range(0, len(ranked), ALIKE):
        words = [word for word in ranked[begin : begin + ALIKE] if generator.random() < 2 / 3]
        exchanged |= zip(words, sorted(words, key=lambda _: generator.random()))
    return exchanged


def generate_with_copies(source: Path, articles: int) -> Iterator[dict]:
    """The articles of the source and copies of them; then the same in other words, again and again."""
    generator = random.Random(SEED)
    originals = list(read_distinct(source))
    split = [WORD.split(article["text"]) for article in originals]
    vocabulary = [word for parts in split for word in parts[1::2]]
    counts = Counter(vocabulary)
    recent: list[tuple[dict, list[str]]] = []
    exchanged: dict[str, str] = {}
    made, number = 0, 1
    while True:
        for article, parts in zip(originals, split):
            if recent and generator.random() < 1 / ONE_COPY_IN:
                copied, copied_parts = recent[int(generator.random() * len(recent))]
                kind = int(generator.random() * (len(COPY_SWAPS) + 1))
                if kind == len(COPY_SWAPS):
                    copy_parts = copied_parts[: int(COPY_LEFT * len(copied_parts))]
                else:
                    copy_parts = copied_parts.copy()
                    for place in range(1, len(copy_parts), 2):
                        if generator.random() < COPY_SWAPS[kind]:
                            copy_parts[place] = vocabulary[int(generator.random() * len(vocabulary))]
                yield copied | {"id": f"copy-{made}", "text": "".join(copy_parts)}
                made += 1
                if made == articles:
                    return
            ours = [exchanged.get(part, part) for part in parts]
            day = article["published"]
            if day:
                day = datetime.strptime(day, DATE) + timedelta(days=DAYS_PER_ROUND * (number - 1))
                day = day.strftime(DATE)
            one = article | {"id": f"{article['id']}-{number}", "published": day, "text": "".join(ours)}
            recent.append((one, ours))
            del recent[:-COPIED]
            yield one
            made += 1
            if made == articles:
                return
        number += 1
        exchanged = exchange_words(counts, generator)


def make_with_copies(source: Path, out: Path, articles: int) -> None:
    """Makes a corpus of unrelated articles and copies of them, unless it is there already."""
    if not is_made(out, source):
        partial = out.with_suffix(".part")
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            for article in generate_with_copies(source, articles):
                json.dump(article, file, ensure_ascii=False)
                file.write("\n")
        partial.replace(out)


def is_made(out: Path, source: Path) -> bool:
    """Whether a file is there and newer than what it is made of."""
    return out.exists() and all(out.stat().st_mtime > path.stat().st_mtime for path in (source, Path(__file__)))


def make_repeated(source: Path, out: Path, articles: int) -> Corpus:
    """Makes a corpus, unless it is there already, and says what it holds."""
    about = out.with_suffix(".about.json")
    if not is_made(out, source):
        partial = out.with_suffix(".part")
        about.write_text(json.dumps(asdict(write(source, partial, articles))), encoding="utf-8")
        partial.replace(out)
    return Corpus(**json.loads(about.read_text(encoding="utf-8")))


def make_decompressed(source: Path, out: Path) -> None:
    """Decompresses a corpus, unless that is done already."""
    if not is_made(out, source):
        partial = out.with_suffix(".part")
        with gzip.open(source) as packed, partial.open("wb") as file:
            shutil.copyfileobj(packed, file)
        partial.replace(out)


if __name__ == "__main__":
    print(make_repeated(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
