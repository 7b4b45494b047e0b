# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From rights of use to what they forbid a delivery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from scheduler.model.delivery import GateName
from scheduler.model.restriction import Restriction
from scheduler.model.rights import RightsBook, RightsRecord
from scheduler.model.sentence import Sentence


def restrictions_of(
    names: Iterable[str], channel: str, book: RightsBook, before: Sequence[Restriction] = ()
) -> tuple[Restriction, ...]:
    """What the rights of `names` forbid on `channel`.

    Of a record that is not certain (its entry is broken, or gone) what it forbade `before` stays
    in force: a slip in the file opens nothing.
    """
    found: list[Restriction] = []
    for name in names:
        record = book.records.get(name)
        if record is not None:
            found += _of_record(record, channel, book)
        if not book.is_certain(name):
            found += [one for one in before if one.subject == name]
    return tuple(dict.fromkeys(found))


def _of_record(record: RightsRecord, channel: str, book: RightsBook) -> Iterator[Restriction]:
    if record.revoked is not None:
        yield _closed(record, _revoked(record), book.revoked_at(record))
    if record.lacks_consent:
        yield _closed(record, _no_consent(record))
    if not record.allows(channel):
        yield _closed(record, _not_there(record, channel))
    begins = book.starts_at(record)
    if begins is not None:
        yield Restriction(GateName.RIGHTS, _begins(record), None, begins, subject=record.id)
    ends = book.ends_at(record)
    if ends is not None:
        yield Restriction(GateName.RIGHTS, _ends(record), ends, subject=record.id)


def _closed(record: RightsRecord, reason: Sentence, since: datetime | None = None) -> Restriction:
    return Restriction(GateName.RIGHTS, reason, since, subject=record.id)


def _revoked(record: RightsRecord) -> Sentence:
    why = f" ({record.revoked.reason})" if record.revoked and record.revoked.reason else ""
    return Sentence(
        f"Das Nutzungsrecht „{record.id}“ ist widerrufen{why}.",
        f"The right “{record.id}” is revoked{why}.",
    )


def _no_consent(record: RightsRecord) -> Sentence:
    return Sentence(
        f"Zu „{record.id}“ fehlt die Einwilligung der Abgebildeten.",
        f"“{record.id}” lacks the consent of the people shown.",
    )


def _not_there(record: RightsRecord, channel: str) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{record.id}“ gilt nicht für {channel}.",
        f"The right “{record.id}” does not cover {channel}.",
    )


def _begins(record: RightsRecord) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{record.id}“ beginnt am {record.valid_from:%d.%m.%Y}.",
        f"The right “{record.id}” begins on {record.valid_from:%Y-%m-%d}.",
    )


def _ends(record: RightsRecord) -> Sentence:
    return Sentence(
        f"Das Nutzungsrecht „{record.id}“ endet am {record.valid_until:%d.%m.%Y}.",
        f"The right “{record.id}” ends on {record.valid_until:%Y-%m-%d}.",
    )
