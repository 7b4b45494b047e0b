# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bytes of a medium on their way out: the very ones that were reviewed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from scheduler.model.errors import Rejected
from scheduler.model.post import Attachment, CaptionFile
from scheduler.model.sentence import Sentence


def reviewed_bytes(attachment: Attachment | CaptionFile, workspace: str) -> bytes:
    """The content of `attachment`; raises Rejected when it is gone or is not what was hashed."""
    try:
        content = (Path(workspace) / attachment.path).read_bytes()
    except OSError as error:
        raise Rejected(_changed(attachment.path)) from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Rejected(_changed(attachment.path))
    return content


def reviewed_pieces(attachment: Attachment, workspace: str) -> Callable[[int, int], bytes]:
    """A reader of pieces (begin, length) of a file too large to be held whole.

    The file is hashed first; raises Rejected like `reviewed_bytes`, the reader too.
    """
    path = Path(workspace) / attachment.path

    def piece(begin: int, length: int) -> bytes:
        try:
            with path.open("rb") as file:
                file.seek(begin)
                return file.read(length)
        except OSError as error:
            raise Rejected(_changed(attachment.path)) from error

    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Rejected(_changed(attachment.path)) from error
    if digest != attachment.sha256:
        raise Rejected(_changed(attachment.path))
    return piece


def _changed(path: str) -> Sentence:
    return Sentence(
        f"Das Medium {path} fehlt oder ist nicht mehr das, was geprüft wurde. "
        "Planen Sie den Beitrag neu (litfass sync).",
        f"The medium {path} is missing or no longer what was reviewed. Plan the post again "
        "(litfass sync).",
    )
