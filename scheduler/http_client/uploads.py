# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bytes of a medium on their way out: the very ones that were reviewed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scheduler.model.errors import Rejected
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence


def reviewed_bytes(attachment: Attachment, workspace: str) -> bytes:
    """The content of `attachment`; raises Rejected when it is gone or is not what was hashed."""
    try:
        content = (Path(workspace) / attachment.path).read_bytes()
    except OSError as error:
        raise Rejected(_changed(attachment.path)) from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Rejected(_changed(attachment.path))
    return content


def _changed(path: str) -> Sentence:
    return Sentence(
        f"Das Medium {path} fehlt oder ist nicht mehr das, was geprüft wurde. "
        "Planen Sie den Beitrag neu (litfass sync).",
        f"The medium {path} is missing or no longer what was reviewed. Plan the post again "
        "(litfass sync).",
    )
