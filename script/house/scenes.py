"""
More cameras for the pictures: the demonstration has one, and a wall of one shows little.

They are real RTSP cameras of the test rigs, which play parts of the demonstration's own scene; one of them does not
answer, so that something is wrong.
"""

import subprocess
from pathlib import Path

from regie.kernel.ffmpeg.binary import embedded
from tests.rigs.rtsp import RelayCam
from tests.serving import Api

SCENE = Path("camera", "street-1.mp4")
CAMERAS = (
    ("parvis", "Parvis", "Entrance", "crop=640:360:0:336"),
    ("livraisons", "Livraisons", "Back yard", "crop=640:360:640:336,hflip,hue=s=0.85"),
    ("toits", "Toits", "Roof", "crop=960:540:160:20,scale=640:360,eq=saturation=1.15"),
    ("parking", "Parking", "Level 0", "crop=800:450:300:270,scale=640:360,hue=h=18:s=0.7"),
    ("atelier", "Atelier", "Workshop", "crop=800:450:200:200,scale=640:360,hue=s=0,eq=contrast=1.25:brightness=-0.08"),
)
"""Slug, name, place, and what of the scene it shows."""
AWAY = ("portail", "Portail", "Gate", "rtsp://127.0.0.1:9/stream1")
HOURS = {
    "cron": "0 8,14 * * 1-5",
    "cronStop": "0 12,18 * * 1-5",
    "triggerType": "continuous",
    "period": {"startDate": "--09-01", "endDate": "--07-14"},
}
OFFICE = "atelier-ouvert"
"""The job whose week is shown: two windows on each working day but those of the summer."""


def loops(demonstration: Path) -> dict[str, Path]:
    """What each camera plays, cut out of the demonstration's scene; some seconds of one core."""
    made = {}
    for slug, _, _, part in CAMERAS:
        made[slug] = demonstration / "camera" / f"{slug}.mkv"
        command = [str(embedded()), "-nostdin", "-v", "error", "-y", "-i", str(demonstration / SCENE), "-an"]
        command += ["-vf", f"{part},fps=10", "-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-g", "20"]
        subprocess.run([*command, "-bf", "0", "-pix_fmt", "yuv420p", str(made[slug])], check=True, timeout=120)
    return made


def furnish(api: Api, rig: RelayCam) -> None:
    """The cameras with their jobs, as somebody would make them."""
    for slug, name, place, _ in CAMERAS:
        api.camera(name, rig.url(slug), id=slug, location=place, tags=["demo"])
        api("POST", f"/api/cameras/{slug}/test")
        if slug != "atelier":
            _job(api, slug, f"{name}, around the clock", schedule={"triggerType": "continuous"})
    _job(api, "atelier", "Atelier, working hours", id=OFFICE, schedule=HOURS)
    api.job("parking", "Parking, what moves", "detect_motion", schedule={"triggerType": "continuous"})
    api.job("toits", "Toits, the sky", "snapshot", schedule={"cron": "* * * * *", "triggerType": "oneshot"})
    slug, name, place, address = AWAY
    api.camera(name, address, id=slug, location=place, tags=["demo"])
    _job(api, slug, f"{name}, around the clock", schedule={"triggerType": "continuous"})


def _job(api: Api, camera: str, name: str, **more: object) -> None:
    kept = {"output": {"format": "mp4", "segmentDuration": 30}, "retention": {"maxDays": 14}}
    api.job(camera, name, **(kept | more))
