# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes → text that YAML can hold: UTF-8, of bounded size, without invisible troublemakers."""

from __future__ import annotations

import codecs
import re
import unicodedata

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import WRONG, fault

MOST_BYTES = 1024 * 1024
MOST_REPORTED = 20
# What YAML refuses (control characters, halves of pairs), and the line separators that no
# editor shows as a new line but YAML reads as one (pasted from web pages and word processors).
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = re.compile(r"\r\n?|\n")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF8 = Sentence("Speichern Sie die Datei als UTF-8.", "Save the file as UTF-8.")


def decode(content: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text of `content` (a BOM taken off, forbidden characters as spaces) and its faults.

    None where there is no reading on: too large, or no UTF-8.
    """
    if len(content) > MOST_BYTES:
        return None, [_too_large(name)]
    if content.startswith(_WIDE):
        return None, [_not_utf8(Place(name))]
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace")
        return None, [_not_utf8(_place_behind(before, name))]
    return _without_forbidden(text, name)


def without_forbidden(text: str, place: Place) -> tuple[str, list[Finding]]:
    """`text` of a value at `place`: an escape may spell what no file may hold."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return text, []
    return _FORBIDDEN.sub(" ", text), [_forbidden(match.group(), place)]


def _without_forbidden(text: str, name: str) -> tuple[str, list[Finding]]:
    findings: list[Finding] = []
    for match in _FORBIDDEN.finditer(text):
        if len(findings) == MOST_REPORTED:
            break
        findings.append(_forbidden(match.group(), _place_behind(text[: match.start()], name)))
    return (_FORBIDDEN.sub(" ", text) if findings else text), findings


def _place_behind(before: str, name: str) -> Place:
    lines = _BREAK.split(before)
    return Place(name, len(lines), len(lines[-1]) + 1)


def _too_large(name: str) -> Finding:
    return fault(
        WRONG,
        Place(name),
        f"Die Datei ist zu groß (höchstens {MOST_BYTES:,} Bytes).".replace(",", "."),
        f"The file is too large (at most {MOST_BYTES:,} bytes).",
        Sentence(
            "Verteilen Sie die Beiträge auf mehrere Dateien.",
            "Spread the posts over several files.",
        ),
    )


def _not_utf8(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Die Datei ist nicht als UTF-8 gespeichert; dieses Zeichen ist nicht lesbar.",
        "The file is not saved as UTF-8; this character cannot be read.",
        _SAVE_AS_UTF8,
    )


def _forbidden(character: str, place: Place) -> Finding:
    code = f"U+{ord(character):04X}"
    called = unicodedata.name(character, "")
    said = f"{code} {called}".strip()
    return fault(
        WRONG,
        place,
        f"Hier steht ein unsichtbares Zeichen ({said}), das nicht erlaubt ist.",
        f"An invisible character ({said}) stands here, which is not allowed.",
        Sentence("Löschen Sie es.", "Delete it."),
    )
