# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which of the two ways a newsletter goes: listmonk, or a mail server."""

from __future__ import annotations

from scheduler.model.errors import UsageError
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.newsletter.listmonk import Listmonk
from scheduler.platforms.newsletter.mail import MailServer
from scheduler.platforms.newsletter.settings import Settings


def open_channel(settings: Settings, connection: Connection) -> Listmonk | MailServer:
    """The mail server where one is named, else listmonk; the settings have made sure of one."""
    if settings.smtp is not None:
        return MailServer(settings, connection)
    if settings.url is None or settings.user is None or settings.password is None:
        raise UsageError(_INCOMPLETE)
    return Listmonk(settings, connection)


_INCOMPLETE = Sentence(
    "Für den Newsletter fehlt url, user oder password.",
    "For the newsletter url, user or password is missing.",
)
