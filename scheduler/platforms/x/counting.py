# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting as X counts, by weights.

Rules of twitter-text configuration v3: NFC; code points in four ranges weigh 1,
all others 2; an emoji weighs 2 however many code points it has; a detected URL weighs 23, a bare
domain with a valid top-level domain too, so that `readme.md` weighs 23.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Any

from scheduler.model.message import Length
from scheduler.model.platform import Limits
from scheduler.model.sentence import Sentence
from scheduler.planning.text import is_tld

# text: twitter-text configuration v3; media, alt text: xdevplatform/docs 28713281, 2026-08-22
LIMITS = Limits(
    text=280,
    unit="weighted",
    url_length=23,
    alt=1000,
    media=4,
    image_bytes=5_000_000,
    video_bytes=512_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4"),
    source="sheet 2026-08-22",
)
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_URL_WEIGHT = 23
_EMOJI_WEIGHT = 2
_HEAVY_WEIGHT = 2
_INVALID = "\ufffe\ufeff\uffff"
_LATIN = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_WORDLIKE = rf"A-Za-z0-9_{_LATIN}"
_NOT_BEFORE = r"A-Za-z0-9@\uff20$#\uff03\u202a-\u202e"
_SCHEME = re.compile(rf"(?<![{_NOT_BEFORE}])https?://(?=[^\s/?#])", re.IGNORECASE)
_BARE = re.compile(rf"(?<![{_NOT_BEFORE}{_WORDLIKE}_./-])(?=[{_WORDLIKE}]+(?:[-.]|\b))")
_HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
_ASCII_HOST = re.compile(rf"[{_WORDLIKE}-]+(?:\.[{_WORDLIKE}-]+)+")
_FOLLOWED = re.compile(r"[A-Za-z0-9@_+-]")
_TLD_START = re.compile(r"xn--[a-z0-9-]+|[a-z]+", re.IGNORECASE)
_PATH_CHARACTERS = rf"A-Za-z0-9\u0400-\u04ff!*';:=+,.$%#\[\]\u2013_~@|&/{_LATIN}-"
_PARENTHESES = rf"\([{_PATH_CHARACTERS}]*(?:\([{_PATH_CHARACTERS}]*\)[{_PATH_CHARACTERS}]*)*\)"
_TAIL = re.compile(
    rf"(?::\d+)?(?P<path>/(?:[{_PATH_CHARACTERS}]|{_PARENTHESES})*)?"
    r"(?P<query>\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*)?"
)
_PATH_END = re.compile(rf"[A-Za-z0-9\u0400-\u04ff+=_#/{_LATIN}-]\Z|{_PARENTHESES}\Z")
# twitter-text, extractUrlsWithIndices and its conformance data (read 2026-11-23)
_SHORT_LINK = re.compile(r"https?://t\.co/(?P<slug>[a-z0-9]+)(?P<query>\?\S*)?", re.IGNORECASE)
_LONGEST_SLUG = 40
_QUERY_END = re.compile(r"[A-Za-z0-9_&=#/-]\Z")


def measure(text: str, limits: Limits) -> Length:
    """`text` by X's weights; not valid, too, where it holds characters that X refuses."""
    normal = unicodedata.normalize("NFC", text)
    weight = end = 0
    for start, stop in urls_in(normal):
        weight += _weight(normal[end:start]) + (limits.url_length or _URL_WEIGHT)
        end = stop
    weight += _weight(normal[end:])
    refused = any(character in normal for character in _INVALID)
    detail = _REFUSED if refused else None if normal else _NOTHING
    valid = weight <= limits.text and detail is None
    return Length(weight, limits.text, limits.unit, valid, detail=detail)


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    """Where URLs begin and end, in order and apart from each other."""
    starts = [(match.start(), match.end(), _HOST) for match in _SCHEME.finditer(text)]
    starts += [(match.start(), match.end(), _ASCII_HOST) for match in _BARE.finditer(text)]
    end = 0
    for start, host_start, host in sorted(starts, key=itemgetter(0)):
        host_end = _end_of_host(text, host_start, host) if start >= end else None
        if host_end is None:
            continue
        end = _end_of_tail(text, host_end)
        stop = _end_of_short_link(text, start, end)
        if stop is not None:
            yield start, stop


def has_url(text: str) -> bool:
    """Whether X sees a URL in `text`: a post with one costs more."""
    return next(urls_in(unicodedata.normalize("NFC", text)), None) is not None


def _weight(text: str) -> int:
    weight = end = 0
    for match in _emoji().finditer(text):
        weight += sum(map(_of_character, text[end : match.start()])) + _EMOJI_WEIGHT
        end = match.end()
    return weight + sum(map(_of_character, text[end:]))


def _of_character(character: str) -> int:
    light = any(first <= ord(character) <= last for first, last in _LIGHT)
    return 1 if light else _HEAVY_WEIGHT


@cache
def _emoji() -> Any:  # noqa: ANN401 - a compiled pattern of `regex`, imported late
    """One emoji as Unicode builds them: flags, keycaps, tags, skin tones, joined by ZWJ.

    Digits, #, *, © and ® are letters unless a variation selector makes pictures of them.
    """
    import regex  # noqa: PLC0415 - 20 ms that `litfass --help` need not pay

    picture = r"(?:[\u00a9\u00ae]\ufe0f|(?![\u00a9\u00ae])[\p{ExtPict}\p{Emoji_Presentation}])"
    one = rf"{picture}(?:\p{{EMod}}|\ufe0f)?"
    tags = r"(?:[\U000e0020-\U000e007e]+\U000e007f)?"
    return regex.compile(rf"\p{{RI}}\p{{RI}}|[0-9#*]\ufe0f?\u20e3|{one}{tags}(?:\u200d{one})*")


def _end_of_short_link(text: str, start: int, end: int) -> int | None:
    """Where a t.co link ends: behind its slug and query, nothing else of a path belongs to it.

    None where the slug is too long to be one; another URL ends where it ended.
    """
    match = _SHORT_LINK.match(text, start, end)
    if match is None:
        return end
    if len(match["slug"]) > _LONGEST_SLUG:
        return None
    query = match["query"]
    return match.end("slug") + (_cut(query, _QUERY_END) if query and len(query) > 1 else 0)


def _end_of_host(text: str, start: int, host: re.Pattern[str]) -> int | None:
    """Where the longest host that ends in a top-level domain ends; None if none begins here."""
    match = host.match(text, start)
    if match is None:
        return None
    stop = match.end()
    while (dot := text.rfind(".", start + 1, stop)) > start:
        end = _end_of_tld(text, dot + 1, stop)
        if end is not None:
            return end
        stop = dot
    return None


def _end_of_tld(text: str, start: int, stop: int) -> int | None:
    """The end of the top-level domain at `start`; letters of another script may follow it."""
    latin = _TLD_START.match(text, start, stop)
    name = latin[0] if latin else text[start:stop]
    end = start + len(name)
    return end if is_tld(name) and not _FOLLOWED.match(text, end) else None


def _end_of_tail(text: str, start: int) -> int:
    """Behind port, path and query, without the punctuation that ends a sentence."""
    match = _TAIL.match(text, start)
    if match is None:
        return start
    if match["query"] and (query := _cut(match["query"], _QUERY_END)) > 1:
        return match.start("query") + query
    if match["path"]:
        return match.start("path") + _cut(match["path"], _PATH_END)
    return match.end() if match["query"] is None else match.start("query")


def _cut(text: str, ending: re.Pattern[str]) -> int:
    while text and not ending.search(text):
        text = text[:-1]
    return len(text)


_REFUSED = Sentence(
    "Der Text enthält ein Zeichen, das X nicht annimmt (U+FFFE, U+FEFF oder U+FFFF).",
    "The text holds a character that X does not take (U+FFFE, U+FEFF or U+FFFF).",
)
_NOTHING = Sentence("Der Text ist leer.", "The text is empty.")
