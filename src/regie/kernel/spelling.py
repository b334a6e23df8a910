"""
The word that somebody probably meant, wherever one of a closed set was expected.

Pure. Letters' case counts for little, so `basepath` is near to `basePath`; what is near to nothing gets no advice.
"""

import difflib
from collections.abc import Iterable

NEAR = 0.6
"""Below this likeness (1: the same) a suggestion would be a guess."""


def nearest(word: str, known: Iterable[str], cutoff: float = NEAR) -> str | None:
    """The known word that is most like it, if any is."""
    spelled = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(word.casefold(), spelled, n=1, cutoff=cutoff)
    return spelled[found[0]] if found else None


def meant(word: str, known: Iterable[str], cutoff: float = NEAR) -> str:
    """`: did you mean «record»?`, to end a sentence with; nothing when no known word is near."""
    near = nearest(word, known, cutoff)
    return f": did you mean «{near}»?" if near else ""
