# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A kit on disk: a ZIP or a folder that is there whole, or not at all.

index.html      the page
media/…         its pictures, videos and captions
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.operations.kits import Kit, KitFile

PAGE = "index.html"
ENDING = ".zip"
# The first moment that a ZIP can name: who makes it when is nobody's business.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644


def write_kit(kit: Kit, page: str, target: Path) -> None:
    """Write `kit` to `target`: a ZIP where it ends in .zip, else a folder.

    It is written beside and then renamed. The same kit makes the same bytes. Raises UsageError
    where a folder has anything in it already, or a medium was changed meanwhile.
    """
    content = _content(kit, page)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ENDING:
        _write_zip(content, target)
    else:
        _write_folder(content, target)


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


def _write_zip(content: Mapping[str, bytes], target: Path) -> None:
    if target.is_dir():
        raise UsageError(_taken(target))
    half = _beside(target)
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(content):
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.create_system = 3  # on every system the same: as Unix writes it
                entry.external_attr = _READABLE << 16
                archive.writestr(entry, content[name])
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _write_folder(content: Mapping[str, bytes], target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_taken(target))
    half = _beside(target)
    try:
        for name, data in content.items():
            file = half / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if target.exists():
            target.rmdir()
        half.rename(target)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _taken(target: Path) -> Sentence:
    return Sentence(
        f"{target} gibt es schon und bleibt, wie es ist. Nennen Sie einen neuen Ordner oder eine "
        f"Datei, die auf {ENDING} endet.",
        f"{target} exists already and stays as it is. Name a new folder, or a file that ends in "
        f"{ENDING}.",
    )


def _changed(path: str) -> Sentence:
    return Sentence(
        f"{path} hat sich eben geändert. Bitte noch einmal.",
        f"{path} has just changed. Please try again.",
    )
