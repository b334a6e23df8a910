"""
A camera as cameras are: GStreamer's RTSP server with a live encoder, over TCP and UDP.

Runs as a program with Debian's own Python (`/usr/bin/python3 gstcam.py '{"port": …}'`), since only that one has `gi`.
Each client has an encoder of its own (4 % of a core): shared media of gst-rtsp-server gets stuck now and then when the
last client leaves while others come. Paths: `/main` H.264 + AAC, `/sub` H.264 small, `/h265` H.265 + G.711 A-law,
`/black` a still black scene.
"""

import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

AAC = "audiotestsrc is-live=true wave=ticks ! audio/x-raw,rate=16000,channels=1 ! voaacenc ! rtpmp4gpay name=pay1 pt=97"
PCMA = "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8"
H264 = "x264enc tune=zerolatency speed-preset=ultrafast bitrate={kbps} key-int-max=15 ! rtph264pay name=pay0 pt=96"
H265 = "x265enc tune=zerolatency speed-preset=ultrafast bitrate={kbps} key-int-max=15 ! rtph265pay name=pay0 pt=96"


def picture(pattern: str, width: int, height: int) -> str:
    form = f"video/x-raw,format=I420,width={width},height={height},framerate=15/1"
    return f"videotestsrc is-live=true pattern={pattern} ! {form} ! timeoverlay"


MOUNTS = {
    "/main": f"( {picture('ball', 640, 360)} ! {H264.format(kbps=800)} config-interval=1 {AAC} )",
    "/sub": f"( {picture('smpte', 320, 180)} ! {H264.format(kbps=200)} config-interval=1 )",
    "/h265": f"( {picture('ball', 320, 180)} ! {H265.format(kbps=200)} config-interval=1 {PCMA} )",
    "/black": f"( {picture('black', 320, 180)} ! {H264.format(kbps=100)} config-interval=1 )",
}


def authentication(kind: str, username: str, password: str) -> "GstRtspServer.RTSPAuth":
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "user")
    if kind == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(username, password, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(username, password), token)
    return auth


def limit_clients(server: "GstRtspServer.RTSPServer", limit: int) -> None:
    """More clients than that are told 453, until one leaves."""
    served = set()

    def admit(client: object, _context: object) -> "GstRtsp.RTSPStatusCode":
        if client not in served and len(served) >= limit:
            return GstRtsp.RTSPStatusCode(453)
        served.add(client)
        return GstRtsp.RTSPStatusCode.OK

    def connected(_server: object, client: "GstRtspServer.RTSPClient") -> None:
        client.connect("pre-setup-request", admit)
        client.connect("closed", served.discard)

    server.connect("client-connected", connected)


def main(asked: dict) -> None:
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address(asked.get("host", "127.0.0.1"))
    server.set_service(str(asked["port"]))
    if asked.get("auth"):
        server.set_auth(authentication(asked["auth"], asked["username"], asked["password"]))
    role = "user,media.factory.access=(boolean)true,media.factory.construct=(boolean)true"
    for path, launch in MOUNTS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_shared(False)
        factory.set_launch(launch)
        if asked.get("auth"):
            factory.add_role_from_structure(Gst.Structure.new_from_string(role))
        server.get_mount_points().add_factory(path, factory)
    if asked.get("max"):
        limit_clients(server, asked["max"])
    server.attach(None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
