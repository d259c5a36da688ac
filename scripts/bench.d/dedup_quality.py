"""Scores what Cuttings links: planted copies by their families, and pairs whose relation is known by reading them."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
# Pairs of ids of planted-copies whose texts are copies though their families are two, and whose families therefore are
# one; and pairs labelled by reading: those that the rules were tuned on, and fresh ones. Ids only.
REAL_COPIES = HERE / "planted_real_copies.csv"
TUNED, FRESH = HERE / "reuters_pairs_tuned.csv", HERE / "reuters_pairs_fresh.csv"
NONE, TEMPLATE = "none", "template"
# From this Jaccard on, two texts of one form are linked as a template.
LEAST_TEMPLATE = 0.35
UNSPACED = {"zh"}


@dataclass
class Recall:
    """How many copies there are, how many are linked to what they are copies of, and how many are in its story."""

    copies: int = 0
    linked: int = 0
    in_story: int = 0


@dataclass
class Planted:
    """What an import made of the planted copies."""

    kinds: dict[str, Recall] = field(default_factory=lambda: defaultdict(Recall))
    unspaced: Recall = field(default_factory=Recall)
    # Pairs by relation, and those of them whose texts are not copies.
    pairs: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    stories: int = 0
    wrong_stories: int = 0


@dataclass
class Labels:
    """How often a label met which answer, and the pairs in which they differ."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    agreed: int = 0
    # A template that is linked as nothing is no error where too little is shared; nor is a form linked as a template.
    agreed_by_definition: int = 0
    disagreed: list[tuple[str, str, str, str]] = field(default_factory=list)


class Families:
    """Families joined where originals of them are real copies of each other."""

    def __init__(self, articles: list[dict]) -> None:
        self.family = {article["id"]: article["family"] for article in articles}
        self.joined: dict[int, int] = {}
        with REAL_COPIES.open(encoding="ascii", newline="") as file:
            for row in csv.DictReader(file):
                one, other = self.of(row["one"]), self.of(row["other"])
                self.joined[max(one, other)] = min(one, other)

    def of(self, article: str) -> int:
        family = self.family[article]
        while family in self.joined and self.joined[family] != family:
            family = self.joined[family]
        return family


def measure_planted(source: Path, database: Path) -> Planted:
    """Reads the links and the stories of an archive of the planted copies."""
    with source.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    families = Families(articles)
    connection = sqlite3.connect(database)
    captures = "SELECT external_id, content_id FROM captures JOIN articles ON articles.id = captures.article_id"
    contents: dict[str, int] = dict(connection.execute(captures))
    links = {(one, other): relation for one, other, relation in connection.execute("SELECT content_id, other_id, relation FROM links")}
    stories: dict[int, int] = dict(connection.execute("SELECT content_id, story_id FROM story_contents"))
    connection.close()
    planted = Planted()
    originals = {article["family"]: contents[article["id"]] for article in articles if article["kind"] == "base"}
    for article in articles:
        if article["kind"] == "base":
            continue
        one, other = contents[article["id"]], originals[article["family"]]
        relation = links.get((min(one, other), max(one, other)))
        of_unspaced = [planted.unspaced] if article["language"] in UNSPACED else []
        for recall in (planted.kinds[article["kind"]], *of_unspaced):
            recall.copies += 1
            recall.linked += one == other or relation not in (None, TEMPLATE)
            recall.in_story += one == other or (one in stories and stories[one] == stories.get(other))
    of_content = {content: families.of(article) for article, content in contents.items()}
    for (one, other), relation in links.items():
        planted.pairs[relation] += 1
        planted.wrong[relation] += of_content[one] != of_content[other]
    members = defaultdict(set)
    for content, story in stories.items():
        members[story].add(of_content[content])
    planted.stories = len(members)
    planted.wrong_stories = sum(len(of_story) > 1 for of_story in members.values())
    return planted


def measure_labels(source: Path, relations: Path, labelled: Path, work: Path) -> Labels:
    """Compares labels with what the rules say of the same texts."""
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = {article["id"]: article for article in map(json.loads, lines)}
    with labelled.open(encoding="ascii", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = work / "pairs.jsonl"
    with pairs.open("w", encoding="utf-8") as file:
        for row in rows:
            both = [{name: articles[row[side]][name] for name in ("title", "text")} for side in ("one", "other")]
            file.write(json.dumps(both) + "\n")
    printed = subprocess.run([relations, pairs], check=True, capture_output=True, text=True).stdout
    pairs.unlink()
    labels = Labels()
    for row, answer in zip(rows, map(json.loads, printed.splitlines())):
        label, found = row["relation"], answer["relation"] or NONE
        labels.pairs[label, found] += 1
        labels.agreed += label == found
        is_below = answer["short"] or answer["jaccard"] < LEAST_TEMPLATE or row["form"]
        labels.agreed_by_definition += label == found or (bool(is_below) and {label, found} == {NONE, TEMPLATE})
        if label != found:
            labels.disagreed.append((row["one"], row["other"], label, found))
    return labels
