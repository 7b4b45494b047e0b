# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`count`: how long a text is, as each platform counts. Needs no workspace."""

from __future__ import annotations

import contextlib
import json as json_text
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.session import (
    FINDINGS,
    Json,
    Lang,
    Plain,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.model.message import Length
    from scheduler.model.platform import PlatformKind

STANDARD_INPUT = Path("-")


def count(  # noqa: PLR0917 - options are parameters
    text: Annotated[str | None, typer.Argument(help="The text to count.")] = None,
    platform: Annotated[
        str | None, typer.Option("--platform", "-p", help="Only this platform.")
    ] = None,
    lines: Annotated[
        Path | None,
        typer.Option("--lines", metavar="FILE|-", help="One JSON string per line; JSON lines out."),
    ] = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Count a text as a platform does; without --platform as all of them do."""
    session = start(None, lang, json=json, plain=plain)
    faulty = False
    with speaking(session):
        if (text is None) == (lines is None):
            raise UsageError(_ONE_OF)
        if lines is not None:
            faulty = _count_lines(session, _one_kind(platform), lines)
        elif text is not None:
            _count_text(session, _without_halves(text), platform)
    if faulty:
        raise typer.Exit(FINDINGS)


def _one_kind(platform: str | None) -> PlatformKind:
    from scheduler import registry  # noqa: PLC0415 - commands start fast

    if platform is None:
        raise UsageError(_NAME_ONE)
    return registry.single_platform(platform)


def _count_text(session: Session, text: str, platform: str | None) -> None:
    from scheduler import registry  # noqa: PLC0415 - commands start fast

    kinds = list(registry.platforms().values()) if platform is None else [_one_kind(platform)]
    counted = [(kind, kind.measure(text, kind.limits)) for kind in kinds]
    if session.json:
        found = [_counted_json(kind.name, length) for kind, length in counted]
        print_json(found if platform is None else found[0])
    else:
        _show(session, counted)


def _show(session: Session, counted: list[tuple[PlatformKind, Length]]) -> None:
    from scheduler.tables import Column, Table  # noqa: PLC0415 - commands start fast

    session.show(
        Table(
            title=Sentence("Länge", "Length"),
            columns=(
                Column("platform", Sentence("Plattform", "Platform")),
                Column("length", Sentence("Länge", "Length"), numeric=True),
                Column("limit", Sentence("Grenze", "Limit"), numeric=True),
                Column("unit", Sentence("Einheit", "Unit")),
                Column("valid", Sentence("Passt", "Fits")),
                Column("detail", Sentence("Hinweis", "Note")),
            ),
            rows=tuple(
                (
                    kind.name,
                    length.length,
                    length.limit,
                    _UNITS.get(length.unit, length.unit),
                    _YES if length.valid else _NO,
                    length.detail or "",
                )
                for kind, length in counted
            ),
        )
    )


def _count_lines(session: Session, kind: PlatformKind, source: Path) -> bool:
    """Print the count of each line; returns whether one of them was unusable."""
    faulty = False
    with _opened(source) as file:
        for number, line in enumerate(file, start=1):
            text = _text_of(line)
            if text is None:
                faulty = True
                session.warn(_bad_line(number))
                continue
            length = kind.measure(text, kind.limits)
            found = json_text.dumps(_counted_json(kind.name, length), ensure_ascii=False)
            sys.stdout.write(found + "\n")
    return faulty


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[IO[bytes]]:
    if source == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with source.open("rb") as file:
        yield file


def _text_of(line: bytes) -> str | None:
    """The JSON string on `line`, None where there is none."""
    try:
        value = json_text.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, str) and _is_whole(value) else None


def _is_whole(text: str) -> bool:
    """Whether no character is cut in half (half a pair of surrogates)."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _without_halves(text: str) -> str:
    """Bytes of the command line that are no UTF-8 arrive as surrogates: shown as �."""
    return "".join(character if _is_whole(character) else "\ufffd" for character in text)


def _counted_json(platform: str, length: Length) -> dict[str, Any]:
    return {
        "platform": platform,
        "length": length.length,
        "limit": length.limit,
        "valid": length.valid,
        "facets": [
            {
                "byteStart": facet.byte_start,
                "byteEnd": facet.byte_end,
                "kind": facet.kind,
                "target": facet.target,
            }
            for facet in length.facets
        ],
    }


def _bad_line(number: int) -> Sentence:
    return Sentence(
        f'Zeile {number}: Hier fehlt eine JSON-Zeichenkette, zum Beispiel "Hallo".',
        f'Line {number}: a JSON string is missing here, for example "Hello".',
    )


COMMANDS = {"count": count}
_YES = Sentence("ja", "yes")
_NO = Sentence("nein", "no")
_UNITS = {
    "characters": Sentence("Zeichen", "characters"),
    "bytes": Sentence("Byte", "bytes"),
    "graphemes": Sentence("Grapheme", "graphemes"),
    "weighted": Sentence("gewichtet", "weighted"),
}
_ONE_OF = Sentence(
    "Bitte genau eines angeben: einen TEXT oder --lines DATEI.",
    "Please give exactly one of TEXT and --lines FILE.",
)
_NAME_ONE = Sentence(
    "--lines braucht eine Plattform, zum Beispiel: --platform mastodon",
    "--lines needs a platform, for example: --platform mastodon",
)
