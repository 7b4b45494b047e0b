# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rights of use: who holds them, where and until when a medium may stand, and who agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Literal

from scheduler.model.sentence import Place

People = Literal["none", "identifiable", "minors"]
# In `channels` of a record, beside the ids of channels: what partners publish on theirs.
PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Revocation:
    """A right taken back: `since` None means from the very beginning."""

    since: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RightsRecord:
    """One entry of posts/_rights.yaml.

    Days are whole days of the workspace's zone, `valid_until` the last one; None is unlimited.
    `channels` None allows all. `proof` and `consent` say where the papers lie.
    """

    id: str
    place: Place
    holder: str
    licence: str
    credit: str | None = None
    credit_in_image: bool = False
    channels: tuple[str, ...] | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    people: People = "none"
    consent: str | None = None
    revoked: Revocation | None = None
    proof: str | None = None

    @property
    def lacks_consent(self) -> bool:
        """Whether people can be recognised and nobody says where their consent lies."""
        return self.people != "none" and not (self.consent or "").strip()

    def allows(self, channel: str) -> bool:
        """Whether the medium may be shown on `channel`."""
        return self.channels is None or channel in self.channels


def _no_records() -> Mapping[str, RightsRecord]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RightsBook:
    """All records by id, as far as they could be read.

    `broken` are ids whose entries have faults; where the file `is_readable` no more, every record
    is in doubt. `required` says that each medium needs one.
    """

    zone: tzinfo = UTC
    records: Mapping[str, RightsRecord] = field(default_factory=_no_records)
    broken: frozenset[str] = frozenset()
    is_readable: bool = True
    required: bool = False

    def is_certain(self, name: str) -> bool:
        """Whether the record of `name` is there and was read as meant."""
        return self.is_readable and name in self.records and name not in self.broken

    def starts_at(self, record: RightsRecord) -> datetime | None:
        """From when on `record` allows anything; None from ever."""
        return None if record.valid_from is None else self.begin_of(record.valid_from)

    def ends_at(self, record: RightsRecord) -> datetime | None:
        """The first instant at which the right has run out; None is never."""
        if record.valid_until is None:
            return None
        return self.begin_of(record.valid_until + timedelta(days=1))

    def revoked_at(self, record: RightsRecord) -> datetime | None:
        """Since when `record` is revoked; None if it is not, or from the very beginning."""
        since = record.revoked.since if record.revoked else None
        return None if since is None else self.begin_of(since)

    def begin_of(self, day: date) -> datetime:
        """The first instant of `day` where the team is, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
