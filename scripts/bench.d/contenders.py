"""The contenders of the import benchmark: what each one runs, and what came of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEASURE = Path(__file__).with_name("measure.py")
# The program's only table that an import repeated on the same input may change.
RUN_LOG = "import_runs"


class Failure(Exception):
    """A contender did not do what it is measured for."""


@dataclass
class Figures:
    """What a run took: seconds of wall time, seconds of CPU time of all its threads, bytes of memory at its peak."""

    wall: float
    cpu: float
    peak: int

    def then(self, other: Figures) -> Figures:
        """The figures of two steps, one after the other."""
        return Figures(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def measure(work: Path, command: list[str | Path]) -> tuple[Figures, str]:
    """Runs a command in a fresh process, and gives its figures and what it printed."""
    # What earlier runs wrote goes to the disk now, not on this run's time.
    os.sync()
    figures = work / "figures"
    measured = [sys.executable, "-I", "-S", MEASURE, figures, *command]
    done = subprocess.run(measured, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        name = Path(command[0]).name
        raise Failure(f"{name} ended with code {done.returncode}:\n{done.stderr.strip() or done.stdout.strip()}")
    wall, cpu, peak = figures.read_text(encoding="ascii").split()
    return Figures(float(wall), float(cpu), int(peak)), done.stdout


def remove_database(database: Path) -> None:
    """Removes a database and what its program keeps beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def size_on_disk(database: Path) -> int:
    """The bytes of a database, with those of a write-ahead log that its program left behind."""
    wal = database.with_name(f"{database.name}-wal")
    return database.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def expect(what: str, found: object, expected: object) -> None:
    """Stops the benchmark where a contender did other work than it was given."""
    if found != expected:
        raise Failure(f"{what}: {found}, not {expected}")


@dataclass
class Programs:
    """Where the programs are, and the folder that they work in."""

    cuttings: Path
    bare_fts5: Path
    sqlite_utils: Path
    work: Path

    def import_cuttings(self, corpus: Path, database: Path, *options: str) -> tuple[Figures, dict]:
        """Imports into an archive, a new one or one that is there. Gives the counts that the import ended with, too."""
        command = [self.cuttings, "import", *options, "--archive", database, "--format", "json", corpus]
        figures, printed = measure(self.work, command)
        return figures, json.loads(printed)

    def ship(self, database: Path) -> int:
        """Ships an archive, and gives the bytes of the copy."""
        shipped = database.with_name("shipped.db")
        remove_database(shipped)
        measure(self.work, [self.cuttings, "ship", shipped, "--archive", database])
        size = size_on_disk(shipped)
        remove_database(shipped)
        return size

    def insert_bare(self, corpus: Path, database: Path, articles: int) -> Figures:
        """Inserts into a plain FTS5 table."""
        figures, printed = measure(self.work, [self.bare_fts5, corpus, database])
        expect("articles that bare_fts5 inserted", json.loads(printed)["articles"], articles)
        return figures

    def insert_sqlite_utils(self, corpus: Path, database: Path, articles: int, columns: list[str]) -> Figures:
        """Inserts with sqlite-utils, and makes the columns searchable: two processes, as its manual has it."""
        insert, _ = measure(self.work, [self.sqlite_utils, "insert", database, "articles", corpus, "--nl"])
        index, _ = measure(self.work, [self.sqlite_utils, "enable-fts", database, "articles", *columns])
        connection = sqlite3.connect(database)
        found = connection.execute("SELECT count(*) FROM articles_fts").fetchone()[0]
        connection.close()
        expect("articles that sqlite-utils inserted", found, articles)
        return insert.then(index)

    def versions(self) -> dict[str, str]:
        """The versions of the programs and of what is in them."""
        empty, database = self.work / "empty.jsonl", self.work / "empty.db"
        empty.touch()
        bare = subprocess.run([self.bare_fts5, empty, database], check=True, capture_output=True, text=True)
        remove_database(database)
        version = [[self.cuttings, "--version"], [self.sqlite_utils, "--version"]]
        printed = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for command in version]
        return {
            "cuttings": printed[0].split()[-1],
            "bundled": json.loads(bare.stdout)["sqlite"],
            "sqlite_utils": printed[1].split()[-1],
            "sqlite": sqlite3.sqlite_version,
            "python": sys.version.split()[0],
        }


def digest_tables(database: Path) -> dict[str, str]:
    """A digest of the rows of each table, but for the run log; the tables of the search index are among them."""
    # A copy is read, so that nothing is done to the archive between two imports.
    copy = database.with_name("digested.db")
    for suffix in ("", "-wal"):
        source = database.with_name(database.name + suffix)
        if source.exists():
            shutil.copyfile(source, f"{copy}{suffix}")
    connection = sqlite3.connect(copy)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    digests = {}
    for (table,) in connection.execute(tables).fetchall():
        if table != RUN_LOG:
            digest = hashlib.sha256()
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                digest.update(repr(row).encode())
            digests[table] = digest.hexdigest()
    connection.close()
    remove_database(copy)
    return digests
