# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a translation still says what its source says. Pure.

Words cannot be compared across languages, numbers, dates and addresses can. Months are compared
only where both name them by number or by a known word; small numbers (up to twelve) may be spelled
out in one language and not in the other, so that they are not missed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.model.post import Post

HASH_LENGTH = 12
_SPELLED_OUT = 12
_NOON = 12
_URL = re.compile(r"https?://[^\s\u2066-\u2069<>\"„“”]+")
_CLOSING = ".,;:!?)]}'’"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan jänner",
            "februar february feb",
            "märz march mär mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}))?"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\b"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<word>{_MONTH})\b\.?"
        r"(?:,?\s+(?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<word>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        r"(?:,?\s+(?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
)
_TIME = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?m\b\.?)"
    r"|\b(?P<clock>[01]?\d|2[0-4])[:.](?P<past>[0-5]\d)\s*(?:Uhr|h)\b"
    r"|\b(?P<bare>[01]?\d|2[0-4])\s*(?:Uhr|h|o'clock)\b"
    r"|\b(?P<colon>[01]?\d|2[0-4]):(?P<after>[0-5]\d)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be compared of a text: `sure` must stand in the other one, `loose` may."""

    sure: frozenset[str]
    loose: frozenset[str]

    def missing_in(self, other: Facts) -> list[str]:
        """What this text says and `other` does not."""
        return sorted(self.sure - other.sure - other.loose)


def source_hash(post: Post) -> str:
    """A short hash over the words of `post` that are to be translated."""
    media = (*post.media, *(medium for part in post.thread for medium in part.media))
    words = [
        post.text,
        *(part.text for part in post.thread),
        post.content_warning or "",
        *(medium.alt for medium in media),
    ]
    plain = "\0".join(" ".join(unicodedata.normalize("NFC", text).split()) for text in words)
    return hashlib.sha256(plain.rstrip("\0").encode()).hexdigest()[:HASH_LENGTH]


def facts_of(text: str) -> Facts:
    """The dates, times and numbers in `text`."""
    rest = _western(_URL.sub(" ", text))
    sure: set[str] = set()
    loose: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            _add_date(match, sure, loose)
        rest = pattern.sub(" ", rest)
    for match in _TIME.finditer(rest):
        sure.add(_time(match))
    for match in _NUMBER.finditer(_TIME.sub(" ", rest)):
        number = _number(match[0])
        (loose if number.isdigit() and int(number) <= _SPELLED_OUT else sure).add(number)
    return Facts(frozenset(sure), frozenset(loose))


def addresses_of(text: str) -> set[str]:
    """The web addresses in `text`, without what closes a sentence."""
    return {match[0].rstrip(_CLOSING).rstrip("/") for match in _URL.finditer(text)}


def missing_addresses(
    source: Iterable[str], variant: Iterable[str], known: Mapping[str, str]
) -> list[str]:
    """The source's addresses that the variant has neither as they are nor in its language."""
    there = set(variant)
    return sorted(url for url in source if not {url, localised(url, known)} & there)


def localised(url: str, known: Mapping[str, str]) -> str:
    """`url` as its page is called in the other language; the longest known beginning counts."""
    for start in sorted(known, key=len, reverse=True):
        if url.startswith(start.rstrip("/")):
            return (known[start].rstrip("/") + url[len(start.rstrip("/")) :]).rstrip("/")
    return url


def _western(text: str) -> str:
    """With digits of all scripts as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _add_date(match: re.Match[str], sure: set[str], loose: set[str]) -> None:
    found = match.groupdict()
    sure.add(str(int(found["day"])))
    if found.get("year"):
        sure.add(found["year"])
    month = found.get("month")
    loose.add(str(int(month) if month else _MONTHS[found["word"].lower()]))


def _time(match: re.Match[str]) -> str:
    hour = next(int(match[name]) for name in ("hour", "clock", "bare", "colon") if match[name])
    minute = next((int(match[name]) for name in ("minute", "past", "after") if match[name]), 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    return f"{hour}:{minute:02}"


def _number(written: str) -> str:
    """The same number in each way of writing: 1.000 and 1,000; 3,5 and 3.5."""
    if re.fullmatch(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+", written):
        return re.sub(r"\D", "", written)
    return written.replace(",", ".").lstrip("0") or "0"
