"""Health is told to anybody, so it tells how things are and nothing of the inside."""

import logging
from datetime import UTC, datetime

import pytest

from regie.kernel.health import Health, Part


async def test_an_error_that_nobody_foresaw_is_told_to_the_log_once_and_to_no_stranger(
    caplog: pytest.LogCaptureFixture,
):
    health, broken = Health("1", datetime(2026, 3, 2, tzinfo=UTC)), [True]
    health.ready = True

    async def check() -> Part:
        if broken:
            raise OSError("connection to db.internal as user regie failed")
        return Part("ok")

    health.add("database", check)
    with caplog.at_level(logging.ERROR):
        first, second = await health.answer(), await health.answer()

    assert (first.status, first.parts["database"].state) == ("down", "down")
    assert "db.internal" not in first.model_dump_json() + second.model_dump_json()
    assert len(caplog.records) == 1
    assert "db.internal" in caplog.text

    broken.clear()
    assert (await health.answer()).status == "ok"
