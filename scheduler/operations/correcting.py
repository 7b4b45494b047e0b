# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A correction: one more part below a post that cannot be edited.

It goes out as a part of a thread does, through every gate, and once: it is claimed, marked and,
when its answer is lost, looked up. Until it is live, the delivery is `retrying`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.model.delivery import State
from scheduler.model.languages import primary
from scheduler.model.message import Message, Part
from scheduler.model.platform import Platform, Resolves
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.operations.drift import RULE
from scheduler.operations.workspace import Workspace
from scheduler.planning.planner import Wanted
from scheduler.store import addenda, problems
from scheduler.store.addenda import Ordered
from scheduler.store.database import Transaction
from scheduler.store.orders import move_by_order

_HEADS: Mapping[str, str] = {
    "de": "Berichtigung",
    "en": "Correction",
    "fr": "Rectificatif",
    "tr": "Düzeltme",
    "uk": "Виправлення",
    "ru": "Исправление",
    "pl": "Sprostowanie",
    "ar": "تصحيح",
    "fa": "اصلاحیه",
}
_EASY = "Das war falsch. Richtig ist"


def correction_text(live: Sequence[Part], wanted: Sequence[Part]) -> str | None:
    """What a correction says by itself: the one part that changed, as it is now.

    None where several parts changed, or their number did: a person must say it then.
    """
    if len(live) != len(wanted):
        return None
    changed = [new for old, new in zip(live, wanted, strict=True) if old.text != new.text]
    if len(changed) != 1:
        return None
    (part,) = changed
    easy = part.lang.lower().endswith("-leicht")
    head = _EASY if easy else _HEADS.get(primary(part.lang), _HEADS["en"])
    return f"{head}: {part.text}"


def correction_part(
    workspace: Workspace, platform: Platform, wish: Wanted, text: str
) -> Part | Sentence:
    """The part to be sent, or why it does not fit."""
    kind = workspace.kind_of(wish.channel)
    limits = workspace.known_limits()[wish.channel]
    first = wish.message.parts[0]
    post = ChannelPost(
        post_id=wish.post,
        channel=wish.channel,
        lang=first.lang,
        passages=(ChannelPassage(text),),
        content_warning=first.content_warning,
        visibility=first.visibility,
    )
    message = kind.compose(post, limits)
    if isinstance(platform, Resolves):
        message = platform.resolve(message)
    (part,) = message.parts
    length = kind.length_of(part, limits)
    return part if length.valid else _too_long(length.length, length.limit)


def order_correction(connection: Transaction, ordered: Ordered, wish: Wanted, part: Part) -> bool:
    """Put the part below what is live; False when the delivery is no longer as it was seen."""
    parts = (*addenda.parts_now(connection, ordered.delivery_id), part)
    message = Message(parts)
    done = move_by_order(
        connection,
        ordered.delivery_id,
        seen=State.PUBLISHED,
        to=State.RETRYING,
        actor=ordered.actor,
        said=CORRECTED,
        now=ordered.at,
        wake_at=ordered.at,
        ordered_at=ordered.at,
        begun_at=ordered.at,
        prepared_at=ordered.at,
        failures=0,
        looks=0,
    )
    if not done:
        return False
    number = addenda.begin(connection, ordered, message, wish.digest)
    # The digest is that of the file which is now taken care of: it drifts no longer.
    addenda.put_message(connection, ordered.delivery_id, message, wish.digest, ordered.at)
    addenda.settle(connection, number, "done", ordered.at)
    problems.drop(connection, RULE, wish.post, wish.channel)
    return True


def _too_long(length: int, limit: int) -> Sentence:
    return Sentence(
        f"Die Berichtigung hat {length} von {limit} Zeichen. Schreiben Sie eine kürzere: "
        "--correction TEXT",
        f"The correction has {length} of {limit} characters. Write a shorter one: "
        "--correction TEXT",
    )


CORRECTED = Sentence(
    "Eine Berichtigung wird darunter veröffentlicht.", "A correction is published below it."
)
