# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be right of a post that goes out more than once, and where one of a pool goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.model.finding import Finding
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.yaml_source import Section, place_at
from scheduler.yaml_source.findings import WRONG, fault, known_or_nearest


def pooled(
    channels: tuple[str, ...], own: tuple[str, ...] | None, of_pool: tuple[str, ...]
) -> tuple[str, ...]:
    """The channels of a post in a pool: the pool's, and of those the post names only them."""
    if not of_pool:
        return channels
    return of_pool if own is None else tuple(name for name in own if name in of_pool)


def recurring_faults(
    post: Post, section: Section, pools: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Keys of `post` that contradict its repetition, and pools that do not exist."""
    if post.repeat is not None and post.evergreen is not None:
        yield _either(section)
    if post.evergreen is None:
        return
    if section.get("publish_at") is not None:
        yield fault(
            WRONG,
            place_at(section, ("publish_at",)),
            "Ein Dauerbrenner hat keinen eigenen Termin: Wann er kommt, sagt sein Pool.",
            "An evergreen post has no time of its own: its pool says when it comes.",
            Sentence("Löschen Sie publish_at oder evergreen.", "Delete publish_at or evergreen."),
        )
    if post.evergreen.pool not in pools:
        yield fault(
            WRONG,
            place_at(section, ("evergreen", "pool")),
            f"Den Pool „{post.evergreen.pool}“ gibt es in config.yaml nicht.",
            f"There is no pool “{post.evergreen.pool}” in config.yaml.",
            known_or_nearest(post.evergreen.pool, pools),
        )


def _either(section: Section) -> Finding:
    return fault(
        WRONG,
        place_at(section, ("evergreen",)),
        "repeat und evergreen schließen einander aus.",
        "repeat and evergreen exclude each other.",
        Sentence("Löschen Sie eines von beiden.", "Delete one of the two."),
    )
