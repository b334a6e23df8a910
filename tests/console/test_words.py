"""What the console says of the server's words."""

import re

from regie.kernel.ffmpeg.reasons import Kind
from tests.serving import ROOT

FACTS_OF_THEIR_OWN = {Kind.UNKNOWN}
"""Sentences that end in what a program said last: a translation would lose it."""


def test_every_reason_with_one_fixed_sentence_is_told_in_french_too():
    source = (ROOT / "web/console/src/lib/words/reasons.fr.ts").read_text(encoding="utf-8")
    told = set(re.findall(r"^  (\w+):", source, re.MULTILINE))

    assert {kind.value for kind in Kind if kind not in FACTS_OF_THEIR_OWN} - told == set()
