# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L02: a link says where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, finding, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "L02"
SOURCE = "WCAG 2.2, 2.4.4"
_HERE = r"hier(?: klicken)?|klick(?:en Sie)? hier|click here|here"
_MORE = r"mehr(?: lesen| erfahren| infos?)?|weiter(?:lesen)?|read more|more|learn more"
_BEFORE_LINK = re.compile(
    rf"\b(?:(?P<here>{_HERE})|(?P<more>{_MORE}))\b\s*:?\s*(?:\[|https?://)", re.IGNORECASE
)
_LABEL = re.compile(rf"\W*(?:(?P<here>{_HERE})|(?P<more>{_MORE}))\W*", re.IGNORECASE)


def _check(draft: Draft) -> Iterator[Finding]:
    found = list(remarks_on_parts(draft, ID, _judge))
    yield from found
    if not found:
        yield from _labels(draft)


def _labels(draft: Draft) -> Iterator[Finding]:
    """Labels that no text shows: some channels carry only the address."""
    post = draft.post
    links = [(None, post.link), *((name, each.link) for name, each in post.overrides.items())]
    for channel, link in links:
        match = _LABEL.fullmatch(link.label) if link is not None and link.label else None
        if match is not None:
            yield finding(draft, ID, _remark(match), channel)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    del channel
    for match in _BEFORE_LINK.finditer(part.text):
        yield _remark(match)


def _remark(match: re.Match[str]) -> Remark:
    said = match["here"] or match["more"]
    return Remark(
        Severity.WARNING if match["here"] else Severity.INFO,
        Sentence(
            f"„{said}“ sagt nicht, wohin der Link führt. Benennen Sie das Ziel, z. B. "
            "„Anmeldung: …“.",
            f"“{said}” does not say where the link leads. Name its target, for example "
            "“Registration: …”.",
        ),
        source=SOURCE,
    )


RULE = Rule(
    ID,
    "link-text",
    _check,
    Sentence(
        "Vor einem Link steht „hier“ oder „click here“. Hinweis: „mehr“, „weiter“, „read more“.",
        "“here” or “click here” stands before a link. Info: “more”, “read more”",
    ),
    "warning; info",
    SOURCE,
)
