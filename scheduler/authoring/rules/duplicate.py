# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Y02: the same channel does not get nearly the same text twice within 30 days.

Texts are compared as sets of words. Two of which nine tenths agree must share one of their rarest
words, so only posts that do are compared; ten thousand posts take a moment, not an hour.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from scheduler.authoring.calendar_words import DAY_WORDS
from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import HASHTAG, URL
from scheduler.authoring.remarks import Remark, finding
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import PostStatus
from scheduler.model.sentence import Sentence

ID = "Y02"
WITHIN = timedelta(days=30)
ALIKE = 0.9
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Outing:
    """One post on one channel: when, and its words."""

    draft: Draft
    channel: str
    due_at: datetime
    words: frozenset[str]


def _check(draft: Draft) -> Iterator[Finding]:
    del draft
    return iter(())


def _compare(drafts: Sequence[Draft]) -> Iterator[Finding]:
    by_channel: dict[str, list[_Outing]] = defaultdict(list)
    words_of: dict[str, frozenset[str]] = {}
    for draft in drafts:
        if draft.post.status is not PostStatus.CANCELLED:
            for outing in _outings(draft, words_of):
                by_channel[outing.channel].append(outing)
    for outings in by_channel.values():
        yield from _alike(sorted(outings, key=lambda one: (one.due_at, one.draft.post.id)))


def _outings(draft: Draft, words_of: dict[str, frozenset[str]]) -> Iterator[_Outing]:
    for channel in draft.channels:
        if channel.due_at is not None:
            text = _text(channel)
            if text not in words_of:
                words_of[text] = _words(text)
            if words_of[text]:
                yield _Outing(draft, channel.channel, channel.due_at, words_of[text])


def _text(channel: ChannelDraft) -> str:
    return "\n".join(part.text for part in channel.message.parts)


def _words(text: str) -> frozenset[str]:
    plain = HASHTAG.sub(" ", URL.sub(" ", text)) if "#" in text or "/" in text else text
    return frozenset(_WORD.findall(plain.casefold()))


def _alike(outings: Sequence[_Outing]) -> Iterator[Finding]:
    common = Counter(word for outing in outings for word in outing.words)
    shared: dict[str, list[_Outing]] = defaultdict(list)
    for outing in outings:
        telling = _rarest(outing.words, common)
        earlier = _nearest(outing, (one for word in telling for one in shared[word]))
        if earlier is not None:
            yield _finding(outing, earlier)
        for word in telling:
            # Only what is near in time can be too near: the list stays short.
            kept = [one for one in shared[word][-50:] if outing.due_at - one.due_at <= WITHIN]
            shared[word] = [*kept, outing]


def _rarest(words: frozenset[str], common: Mapping[str, int]) -> list[str]:
    """Those of which two alike texts must share one."""
    telling = len(words) - ceil(ALIKE * len(words)) + 1
    in_order = sorted(words, key=lambda word: (common[word], word))
    return [word for word in in_order[:telling] if common[word] > 1]


def _nearest(outing: _Outing, others: Iterable[_Outing]) -> _Outing | None:
    """The latest of `others`, in order of time, that says nearly the same."""
    count = len(outing.words)
    candidates = {
        id(one): one for one in others if ALIKE * count <= len(one.words) <= count / ALIKE
    }
    in_order = sorted(candidates.values(), key=lambda one: one.due_at, reverse=True)
    return next((one for one in in_order if _are_alike(outing, one)), None)


def _are_alike(outing: _Outing, other: _Outing) -> bool:
    words, others = outing.words, other.words
    if len(words & others) < ALIKE * max(len(words), len(others)):
        return False
    if outing.due_at - other.due_at > WITHIN or outing.draft.post.id == other.draft.post.id:
        return False
    differing = words ^ others
    # The steps of a series say the same of another day.
    return not differing or not all(_is_of_time(word) for word in differing)


def _is_of_time(word: str) -> bool:
    return word in DAY_WORDS or any(map(str.isdigit, word))


def _finding(outing: _Outing, earlier: _Outing) -> Finding:
    at, other = earlier.due_at, earlier.draft.post.id
    said = Remark(
        Severity.WARNING,
        Sentence(
            f"Fast gleicher Beitrag am {at:%d.%m.%Y}: {other}.",
            f"Nearly the same post on {at:%Y-%m-%d}: {other}.",
        ),
        Sentence(
            "Formulieren Sie ihn anders, oder streichen Sie einen von beiden.",
            "Word it differently, or drop one of the two.",
        ),
    )
    return finding(outing.draft, ID, said, outing.channel)


RULE = Rule(
    ID,
    "duplicate",
    _check,
    Sentence(
        "Derselbe Kanal bekommt innerhalb von 30 Tagen fast den gleichen Text (neun Zehntel der "
        "Wörter). Texte, die sich nur in Tag und Datum unterscheiden, sind eine Reihe.",
        "the same channel gets nearly the same text within 30 days (nine tenths of the words). "
        "Texts that differ in day and date only are a series",
    ),
    "warning",
    compare=_compare,
)
