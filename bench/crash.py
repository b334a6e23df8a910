"""
`kill -9` of everything at random instants: how much is lost, and how soon it goes on.

The house of `tests/journeys/siege.py` is struck so many times (the first argument; a dozen without): ffmpeg, the relay,
the server, all at once, in the middle of recordings, deletions, events and starts. Goals: recording again within 5 s
(of the blow, or of the server's first answer), at most 2 s of a film lost; no orphan, no double writer, no file that
nobody can read, nothing promised that is forgotten: any of these ends the program with an error.
"""

import sys
import tempfile
from pathlib import Path

from bench._rigging import percentiles
from tests.journeys.siege import TARGETS, Siege

ROUNDS = 12


def main(rounds: int = ROUNDS, seed: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder, Siege(Path(folder) / "data", seed=seed) as siege:
        for number in range(rounds):
            blow = siege.round()
            print(f"{number:4} {blow.target:8} {blow.again:5.1f} s", file=sys.stderr, flush=True)
        siege.over()
        print(f"{rounds} blows, {len(siege.wanted)} jobs recording, index and disk in agreement, every file plays")
        for target in TARGETS:
            struck = [blow.again for blow in siege.blows if blow.target == target]
            print(f"  {target:8} {len(struck):3} times, running again {percentiles(struck)} (goal 5)")
        risen = [blow.answered for blow in siege.blows if blow.answered is not None]
        print(f"  the server answers {percentiles(risen)} after it was started")
        print(f"  lost of a film     {percentiles(siege.lost)} (goal 2)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
