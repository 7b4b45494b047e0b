# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L05: a post leads to a website of one's own, for all who do not use the platform."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import urls
from scheduler.authoring.remarks import Remark, finding
from scheduler.authoring.web_host import host_of, is_among
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Sentence

ID = "L05"
# A post in memory of the dead advertises nothing.
EXEMPT_TAGS = frozenset({"gedenken", "memorial"})


def _check(draft: Draft) -> Iterator[Finding]:
    if EXEMPT_TAGS & {tag.lower() for tag in draft.post.tags}:
        return
    for channel in draft.channels:
        style = channel.terms.style
        asked = style.cross_media and style.own_domains
        if asked and not any(is_among(host, style.own_domains) for host in _hosts(channel)):
            yield finding(draft, ID, Remark(Severity.INFO, _MESSAGE), channel.channel)


def _hosts(channel: ChannelDraft) -> Iterator[str]:
    for part in channel.message.parts:
        yield from map(host_of, urls(part.text))
        yield from (host_of(facet.target) for facet in part.facets if facet.kind == "link")
        if part.card is not None:
            yield host_of(part.card.url)


_MESSAGE = Sentence(
    "Cross-Media-Gebot: Verweisen Sie auf die eigene Website.",
    "Point to your own website as an alternative.",
)
RULE = Rule(
    ID,
    "own-website",
    _check,
    Sentence(
        "Auf einem Kanal mit cross_media führt kein Link auf eine der own_domains. Beiträge mit "
        "dem Tag gedenken oder memorial sind ausgenommen.",
        "on a channel with cross_media no link leads to one of own_domains. Posts tagged gedenken "
        "or memorial are exempt",
    ),
    "info",
)
