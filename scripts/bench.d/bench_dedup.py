"""Measures finding copies: speed beside other programs, and what an import links. docs/benchmarks.md says what and why."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from contenders import Failure, measure, remove_database
from dedup_quality import FRESH, TUNED, measure_labels, measure_planted
from dedup_report import COMPARED, STORED, Results, Search, write_report
from make_corpus import make_decompressed, make_with_copies
from report import update_document

DOCUMENT = Path("docs/benchmarks.md")
HERE = Path(__file__).parent
REUTERS, PLANTED = "news/reuters21578.jsonl.gz", "news/planted-copies.jsonl.gz"
THRESHOLDS = (0.5, 0.7)
IMPORTS = 3


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench dedup", description=__doc__)
    parser.add_argument("--texts", type=int, default=50_000, metavar="N", help="texts to search [50000]")
    parser.add_argument("--most", type=int, default=1_000_000, metavar="N", help="texts of the largest search [1000000]")
    parser.add_argument("--update", action="store_true", help=f"write the tables into {DOCUMENT}, too")
    parser.add_argument("--data", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not 1_000 <= arguments.texts <= arguments.most:
        parser.error("at least 1000 texts, and --most at least as many")
    return arguments


def say(message: str) -> None:
    """Tells how far the benchmark is."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def build(target: Path) -> None:
    """Builds the programs as they are released, and gaoya in its own workspace."""
    build = ["cargo", "build", "--release", "--locked", "--quiet"]
    subprocess.run([*build, "--package", "cuttings-cli"], check=True)
    examples = ["--example", "similar_pairs", "--example", "relations"]
    subprocess.run([*build, "--package", "cuttings-core", *examples], check=True)
    gaoya = ["--manifest-path", HERE / "gaoya/Cargo.toml", "--target-dir", target]
    subprocess.run([*build, *gaoya], check=True)


def read_pairs(path: Path) -> set[tuple[int, int]]:
    """The pairs that a program wrote."""
    with path.open(encoding="ascii") as lines:
        return {(int(one), int(other)) for one, other in map(str.split, lines)}


class DedupBenchmark:
    """One run of the benchmark."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        build(arguments.work.parent)
        self.work = arguments.work / "run"
        self.work.mkdir(exist_ok=True)
        self.release = (arguments.work.parent / "release").resolve()
        self.pairs = self.work / "pairs"
        self.data: Path = arguments.data
        self.corpora = {}
        for texts in dict.fromkeys((arguments.texts, arguments.most)):
            say(f"corpus of {texts:,} texts")
            self.corpora[texts] = arguments.work / f"copies-{texts}.jsonl"
            make_with_copies(self.data / REUTERS, self.corpora[texts], texts)
        self.texts: int = arguments.texts
        self.planted = arguments.work / "planted-copies.jsonl"
        make_decompressed(self.data / PLANTED, self.planted)
        self.results = Results(arguments.texts, {peer: version(peer) for peer in ("rensa", "datasketch")})

    def run(self) -> Results:
        try:
            for threshold in THRESHOLDS:
                self.search_beside_peers(threshold)
            for texts, corpus in self.corpora.items():
                say(f"{texts:,} texts")
                self.results.growth[texts], _ = self.search(self.ours("found", THRESHOLDS[0], corpus))
        finally:
            self.pairs.unlink(missing_ok=True)
        self.measure_imports()
        self.measure_quality()
        return self.results

    def ours(self, how: str, threshold: float, corpus: Path) -> list[str | Path]:
        return [self.release / "examples/similar_pairs", how, str(threshold), corpus, self.pairs]

    def search(self, command: list[str | Path]) -> tuple[Search, set[tuple[int, int]]]:
        """Runs a search on one core."""
        figures, _ = measure(self.work, ["taskset", "--cpu-list", "0", *command])
        pairs = read_pairs(self.pairs)
        return Search(figures, len(pairs)), pairs

    def search_beside_peers(self, threshold: float) -> None:
        """Every program once, and the exact joins that tell what is right: theirs over the words that each is given."""
        corpus = self.corpora[self.texts]
        python = [sys.executable, HERE / "lsh_pairs.py"]
        rest = [str(threshold), corpus, self.pairs]
        programs = {
            "joined": {"exact join": self.ours("joined", threshold, corpus)},
            "plain": {"exact join, plain words": self.ours("joined-plain", threshold, corpus)},
        }
        programs["joined"]["cuttings"] = self.ours("found", threshold, corpus)
        programs["plain"]["gaoya"] = [self.release / "gaoya-pairs", *rest]
        for library in ("rensa", "datasketch"):
            programs["plain"][library] = [*python, library, *rest]
        for contenders in programs.values():
            truth: set[tuple[int, int]] = set()
            for contender, command in contenders.items():
                search, pairs = self.search(command)
                truth = truth or pairs
                search.right, search.true = len(pairs & truth), len(truth)
                say(f"{contender} from {threshold}: {search.figures.cpu:.2f} s of CPU, recall {search.recall:.4f}")
                self.results.searches[threshold, contender] = search

    def measure_imports(self) -> None:
        """What comparing adds to an import: the same texts with and without, in turn."""
        database = self.work / "bench.db"
        for _ in range(IMPORTS):
            for way, options in ((STORED, ["--no-compare"]), (COMPARED, [])):
                remove_database(database)
                command = [self.release / "cuttings", "import", "--no-originals", *options, "--archive", database]
                figures, _ = measure(self.work, [*command, self.corpora[self.texts]])
                say(f"import, {way}: {figures.wall:.2f} s, {figures.cpu:.2f} s of CPU")
                self.results.imports.setdefault(way, []).append(figures)
        remove_database(database)

    def measure_quality(self) -> None:
        """What an import links of the planted copies, and the classes of the labelled pairs."""
        say("planted copies")
        database = self.work / "bench.db"
        remove_database(database)
        command = [self.release / "cuttings", "import", "--no-originals", "--archive", database, self.planted]
        measure(self.work, command)
        self.results.planted = measure_planted(self.planted, database)
        remove_database(database)
        say("labelled pairs")
        relations = self.release / "examples/relations"
        self.results.tuned = measure_labels(self.data / REUTERS, relations, TUNED, self.work)
        self.results.fresh = measure_labels(self.data / REUTERS, relations, FRESH, self.work)


def main() -> int:
    arguments = parse_arguments()
    missing = [name for name in (REUTERS, PLANTED) if not (arguments.data / name).exists()]
    if missing:
        say(f"not in the test data: {', '.join(missing)}")
        return 2
    try:
        report = write_report(DedupBenchmark(arguments).run())
    except (Failure, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    print(report, end="")
    if arguments.update:
        update_document(DOCUMENT, "dedup", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
