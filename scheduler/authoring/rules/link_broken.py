# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L03, the part that needs no network: links are whole, encrypted and free of tracking ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Sentence

ID = "L03"
TRACKING = frozenset({"fbclid", "gclid"})
_URL = re.compile(r"https?://[^\s<>\"“”„]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?)]}’'"


def _check(draft: Draft) -> Iterator[Finding]:
    for url in _urls(draft):
        for severity, message in _faults(url):
            yield Finding(ID, severity, draft.post.place, message, post=draft.post.id)


def _urls(draft: Draft) -> list[str]:
    """Links as written and addresses in the texts as sent, each once."""
    links = [draft.post.link, *(override.link for override in draft.post.overrides.values())]
    written = [link.url for link in links if link is not None and link.url and "{" not in link.url]
    texts = [part.text for channel in draft.channels for part in channel.message.parts]
    texts = texts or [draft.post.text]
    found = [match.rstrip(_AFTER_URL) for text in texts for match in _URL.findall(text)]
    # A link with UTM parameters stands in the text too; it is the same link.
    new = [url for url in found if not any(url.startswith(link) for link in written)]
    return list(dict.fromkeys([*written, *new]))


def _faults(url: str) -> Iterator[tuple[Severity, Sentence]]:
    if any(character.isspace() for character in url):
        yield _error(url, "enthält Leerzeichen", "contains spaces")
        return
    if not _is_web_address(url):
        yield _error(url, "ist keine gültige Web-Adresse", "is no valid web address")
        return
    if url.lower().startswith("http:"):
        yield _warning(url, "ist unverschlüsselt; nehmen Sie https", "is not encrypted; use https")
    for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True):
        if name.lower() in TRACKING:
            yield _warning(
                url,
                f"trägt die Kennung {name}, die Lesende verfolgt; streichen Sie sie",
                f"carries the id {name}, which tracks readers; remove it",
            )


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme.lower() in {"http", "https"}
        and all(host.rstrip(".").split("."))
        and ("." in host or ":" in host or host == "localhost")
        and port != 0
    )


def _error(url: str, de: str, en: str) -> tuple[Severity, Sentence]:
    return Severity.ERROR, _about(url, de, en)


def _warning(url: str, de: str, en: str) -> tuple[Severity, Sentence]:
    return Severity.WARNING, _about(url, de, en)


def _about(url: str, de: str, en: str) -> Sentence:
    return Sentence(f"Link „{url}“ {de}.", f"Link “{url}” {en}.")


RULE = Rule(ID, "link-broken", _check)
