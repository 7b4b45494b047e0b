# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L06: links show their target, and a post has one."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import urls
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.authoring.web_host import host_of, is_among
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "L06"
SHORTENERS = (
    "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "ow.ly",
    "rb.gy", "rebrand.ly", "shorturl.at", "t.co", "t1p.de", "tiny.cc", "tinyurl.com", "trib.al",
)  # fmt: skip
MOST_ON_THREADS = 5  # platform sheet Threads: more links are refused


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    found = urls(part.text)
    style = channel.terms.style
    for url in found:
        host = host_of(url)
        hidden = is_among(host, (*SHORTENERS, *style.shorteners))
        if hidden and not is_among(host, style.own_shorteners):
            yield Remark(
                Severity.WARNING,
                Sentence(
                    f"Kurzlink verbirgt das Ziel: {url}", f"Short link hides its target: {url}"
                ),
                _IN_FULL,
            )
    if channel.platform == "threads" and len(found) > MOST_ON_THREADS:
        yield Remark(Severity.ERROR, _many(len(found)))
    elif len(found) > 1:
        yield Remark(Severity.INFO, _many(len(found)))


def _many(count: int) -> Sentence:
    return Sentence(
        f"Ein Beitrag, ein Ziel: Hier sind es {count} Links.",
        f"One post, one goal: there are {count} links here.",
    )


_IN_FULL = Sentence(
    "Schreiben Sie die ganze Adresse; einen eigenen Kurzlink tragen Sie in own_shorteners ein.",
    "Write the whole address; add a shortener of your own to own_shorteners.",
)
RULE = Rule(
    ID,
    "short-link",
    _check,
    Sentence(
        "Ein Kurzlink. Hinweis: mehr als ein Link. Fehler: mehr als 5 auf Threads.",
        "a short link. Info: more than one link. Error: more than 5 on Threads",
    ),
    "warning; info; error",
)
