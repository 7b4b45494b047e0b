# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only call of Apprise: one message to one address, which is a secret.

Apprise writes addresses into its log; nothing of that log is passed on but a status code.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from scheduler.credentials import Secret, remember_secret
from scheduler.model.errors import ChannelBlocked
from scheduler.model.sentence import Sentence
from scheduler.notices.letter import Letter

_STATUS = re.compile(r"\berror=(\d{3})\b")


def deliver(
    reference: Secret, folder: Path, letter: Letter, file: Path | None = None
) -> Sentence | None:
    """Send `letter`, and a `file` with it, to where `reference` leads; None, or why it failed.

    May take long: call it in a thread of its own. Never raises, never names the address.
    """
    try:
        url = reference.reveal(folder)
    except ChannelBlocked as error:
        return error.sentence
    _hide(url)
    try:
        return _send(url, letter, file)
    except Exception as error:  # noqa: BLE001 - the plugins of Apprise raise what they like
        return _fault(type(error).__name__)


def _send(url: str, letter: Letter, file: Path | None) -> Sentence | None:
    import apprise  # noqa: PLC0415 - slow to import, and most commands need none of it

    _silence()
    asset = apprise.AppriseAsset(
        app_id="Litfass",
        app_desc="Litfass",
        app_url="",
        image_url_mask="",  # or readers' programs would fetch pictures from a code host
        image_url_logo="",
        async_mode=False,
        service_timeout=0,  # its own ends in a pool that a hung server keeps from ending
        secure_logging=True,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    post = apprise.Apprise(asset=asset)
    if not post.add(url):
        return _NO_ADDRESS
    result = post.notify(
        title=letter.title,
        body=letter.body,
        body_format=apprise.NotifyFormat.TEXT,
        notify_type=apprise.NotifyType.WARNING if file is None else apprise.NotifyType.INFO,
        attach=None if file is None else apprise.AppriseAttachment(str(file), asset=asset),
    )
    if result:
        return None
    found = [_STATUS.search(entry.message) for entry in result.logs()]
    return _refused(next((each[1] for each in found if each), None))


def _silence() -> None:
    """Take Apprise's log away from everybody; Python itself prints warnings that nobody takes.

    The level stays at warnings: Apprise hands them to the result as well, for the status code.
    """
    logger = logging.getLogger("apprise")
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.WARNING)


def _hide(url: str) -> None:
    """Hide what in the address gives access, wherever it may turn up alone."""
    remember_secret(url)
    for address in url.replace(",", " ").split():
        try:
            parts = urlsplit(address)
            named = [parts.username, parts.password]
        except ValueError:
            continue
        named += [piece for piece in parts.path.split("/") if len(piece) >= LONG_PIECE]
        named += [value for _, value in parse_qsl(parts.query) if len(value) >= LONG_PIECE]
        for piece in filter(None, named):
            remember_secret(piece)
            remember_secret(unquote(piece))


def _refused(status: str | None) -> Sentence:
    if status is not None:
        return Sentence(
            f"Der Server hat die Nachricht nicht angenommen (Antwort {status}). Stimmt die "
            "Adresse? Probe: litfass notices test",
            f"The server did not take the message (answer {status}). Is the address right? "
            "Try it: litfass notices test",
        )
    return _NOT_REACHED


def _fault(name: str) -> Sentence:
    return Sentence(
        f"Apprise konnte nicht senden ({name}). Probe: litfass notices test",
        f"Apprise could not send ({name}). Try it: litfass notices test",
    )


LONG_PIECE = 12  # shorter ones are words: a room, a folder
_NO_ADDRESS = Sentence(
    "Apprise versteht die Adresse nicht. Wie sie aussehen muss, steht in docs/notices.md.",
    "Apprise does not understand the address. How it must look stands in docs/notices.md.",
)
_NOT_REACHED = Sentence(
    "Der Server war nicht erreichbar oder hat abgelehnt. Probe: litfass notices test",
    "The server could not be reached, or refused. Try it: litfass notices test",
)
