"""Scores extracted pages against known ones, and writes the tables of the extraction benchmark as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from report import table

CUTTINGS, TRAFILATURA = "cuttings", "trafilatura (Python)"
WORD = re.compile(r"\w+")
# A line of the known text that is short and ends no sentence is taken for a heading.
SHORT, SENTENCE_END = 100, re.compile(r"[.!?…:\"”»。]$")


@dataclass
class Page:
    """A page and what is known of it."""

    html: str
    url: str | None
    text: str
    title: str | None
    date: str | None


@dataclass
class Extracted:
    """What a contender made of a page."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    blocks: list[dict] = field(default_factory=list)


@dataclass
class Score:
    """The figures of one contender on one set."""

    f1: float
    titles: float | None
    wrong_dates: float | None
    missing_dates: float | None
    headings: float | None
    paragraphs: float | None
    pages_per_second: float
    slowest: float


@dataclass
class Results:
    """The scores by set and contender."""

    versions: dict[str, str]
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def add(
        self, name: str, pages: list[Page], contender: str, found: list[Extracted], cpu: float, alone: list[float]
    ) -> None:
        f1 = shingle_f1 if name == "aeb" else word_f1
        dated = [(page.date, item.date) for page, item in zip(pages, found) if page.date]
        titled = [collapse(page.title) == collapse(item.title) for page, item in zip(pages, found) if page.title]
        headings, paragraphs = kept_blocks(pages, found) if name == "fundus-dev" and contender == CUTTINGS else (None, None)
        self.sizes[name] = len(pages)
        self.scores.setdefault(name, {})[contender] = Score(
            f1=f1([page.text for page in pages], [item.text for item in found]),
            titles=mean(titled) if titled else None,
            wrong_dates=mean(bool(day) and day[:10] != known for known, day in dated) if dated else None,
            missing_dates=mean(not day for _, day in dated) if dated else None,
            headings=headings,
            paragraphs=paragraphs,
            pages_per_second=len(pages) / cpu,
            slowest=max(alone),
        )


def shingle_f1(known: list[str], found: list[str]) -> float:
    """The measure of scrapinghub's article-extraction-benchmark: F1 of mean precision and mean recall of 4-grams."""
    precisions, recalls = [], []
    for true, text in zip(known, found):
        expected, given = shingles(true), shingles(text)
        common = sum((expected & given).values())
        if given:
            precisions.append(common / sum(given.values()))
        if expected:
            recalls.append(common / sum(expected.values()))
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)) if words)


def word_f1(known: list[str], found: list[str]) -> float:
    """The mean over the pages of the F1 of their words, each counted as often as it occurs, without case."""
    scores = []
    for true, text in zip(known, found):
        expected, given = (Counter(WORD.findall(side.lower())) for side in (true, text))
        size = sum(expected.values()) + sum(given.values())
        scores.append(2 * sum((expected & given).values()) / size if size else 1.0)
    return mean(scores)


def kept_blocks(pages: list[Page], found: list[Extracted]) -> tuple[float, float]:
    """Which part of the known headings and of the known paragraphs is a block of its own and whole."""
    headings, paragraphs = [], []
    for page, item in zip(pages, found):
        blocks = {letters(block["text"]) for block in item.blocks}
        for part in filter(None, map(collapse, page.text.split("\n\n"))):
            is_heading = len(part) < SHORT and not SENTENCE_END.search(part)
            (headings if is_heading else paragraphs).append(letters(part) in blocks)
    return mean(headings), mean(paragraphs)


def collapse(text: str | None) -> str:
    return " ".join((text or "").split())


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def score_table(results: Results) -> str:
    """Every contender on every set."""
    rows = []
    for name, contenders in results.scores.items():
        for contender, score in contenders.items():
            rows.append(
                [f"{name}, {contender}", f"{score.f1:.4f}", percent(score.titles), percent(score.wrong_dates)]
                + [percent(score.missing_dates), f"{score.pages_per_second:.0f}", f"{score.slowest:.2f}"]
            )
    header = ["set, contender", "F1", "titles exact, %", "dates wrong, %", "dates missing, %", "pages/s and core"]
    return table([*header, "slowest page, s"], rows)


def goal_table(results: Results) -> str:
    """What was aimed at, and what came out."""
    aeb, wcxb, fundus = (results.scores[name] for name in ("aeb", "wcxb-dev", "fundus-dev"))
    slowest = max(contenders[CUTTINGS].slowest for contenders in results.scores.values())
    goals = [
        ("aeb: shingle F1", 0.965, aeb[CUTTINGS].f1, True),
        ("wcxb-dev: word F1, trafilatura's + .005", wcxb[TRAFILATURA].f1 + 0.005, wcxb[CUTTINGS].f1, True),
        ("fundus-dev: word F1, trafilatura's + .005", fundus[TRAFILATURA].f1 + 0.005, fundus[CUTTINGS].f1, True),
        ("fundus-dev: headings kept, %", 90, 100 * (fundus[CUTTINGS].headings or 0), True),
        ("fundus-dev: paragraphs whole, %", 95, 100 * (fundus[CUTTINGS].paragraphs or 0), True),
        ("wcxb-dev: titles exact, %", 80, 100 * (wcxb[CUTTINGS].titles or 0), True),
        ("wcxb-dev: dates wrong, %", 5, 100 * (wcxb[CUTTINGS].wrong_dates or 0), False),
        ("fundus-dev: dates wrong, %", 5, 100 * (fundus[CUTTINGS].wrong_dates or 0), False),
        ("aeb: pages a second and core", 40, aeb[CUTTINGS].pages_per_second, True),
        ("slowest page of all, s", 10, slowest, False),
    ]
    rows = []
    for name, aim, found, at_least in goals:
        met = found >= aim if at_least else found <= aim
        shape = "{:.4f}" if aim < 1 else "{:.1f}"
        word = "at least" if at_least else "at most"
        rows.append([name, f"{word} {shape.format(aim)}", shape.format(found), "yes" if met else "no"])
    return table(["goal", "aim", "measured", "met"], rows)


def write_report(results: Results) -> str:
    """All of it, as a part of docs/benchmarks.md."""
    sizes = ", ".join(f"{name} {size}" for name, size in results.sizes.items())
    versions = results.versions
    parts = [
        f"Cuttings {versions['cuttings']}, trafilatura {versions['trafilatura']}. Pages: {sizes}.",
        "#### Goals",
        goal_table(results),
        "#### Scores",
        score_table(results),
    ]
    return "\n\n".join(parts) + "\n"
