"""
Use cases of cameras.

Adding, changing and deleting; finding the complete address of a stream; noting whether a camera answers. Who uses a
camera is asked through a protocol that the wiring fills, because jobs stand above cameras.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from regie.camcron.cameras.addresses import Address, Secrets, hosts_of, join
from regie.camcron.cameras.errors import CameraExists, CameraInUse, CameraNotFound
from regie.camcron.cameras.keyring import Keyring, gather, stays_here
from regie.camcron.cameras.models import Camera
from regie.camcron.cameras.schemas import (
    CameraAnswer,
    CameraChange,
    CameraFields,
    CameraState,
    Credentials,
    FilesGoing,
    FilesToo,
    NewCamera,
    ShownCredentials,
)
from regie.camcron.cameras.streams import parse_streams
from regie.kernel.audit.service import Audit
from regie.kernel.clock import Clock
from regie.kernel.db import Session
from regie.kernel.errors import Fault, Invalid
from regie.kernel.http.deps import Caller, MissingPermission
from regie.kernel.ids import NOBODYS, free_slug, new_id, slug_of
from regie.kernel.secrets import Redactor, Vault
from regie.kernel.sites.service import Site, Sites
from regie.kernel.wire import MASK


@dataclass(frozen=True, slots=True)
class CameraChanged:
    """A camera was added or changed, or answers otherwise than before."""

    camera_id: str
    """Its UUID."""


@dataclass(frozen=True, slots=True)
class CameraDeleted:
    """A camera is gone."""

    camera_id: str
    slug: str


class CameraUsers(Protocol):
    """Who uses a camera: filled by the wiring."""

    async def jobs_of(self, session: Session, camera_id: str) -> list[str]:
        """Slugs of its jobs."""
        ...

    async def counts(self, session: Session) -> dict[str, int]:
        """Number of jobs by camera UUID."""
        ...

    async def delete_jobs_of(self, session: Session, caller: Caller, camera_id: str, files: FilesToo) -> list[str]:
        """Forget its jobs, and their files if that is wanted; the UUIDs of the jobs."""
        ...

    async def restarting_of(self, session: Session, camera_id: str) -> list[str]:
        """Slugs of its jobs whose process is made of something else than the camera is now."""
        ...


class Archive(Protocol):
    """Where recorded files are deleted together with what recorded them: filled by the wiring."""

    async def begin(
        self, session: Session, caller: Caller, *, job_ids: Sequence[str], camera_id: str | None
    ) -> FilesGoing: ...


def may_delete_files(caller: Caller, files: FilesToo) -> None:
    """Raises `MissingPermission` for who may delete a job or a camera and not what it recorded."""
    if files == "delete" and not caller.may("files.delete"):
        raise MissingPermission("Deleting files needs the right «files.delete».", permission="files.delete")


class Cameras:
    """The use cases. Every method works inside of the caller's transaction."""

    def __init__(self, clock: Clock, vault: Vault, redactor: Redactor, sites: Sites, audit: Audit) -> None:
        self._clock = clock
        self._vault = vault
        self._redactor = redactor
        self._sites = sites
        self._audit = audit
        self.users: CameraUsers | None = None
        self.archive: Archive | None = None

    async def load_secrets(self, session: Session) -> None:
        """At start: let no log line show any stored secret."""
        for sealed in await session.scalars(select(Camera.secrets).where(Camera.secrets.is_not(None))):
            self.watch(sealed)

    async def rotate_secrets(self, session: Session) -> int:
        """Every stored secret under the newest key; how many there were."""
        rows = (await session.scalars(select(Camera).where(Camera.secrets.is_not(None)))).all()
        for camera in rows:
            camera.secrets = self.rotated(camera.secrets)
        return len(rows)

    def rotated(self, sealed: str | None) -> str | None:
        """The same secret under the newest key."""
        return self._vault.rotate(sealed) if sealed else None

    def watch(self, sealed: str | None) -> None:
        """Let no log line show what is sealed here."""
        self._watch(self._open(sealed))

    async def all(self, session: Session) -> Sequence[Camera]:
        """Living cameras, by name."""
        found = await session.scalars(select(Camera).where(Camera.deleted_at.is_(None)).order_by(Camera.name))
        return found.all()

    async def get(self, session: Session, slug: str) -> Camera:
        """A living camera by what people call it (its slug or its UUID)."""
        camera = await self.find(session, slug)
        if camera is None:
            raise CameraNotFound(slug)
        return camera

    async def find(self, session: Session, slug: str) -> Camera | None:
        """The same, or nothing."""
        found: Camera | None = await session.scalar(
            select(Camera).where((Camera.slug == slug) | (Camera.id == slug), Camera.deleted_at.is_(None))
        )
        return found

    async def by_ids(self, session: Session, ids: Iterable[str]) -> dict[str, Camera]:
        """Cameras by UUID, deleted ones too: what they recorded is still there."""
        found = await session.scalars(select(Camera).where(Camera.id.in_(list(ids))))
        return {camera.id: camera for camera in found}

    async def create(self, session: Session, caller: Caller, new: NewCamera) -> Camera:
        """Add a camera. Credentials inside of its addresses are taken out and encrypted."""
        taken = set(await session.scalars(select(Camera.slug).where(Camera.deleted_at.is_(None))))
        if new.id is not None and new.id in taken:
            raise CameraExists(new.id)
        if new.id in NOBODYS:
            raise Invalid(Fault("id", "stands for the form of a new one in the console's addresses", "another one"))
        slug = new.id or free_slug(slug_of(new.name, fallback="camera"), taken | NOBODYS)
        now = self._clock.now()
        camera = Camera(id=new_id(), slug=slug, created_at=now, tags=[], streams={}, enabled=True)
        await self._fill(session, camera, new)
        session.add(camera)
        try:
            await session.flush()
        except IntegrityError:  # somebody else was quicker, on a server with several writers
            raise CameraExists(slug) from None
        self._audit.record(session, caller, "create", "camera", camera.id, camera.name, after=self._shown(camera))
        session.tell(CameraChanged(camera.id))
        return camera

    async def change(self, session: Session, caller: Caller, slug: str, change: CameraChange) -> Camera:
        """Replace what a camera is; its id, files and history stay."""
        camera = await self.get(session, slug)
        if change.id is not None and change.id != camera.slug:
            raise Invalid(Fault("id", "cannot be changed", camera.slug))
        before = self._shown(camera)
        await self._fill(session, camera, change)
        await session.flush()
        self._audit.record(
            session, caller, "update", "camera", camera.id, camera.name, before=before, after=self._shown(camera)
        )
        session.tell(CameraChanged(camera.id))
        return camera

    async def delete(
        self, session: Session, caller: Caller, slug: str, *, cascade: bool, files: FilesToo = "keep"
    ) -> FilesGoing | None:
        """Forget a camera. What it recorded stays under its former name, or goes too, as far as it is not protected."""
        may_delete_files(caller, files)
        camera = await self.get(session, slug)
        jobs = await self.users.jobs_of(session, camera.id) if self.users else []
        if jobs and not cascade:
            raise CameraInUse(camera.slug, jobs)
        gone: list[str] = []
        if jobs and self.users:
            gone = await self.users.delete_jobs_of(session, caller, camera.id, files)
        camera.deleted_at = camera.updated_at = self._clock.now()
        camera.secrets = None
        self._audit.record(session, caller, "delete", "camera", camera.id, camera.name, before=self._shown(camera))
        session.tell(CameraDeleted(camera.id, camera.slug))
        if files == "keep" or self.archive is None:
            return None
        camera.files_deleted_by = caller.name
        return await self.archive.begin(session, caller, job_ids=gone, camera_id=camera.id)

    async def restarting(self, session: Session, camera: Camera) -> list[str]:
        """Slugs of its jobs that restart because of what was changed."""
        return await self.users.restarting_of(session, camera.id) if self.users else []

    async def at_site(self, session: Session, site_id: str) -> list[str]:
        """What of ours is at a site."""
        found = await session.scalars(select(Camera.slug).where(Camera.site_id == site_id, Camera.deleted_at.is_(None)))
        return [f"camera {slug}" for slug in found]

    async def move_remembered(self, session: Session, site_id: str, heir_id: str) -> None:
        """Deleted cameras keep their row, and with it their site."""
        await session.execute(
            update(Camera).where(Camera.site_id == site_id, Camera.deleted_at.is_not(None)).values(site_id=heir_id)
        )

    async def note_reachable(
        self, session: Session, camera_id: str, *, reachable: bool, code: str | None = None, reason: str | None = None
    ) -> None:
        """What the last attempt to read from it showed; told to everybody when it differs from before."""
        camera = await session.get(Camera, camera_id)
        if camera is None or camera.deleted_at is not None:
            return
        now = self._clock.now()
        changed = camera.reachable is not reachable or camera.reachable_code != code
        if reachable:
            camera.last_seen_at = now
        if changed:
            camera.reachable, camera.reachable_code, camera.reachable_reason = reachable, code, reason
            camera.reachable_since = camera.updated_at = now
            session.tell(CameraChanged(camera.id))

    async def propose(self, session: Session, camera_id: str, most: int) -> Camera | None:
        """A camera refused one connection more than these: the cap to accept. The camera, if that is news."""
        camera = await session.get(Camera, camera_id)
        if camera is None or camera.deleted_at is not None or camera.proposed_max_connections == most:
            return None
        camera.proposed_max_connections, camera.updated_at = most, self._clock.now()
        session.tell(CameraChanged(camera.id))
        return camera

    def keyring(self, camera: Camera) -> Keyring:
        """The camera's secrets. Never keep them, never show them."""
        return self._open(camera.secrets)

    def source(self, camera: Camera, stream: str) -> str:
        """The complete address of one of its streams."""
        return join(camera.streams[stream], self.keyring(camera).of(stream))

    def source_at(self, camera: Camera, address: Address) -> str:
        """The complete address of a place of its own; the camera's credentials only go to the camera's own hosts."""
        secrets = address.secrets
        if not secrets.username and address.host in hosts_of(camera.streams):
            known = self.keyring(camera).camera
            secrets = Secrets(known.username, known.password, secrets.query)
        return join(address.plain, secrets)

    async def site_of(self, session: Session, camera: Camera) -> Site:
        return await self._sites.by_id(session, camera.site_id)

    async def zone_of(self, session: Session, camera: Camera) -> ZoneInfo:
        """Its own zone, or its site's."""
        return ZoneInfo(camera.timezone or (await self.site_of(session, camera)).timezone)

    def seal(self, secrets: Secrets) -> str | None:
        """Encrypt the secrets of one address, and let no log show them."""
        if not secrets:
            return None
        keyring = Keyring(secrets)
        self._watch(keyring)
        return self._vault.encrypt(keyring.dumps())

    def unseal(self, sealed: str | None) -> Secrets:
        return self._open(sealed).camera

    async def answers(self, session: Session, cameras: Sequence[Camera]) -> list[CameraAnswer]:
        """Cameras as they are shown."""
        counts = await self.users.counts(session) if self.users else {}
        sites = {site.id: site.slug for site in await self._sites.all(session)}
        return [self._answer(camera, sites.get(camera.site_id, ""), counts.get(camera.id, 0)) for camera in cameras]

    async def answer(self, session: Session, camera: Camera) -> CameraAnswer:
        return (await self.answers(session, [camera]))[0]

    # -- inside --------------------------------------------------------------------------------------------------

    async def _fill(self, session: Session, camera: Camera, fields: CameraFields) -> None:
        addresses, faults = parse_streams(fields.streams)
        site = await self._sites.find(session, fields.site_id)
        if site is None:
            faults.append(Fault("siteId", f"there is no site «{fields.site_id}»"))
        if faults or site is None:
            raise Invalid(faults)
        former = self._open(camera.secrets)
        hosts = {key: Address.parse(plain).host for key, plain in camera.streams.items()}
        keyring = gather(addresses, _given(fields, former), former, hosts)
        if isinstance(fields, CameraChange) and not fields.keep_credentials:
            anew = fields.credentials is not None and fields.credentials.is_anew
            stays_here(addresses, keyring, hosts.values(), anew=anew)
        self._watch(keyring)
        camera.secrets = self._vault.encrypt(keyring.dumps()) if any(keyring.all) else None
        camera.streams = {key: address.plain for key, address in addresses.items()}
        camera.name, camera.site_id = fields.name, site.id
        camera.protocol = fields.protocol or _protocol_of(addresses)
        camera.timezone, camera.tags, camera.enabled = fields.timezone, list(fields.tags), fields.enabled
        camera.location, camera.model = fields.location, fields.model
        if fields.max_connections != camera.max_connections:
            camera.proposed_max_connections = None
        camera.max_connections, camera.relay = fields.max_connections, fields.relay
        camera.updated_at = self._clock.now()

    def _open(self, sealed: str | None) -> Keyring:
        return Keyring.loads(self._vault.decrypt(sealed)) if sealed else Keyring()

    def _watch(self, keyring: Keyring) -> None:
        for secrets in keyring.all:
            self._redactor.register(*secrets.values, user=secrets.username or None)

    def _shown(self, camera: Camera) -> dict[str, object]:
        """For the audit: everything that was set, secrets as a mask that changes when they do."""
        keyring = self._open(camera.secrets)
        fields = ("name", "streams", "protocol", "site_id", "timezone", "tags", "location", "model", "enabled",
                  "max_connections", "relay")  # fmt: skip
        shown: dict[str, object] = {name: getattr(camera, name) for name in fields}
        return shown | {
            "credentials": {"username": keyring.camera.username, "password": MASK if keyring.camera.password else ""}
        }

    def _answer(self, camera: Camera, site: str, jobs: int) -> CameraAnswer:
        keyring = self._open(camera.secrets)
        state, reason, code, since = _state(camera)
        return CameraAnswer(
            id=camera.slug,
            uid=camera.id,
            name=camera.name,
            streams=camera.streams,
            protocol=camera.protocol,
            credentials=_shown_credentials(keyring.camera),
            stream_credentials={
                key: shown for key, own in keyring.differing().items() if (shown := _shown_credentials(own))
            },
            site_id=site,
            timezone=camera.timezone,
            tags=camera.tags,
            location=camera.location,
            model=camera.model,
            enabled=camera.enabled,
            max_connections=camera.max_connections,
            relay=camera.relay,
            proposed_max_connections=camera.proposed_max_connections,
            state=state,
            reason=reason,
            reason_code=code,
            state_since=since,
            last_seen_at=camera.last_seen_at,
            jobs=jobs,
            created_at=camera.created_at,
            updated_at=camera.updated_at,
        )


def _protocol_of(addresses: dict[str, Address]) -> str:
    """What the first address speaks; `rtsps` is RTSP too."""
    return next(iter(addresses.values())).scheme.rstrip("s")


def _given(fields: CameraFields, former: Keyring) -> Secrets | None:
    """The credentials that were sent; nothing when they were left out, empty ones when they were removed."""
    if "credentials" not in fields.model_fields_set:
        return None
    sent: Credentials | None = fields.credentials
    if sent is None:
        return Secrets() if former.camera else None
    kept = "password" not in sent.model_fields_set or sent.password == MASK
    return Secrets(sent.username, former.camera.password if kept else sent.password or "")


def _shown_credentials(secrets: Secrets) -> ShownCredentials | None:
    if not (secrets.username or secrets.password):
        return None
    return ShownCredentials(username=secrets.username, password=MASK if secrets.password else None)


def _state(camera: Camera) -> tuple[CameraState, str | None, str | None, object]:
    if not camera.enabled:
        return "disabled", "The camera is switched off.", "cameraDisabled", None
    if camera.reachable is None:
        return "unknown", None, None, None
    word: CameraState = "online" if camera.reachable else "offline"
    return word, camera.reachable_reason, camera.reachable_code, camera.reachable_since
