# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file that got another name keeps its post's id: the same post, not a second one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from scheduler.authoring.queue_folder import Reading
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.operations.fingerprints import content_hash
from scheduler.store.plans import KnownPost


def kept_ids(reading: Reading, posts: Mapping[str, KnownPost]) -> tuple[list[Post], list[Finding]]:
    """The posts of `reading`, those of renamed files under their old ids, and what to say of it."""
    present = {post.id for post in reading.posts}
    by_hash = {
        post.content_hash: post.id
        for post in posts.values()
        if post.id not in present and post.file not in reading.files
    }
    found: list[Post] = []
    findings: list[Finding] = []
    for post in reading.posts:
        old = by_hash.get(content_hash(post)) if _is_new(post, posts) else None
        if old is None:
            found.append(post)
        else:
            source, _, lang = old.partition("@")
            found.append(
                dataclasses.replace(
                    post, id=old, id_from_file=False, variant_of=source if lang else None
                )
            )
            if not lang:  # of its variants it is said with it
                findings.append(_rename_finding(post, old))
    return found, findings


def _is_new(post: Post, posts: Mapping[str, KnownPost]) -> bool:
    return post.id_from_file and post.id not in posts


def _rename_finding(post: Post, old: str) -> Finding:
    return Finding(
        "Y04",
        Severity.WARNING,
        post.place,
        Sentence(
            f"Die Datei wurde umbenannt; der Beitrag heißt weiter „{old}“ und wird nicht "
            "ein zweites Mal veröffentlicht.",
            f"The file was renamed; the post is still called “{old}” and is not published "
            "a second time.",
        ),
        Sentence(f"Schreiben Sie in die Datei: id: {old}", f"Write into the file: id: {old}"),
        post=old,
    )
