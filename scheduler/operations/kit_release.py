# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a post may not be handed to partners just now.

What leaves in a kit can be called back by nobody, so whatever is in doubt stays here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.authoring.linting import media_on
from scheduler.media.pictures import has_metadata
from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Pause, last_to_end
from scheduler.model.post import Attachment, Medium, PostStatus, Visibility, unit_of
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Sentence
from scheduler.operations.approving import why_unapproved
from scheduler.operations.composing import Composed
from scheduler.operations.preview import PostPreview
from scheduler.operations.surety import Surety
from scheduler.planning.approval import needs_under
from scheduler.planning.kits import Period, period_of, why_not_for_partners
from scheduler.planning.windows import closures, subject_of
from scheduler.store import approval_content

_OPEN: frozenset[Visibility] = frozenset({"public", "unlisted"})


def why_withheld(shown: PostPreview, surety: Surety) -> Sentence | None:
    """Why the post stays out of a kit made now; the first reason, None if it may go in."""
    return next((why for ask in _QUESTIONS if (why := ask(shown, surety)) is not None), None)


def period(shown: PostPreview, now: datetime) -> Period:
    """When partners may publish the post."""
    return period_of(shown.made.post, all_media(shown), book_of(shown), now)


def all_media(shown: PostPreview) -> list[Medium]:
    """Every medium of what is shown, each once."""
    media = [one for each in shown.shown for one in media_on(shown.made.post, each.channel)]
    return list(dict.fromkeys(media))


def book_of(shown: PostPreview) -> RightsBook:
    """The rights that the post was checked against."""
    return shown.made.draft.rights if shown.made.draft is not None else RightsBook()


def _unready(shown: PostPreview, surety: Surety) -> Sentence | None:
    del surety
    if shown.made.post.status is not PostStatus.READY:
        return _STATUSES[shown.made.post.status]
    if not shown.is_whole or shown.made.is_faulty:
        return _FAULTY
    return None if shown.shown else _NOTHING


def _visibility(shown: PostPreview, surety: Surety) -> Sentence | None:
    del surety
    return None if shown.made.post.visibility in _OPEN else _HIDDEN


def _embargo(shown: PostPreview, surety: Surety) -> Sentence | None:
    until = shown.made.post.embargo_until
    if until is None or until <= surety.now:
        return None
    there = until.astimezone(ZoneInfo(surety.settings.timezone))
    return Sentence(
        f"Sperrfrist bis {there:%d.%m.%Y %H:%M %Z}.", f"Embargo until {there:%Y-%m-%d %H:%M %Z}."
    )


def _rights(shown: PostPreview, surety: Surety) -> Sentence | None:
    return why_not_for_partners(all_media(shown), book_of(shown), surety.now)


def _over(shown: PostPreview, surety: Surety) -> Sentence | None:
    return _OVER if period(shown, surety.now).is_over(surety.now) else None


def _closed(shown: PostPreview, surety: Surety) -> Sentence | None:
    """Why anybody ordered or ruled that nothing of it is to be said now."""
    for each in shown.shown:
        subject = subject_of(shown.made.post, each.channel)
        for closure in closures(surety.settings.windows, subject, surety.now):
            if closure.gate is GateName.BLACKOUT and closure.effect == "block":
                return closure.reason
        pause = last_to_end(surety.pauses, subject, surety.now)
        if pause is not None:
            return _paused(pause)
    return None


def _withdrawn(shown: PostPreview, surety: Surety) -> Sentence | None:
    unit = unit_of(shown.made.post.id)
    mine = [each for each in surety.known if unit_of(each.post) == unit]
    if any(each.state is State.RETRACTED for each in mine):
        return _RETRACTED
    if any(each.state is State.CANCELLED and each.cancelled_by == "person" for each in mine):
        return _CANCELLED
    return None


def _approval(shown: PostPreview, surety: Surety) -> Sentence | None:
    """The approval counts for the text as it is in the file, under the policies of both."""
    rules = surety.settings.approval_rules()
    wishes = {(wish.channel, wish.occurrence): wish for wish in shown.made.wanted()}
    for each in shown.shown:
        wish = wishes.get((each.channel, each.occurrence))
        if wish is None:
            if needs_under(rules, each.channel, shown.made.choice):
                return _UNPLANNED
            continue
        why = why_unapproved(surety.connection, rules, wish)
        if why is not None:
            return why
        if needs_under(rules, each.channel, shown.made.choice) and _is_stale(shown, surety):
            return _UNPLANNED
    return None


def _is_stale(shown: PostPreview, surety: Surety) -> bool:
    """Whether the file asks for other approvals by now than those the database knows of."""
    if shown.made.post.variant_of is not None:
        return False  # the post itself says what is asked of all its languages
    current = approval_content.current(surety.connection, shown.made.post.id)
    if current is None:
        return True
    return current.choice != shown.made.choice.with_earlier(current.choice)


def _metadata(shown: PostPreview, surety: Surety) -> Sentence | None:
    del surety
    for item in _attachments(shown.shown):
        if item.mime.startswith("image/") and has_metadata(item.path):
            return _METADATA
    return None


def _attachments(channels: Sequence[Composed]) -> Iterator[Attachment]:
    for each in channels:
        for part in each.message.parts:
            yield from part.attachments


def _paused(pause: Pause) -> Sentence:
    return Sentence(
        f"Angehalten von {pause.actor}: „{pause.reason}“.",
        f"Paused by {pause.actor}: “{pause.reason}”.",
    )


_QUESTIONS: tuple[Callable[[PostPreview, Surety], Sentence | None], ...] = (
    _unready,
    _visibility,
    _embargo,
    _rights,
    _over,
    _closed,
    _withdrawn,
    _approval,
    _metadata,
)
_STATUSES: Mapping[PostStatus, Sentence] = {
    PostStatus.DRAFT: Sentence("Er ist noch ein Entwurf.", "It is still a draft."),
    PostStatus.CANCELLED: Sentence("Er ist abgesagt.", "It is cancelled."),
}
_FAULTY = Sentence(
    "Er hat Fehler. Welche, sagt: litfass check", "It is faulty. What is wrong says: litfass check"
)
_NOTHING = Sentence("Kein Kanal bekommt ihn.", "No channel gets it.")
_HIDDEN = Sentence(
    "Er ist nicht für die Öffentlichkeit (visibility).", "It is not for the public (visibility)."
)
_OVER = Sentence(
    "Seine Zeit ist vorbei (not_after, keep_online oder das Ende eines Nutzungsrechts).",
    "Its time is over (not_after, keep_online, or the end of a right of use).",
)
_RETRACTED = Sentence("Er wurde zurückgezogen.", "It was retracted.")
_CANCELLED = Sentence("Jemand hat ihn abgesagt.", "Somebody cancelled it.")
_UNPLANNED = Sentence(
    "Was freizugeben ist, steht noch nicht in der Datenbank. Bitte: litfass sync",
    "What is to be approved does not stand in the database yet. Please run: litfass sync",
)
_METADATA = Sentence(
    "Ein Bild verrät mehr, als es zeigt (Ort, Kamera), und ließ sich nicht bereinigen. "
    "Speichern Sie es ohne diese Angaben.",
    "A picture tells more than it shows (place, camera) and could not be cleaned. "
    "Save it without these.",
)
