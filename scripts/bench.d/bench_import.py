"""Measures importing: Cuttings against a bare FTS5 loop and against sqlite-utils. docs/benchmarks.md says what and why."""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
from pathlib import Path

from contenders import Failure, Figures, Programs, digest_tables, expect, remove_database, size_on_disk
from make_corpus import make_decompressed, make_repeated
from report import AGAIN, BARE, COMPARED, CUTTINGS, ORIGINALS, SHIPPED, UTILS, Results, update_document, write_report

DOCUMENT = Path("docs/benchmarks.md")
REUTERS, PLANTED = "news/reuters21578.jsonl.gz", "news/planted-copies.jsonl.gz"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench import", description=__doc__)
    parser.add_argument("--articles", type=int, default=200_000, metavar="N", help="articles to import [200000]")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each contender [3]")
    parser.add_argument("--update", action="store_true", help=f"write the tables into {DOCUMENT}, too")
    parser.add_argument("--data", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.articles < 10 or arguments.rounds < 1:
        parser.error("at least 10 articles and 1 round")
    return arguments


def say(message: str) -> None:
    """Tells how far the benchmark is."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def build(work: Path) -> Programs:
    """Builds the programs as they are released."""
    target = work.parent
    for package in (["cuttings-cli"], ["cuttings-store", "--example", "bare_fts5"]):
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--package", *package], check=True)
    release = target / "release"
    running = work / "run"
    running.mkdir(exist_ok=True)
    return Programs(release / "cuttings", release / "examples" / "bare_fts5", work / "venv/bin/sqlite-utils", running)


class ImportBenchmark:
    """One run of the benchmark."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.programs = build(arguments.work)
        self.database = self.programs.work / "bench.db"
        self.articles: int = arguments.articles
        self.rounds: int = arguments.rounds
        source = arguments.data / REUTERS
        self.corpora: dict[int, Path] = {}
        for articles in (self.articles // 10, self.articles // 2, self.articles):
            say(f"corpus of {articles:,} articles")
            self.corpora[articles] = arguments.work / f"repeated-{articles}.jsonl"
            corpus = make_repeated(source, self.corpora[articles], articles)
        self.corpus = self.corpora[self.articles]
        self.planted = arguments.work / "planted-copies.jsonl"
        make_decompressed(arguments.data / PLANTED, self.planted)
        with self.planted.open(encoding="utf-8") as lines:
            self.planted_articles = sum(1 for _ in lines)
        self.results = Results(corpus, self.programs.versions())

    def run(self) -> Results:
        try:
            for number in range(1, self.rounds + 1):
                say(f"round {number} of {self.rounds}")
                self.run_round()
            self.measure_planted_sizes()
            self.measure_growth()
        finally:
            remove_database(self.database)
        return self.results

    def run_round(self) -> None:
        """Every contender once, on a fresh file; the repeated import on the file of the one before."""
        first = CUTTINGS not in self.results.runs
        self.record(CUTTINGS, self.import_distinct(self.corpus, self.articles, "--no-originals", "--no-compare"))
        if first:
            self.results.sizes[SHIPPED] = self.programs.ship(self.database)
        self.record(AGAIN, self.import_again(compare=first))
        self.record(ORIGINALS, self.import_distinct(self.corpus, self.articles, "--no-compare"))
        self.record(COMPARED, self.import_distinct(self.corpus, self.articles, "--no-originals"))
        remove_database(self.database)
        self.record(BARE, self.programs.insert_bare(self.corpus, self.database, self.articles))
        remove_database(self.database)
        columns = ["title", "text"]
        self.record(UTILS, self.programs.insert_sqlite_utils(self.corpus, self.database, self.articles, columns))

    def record(self, contender: str, figures: Figures) -> None:
        say(f"{contender}: {figures.wall:.2f} s, {figures.cpu:.2f} s of CPU, {figures.peak / 1e6:.0f} MB")
        self.results.runs.setdefault(contender, []).append(figures)
        if contender != AGAIN:
            self.results.sizes[contender] = size_on_disk(self.database)

    def import_distinct(self, corpus: Path, articles: int, *options: str) -> Figures:
        """Imports a corpus in which every article is new."""
        remove_database(self.database)
        figures, counts = self.programs.import_cuttings(corpus, self.database, *options)
        expect("records that Cuttings found new", counts["new"], articles)
        expect("records that Cuttings read", counts["read"], articles)
        return figures

    def import_again(self, compare: bool) -> Figures:
        """Imports the same once more, and makes sure that nothing but the run log changes."""
        before = digest_tables(self.database) if compare else {}
        figures, counts = self.programs.import_cuttings(self.corpus, self.database, "--no-originals", "--no-compare")
        expect("records that are new the second time", counts["new"], 0)
        after = digest_tables(self.database) if compare else {}
        changed = [table for table in before.keys() | after.keys() if before.get(table) != after.get(table)]
        expect("tables that the second import changed", sorted(changed), [])
        return figures

    def measure_planted_sizes(self) -> None:
        """The sizes on texts that share much. Not timed: the corpus is small."""
        say("planted copies")
        sizes = self.results.planted_sizes
        without = ["--no-originals", "--no-compare"]
        ways = ((CUTTINGS, without), (ORIGINALS, ["--no-compare"]), (COMPARED, ["--no-originals"]))
        for contender, options in ways:
            remove_database(self.database)
            _, counts = self.programs.import_cuttings(self.planted, self.database, *options)
            expect("records that Cuttings read", counts["read"], self.planted_articles)
            expect("records that Cuttings rejected", counts["rejected"], 0)
            sizes[contender] = size_on_disk(self.database)
            if contender == CUTTINGS:
                sizes[SHIPPED] = self.programs.ship(self.database)
        remove_database(self.database)
        self.programs.insert_bare(self.planted, self.database, self.planted_articles)
        sizes[BARE] = size_on_disk(self.database)
        remove_database(self.database)
        self.programs.insert_sqlite_utils(self.planted, self.database, self.planted_articles, ["text"])
        sizes[UTILS] = size_on_disk(self.database)

    def measure_growth(self) -> None:
        """The memory that an import takes for smaller parts of the corpus."""
        for articles, corpus in self.corpora.items():
            if articles == self.articles:
                self.results.growth[articles] = self.results.middle(COMPARED)
            else:
                say(f"memory at {articles:,} articles")
                self.results.growth[articles] = self.import_distinct(corpus, articles, "--no-originals")


def main() -> int:
    arguments = parse_arguments()
    if sqlite3.sqlite_version_info < (3, 37):
        say(f"this Python has SQLite {sqlite3.sqlite_version}; reading an archive takes 3.37 or later")
        return 2
    missing = [name for name in (REUTERS, PLANTED) if not (arguments.data / name).exists()]
    if missing:
        say(f"not in the test data: {', '.join(missing)}")
        return 2
    try:
        report = write_report(ImportBenchmark(arguments).run())
    except (Failure, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    print(report, end="")
    if arguments.update:
        update_document(DOCUMENT, "import", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
