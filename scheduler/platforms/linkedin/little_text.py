# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""LinkedIn's "little text": what is reserved in it, and how it is written and read.

An unescaped reserved character silently ends the text while the API answers 201 (documentation
of the format, 2026-05, and many reports). So everything is escaped but mentions, which an author
writes as `@[Name](urn:li:organization:1)`, and hashtags, which become LinkedIn's own template.
"""

from __future__ import annotations

import re
import unicodedata

_RESERVED = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_MENTION = r"@\[(?P<name>[^\[\]\n]+)\]\((?P<urn>urn:li:(?:organization|person):[\w-]+)\)"
# Letters and digits alone, with a letter among them: what else LinkedIn takes is not documented.
_HASHTAG = r"(?<![\w/&#])#(?P<tag>(?=\d*[^\W\d_])[^\W_]+)(?![\w#])"
_TOKEN = re.compile(f"{_MENTION}|{_HASHTAG}")
_READ = re.compile(
    r"\\(?P<escaped>.)|\{hashtag\|(?:\\)?\#\|(?P<tag>[^{}|]*)\}|"
    r"@\[(?P<name>(?:\\.|[^\[\]\n\\])+)\]\(urn:li:[\w:-]+\)",
    re.DOTALL,
)


def written(text: str) -> str:
    """`text` as LinkedIn wants it."""
    pieces, end = [], 0
    for token in _TOKEN.finditer(text):
        pieces += [_escaped(text[end : token.start()]), _sent(token)]
        end = token.end()
    return "".join([*pieces, _escaped(text[end:])])


def seen(text: str) -> str:
    """`text` as readers see it: a mention is the name alone."""
    return re.sub(_MENTION, r"\g<name>", text)


def read(little: str) -> str:
    """What readers see of a text that LinkedIn gives back."""
    return _READ.sub(_shown, little)


def fingerprint(text: str) -> str:
    """What two wordings of the same text have in common: letters, not how lines end."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text)


def _sent(token: re.Match[str]) -> str:
    if token["name"]:
        return f"@[{_escaped(token['name'])}]({token['urn']})"
    return f"{{hashtag|\\#|{token['tag']}}}"


def _shown(token: re.Match[str]) -> str:
    if token["name"]:
        return read(token["name"])
    return token["escaped"] or f"#{token['tag']}"
