"""One e-mail by the province's mail server, over TLS."""

import contextlib
import smtplib
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from functions.notifications.channels.cutting import cut_after
from functions.notifications.channels.errors import Declined, NotYet, TryAgain
from functions.notifications.payload import Letter

TIMEOUT = 5
"""Seconds that the server has for each answer."""

DEADLINE = 12.0
"""Seconds that it has in all; then the connection is cut."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_PORTS = {"smtps": 465, "smtp": 587}


def send(url: str, sender: str, letter: Letter, moment: int) -> None:
    """Sends one letter from ``sender``. A letter that is sent again has the same ``Message-ID``.

    ``url`` is ``smtps://name:password@host``, or ``smtp://…`` for a server that begins TLS when asked to
    (port 587), which only on loopback may be unable to. Raises :class:`Declined` where the server refuses
    recipient or text for good, :class:`NotYet` where it refuses them for now, :class:`TryAgain` for
    everything else that fails, ``ValueError`` for an address of another kind.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("the mail server's address must be smtps: or smtp:")
    context = ssl.create_default_context()
    implicit = parts.scheme == "smtps"
    server = smtplib.SMTP_SSL(timeout=TIMEOUT, context=context) if implicit else smtplib.SMTP(timeout=TIMEOUT)
    # The name by which TLS checks who answers; connect() alone does not set it.
    server._host = parts.hostname  # type: ignore[attr-defined]
    try:
        with cut_after(DEADLINE, lambda: server.sock):
            server.connect(parts.hostname, parts.port or _PORTS[parts.scheme])
            if not implicit and (parts.hostname not in _LOOPBACK or _offers_tls(server)):
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(_written(letter, sender, moment), sender, [letter.to])
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
    except smtplib.SMTPRecipientsRefused as error:
        raise _about_the_message(error.recipients[letter.to][0]) from error
    except smtplib.SMTPDataError as error:
        raise _about_the_message(error.smtp_code) from error
    except smtplib.SMTPResponseException as error:
        raise TryAgain(str(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise TryAgain(type(error).__name__) from error
    finally:
        server.close()


def _offers_tls(server: smtplib.SMTP) -> bool:
    server.ehlo()
    return server.has_extn("starttls")


def _about_the_message(code: int) -> Declined | NotYet:
    return Declined(str(code)) if code >= 500 else NotYet(str(code))


def _written(letter: Letter, sender: str, moment: int) -> EmailMessage:
    message = EmailMessage()
    local, _, domain = sender.rpartition("@")
    message["From"] = Address("联络" if letter.language != "en" else "Lianluo", local, domain)
    message["To"] = letter.to
    message["Subject"] = letter.title
    message["Date"] = datetime.fromtimestamp(moment, UTC)
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="base64")
    return message
