# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""D01 and D02: what is said of a file that changed too late, and of one whose post is live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.model.delivery import State
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Message, Part
from scheduler.model.sentence import Place, Sentence
from scheduler.operations.composing import Composition
from scheduler.planning.drift import changes, listed
from scheduler.planning.planner import Change, TooLate
from scheduler.store import addenda
from scheduler.store.database import Transaction

RULE = "D02"


def late_findings(
    connection: Transaction, found: Sequence[Change], compositions: Sequence[Composition]
) -> list[Finding]:
    """What to say of the changes that came too late."""
    places = {made.post.id: made.post.place for made in compositions}
    late = [one for one in found if isinstance(one, TooLate) and one.post in places]
    live = [one for one in late if one.state is State.PUBLISHED]
    drifted = _drifted(connection, live, compositions) if live else []
    return drifted + [_too_late(one, places[one.post]) for one in late if one not in live]


def _drifted(
    connection: Transaction, late: Sequence[TooLate], compositions: Sequence[Composition]
) -> list[Finding]:
    wanted = {
        (made.post.id, channel.channel, channel.occurrence): (made.post.place, channel.message)
        for made in compositions
        for channel in made.channels
    }
    keyed = ((one, (one.post, one.channel, one.occurrence)) for one in late)
    pairs = [(one, wanted[key]) for one, key in keyed if key in wanted]
    return [
        finding
        for one, (place, message) in pairs
        for finding in _finding(connection, one, place, message)
    ]


def as_published(connection: Transaction, delivery_id: int) -> tuple[Part, ...]:
    """The parts of a live delivery without the corrections below them."""
    parts = addenda.parts_now(connection, delivery_id)
    added = addenda.corrections(connection, [delivery_id]).get(delivery_id, 0)
    return parts[: len(parts) - added]


def _finding(
    connection: Transaction, late: TooLate, place: Place, message: Message
) -> Iterator[Finding]:
    differs = changes(as_published(connection, late.id), message.parts)
    if differs:
        what = listed(differs)
        yield Finding(
            RULE,
            Severity.WARNING,
            place,
            Sentence(
                f"Der Beitrag ist erschienen; seine Datei sagt jetzt etwas anderes ({what.de}).",
                f"The post is live; its file says something else now ({what.en}).",
            ),
            Sentence(
                f"Ändern Sie ihn dort (litfass amend {late.post}), oder setzen Sie die Datei "
                "zurück.",
                f"Change it there (litfass amend {late.post}), or put the file back.",
            ),
            post=late.post,
            channel=late.channel,
        )


def _too_late(change: TooLate, place: Place) -> Finding:
    return Finding(
        "D01",
        Severity.WARNING,
        place,
        Sentence(
            f"Die Änderung kommt zu spät: Die Zustellung ist schon „{change.state}“.",
            f"The change comes too late: the delivery is “{change.state}” already.",
        ),
        post=change.post,
        channel=change.channel,
    )
