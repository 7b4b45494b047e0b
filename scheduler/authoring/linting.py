# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linting: what rules say of a post and its messages. Pure; it reads no files and no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from scheduler.model.captions import Captions
from scheduler.model.finding import Finding, Severity
from scheduler.model.house_style import LintTerms
from scheduler.model.message import Length, Message
from scheduler.model.platform import Limits
from scheduler.model.post import Medium, Override, Post
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Language, Sentence
from scheduler.model.window import NO_WINDOWS, Windows

# Words that say "a machine made this", German and English; `ai_label_phrases` adds others.
AI_LABEL_PHRASES = (
    "KI-generiert",
    "KI-erzeugt",
    "mit KI erstellt",
    "mit KI erzeugt",
    "AI-generated",
    "generated with AI",
    "made with AI",
)
DEFAULT_LATE_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """A post as one channel would get it: the message, its parts' lengths, the limits.

    `terms` are the house style of the channel and the weight of its findings; `due_at` is None
    for a post without a time. Each part of the message names its language (`Part.lang`, as
    written: `de-leicht` stays).
    """

    channel: str
    message: Message
    lengths: tuple[Length, ...]
    limits: Limits
    platform: str = ""
    terms: LintTerms = field(default_factory=LintTerms)
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a rule may look at.

    `channels` lacks those for which rendering failed. `delivered` names the channels that
    already have a delivery of this post, in whatever state. `captions` are the files of captions
    by their path. `asks_approval` says that a policy lets nothing out that nobody approved.
    `terms` hold where no channel has its own; `windows` are the times at which not everything may
    go out; `broken_links` says what the last look at an address found wrong with it.
    """

    post: Post
    channels: tuple[ChannelDraft, ...]
    now: datetime
    delivered: frozenset[str] = frozenset()
    late_window: timedelta = DEFAULT_LATE_WINDOW
    rights: RightsBook = field(default_factory=RightsBook)
    captions: Mapping[str, Captions] = field(default_factory=dict)
    ai_label_phrases: tuple[str, ...] = AI_LABEL_PHRASES
    asks_approval: bool = False
    terms: LintTerms = field(default_factory=LintTerms)
    windows: Windows = NO_WINDOWS
    broken_links: Mapping[str, Sentence] = field(default_factory=lambda: MappingProxyType({}))

    def terms_of(self, channel: str | None) -> LintTerms:
        """The terms of `channel`; those of the organisation for None."""
        return next((each.terms for each in self.channels if each.channel == channel), self.terms)


@dataclass(frozen=True, slots=True)
class Rule:
    """The registration of a rule: `RULE = Rule(...)` in its module.

    `title` is the short English name that stands beside the id in the documentation; `check`
    is pure and gives findings in any order. `compare`, where a rule has it, looks at all posts of
    a workspace together. `about`, `severity` and `source` are what the documentation says of it.

    The errors of a `binding` rule protect the law or the delivery itself: they can be neither
    ignored nor made lighter. What a `timeless` rule says depends on the post alone.
    """

    id: str
    title: str
    check: Callable[[Draft], Iterable[Finding]]
    about: Sentence | None = None
    severity: str = ""
    source: str = ""
    compare: Callable[[Sequence[Draft]], Iterable[Finding]] | None = None
    binding: bool = False
    timeless: bool = True

    @property
    def name(self) -> str:
        """The id: plugins are listed by name."""
        return self.id


def lint(draft: Draft, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """What all `rules` say of `draft`, weighed as its terms want it, sorted by place."""
    return sort_findings(
        weighed
        for rule in rules
        for found in rule.check(draft)
        if (weighed := weigh(found, rule, draft.terms_of(found.channel))) is not None
    )


def compare(drafts: Sequence[Draft], rules: Iterable[Rule]) -> list[Finding]:
    """What `rules` that look at all posts together say, weighed like `lint`."""
    by_post = {draft.post.id: draft for draft in drafts}
    comparing = [(rule, rule.compare) for rule in rules if rule.compare is not None]
    return [
        weighed
        for rule, compared in comparing
        for found in compared(drafts)
        if (weighed := weigh(found, rule, _terms(by_post, found))) is not None
    ]


def weigh(found: Finding, rule: Rule, terms: LintTerms) -> Finding | None:
    """`found` with the severity that `terms` give its rule; None where it is switched off."""
    level = terms.levels.get(rule.id)
    if level is None or (rule.binding and found.severity is Severity.ERROR):
        return found
    return None if level == "off" else replace(found, severity=Severity(level))


def _terms(by_post: Mapping[str, Draft], found: Finding) -> LintTerms:
    draft = by_post.get(found.post or "")
    return LintTerms() if draft is None else draft.terms_of(found.channel)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of files and lines; equal findings once."""
    return tuple(sorted(dict.fromkeys(findings), key=_order))


def findings_json(findings: Iterable[Finding], language: Language = "en") -> dict[str, Any]:
    """The documented JSON shape of `check --json`, sentences in `language`."""
    in_order = sort_findings(findings)
    counts = Counter(found.severity for found in in_order if found.ignored is None)
    return {
        "findings": [_as_json(found, language) for found in in_order],
        "summary": {
            **{severity.value: counts[severity] for severity in Severity},
            "ignored": sum(found.ignored is not None for found in in_order),
        },
    }


def all_media(post: Post) -> Iterator[tuple[str | None, int, Medium]]:
    """Every medium as written: channel (None for all), its number in its list, the medium."""
    yield from _numbered(None, post.media)
    for passage in post.thread:
        yield from _numbered(None, passage.media)
    for variant in post.variants.values():
        if variant.mode == "thread":
            yield from _numbered(None, variant.media)
    for channel, override in post.overrides.items():
        yield from _numbered(channel, override.media or ())
        for passage in override.thread or ():
            yield from _numbered(channel, passage.media)


def media_on(post: Post, channel: str) -> tuple[Medium, ...]:
    """Every medium that `channel` gets, in all parts; none where it is left out."""
    if not (post.overrides or post.thread or post.media or post.link):
        return ()
    own = post.overrides.get(channel, Override())
    if own.skip:
        return ()
    media = post.media if own.media is None else own.media
    if own.thread and own.text is None:
        media = own.media or ()  # the thread says it all, as rendering has it
    thread = () if own.text is not None and own.thread is None else post.thread
    passages = thread if own.thread is None else own.thread
    link = None if own.no_link else own.link or post.link
    card = (link.card_image,) if link is not None and link.card_image is not None else ()
    return (*media, *(medium for passage in passages for medium in passage.media), *card)


def due_on(post: Post, channel: str) -> datetime | None:
    """When `channel` gets it."""
    return post.due_on(channel)


def _numbered(
    channel: str | None, media: tuple[Medium, ...]
) -> Iterator[tuple[str | None, int, Medium]]:
    for number, medium in enumerate(media, start=1):
        yield channel, number, medium


def _order(found: Finding) -> tuple[str, int, int, str, str, str]:
    place = found.place
    return (
        place.file,
        place.line,
        place.column,
        found.rule,
        found.channel or "",
        found.message.en,
    )


def _as_json(found: Finding, language: Language) -> dict[str, Any]:
    def wording(sentence: Sentence | None) -> str | None:
        return None if sentence is None else sentence.in_language(language)

    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "file": found.place.file,
        "line": found.place.line,
        "column": found.place.column,
        "post": found.post,
        "channel": found.channel,
        "message": wording(found.message),
        "suggestion": wording(found.suggestion),
        "source": found.source,
        "ignored": found.ignored,
    }
