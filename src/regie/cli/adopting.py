"""`regie files adopt`: the index of a folder made again from what its files say of themselves."""

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from regie.cli.folder import FAILED, data_option, settings_of
from regie.cli.tables import count, instant, size


def add_deed(deeds: Any) -> None:
    """Beside the other deeds of `regie files`."""
    adopt = deeds.add_parser(
        "adopt",
        help="list the files of a folder again after its database is lost",
        description="Shows what would be done, and asks. Works beside a running server and without one.",
    )
    adopt.add_argument("root", type=Path, help="the folder of recordings")
    adopt.add_argument("--dry-run", action="store_true", help="only show what would be done")
    adopt.add_argument("--yes", action="store_true", help="do not ask")
    adopt.add_argument("--forget", action="store_true", help="no longer list files that are not there any more")
    adopt.add_argument("--json", action="store_true", help="for programs")
    data_option(adopt)
    adopt.set_defaults(run=_adopt)


def _adopt(options: argparse.Namespace) -> int:
    settings, _ = settings_of(options.data, {})
    return asyncio.run(_run(options, settings))


async def _run(options: argparse.Namespace, settings: Any) -> int:
    from regie import adopting
    from regie.camcron.recordings.volumes.service import answer_of

    tell = _silent if options.json or not sys.stderr.isatty() else _progress
    async with adopting.opened(options.data.absolute(), settings) as work:
        found, stock = await work.look(options.root.absolute(), tell)
        told = {"path": str(found.path), "ours": found.is_ours, "done": False, **answer_of(stock)}
        if not options.json:
            _print(told)
        if not options.dry_run:
            if not options.yes and not _agreed():
                return FAILED
            stock = await work.do(options.root.absolute(), forget=options.forget, tell=tell)
            told |= {"ours": True, "done": True, **answer_of(stock)}
        if options.json:
            print(json.dumps(told, ensure_ascii=False, indent=1))
        elif told["done"]:
            listed, gone = count(stock.added, "file is", "files are"), count(stock.forgotten, "is", "are")
            print(f"Done: {listed} listed, {gone} forgotten.")
    return 0


def _print(told: dict[str, Any]) -> None:
    marker = "ours" if told["ours"] else "not ours yet: it would be marked as ours"
    print(f"folder   {told['path']} ({marker})")
    print(f"listed   {count(told['present'], 'file is', 'files are')} there")
    if told["missing"]:
        between = f"{instant(told['missingFrom'])} to {instant(told['missingTo'])}"
        missing = count(told["missing"], "file that is", "files that are")
        print(f"missing  {missing} listed, {size(told['missingBytes'])}, from {between}")
    if told["added"]:
        between = f"{instant(told['addedFrom'])} to {instant(told['addedTo'])}"
        found = count(told["added"], "file that is", "files that are")
        print(f"found    {found} not listed, {size(told['addedBytes'])}, from {between}")
        for job, number in sorted(told["jobs"].items()):
            print(f"         {number} of {job}")
    if told["notice"]:
        print(f"notice   {told['notice']}")
    if told["unclaimed"]:
        left = count(
            told["unclaimed"], "file that does not say whose it is:", "files that do not say whose they are, such as"
        )
        print(f"left     {left} {told['examples'][0]}")


def _agreed() -> bool:
    try:
        return input("Do it? [y/N] ").strip().lower() in ("y", "yes", "o", "oui")
    except EOFError:
        print("Nothing is done without an answer; --yes does not ask.", file=sys.stderr)
        return False


async def _silent(done: float, note: str) -> None:
    """Programs read the result."""


async def _progress(done: float, note: str) -> None:
    print(f"\r{done:4.0%} {note:40}", end="" if done < 1 else "\n", file=sys.stderr, flush=True)
