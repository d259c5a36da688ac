"""Measures extraction: Cuttings beside Python trafilatura on pages with known texts. docs/benchmarks.md says what and why."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import subprocess
import sys
import time
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from contenders import Failure
from extraction_report import CUTTINGS, TRAFILATURA, Extracted, Page, Results, write_report
from report import update_document

DOCUMENT = Path("docs/benchmarks.md")
SETS = ("aeb", "wcxb-dev", "fundus-dev")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench extraction", description=__doc__)
    parser.add_argument("--update", action="store_true", help=f"write the tables into {DOCUMENT}, too")
    parser.add_argument("--data", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def say(message: str) -> None:
    """Tells how far the benchmark is."""
    print(f"bench: {message}", file=sys.stderr, flush=True)


def read_pages(source: Path) -> list[Page]:
    """The pages of a set with what is known of them, under the names that the sets have for it."""
    pages = []
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            gold = row["gold"]
            text = gold.get("body") or gold.get("main_content") or ""
            date = str(gold.get("date") or gold.get("publish_date") or "")[:10]
            pages.append(Page(row["html"], row.get("url"), text, gold.get("title"), date or None))
    return pages


def extract_cuttings(program: Path, pages: list[Page], folder: Path) -> tuple[list[Extracted], float, list[float]]:
    """All pages in one run of `cuttings extract`; gives the CPU time of it, and the wall time of each page alone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, page in enumerate(pages):
        (folder / f"{number:05}.html").write_text(page.html, encoding="utf-8")
    command = [program, "extract", "--format", "jsonl"]
    before = cpu_of_children()
    run = subprocess.run([*command, folder], capture_output=True, check=False)
    cpu = cpu_of_children() - before
    if run.returncode not in (0, 3):
        raise Failure(f"cuttings extract ended with {run.returncode}: {run.stderr.decode(errors='replace')[-500:]}")
    results = [Extracted() for _ in pages]
    for line in run.stdout.decode("utf-8").split("\n"):
        if line:
            row = json.loads(line)
            number = int(Path(row["source"]).stem)
            results[number] = Extracted(row["text"], row["title"], local_day(row), row["blocks"])
    alone = []
    for number in range(len(pages)):
        started = time.monotonic()
        subprocess.run([*command, folder / f"{number:05}.html"], capture_output=True, check=False)
        alone.append(time.monotonic() - started)
    shutil.rmtree(folder)
    return results, cpu, alone


def local_day(row: dict) -> str | None:
    """The day of publication by the clock that published, which is the day that the page shows; instants are in UTC."""
    published, offset = row["published"], row["published_offset"]
    if published and offset is not None:
        published = (datetime.fromisoformat(published.removesuffix("Z")) + timedelta(minutes=offset)).isoformat()
    return published[:10] if published else None


def cpu_of_children() -> float:
    """Seconds of user and system time of the processes that have ended."""
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def extract_trafilatura(pages: list[Page]) -> tuple[list[Extracted], float, list[float]]:
    """All pages by the Python library, in this process, as its documentation recommends for articles."""
    from trafilatura import bare_extraction

    results, alone = [], []
    before = time.process_time()
    for page in pages:
        started = time.monotonic()
        found = bare_extraction(page.html, url=page.url, with_metadata=True, include_comments=False)
        alone.append(time.monotonic() - started)
        row = found.as_dict() if found is not None else {}
        results.append(Extracted(row.get("text") or "", row.get("title"), row.get("date")))
    return results, time.process_time() - before, alone


def main() -> int:
    arguments = parse_arguments()
    sources = {name: arguments.data / "extraction" / f"{name}.jsonl.gz" for name in SETS}
    missing = [str(source) for source in sources.values() if not source.exists()]
    if missing:
        say(f"not in the test data: {', '.join(missing)}")
        return 2
    try:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "--package", "cuttings-cli"], check=True)
        program = (arguments.work.parent / "release" / "cuttings").resolve()
        shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        results = Results({"cuttings": shown.split()[1], "trafilatura": version("trafilatura")})
        for name, source in sources.items():
            say(f"{name}: {CUTTINGS}")
            pages = read_pages(source)
            results.add(name, pages, CUTTINGS, *extract_cuttings(program, pages, arguments.work / "pages"))
            say(f"{name}: {TRAFILATURA}")
            results.add(name, pages, TRAFILATURA, *extract_trafilatura(pages))
    except (Failure, subprocess.CalledProcessError) as error:
        say(str(error))
        return 1
    report = write_report(results)
    print(report, end="")
    if arguments.update:
        update_document(DOCUMENT, "extraction", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
