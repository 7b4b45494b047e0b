# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Amending: what is live is made to say what its file says now.

Where the platform can edit, the post is edited; the same edit twice is harmless, so that one whose
answer was lost is simply asked for again. Elsewhere a linked correction is published below it, once
a person agrees. What stood there before is kept in `addenda`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scheduler.model.approval import ApprovalRules
from scheduler.model.delivery import AddendumKind, AddendumState, Delivery, State
from scheduler.model.errors import (
    ChannelBlocked,
    LitfassError,
    OutcomeUnknown,
    PublishError,
    StoreError,
    TryLater,
    UsageError,
)
from scheduler.model.message import Message, Part, Remote
from scheduler.model.platform import Edits, Platform
from scheduler.model.sentence import Sentence
from scheduler.operations.approving import is_asked, why_unapproved
from scheduler.operations.correcting import (
    CORRECTED,
    correction_part,
    correction_text,
    order_correction,
)
from scheduler.operations.drift import RULE, as_published
from scheduler.operations.orders import Order, Told, order_refused
from scheduler.operations.sync import Survey
from scheduler.operations.workspace import Workspace
from scheduler.planning.drift import changes, listed, same_media
from scheduler.planning.planner import Wanted
from scheduler.store import addenda, problems, queries
from scheduler.store.addenda import Ordered
from scheduler.store.database import Transaction
from scheduler.store.journal import Event, note

ASK_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What amending would do with one live delivery.

    `way` None: nothing can or need be done, and `said` tells why. `text` is what a correction
    would say; None where a person must write it.
    """

    delivery: Delivery
    way: Literal["edit", "correction"] | None
    said: Sentence
    wish: Wanted | None = None
    text: str | None = None


def proposals(
    workspace: Workspace, survey: Survey, order: Order, *, as_correction: bool = False
) -> list[Proposal]:
    """What amending the post and its variants would do, delivery by delivery; changes nothing.

    `as_correction`: also where the platform could edit.
    """
    with workspace.database.read() as connection:
        found = queries.deliveries_of_unit(connection, order.post, order.channel, order.occurrence)
        if not found:
            raise UsageError(order_refused(connection, order))
        live = {each.id: as_published(connection, each.id) for each in found}
    wishes = _wishes(survey)
    made = [_proposal(workspace, each, wishes, live[each.id]) for each in found]
    return [
        _as_correction(each, live[each.delivery.id]) if as_correction else each for each in made
    ]


def amend(
    workspace: Workspace, proposal: Proposal, order: Order, reason: str, text: str | None = None
) -> Told:
    """Do what `proposal` says; `text` is the correction in a person's own words."""
    if proposal.wish is None or proposal.way is None:
        return Told(proposal.delivery, False, proposal.said)  # noqa: FBT003 - nothing to do
    missing = _unreviewed(workspace, order.rules, proposal.wish, text)
    if missing is not None:
        return Told(proposal.delivery, False, missing)  # noqa: FBT003 - not done
    kind: AddendumKind = "edit" if proposal.way == "edit" else "correction"
    ordered = Ordered(proposal.delivery.id, kind, order.actor, reason, order.now)
    if proposal.way == "edit":
        return _edit(workspace, proposal, proposal.wish, ordered)
    return _correct(workspace, proposal, proposal.wish, ordered, text or proposal.text)


def _unreviewed(
    workspace: Workspace, rules: ApprovalRules, wish: Wanted, text: str | None
) -> Sentence | None:
    """Why readers may not see it yet: what the file says now is to be approved like any post.

    Words given with the order were seen by nobody else.
    """
    with workspace.database.read() as connection:
        missing = why_unapproved(connection, rules, wish)
        asked = is_asked(connection, rules, wish)
    return missing or (_OWN_WORDS if asked and text is not None else None)


def _wishes(survey: Survey) -> dict[tuple[str, str, int], Wanted]:
    good = [made for made in survey.compositions if not made.is_faulty]
    return {wish.identity: wish for made in good for wish in made.wanted()}


def _proposal(
    workspace: Workspace,
    delivery: Delivery,
    wishes: dict[tuple[str, str, int], Wanted],
    live: Sequence[Part],
) -> Proposal:
    if delivery.state is not State.PUBLISHED:
        return Proposal(delivery, None, _not_live(delivery))
    wish = wishes.get((delivery.post, delivery.channel, delivery.occurrence))
    if wish is None:
        return Proposal(delivery, None, _NOT_WANTED)
    differs = changes(live, wish.message.parts)
    if not differs:
        return Proposal(delivery, None, _SAME)
    try:
        platform = workspace.open_channel(delivery.channel)
    except ChannelBlocked as error:
        return Proposal(delivery, None, error.sentence)
    what = listed(differs)
    if isinstance(platform, Edits) and _is_editable(live, wish.message.parts):
        said = Sentence(f"Wird geändert: {what.de}.", f"Is edited: {what.en}.")
        return Proposal(delivery, "edit", said, wish)
    return Proposal(
        delivery,
        "correction",
        _no_edit(what, can_edit=isinstance(platform, Edits)),
        wish,
        correction_text(live, wish.message.parts),
    )


def _as_correction(proposal: Proposal, live: Sequence[Part]) -> Proposal:
    if proposal.way != "edit" or proposal.wish is None:
        return proposal
    text = correction_text(live, proposal.wish.message.parts)
    return replace(proposal, way="correction", said=_ASKED_FOR, text=text)


def _is_editable(live: Sequence[Part], wanted: Sequence[Part]) -> bool:
    """Text, language, warning and alt texts are; pictures and the number of parts are not."""
    return len(live) == len(wanted) and same_media(live, wanted)


def _edit(workspace: Workspace, proposal: Proposal, wish: Wanted, ordered: Ordered) -> Told:
    number, old, remotes = workspace.database.run(
        lambda connection: _begin_edit(connection, ordered, wish)
    )
    try:
        platform = workspace.open_channel(wish.channel)
        for place, part in enumerate(wish.message.parts, start=1):
            if part != old[place - 1]:
                remote = _edited(platform, remotes[place], part)
                _note_remote(workspace, ordered.delivery_id, place, remote)
    except StoreError:
        raise
    except (TryLater, OutcomeUnknown, ChannelBlocked) as error:
        return _left(workspace, proposal, number, "open", _again(error, proposal.delivery))
    except LitfassError as error:
        return _left(workspace, proposal, number, "task", _refused(error, proposal.delivery))
    workspace.database.run(lambda connection: _finish_edit(connection, ordered, wish, number))
    return Told(proposal.delivery, True, _EDITED)  # noqa: FBT003 - done


def _begin_edit(
    connection: Transaction, ordered: Ordered, wish: Wanted
) -> tuple[int, tuple[Part, ...], dict[int, Remote]]:
    """The addendum's number, what stands there now, and where."""
    number = addenda.begin(connection, ordered, wish.message, wish.digest)
    old = as_published(connection, ordered.delivery_id)
    return number, old, addenda.standing_parts(connection, ordered.delivery_id)


def _edited(platform: Platform, remote: Remote, part: Part) -> Remote:
    for last in (*[False] * (ASK_AGAIN - 1), True):
        try:
            if not isinstance(platform, Edits):
                raise PublishError(_CANNOT_EDIT)
            return platform.edit(remote, part)
        except OutcomeUnknown:
            if last:
                raise
    raise OutcomeUnknown(_CANNOT_EDIT)


def _note_remote(workspace: Workspace, delivery: int, part: int, remote: Remote) -> None:
    workspace.database.run(
        lambda connection: addenda.renew_part(connection, delivery, part, remote)
    )


def _finish_edit(connection: Transaction, ordered: Ordered, wish: Wanted, number: int) -> None:
    delivery = ordered.delivery_id
    now_there = addenda.parts_now(connection, delivery)
    below = now_there[len(as_published(connection, delivery)) :]
    message = Message((*wish.message.parts, *below), wish.message.omissions)
    addenda.put_message(connection, delivery, message, wish.digest, ordered.at)
    addenda.settle(connection, number, "done", ordered.at)
    said = Sentence(
        f"{_EDITED.de} {ordered.reason}".strip(), f"{_EDITED.en} {ordered.reason}".strip()
    )
    note(connection, Event(ordered.at, "order.edit", said, ordered.actor, delivery_id=delivery))
    problems.drop(connection, RULE, wish.post, wish.channel)


def _left(
    workspace: Workspace,
    proposal: Proposal,
    number: int,
    state: AddendumState,
    said: Sentence,
) -> Told:
    now = workspace.clock.now()
    workspace.database.run(lambda connection: addenda.settle(connection, number, state, now, said))
    return Told(proposal.delivery, False, said)  # noqa: FBT003 - not done


def _correct(
    workspace: Workspace, proposal: Proposal, wish: Wanted, ordered: Ordered, text: str | None
) -> Told:
    if not (text or "").strip():
        return Told(proposal.delivery, False, _WRITE_ONE)  # noqa: FBT003 - not done
    part = correction_part(workspace, workspace.open_channel(wish.channel), wish, text or "")
    if isinstance(part, Sentence):
        return Told(proposal.delivery, False, part)  # noqa: FBT003 - not done

    done = workspace.database.run(
        lambda connection: order_correction(connection, ordered, wish, part)
    )
    return Told(proposal.delivery, done, CORRECTED if done else _OVERTAKEN)


def _not_live(delivery: Delivery) -> Sentence:
    return Sentence(
        f"Ist nicht erschienen (Zustand „{delivery.state}“); die Datei gilt, sobald er es tut.",
        f"Is not live (state “{delivery.state}”); its file counts when it goes out.",
    )


def _no_edit(what: Sentence, *, can_edit: bool) -> Sentence:
    if can_edit:
        return Sentence(
            f"Geändert ist: {what.de}. Bilder und die Zahl der Teile lassen sich nicht "
            "nachträglich ändern; möglich ist eine Berichtigung darunter, oder zurückziehen.",
            f"Changed: {what.en}. Pictures and the number of parts cannot be changed afterwards; "
            "possible is a correction below it, or to retract it.",
        )
    return Sentence(
        f"Geändert ist: {what.de}. Auf diesem Kanal lässt sich nichts Erschienenes ändern; "
        "möglich ist eine Berichtigung darunter.",
        f"Changed: {what.en}. Nothing that is live can be edited on this channel; possible is a "
        "correction below it.",
    )


def _again(error: LitfassError, delivery: Delivery) -> Sentence:
    way = f"litfass amend {delivery.post} --channel {delivery.channel}"
    return Sentence(
        f"Ob die Änderung ankam, ist offen: {error.sentence.de} Noch einmal, das schadet nicht: "
        f"{way}",
        f"Whether the edit arrived is open: {error.sentence.en} Once more, it does no harm: {way}",
    )


def _refused(error: LitfassError, delivery: Delivery) -> Sentence:
    way = f"litfass amend {delivery.post} --channel {delivery.channel} --as-correction"
    return Sentence(
        f"Die Plattform nimmt die Änderung nicht: {error.sentence.de} Stattdessen: {way}",
        f"The platform does not take the edit: {error.sentence.en} Instead: {way}",
    )


_ASKED_FOR = Sentence("Bekommt eine Berichtigung.", "Gets a correction.")
_SAME = Sentence("Ist erschienen, wie es in der Datei steht.", "Is live as its file says.")
_NOT_WANTED = Sentence(
    "Die Datei ist fehlerhaft oder will diesen Beitrag hier nicht mehr: litfass check. Was "
    "erschienen ist, nimmt litfass retract zurück.",
    "The file is faulty or no longer wants this post here: litfass check. What is live is taken "
    "down by litfass retract.",
)
_EDITED = Sentence("Geändert.", "Edited.")
_CANNOT_EDIT = Sentence(
    "Auf diesem Kanal lässt sich nichts ändern.", "Nothing can be edited on this channel."
)
_WRITE_ONE = Sentence(
    "Was berichtigt werden soll, lässt sich hier nicht von selbst sagen. Schreiben Sie es: "
    "--correction TEXT",
    "What is to be corrected cannot be told by itself here. Write it: --correction TEXT",
)
_OVERTAKEN = Sentence(
    "Der Stand hat sich gerade geändert. Bitte ansehen: litfass status",
    "It has just changed. Please look: litfass status",
)
_OWN_WORDS = Sentence(
    "Hier gilt eine Freigaberegel, und eigene Worte (--correction) hat niemand freigegeben. "
    "Schreiben Sie die Berichtigung in die Datei, lassen Sie sie freigeben, dann: litfass amend",
    "An approval policy is in force here, and nobody approved words of your own (--correction). "
    "Write the correction into the file, have it approved, then: litfass amend",
)
