# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How X weighs a text and shortens its links; of links, those with a scheme alone.

Weights: twitter-text, configuration v3.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import Any

MOST = 280
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_URL = re.compile(r"https?://[^\s<>()]*[^\s<>().,;:!?]")
_URL_WEIGHT = 23


def weight(text: str) -> int:
    """The weight of `text`."""
    import regex  # noqa: PLC0415 - loads slowly, and few rehearsals need it

    normal = unicodedata.normalize("NFC", text)
    links = _URL.findall(normal)
    plain = _URL.sub("", normal)
    picture = regex.compile(r"[\p{Extended_Pictographic}--\p{ASCII}©®]|\p{RI}|\u20e3", regex.V1)
    clusters = regex.findall(r"\X", plain)
    pieces = (2 if picture.search(each) else sum(map(_of, each)) for each in clusters)
    return sum(pieces) + _URL_WEIGHT * len(links)


def listed(text: str, medium: str | None) -> dict[str, Any]:
    """`text` as a listing gives it: entities, short links, and one that stands for the media."""
    urls = []
    shown = html.escape(text, quote=False)
    for full in _URL.findall(text):
        short = _short(full)
        shown = shown.replace(html.escape(full, quote=False), short, 1)
        urls.append({"url": short, "expanded_url": full})
    if medium is not None:
        short = _short(medium)
        shown = f"{shown} {short}"
        urls.append({"url": short, "expanded_url": f"https://x.com/{medium}", "media_key": medium})
    return {"text": shown, **({"entities": {"urls": urls}} if urls else {})}


def _short(full: str) -> str:
    return f"https://t.co/{hashlib.sha256(full.encode()).hexdigest()[:10]}"


def _of(character: str) -> int:
    return 1 if any(low <= ord(character) <= high for low, high in _LIGHT) else 2
