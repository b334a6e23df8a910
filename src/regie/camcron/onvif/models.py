"""What is known of cameras as ONVIF devices."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from regie.kernel.db import Table


class CameraDevice(Table):
    """A camera that answered as a device: where, what it is, what it offers."""

    __tablename__ = "cam_camera_devices"

    camera_id: Mapped[str] = mapped_column(ForeignKey("cam_cameras.id"), primary_key=True)
    host: Mapped[str] = mapped_column(String(200))
    port: Mapped[int]
    """Of its SOAP services, not of its streams."""
    endpoint: Mapped[str | None] = mapped_column(String(200))
    """Its name in WS-Discovery, the same at whatever address; known once it has been discovered."""
    manufacturer: Mapped[str | None] = mapped_column(String(200))
    model: Mapped[str | None] = mapped_column(String(200))
    firmware: Mapped[str | None] = mapped_column(String(200))
    serial: Mapped[str | None] = mapped_column(String(200))
    hardware_id: Mapped[str | None] = mapped_column(String(200))
    macs: Mapped[list[str]] = mapped_column(JSON)
    profile: Mapped[str | None] = mapped_column(String(100))
    """The media profile that is moved."""
    ptz: Mapped[bool]
    events: Mapped[bool]
    looked_at: Mapped[datetime]
    seen_host: Mapped[str | None] = mapped_column(String(200))
    """Another address at which discovery met it; null when its own is right."""
    seen_port: Mapped[int | None]
    seen_at: Mapped[datetime | None]
