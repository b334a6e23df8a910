"""
Runs the figures of bench/ one after the other and says on which machine.

A figure without its machine means nothing, and two that run at once measure each other. Each is a program of its own
that prints what it found; one that fails doesn't keep the next from running.
"""

import os
import platform
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import imageio_ffmpeg
import psutil

from script.house.scan import ROOT


def machine() -> str:
    memory = psutil.virtual_memory().total / 2**30
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    lines = [
        ("processor", f"{processor()}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.0f} GiB"),
        ("system", f"{distribution()}, {platform.system()} {platform.release()} {platform.machine()}"),
        ("python", f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}"),
        ("ffmpeg", imageio_ffmpeg.get_ffmpeg_version()),
        ("load before", busy),
    ]
    return "\n".join(f"{name:12} {value}" for name, value in lines)


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.platform()


def figures(names: list[str]) -> list[Path]:
    known = {path.stem: path for path in sorted((ROOT / "bench").glob("[!_]*.py"))}
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"no such figure: {', '.join(unknown)}; there are: {', '.join(known) or 'none yet'}")
    return [known[name] for name in names or known]


def main() -> int:
    failed = []
    chosen = figures(sys.argv[1:])
    sys.stdout.write(f"{machine()}\n")
    for path in chosen:
        sys.stdout.write(f"\n== {path.stem}\n")
        sys.stdout.flush()
        start = time.monotonic()
        if subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], cwd=ROOT, check=False).returncode:
            failed.append(path.stem)
        sys.stdout.write(f"   ({time.monotonic() - start:.0f} s)\n")
    if failed:
        sys.stdout.write(f"\nfailed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
