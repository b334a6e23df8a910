"""What arrives in a mailbox, and what a server's refusals are made of. A real SMTP server, with STARTTLS and TLS."""

from html import escape
from pathlib import Path
from typing import Any

import pytest

from regie.kernel.notifications.channels.fields import EmailFields
from regie.kernel.notifications.channels.mail import Mail
from regie.kernel.notifications.channels.message import Message, Outcome
from tests.kernel.notifications.making import a_message, an_event
from tests.rigs.receivers import Authority, PostOffice, authority, post_office
from tests.rigs.servers import free_port

JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


@pytest.fixture
def own(tmp_path: Path) -> Authority:
    return authority(tmp_path)


async def mail(office: PostOffice | int, message: Message | None = None, **more: Any) -> Outcome:
    port = office if isinstance(office, int) else office.port
    fields = {"host": "127.0.0.1", "port": port, "to": ["ana@example.com"]} | more
    return await Mail(EmailFields.model_validate(fields)).send(message or a_message())


async def test_a_mail_has_text_html_the_picture_and_a_link_to_the_instant(own: Authority):
    event = an_event("motion", text="Something moves <there>.", file_id="f-1")
    message = a_message(event, picture=JPEG, public_url="https://cameras.example")
    with post_office(own.server, passwords={"regie": "s3cret"}) as office:
        outcome = await mail(
            office, message, user="regie", **{"pass": "s3cret", "from": "regie@example.com"}, caFile=own.ca_file,
            to=["ana@example.com", "bob@example.com"],
        )  # fmt: skip

    assert outcome == Outcome(True, "250", "The server answered Taken.")
    assert (office.signed_in, office.over_tls) == (["regie"], [True])
    (got,) = office.got
    assert (got["from"], got["to"]) == ("regie@example.com", "ana@example.com, bob@example.com")
    assert (got["subject"], got["message-id"]) == ("Motion: Gate", "<m-1@example.com>")
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None and html is not None
    assert text.get_content().splitlines()[1:3] == ["Something moves <there>.", "2026-03-02T07:14:09.120Z"]
    link = "https://cameras.example/timeline?camera=gate&at=2026-03-02T07%3A14%3A09.120Z"
    assert link in text.get_content() and f'<a href="{escape(link)}">' in html.get_content()
    assert "Something moves &lt;there&gt;." in html.get_content()
    (picture,) = got.iter_attachments()
    assert (picture.get_content_type(), picture.get_content()) == ("image/jpeg", JPEG)
    assert f"cid:{picture['content-id'][1:-1]}" in html.get_content()


async def test_in_french_everything_is_french(own: Authority):
    events = [an_event(), an_event("jobFailed", job_name="Portail de jour"), an_event("jobRestarted", level="activity")]
    with post_office() as office:
        assert (await mail(office, a_message(*events, language="fr"))).ok
        assert (await mail(office, Message("t", (), "fr"))).ok

    several, trial = office.got
    assert several["subject"] == "Régie : 3 événements, dont 2 alertes"
    body = several.get_body(("plain",))
    assert body is not None and "Job en échec : Gate · Portail de jour" in body.get_content()
    assert trial.get_body(("plain",)).get_content().strip() == "Ceci est un essai du canal : il fonctionne."


async def test_tls_from_the_start_is_spoken_when_asked_for(own: Authority):
    with post_office(own.server, implicit=True) as office:
        assert (await mail(office, security="tls", caFile=own.ca_file)).ok
        outcome = await mail(office, security="tls")
    assert office.over_tls == [True]
    assert (outcome.ok, "certificate" in outcome.sentence) == (False, True), outcome


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_password_never_travels_in_the_clear_unless_somebody_says_so():
    with post_office(passwords={"regie": "s3cret"}) as office:
        refused = await mail(office, user="regie", **{"pass": "s3cret"})
        assert (refused.ok, office.signed_in) == (False, [])
        assert "STARTTLS" in refused.sentence
        assert (await mail(office, user="regie", security="none", **{"pass": "s3cret"})).ok
    assert office.signed_in == ["regie"]


async def test_a_server_of_ones_own_without_tls_and_password_will_do():
    with post_office() as office:
        assert (await mail(office)).ok
        assert not (await mail(office, security="starttls")).ok
    assert len(office.got) == 1


async def test_a_wrong_password_is_tried_again_because_somebody_may_mend_it(own: Authority):
    with post_office(own.server, passwords={"regie": "s3cret"}) as office:
        outcome = await mail(office, user="regie", caFile=own.ca_file, **{"pass": "other"})
    assert (outcome.ok, outcome.code, outcome.is_final, office.got) == (False, "535", False, [])


async def test_recipients_that_are_refused_for_good_end_it_and_one_that_is_taken_makes_it_good():
    with post_office() as office:
        office.refuse = {"ana@example.com": "550 nobody here"}
        final = await mail(office)
        office.refuse = {"ana@example.com": "450 later"}
        later = await mail(office)
        partly = await mail(office, to=["ana@example.com", "bob@example.com"])

    assert (final.ok, final.code, final.is_final) == (False, "550", True)
    assert "ana@example.com: 550 nobody here" in final.sentence
    assert (later.ok, later.code, later.is_final) == (False, "450", False)
    assert partly.ok and "not for ana@example.com: 450 later" in partly.sentence
    assert len(office.got) == 1


async def test_nobody_there_is_told_in_words():
    port = free_port()
    outcome = await mail(port)
    assert (outcome.ok, outcome.code, outcome.is_final) == (False, "unreachable", False)
    assert outcome.sentence.startswith(f"127.0.0.1:{port}: ")
