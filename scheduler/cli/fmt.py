# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`fmt`: tidies YAML files without changing what they say."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import FINDINGS, Config, Lang, Session, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.authoring.formatting import Formatted


def fmt(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; all posts without.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 where something would.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change, and change nothing.")
    ] = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Tidy files: order of keys, indentation, quotes. Meaning and comments stay."""
    session = start(config, lang)
    code = 0
    with speaking(session):
        for path in _files(files or [session.settings().posts]):
            code = max(code, _tidy(session, path, check=check, diff=diff))
    if code:
        raise typer.Exit(code)


def _tidy(session: Session, path: Path, *, check: bool, diff: bool) -> int:
    from scheduler.yaml_source import content_of  # noqa: PLC0415 - commands start fast

    content = content_of(path)
    result = _formatted(content, path)
    if result.findings:
        session.show_findings(result.findings)
        return FINDINGS
    if result.text.encode("utf-8") == content:
        return 0
    if diff:
        session.say("".join(_difference(content.decode("utf-8-sig"), result.text, str(path))))
    if check or diff:
        session.say(_would_change(path))
        return FINDINGS if check else 0
    _replace(path, result.text)
    session.say(_changed(path))
    return 0


def _formatted(content: bytes, path: Path) -> Formatted:
    from scheduler.authoring.formatting import formatted  # noqa: PLC0415 - commands start fast
    from scheduler.authoring.key_order import campaign_order, post_order  # noqa: PLC0415

    in_campaigns = path.resolve().parent.name == "_campaigns"
    return formatted(content, str(path), campaign_order() if in_campaigns else post_order())


def _files(given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        if not path.exists():
            raise UsageError(_no_file(path))
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _replace(path: Path, text: str) -> None:
    """Write beside the file and put it in its place, so that a crash leaves one of the two."""
    beside = path.with_name(f".{path.name}.tidy")
    beside.write_bytes(text.encode("utf-8"))
    beside.chmod(path.stat().st_mode)
    os.replace(beside, path)  # noqa: PTH105 - by name, on every system


def _difference(before: str, after: str, name: str) -> Iterator[str]:
    return difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, name
    )


def _no_file(path: Path) -> Sentence:
    return Sentence(f"{path} gibt es nicht.", f"{path} does not exist.")


def _would_change(path: Path) -> Sentence:
    return Sentence(f"{path} würde geordnet.", f"{path} would be tidied.")


def _changed(path: Path) -> Sentence:
    return Sentence(f"Geordnet: {path}", f"Tidied: {path}")


COMMANDS = {"fmt": fmt}
