"""
A mail by SMTP: text and simple HTML, the picture of the event attached, a link to its instant.

A password never travels in the clear unless `security` says `none`. What a server refuses for good (5xx about the
sender, the recipients or the content) is not tried again; a wrong password is, because somebody may mend it meanwhile.
"""

import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from regie.kernel.notifications.channels import words
from regie.kernel.notifications.channels.fields import EmailFields
from regie.kernel.notifications.channels.message import Message, Outcome
from regie.kernel.notifications.channels.tls import trust

SECONDS = 20.0
"""For each answer of the server."""
TLS_PORT = 465
SIGN_IN = (530, 534, 535, 538)


class Mail:
    """Sends by one server."""

    def __init__(self, fields: EmailFields) -> None:
        self._fields = fields

    async def send(self, message: Message) -> Outcome:
        import aiosmtplib

        fields = self._fields
        try:
            refused, said = await aiosmtplib.send(
                composed(fields, message),
                hostname=fields.host,
                port=fields.port,
                username=fields.user or None,
                password=(fields.password or "") if fields.user else None,
                timeout=SECONDS,
                tls_context=await trust(fields.ca_file),
                use_tls=fields.security == "tls" or (fields.security == "auto" and fields.port == TLS_PORT),
                start_tls=_start_tls(fields),
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            told = "; ".join(f"{each.recipient}: {each.code} {each.message}" for each in error.recipients)
            final = all(each.code >= 500 for each in error.recipients)
            return Outcome(False, str(error.recipients[0].code), f"Every recipient was refused: {told}.", final)
        except aiosmtplib.SMTPResponseException as error:
            final = error.code >= 500 and error.code not in SIGN_IN
            return Outcome(False, str(error.code), f"The server answered {error.code} {error.message}.", final)
        except aiosmtplib.SMTPTimeoutError:
            return Outcome(False, "timeout", f"{fields.host}:{fields.port} did not answer within {SECONDS:g} s.")
        except aiosmtplib.SMTPException as error:
            return Outcome(False, "unreachable", f"{fields.host}:{fields.port}: {_cause(error)}.")
        except (OSError, ValueError) as error:
            return Outcome(False, "settings", f"It cannot be sent: {str(error).rstrip('.')}.")
        if refused:
            told = "; ".join(f"{address}: {answer.code} {answer.message}" for address, answer in refused.items())
            return Outcome(True, "250", f"Accepted, but not for {told}.")
        return Outcome(True, "250", f"The server answered {said}.")


def _start_tls(fields: EmailFields) -> bool | None:
    """Whether STARTTLS must be (True), must not be (False), or may be (None)."""
    if fields.security in ("tls", "none"):
        return False
    if fields.security == "starttls":
        return True
    return False if fields.port == TLS_PORT else True if fields.user else None


def composed(fields: EmailFields, message: Message) -> EmailMessage:
    """The mail."""
    mail = EmailMessage()
    sender = fields.sender or (fields.user if "@" in fields.user else f"regie@{fields.host}")
    mail["From"], mail["To"] = sender, ", ".join(fields.to)
    mail["Subject"] = words.subject(message)
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.plain(message))
    picture = message.picture if fields.picture else None
    name = make_msgid(domain="regie")
    mail.add_alternative(words.html(message, f"cid:{name[1:-1]}" if picture else None), subtype="html")
    if picture:
        mail.add_attachment(picture, maintype="image", subtype="jpeg", cid=name, filename="picture.jpg")
    return mail


def _cause(error: Exception) -> str:
    inner: BaseException = error
    while (cause := inner.__cause__ or inner.__context__) is not None:
        inner = cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({inner.verify_message})"
    return str(error).rstrip(".") or type(error).__name__
