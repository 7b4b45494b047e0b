# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rules of an organisation's own, from config.yaml: patterns and word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding
from scheduler.model.house_style import OwnRule
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence


def rule_of(own: OwnRule) -> Rule:
    """The lint rule that `own` describes."""
    pattern = _pattern(own)

    def judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
        del channel
        texts = (part.text, part.content_warning or "", *(one.alt for one in part.attachments))
        for word in dict.fromkeys(match[0] for text in texts for match in pattern.finditer(text)):
            if word:
                yield Remark(own.severity, _named(own.message, word), own.suggestion, own.source)

    def check(draft: Draft) -> Iterator[Finding]:
        yield from remarks_on_parts(draft, own.id, judge)

    title = own.id.removeprefix("X-")
    return Rule(own.id, title, check, own.message, own.severity.value, own.source or "")


def _pattern(own: OwnRule) -> re.Pattern[str]:
    if own.pattern is not None:
        return re.compile(own.pattern)
    words = "|".join(re.escape(word) for word in own.words)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _named(message: Sentence, word: str) -> Sentence:
    """The sentence with the word it speaks of in the place of `{w}`."""
    return Sentence(message.de.replace("{w}", word), message.en.replace("{w}", word))
