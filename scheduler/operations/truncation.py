# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file that ends in the middle of a line and says less than before: probably cut off.

The beginning of a YAML file is nearly always valid YAML, with posts missing at its end and the
last text shortened. Taking that for an edit would cancel the posts and publish half a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scheduler.authoring.queue_folder import Reading
from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.operations.fingerprints import content_hash
from scheduler.store.plans import KnownPost

RULE = "Y05"


def without_cut_off(reading: Reading, posts: Mapping[str, KnownPost]) -> Reading:
    """`reading` without the posts of files that are probably cut off: their plan stays."""
    cut_off = {file for file in reading.unended if _says_otherwise(file, reading, posts)}
    if not cut_off:
        return reading
    findings = [_finding(reading.unended[file]) for file in sorted(cut_off)]
    return replace(
        reading,
        posts=tuple(post for post in reading.posts if post.place.file not in cut_off),
        faulty=(
            *reading.faulty,
            *(post for post in reading.posts if post.place.file in cut_off),
        ),
        findings=(*reading.findings, *findings),
        broken_files=reading.broken_files | cut_off,
    )


def _says_otherwise(file: str, reading: Reading, posts: Mapping[str, KnownPost]) -> bool:
    """Whether a post that was planned from `file` is gone from it or changed in it."""
    present = {post.id: content_hash(post) for post in reading.posts if post.place.file == file}
    return any(
        present.get(known.id) != known.content_hash
        for known in posts.values()
        if known.file == file and known.gone_at is None
    )


def _finding(place: Place) -> Finding:
    return Finding(
        RULE,
        Severity.ERROR,
        place,
        Sentence(
            "Die Datei endet mitten in einer Zeile und sagt weniger oder anderes als vorher: "
            "Wahrscheinlich wurde sie nicht ganz gespeichert. Der letzte gute Plan gilt weiter.",
            "The file ends in the middle of a line and says less or something else than before: "
            "probably it was not saved whole. The last good plan stays in force.",
        ),
        Sentence(
            "Ist alles da, beenden Sie die letzte Zeile mit einem Zeilenumbruch.",
            "If nothing is missing, end the last line with a line break.",
        ),
    )
