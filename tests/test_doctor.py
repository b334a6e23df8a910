"""What the doctor finds in a house that is not well, and that each finding says what to do."""

import datetime
import os
import socket
from pathlib import Path

import pytest
import trustme

from regie import doctor
from regie.doctor import Finding, examine, file_system_of
from regie.settings import compose
from tests.rigs.servers import free_port


def findings(folder: Path, **settings: object) -> dict[str, Finding]:
    """The worst of what is said about each thing."""
    found = examine(folder, compose({"server": {"host": "127.0.0.1", "port": free_port()}}, settings))
    rank = {"ok": 0, "warning": 1, "error": 2}
    return {each.about: each for each in sorted(found, key=lambda each: rank[each.verdict])}


def test_a_zone_that_is_plain_utc_is_a_warning_and_a_place_is_not(tmp_path: Path):
    assert findings(tmp_path, timezone="UTC")["time zone"].verdict == "warning"
    assert findings(tmp_path, timezone="Europe/Paris")["time zone"].verdict == "ok"


def test_an_ffmpeg_that_is_too_old_or_not_one_is_an_error_with_a_way_out(tmp_path: Path):
    old = tmp_path / "ffmpeg"
    old.write_text("#!/bin/sh\necho ffmpeg version 4.1.2\n")
    old.chmod(0o755)

    found = findings(tmp_path, ffmpeg={"path": str(old)})["ffmpeg"]

    assert found.verdict == "error" and "4.1.2" in found.sentence and found.advice


def test_a_poor_ffmpeg_is_told_by_what_it_cannot(tmp_path: Path):
    poor = tmp_path / "ffmpeg"
    poor.write_text("""#!/bin/sh
case $* in
*encoders*) printf ' ------\\n V..... mjpeg x\\n' ;;
*protocols*) printf 'Input:\\n  tcp\\nOutput:\\n' ;;
*) echo ffmpeg version 6.0 ;;
esac
""")
    poor.chmod(0o755)
    found = examine(tmp_path, compose({"ffmpeg": {"path": str(poor)}}))
    told = " ".join(each.sentence for each in found if each.about == "ffmpeg")
    assert "libx265 (re-encoding to H.265)" in told and "https (cameras by HTTPS)" in told


def test_a_port_that_another_holds_is_an_error(tmp_path: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        found = findings(tmp_path, server={"port": holder.getsockname()[1]})
    assert found["address"].verdict == "error" and "server.port" in (found["address"].advice or "")


def test_a_certificate_is_told_by_its_end(tmp_path: Path):
    authority = trustme.CA()
    for days, verdict in ((90, "ok"), (5, "warning"), (-1, "error")):
        ends = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
        authority.issue_cert("localhost", not_after=ends).private_key_and_cert_chain_pem.write_to_path(
            str(tmp_path / "pair.pem")
        )
        pair = {"enabled": True, "certPath": str(tmp_path / "pair.pem"), "keyPath": str(tmp_path / "pair.pem")}
        assert findings(tmp_path, server={"https": pair})["certificate"].verdict == verdict, days


def test_secrets_that_others_may_read_are_told_with_the_command_that_closes_them(tmp_path: Path):
    (tmp_path / "secrets").mkdir(mode=0o755)
    found = findings(tmp_path)["secrets"]
    assert found.advice == f"chmod -R go= {tmp_path / 'secrets'}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /proc/mounts")
def test_the_file_system_of_a_folder_is_the_deepest_mount_above_it(tmp_path: Path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nnas:/x {tmp_path} nfs4 rw 0 0\n")
    assert file_system_of(tmp_path / "deep", mounts) == "nfs4"
    assert file_system_of(Path("/usr"), mounts) == "ext4"


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "_zone", lambda *_: 1 / 0)
    found = examine(tmp_path, compose({}))
    assert any(each.about == "doctor" and "ZeroDivisionError" in each.sentence for each in found)
    assert any(each.about == "ffmpeg" for each in found)
