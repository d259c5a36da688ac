"""Measures servers under load: searches a second over loopback, with wrk (a load generator, Debian's package)."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

CONNECTIONS, SECONDS = 64, 20
# Until a server answers.
PATIENCE = 60
SQL = "select rowid from search where search match :asked order by rank limit 20"
SCRIPT = """local paths = {}
for path in io.lines("%s") do paths[#paths + 1] = path end
local place = 0
request = function()
  place = place %% #paths + 1
  return wrk.format("GET", paths[place])
end
"""


@dataclass
class Load:
    """What a server did under load."""

    rate: float
    p99: str
    errors: int
    memory: int


def measure_servers(cuttings: Path, archive: Path, log: Path, say: Callable[[str], None]) -> dict[str, Load]:
    """Each server for itself with the queries of the log; nothing where wrk is not installed."""
    if not shutil.which("wrk"):
        say("servers are left out: wrk is not installed")
        return {}
    queries = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    # A server has a limit on requests, so that a page gone wild does not harm it. This is no page.
    ours = [cuttings, "-a", archive, "serve", "--port", "{port}"]
    asked = [f"/api/v1/search?limit=20&q={quote(query['query'])}" for query in queries]
    theirs = [Path(sys.executable).with_name("datasette"), "serve", "--immutable", archive, "--port", "{port}"]
    matched = [query["fts5"] for query in queries if "fts5" in query]
    name = quote(archive.stem)
    sql = [f"/{name}.json?{urlencode({'sql': SQL, 'asked': asked, '_shape': 'arrays'})}" for asked in matched]
    loads = {}
    for server, command, paths in (("cuttings", ours, asked), ("datasette", theirs, sql)):
        say(f"{server} under load")
        loads[server] = measure_server(command, paths, archive.parent)
    return loads


def measure_server(command: list[str | Path], paths: list[str], work: Path) -> Load:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    listed, script = work / "paths", work / "wrk.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="ascii")
    script.write_text(SCRIPT % listed, encoding="ascii")
    command = [str(part).format(port=port) for part in command]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}{paths[0]}")
            load = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--latency", "--script", script, address]
            # The first run warms the server.
            for seconds in (SECONDS // 2, SECONDS):
                run = [*load, "--duration", f"{seconds}s", "--timeout", "30s"]
                said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
            memory = resident(server.pid)
        finally:
            server.terminate()
            listed.unlink()
            script.unlink()
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+(\S+)", said)
    return Load(float(rate[1]) if rate else 0.0, slow[1] if slow else "–", int(refused[1]) if refused else 0, memory)


def wait_for(address: str) -> None:
    """Waits until a server answers, whatever it says."""
    for _ in range(PATIENCE * 10):
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)


def resident(process: int) -> int:
    """Bytes of memory that a process has; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
