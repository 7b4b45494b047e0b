# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a file says now against what was published: which of it an author changed.

Compared is what an author writes, not what else goes into a message: a link card that was fetched
anew is no change of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model.message import Part
from scheduler.model.sentence import Sentence


def changes(live: Sequence[Part], wanted: Sequence[Part]) -> tuple[Sentence, ...]:
    """What differs, in words; empty where nothing does."""
    if len(live) != len(wanted):
        return (_PARTS,)
    pairs = list(zip(live, wanted, strict=True))
    found = []
    if any(one.text != other.text for one, other in pairs):
        found.append(_TEXT)
    if any(one.lang != other.lang for one, other in pairs):
        found.append(_LANGUAGE)
    if any((one.content_warning or "") != (other.content_warning or "") for one, other in pairs):
        found.append(_WARNING)
    if not same_media(live, wanted):
        found.append(_MEDIA)
    elif any(_alts(one) != _alts(other) for one, other in pairs):
        found.append(_ALT)
    return tuple(found)


def same_media(live: Sequence[Part], wanted: Sequence[Part]) -> bool:
    """Whether each part shows the same pictures: what no platform lets anybody exchange."""
    return [_shown(part) for part in live] == [_shown(part) for part in wanted]


def listed(found: Sequence[Sentence]) -> Sentence:
    """The changes in one line."""
    return Sentence(", ".join(each.de for each in found), ", ".join(each.en for each in found))


def _shown(part: Part) -> list[str]:
    return [each.sha256 for each in part.attachments]


def _alts(part: Part) -> list[str]:
    return [each.alt for each in part.attachments]


_TEXT = Sentence("Text", "text")
_LANGUAGE = Sentence("Sprache", "language")
_WARNING = Sentence("Inhaltswarnung", "content warning")
_MEDIA = Sentence("Bilder oder Videos", "pictures or videos")
_ALT = Sentence("Alternativtexte", "alt texts")
_PARTS = Sentence("Zahl der Teile", "number of parts")
