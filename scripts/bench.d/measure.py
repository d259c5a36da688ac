"""Runs one command and writes its wall time, CPU time and peak memory to a file: measure.py FIGURES COMMAND...

It is a process of its own, and imports little, because the kernel counts the memory of the process that starts a
command as the command's own until the command's program is loaded: that sets the least peak that can be seen.
"""

import os
import sys
import time


def main() -> int:
    """Gives the command's exit code."""
    figures, command = sys.argv[1], sys.argv[2:]
    started = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - started
    # Linux counts in KiB, macOS in bytes.
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    with open(figures, "w", encoding="ascii") as file:
        file.write(f"{wall} {usage.ru_utime + usage.ru_stime} {peak}\n")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
