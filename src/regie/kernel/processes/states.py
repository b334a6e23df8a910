"""
The life of one supervised work, in six words.

Each arrow carries the sentence that explains it; the supervisor refuses to walk where there is no arrow, and
`docs/process-states.md` shows this very table. A work that has given up is still `retrying`, only slower: what says
so is `gave_up` beside the state, because giving up changes who is told, not what happens.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a supervised work stands."""

    STARTING = "starting"
    RUNNING = "running"
    STALLED = "stalled"
    STOPPING = "stopping"
    RETRYING = "retrying"
    ENDED = "ended"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]

    @property
    def has_process(self) -> bool:
        """Whether a process may exist in this state."""
        return self in {State.STARTING, State.RUNNING, State.STALLED, State.STOPPING}


SENTENCES: dict[State, str] = {
    State.STARTING: "The process is being prepared or started; nothing has come out of it yet.",
    State.RUNNING: "It delivers: the last beat is younger than the stall limit.",
    State.STALLED: "It is alive and delivers nothing; it is being ended, to be tried again.",
    State.STOPPING: "Somebody asked for its end; it is being ended by the ladder.",
    State.RETRYING: "It failed; the next try has its time.",
    State.ENDED: "It is over and will not be tried again; the outcome says how it went.",
}

ARROWS: dict[tuple[State, State], str] = {
    (State.STARTING, State.RUNNING): "The first beat came.",
    (State.STARTING, State.STALLED): "No first beat within the time allowed for a start.",
    (State.STARTING, State.RETRYING): "It could not be started, or ended, in a way that deserves another try.",
    (State.STARTING, State.STOPPING): "A stop was asked for while it started.",
    (
        State.STARTING,
        State.ENDED,
    ): "It succeeded before any beat, or failed for good, or there was nothing to stop yet.",
    (State.RUNNING, State.STALLED): "No beat for as long as the stall limit.",
    (State.RUNNING, State.RETRYING): "It ended too early, or its output could not be read.",
    (State.RUNNING, State.STOPPING): "A stop was asked for.",
    (State.RUNNING, State.ENDED): "It succeeded, or failed for good.",
    (State.STALLED, State.RETRYING): "The ladder ended it.",
    (State.STALLED, State.STOPPING): "A stop was asked for while the ladder ended it.",
    (State.STALLED, State.ENDED): "The ladder ended it, and no further try is allowed.",
    (State.STOPPING, State.ENDED): "It is gone.",
    (State.RETRYING, State.STARTING): "The time of the next try came, or a nudge.",
    (State.RETRYING, State.ENDED): "A stop was asked for between two tries.",
}


def may_go(source: State, target: State) -> bool:
    """Whether there is an arrow."""
    return (source, target) in ARROWS


def table() -> str:
    """States and arrows as Markdown, for the documentation."""
    states = [f"| `{state}` | {state.sentence} |" for state in State]
    arrows = [f"| `{source}` | `{target}` | {why} |" for (source, target), why in ARROWS.items()]
    return "\n".join(
        ["| state | meaning |", "| --- | --- |", *states, "", "| from | to | when |", "| --- | --- | --- |", *arrows]
    )
