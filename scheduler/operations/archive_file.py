# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that leave together: a ZIP or a folder that is there whole, or not at all.

The same content makes the same bytes: a ZIP names neither a time nor a person.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

ENDING = ".zip"
# The first moment that a ZIP can name: who makes it when is nobody's business.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644
Content = Mapping[str, bytes | Path]


def write_archive(
    content: Content, target: Path, last: Callable[[], object] = lambda: None
) -> None:
    """Write `content` to `target`: a ZIP where it ends in .zip, else a folder.

    It is written beside and then renamed; between the two `last` is called, and what it raises
    leaves nothing behind. A ZIP takes the place of an older file. Raises UsageError where a folder
    has anything in it already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ENDING:
        _write_zip(content, target, last)
    else:
        _write_folder(content, target, last)


def _write_zip(content: Content, target: Path, last: Callable[[], object]) -> None:
    if target.is_dir():
        raise UsageError(_taken(target))
    half = _beside(target)
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(content):
                _add(archive, name, content[name])
        last()
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, name: str, data: bytes | Path) -> None:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.create_system = 3  # on every system the same: as Unix writes it
    entry.external_attr = _READABLE << 16
    if isinstance(data, bytes):
        archive.writestr(entry, data)
        return
    entry.file_size = data.stat().st_size
    with data.open("rb") as source, archive.open(entry, "w") as copy:
        shutil.copyfileobj(source, copy)


def _write_folder(content: Content, target: Path, last: Callable[[], object]) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_taken(target))
    half = _beside(target)
    try:
        for name, data in content.items():
            file = half / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(data, bytes):
                file.write_bytes(data)
            else:
                shutil.copyfile(data, file)
        last()
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
        f"neue Datei, die auf {ENDING} endet.",
        f"{target} exists already and stays as it is. Name a new folder, or a new file that ends "
        f"in {ENDING}.",
    )
