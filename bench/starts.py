"""
A hundred recordings due on the same minute: how late they start, with the prepared start and without.

Two figures for each: from the tick to the running process, and `max(0, first written frame − tick)`; none may be lost.
Goals: with the prepared start the first frame at most 0.2 s late (p99); without it the process runs within 2 s (p99).
Real cameras of the test rigs, real ffmpeg; what the machine's other work costs is in the figures. The cameras have been
tested before, so what their streams consist of is known; a stream that was never looked at costs a look of 1 to 3 s.
"""

from datetime import UTC, datetime, timedelta

from bench._rigging import jobs_on, percentiles, server, settle_at, streams

JOBS = 100
SECONDS = 15


def tick_after(seconds: float) -> datetime:
    """The next whole minute that is at least that far away."""
    now = datetime.now(UTC)
    minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return minute if (minute - now).total_seconds() >= seconds else minute + timedelta(minutes=1)


def measure(prepare: float) -> None:
    with streams(4) as addresses, server({"recorder": {"prepareSeconds": prepare}}) as api:
        tick = tick_after(25)
        cron = f"{tick.minute} {tick.hour} {tick.day} {tick.month} *"
        schedule = {"cron": cron, "triggerType": "duration", "duration": SECONDS}
        names = jobs_on(api, addresses, JOBS, schedule=schedule, timezone="UTC")
        settle_at(tick + timedelta(seconds=SECONDS + 12))
        runs = {name: api("GET", f"/api/jobs/{name}/history") for name in names}
        files = {name: api("GET", f"/api/files?jobId={name}") for name in names}
    begun = [at(held[0]["startedAt"]) - tick.timestamp() for held in runs.values() if held and held[0]["startedAt"]]
    first = [max(0.0, at(held[-1]["startedAt"]) - tick.timestamp()) for held in files.values() if held]
    word = f"prepared {prepare:g} s before" if prepare else "not prepared"
    print(f"{JOBS} recordings on one tick, {word}")
    print(f"  tick to running process   {percentiles(begun)} (negative: before the tick)")
    print(f"  first written frame late  {percentiles(first)}")
    print(f"  lost                      {JOBS - len(first)} of {JOBS}")


def at(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp()


if __name__ == "__main__":
    for prepare in (3, 0):
        measure(prepare)
