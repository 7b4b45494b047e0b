# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A mail to one mailing list, over SMTP.

Once only: a mail server knows no key and lists nothing. Up to the end of the mail's text every
failure is certain; when the answer to that end is lost, nobody but a reader can say whether the
mail went out (RFC 5321, 4.5.3.2.6 and 6.1), so a person looks. The Message-ID follows from the
key: many mail programs show a mail that comes twice only once.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

from scheduler.http_client import reviewed_bytes
from scheduler.model.errors import (
    Answer,
    ChannelBlocked,
    OutcomeUnknown,
    Rejected,
    TryLater,
    UsageError,
)
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Connection, Health, ReplyTo
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.platforms.newsletter.composing import LIMITS, measure
from scheduler.platforms.newsletter.letter import letter_of, message_id
from scheduler.platforms.newsletter.replies import excerpt, refusal
from scheduler.platforms.newsletter.settings import Settings

_AFTER_DATA = 354
_TAKEN = 250
T = TypeVar("T")


class MailServer:
    """Sends mails as one sender to one address."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first mail."""
        if settings.smtp is None or settings.sender is None or settings.recipient is None:
            raise UsageError(_INCOMPLETE)
        self._settings = settings
        self._host, self._sender = settings.smtp, settings.sender
        self._recipient = settings.recipient
        self._clock = connection.clock
        self._workspace = connection.workspace

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Send one mail, once."""
        del reply_to, artefacts  # a thread is one mail; nothing makes it repeatable
        refuse_hidden(part, "Newsletter")
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        letter = self._letter(part, key)
        server = self._before_text(self._connected)
        try:
            self._before_text(lambda: self._addressed(server))
            self._handed_over(server, letter)
        finally:
            server.close()
        return Remote(message_id(key, self._sender), None)

    def check(self) -> Health:
        """Whether the server takes the login; no mail is sent."""
        self._before_text(self._connected).close()
        return Health(f"{self._sender} → {self._recipient}", limits=LIMITS)

    def _letter(self, part: Part, key: str) -> EmailMessage:
        files = [reviewed_bytes(each, self._workspace) for each in part.attachments]
        return letter_of(part, key, self._settings, files, self._clock.now())

    def _connected(self) -> smtplib.SMTP:
        """A line with the login done; only what `security` asks for is trusted."""
        seconds, context = float(self._settings.seconds), ssl.create_default_context()
        server: smtplib.SMTP
        if self._settings.security == "tls":
            port = self._settings.port
            server = smtplib.SMTP_SSL(self._host, port, timeout=seconds, context=context)
        else:
            server = smtplib.SMTP(self._host, self._settings.port, timeout=seconds)
        try:
            if self._settings.security == "starttls":
                server.starttls(context=context)
            self._log_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        if self._settings.user is not None and self._settings.password is not None:
            password = self._settings.password.reveal(Path(self._workspace))
            server.login(self._settings.user, password)

    def _addressed(self, server: smtplib.SMTP) -> None:
        """MAIL, RCPT and DATA: after them the server waits for the text."""
        server.ehlo_or_helo_if_needed()
        _expect(server.mail(self._sender), _TAKEN)
        _expect(server.rcpt(self._recipient), _TAKEN)
        server.putcmd("data")
        _expect(server.getreply(), _AFTER_DATA)

    def _handed_over(self, server: smtplib.SMTP, letter: EmailMessage) -> None:
        """The text, and the one answer that counts."""
        try:
            server.send(_on_the_wire(letter))
            code, words = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise OutcomeUnknown(_NO_ANSWER, Answer(excerpt=excerpt(error))) from error
        if code != _TAKEN:
            raise refusal(code, words)

    def _before_text(self, step: Callable[[], T]) -> T:
        """What `step` gives; its failures are certain, for no mail has been handed over."""
        try:
            return step()
        except smtplib.SMTPAuthenticationError as error:
            raise ChannelBlocked(_LOGIN, Answer(error.smtp_code, excerpt(error))) from error
        except smtplib.SMTPResponseException as error:
            raise refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise ChannelBlocked(_NOT_OFFERED, Answer(excerpt=excerpt(error))) from error
        except (OSError, smtplib.SMTPException, socket.gaierror) as error:
            raise TryLater(_AWAY, Answer(excerpt=excerpt(error))) from error


def _expect(reply: tuple[int, bytes], wanted: int) -> None:
    code, words = reply
    if code != wanted and not (wanted == _TAKEN and code == 251):  # noqa: PLR2004 - forwarded
        raise smtplib.SMTPResponseException(code, words)


def _on_the_wire(letter: EmailMessage) -> bytes:
    """With CRLF, a dot more where a line begins with one, and the end of the text."""
    lines = letter.as_bytes().replace(b"\r\n", b"\n").split(b"\n")
    stuffed = [b"." + line if line.startswith(b".") else line for line in lines]
    return b"\r\n".join(stuffed).rstrip(b"\r\n") + b"\r\n.\r\n"


_INCOMPLETE = Sentence(
    "Für den Newsletter fehlt smtp, sender oder recipient.",
    "For the newsletter smtp, sender or recipient is missing.",
)
_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_LOGIN = Sentence(
    "Der Mailserver nimmt Benutzer und Passwort nicht an. Prüfen Sie beide und hinterlegen Sie sie "
    "neu.",
    "The mail server does not take user and password. Check both and store them anew.",
)
_NOT_OFFERED = Sentence(
    "Der Mailserver bietet nicht an, was der Kanal verlangt (Verschlüsselung oder Anmeldung). "
    "Prüfen Sie port und security.",
    "The mail server does not offer what the channel asks for (encryption or login). Check port "
    "and security.",
)
_AWAY = Sentence(
    "Der Mailserver war nicht erreichbar oder hat die Verbindung beendet, bevor die Mail übergeben "
    "war.",
    "The mail server could not be reached, or ended the connection before the mail was handed "
    "over.",
)
_NO_ANSWER = Sentence(
    "Die Mail ist übergeben, aber die Antwort des Mailservers fehlt; ob sie verschickt wird, ist "
    "offen.",
    "The mail was handed over, but the mail server's answer is missing; whether it is being sent "
    "is open.",
)
