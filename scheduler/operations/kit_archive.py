# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kit on disk: a ZIP or a folder that is there whole, or not at all.

index.html      the page
media/…         its pictures, videos and captions
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.operations.archive_file import write_archive
from scheduler.operations.kits import Kit, KitFile

PAGE = "index.html"


def write_kit(kit: Kit, page: str, target: Path) -> None:
    """Write `kit` to `target`: a ZIP where it ends in .zip, else a folder.

    It is written beside and then renamed. The same kit makes the same bytes. Raises UsageError
    where a folder has anything in it already, or a medium was changed meanwhile.
    """
    write_archive(_content(kit, page), target)


def _content(kit: Kit, page: str) -> dict[str, bytes]:
    content = {PAGE: page.encode()}
    for file in kit.files:
        content[file.name] = _bytes(file)
        if file.captions is not None and file.captions_from is not None:
            content[file.captions] = Path(file.captions_from).read_bytes()
    return content


def _bytes(file: KitFile) -> bytes:
    """The medium as it was checked: one that was exchanged since must not slip in."""
    data = Path(file.attachment.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != file.attachment.sha256:
        raise UsageError(_changed(file.attachment.path))
    return data


def _changed(path: str) -> Sentence:
    return Sentence(
        f"{path} hat sich eben geändert. Bitte noch einmal.",
        f"{path} has just changed. Please try again.",
    )
