"""Each bench prints its figures when it is run."""

from pathlib import Path

import pytest

BENCHES = sorted(path for path in (Path(__file__).parents[2] / "bench").glob("*.py") if not path.stem.startswith("_"))


@pytest.mark.parametrize("bench", BENCHES, ids=lambda path: path.stem)
def test_a_bench_does_something_when_it_is_run(bench: Path):
    assert 'if __name__ == "__main__":' in bench.read_text(encoding="utf-8")
