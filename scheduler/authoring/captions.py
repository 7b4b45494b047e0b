# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""WebVTT files → captions with places. Styles and positions are read over.

The format: W3C, "WebVTT: The Web Video Text Tracks Format", read in November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from scheduler.authoring.linting import all_media
from scheduler.model.captions import CaptionFault, Captions, Cue
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Post
from scheduler.model.sentence import Place, Sentence

MOST_BYTES = 1_000_000
_ARROW = "-->"
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s.*)?", re.ASCII)
_TAG = re.compile(r"<[^>]*>")
_Block = list[tuple[int, str]]


def read_captions(file: Path, name: str) -> Captions:
    """The captions of `file`, which places call `name`. Never raises."""
    place = Place(name)
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return _faulty(place, _unreadable(error))
    if len(content) > MOST_BYTES:
        return _faulty(place, _TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _faulty(place, _NOT_UTF8)
    return parse_captions(text, name, len(content))


def captions_of(post: Post) -> tuple[dict[str, Captions], list[Finding]]:
    """All captions that `post` names, by their path, and what is wrong with their files."""
    named = {
        medium.captions: medium.captions_name
        for _, _, medium in all_media(post)
        if medium.captions is not None
    }
    found = {file: read_captions(Path(file), name) for file, name in named.items()}
    faults = [
        Finding("M01", Severity.ERROR, fault.place, fault.message, post=post.id)
        for captions in found.values()
        for fault in captions.faults
    ]
    return found, faults


def parse_captions(text: str, name: str, size_bytes: int = 0) -> Captions:
    """The captions that `text` holds; what is no caption is a fault with its line."""
    place = Place(name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        return Captions(place, size_bytes, faults=(CaptionFault(place, _NO_HEADER),))
    cues: list[Cue] = []
    faults: list[CaptionFault] = []
    for block in _blocks(lines):
        found = _cue(block, name)
        if isinstance(found, Cue):
            cues.append(found)
        elif found is not None:
            faults.append(found)
    if not cues and not faults:
        faults.append(CaptionFault(place, _NO_CUES))
    return Captions(place, size_bytes, tuple(cues), tuple(faults))


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Runs of lines that are not blank, numbered from 1; the header's own run is left out."""
    block: _Block = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append((number, line))
        elif block:
            if block[0][0] != 1:
                yield block
            block = []


def _cue(block: _Block, name: str) -> Cue | CaptionFault | None:
    """The caption of `block`; None for notes, styles and regions."""
    timed = next((index for index, (_, line) in enumerate(block[:2]) if _ARROW in line), None)
    number, first = block[0]
    if timed is None:
        if re.match(r"(NOTE|STYLE|REGION)(\s|$)", first):
            return None
        return CaptionFault(Place(name, number), _NO_TIMING)
    number, line = block[timed]
    place = Place(name, number)
    found = _TIMING.fullmatch(line)
    if found is None:
        return CaptionFault(place, _BAD_TIMING)
    begins, ends = _time(found.groups()[:4]), _time(found.groups()[4:])
    if ends <= begins:
        return CaptionFault(place, _BACKWARDS)
    shown = tuple(_TAG.sub("", text).strip() for _, text in block[timed + 1 :])
    return Cue(place, begins, ends, shown)


def _time(groups: tuple[str | None, ...]) -> timedelta:
    hours, minutes, seconds, milliseconds = (int(group or 0) for group in groups)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)


def _faulty(place: Place, message: Sentence) -> Captions:
    return Captions(place, faults=(CaptionFault(place, message),))


def _unreadable(error: OSError) -> Sentence:
    if isinstance(error, FileNotFoundError):
        return Sentence("Die Datei mit den Untertiteln fehlt.", "The file of captions is missing.")
    reason = error.strerror or type(error).__name__
    return Sentence(
        f"Die Datei mit den Untertiteln lässt sich nicht öffnen ({reason}).",
        f"The file of captions cannot be opened ({reason}).",
    )


_TOO_LARGE = Sentence(
    "Die Datei mit den Untertiteln ist größer als 1 MB; so groß ist keine.",
    "The file of captions is larger than 1 MB; none is that large.",
)
_NOT_UTF8 = Sentence(
    "Die Datei mit den Untertiteln ist nicht in UTF-8 gespeichert.",
    "The file of captions is not saved as UTF-8.",
)
_NO_HEADER = Sentence(
    "Das ist keine WebVTT-Datei: Ihre erste Zeile muss WEBVTT heißen.",
    "That is no WebVTT file: its first line must be WEBVTT.",
)
_NO_CUES = Sentence("In der Datei steht kein Untertitel.", "The file holds no caption.")
_NO_TIMING = Sentence(
    "Diesem Untertitel fehlt die Zeitangabe, zum Beispiel 00:01.000 --> 00:03.500.",
    "This caption lacks its time, for example 00:01.000 --> 00:03.500.",
)
_BAD_TIMING = Sentence(
    "Diese Zeitangabe ist keine. Beispiel: 00:01.000 --> 00:03.500.",
    "That is no time. Example: 00:01.000 --> 00:03.500.",
)
_BACKWARDS = Sentence(
    "Der Untertitel endet, bevor er beginnt.", "The caption ends before it begins."
)
