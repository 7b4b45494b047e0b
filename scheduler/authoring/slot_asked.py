# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`publish_at: next_slot`, and what does not go together with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.authoring.post_fields import NEXT_SLOT, VariantBorder
from scheduler.model.finding import Finding
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.yaml_source import Scalar, Section, place_at
from scheduler.yaml_source.findings import WRONG, fault


def asks_for_slot(section: Section) -> bool:
    """Whether the post in `section` is to take the next free slot of its channels."""
    written = section.get("publish_at")
    return isinstance(written, Scalar) and written.text == NEXT_SLOT


def slot_faults(
    post: Post, section: Section, variants: Mapping[str, VariantBorder]
) -> Iterator[Finding]:
    """Keys of `post` that contradict its slot."""
    if not post.next_slot:
        return
    if post.repeat is not None:
        yield fault(
            WRONG,
            place_at(section, ("repeat",)),
            "repeat braucht eigene Zeiten; next_slot gilt für einen Beitrag, der einmal erscheint.",
            "repeat has times of its own; next_slot is for a post that goes out once.",
            Sentence(
                "Löschen Sie repeat oder publish_at: next_slot.",
                "Delete repeat or publish_at: next_slot.",
            ),
        )
    for name in post.channels:
        if name in post.overrides and post.overrides[name].publish_offset:
            yield _offset(section, ("overrides", name, "publish_offset"))
    for lang, variant in variants.items():
        if variant.publish_offset:
            yield _offset(section, ("variants", lang, "publish_offset"))


def _offset(section: Section, path: tuple[str | int, ...]) -> Finding:
    return fault(
        WRONG,
        place_at(section, path),
        "publish_offset und publish_at: next_slot schließen einander aus: Jeder Kanal nimmt "
        "seinen eigenen freien Platz.",
        "publish_offset and publish_at: next_slot exclude each other: each channel takes its own "
        "free slot.",
        Sentence("Löschen Sie publish_offset.", "Delete publish_offset."),
    )
