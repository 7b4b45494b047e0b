# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`channels new-platform`: the files that a platform of one's own begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.session import Json, Lang, print_json, speaking, start
from scheduler.model.sentence import Sentence


def new_platform(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What config.yaml will call it.")],
    folder: Annotated[
        Path | None,
        typer.Option("--folder", help="Where to write (default: litfass-NAME, or this checkout)."),
    ] = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Write adapter, dialect, test and page of a new platform, with what is to be filled in."""
    from scheduler import registry  # noqa: PLC0415 - commands start fast
    from scheduler.operations.new_platform import (  # noqa: PLC0415
        platform_skeleton,
        write_skeleton,
    )

    session = start(None, lang, json=json)
    with speaking(session):
        skeleton = platform_skeleton(name, folder, registry.platforms())
        write_skeleton(skeleton)
        paths = [str(path) for path, _text in skeleton.files]
        if json:
            print_json({"folder": str(skeleton.folder), "files": paths, "test": skeleton.test})
            return
        for path in paths:
            session.say(path)
        session.say(_next(skeleton.folder, skeleton.test))


def _next(folder: Path, test: str) -> Sentence:
    return Sentence(
        f"Was noch fehlt, sagt in {folder}: {test}\n"
        "Anleitung: docs/platforms/writing_an_adapter.md",
        f"What is still missing is told, in {folder}, by: {test}\n"
        "Guide: docs/platforms/writing_an_adapter.md",
    )
