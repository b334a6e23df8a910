"""`regie doctor`: what is wrong here, and what to do about it. Code 1 when something keeps the server from working."""

import argparse
import json
import sys
from typing import Any

from regie.cli.folder import FAILED, data_option, known, store_of
from regie.cli.remote import beside

MARKS = {"ok": "ok  ", "warning": "warn", "error": "FAIL"}


def add_commands(commands: Any) -> None:
    """`regie doctor`."""
    doctor = commands.add_parser("doctor", help="look at this machine and this installation, and say what to do")
    data_option(doctor)
    doctor.add_argument("--json", action="store_true", help="for programs")
    doctor.set_defaults(run=_doctor)


def _doctor(options: argparse.Namespace) -> int:
    from regie.doctor import examine

    data = known(options.data)
    store = store_of(data)
    found = examine(data, store.settings, beside(data, store))
    if options.json:
        print(json.dumps([finding.told() for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{MARKS[finding.verdict]}  {finding.about}: {finding.sentence}")
            if finding.advice:
                print(f"      → {finding.advice}")
    wrong = any(finding.verdict == "error" for finding in found)
    if wrong and not options.json:
        print("Something keeps the server from working; see FAIL above.", file=sys.stderr)
    return FAILED if wrong else 0
