# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a post since it was approved: as lines that people read, channel by channel."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.model.sentence import Language, Sentence

Content = Sequence[Mapping[str, Any]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different on one channel; `lines` begin with `-`, `+` or a space."""

    channel: str
    lines: tuple[str, ...]


def differences(old: Content, new: Content, zone: ZoneInfo, language: Language) -> list[Difference]:
    """The channels on which something differs, by name; `old` and `new` are what was voted on."""
    before, after = _by_name(old), _by_name(new)
    found = []
    for name in sorted(before.keys() | after.keys()):
        was = readable(before[name], zone, language) if name in before else []
        now = readable(after[name], zone, language) if name in after else []
        lines = tuple(_changed(was, now))
        if lines:
            found.append(Difference(name, lines))
    return found


def readable(content: Mapping[str, Any], zone: ZoneInfo, language: Language) -> list[str]:
    """Everything about one delivery that goes public, a line for each thing."""
    lines = [
        f"{said.in_language(language)}: {_time(content[key], zone)}"
        for key, said in _TIMES.items()
        if content[key] is not None
    ]
    if content["on_missed"] != "hold":
        lines.append(f"on_missed: {content['on_missed']}")
    parts = content["message"]["parts"]
    for number, part in enumerate(parts, start=1):
        if len(parts) > 1:
            lines.append(f"[{number}/{len(parts)}]")
        lines += _part(part, language)
    return lines


def _part(part: Mapping[str, Any], language: Language) -> Iterable[str]:
    yield from part["text"].splitlines()
    yield f"{_LANGUAGE.in_language(language)}: {part['lang']}"
    if part["visibility"] != "public":
        yield f"{_VISIBILITY.in_language(language)}: {part['visibility']}"
    if part["content_warning"]:
        yield f"{_WARNING.in_language(language)}: {part['content_warning']}"
    for item in part["attachments"]:
        yield f"{item['kind']} {item['sha256'][:12]} ({item['mime']})"
        yield f"  Alt: {item['alt'] or '–'}"
    card = part["card"]
    if card is not None:
        yield f"{_CARD.in_language(language)}: {card['title']} – {card['url']}"
        if card["description"]:
            yield f"  {card['description']}"
        if card["image"]:
            yield f"  {card['image']['sha256'][:12]}"


def _changed(was: Sequence[str], now: Sequence[str]) -> Iterable[str]:
    if was == now:
        return
    for line in difflib.ndiff(was, now):
        if not line.startswith("?"):
            yield line


def _by_name(content: Content) -> dict[str, Mapping[str, Any]]:
    return {_name(each): each for each in content}


def _name(entry: Mapping[str, Any]) -> str:
    """The channel, which time of a post that comes again, and the language of a variant."""
    again = f" #{entry['occurrence']}" if entry["occurrence"] > 1 else ""
    lang = f" ({entry['variant']})" if entry["variant"] else ""
    return f"{entry['channel']}{again}{lang}"


def _time(milliseconds: int, zone: ZoneInfo) -> str:
    local = (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M:%S %Z}"


_TIMES = {
    "due": Sentence("Termin", "Due"),
    "not_after": Sentence("Nicht nach", "Not after"),
    "embargo_until": Sentence("Sperrfrist bis", "Embargo until"),
}
_LANGUAGE = Sentence("Sprache", "Language")
_VISIBILITY = Sentence("Sichtbarkeit", "Visibility")
_WARNING = Sentence("Inhaltswarnung", "Content warning")
_CARD = Sentence("Linkvorschau", "Link card")
