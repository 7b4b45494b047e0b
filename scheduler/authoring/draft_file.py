# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new post as YAML text: the one writer behind `new` and the imports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from scheduler.model.sentence import Language, Sentence

INDENT = "  "
# Letters, then what no YAML reader takes for anything but text; numbers may follow dots.
_PLAIN = re.compile(r"[^\W\d_][\w./-]*(?: [\w./-]+)*")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_NO_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# What YAML forbids in a block, or takes for the end of a line.
_NO_BLOCK = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DraftMedium:
    """A picture of a new post; `file` as it is to stand in the YAML."""

    file: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class DraftPost:
    """What a new file is to say. `texts` are the texts of single channels, by their names.

    Characters that no file may hold (`without_forbidden`) were taken out, and said, before.
    """

    id: str
    text: str
    campaign: str | None = None
    status: str = "draft"
    publish_at: str | None = None
    channels: tuple[str, ...] = ()
    lang: str | None = None
    link: str | None = None
    hashtags: tuple[str, ...] = ()
    media: tuple[DraftMedium, ...] = ()
    texts: Mapping[str, str] = field(default_factory=_nothing)
    notes: str = ""


def post_yaml(post: DraftPost, language: Language, schema: str) -> str:
    """The file of `post`, with comments in `language`; `schema` is the way to the JSON Schema."""
    return "\n".join([f"# yaml-language-server: $schema={schema}", *_lines(post, language)]) + "\n"


def scalar(text: str) -> str:
    """`text` on one line, in quotes where YAML would read something else."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _NO_TEXT
    if is_plain or _TIME.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def block(key: str, text: str, indent: str = "") -> Iterator[str]:
    """`key` with `text` as a block below it; in quotes where a block would change it.

    Line ends and blank lines at either end say nothing in a post, and are left out.
    """
    body = re.sub(r"\r\n?", "\n", text).strip("\n").rstrip()
    if not body or body[0].isspace() or _NO_BLOCK.search(body):
        yield f"{indent}{key}: {scalar(body)}"
        return
    yield f"{indent}{key}: |"
    for line in body.split("\n"):
        yield f"{indent}{INDENT}{line}" if line else ""


def words(texts: tuple[str, ...]) -> str:
    """A list on one line."""
    return f"[{', '.join(map(scalar, texts))}]"


def _lines(post: DraftPost, language: Language) -> Iterator[str]:
    def remark(sentence: Sentence) -> str:
        return f"    # {sentence.in_language(language)}"

    yield f"id: {scalar(post.id)}"
    if post.campaign:
        yield f"campaign: {scalar(post.campaign)}"
    yield f"status: {post.status}{remark(_STATUS)}"
    if post.publish_at:
        yield f"publish_at: {scalar(post.publish_at)}{remark(_LOCAL)}"
    else:
        yield f"# publish_at: 2027-03-08 09:30{remark(_LOCAL)}"
    if post.channels:
        yield f"channels: {words(post.channels)}"
    else:
        yield f"# channels: [mastodon-land]{remark(_CHANNELS)}"
    if post.lang:
        yield f"lang: {scalar(post.lang)}"
    yield from block("text", post.text)
    yield from _beside_text(post, language)


def _beside_text(post: DraftPost, language: Language) -> Iterator[str]:
    if post.link:
        yield f"link: {scalar(post.link)}"
    if post.hashtags:
        yield f"hashtags: {words(post.hashtags)}"
    if post.media:
        yield f"media:    # {_ALT.in_language(language)}"
    for medium in post.media:
        yield f"{INDENT}- file: {scalar(medium.file)}"
        yield f"{INDENT * 2}alt: {scalar(medium.alt)}"
    if post.texts:
        yield "overrides:"
    for channel, text in post.texts.items():
        yield f"{INDENT}{scalar(channel)}:"
        yield from block("text", text, INDENT * 2)
    if post.notes.strip():
        yield from block("notes", post.notes)


def _escaped(each: str) -> str:
    if each in _ESCAPES:
        return _ESCAPES[each]
    code = ord(each)
    if each.isprintable() or each == "\u200d":
        return each
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - 16 bits


_STATUS = Sentence("draft, ready oder cancelled", "draft, ready or cancelled")
_LOCAL = Sentence("Ortszeit", "local time")
_CHANNELS = Sentence("Kanäle aus config.yaml", "channels from config.yaml")
_ALT = Sentence(
    "alt: was man auf dem Bild sieht, mit jedem Wort, das darauf steht",
    "alt: what the picture shows, with each word that stands on it",
)
