# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file posts/_rights.yaml → `RightsBook`."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from scheduler.authoring import complaints
from scheduler.authoring.field_types import DAY, ID_PATTERN, Day, Text, Words
from scheduler.authoring.surroundings import Surroundings
from scheduler.model.finding import Finding
from scheduler.model.rights import PARTNERS, People, Revocation, RightsBook, RightsRecord
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source import Entry, Section, Source, covers, place_at, read_file
from scheduler.yaml_source.fields import wrong
from scheduler.yaml_source.findings import WRONG, fault
from scheduler.yaml_source.fitting import FREE, fit

NAME = "_rights.yaml"
UNLIMITED = "unlimited"
_DAY_SCHEMA = {"type": "string", "pattern": f"^{DAY.pattern}$"}


def _day_or_unlimited(value: object) -> date | None:
    """The last day; None for `unlimited`, which must be said."""
    if value == UNLIMITED:
        return None
    if isinstance(value, str) and DAY.fullmatch(value):
        with contextlib.suppress(ValueError):
            return date.fromisoformat(value)
    raise wrong(
        "Hier muss ein Datum stehen (2027-12-31) oder unlimited, wenn das Recht nie endet.",
        "A date must stand here (2027-12-31), or unlimited if the right never ends.",
    )


class RevokedBorder(BaseModel):
    """`revoked` in full: since when, and why."""

    model_config = ConfigDict(extra="forbid")

    since: Day | None = None
    reason: str = ""


def _revoked(value: object) -> object:
    """`true`, `false` and a plain date are short for the section."""
    if value == "true":
        return {}
    if value == "false":
        return None
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise wrong(
            "Erlaubt sind true, false, ein Datum (2027-04-01) oder {since: …, reason: …}.",
            "Allowed are true, false, a date (2027-04-01) or {since: …, reason: …}.",
        )
    return {"since": value} if isinstance(value, str) else value


class RightsBorder(BaseModel):
    """The keys of one record."""

    model_config = ConfigDict(extra="forbid")

    holder: Text = Field(description="Who holds the right")
    licence: Text = Field(description="For example: einfaches Nutzungsrecht, CC BY 4.0")
    credit: Text | None = Field(default=None, description="How the holder is to be named")
    credit_in_image: bool = False
    channels: Words | None = Field(default=None, description="Where it may be shown; else all")
    valid_from: Day | None = None
    valid_until: Annotated[
        date | None,
        PlainValidator(_day_or_unlimited),
        WithJsonSchema({"anyOf": [{"const": UNLIMITED}, _DAY_SCHEMA]}),
    ] = Field(description="The last day, or unlimited")
    people: People = "none"
    consent: str | None = Field(default=None, description="Where the consent lies")
    revoked: Annotated[
        RevokedBorder | None,
        BeforeValidator(_revoked),
        WithJsonSchema(
            {"anyOf": [{"type": "boolean"}, _DAY_SCHEMA, RevokedBorder.model_json_schema()]}
        ),
    ] = None
    proof: str | None = Field(default=None, description="Where the papers lie, never they")


def read_book(
    posts: Path, workspace: Path, channels: Iterable[str], zone: str
) -> tuple[RightsBook, tuple[Finding, ...]]:
    """The records of the workspace whose posts lie in `posts`; none where there is no file."""
    path = posts / NAME
    if not path.exists():
        return RightsBook(ZoneInfo(zone)), ()
    around = Surroundings(workspace, zone, frozenset(channels))
    return read_rights(read_file(path, around.name_of(path)), channels, zone)


def read_rights(
    source: Source, channels: Iterable[str], zone: str
) -> tuple[RightsBook, tuple[Finding, ...]]:
    """The records of `source`; one with a fault is `broken`, the others count. Never raises."""
    reader = _Reader(source, frozenset(channels))
    records = reader.records()
    book = RightsBook(
        zone=ZoneInfo(zone),
        records=MappingProxyType(records),
        broken=frozenset(reader.broken),
        is_readable=reader.is_readable,
        required=True,
    )
    return book, tuple(reader.findings)


class _Reader:
    def __init__(self, source: Source, channels: frozenset[str]) -> None:
        self.findings: list[Finding] = list(source.findings)
        self.broken: set[str] = set()
        self.is_readable = isinstance(source.root, Section)
        self._source = source
        self._channels = channels

    def records(self) -> dict[str, RightsRecord]:
        root = self._source.root
        if root is None:
            return {}
        if not isinstance(root, Section):
            self.findings.append(_no_records(root.place))
            return {}
        entries = [entry for entry in root if not entry.key.text.startswith(FREE)]
        self._mark_damaged(entries)
        found = {entry.key.text: self._record(entry) for entry in entries}
        return {name: record for name, record in found.items() if record is not None}

    def _mark_damaged(self, entries: list[Entry]) -> None:
        """A fault of the YAML costs the record it stands in; outside of all, the whole file."""
        for finding in self._source.findings:
            hit = [entry for entry in entries if _holds(entry, finding.place)]
            self.broken.update(entry.key.text for entry in hit)
            self.is_readable = self.is_readable and bool(hit)

    def _record(self, entry: Entry) -> RightsRecord | None:
        name = entry.key.text
        fitted = fit(entry.value, RightsBorder)
        self.findings += fitted.findings
        if not re.fullmatch(ID_PATTERN, name):
            self.findings.append(_bad_id(entry.key.place))
        if fitted.findings or not re.fullmatch(ID_PATTERN, name):
            self.broken.add(name)
        if fitted.value is None:
            return None
        for index, channel in enumerate(fitted.value.channels or ()):
            if channel not in self._channels and channel != PARTNERS:
                place = place_at(entry.value, ("channels", index))
                self.findings.append(complaints.unknown_channel(channel, self._channels, place))
        return _record(name, fitted.value, entry.key.place)


def _record(name: str, fields: RightsBorder, place: Place) -> RightsRecord:
    revoked = fields.revoked
    return RightsRecord(
        id=name,
        place=place,
        holder=fields.holder,
        licence=fields.licence,
        credit=fields.credit,
        credit_in_image=fields.credit_in_image,
        channels=fields.channels,
        valid_from=fields.valid_from,
        valid_until=fields.valid_until,
        people=fields.people,
        consent=fields.consent,
        revoked=Revocation(revoked.since, revoked.reason) if revoked else None,
        proof=fields.proof,
    )


def _holds(entry: Entry, place: Place) -> bool:
    return entry.key.place.line == place.line or covers(entry.value, place)


def _no_records(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Hier müssen Rechte stehen: je eine Kennung, darunter holder, licence, valid_until.",
        "Records must stand here: an id each, below it holder, licence, valid_until.",
    )


def _bad_id(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Die Kennung eines Rechts besteht aus Buchstaben, Ziffern, Punkt und Strich.",
        "The id of a right has letters, digits, dots and dashes.",
        Sentence("Zum Beispiel: agentur-2027-017", "For example: agency-2027-017"),
    )
