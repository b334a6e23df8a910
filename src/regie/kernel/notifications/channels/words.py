"""
What messages say to people, in English and French. Pure.

An event carries its English sentence; in French the known kinds have their own, and what only the English one tells
follows it as a detail.
"""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from regie.kernel.notifications.channels.message import Language, Message
from regie.kernel.notifications.schemas import EventAnswer
from regie.kernel.wire import iso

TITLES: dict[str, tuple[str, str]] = {
    "cameraOffline": ("Camera offline", "Caméra hors ligne"),
    "cameraOnline": ("Camera back", "Caméra de retour"),
    "cameraChanged": ("Camera changed", "Caméra changée"),
    "jobFailed": ("Job failed", "Job en échec"),
    "jobRecovered": ("Job recovered", "Job rétabli"),
    "jobRestarted": ("Job restarted", "Job redémarré"),
    "diskLow": ("Low disk space", "Espace disque faible"),
    "diskRecovered": ("Disk space recovered", "Espace disque rétabli"),
    "retentionApplied": ("Retention applied", "Rétention appliquée"),
    "retentionEarly": ("Deleted earlier than promised", "Supprimé plus tôt que promis"),
    "motion": ("Motion", "Mouvement"),
    "rootLost": ("Recording folder lost", "Dossier d’enregistrement perdu"),
    "rootBack": ("Recording folder back", "Dossier d’enregistrement de retour"),
    "exportReady": ("Export ready", "Export prêt"),
    "timelapseReady": ("Timelapse ready", "Timelapse prêt"),
    "serverStarted": ("Server started", "Serveur démarré"),
    "channelFailed": ("Notifications do not arrive", "Les notifications n’arrivent pas"),
    "channelRecovered": ("Notifications arrive again", "Les notifications arrivent de nouveau"),
}
TEST = (
    ("Test", "This is a test of the channel: it works."),
    ("Test", "Ceci est un essai du canal : il fonctionne."),
)


def _of(pair: tuple[str, str], language: Language) -> str:
    return pair[1] if language == "fr" else pair[0]


def title(event: EventAnswer, language: Language) -> str:
    """The kind, and whom it is about."""
    kind = _of(TITLES.get(event.kind, (event.kind, event.kind)), language)
    whom = " · ".join(name for name in (event.camera_name, event.job_name) if name)
    return f"{kind}: {whom}" if whom and language == "en" else f"{kind} : {whom}" if whom else kind


def subject(message: Message) -> str:
    """One line."""
    if not message.events:
        return f"Régie: {TEST[0][0]}" if message.language == "en" else f"Régie : {TEST[1][0]}"
    if len(message.events) == 1:
        return title(message.events[0], message.language)
    alerts = sum(event.level == "alert" for event in message.events)
    if message.language == "fr":
        return f"Régie : {len(message.events)} événements" + (f", dont {_alertes(alerts)}" if alerts else "")
    counted = f", {alerts} alert{'s' if alerts > 1 else ''}" if alerts else ""
    return f"Régie: {len(message.events)} events{counted}"


def _alertes(count: int) -> str:
    return f"{count} alerte{'s' if count > 1 else ''}"


def instant(event: EventAnswer) -> str:
    """When it began: a motion is told with its clip, some time after it."""
    began = event.data.get("startedAt")
    return began if isinstance(began, str) else iso(event.at)


def link(event: EventAnswer, public_url: str) -> str | None:
    """The page that shows this instant; nothing while nobody said where people reach the server."""
    if not public_url:
        return None
    if event.camera_id is not None:
        return f"{public_url}/timeline?camera={quote(event.camera_id)}&at={quote(instant(event))}"
    if event.job_id is not None:
        return f"{public_url}/jobs/{quote(event.job_id)}"
    return f"{public_url}/"


def _ended(event: EventAnswer, language: Language) -> str | None:
    if event.level != "alert" or event.ended_at is None:
        return None
    return f"{'Terminé' if language == 'fr' else 'Over'}: {iso(event.ended_at)}"


def _lines(event: EventAnswer, message: Message) -> Iterator[str]:
    yield event.text
    yield instant(event)
    if ended := _ended(event, message.language):
        yield ended


def plain(message: Message) -> str:
    """The whole message as text."""
    if not message.events:
        return _of((TEST[0][1], TEST[1][1]), message.language)
    parts = []
    for event in message.events:
        lines = [title(event, message.language), *_lines(event, message)]
        if address := link(event, message.public_url):
            lines.append(address)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def html(message: Message, picture: str | None = None) -> str:
    """The same as simple HTML; `picture` is the address of the one that comes along."""
    if not message.events:
        return f"<p>{escape(plain(message))}</p>"
    parts = []
    for event in message.events:
        address = link(event, message.public_url)
        heading = escape(title(event, message.language))
        heading = f'<a href="{escape(address)}">{heading}</a>' if address else heading
        lines = "<br>".join(escape(line) for line in _lines(event, message))
        parts.append(f"<h3>{heading}</h3><p>{lines}</p>")
    shown = f'<p><img src="{escape(picture)}" alt="" width="320"></p>' if picture else ""
    return "\n".join([*parts, shown])
