"""The report of the search benchmark."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from contenders import Figures
from report import computer, table
from search_server import Load

# Kinds of queries of which a score of FTS5 and one of ours are the same: one word, so that its weight does not matter.
SAME_FORMULA = ("rare", "middling")
INDEX = ("search",)
GOALS = {"median": 5.0, "p99": 50.0, "ratio": 40.0, "overlap": 0.99, "size": 0.45, "cold": 0.150, "rate": 1_000.0, "memory": 300e6}


@dataclass
class Answers:
    """The answers of a contender, by query."""

    rows: dict[str, dict]
    figures: Figures

    @classmethod
    def parse(cls, lines: str, figures: Figures) -> Answers:
        rows = [json.loads(line) for line in lines.splitlines()]
        return cls({row["query"]: row for row in rows}, figures)

    def milliseconds(self, queries: set[str] | None = None) -> list[float]:
        rows = self.rows.values()
        return sorted(row["micros"] / 1000 for row in rows if queries is None or row["query"] in queries)


@dataclass
class Results:
    """What the benchmark found."""

    articles: int
    versions: dict[str, str]
    answers: dict[str, Answers] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    servers: dict[str, Load] = field(default_factory=dict)
    cold: float = 0.0

    def shared(self, *contenders: str) -> set[str]:
        """The queries that all of these were asked."""
        asked = [set(self.answers[contender].rows) for contender in contenders]
        return set.intersection(*asked)

    def overlap(self) -> float:
        """How many of our first ten are among the first ten of FTS5, or rank as its tenth does."""
        ours, theirs = self.answers["cuttings"].rows, self.answers["bare FTS5"].rows
        shares = []
        for query in self.shared("cuttings", "bare FTS5"):
            found = ours[query]["top"][:10]
            if ours[query]["kind"] in SAME_FORMULA and found:
                shares.append(len(set(found) & set(theirs[query]["top"])) / len(found))
        return sum(shares) / max(len(shares), 1)

    def kept_share(self) -> float:
        """What is kept beside FTS5, as a part of its index."""
        index = sum(size for name, size in self.tables.items() if name in INDEX)
        kept = sum(size for name, size in self.tables.items() if name.startswith("kept_"))
        return kept / max(index, 1)


def percentile(times: list[float], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))] if times else 0.0


def row_of(name: str, times: list[float]) -> list[str]:
    figures = (percentile(times, 0.5), percentile(times, 0.9), percentile(times, 0.99), times[-1] if times else 0.0)
    return [name, str(len(times)), *(f"{figure:,.1f}" for figure in figures)]


HEADER = ("", "queries", "median, ms", "p90", "p99", "most")


def write_report(results: Results) -> str:
    ours = results.answers["cuttings"]
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    parts = [f"{computer()} {results.articles:,} articles; {versions}."]
    rows = []
    with_fts5 = results.shared("cuttings", "bare FTS5")
    with_tantivy = results.shared("cuttings", "tantivy")
    rows.append(row_of("cuttings, the whole answer", ours.milliseconds()))
    rows.append(row_of("cuttings, what FTS5 is asked", ours.milliseconds(with_fts5)))
    rows.append(row_of("bare FTS5, best 20 and count", results.answers["bare FTS5"].milliseconds(with_fts5)))
    rows.append(row_of("cuttings, what tantivy is asked", ours.milliseconds(with_tantivy)))
    rows.append(row_of("tantivy, best 20 and count", results.answers["tantivy"].milliseconds(with_tantivy)))
    parts.append(table(HEADER, rows))
    kinds = dict.fromkeys(row["kind"] for row in ours.rows.values())
    of_kind = lambda kind: {row["query"] for row in ours.rows.values() if row["kind"] == kind}  # noqa: E731
    parts.append("By kind of query, cuttings:")
    parts.append(table(HEADER, [row_of(kind, ours.milliseconds(of_kind(kind))) for kind in kinds]))
    if results.servers:
        parts.append("Servers under load, 64 connections:")
        rows = [
            [name, f"{load.rate:,.0f}", load.p99, str(load.errors), f"{load.memory / 1e6:,.0f} MB"]
            for name, load in results.servers.items()
        ]
        parts.append(table(("", "answers/s", "p99", "refused or failed", "memory"), rows))
    parts.append(goal_table(results, with_fts5, with_tantivy))
    return "\n\n".join(parts) + "\n"


def goal_table(results: Results, with_fts5: set[str], with_tantivy: set[str]) -> str:
    ours, fts5, tantivy = (results.answers[name] for name in ("cuttings", "bare FTS5", "tantivy"))
    all_times = ours.milliseconds()
    ratio = percentile(fts5.milliseconds(with_fts5), 0.99) / max(percentile(ours.milliseconds(with_fts5), 0.99), 1e-9)
    peer = percentile(tantivy.milliseconds(with_tantivy), 0.99)
    beside = percentile(ours.milliseconds(with_tantivy), 0.99)
    median, p99 = percentile(all_times, 0.5), percentile(all_times, 0.99)
    overlap, share = results.overlap(), results.kept_share()
    rows = [
        ("median of the whole answer", f"{median:.1f} ms", "at most 5 ms", median <= GOALS["median"]),
        ("p99", f"{p99:.1f} ms", "at most 50 ms", p99 <= GOALS["p99"]),
        ("p99 of bare FTS5 by ours", f"{ratio:.1f}", "at least 40", ratio >= GOALS["ratio"]),
        ("p99 of ours, of tantivy", f"{beside:.1f} ms, {peer:.1f} ms", "ours the lower", beside < peer),
        ("first ten shared with FTS5, one word", f"{overlap:.4f}", "at least .99", overlap >= GOALS["overlap"]),
        ("kept beside FTS5, of its index", f"{share:.0%}", "at most 45 %", share <= GOALS["size"]),
        ("from start to first answer", f"{results.cold * 1000:.0f} ms", "under 150 ms", results.cold < GOALS["cold"]),
    ]
    server = results.servers.get("cuttings")
    if server:
        rows.append(("searches a second", f"{server.rate:,.0f}", "at least 1,000", server.rate >= GOALS["rate"]))
        rows.append(("memory of the server", f"{server.memory / 1e6:,.0f} MB", "under 300 MB", server.memory < GOALS["memory"]))
    return table(("", "found", "goal", ""), [[*row[:3], "met" if row[3] else "**missed**"] for row in rows])
