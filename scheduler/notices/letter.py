# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One message to a target: all that waits for it, in plain sentences of its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.model.notice import EVENT_WORDS, NoticeEvent
from scheduler.model.sentence import Language, Sentence
from scheduler.store.notices import Claimed


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is sent: plain text, no markup."""

    title: str
    body: str


def letter_of(claimed: Claimed, language: Language, quiet_until: Sentence | None = None) -> Letter:
    """The message about what was `claimed`.

    `quiet_until` says when the next one may come, where this is the last that the limit allows.
    """
    paragraphs = [notice.said for notice in claimed.first]
    more = sum(claimed.fresh.values()) - len(claimed.first)
    if more:
        paragraphs.append(_more(more))
    if claimed.standing:
        paragraphs.append(_standing(claimed.standing))
    if quiet_until is not None:
        paragraphs.append(_quiet(quiet_until))
    body = "\n\n".join(said.in_language(language) for said in paragraphs)
    return Letter(_title(claimed).in_language(language), body)


def trial_letter(language: Language) -> Letter:
    """The message of `litfass notices test`."""
    return Letter(_TRIAL_TITLE.in_language(language), _TRIAL.in_language(language))


def _title(claimed: Claimed) -> Sentence:
    counts = sum(claimed.fresh.values()) + sum(claimed.standing.values())
    if counts == 1 and claimed.first:
        (notice,) = claimed.first
        word, subject = EVENT_WORDS[notice.event], notice.subject
        return Sentence(f"Litfass: {subject}: {word.de}", f"Litfass: {subject}: {word.en}")
    if counts == 1:
        return Sentence("Litfass: 1 Meldung", "Litfass: 1 notice")
    return Sentence(f"Litfass: {counts} Meldungen", f"Litfass: {counts} notices")


def _more(count: int) -> Sentence:
    return Sentence(
        f"Und {count} weitere. Alle zeigt: litfass notices list",
        f"And {count} more. All of them shows: litfass notices list",
    )


def _standing(counts: Mapping[NoticeEvent, int]) -> Sentence:
    words = [(EVENT_WORDS[event], counts[event]) for event in NoticeEvent if event in counts]
    de = ", ".join(f"{count} × {word.de}" for word, count in words)
    en = ", ".join(f"{count} × {word.en}" for word, count in words)
    return Sentence(
        f"Schon bevor diese Meldungen eingerichtet waren: {de}. Einzelheiten: litfass status",
        f"From before these notices were set up: {en}. Details: litfass status",
    )


def _quiet(until: Sentence) -> Sentence:
    return Sentence(
        f"Das ist vorerst die letzte Nachricht: Die Obergrenze (at_most) ist erreicht. Was bis "
        f"{until.de} hinzukommt, folgt dann in einer Nachricht.",
        f"This is the last message for now: the limit (at_most) is reached. What comes up until "
        f"{until.en} follows then in one message.",
    )


_TRIAL_TITLE = Sentence("Litfass: Probenachricht", "Litfass: test message")
_TRIAL = Sentence(
    "Das ist eine Probe. Hier meldet sich Litfass, wenn etwas einen Menschen braucht.",
    "This is a test. Litfass will write here when something needs a person.",
)
