# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L03: links are whole, encrypted, free of tracking ids, and lead somewhere.

Whether they lead somewhere is what the daemon found when it last looked (`link_checks`); the rule
itself asks no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from scheduler.authoring.linting import Draft, Rule
from scheduler.authoring.web_host import host_of, is_among
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Sentence

ID = "L03"
TRACKING = frozenset({"fbclid", "gclid"})
_URL = re.compile(r"https?://[^\s<>\"“”„]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?)]}’'"


def _check(draft: Draft) -> Iterator[Finding]:
    hosts = draft.terms.style.link_hosts
    for url in _urls(draft):
        for severity, message in (*_faults(url), *_targets(url, hosts, draft.broken_links)):
            yield Finding(ID, severity, draft.post.place, message, post=draft.post.id)


def _targets(
    url: str, hosts: Sequence[str], broken: Mapping[str, Sentence]
) -> Iterator[tuple[Severity, Sentence]]:
    if url in broken:
        why = broken[url]
        yield _warning(url, f"ist nicht erreichbar ({why.de})", f"is not reachable ({why.en})")
    if hosts and not is_among(host_of(url), hosts):
        yield (
            Severity.INFO,
            _about(
                url,
                "führt zu keinem der Hosts, die unter link_hosts stehen",
                "leads to none of the hosts below link_hosts",
            ),
        )


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


RULE = Rule(
    ID,
    "link-broken",
    _check,
    Sentence(
        "Ein Link ist keine Web-Adresse oder enthält Leerzeichen. Warnung: Er ist unverschlüsselt, "
        "trägt fbclid oder gclid, oder war zuletzt nicht erreichbar (link_checks). Hinweis: Er "
        "führt zu keinem der link_hosts.",
        "a link is no web address or holds spaces. Warning: it is not encrypted, carries `fbclid` "
        "or `gclid`, which track readers, or could not be reached lately (`link_checks`). Info: "
        "it leads to none of link_hosts",
    ),
    "error; warning; info",
    timeless=False,
)
