"""Runs as rows: one supervised execution of a job, or instants that nothing came of."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class Run(Table):
    """What a job did once. Rows outlive the job."""

    __tablename__ = "cam_runs"
    __table_args__ = (Index("ix_cam_runs_job_id_scheduled_at", "job_id", "scheduled_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("cam_jobs.id"))
    camera_id: Mapped[str] = mapped_column(ForeignKey("cam_cameras.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """`continuous`, `duration` or `tick`."""
    trigger: Mapped[str] = mapped_column(String(16))
    scheduled_at: Mapped[datetime]
    """The window's true start or the tick; for a start by hand, when it was asked for."""
    window_end: Mapped[datetime | None]
    """The window's true end; null: a tick, or without end."""
    started_at: Mapped[datetime | None]
    """The first process was started; null when nothing ever was."""
    first_frame_at: Mapped[datetime | None]
    """The first frame was written: minus `scheduled_at`, it is the latency of the start."""
    ended_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(16), index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    reason_code: Mapped[str | None] = mapped_column(String(32))
    waited_for: Mapped[str | None] = mapped_column(String(32))
    """What stood between its start and its first frame, as a code: `connections`, `processes`, `disk`."""
    waited_reason: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int]
    """Processes started."""
    ticks: Mapped[int]
    """Instants this row stands for: one, or the count of those missed in one outage."""
    bytes: Mapped[int] = mapped_column(BigInteger)
    files: Mapped[int]
    root: Mapped[str | None] = mapped_column(Text)
    """Where its staging folder lies, so that a crash's leftovers are found."""
    generation: Mapped[int]
    """The lease's generation under which it was started: an older holder's writes are refused."""


class Heartbeat(Table):
    """Proof that the server was there: spans of uptime, the last one growing. Gaps between them were outages."""

    __tablename__ = "cam_heartbeats"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    instance: Mapped[str] = mapped_column(String(36))
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    """Renewed every few seconds."""


class SeenStream(Table):
    """What a stream consists of, as the last look showed: a start after a crash need not look again."""

    __tablename__ = "cam_streams_seen"

    address: Mapped[str] = mapped_column(Text, primary_key=True)
    """Without credentials."""
    video: Mapped[str | None] = mapped_column(String(32))
    audio: Mapped[str | None] = mapped_column(String(32))
    """Empty: there is no sound; null: nobody knows."""
    seen_at: Mapped[datetime]
