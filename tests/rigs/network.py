"""
Another place of the network: a namespace of its own behind a cable, where a camera can stand.

`with Elsewhere() as place:` lays the cable; what is started with the words `place.inside` is reached at `place.address`
only. The cable can lose packets and be pulled. It needs root, network namespaces and a firewall (nftables); a machine
that gives none skips the test and says so.
"""

import os
import subprocess
from types import TracebackType
from typing import Self

from tests import needs


class Elsewhere:
    """A namespace, and the pair of ends that joins it to this one."""

    def __init__(self) -> None:
        needs.root("to make a place of the network of its own")
        self._ip = needs.program("ip", debian="iproute2")
        self._nft = needs.program("nft", debian="nftables")
        number = os.getpid() % 65_536
        self.name, self._here, self._there = f"elsewhere-{number}", f"vh{number}", f"vt{number}"
        net = f"10.{64 + number // 256 % 128}.{number % 256}"
        self.address, self._mine = f"{net}.2", f"{net}.1"
        self.inside = (self._ip, "netns", "exec", self.name)
        """The words before a command that shall run there."""

    def __enter__(self) -> Self:
        made = subprocess.run([self._ip, "netns", "add", self.name], capture_output=True, text=True)
        if made.returncode:
            needs.cannot_run(f"no network namespaces: {made.stderr.strip()}")
        try:
            self._lay()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self._remove()

    def lose(self, percent: int) -> None:
        """Of the packets that leave it, of every kind; 0: none any more."""
        self._run(*self.inside, self._nft, "flush ruleset")
        if percent:
            rules = "table inet rig { chain out { type filter hook output priority 0; policy accept; "
            rules += f"numgen random mod 100 < {percent} counter drop; }}; }}"
            tried = subprocess.run([*self.inside, self._nft, rules], capture_output=True, text=True)
            if tried.returncode:
                needs.cannot_run(f"no firewall that loses packets: {tried.stderr.strip()}")

    def lost(self) -> int:
        """How many packets were lost so far, since `lose` was called."""
        words = self._run(*self.inside, self._nft, "list ruleset").split()
        return int(words[words.index("packets") + 1])

    def pull(self) -> None:
        """The cable is out."""
        self._run(self._ip, "-n", self.name, "link", "set", self._there, "down")

    def plug(self) -> None:
        """It is in again."""
        self._run(self._ip, "-n", self.name, "link", "set", self._there, "up")

    def _lay(self) -> None:
        name, here, there = self.name, self._here, self._there
        self._run(self._ip, "link", "add", here, "type", "veth", "peer", "name", there, "netns", name)
        self._run(self._ip, "addr", "add", f"{self._mine}/24", "dev", here)
        self._run(self._ip, "link", "set", here, "up")
        self._run(self._ip, "-n", name, "addr", "add", f"{self.address}/24", "dev", there)
        self._run(self._ip, "-n", name, "link", "set", there, "up")
        self._run(self._ip, "-n", name, "link", "set", "lo", "up")

    def _remove(self) -> None:
        for words in (("link", "del", self._here), ("netns", "del", self.name)):
            subprocess.run([self._ip, *words], capture_output=True)

    @staticmethod
    def _run(*words: str) -> str:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout
