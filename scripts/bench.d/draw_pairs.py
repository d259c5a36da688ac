"""Draws pairs of texts to be labelled by reading, without what Cuttings says of them: the fresh ones of the benchmark.

draw_pairs.py SIMILAR_PAIRS SOURCE.jsonl.gz OUT.jsonl, where SIMILAR_PAIRS is that example of crates/core, built. The pairs
are those that a search looks at closely, and as many random ones as the lowest band takes; the same number from each band
of Jaccard, in an order that says nothing of the bands. No text of a pair labelled before is drawn, and none twice.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from dedup_quality import TUNED

SEED, PAIRS = 2026, 300
# Tenths, and the equal ones by themselves.
BANDS = 11
RANDOM_PAIRS = 20_000
WORD = re.compile(r"\w+")


def shingles_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words in a row."""
    words = WORD.findall(text.lower())
    return frozenset(tuple(words[place : place + 3]) for place in range(max(1, len(words) - 2)))


def find_candidates(program: Path, articles: list[dict]) -> list[tuple[int, int]]:
    """What a search compares exactly, as numbers of articles."""
    with tempfile.TemporaryDirectory() as work:
        texts, pairs = Path(work, "texts.jsonl"), Path(work, "pairs")
        texts.write_text("".join(json.dumps({"text": article["text"]}) + "\n" for article in articles), encoding="utf-8")
        subprocess.run([program, "found", "0", texts, pairs], check=True, stdout=subprocess.DEVNULL)
        return [(int(one), int(other)) for one, other in map(str.split, pairs.read_text(encoding="ascii").splitlines())]


def draw(program: Path, source: Path) -> list[tuple[dict, dict]]:
    """The pairs to be read."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    with TUNED.open(encoding="ascii", newline="") as file:
        taken = {row[side] for row in csv.DictReader(file) for side in ("one", "other")}
    chance = random.Random(SEED)
    pairs = find_candidates(program, articles)
    pairs += [(chance.randrange(len(articles)), chance.randrange(len(articles))) for _ in range(RANDOM_PAIRS)]
    chance.shuffle(pairs)
    shingles = [shingles_of(article["text"]) for article in articles]
    bands: dict[int, list[tuple[dict, dict]]] = defaultdict(list)
    for pair in pairs:
        one, other = (articles[number] for number in pair)
        band = int(len(shingles[pair[0]] & shingles[pair[1]]) / len(shingles[pair[0]] | shingles[pair[1]]) * (BANDS - 1))
        wanted = PAIRS // BANDS + (band < PAIRS % BANDS)
        if one is not other and len(bands[band]) < wanted and not {one["id"], other["id"]} & taken:
            bands[band].append((one, other))
            taken |= {one["id"], other["id"]}
    drawn = [pair for _, pairs in sorted(bands.items()) for pair in pairs]
    chance.shuffle(drawn)
    return drawn


def main() -> int:
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    program, source, out = map(Path, sys.argv[1:])
    with out.open("w", encoding="utf-8") as file:
        for pair in draw(program, source):
            json.dump([{name: article[name] for name in ("id", "published", "title", "text")} for article in pair], file)
            file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
