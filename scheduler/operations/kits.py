# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A share-kit: what partners get of some posts, each language and platform of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scheduler.authoring.linting import media_on
from scheduler.model.message import Length, Part
from scheduler.model.post import Attachment, Medium, unit_of
from scheduler.model.sentence import Sentence
from scheduler.operations.composing import Composed
from scheduler.operations.kit_release import book_of, period, why_withheld
from scheduler.operations.preview import PostPreview
from scheduler.operations.surety import Surety
from scheduler.planning.kits import Period

_UNSAFE = re.compile(r"[^\w.-]+")
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}
_HEADING = 70


@dataclass(frozen=True, slots=True)
class KitFile:
    """A medium in the kit: its name there, how its holder is to be named, its captions."""

    name: str
    attachment: Attachment
    credit: str | None = None
    captions: str | None = None
    captions_from: str | None = None


@dataclass(frozen=True, slots=True)
class KitText:
    """One text to publish: a part of the message, how long it is, and what goes with it."""

    part: Part
    length: Length
    files: tuple[KitFile, ...]


@dataclass(frozen=True, slots=True)
class KitMessage:
    """What is meant for one platform; several channels may get the very same."""

    platform: str
    channels: tuple[str, ...]
    texts: tuple[KitText, ...]
    link: str | None
    hashtags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KitVersion:
    """A post in one language."""

    post: str
    lang: str
    messages: tuple[KitMessage, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class KitPost:
    """A post in all its languages; `title` is how its first text begins."""

    id: str
    title: str
    versions: tuple[KitVersion, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A post that partners do not get, and why."""

    post: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Kit:
    """What partners get, in the order of its times, and what they do not."""

    posts: tuple[KitPost, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def files(self) -> list[KitFile]:
        """Every file of it once, by name."""
        found = {
            file.name: file
            for post in self.posts
            for version in post.versions
            for message in version.messages
            for text in message.texts
            for file in text.files
        }
        return [found[name] for name in sorted(found)]


def make_kit(shown: Sequence[PostPreview], surety: Surety) -> Kit:
    """The kit of `shown` as it may be handed out now."""
    versions: dict[str, list[KitVersion]] = {}
    left_out = []
    names = _Names()
    for each in shown:
        why = why_withheld(each, surety)
        if why is not None:
            left_out.append(LeftOut(each.made.post.id, why))
        else:
            made = _version(each, names, surety)
            versions.setdefault(unit_of(each.made.post.id), []).append(made)
    posts = tuple(KitPost(unit, _title(of), tuple(of)) for unit, of in versions.items())
    return Kit(posts, tuple(left_out))


class _Names:
    """Names of files in the kit: the same bytes lie there once."""

    def __init__(self) -> None:
        self._by_digest: dict[str, str] = {}

    def name(self, post: str, item: Attachment, medium: Medium | None) -> str:
        """The name of `item`, which came from `medium` of `post`."""
        if item.sha256 not in self._by_digest:
            number = len(self._by_digest) + 1
            path = Path(medium.named if medium is not None else item.path)
            stem = _safe(path.stem) if medium is not None else item.kind
            ending = _ENDINGS.get(item.mime, path.suffix.lower())
            self._by_digest[item.sha256] = f"media/{number:03}-{_safe(post)}-{stem}{ending}"
        return self._by_digest[item.sha256]


def _version(shown: PostPreview, names: _Names, surety: Surety) -> KitVersion:
    post = shown.made.post
    by_message: dict[tuple[str, str], list[Composed]] = {}
    for each in shown.shown:
        by_message.setdefault((each.platform, each.digest), []).append(each)
    messages = tuple(_message(of, shown, names) for of in by_message.values())
    return KitVersion(post.id, post.lang, messages, period(shown, surety.now))


def _message(same: Sequence[Composed], shown: PostPreview, names: _Names) -> KitMessage:
    first = same[0]
    media = _media_of(first, shown)
    texts = tuple(
        KitText(
            part,
            length,
            tuple(_file(item, media, shown, names) for item in part.attachments),
        )
        for part, length in zip(first.message.parts, first.draft.lengths, strict=True)
    )
    link = first.post.link
    return KitMessage(
        first.platform,
        tuple(each.channel for each in same),
        texts,
        link.url if link is not None else None,
        first.post.hashtags,
    )


def _media_of(composed: Composed, shown: PostPreview) -> Mapping[str, Medium]:
    """Which medium each attachment came from, by its hash: rendering keeps their order."""
    attached = [item for passage in composed.post.passages for item in passage.attachments]
    media = media_on(shown.made.post, composed.channel)
    pairs = list(zip(attached, media, strict=False))
    return {item.sha256: medium for item, medium in reversed(pairs)}


def _file(
    item: Attachment, media: Mapping[str, Medium], shown: PostPreview, names: _Names
) -> KitFile:
    medium = media.get(item.sha256)
    name = names.name(unit_of(shown.made.post.id), item, medium)
    if medium is None:
        return KitFile(name, item)
    captions = f"{name}{Path(medium.captions).suffix.lower()}" if medium.captions else None
    record = book_of(shown).records.get(medium.rights or "")
    credit = record.credit if record is not None else None
    return KitFile(name, item, credit, captions, medium.captions)


def _title(versions: Sequence[KitVersion]) -> str:
    text = versions[0].messages[0].texts[0].part.text.strip()
    line = text.partition("\n")[0]
    if len(line) <= _HEADING:
        return line or versions[0].post
    return line[:_HEADING].rsplit(maxsplit=1)[0] + " …"


def _safe(name: str) -> str:
    return _UNSAFE.sub("-", name).strip("-.") or "post"
