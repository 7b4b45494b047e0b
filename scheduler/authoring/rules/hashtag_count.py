# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A07: few hashtags, and at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import HASHTAG, URL, hashtags
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A07"
MOST = 2
MOST_ON = {"linkedin": 3, "instagram": 5}
# There, hashtags inside a sentence are usual: they are how posts are found.
_INLINE_IS_USUAL = frozenset({"mastodon", "pixelfed"})
_LETTER = re.compile(r"[^\W\d_]")


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    count = len(hashtags(part.text))
    if not count:
        return
    most = channel.terms.style.max_hashtags
    most = MOST_ON.get(channel.platform, MOST) if most is None else most
    if count > most:
        yield Remark(
            Severity.WARNING,
            Sentence(
                f"{count} Hashtags; höchstens {most}, am Ende.",
                f"{count} hashtags; at most {most}, at the end.",
            ),
        )
    inside = _inside(part.text)
    if inside is not None:
        usual = channel.platform in _INLINE_IS_USUAL
        yield Remark(
            Severity.INFO if usual else Severity.WARNING,
            Sentence(
                f"#{inside} steht mitten im Text; Hashtags gehören ans Ende.",
                f"#{inside} stands inside the text; hashtags belong at the end.",
            ),
        )


def _inside(text: str) -> str | None:
    """The first hashtag in a line with words, if that is not the last line of them."""
    lines = [URL.sub(" ", line) for line in text.splitlines()]
    worded = [line for line in lines if _LETTER.search(line)]
    for line in worded[:-1]:
        found = HASHTAG.search(line)
        if found and _LETTER.search(HASHTAG.sub(" ", line)):
            return found[1]
    return None


RULE = Rule(
    ID,
    "hashtag-count",
    _check,
    Sentence(
        "Mehr Hashtags als üblich (2, LinkedIn 3, Instagram 5, sonst max_hashtags), oder einer "
        "mitten im Text. Hinweis: mitten im Text auf Mastodon und Pixelfed.",
        "more hashtags than usual (2, LinkedIn 3, Instagram 5, or max_hashtags), or one inside "
        "the text. Info: inside the text on Mastodon and Pixelfed",
    ),
    "warning; info",
)
