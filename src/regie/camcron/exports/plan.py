"""
What becomes of the files of a span: which are joined into one film, where it is cut, what is missing in between. Pure.

Films that consist of the same (codecs, size, container) are joined as they are; where a camera was changed in between,
another film begins. Nothing is encoded, so a film begins with the key frame at or before the instant asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from regie.camcron.recordings.paths import safe_part
from regie.camcron.recordings.playing import AUDIO_IN_MP4, HEVC, VIDEO_IN_MP4, Facts
from regie.camcron.runs.segments import Unclosed

SEAM = timedelta(seconds=2)
"""Between two files without a gap: clocks and key frames are not exact."""

SPARED = 256 * 1024 * 1024
"""Bytes of a reserve that no export takes, four times what counts as a full disk."""


def left_for_recordings(reserve: int) -> int:
    """
    What of a disk's reserve (bytes) an export leaves: a quarter.

    Retention keeps a full disk just above its reserve, so an export that left all of it could never be made; what it
    takes, retention gives back within minutes.
    """
    return max(reserve // 4, min(reserve, SPARED))


@dataclass(frozen=True, slots=True)
class Piece:
    """A recorded film of the span."""

    path: str
    """On the disk."""
    starts_at: datetime
    seconds: float
    size: int
    format: str
    facts: Facts

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(seconds=self.seconds)

    @property
    def kind(self) -> tuple[object, ...]:
        """What must be the same in films that are joined."""
        facts = self.facts
        return self.format, facts.video, facts.audio, facts.width, facts.height


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a joined film is cut; None: not at all."""

    first: float | None = None
    """Where the first file is entered, in its own time."""
    last: float | None = None
    """Where the last one is left, in its own time."""
    dropped: float = 0.0
    """Seconds of the first file before that."""


def parts_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Films that can be joined, in their order."""
    parts: list[list[Piece]] = []
    for piece in pieces:
        if parts and parts[-1][-1].kind == piece.kind:
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return parts


def gaps_of(pieces: Sequence[Piece], since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Stretches of a span in which nothing was recorded."""
    gaps = []
    covered = since
    for piece in pieces:
        if piece.starts_at > covered + SEAM:
            gaps.append((covered, piece.starts_at))
        covered = max(covered, piece.ends_at)
    if until > covered + SEAM:
        gaps.append((covered, until))
    return gaps


@dataclass(frozen=True, slots=True)
class Missing:
    """A stretch that an export lacks."""

    since: datetime
    until: datetime
    note: str | None = None
    available_at: datetime | None = None
    """When it can be had, as far as that is known."""


def told(gaps: Iterable[tuple[datetime, datetime]], unclosed: Unclosed | None, now: datetime) -> list[Missing]:
    """Gaps, divided where their reason is another: what is in a file that is still open was recorded."""
    edges = {now} if unclosed is None else {unclosed.since, now}
    if unclosed is not None and unclosed.until < now - SEAM:
        edges.add(unclosed.until)
    found: list[Missing] = []
    for since, until in gaps:
        bounds = [since, *sorted(edge for edge in edges if since + SEAM < edge < until - SEAM), until]
        found += [_missing(begin, end, unclosed, now) for begin, end in pairwise(bounds)]
    return found


def _missing(begin: datetime, end: datetime, unclosed: Unclosed | None, now: datetime) -> Missing:
    middle = begin + (end - begin) / 2
    if middle >= now:
        return Missing(begin, end, "That is still to come.")
    if unclosed is not None and unclosed.since <= middle < unclosed.until:
        return Missing(begin, end, sentence_of(unclosed), unclosed.closes_at)
    return Missing(begin, end)


def sentence_of(unclosed: Unclosed) -> str:
    """From when on something is still being written, and when it can be had."""
    when = f"from about {_moment(unclosed.closes_at)} on" if unclosed.closes_at else "once that file is complete"
    return f"What was recorded since {_moment(unclosed.since)} is still being written; it can be exported {when}."


def _moment(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def extension_of(facts: Facts) -> str:
    """MP4, which everything plays, unless it cannot take what the films consist of."""
    sound = facts.audio is None or facts.audio in AUDIO_IN_MP4 | {"ac3", "eac3", "alac"}
    return "mp4" if facts.video in VIDEO_IN_MP4 and sound else "mkv"


def list_of(part: Sequence[Piece], cut: Cut) -> str:
    """The list from which ffmpeg joins them."""
    lines = ["ffconcat version 1.0"]
    for number, piece in enumerate(part):
        lines.append(f"file {_quoted(f'file:{piece.path}')}")
        if number + 1 < len(part):
            lines.append(f"duration {_until_next(piece, part[number + 1]) - (cut.dropped if number == 0 else 0):.6f}")
        if number == 0 and cut.first is not None:
            lines.append(f"inpoint {cut.first:.6f}")
        if number == len(part) - 1 and cut.last is not None:
            lines.append(f"outpoint {cut.last:.6f}")
    return "\n".join(lines) + "\n"


def _until_next(piece: Piece, following: Piece) -> float:
    """Seconds after which the next one begins; sound that is a little longer than the picture moves nothing."""
    apart = (following.starts_at - piece.starts_at).total_seconds()
    return apart if abs(apart - piece.seconds) < SEAM.total_seconds() else piece.seconds


def length_of(part: Sequence[Piece], cut: Cut, last_begin: float) -> float:
    """Seconds that a joined film must have; `last_begin` is where the last file begins in its own time."""
    apart = sum(_until_next(piece, following) for piece, following in pairwise(part))
    return apart - cut.dropped + (part[-1].seconds if cut.last is None else cut.last - last_begin)


def piece_at(part: Sequence[Piece], cut: Cut, seconds: float) -> Piece:
    """The piece at which a joined film of that length has ended."""
    ends = -cut.dropped
    for piece, following in pairwise(part):
        ends += _until_next(piece, following)
        if ends > seconds + 0.5:
            return piece
    return part[-1]


def join_arguments(
    list_path: str, target: str, facts: Facts, extension: str, *, strict: bool = True
) -> tuple[str, ...]:
    """
    Join what the list names, as it is.

    Strictly: with an error at the first thing that cannot be read. Else damage is passed over, and where a file cannot
    be read at all ffmpeg calls the film done: its length tells.
    """
    tag = ("-tag:v", "hvc1") if facts.video == HEVC and extension == "mp4" else ()
    front = ("-movflags", "+faststart", "-f", "mp4") if extension == "mp4" else ("-f", "matroska")
    return (
        "-nostdin", "-hide_banner", "-loglevel", "error", "-nostats", "-progress", "{pipe:progress}", "-y",
        *(("-xerror",) if strict else ()),
        "-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-fflags", "+genpts", "-i", f"file:{list_path}",
        "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn", "-c", "copy", *tag,
        "-avoid_negative_ts", "make_zero", *front, f"file:{target}",
    )  # fmt: skip


def name_of(words: Iterable[str], at: datetime) -> str:
    """A name of a file without its ending, such as `garage-jour_20260302T070000Z`."""
    return f"{'-'.join(safe_part(word) for word in words)}_{at:%Y%m%dT%H%M%SZ}"


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "'\\''") + "'"
