"""The second media service of the ONVIF rig: the profiles of the first one, and `P3` in H.265, which only it tells."""

from tests.rigs.soap import Refused, text


class Media2:
    """Its operations, as strict as devices are."""

    main = sub = snapshot = newer = ""
    ptz = True

    def _Media2_GetProfiles(self, request: str) -> str:
        if text(request, "Type") != "All":
            raise Refused("ter:InvalidArgs")  # without it a device tells names and no configurations
        ptz = '<tr2:PTZ token="ptz"><tt:Name>ptz</tt:Name><tt:UseCount>1</tt:UseCount></tr2:PTZ>' if self.ptz else ""
        made = [("P3", "newStream", "H265", 1280, 720), ("P1", "mainStream", "H264", 640, 360)]
        made += [("P2", "subStream", "H264", 320, 180)] * bool(self.sub)
        told = "".join(
            f'<tr2:Profiles token="{token}" fixed="true"><tr2:Name>{name}</tr2:Name><tr2:Configurations>'
            f'<tr2:VideoEncoder token="v{token}" GovLength="15" Profile="Main"><tt:Name>v</tt:Name>'
            f"<tt:UseCount>1</tt:UseCount><tt:Encoding>{encoding}</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width>"
            f'<tt:Height>{height}</tt:Height></tt:Resolution><tt:RateControl ConstantBitRate="false">'
            "<tt:FrameRateLimit>12.5</tt:FrameRateLimit><tt:BitrateLimit>900</tt:BitrateLimit></tt:RateControl>"
            '<tt:Quality>4</tt:Quality></tr2:VideoEncoder><tr2:AudioEncoder token="a"><tt:Name>a</tt:Name>'
            "<tt:UseCount>1</tt:UseCount><tt:Encoding>MP4A-LATM</tt:Encoding><tt:Bitrate>32</tt:Bitrate>"
            f"<tt:SampleRate>16</tt:SampleRate></tr2:AudioEncoder>{ptz}</tr2:Configurations></tr2:Profiles>"
            for token, name, encoding, width, height in made
        )
        return f"<tr2:GetProfilesResponse>{told}</tr2:GetProfilesResponse>"

    def _Media2_GetStreamUri(self, request: str) -> str:
        if text(request, "Protocol") != "RtspUnicast":
            raise Refused("ter:InvalidArgs")  # older devices know no other word
        return self._newer_uri("GetStreamUri", request, {"P1": self.main, "P2": self.sub, "P3": self.newer})

    def _Media2_GetSnapshotUri(self, request: str) -> str:
        return self._newer_uri("GetSnapshotUri", request, dict.fromkeys(("P1", "P2", "P3"), self.snapshot))

    def _newer_uri(self, operation: str, request: str, known: dict[str, str]) -> str:
        uri = known.get(text(request, "ProfileToken"))
        if not uri:
            raise Refused("ter:NoProfile")
        return f"<tr2:{operation}Response><tr2:Uri>{uri}</tr2:Uri></tr2:{operation}Response>"
