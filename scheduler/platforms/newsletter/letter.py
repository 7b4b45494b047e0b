# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The mail itself: headers, plain text, HTML, and the pictures inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from scheduler.model.message import Part
from scheduler.platforms.newsletter.composing import page, plain, subject
from scheduler.platforms.newsletter.settings import Settings


def message_id(key: str, sender: str) -> str:
    """The mail's name for ever: the same on each try of one part."""
    mark = re.sub(r"[^A-Za-z0-9.-]", "-", key)
    return f"<{mark}@{sender.rpartition('@')[2]}>"


def letter_of(
    part: Part, key: str, settings: Settings, files: Sequence[bytes], now: datetime
) -> EmailMessage:
    """The mail of `part`; `files` are the bytes of its pictures."""
    letter = EmailMessage(policy=SMTP)
    sender = settings.sender or ""
    letter["From"] = Address(display_name=settings.sender_name, addr_spec=sender)
    letter["To"] = Address(addr_spec=settings.recipient or "")
    letter["Subject"] = subject(part)
    letter["Date"] = now
    letter["Message-ID"] = message_id(key, sender)
    letter["Auto-Submitted"] = "auto-generated"
    if settings.unsubscribe:
        letter["List-Unsubscribe"] = f"<{settings.unsubscribe}>"
    letter.set_content(plain(part), cte="quoted-printable")
    names = [message_id(f"{key}-{number}", sender) for number in range(len(files))]
    addresses = [f"cid:{name.strip('<>')}" for name in names]
    letter.add_alternative(page(part, addresses), subtype="html", cte="quoted-printable")
    _put_inside(letter, part, names, files)
    letter["Content-Language"] = part.lang  # not before: setting contents drops such headers
    return letter


def _put_inside(
    letter: EmailMessage, part: Part, names: Sequence[str], files: Sequence[bytes]
) -> None:
    *_, body = letter.iter_parts()
    for attachment, name, content in zip(part.attachments, names, files, strict=True):
        main, _, sub = attachment.mime.partition("/")
        filename = f"{attachment.sha256[:16]}.{sub}"
        body.add_related(content, main, sub, cid=name, filename=filename, disposition="inline")
