# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking other people's plans over: one file per post, all drafts, nothing overwritten."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

from scheduler.authoring.draft_file import DraftMedium, DraftPost, post_yaml
from scheduler.authoring.file_writing import taken, write_new
from scheduler.authoring.imports.harvest import Harvest
from scheduler.model.sentence import Language, Place


def file_texts(
    harvest: Harvest, source: Path, into: Path, workspace: Path, language: Language
) -> dict[Path, str]:
    """The new files below `into`; what exists already is refused in `harvest`."""
    schema = Path(os.path.relpath(workspace / "docs/schema/post.schema.json", into)).as_posix()
    texts: dict[Path, str] = {}
    for post in harvest.posts:
        path = into / f"{post.id}.yaml"
        if path.exists():
            said = taken(path)
            harvest.refused(Place(str(source)), said.de, said.en)
            continue
        placed = dataclasses.replace(
            post, media=tuple(_media(post, harvest, source, into, workspace))
        )
        texts[path] = post_yaml(placed, language, schema)
    return texts


def write_all(texts: dict[Path, str]) -> None:
    """Write the new files; raises UsageError at one that appeared meanwhile."""
    for path, text in texts.items():
        write_new(path, text)


def _media(
    post: DraftPost, harvest: Harvest, source: Path, into: Path, workspace: Path
) -> Iterator[DraftMedium]:
    for medium in post.media:
        found = (source.parent / medium.file).resolve()
        if found.is_file() and found.is_relative_to(workspace.resolve()):
            way = Path(os.path.relpath(found, into.resolve())).as_posix()
            yield dataclasses.replace(medium, file=way)
            continue
        harvest.left_out(
            Place(str(source)),
            f"{post.id}: Das Bild {medium.file} liegt nicht im Arbeitsordner; bitte hineinlegen.",
            f"{post.id}: the picture {medium.file} is not in the workspace; please put it there.",
        )
        yield medium
