# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rules say of texts: the same remark about all channels is said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scheduler.authoring.linting import ChannelDraft, Draft
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with one text, before it is known of which channels it is true."""

    severity: Severity
    message: Sentence
    suggestion: Sentence | None = None
    source: str | None = None


Judge = Callable[[Part, ChannelDraft], Iterable[Remark]]


def remarks_on_parts(draft: Draft, rule: str, judge: Judge) -> Iterator[Finding]:
    """What `judge` says of each part, as findings of `rule`.

    A remark that is true of every channel names none, unless channels weigh findings differently.
    """
    said: dict[Remark, dict[str, None]] = {}
    for channel in draft.channels:
        for part in channel.message.parts:
            for remark in judge(part, channel):
                said.setdefault(remark, {})[channel.channel] = None
    for remark, channels in said.items():
        common = len(channels) == len(draft.channels) and _weighed_alike(draft, rule)
        for name in (None,) if common else channels:
            yield finding(draft, rule, remark, name)


def finding(draft: Draft, rule: str, remark: Remark, channel: str | None = None) -> Finding:
    """`remark` as a finding of `rule` about the post, on `channel` or on all."""
    return Finding(
        rule,
        remark.severity,
        draft.post.place,
        remark.message,
        remark.suggestion,
        post=draft.post.id,
        channel=channel,
        source=remark.source,
    )


def _weighed_alike(draft: Draft, rule: str) -> bool:
    common = draft.terms.levels.get(rule)
    return all(channel.terms.levels.get(rule) == common for channel in draft.channels)
