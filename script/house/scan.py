"""
No committed file may know the machine it was written on.

A lock or a setting that carries a package server's address, or somebody's home folder, works for its author and for
nobody else. Locks and package settings may hold no address at all; every other text may name neither a package server
nor this checkout's own place. Reads what git would commit, so ignored folders don't count.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]

SERVERS = re.compile(
    r"\b(?:(?:files|test|upload)[.])?(?:pypi|pythonhosted|npmjs|yarnpkg|anaconda|jsr|crates)[.](?:org|com|io)\b"
    r"|\b(?:deb|security|snapshot|archive|ports)[.](?:debian|ubuntu)[.](?:org|com)\b"
    r"|\b(?:deb|rpm)[.]nodesource[.]com\b",
    re.IGNORECASE,
)
"""Public package servers. Mirrors have any name, so in locks every address is refused."""

ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]*://|\bfile:|--(?:extra-)?index-url|--find-links|\b_authToken\b", re.IGNORECASE
)

HOMES = re.compile(r"(?<![\w.~-])(?:/home/(?!regie\b|user\b)[a-z][\w-]*/|/Users/[\w-]+/|/[r]oot/|[A-Z]:\\\\?Users\\)")
"""Somebody's folder. `/home/user` and `/home/regie` are examples, nobody's."""

LOCKS = ("requirements/*.txt", "package-lock.json", ".npmrc", "*.lock", "pip.conf", "uv.toml")
SETTINGS = ("*.toml", "*.cfg", "*.ini", "*.yaml", "*.yml", "*.json", ".*", "script/*", ".ci/*", "deploy/*")
"""Matched against the whole path or the file's own name."""


@dataclass(frozen=True, slots=True)
class Finding:
    file: str
    line: int
    why: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}: {self.text.strip()[:120]}"


def committed(root: Path) -> list[str]:
    """Tracked files and those that `git add` would take; every file where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        told = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    return sorted(name for name in set(told.split("\0")) if name and (root / name).is_file())


def matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) or fnmatch(PurePosixPath(name).name, pattern) for pattern in patterns)


def faults_in(name: str, text: str, here: str) -> Iterator[Finding]:
    """`here` is the checkout's own path, which nobody else has."""
    lock, setting = matches(name, LOCKS), matches(name, SETTINGS)
    for number, line in enumerate(text.splitlines(), 1):
        if here in line:
            yield Finding(name, number, "a place on this machine", line)
        elif SERVERS.search(line):
            yield Finding(name, number, "a package server's address", line)
        elif lock and ADDRESS.search(line) and fetched(name, line):
            yield Finding(name, number, "an address in a lock", line)
        elif (lock or setting) and HOMES.search(line):
            yield Finding(name, number, "somebody's folder", line)


def fetched(name: str, line: str) -> bool:
    """npm's lock also repeats where each package's authors take money; only `resolved` is where it is fetched from."""
    return not name.endswith(".json") or '"resolved"' in line


def scan(root: Path) -> list[Finding]:
    found: list[Finding] = []
    for name in committed(root):
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures, fonts
        found += faults_in(name, text, str(root))
    return found


def main() -> int:
    found = scan(ROOT)
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
