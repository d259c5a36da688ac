"""Measures searching: one million articles, a log of 2,000 queries, beside others. docs/benchmarks.md says what and why."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from contenders import Failure, measure, remove_database
from report import update_document
from search_corpus import make_corpus, make_log
from search_report import Answers, Results, write_report
from search_server import measure_servers

DOCUMENT = Path("docs/benchmarks.md")
HERE = Path(__file__).parent
# Bare FTS5 takes so long that it is asked every fourth query; what is compared with it is asked the same.
EVERY = 4
COLD_STARTS = 5
COLD_QUERY = "company"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench search", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000, metavar="N", help="articles to search [1000000]")
    parser.add_argument("--update", action="store_true", help=f"write the tables into {DOCUMENT}, too")
    parser.add_argument("--data", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.articles < 10_000:
        parser.error("at least 10000 articles")
    return arguments


def say(message: str) -> None:
    """Tells how far the benchmark is."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def build(target: Path) -> None:
    """Builds the programs as they are released, and tantivy in its own workspace."""
    command = ["cargo", "build", "--release", "--locked", "--quiet"]
    subprocess.run([*command, "--package", "cuttings-cli"], check=True)
    subprocess.run([*command, "--package", "cuttings-store", "--example", "search_log"], check=True)
    tantivy = ["--manifest-path", HERE / "tantivy/Cargo.toml", "--target-dir", target]
    subprocess.run([*command, *tantivy], check=True)


def tantivy_version() -> str:
    """The version that the lock names."""
    lock = (HERE / "tantivy/Cargo.lock").read_text(encoding="utf-8")
    found = re.search(r'name = "tantivy"\nversion = "([^"]+)"', lock)
    return found[1] if found else "?"


class SearchBenchmark:
    """One run of the benchmark."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        build(arguments.work.parent)
        self.release = (arguments.work.parent / "release").resolve()
        self.work = arguments.work / "run"
        self.work.mkdir(exist_ok=True)
        say(f"corpus of {arguments.articles:,} articles")
        self.corpus = make_corpus(arguments.data, arguments.work, arguments.articles)
        self.log = make_log(self.corpus)
        self.archive = self.work / "search.db"
        self.index = self.work / "tantivy"
        self.results = Results(arguments.articles, {"datasette": version("datasette"), "tantivy": tantivy_version()})

    def run(self) -> Results:
        some = self.work / "some.queries.jsonl"
        queries = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        some.write_text("".join(queries[::EVERY]), encoding="utf-8")
        try:
            self.prepare()
            ours = [self.release / "examples/search_log", self.archive]
            peer = [self.release / "tantivy-log", "search", self.index, self.log]
            for contender, command in {
                "cuttings": [*ours, self.log, "cuttings"],
                "tantivy": peer,
                "bare FTS5": [*ours, some, "fts5"],
            }.items():
                say(contender)
                figures, answers = measure(self.work, command)
                self.results.answers[contender] = Answers.parse(answers, figures)
            self.measure_cold_start()
            self.results.servers = measure_servers(self.release / "cuttings", self.archive, self.log, say)
        finally:
            remove_database(self.archive)
            shutil.rmtree(self.index, ignore_errors=True)
            some.unlink(missing_ok=True)
        return self.results

    def prepare(self) -> None:
        """The archive, and tantivy's index."""
        say("import")
        remove_database(self.archive)
        options = ["--no-originals", "--no-compare"]
        measure(self.work, [self.release / "cuttings", "-a", self.archive, "import", *options, self.corpus])
        stats = [self.release / "cuttings", "-a", self.archive, "stats", "--format", "json"]
        tables = json.loads(subprocess.run(stats, check=True, capture_output=True, text=True).stdout)["tables"]
        self.results.tables = {table["name"]: table["bytes"] for table in tables}
        say("tantivy's index")
        shutil.rmtree(self.index, ignore_errors=True)
        measure(self.work, [self.release / "tantivy-log", "index", self.corpus, self.index])

    def measure_cold_start(self) -> None:
        """The program from its start to its first answer. The file is in the page cache."""
        command = [self.release / "cuttings", "-a", self.archive, "search", COLD_QUERY]
        runs = [measure(self.work, command)[0] for _ in range(COLD_STARTS)]
        self.results.cold = sorted(run.wall for run in runs)[COLD_STARTS // 2]


def main() -> int:
    arguments = parse_arguments()
    try:
        report = write_report(SearchBenchmark(arguments).run())
    except (Failure, subprocess.CalledProcessError) as failure:
        say(str(failure))
        return 1
    print(report)
    if arguments.update:
        update_document(DOCUMENT, "search", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
