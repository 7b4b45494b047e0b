# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which languages each post has, and whether the translations are as new as their source."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scheduler.authoring.stamping import Stamp, stamped
from scheduler.authoring.translation import source_hash
from scheduler.model.errors import UsageError
from scheduler.model.languages import same_tag
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.operations.sync import Survey
from scheduler.tables import Column, Table

Freshness = Literal["current", "older", "unmarked", "missing"]


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language of one post; `mode` is None where the version is missing."""

    post: str
    lang: str
    mode: str | None
    channels: tuple[str, ...]
    freshness: Freshness
    source_hash: str


def language_rows(survey: Survey, names: Sequence[str] = ()) -> list[LanguageRow]:
    """The languages of the posts called `names`, or of all that have or need several."""
    return [row for post in chosen(survey, names) for row in rows_of(post)]


def chosen(survey: Survey, names: Sequence[str]) -> list[Post]:
    """The posts called `names` or all; variants are told with their source.

    Raises UsageError for an unknown name.
    """
    made = (*survey.compositions, *survey.faulty)
    posts = {each.post.id: each.post for each in made if each.post.variant_of is None}
    for name in names:
        if name not in posts:
            raise UsageError(_unknown(name, list(posts)))
    return [post for post in posts.values() if not names or post.id in names]


def stamp_files(posts: Sequence[Post], workspace: Path) -> list[Path]:
    """Write the source's hash into each variant of `posts`; returns the files that changed.

    Each file is replaced as a whole, so that nobody reads a half of it.
    """
    changed: list[Path] = []
    for name in dict.fromkeys(post.place.file for post in posts):
        stamps = [
            Stamp(variant.place, source_hash(post))
            for post in posts
            if post.place.file == name
            for variant in post.variants.values()
        ]
        path = workspace / name
        before = path.read_bytes()
        after = stamped(before, name, stamps)
        if after != before:
            _replace(path, after)
            changed.append(path)
    return changed


def languages_table(rows: Sequence[LanguageRow]) -> Table:
    """The rows for people."""
    return Table(
        title=Sentence("Sprachfassungen", "Language versions"),
        columns=(
            Column("post", Sentence("Beitrag", "Post")),
            Column("lang", Sentence("Sprache", "Language")),
            Column("mode", Sentence("Art", "Mode")),
            Column("channels", Sentence("Kanäle", "Channels")),
            Column("state", Sentence("Stand", "State")),
        ),
        rows=tuple(
            (
                row.post,
                row.lang,
                MODES[row.mode] if row.mode else "",
                ", ".join(row.channels),
                FRESHNESS[row.freshness],
            )
            for row in rows
        ),
    )


def rows_of(post: Post) -> list[LanguageRow]:
    """The languages of one post; none where it needs and has no other."""
    expected = source_hash(post)
    there = [
        LanguageRow(
            post.id,
            variant.lang,
            variant.mode,
            variant.channels,
            _freshness(variant.source_hash, expected),
            expected,
        )
        for variant in post.variants.values()
    ]
    known = (post.lang, *post.variants)
    missing = [
        LanguageRow(post.id, lang, None, (), "missing", expected)
        for lang in post.languages
        if not any(same_tag(lang, each) for each in known)
    ]
    return there + missing


def _freshness(written: str | None, expected: str) -> Freshness:
    if written is None:
        return "unmarked"
    return "current" if written == expected else "older"


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(content)
    shutil.copymode(path, beside)
    os.replace(beside, path)  # noqa: PTH105 - says that it replaces


def _unknown(name: str, known: Sequence[str]) -> Sentence:
    near = difflib.get_close_matches(name, known, n=1)
    de, en = f"Den Beitrag „{name}“ gibt es nicht.", f"There is no post “{name}”."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(
        f"{de} Alle zeigt: litfass variants", f"{en} All are shown by: litfass variants"
    )


MODES = {
    "separate": Sentence("eigener Beitrag", "a post of its own"),
    "thread": Sentence("Teil des Threads", "part of the thread"),
}
FRESHNESS: dict[Freshness, Sentence] = {
    "current": Sentence("aktuell", "current"),
    "older": Sentence("älter als der Text", "older than the text"),
    "unmarked": Sentence("ohne source_hash", "no source_hash"),
    "missing": Sentence("fehlt", "missing"),
}
