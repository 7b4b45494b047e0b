# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The package: a folder that is there whole, or not at all.

2027-03-08_0930_POST_CHANNEL/
    index.html         the page for the duty officer
    text.txt           or text-1.txt, text-2.txt … for a thread
    alt.txt            the alt texts, by file
    01-gruppe.jpg …    the files to upload
    package.json       which delivery this is
"""

from __future__ import annotations

import json
import mimetypes
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scheduler.model.message import Part
from scheduler.model.post import Attachment
from scheduler.model.sentence import Language, Sentence
from scheduler.platforms.manual.composing import Piece, pieces_of

LABEL = "package.json"
_HASHED = re.compile(r"^[0-9a-f]{12,}$")
_UNSAFE = re.compile(r"[^\w.-]+")
_DECORATIVE = Sentence(
    "(schmückt nur, braucht keinen Alternativtext)", "(decoration only, needs no alt text)"
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package: its name there, and what it is."""

    name: str
    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text to copy, with the files that go with it; `name` is its text file's."""

    name: str
    text: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """What is handed over: one delivery of `post` to `channel`, at `at` on people's clocks."""

    key: str
    post: str
    channel: str
    at: datetime
    part: Part

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The texts in order."""
        pieces = pieces_of(self.part)
        return tuple(
            Sheet(
                f"text-{number}.txt" if len(pieces) > 1 else "text.txt", piece.text, _files(piece)
            )
            for number, piece in enumerate(pieces, start=1)
        )

    @property
    def name(self) -> str:
        """The folder's name: sorts by time, and says what it is."""
        return f"{self.at:%Y-%m-%d_%H%M}_{_safe(self.post)}_{_safe(self.channel)}"


def find_package(root: Path, key: str) -> Path | None:
    """The package of the delivery with `key`, if it was laid down before."""
    for label in root.glob(f"*/{LABEL}"):
        if not label.parent.name.startswith(".") and _key_on(label) == key:
            return label.parent
    return None


def lay_down(package: Package, page: str, root: Path, language: Language) -> Path:
    """Write the package below `root` and return its folder; raises OSError.

    It is written under a hidden name and renamed, so that nobody uploads half a picture.
    """
    root.mkdir(parents=True, exist_ok=True)
    draft = root / f".{package.key}"
    shutil.rmtree(draft, ignore_errors=True)  # left behind by a crash
    draft.mkdir()
    for sheet in package.sheets:
        (draft / sheet.name).write_text(sheet.text + "\n", encoding="utf-8")
        for file in sheet.files:
            shutil.copyfile(file.attachment.path, draft / file.name)
    files = [file for sheet in package.sheets for file in sheet.files]
    if files:
        (draft / "alt.txt").write_text(_alt_texts(files, language), encoding="utf-8")
    (draft / "index.html").write_text(page, encoding="utf-8")
    (draft / LABEL).write_text(_label(package), encoding="utf-8")
    return draft.rename(_free_name(root, package.name))


def _free_name(root: Path, name: str) -> Path:
    """`name`, or with a number where another delivery of the same minute has it."""
    number, free = 1, root / name
    while free.exists():
        number += 1
        free = root / f"{name}-{number}"
    return free


def _files(piece: Piece) -> tuple[File, ...]:
    return tuple(File(_file_name(number, item), item) for number, item in piece.files)


def _file_name(number: int, item: Attachment) -> str:
    """Sorted as in the post; the author's own name where it says anything."""
    path = Path(item.path)
    stem = item.kind if _HASHED.match(path.stem) else _safe(path.stem)
    ending = path.suffix or mimetypes.guess_extension(item.mime) or ""
    return f"{number:02}-{stem}{ending.lower()}"


def _alt_texts(files: list[File], language: Language) -> str:
    decorative = _DECORATIVE.in_language(language)
    blocks = [f"{file.name}\n{file.attachment.alt or decorative}\n" for file in files]
    return "\n".join(blocks)


def _label(package: Package) -> str:
    told = {
        "key": package.key,
        "post": package.post,
        "channel": package.channel,
        "handed_over_at": package.at.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _key_on(label: Path) -> str | None:
    try:
        told = json.loads(label.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    key = told.get("key") if isinstance(told, dict) else None
    return key if isinstance(key, str) else None


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-.") or "post"
