"""
Why ffmpeg failed, in words that people understand.

A table of what ffmpeg (4.4 to 9) and its library say, the telling ones first: `Invalid data found` follows nearly
every failure and is believed last. The kind is for programs and translations, the sentence is the English one. No
sentence repeats what ffmpeg said, so no address or password can get into it.
Pure: lines in, a reason out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What went wrong, as a closed word."""

    UNAUTHORIZED = "unauthorized"
    NOT_FOUND = "notFound"
    BUSY = "busy"
    TRANSPORT = "transport"
    SERVER_ERROR = "serverError"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    DNS = "dns"
    TIMEOUT = "timeout"
    CLOSED = "closed"
    TLS = "tls"
    GARBAGE = "garbage"
    DAMAGED = "damaged"
    NO_VIDEO = "noVideo"
    DISK_FULL = "diskFull"
    READ_ONLY = "readOnly"
    OUTPUT_FOLDER = "outputFolder"
    DISK_ERROR = "diskError"
    CONTAINER = "codecContainer"
    UNKNOWN_OPTION = "unknownOption"
    UNKNOWN_CODEC = "unknownCodec"
    UNKNOWN_FORMAT = "unknownFormat"
    PROTOCOL = "protocol"
    MEMORY = "memory"
    CRASHED = "crashed"
    UNKNOWN = "unknown"

    @property
    def is_ours(self) -> bool:
        """Whether it lies on our side (disk, command, program) and tells nothing about the camera."""
        return self in _OURS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, for programs and for people."""

    kind: Kind
    sentence: str


_OURS = {
    Kind.DISK_FULL,
    Kind.READ_ONLY,
    Kind.OUTPUT_FOLDER,
    Kind.DISK_ERROR,
    Kind.CONTAINER,
    Kind.UNKNOWN_OPTION,
    Kind.UNKNOWN_CODEC,
    Kind.UNKNOWN_FORMAT,
    Kind.PROTOCOL,
    Kind.MEMORY,
    Kind.CRASHED,
    Kind.UNKNOWN,
}
_SENTENCES: dict[Kind, str] = {
    Kind.UNAUTHORIZED: "The user name or the password is refused.",
    Kind.NOT_FOUND: "There is no such stream or file at this address.",
    Kind.BUSY: "It serves as many connections as it can, or asks to come back later.",
    Kind.TRANSPORT: "It does not offer this transport: try the other of TCP and UDP.",
    Kind.SERVER_ERROR: "It answered with an error of its own.",
    Kind.REFUSED: "The connection is refused: nothing listens at this port.",
    Kind.UNREACHABLE: "The network has no way to this address.",
    Kind.DNS: "The name of the host is not known.",
    Kind.TIMEOUT: "It did not answer in time.",
    Kind.CLOSED: "It closed the connection.",
    Kind.TLS: "The secured connection could not be established.",
    Kind.GARBAGE: "What came is no video that could be understood, or nothing came.",
    Kind.DAMAGED: "The file is damaged or was never finished.",
    Kind.NO_VIDEO: "There is no video in it.",
    Kind.DISK_FULL: "There is no space left on the disk.",
    Kind.READ_ONLY: "The disk can only be read.",
    Kind.OUTPUT_FOLDER: "The folder to write into is not there, or may not be written.",
    Kind.DISK_ERROR: "The disk reports an error.",
    Kind.CONTAINER: "The container cannot hold this codec.",
    Kind.UNKNOWN_OPTION: "ffmpeg does not know one of its options, or not this value of it.",
    Kind.UNKNOWN_CODEC: "This ffmpeg lacks the codec.",
    Kind.UNKNOWN_FORMAT: "ffmpeg does not know this format of file.",
    Kind.PROTOCOL: "This ffmpeg does not speak this protocol, or is not allowed to.",
    Kind.MEMORY: "There is not enough memory.",
    Kind.CRASHED: "The program crashed on what it read.",
    Kind.UNKNOWN: "ffmpeg ended without telling a reason.",
}

_TABLE: tuple[tuple[Kind, str], ...] = (
    # What the other end says in so many words.
    (Kind.UNAUTHORIZED, r"failed: 40[13]\b|HTTP error 40[13]\b|returned 40[13]\b|authorization failed"),
    (Kind.NOT_FOUND, r"failed: (404|410|454)\b|HTTP error (404|410)\b|returned 404\b|NetStream\.Play\.StreamNotFound"),
    (Kind.BUSY, r"failed: (453|503|429)\b|HTTP error (429|503)\b|returned 429\b|Not Enough Bandwidth"),
    (Kind.TRANSPORT, r"failed: 461\b|Unsupported transport|Nonmatching transport in server reply"),
    (Kind.SERVER_ERROR, r"failed: 5\d\d\b|HTTP error 5\d\d\b|Server returned 5XX"),
    # Our own side: the disk before the network, since a failed write may close connections too.
    (Kind.DISK_FULL, r"No space left on device|Disk quota exceeded|File too large"),
    (Kind.READ_ONLY, r"Read-only file system"),
    (Kind.OUTPUT_FOLDER, r"Failed to open segment '|Error opening output .*: (No such file|Permission denied)"),
    (
        Kind.DISK_ERROR,
        r"(Error (writing|muxing|closing|opening output)|av_interleaved_write_frame).*Input/output error",
    ),
    (Kind.MEMORY, r"Cannot allocate memory|Out of memory|std::bad_alloc"),
    (Kind.CONTAINER, r"not currently supported in container|Could not find tag for codec|[Oo]nly .* supported for "),
    (Kind.CONTAINER, r"muxer supports only|codec .*not supported in"),
    (Kind.UNKNOWN_CODEC, r"Unknown (encoder|decoder)|(Encoder|Decoder) (.* )?not found"),
    (Kind.UNKNOWN_OPTION, r"Unrecognized option|Option (.* )?not found|Undefined constant or missing"),
    (Kind.UNKNOWN_FORMAT, r"(suitable|choose an) output format|Unknown (in|out)put format|Requested output format"),
    (Kind.PROTOCOL, r"not on whitelist|blacklist|Protocol not found"),
    (Kind.NO_VIDEO, r"matches no streams|does not contain any stream"),
    # The network.
    (Kind.DNS, r"Failed to resolve hostname|Name or service not known|nodename nor servname|Temporary failure in name"),
    (Kind.REFUSED, r"Connection refused|Error number -10061\b"),
    (Kind.UNREACHABLE, r"No route to host|Network is unreachable|Host is (down|unreachable)|Error number -1006[45]\b"),
    (Kind.TIMEOUT, r"timed out|Timeout|Error number -10060\b|Immediate exit requested"),
    (Kind.TLS, r"\[tls @|\btls @|SSL routines|TLS fatal|certificate verif|TLS handshake"),
    (Kind.TRANSPORT, r"Protocol not supported"),
    (Kind.NOT_FOUND, r"No such file or directory"),
    (Kind.OUTPUT_FOLDER, r"Permission denied"),
    (Kind.DAMAGED, r"moov atom not found|EBML header parsing failed|Truncat|partial file"),
    (Kind.GARBAGE, r"CSeq \d+ expected, \d+ received"),
    (Kind.CLOSED, r"Connection reset|Broken pipe|End of file|Stream ends prematurely|Cannot read RTMP handshake"),
    (Kind.BUSY, r"returned 4XX"),
    (Kind.GARBAGE, r"Invalid data found|[Cc]ould not find codec parameters|Input/output error"),
    (Kind.UNKNOWN_OPTION, r"Invalid argument|Error parsing options|Error splitting the argument list"),
)
_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in _TABLE)
_ADDRESS = re.compile(r"\b\w+://\S*[^\s:.,]")
"""Left out before the table is asked: what people put into an address is not what ffmpeg says."""
_LEVEL = re.compile(r"^(?:\[[^\]]* @ [^\]]*\] )?\[(\w+)\] ")
_LEVELS = {
    "panic": "error",
    "fatal": "error",
    "error": "error",
    "warning": "warning",
    "verbose": "debug",
    "trace": "debug",
}


def reason(kind: Kind) -> Reason:
    """The reason of that kind with its sentence."""
    return Reason(kind, _SENTENCES[kind])


def find_reason(lines: Iterable[str]) -> Reason | None:
    """What the last lines of a failed ffmpeg mean, or an error of its library; None if they tell nothing."""
    text = _ADDRESS.sub("", "\n".join(lines))
    for kind, pattern in _RULES:
        if pattern.search(text):
            return reason(kind)
    return None


def reason_of(lines: Iterable[str]) -> Reason:
    """The same, and `unknown` when they tell nothing."""
    return find_reason(lines) or reason(Kind.UNKNOWN)


def level_of(line: str) -> str:
    """The level of a line written under `-loglevel level+…`: debug, info, warning or error."""
    found = _LEVEL.match(line)
    return _LEVELS.get(found[1], "debug" if found[1] == "debug" else "info") if found else "info"
