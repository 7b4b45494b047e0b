# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The planner: what the files want against what the database has, as a list of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.model.delivery import GateName, State
from scheduler.model.message import Message
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence

CHANGEABLE = frozenset({State.PLANNED, State.HELD, State.RETRYING, State.FAILED, State.MISSED})
WITHDRAWABLE = frozenset({State.PLANNED, State.HELD, State.RETRYING})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A delivery that the files ask for; `rights` are the ids that its media rest on."""

    post: str
    channel: str
    platform: str
    due_at: datetime
    message: Message
    digest: str
    occurrence: int = 1
    not_after: datetime | None = None
    embargo_until: datetime | None = None
    on_missed: OnMissed = field(default_factory=OnMissed)
    rights: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, int]:
        """What makes it this delivery."""
        return (self.post, self.channel, self.occurrence)


@dataclass(frozen=True, slots=True)
class Known:
    """A delivery as the database has it, as far as planning cares."""

    id: int
    post: str
    channel: str
    occurrence: int
    state: State
    due_at: datetime
    digest: str
    settings: str
    cancelled_by: str | None = None
    gate: str | None = None
    parts_live: int = 0
    attempts: int = 0
    finding: Sentence | None = None

    @property
    def identity(self) -> tuple[str, str, int]:
        """What makes it this delivery."""
        return (self.post, self.channel, self.occurrence)

    def differs_from(self, wish: Wanted) -> bool:
        """Whether planning might change it."""
        if self.cancelled_by == "file" and self.state is State.CANCELLED:
            return True
        return self.digest != wish.digest or self.settings != settings_of(wish)


@dataclass(frozen=True, slots=True)
class Insert:
    """Plan a new delivery, in `state`, waking at `wake_at`."""

    wanted: Wanted
    state: State
    wake_at: datetime | None
    reason: Sentence | None = None
    gate: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Put new content or time into a delivery that has not begun."""

    id: int
    wanted: Wanted
    seen_state: State
    state: State
    wake_at: datetime | None
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Cancel a delivery that the files no longer want."""

    id: int
    seen_state: State
    reason: Sentence


@dataclass(frozen=True, slots=True)
class TooLate:
    """The file changed after the send began: nothing is done, a person is told."""

    id: int
    post: str
    channel: str
    state: State
    occurrence: int = 1


Change = Insert | Update | Withdraw | TooLate


@dataclass(frozen=True, slots=True)
class Setting:
    """What planning knows besides the posts.

    `database_since` is when this database first saw the light: what was due before may have
    been published by an older one. `askable` names the channels whose platform can be looked at.
    """

    now: datetime
    database_since: datetime
    late_windows: Mapping[str, timedelta]
    askable: frozenset[str]


def plan(
    wanted: Iterable[Wanted],
    known: Iterable[Known],
    withdrawn: Mapping[tuple[str, str, int], Sentence],
    setting: Setting,
) -> list[Change]:
    """The changes that make the database want what the files want.

    `withdrawn` names deliveries that the files want no more, and why. Whatever is neither wanted
    nor withdrawn (its file is unreadable just now) stays as it is.
    """
    existing = {delivery.identity: delivery for delivery in known}
    changes: list[Change] = []
    for wish in wanted:
        delivery = existing.get(wish.identity)
        change = _insert(wish, setting) if delivery is None else _update(wish, delivery, setting)
        if change is not None:
            changes.append(change)
    return changes + withdrawals(existing.values(), withdrawn)


def withdrawals(
    known: Iterable[Known], withdrawn: Mapping[tuple[str, str, int], Sentence]
) -> list[Change]:
    """The withdrawals among `known` that are still possible."""
    return [
        Withdraw(delivery.id, delivery.state, withdrawn[delivery.identity])
        for delivery in known
        if delivery.identity in withdrawn and delivery.state in WITHDRAWABLE
    ]


def _insert(wish: Wanted, setting: Setting) -> Insert:
    if wish.due_at >= setting.database_since:
        return Insert(wish, State.PLANNED, wish.due_at)
    return _from_before(wish, setting)


def _from_before(wish: Wanted, setting: Setting) -> Insert:
    """It was due before this database existed: an older one may have published it."""
    window = setting.late_windows[wish.channel]
    if wish.on_missed.policy == "publish_within" and wish.on_missed.within:
        window = max(window, wish.on_missed.within)
    if setting.now > wish.due_at + window:
        return Insert(wish, State.MISSED, None, _OLD)
    if wish.channel in setting.askable:
        return Insert(wish, State.UNCONFIRMED, setting.now, _ASKING)
    return Insert(wish, State.HELD, None, _UNASKABLE, "unaskable")


def _update(wish: Wanted, delivery: Known, setting: Setting) -> Change | None:
    same_content = wish.digest == delivery.digest
    same = same_content and settings_of(wish) == delivery.settings
    if delivery.state is State.CANCELLED and delivery.cancelled_by == "file":
        return Update(
            delivery.id, wish, delivery.state, State.PLANNED, max(wish.due_at, setting.now)
        )
    if same:
        return None
    if delivery.state not in CHANGEABLE or delivery.parts_live:
        return None if same_content else _too_late(delivery)
    return _changed(wish, delivery, setting)


def _changed(wish: Wanted, delivery: Known, setting: Setting) -> Update | None:
    moved_ahead = wish.due_at != delivery.due_at and wish.due_at > setting.now
    if delivery.state in {State.MISSED, State.HELD} and not moved_ahead:
        # Lateness and closed gates are not mended by another wording: content is renewed, the
        # state stays until a person or the gate decides. An embargo may have been shortened.
        asks_again = delivery.gate == GateName.EMBARGO
        wake_at = setting.now if asks_again else None
        return Update(delivery.id, wish, delivery.state, delivery.state, wake_at)
    state = State.RETRYING if delivery.state is State.RETRYING else State.PLANNED
    wake_at = wish.due_at if state is State.PLANNED else setting.now
    return Update(delivery.id, wish, delivery.state, state, max(wake_at, wish.due_at))


def _too_late(delivery: Known) -> TooLate | None:
    if delivery.state in {State.CANCELLED, State.RETRACTED}:
        return None
    return TooLate(
        delivery.id, delivery.post, delivery.channel, delivery.state, delivery.occurrence
    )


def settings_of(wish: Wanted) -> str:
    """Everything about `wish` besides its content, in one comparable text."""
    within = wish.on_missed.within.total_seconds() if wish.on_missed.within else ""
    instants = (wish.due_at, wish.not_after, wish.embargo_until)
    stamps = "|".join(str(round(at.timestamp() * 1000)) if at else "" for at in instants)
    return "|".join((stamps, f"{wish.on_missed.policy}{within}", *wish.rights))


_OLD = Sentence(
    "War fällig, bevor diese Datenbank angelegt wurde; wird nicht nachgeholt.",
    "Was due before this database was made; is not made up for.",
)
_ASKING = Sentence(
    "War fällig, bevor diese Datenbank angelegt wurde; zuerst wird die Plattform gefragt.",
    "Was due before this database was made; the platform is asked first.",
)
_UNASKABLE = Sentence(
    "War fällig, bevor diese Datenbank angelegt wurde, und die Plattform lässt sich nicht fragen. "
    "Entscheiden Sie: litfass publish oder litfass cancel.",
    "Was due before this database was made, and the platform cannot be asked. "
    "Decide: litfass publish or litfass cancel.",
)
