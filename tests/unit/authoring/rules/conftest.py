# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drafts for rules: a post, and the message that one channel would get."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.authoring.linting import ChannelDraft, Draft
from scheduler.model.house_style import HouseStyle, LintTerms
from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Post
from scheduler.model.sentence import Place


def _make_draft(  # noqa: PLR0913 - one keyword for each thing a rule looks at
    texts=("Hallo",), *, alts=(), lengths=(), alt_limit=None, warning=None, lang="de",
    now=datetime(2027, 1, 1, tzinfo=UTC), delivered=(), kind="photo", limits=None, beside=None,
    **values,
):  # fmt: skip
    channels = values.pop("channels", ("mastodon-land",))
    platform, style = values.pop("platform", "mastodon"), values.pop("style", {})
    due_at, broken_links = values.pop("due_at", None), values.pop("broken_links", {})
    terms = LintTerms(HouseStyle(**style))
    post = Post(
        values.pop("id", "auftakt"), Place("posts/auftakt.yaml", 2, 1), channels=channels, **values
    )
    attachments = tuple(
        Attachment(f"/w/{number}.png", "0" * 64, "image/png", 9, kind, alt)
        for number, alt in enumerate(alts)
    )
    parts = tuple(Part(text, lang, attachments, content_warning=warning) for text in texts)
    limits = limits or Limits(500, alt=alt_limit, source="sheet 2026-11-01")
    drafts = tuple(
        ChannelDraft(name, Message(parts), tuple(lengths), limits, platform, terms, due_at)
        for name in channels
    )
    return Draft(
        post, drafts, now, frozenset(delivered), terms=terms, broken_links=broken_links,
        **(beside or {}),
    )  # fmt: skip


@pytest.fixture
def make_draft():
    """Makes drafts: texts of the parts as sent, and fields of the post by name."""
    return _make_draft


@pytest.fixture
def spoken():
    """What a rule says of a draft, as (severity, English sentence)."""

    def speak(rule, draft):
        return [(found.severity.value, found.message.en) for found in rule.check(draft)]

    return speak
