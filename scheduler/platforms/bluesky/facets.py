# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what is clickable in a text: nothing is on Bluesky unless a facet says so.

The rules are those of the official client (bluesky-social/atproto, packages/api rich-text,
2026-08-20), with its whitespace (JavaScript's) and its case-sensitive top-level domains.
One deliberate difference: a bare domain that begins with "http" (httpbin.org) gets its https://
too; the official client leaves it as it is, which no server takes as an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scheduler.model.message import Facet
from scheduler.planning.text import graphemes, is_tld

TAG_GRAPHEMES = 64  # lexicon app.bsky.richtext.facet#tag, 2026-08-20
TAG_BYTES = 640
# The isolates of right-to-left texts (U+2066-2069) end a word here, too: the official client would
# take them into a hashtag, but what is clickable is ours to say.
_SPACE = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u2066-\u2069"
_INVISIBLE = r"\u00ad\u2060\u200a-\u200d\u20e2"
_OPENING = rf"(?:(?<=[{_SPACE}(])|\A)"
_MENTION = re.compile(rf"{_OPENING}@([a-zA-Z0-9.-]+)(?a:\b)")
_LINK = re.compile(
    rf"{_OPENING}(?:https?://[^{_SPACE}]+"
    rf"|(?P<domain>[a-zA-Z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9]+)+)[^{_SPACE}]*)"
)
_TAG = re.compile(rf"(?:(?<=[{_SPACE}])|\A)[#\uff03](?!\ufe0f)([^{_SPACE}{_INVISIBLE}]+)")
_CASHTAG = re.compile(rf"{_OPENING}\$([A-Za-z][A-Za-z0-9]{{0,4}})(?=[{_SPACE}.,;:!?)\"'\u2019]|\Z)")


def detect(text: str) -> tuple[Facet, ...]:
    """All facets of `text` in order; a mention's target is the handle as found."""
    found = [*_mentions(text), *_links(text), *_tags(text), *_cashtags(text)]
    return tuple(sorted(found, key=lambda facet: (facet.byte_start, facet.byte_end)))


def facet(text: str, start: int, end: int, kind: str, target: str) -> Facet:
    """A facet over the characters `start` to `end` of `text`, in UTF-8 bytes."""
    before = len(text[:start].encode())
    return Facet(before, before + len(text[start:end].encode()), kind, target)


def _mentions(text: str) -> Iterator[Facet]:
    for match in _MENTION.finditer(text):
        handle = match[1]
        if _has_tld(handle) or handle.endswith(".test"):
            yield facet(text, match.start(), match.end(), "mention", handle)


def _links(text: str) -> Iterator[Facet]:
    for match in _LINK.finditer(text):
        domain = match["domain"]
        if domain is not None and not _has_tld(domain):
            continue
        shown = _without_closing(match[0])
        target = shown if domain is None else f"https://{shown}"
        yield facet(text, match.start(), match.start() + len(shown), "link", target)


def _without_closing(address: str) -> str:
    if address[-1] in ".,;:!?":
        address = address[:-1]
    if address.endswith(")") and "(" not in address:
        address = address[:-1]
    return address


def _tags(text: str) -> Iterator[Facet]:
    for match in _TAG.finditer(text):
        if not any(_is_wordlike(character) for character in match[1]):
            continue
        tag = _without_punctuation(match[1])
        if graphemes(tag) <= TAG_GRAPHEMES and len(tag.encode()) <= TAG_BYTES:
            yield facet(text, match.start(), match.start() + 1 + len(tag), "tag", tag)


def _cashtags(text: str) -> Iterator[Facet]:
    for match in _CASHTAG.finditer(text):
        yield facet(text, match.start(), match.end(), "tag", f"${match[1].upper()}")


def _is_wordlike(character: str) -> bool:
    return character not in "0123456789" and not _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character).startswith("P")


def _without_punctuation(tag: str) -> str:
    while tag and _is_punctuation(tag[-1]):
        tag = tag[:-1]
    return tag


def _has_tld(domain: str) -> bool:
    _, dot, last = domain.rpartition(".")
    return bool(dot) and last == last.lower() and is_tld(last)
