"""
What a test needs beside Python, asked for in one way.

Something that can be installed and is missing fails the test and says how to get it: a suite that passes without its
servers proves nothing. Something that this machine can't give (a privilege, a kernel's feature) skips the test, and
the end of the run lists it with its reason.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest


def program(name: str, *, debian: str) -> str:
    """The path of a program, or a failed test that says which Debian package has it."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))
    if not found:
        pytest.fail(f"{name} is missing. Debian: apt install --no-install-recommends {debian}", pytrace=False)
    return found


def file(path: str | Path, *, debian: str) -> Path:
    """A file that a Debian package brings (a module, a font), or a failed test that says which."""
    if not Path(path).exists():
        pytest.fail(f"{path} is missing. Debian: apt install --no-install-recommends {debian}", pytrace=False)
    return Path(path)


def root(what: str) -> None:
    """Skip unless the test runs as root, and say what it is needed for."""
    if sys.platform == "win32" or os.geteuid() != 0:
        cannot_run(f"needs root, {what}")


def namespaces(*kinds: str) -> list[str]:
    """
    The words to put before a command that needs a mount or network namespace of its own (`"mount"`, `"net"`).

    Root needs no user namespace, and in a chroot the kernel gives none.
    """
    command = ["unshare", *(f"--{kind}" for kind in kinds)]
    if os.geteuid() != 0:
        command += ["--map-root-user"]
    tried = subprocess.run(
        [program("unshare", debian="util-linux"), *command[1:], "true"], capture_output=True, check=False
    )
    if tried.returncode:
        cannot_run(f"no {' and '.join(kinds)} namespaces for this user: {tried.stderr.decode().strip()}")
    return command


def cannot_run(reason: str) -> NoReturn:
    """This machine can't have what the test needs. Only for what nobody can install here."""
    pytest.skip(f"cannot run here: {reason}")
