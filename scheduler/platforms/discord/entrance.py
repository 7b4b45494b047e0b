# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which of the two ways a channel goes: a bot, or a webhook."""

from __future__ import annotations

from scheduler.model.errors import UsageError
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.discord.bot import Bot
from scheduler.platforms.discord.settings import Settings
from scheduler.platforms.discord.webhook import Webhook


def open_channel(settings: Settings, connection: Connection) -> Bot | Webhook:
    """The bot where there is a token, else the webhook; the settings have made sure of one."""
    if settings.webhook is not None:
        return Webhook(settings.webhook, connection)
    if settings.token is None or settings.channel is None or settings.server is None:
        raise UsageError(_INCOMPLETE)
    place = (settings.server, settings.channel)
    return Bot(settings.token, place, connection, settings.url, settings.nonce_seconds)


_INCOMPLETE = Sentence(
    "Für Discord fehlt token, channel oder server.",
    "For Discord token, channel or server is missing.",
)
