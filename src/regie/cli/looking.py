"""
What a server does, from the command line: its status, its jobs, cameras and files, and a few deeds on them.

Exit codes beside the common ones: 1 when what was asked about is not well (`status --check`, `cameras test`,
`run --wait`), 4 when no server answers, 5 when it refuses.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from regie.cli import adopting
from regie.cli.folder import FAILED, deeds_of, positive
from regie.cli.remote import Server, naming, reached, server_options, there_is
from regie.cli.tables import count, instant, show, size, span

STATES = (
    "disabled", "blocked", "idle", "waiting", "starting", "running", "stalled", "retrying", "stopping", "failed",
)  # fmt: skip
"""Of jobs, as the API calls them."""
WAIT_SECONDS = 0.5
CHUNK = 1 << 20


def add_commands(commands: Any) -> None:
    """`regie status`, `jobs`, `run`, `stop`, `cameras`, `files`."""
    status = commands.add_parser("status", help="what runs, what is wrong, what is left of the disks")
    status.add_argument("--check", action="store_true", help="end with code 1 when something needs attention")
    server_options(status)
    status.set_defaults(run=_status)

    jobs = deeds_of(commands, "jobs", "list the jobs with what each does right now").add_parser(
        "list", help="list the jobs, in the order of their names"
    )
    jobs.add_argument("--camera", help="only of this camera (its id, as `regie cameras` lists it)")
    jobs.add_argument("--state", choices=STATES, metavar="STATE", help=f"only in this state: {', '.join(STATES)}")
    server_options(jobs)
    jobs.set_defaults(run=_jobs)

    run = commands.add_parser("run", help="start a job now")
    run.add_argument("job", help="its id, as `regie jobs` lists it")
    run.add_argument("--wait", action="store_true", help="wait for its end; code 1 unless it was a success")
    stop = commands.add_parser("stop", help="stop a job now; inside of a window, until the next one")
    stop.add_argument("job", help="its id, as `regie jobs` lists it")
    for deed, act in ((run, _run), (stop, _stop)):
        server_options(deed)
        deed.set_defaults(run=act)
    _camera_commands(commands)
    _file_commands(commands)


def _camera_commands(commands: Any) -> None:
    deeds = deeds_of(commands, "cameras", "list and test the cameras")
    listing = deeds.add_parser("list", help="list the cameras with their states")
    testing = deeds.add_parser("test", help="connect to cameras now; code 1 when one does not answer")
    testing.add_argument("camera", nargs="*", help="its id; all that are switched on unless named")
    for deed, act in ((listing, _cameras), (testing, _test)):
        server_options(deed)
        deed.set_defaults(run=act)


def _file_commands(commands: Any) -> None:
    deeds = deeds_of(commands, "files", "list, fetch and adopt recorded files")
    listing = deeds.add_parser("list", help="list files, the newest first")
    listing.add_argument("--job", help="only of this job (its id)")
    listing.add_argument("--camera", help="only of this camera (its id)")
    listing.add_argument("--from", dest="since", metavar="INSTANT", help="from then on, such as 2026-03-02T08:00:00Z")
    listing.add_argument("--to", dest="until", metavar="INSTANT", help="before then")
    listing.add_argument("--limit", type=positive, default=100, help="at most so many (default: 100)")
    getting = deeds.add_parser("get", help="fetch a file")
    getting.add_argument("id", help="as `regie files` lists it")
    getting.add_argument("-o", "--output", type=Path, help="where to (default: its own name, here)")
    adopting.add_deed(deeds)
    for deed, act in ((listing, _files), (getting, _get)):
        server_options(deed, as_json=deed is listing)
        deed.set_defaults(run=act)


# -- status ----------------------------------------------------------------------------------------------------------


def _status(options: argparse.Namespace) -> int:
    with reached(options) as server:
        told = server("GET", "/api/status")
    troubles = troubles_of(told)
    if options.json:
        print(json.dumps(told | {"troubles": troubles}, ensure_ascii=False, indent=1))
    else:
        _print_status(told, troubles)
    return FAILED if options.check and troubles else 0


def troubles_of(told: dict[str, Any]) -> list[str]:
    """What of a status needs attention, in words."""
    jobs, cameras, storage = told["jobs"], told["cameras"], told["storage"]
    found = [f"{count(jobs[state], *words)}." for state, words in _WORRYING.items() if jobs.get(state)]
    if cameras.get("offline"):
        found.append(count(cameras["offline"], "camera does not answer.", "cameras do not answer."))
    return found + [f"{v['path']}: {v.get('reason') or 'cannot be used.'}" for v in storage["volumes"] if not v["ok"]]


_WORRYING = {
    "failed": ("job has failed", "jobs have failed"),
    "blocked": ("job cannot run until somebody changes something", "jobs cannot run until somebody changes something"),
}


def _print_status(told: dict[str, Any], troubles: list[str]) -> None:
    jobs, cameras, storage = told["jobs"], told["cameras"], told["storage"]
    print(f"Régie {told['version']}, up since {instant(told['startedAt'])}")
    print(f"cameras  {_counts(cameras)}")
    print(f"jobs     {_counts(jobs)}")
    recorder = told["processes"]
    cost = f"{recorder['cpuPercent']} % of a core, {size(recorder['memoryBytes'])}"
    print(f"recorder {count(recorder['count'], 'process', 'processes')}, {cost}")
    print(f"files    {storage['files']}, {size(storage['recordedBytes'])}; {size(storage['freeBytes'])} free")
    for sentence in [*troubles, *told["warnings"]]:
        print(f"! {sentence}")


def _counts(counts: dict[str, Any]) -> str:
    parts = [
        f"{number} {word}" for word, number in counts.items() if word != "total" and isinstance(number, int) and number
    ]
    return f"{counts['total']}" + (f" ({', '.join(parts)})" if parts else "")


# -- jobs ------------------------------------------------------------------------------------------------------------


def _jobs(options: argparse.Namespace) -> int:
    with reached(options) as server:
        rows = server("GET", "/api/jobs", cameraId=options.camera, state=options.state)
        if not rows:
            there_is(server, "cameras", options.camera)
    heads = ("job", "camera", "action", "state", "next run", "reason")
    show(rows, options.json, heads, lambda job: (
        job["id"], job["cameraId"], job["action"], job["state"], instant(job["nextRunAt"]), job["reason"] or "",
    ))  # fmt: skip
    return 0


def _run(options: argparse.Namespace) -> int:
    with reached(options) as server, naming(server, "jobs", options.job):
        before = _newest_run(server, options.job)
        told = server("POST", f"/api/jobs/{options.job}/start")
        ended = _ended(server, options.job, before) if options.wait else None
    if options.json:
        print(json.dumps(ended or told, ensure_ascii=False, indent=1))
    elif ended is not None:
        print(f"{options.job}: {ended['status']}. {ended['reason'] or ''}".rstrip())
    else:
        print(f"{options.job}: {told['state']}.")
    return FAILED if ended is not None and ended["status"] != "success" else 0


def _newest_run(server: Server, job: str) -> str | None:
    rows = server("GET", f"/api/jobs/{job}/history", limit=1)
    return rows[0]["id"] if rows else None


def _ended(server: Server, job: str, before: str | None) -> dict[str, Any]:
    """The run that was begun after `before`, once it has ended."""
    while True:
        rows: list[dict[str, Any]] = server("GET", f"/api/jobs/{job}/history", limit=1)
        if rows and rows[0]["id"] != before and rows[0]["endedAt"] is not None:
            return rows[0]
        time.sleep(WAIT_SECONDS)


def _stop(options: argparse.Namespace) -> int:
    with reached(options) as server, naming(server, "jobs", options.job):
        told = server("POST", f"/api/jobs/{options.job}/stop")
    print(json.dumps(told, ensure_ascii=False, indent=1) if options.json else f"{options.job}: {told['state']}.")
    return 0


# -- cameras ---------------------------------------------------------------------------------------------------------


def _cameras(options: argparse.Namespace) -> int:
    with reached(options) as server:
        rows = server("GET", "/api/cameras")
    heads = ("camera", "name", "state", "jobs", "last seen", "reason")
    show(rows, options.json, heads, lambda camera: (
        camera["id"], camera["name"], camera["state"], camera["jobs"], instant(camera["lastSeenAt"]),
        camera["reason"] or "",
    ))  # fmt: skip
    return 0


def _test(options: argparse.Namespace) -> int:
    with reached(options) as server:
        wanted = options.camera or [camera["id"] for camera in server("GET", "/api/cameras") if camera["enabled"]]
        results = [_tested(server, name) for name in wanted]
    streams = [{"camera": one["camera"], **stream} for one in results for stream in one["streams"]]
    rows = results if options.json else streams
    show(rows, options.json, ("camera", "stream", "answers", "picture"), lambda row: (
        row["camera"], row["stream"], "yes" if row["ok"] else "no", _picture(row),
    ))  # fmt: skip
    return 0 if all(one["ok"] for one in results) else FAILED


def _tested(server: Server, camera: str) -> dict[str, Any]:
    with naming(server, "cameras", camera):
        return {"camera": camera, **server("POST", f"/api/cameras/{camera}/test")}


def _picture(stream: dict[str, Any]) -> str:
    if not stream["ok"]:
        return stream["reason"] or ""
    shown = f"{stream['codec']} {stream['width']}x{stream['height']}"
    rate = f" {stream['fps']:g} fps" if stream["fps"] else ""
    sound = f", {stream['audioCodec']}" if stream["audioCodec"] else ""
    return shown + rate + sound


# -- files -----------------------------------------------------------------------------------------------------------


def _files(options: argparse.Namespace) -> int:
    with reached(options) as server:
        query = {"jobId": options.job, "cameraId": options.camera, "from": options.since, "to": options.until}
        rows = list(server.pages("/api/files", options.limit, **query))
        if not rows:
            there_is(server, "jobs", options.job)
            there_is(server, "cameras", options.camera)
    heads = ("id", "job", "begins", "length", "size", "path")
    show(rows, options.json, heads, lambda file: (
        file["id"], file["jobId"], instant(file["startedAt"]), span(file["durationSeconds"]), size(file["sizeBytes"]),
        file["path"],
    ))  # fmt: skip
    return 0


def _get(options: argparse.Namespace) -> int:
    with reached(options) as server:
        target = options.output
        if target is None:
            target = Path(Path(server("GET", f"/api/files/{options.id}")["path"]).name)
        with server.download(f"/api/files/{options.id}/content") as answer, target.open("xb") as file:
            try:
                for chunk in answer.iter_bytes(CHUNK):
                    file.write(chunk)
            except BaseException:
                target.unlink()  # half of it would be taken for the whole
                raise
    print(target)
    return 0
