# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tells one version of a post from another: its hash, its rule, its files' stamps."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scheduler.authoring.linting import all_media
from scheduler.model.post import Post, PostStatus

# What the format learnt later: a post without it has the hash that it always had.
_LATER = frozenset(
    {
        "repeat",
        "evergreen",
        "occurrences",
        "event",
        "variants",
        "variant_of",
        "languages",
        "next_slot",
        "slots",
    }
)


def recurrence_rule(post: Post) -> str | None:
    """The rule by which `post` comes again, as an approval covers it; None: it comes once.

    With it belongs all that decides of the times it gives: the first one, and offsets of channels.
    """
    if not post.recurs:
        return None
    offsets = {name: each.publish_offset for name, each in post.overrides.items()}
    rule = _plain([post.publish_at, offsets, post.repeat, post.evergreen])
    return json.dumps(rule, default=_text, sort_keys=True, ensure_ascii=False)


def media_stamp(post: Post) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file among the post's media is written anew; -1 where it is missing."""
    media = [medium for _, _, medium in all_media(post)]
    files = [file for medium in media for file in (medium.file, medium.captions) if file]
    return tuple(_stamp(file) for file in files)


def _stamp(file: str) -> tuple[str, int, int]:
    try:
        found = Path(file).stat()
    except OSError:
        return (file, -1, -1)
    return (file, found.st_mtime_ns, found.st_size)


def content_hash(post: Post) -> str:
    """SHA-256 (hex) over all that the author wrote, but for the id and where it stands."""
    event = {key: value for key, value in post.event.items() if key != "id"}
    bare = dataclasses.replace(
        post,
        id="",
        id_from_file=False,
        status=PostStatus.READY,
        occurrences=(),
        slots={},
        event=event,
        variant_of=None,
        languages=(),
    )
    written = {
        name: value
        for name, value in _fields(bare)
        if name not in _NOT_SAID and (value or name not in _LATER)
    }
    canonical = json.dumps(written, default=_text, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


# Who must approve it, and which findings may stand, is no part of what a post says: a file that
# only changed these is the same.
_NOT_SAID = frozenset({"approval", "owner", "lint_ignore"})


def _fields(value: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - any dataclass
    for each in dataclasses.fields(value):
        if each.name != "place":
            yield each.name, _plain(getattr(value, each.name))


def _text(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)


def _plain(value: object) -> object:
    """Values for JSON, without places: where something stands does not change what it says."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dict(_fields(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
