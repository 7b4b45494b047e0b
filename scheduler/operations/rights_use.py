# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rights of a workspace: what each allows, when it ends and where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from scheduler.model.rights import RightsBook, RightsRecord
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.life import local
from scheduler.store.rights import Use
from scheduler.tables import Column, Table, iso


@dataclass(frozen=True, slots=True)
class RightInUse:
    """A right and its uses; `record` is None where deliveries name one that is not there."""

    id: str
    record: RightsRecord | None
    standing: Sentence
    uses: tuple[Use, ...] = ()


def rights_in_use(book: RightsBook, uses: Sequence[Use], now: datetime) -> list[RightInUse]:
    """All rights by id, used or not."""
    names = sorted({*book.records, *(use.right for use in uses)})
    return [
        RightInUse(
            name,
            book.records.get(name),
            _standing(book, name, now),
            tuple(use for use in uses if use.right == name),
        )
        for name in names
    ]


def rights_table(rights: Sequence[RightInUse], zone: tzinfo) -> Table:
    """One row per use; a right without any has one row of its own."""
    return Table(
        title=Sentence("Nutzungsrechte", "Rights of use"),
        columns=(
            Column("right", Sentence("Recht", "Right")),
            Column("holder", Sentence("Inhaber", "Holder")),
            Column("standing", Sentence("Stand", "Standing")),
            Column("post", Sentence("Beitrag", "Post")),
            Column("channel", Sentence("Kanal", "Channel")),
            Column("at", Sentence("Wann", "When")),
            Column("state", Sentence("Zustand", "State")),
            Column("url", Sentence("Adresse", "Address")),
        ),
        rows=tuple(row for right in rights for row in _rows(right, zone)),
    )


def rights_json(rights: Sequence[RightInUse], language: Language) -> list[dict[str, Any]]:
    """The rights for machines."""
    return [
        {
            "id": right.id,
            **_record_json(right.record),
            "standing": right.standing.in_language(language),
            "uses": [
                {
                    "post": use.post,
                    "channel": use.channel,
                    "state": use.state.value,
                    "at": iso(use.at),
                    "url": use.url,
                }
                for use in right.uses
            ],
        }
        for right in rights
    ]


def _rows(right: RightInUse, zone: tzinfo) -> list[tuple[Sentence | str, ...]]:
    holder = right.record.holder if right.record else ""
    head = (right.id, holder, right.standing)
    if not right.uses:
        return [(*head, _UNUSED, "", "", "", "")]
    return [
        (*head, use.post, use.channel, local(use.at, zone), use.state.value, use.url or "")
        for use in right.uses
    ]


def _record_json(record: RightsRecord | None) -> dict[str, Any]:
    if record is None:
        return {"known": False}
    return {
        "known": True,
        "holder": record.holder,
        "licence": record.licence,
        "credit": record.credit,
        "channels": None if record.channels is None else list(record.channels),
        "valid_from": record.valid_from.isoformat() if record.valid_from else None,
        "valid_until": record.valid_until.isoformat() if record.valid_until else None,
        "people": record.people,
        "consent": record.consent,
        "revoked": record.revoked is not None,
        "proof": record.proof,
        "file": record.place.file,
        "line": record.place.line,
    }


def _standing(book: RightsBook, name: str, now: datetime) -> Sentence:
    record = book.records.get(name)
    if record is None or not book.is_certain(name):
        return _UNCERTAIN
    revoked = record.revoked
    since = book.revoked_at(record)
    if revoked is not None and (since is None or since <= now):
        why = f" ({revoked.reason})" if revoked.reason else ""
        return Sentence(f"widerrufen{why}", f"revoked{why}")
    if record.lacks_consent:
        return _NO_CONSENT
    if record.valid_until is None:
        return _UNLIMITED
    day_de, day_en = f"{record.valid_until:%d.%m.%Y}", f"{record.valid_until:%Y-%m-%d}"
    if now >= (book.ends_at(record) or datetime.max.replace(tzinfo=UTC)):
        return Sentence(f"abgelaufen seit {day_de}", f"ended on {day_en}")
    return Sentence(f"gilt bis {day_de}", f"valid until {day_en}")


_UNUSED = Sentence("(nirgends benutzt)", "(not used)")
_UNLIMITED = Sentence("gilt unbegrenzt", "unlimited")
_NO_CONSENT = Sentence("Einwilligung fehlt", "lacks consent")
_UNCERTAIN = Sentence(
    "fehlt in posts/_rights.yaml oder ist dort fehlerhaft",
    "missing from posts/_rights.yaml, or faulty there",
)
