# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each post is to be approved for, from its composition and from what it asked before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from scheduler.model.approval import Choice
from scheduler.model.post import unit_of
from scheduler.operations.composing import Composition
from scheduler.planning.approval import subject_hash
from scheduler.store.approval_content import content_json
from scheduler.store.approvals import Binding
from scheduler.store.plans import KnownPost


def bindings_of(
    compositions: Iterable[Composition], posts: Mapping[str, KnownPost], policies: Collection[str]
) -> dict[str, Binding]:
    """The bindings by post, without contents.

    A policy that was asked for once stays asked for while it exists.
    """
    compositions = list(compositions)
    hashes = _hashes(compositions)
    found = {}
    for made in compositions:
        known = posts.get(made.post.id)
        earlier = known.choice if known is not None else Choice()
        still = tuple(name for name in earlier.policies if name in policies)
        choice = made.choice.with_earlier(replace(earlier, policies=still))
        found[made.post.id] = Binding(made.post.id, hashes[unit_of(made.post.id)], choice)
    return found


def is_stored_otherwise(
    made: Composition,
    bindings: Mapping[str, Binding],
    posts: Mapping[str, KnownPost],
    policies: Collection[str],
) -> bool:
    """Whether the database has another post, content or choice to be approved.

    Tags and regions are no part of any message, but pauses and closed times go by them.
    """
    binding, known = bindings[made.post.id], posts.get(made.post.id)
    if known is None or known.content_hash != made.content_hash:
        return True
    if policies and not known.has_content:
        return True
    return (binding.hash, binding.choice) != (known.approval_hash, known.choice)


def units_of(compositions: Iterable[Composition]) -> dict[str, list[Composition]]:
    """The compositions by the post that they are variants of, or are."""
    found: dict[str, list[Composition]] = {}
    for made in compositions:
        found.setdefault(unit_of(made.post.id), []).append(made)
    return found


def _hashes(compositions: Iterable[Composition]) -> dict[str, str | None]:
    """What an approval of each unit is bound to; None where nothing of it is to go public."""
    hashes = {}
    for unit, members in units_of(compositions).items():
        covered = [covered for made in members for covered, _ in made.covered()]
        hashes[unit] = subject_hash(unit, covered) if covered else None
    return hashes


def with_contents(
    compositions: Iterable[Composition],
    bindings: Mapping[str, Binding],
    units: Mapping[str, Sequence[Composition]],
    policies: Collection[str],
) -> list[Binding]:
    """The bindings with their deliveries and, where somebody may have to vote, what is voted on.

    That is the whole unit: all languages are approved as one.
    """
    return [
        replace(
            bindings[made.post.id],
            wanted=made.wanted(),
            content=_content(units[unit_of(made.post.id)]) if policies else None,
        )
        for made in compositions
    ]


def _content(unit: Iterable[Composition]) -> list[dict[str, Any]]:
    return [content_json(*each) for member in unit for each in member.covered()]
