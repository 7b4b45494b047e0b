# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each platform can carry and do, told by the adapters themselves.

What a message keeps is tried: a post is composed for the platform, and what is left of it is
looked at. What can be done with a live post is read from the adapter's class. So the table cannot
say anything else than the program does.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from types import UnionType
from typing import Any, Literal

from scheduler.model.message import Message
from scheduler.model.platform import PlatformKind
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Visibility
from scheduler.model.sentence import Sentence
from scheduler.tables import Column, Table, Value

Carried = Literal["field", "text", "lost"]
_ALT = "Zwei Menschen im Gespräch"
_WARNING = "Inhaltswarnung"
_SOUGHT: tuple[Visibility, ...] = ("unlisted", "private", "direct")
_TEXTS = ("Eins.", "Zwei.")
_PLAIN = ChannelPost("probe", "probe", "de", (ChannelPassage(_TEXTS[0]),))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """One platform: its limits by the fact sheet, what a message keeps, what can be done later.

    `alt_text`, `content_warning`: `field` has a place of its own, `text` is written into the text,
    `lost` is told by `check`. `after_lost_answer`: `repeat` (a key makes it harmless), `look` (it
    can be looked up), `person`. None where the platform cannot publish yet, or names no limit.
    """

    platform: str
    title: str
    publishes: bool
    text: int
    unit: str
    media: int
    image_types: tuple[str, ...]
    alt_limit: int | None
    alt_text: Carried | None
    content_warning: Carried
    language: bool
    threads: bool
    visibilities: tuple[str, ...]
    captions: bool
    link_card: bool
    costs: bool
    edit: bool
    delete: bool
    after_lost_answer: Literal["repeat", "look", "person"] | None
    figures: tuple[str, ...]
    tells_quota: bool

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in told.items()
        }


def capabilities_of(kind: PlatformKind) -> Capabilities:
    """What the platform can carry and do."""
    plain = _composed(kind, _PLAIN)
    limits = kind.limits
    can = _abilities(kind)
    figures = {"measure_posts": "posts", "measure_account": "account"}
    return Capabilities(
        platform=kind.name,
        title=kind.title,
        publishes=kind.open is not None,
        text=limits.text,
        unit=limits.unit,
        media=limits.media,
        image_types=tuple(each for each in limits.mime_types if each.startswith("image/")),
        alt_limit=limits.alt,
        alt_text=_alt(kind),
        content_warning=_warning(kind, plain),
        language=not plain.omissions,
        threads=_threads(kind),
        visibilities=("public", *(each for each in _SOUGHT if _keeps(kind, each, plain))),
        captions=limits.captions,
        link_card=kind.takes_card,
        costs=kind.price is not None,
        edit="edit" in can,
        delete="delete" in can,
        after_lost_answer=_after_lost_answer(kind, can),
        figures=tuple(name for ability, name in figures.items() if ability in can),
        tells_quota="quota" in can,
    )


def capabilities_table(found: Sequence[Capabilities]) -> Table:
    """One row per platform, for people."""
    return Table(
        title=Sentence("Was die Plattformen können", "What the platforms can do"),
        columns=tuple(Column(key, said) for key, said in _HEADS.items()),
        rows=tuple(_row(each) for each in found),
        notes=(_NOTE,),
    )


def _row(each: Capabilities) -> tuple[Value, ...]:
    return (
        each.platform,
        f"{each.text} {each.unit}",
        each.media,
        _CARRIED[each.alt_text] if each.alt_text else None,
        _CARRIED[each.content_warning],
        _yes(each.language),
        _yes(each.threads),
        ", ".join(each.visibilities),
        _yes(each.edit),
        _yes(each.delete),
        _LOST[each.after_lost_answer] if each.after_lost_answer else _NOT_YET,
        ", ".join(each.figures) or None,
    )


def _composed(kind: PlatformKind, post: ChannelPost) -> Message:
    return kind.compose(post, kind.limits)


def _alt(kind: PlatformKind) -> Carried | None:
    """How the alt text of a picture arrives; None where no picture does."""
    types = [each for each in kind.limits.mime_types if each.startswith("image/")]
    mime = types[0] if types else "image/png"
    picture = Attachment("/probe.png", "0" * 64, mime, 1000, "photo", _ALT, 100, 100)
    post = replace(_PLAIN, passages=(ChannelPassage(_TEXTS[0], (picture,)),))
    message = _composed(kind, post)
    if not any(part.attachments for part in message.parts) or message.refusals:
        return None
    if any(_ALT in part.text for part in message.parts):
        return "text"
    if len(message.omissions) > len(_composed(kind, _PLAIN).omissions):
        return "lost"
    return "field"


def _warning(kind: PlatformKind, plain: Message) -> Carried:
    message = _composed(kind, replace(_PLAIN, content_warning=_WARNING))
    if any(_WARNING in part.text for part in message.parts):
        return "text"
    kept = any(part.content_warning for part in message.parts)
    return "field" if kept and len(message.omissions) == len(plain.omissions) else "lost"


def _threads(kind: PlatformKind) -> bool:
    post = replace(_PLAIN, passages=tuple(ChannelPassage(text) for text in _TEXTS))
    return len(_composed(kind, post).parts) == len(_TEXTS)


def _keeps(kind: PlatformKind, visibility: Visibility, plain: Message) -> bool:
    message = _composed(kind, replace(_PLAIN, visibility=visibility))
    kept = len(message.omissions) == len(plain.omissions)
    return kept and message.refusals == plain.refusals  # some refuse any text without a medium


def _after_lost_answer(
    kind: PlatformKind, can: Iterable[str]
) -> Literal["repeat", "look", "person"] | None:
    if kind.open is None:
        return None
    if not kind.looks_up:
        return "person"
    return "repeat" if "repeatable_for" in can and "find" not in can else "look"


def _abilities(kind: PlatformKind) -> frozenset[str]:
    """What the class that `open` gives can do; where it gives one of several, what all can."""
    if kind.open is None:
        return frozenset()
    classes = [kind.open] if isinstance(kind.open, type) else _returned(kind.open)
    return frozenset.intersection(*(frozenset(dir(each)) for each in classes))


def _returned(function: object) -> list[type]:
    told = typing.get_type_hints(function).get("return", object)
    return list(typing.get_args(told)) if isinstance(told, UnionType) else [told]


def _yes(value: bool) -> Sentence | None:  # noqa: FBT001 - a condition, not a mode
    return _YES if value else None


_YES = Sentence("ja", "yes")
_NOT_YET = Sentence("veröffentlicht noch nicht", "cannot publish yet")
_CARRIED = {
    "field": Sentence("eigenes Feld", "own field"),
    "text": Sentence("im Text", "in the text"),
    "lost": Sentence("geht verloren", "is lost"),
}
_LOST = {
    "repeat": Sentence("wiederholen", "repeat"),
    "look": Sentence("nachsehen", "look up"),
    "person": Sentence("ein Mensch", "a person"),
}
_HEADS = {
    "platform": Sentence("Plattform", "Platform"),
    "text": Sentence("Text", "Text"),
    "media": Sentence("Medien", "Media"),
    "alt_text": Sentence("Alternativtext", "Alt text"),
    "content_warning": Sentence("Inhaltswarnung", "Content warning"),
    "language": Sentence("Sprache", "Language"),
    "threads": Sentence("Threads", "Threads"),
    "visibilities": Sentence("Sichtbarkeit", "Visibility"),
    "edit": Sentence("ändern", "Edit"),
    "delete": Sentence("löschen", "Delete"),
    "after_lost_answer": Sentence("nach verlorener Antwort", "After a lost answer"),
    "figures": Sentence("Zahlen", "Figures"),
}
_NOTE = Sentence(
    "Grenzen nach den Datenblättern; die eines Servers nennt: litfass channels check",
    "Limits by the fact sheets; those of a server are told by: litfass channels check",
)
