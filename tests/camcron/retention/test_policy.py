"""What goes and what stays, over every mix of files and limits that can be made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regie.camcron.recordings.ledger.rules import Rule
from regie.camcron.recordings.settings import Retention, effective
from regie.camcron.retention.policy import FLOOR, GB, Kept, Limits, due, for_space, reserve_of

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
DAY = timedelta(days=1)
MB = 1_000_000


def kept(number: int, *, age: timedelta, seconds: float | None = 60.0, size: int = MB, job: str = "job") -> Kept:
    return Kept(f"{number:05}", job, "camera", "root", NOW - age, seconds, size)


@some.composite
def shelves(draw: some.DrawFn) -> list[Kept]:
    """Files of one job that follow one another, oldest first."""
    made, at = [], NOW - timedelta(hours=draw(some.integers(1, 24 * 60)))
    for number in range(draw(some.integers(0, 30))):
        seconds = draw(some.sampled_from([None, 1.0, 60.0, 900.0, 86_400.0]))
        made.append(Kept(f"{number:05}", "job", "camera", "root", at, seconds, draw(some.integers(1, 5)) * MB))
        at += timedelta(seconds=(seconds or 0) + draw(some.integers(0, 7200)))
    return made


LIMITS = some.builds(
    Limits,
    some.none() | some.integers(1, 40).map(lambda days: days * DAY),
    some.none() | some.integers(1, 80).map(lambda size: size * MB),
)


@given(shelves(), LIMITS, some.integers(0, 40))
def test_what_is_left_keeps_its_limits_and_nothing_goes_that_kept_them(
    files: Sequence[Kept], limits: Limits, protected: int
) -> None:
    whole = sum(file.bytes for file in files) + protected * MB
    gone = list(due(limits, files, whole, protected * MB, NOW))
    left = files[len(gone) :]

    assert [each.file for each in gone] == list(files[: len(gone)]), "the oldest first, and no other"
    left_bytes = sum(file.bytes for file in left)
    if limits.max_age is not None:
        assert all(file.ends_at >= NOW - limits.max_age for file in left)
    if limits.max_bytes is not None:
        assert left_bytes <= max(limits.max_bytes - protected * MB, limits.max_bytes // 10)
    for each in gone:
        if each.rule is Rule.MAX_DAYS:
            assert limits.max_age is not None and each.file.ends_at < NOW - limits.max_age and not each.early
        else:
            assert limits.max_bytes is not None
            after = sum(file.bytes for file in files[files.index(each.file) :])
            assert after > max(limits.max_bytes - protected * MB, limits.max_bytes // 10)
            assert each.early is (limits.max_age is not None)


@given(shelves(), LIMITS)
def test_a_second_pass_finds_nothing(files: Sequence[Kept], limits: Limits) -> None:
    gone = list(due(limits, files, sum(file.bytes for file in files), 0, NOW))
    left = files[len(gone) :]

    assert not list(due(limits, left, sum(file.bytes for file in left), 0, NOW))


@given(shelves(), LIMITS, some.integers(1, 10))
def test_pages_decide_what_the_whole_does(files: Sequence[Kept], limits: Limits, page: int) -> None:
    whole = sum(file.bytes for file in files)
    paged, left = [], whole
    for start in range(0, len(files), page):
        found = list(due(limits, files[start : start + page], left, 0, NOW))
        left -= sum(each.file.bytes for each in found)
        paged += found

    assert paged == list(due(limits, files, whole, 0, NOW))


def test_a_file_is_kept_until_its_last_frame_is_too_old() -> None:
    long = kept(1, age=2 * DAY, seconds=86_400.0)

    assert not list(due(Limits(max_age=DAY), [long], MB, 0, NOW))
    assert len(list(due(Limits(max_age=DAY), [long], MB, 0, NOW + timedelta(seconds=1)))) == 1


def test_no_limit_deletes_nothing() -> None:
    assert not list(due(Limits(), [kept(1, age=9999 * DAY)], 10**15, 0, NOW))


def test_protecting_everything_does_not_end_a_recording() -> None:
    newest = [kept(number, age=timedelta(minutes=9 - number)) for number in range(9)]

    gone = list(due(Limits(max_bytes=50 * MB), newest, 109 * MB, 100 * MB, NOW))

    assert [each.file.id for each in gone] == ["00000", "00001", "00002", "00003"]


@pytest.mark.parametrize(
    ("stated", "limits"),
    [
        (None, Limits(30 * DAY, 100 * GB)),
        ({"maxDays": 7}, Limits(7 * DAY, None)),
        ({"maxSizeGB": 0.5}, Limits(None, GB // 2)),
        ({"maxDays": 1, "maxSizeGB": 2}, Limits(DAY, 2 * GB)),
        ({}, Limits(None, None)),
        ({"maxDays": 10**9}, Limits(999_999 * DAY, None)),
    ],
    ids=["states nothing", "days alone", "size alone", "both", "states that there is none", "for ever"],
)
def test_the_default_counts_only_where_nothing_is_stated(stated: dict[str, float] | None, limits: Limits) -> None:
    assert Limits.of(effective(stated, Retention(max_days=30, max_size_gb=100))) == limits


# -- the reserve


@given(some.lists(shelves(), max_size=3), some.integers(0, 200))
def test_room_is_made_oldest_first_over_all_jobs_and_never_more_than_is_needed(
    shelves_: list[list[Kept]], needed: int
) -> None:
    mixed = [
        replace(file, id=f"{job}-{file.id}", job_id=f"job-{job}") for job, made in enumerate(shelves_) for file in made
    ]
    files = sorted(mixed, key=lambda file: (file.started_at, file.id))
    newest = {file.job_id: file.started_at for file in files}
    gone = [each.file for each in for_space(needed * MB, files, newest, {}, NOW)]

    floor = [f for f in files if f.started_at >= newest[f.job_id] or f.ends_at > newest[f.job_id] - FLOOR]
    assert not {file.id for file in gone} & {file.id for file in floor}
    candidates = [file for file in files if file not in floor]
    assert gone == candidates[: len(gone)]
    freed = sum(file.bytes for file in gone)
    assert freed >= needed * MB or len(gone) == len(candidates)
    assert not gone or freed - gone[-1].bytes < needed * MB


def test_the_reserve_leaves_the_newest_hour_of_a_job_and_nothing_of_one_that_is_gone() -> None:
    living = [kept(n, age=timedelta(minutes=180 - n * 30), seconds=1800.0, job="living") for n in range(6)]
    deleted = [kept(9, age=timedelta(minutes=5), job="deleted")]
    newest = {"living": living[-1].started_at}

    gone = for_space(10**12, [*living, *deleted], newest, {}, NOW)

    assert [each.file.id for each in gone] == ["00000", "00001", "00002", "00009"]


def test_the_reserve_tells_what_was_promised_longer() -> None:
    files = [kept(1, age=10 * DAY, job="short"), kept(2, age=9 * DAY, job="long"), kept(3, age=8 * DAY, job="none")]
    limits = {"short": Limits(max_age=5 * DAY), "long": Limits(max_age=30 * DAY), "none": Limits()}

    early = {each.file.job_id: each.early for each in for_space(10**9, files, {}, limits, NOW)}

    assert early == {"short": False, "long": True, "none": False}


@pytest.mark.parametrize(
    ("setting", "rate", "total", "reserve"),
    [
        (20.0, 10**9, 10**12, 20 * GB),
        (0.0, 10**9, 10**12, 0),
        (None, 1_000_000.0, 10**12, 3_600_000_000),
        (None, 10**9, 10**12, 10**11),
        (None, 0.0, 10**12, 200),
        (None, 10**6, 1000, 200),
        (20.0, 0.0, 30 * GB, 15 * GB),
    ],
    ids=[
        "as set",
        "none wanted",
        "an hour",
        "a tenth at most",
        "never less than full twice",
        "on a tiny disk too",
        "half a disk at most",
    ],
)
def test_the_reserve_is_an_hour_of_recording(setting: float | None, rate: float, total: int, reserve: int) -> None:
    assert reserve_of(setting, rate, total, 100) == reserve
