# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a preview says beside the texts: what will hold a post, its approval, its languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import last_to_end
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.approving import why_unapproved
from scheduler.operations.composing import Composition
from scheduler.operations.preview import PostPreview
from scheduler.operations.surety import Surety
from scheduler.operations.variants import FRESHNESS, LanguageRow, rows_of
from scheduler.planning.approval import needs_under
from scheduler.planning.planner import Wanted
from scheduler.planning.rights import restrictions_of
from scheduler.planning.windows import closures, subject_of
from scheduler.store import channels

# In these a delivery can still be held; in all others its way is over, or under way.
_COMING = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING})


@dataclass(frozen=True, slots=True)
class Hold:
    """A gate that will be closed for one delivery at its time, and why."""

    channel: str
    occurrence: int
    gate: GateName
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Outlook:
    """What awaits a post; `approval` is None where nobody has to approve it."""

    holds: tuple[Hold, ...] = ()
    approval: Sentence | None = None
    languages: tuple[LanguageRow, ...] = ()

    def holds_of(self, channel: str, occurrence: int) -> list[Hold]:
        """What will hold this delivery."""
        mine = (channel, occurrence)
        return [each for each in self.holds if (each.channel, each.occurrence) == mine]

    def language_sentence(self) -> Sentence:
        """Its languages beside its own, each with how new it is."""
        return Sentence(
            ", ".join(f"{each.lang} ({FRESHNESS[each.freshness].de})" for each in self.languages),
            ", ".join(f"{each.lang} ({FRESHNESS[each.freshness].en})" for each in self.languages),
        )


def outlooks(shown: Sequence[PostPreview], surety: Surety) -> Mapping[str, Outlook]:
    """The outlook of each post, by id."""
    return {each.made.post.id: _outlook(each.made, surety) for each in shown}


def outlook_lines(outlook: Outlook, language: Language) -> Iterator[str]:
    """The outlook for people, below the texts of the post."""
    if outlook.holds or outlook.approval is not None or outlook.languages:
        yield ""
    if outlook.languages:
        said = outlook.language_sentence().in_language(language)
        yield f"  {LANGUAGES.in_language(language)}: {said}"
    if outlook.approval is not None:
        yield f"  {APPROVAL.in_language(language)}: {outlook.approval.in_language(language)}"
    for reason, where in _by_reason(outlook).items():
        said = reason.in_language(language)
        yield f"  ! {WILL_BE_HELD.in_language(language)} [{', '.join(where)}]: {said}"


def outlook_json(outlook: Outlook, language: Language) -> dict[str, Any]:
    """The outlook for machines."""
    return {
        "approval": outlook.approval.in_language(language) if outlook.approval else None,
        "languages": [
            {"lang": each.lang, "mode": each.mode, "state": each.freshness}
            for each in outlook.languages
        ],
        "holds": [
            {
                "channel": each.channel,
                "occurrence": each.occurrence,
                "gate": each.gate.value,
                "reason": each.reason.in_language(language),
            }
            for each in outlook.holds
        ],
    }


def _by_reason(outlook: Outlook) -> Mapping[Sentence, list[str]]:
    """The channels that each reason holds, each once; a missing approval is told by itself."""
    found: dict[Sentence, list[str]] = {}
    for hold in outlook.holds:
        if hold.gate is not GateName.APPROVAL and hold.channel not in found.get(hold.reason, ()):
            found.setdefault(hold.reason, []).append(hold.channel)
    return found


def _outlook(made: Composition, surety: Surety) -> Outlook:
    states = {each.identity: each.state for each in surety.known}
    wishes = [
        wish
        for wish in made.wanted()
        if not made.is_faulty and states.get(wish.identity, State.PLANNED) in _COMING
    ]
    languages = tuple(rows_of(made.post)) if made.post.variant_of is None else ()
    asked, missing = _approval(made, wishes, surety)
    holds = [hold for wish in wishes for hold in _holds(made, wish, surety)]
    if missing is not None:
        holds += [Hold(wish.channel, wish.occurrence, GateName.APPROVAL, missing) for wish in asked]
    approval = (missing or _APPROVED) if asked else None
    return Outlook(tuple(holds), approval, languages)


def _approval(
    made: Composition, wishes: Sequence[Wanted], surety: Surety
) -> tuple[list[Wanted], Sentence | None]:
    """The deliveries that need an approval, and what is missing for the first of them."""
    rules = surety.settings.approval_rules()
    asked = [wish for wish in wishes if needs_under(rules, wish.channel, made.choice)]
    found = (why_unapproved(surety.connection, rules, wish) for wish in asked)
    return asked, next((why for why in found if why is not None), None)


def _holds(made: Composition, wish: Wanted, surety: Surety) -> Iterator[Hold]:
    for gate, reason in _closed(made, wish, surety):
        yield Hold(wish.channel, wish.occurrence, gate, reason)


def _closed(made: Composition, wish: Wanted, surety: Surety) -> Iterator[tuple[GateName, Sentence]]:
    """The gates that are closed at its time; what may end before it, as it stands now."""
    due = wish.due_at
    subject = subject_of(made.post, wish.channel)
    pause = last_to_end(surety.pauses, subject, max(due, surety.now))
    if pause is not None:
        yield GateName.PAUSED, _paused(pause.actor, pause.reason)
    blocked = channels.all_channels(surety.connection).get(wish.channel)
    if blocked is not None and blocked.blocked is not None:
        yield GateName.BLOCKED, blocked.blocked
    if wish.embargo_until is not None and due < wish.embargo_until:
        yield GateName.EMBARGO, _EMBARGO
    book = made.draft.rights if made.draft is not None else RightsBook()
    for restriction in restrictions_of(wish.rights, wish.channel, book):
        if restriction.stands_at(due):
            yield GateName.RIGHTS, restriction.reason
    for closure in closures(surety.settings.windows, subject, due):
        if closure.effect == "block":
            yield closure.gate, closure.reason


def _paused(actor: str, reason: str) -> Sentence:
    return Sentence(f"Angehalten von {actor}: „{reason}“.", f"Paused by {actor}: “{reason}”.")


APPROVAL = Sentence("Freigabe", "Approval")
LANGUAGES = Sentence("Weitere Sprachen", "Other languages")
WILL_BE_HELD = Sentence("Wird zurückgehalten", "Will be held")
_APPROVED = Sentence("Freigegeben.", "Approved.")
_EMBARGO = Sentence("Die Sperrfrist endet erst danach.", "The embargo ends only after that.")
