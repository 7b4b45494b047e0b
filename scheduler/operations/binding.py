# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each post is to be approved for, from its composition and from what it asked before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from scheduler.model.approval import Choice
from scheduler.operations.composing import Composition
from scheduler.store.approval_content import content_json
from scheduler.store.approvals import Binding
from scheduler.store.plans import KnownPost


def bindings_of(
    compositions: Iterable[Composition], posts: Mapping[str, KnownPost], policies: Collection[str]
) -> dict[str, Binding]:
    """The bindings by post, without contents.

    A policy that was asked for once stays asked for while it exists.
    """
    found = {}
    for made in compositions:
        known = posts.get(made.post.id)
        earlier = known.choice if known is not None else Choice()
        still = tuple(name for name in earlier.policies if name in policies)
        choice = made.choice.with_earlier(replace(earlier, policies=still))
        found[made.post.id] = Binding(made.post.id, made.approval_hash(), choice)
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


def with_content(binding: Binding, made: Composition, policies: Collection[str]) -> Binding:
    """`binding` with its deliveries and, where somebody may have to vote, with what is voted on."""
    content = [content_json(*each) for each in made.covered()] if policies else None
    return replace(binding, wanted=made.wanted(), content=content)
