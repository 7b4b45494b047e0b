# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Types of fields that posts and campaigns share, each with what editors may offer for it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainValidator, WithJsonSchema

from scheduler.model.duration import parse_duration
from scheduler.model.post import OnMissed
from scheduler.planning.schedule import WrittenTime, parse_time
from scheduler.yaml_source.fields import wrong

ID_PATTERN = r"^\w[\w.-]{0,119}$"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LANG_PATTERN = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_TIME_PATTERN = r"^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?( ?(Z|[+-]\d\d:\d\d))?$"
_COLOR_PATTERN = r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"
_ADDRESS_PATTERN = r"^https?://\S+$"
_WORDS_SCHEMA = {
    "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
}


def _words(value: object) -> object:
    """A single word is a list of one; what looks like several in one text is not guessed at."""
    if not isinstance(value, str):
        return value
    if not value.strip() or "," in value:
        raise wrong(
            "Hier muss eine Liste stehen, zum Beispiel [a, b].",
            "A list must stand here, for example [a, b].",
        )
    return (value,)


def _no_blank(words: tuple[str, ...]) -> tuple[str, ...]:
    if any(not word.strip() for word in words):
        raise wrong("Ein Eintrag der Liste ist leer.", "An entry of the list is empty.")
    return tuple(dict.fromkeys(word.strip() for word in words))


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    bare = tuple(tag.removeprefix("#") for tag in tags)
    if any(re.search(r"\s", tag) and "{" not in tag for tag in bare):
        raise wrong(
            "Ein Hashtag darf kein Leerzeichen enthalten.", "A hashtag must not hold a space."
        )
    return _no_blank(bare)


def _time(value: object) -> WrittenTime:
    written = parse_time(value) if isinstance(value, str) else None
    if written is None:
        raise wrong(
            "Das ist kein Zeitpunkt. Beispiele: 2027-03-08 09:30, 2027-03-08 09:30:05 oder "
            "2027-03-08 09:30+01:00.",
            "That is no time. Examples: 2027-03-08 09:30, 2027-03-08 09:30:05 or "
            "2027-03-08 09:30+01:00.",
        )
    return written


def _language(tag: str) -> str:
    if not re.fullmatch(_LANG_PATTERN, tag):
        raise wrong(
            "Das ist kein Sprachkürzel. Beispiele: de, de-leicht, en.",
            "That is no language tag. Examples: de, de-leicht, en.",
        )
    return tag


def _languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_language(tag) for tag in tags)


def _alts(value: object) -> tuple[str, ...] | dict[str, str]:
    """One text, a list in the order of the media, or texts by the media's file names."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return dict(value)
    raise wrong(
        "Hier stehen die Alternativtexte als Liste oder nach Dateinamen: {bild.png: …}.",
        "Alt texts stand here as a list or by file name: {picture.png: …}.",
    )


def _id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise wrong(
            "Eine id besteht aus Buchstaben, Ziffern, Punkt und Strich (höchstens 120 Zeichen).",
            "An id has letters, digits, dots and dashes (at most 120 characters).",
        )
    return value


def _on_missed(value: object) -> OnMissed:
    if value == "hold":
        return OnMissed("hold")
    if value == "drop":
        return OnMissed("drop")
    if isinstance(value, dict) and set(value) == {"publish_within"}:
        within = parse_duration(str(value["publish_within"]))
        if within is not None:
            return OnMissed("publish_within", within)
    raise wrong(
        "Erlaubt sind hold, drop und {publish_within: 2h}.",
        "Allowed are hold, drop and {publish_within: 2h}.",
    )


def _text(value: str) -> str:
    if not value.strip():
        raise wrong("Der Text ist leer.", "The text is empty.", "empty_text")
    return value


def _day(value: object) -> object:
    """Only the written form: pydantic would take a number for seconds since 1970."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise wrong(
            "Das ist kein Datum. Beispiel: 2027-12-31.", "That is no date. Example: 2027-12-31."
        )
    return value


Day = Annotated[date, BeforeValidator(_day)]


def _color(value: str) -> str:
    if not re.fullmatch(_COLOR_PATTERN, value):
        raise wrong(
            'Das ist keine Farbe. Beispiel: "#12305E" (in Anführungszeichen).',
            'That is no colour. Example: "#12305E" (in quotes).',
        )
    digits = value[1:] if len(value) == len("#RRGGBB") else "".join(2 * one for one in value[1:])
    return f"#{digits.upper()}"


def _address(value: str) -> str:
    if not re.fullmatch(_ADDRESS_PATTERN, value):
        raise wrong(
            "Die Adresse muss mit https:// beginnen.", "The address must begin with https://."
        )
    return value


Color = Annotated[
    str, AfterValidator(_color), WithJsonSchema({"type": "string", "pattern": _COLOR_PATTERN})
]
WebAddress = Annotated[
    str, AfterValidator(_address), WithJsonSchema({"type": "string", "pattern": _ADDRESS_PATTERN})
]
Words = Annotated[
    tuple[str, ...],
    BeforeValidator(_words),
    AfterValidator(_no_blank),
    WithJsonSchema(_WORDS_SCHEMA),
]
Hashtags = Annotated[
    tuple[str, ...], BeforeValidator(_words), AfterValidator(_tags), WithJsonSchema(_WORDS_SCHEMA)
]
Time = Annotated[
    WrittenTime,
    PlainValidator(_time),
    WithJsonSchema({"type": "string", "pattern": _TIME_PATTERN}),
]
LanguageTag = Annotated[
    str, AfterValidator(_language), WithJsonSchema({"type": "string", "pattern": _LANG_PATTERN})
]
Languages = Annotated[
    tuple[str, ...],
    BeforeValidator(_words),
    AfterValidator(_no_blank),
    AfterValidator(_languages),
    WithJsonSchema(_WORDS_SCHEMA),
]
Alts = Annotated[
    tuple[str, ...] | dict[str, str],
    PlainValidator(_alts),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
Lateness = Annotated[
    OnMissed,
    PlainValidator(_on_missed),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["hold", "drop"]},
                {
                    "type": "object",
                    "properties": {"publish_within": {"type": "string"}},
                    "required": ["publish_within"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Text = Annotated[str, AfterValidator(_text), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Ignored = Annotated[Any, WithJsonSchema({})]
# Read, so that its own sentence can be said of it; editors mark it at once.
NotYet = Annotated[Any, WithJsonSchema({"not": {}, "description": "Not supported yet"})]
