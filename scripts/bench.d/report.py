"""Writes what the import benchmark measured as Markdown, and puts it into a document between two marks."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from contenders import Figures
from make_corpus import Corpus

MB = 1_000_000
CUTTINGS, ORIGINALS, AGAIN = "cuttings", "cuttings, with originals", "cuttings, again"
COMPARED = "cuttings, comparing"
BARE, UTILS = "(a) bare FTS5 loop", "(b) sqlite-utils"
SHIPPED = "cuttings, as shipped"


@dataclass
class Results:
    """What was measured: the runs and sizes by contender, the memory by number of articles."""

    corpus: Corpus
    versions: dict[str, str]
    runs: dict[str, list[Figures]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    planted_sizes: dict[str, int] = field(default_factory=dict)
    growth: dict[int, Figures] = field(default_factory=dict)

    def middle(self, contender: str) -> Figures:
        """The medians of a contender's runs."""
        runs = self.runs[contender]
        return Figures(
            median(run.wall for run in runs), median(run.cpu for run in runs), int(median(run.peak for run in runs))
        )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: the first column is text, the others are figures."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(values: Iterable[float]) -> str:
    """The median, and from where to where the values go."""
    values = sorted(values)
    return f"{median(values):.2f} [{values[0]:.2f}–{values[-1]:.2f}]"


def computer() -> str:
    """What a benchmark runs on."""
    cpu, about = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if about.exists():
        named = re.search(r"^model name\s*:\s*(.+)$", about.read_text(encoding="utf-8"), re.MULTILINE)
        cpu = named[1] if named else cpu
    # The number alone: what a distribution adds to it says nothing here.
    kernel = platform.release().partition("-")[0]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"Machine: {os.cpu_count()} cores, {cpu}, {memory:.0f} GiB of memory, {platform.system()} {kernel}."


def machine(versions: dict[str, str]) -> str:
    """What the benchmark ran on, and which versions of what."""
    return (
        f"{computer()} Cuttings {versions['cuttings']}; Cuttings and (a) with SQLite {versions['bundled']}; sqlite-utils "
        f"{versions['sqlite_utils']} with Python {versions['python']} and SQLite {versions['sqlite']}."
    )


def describe_corpus(corpus: Corpus) -> str:
    """How large the corpus is, and how much of it is shared."""
    shared = corpus.paragraphs - corpus.distinct_paragraphs
    return (
        f"Corpus: {corpus.articles:,} distinct articles; {corpus.words:,} words, {corpus.distinct_words:,} of them "
        f"distinct; {corpus.text_bytes / MB:,.1f} MB of text; {corpus.paragraphs:,} paragraphs, of which {shared:,} "
        f"({shared / corpus.paragraphs:.1%}) were there before."
    )


def time_table(results: Results) -> str:
    """Wall time, CPU time, memory and speed of every contender."""
    bare, utils = results.middle(BARE).wall, results.middle(UTILS).wall
    rows = []
    for contender, runs in results.runs.items():
        middle = results.middle(contender)
        speed = results.corpus.articles / middle.wall
        rows.append(
            [contender, seconds(run.wall for run in runs), f"{middle.cpu:.2f}", f"{middle.peak / MB:.0f}"]
            + [f"{speed:,.0f}", f"{middle.wall / bare:.2f}", f"{middle.wall / utils:.2f}"]
        )
    return table(["contender", "wall s", "CPU s", "peak MB", "articles/s", "wall to (a)", "wall to (b)"], rows)


def size_table(results: Results) -> str:
    """The size of every contender's file, on both corpora."""
    rows = []
    for contender, size in results.sizes.items():
        planted = results.planted_sizes[contender]
        rows.append(
            [contender, f"{size / MB:.1f}", f"{size / results.sizes[UTILS]:.2f}"]
            + [f"{planted / MB:.1f}", f"{planted / results.planted_sizes[UTILS]:.2f}"]
        )
    return table(["contender", "repeated, MB", "to (b)", "planted copies, MB", "to (b)"], rows)


def growth_table(results: Results) -> str:
    """The memory and the speed of an import as its input grows."""
    rows = [
        [f"{articles:,}", f"{run.wall:.2f}", f"{articles / run.wall:,.0f}", f"{run.peak / MB:.0f}"]
        for articles, run in sorted(results.growth.items())
    ]
    return table(["articles", "wall s", "articles/s", "peak MB"], rows)


def goal_table(results: Results) -> str:
    """What was aimed at, and what came out."""
    ours, sizes, planted = results.middle(CUTTINGS), results.sizes, results.planted_sizes
    peak = max(run.peak for run in [*results.runs[CUTTINGS], *results.growth.values()]) / MB
    goals = [
        ("wall time, to (a)", "at most", 1.3, ours.wall / results.middle(BARE).wall),
        ("wall time, to (b)", "at most", 0.7, ours.wall / results.middle(UTILS).wall),
        ("size on the repeated corpus, to (b)", "at most", 1.25, sizes[CUTTINGS] / sizes[UTILS]),
        ("size on the planted copies, to (b)", "under", 1, planted[CUTTINGS] / planted[UTILS]),
        ("peak memory of an import, MB", "under", 500, peak),
    ]
    rows = []
    for name, word, limit, found in goals:
        met = found < limit if word == "under" else found <= limit
        shown = f"{found:.0f}" if limit >= 100 else f"{found:.2f}"
        rows.append([name, f"{word} {limit:g}", shown, "yes" if met else "no"])
    return table(["goal, for Cuttings without originals", "aim", "measured", "met"], rows)


def write_report(results: Results) -> str:
    """All of it, as a part of docs/benchmarks.md."""
    rounds = len(results.runs[CUTTINGS])
    parts = [
        machine(results.versions),
        describe_corpus(results.corpus),
        "#### Goals",
        goal_table(results),
        "#### Time",
        f"Rounds: {rounds}, interleaved; medians, and for the wall time [least–most].",
        time_table(results),
        "#### Size",
        size_table(results),
        "#### Memory as the input grows",
        growth_table(results),
    ]
    return "\n\n".join(parts) + "\n"


def update_document(document: Path, name: str, report: str) -> None:
    """Puts a report between the marks of its benchmark."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, found, rest = document.read_text(encoding="utf-8").partition(begin)
    _, also_found, after = rest.partition(end)
    if not (found and also_found):
        raise ValueError(f"{document} has no marks {begin.strip()} and {end}")
    document.write_text(f"{before}{begin}\n{report}\n{end}{after}", encoding="utf-8")
