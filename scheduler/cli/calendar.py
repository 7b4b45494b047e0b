# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`calendar` and `days`: what goes out when, and the days around it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.session import Config, Json, Lang, Plain, Session, print_json, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from datetime import datetime

    from scheduler.config import Settings
    from scheduler.operations.calendar import Calendar, Frame

WEEKS = 8
YEAR = timedelta(days=366)
_FORMATS = ("text", "json", "ics", "html")
First = Annotated[str | None, typer.Option("--from", help="First day, like 2027-03-01.")]
Last = Annotated[str | None, typer.Option("--to", help="Last day, like 2027-04-30.")]


def calendar(  # noqa: PLR0917 - options are parameters
    first: First = None,
    last: Last = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Only this channel.")] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help="Only this campaign.")] = None,
    gap: Annotated[int, typer.Option("--gap", min=1, help="Tell gaps of more days than this.")] = 7,
    form: Annotated[
        str, typer.Option("--format", "-f", help=f"One of {', '.join(_FORMATS)}.")
    ] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to a file.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Show what goes out when, with awareness days, conflicts, gaps and missing approvals."""
    from scheduler.operations.calendar import Frame  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    form = "json" if json else form
    session.banner = "output" if form == "text" and output is None else "error"
    with speaking(session):
        if form not in _FORMATS:
            raise UsageError(_no_format(form))
        settings = session.settings()
        if channel is not None and channel not in settings.channels:
            raise UsageError(_no_channel(channel, settings))
        now = _now().astimezone(ZoneInfo(settings.timezone))
        monday = now.date() - timedelta(days=now.weekday())
        begin = _day(first, "--from") or monday
        end = _day(last, "--to") or begin + timedelta(weeks=WEEKS, days=-1)
        if end < begin:
            raise UsageError(_BACKWARDS)
        made = _made(session, settings, Frame(begin, end, channel, campaign, gap))
        _put(session, _written(session, made, form, now), output)


def days(  # noqa: PLR0917 - options are parameters
    first: First = None,
    last: Last = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List awareness and remembrance days with their sources; no workspace is needed."""
    from scheduler.model.awareness import days_between  # noqa: PLC0415 - commands start fast
    from scheduler.tables import Column, Table  # noqa: PLC0415

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        begin = _day(first, "--from") or _now().date()
        end = _day(last, "--to") or begin + YEAR
        found = days_between(begin, end)
        if json:
            listed = [
                {
                    "day": day.isoformat(),
                    "id": each.id,
                    "name": each.name.in_language(session.language),
                    "quiet": each.quiet,
                    "source": each.source,
                }
                for day, each in found
            ]
            print_json({"days": listed})
            return
        session.show(
            Table(
                title=Sentence("Gedenk- und Aktionstage", "Awareness and remembrance days"),
                columns=(
                    Column("day", Sentence("Tag", "Day")),
                    Column("id", Sentence("Kennung", "Id")),
                    Column("name", Sentence("Name", "Name")),
                    Column("quiet", Sentence("still", "quiet")),
                    Column("source", Sentence("Quelle", "Source")),
                ),
                rows=tuple(
                    (
                        day.isoformat(),
                        each.id,
                        each.name,
                        _QUIET if each.quiet else None,
                        each.source,
                    )
                    for day, each in found
                ),
            )
        )


def _made(session: Session, settings: Settings, frame: Frame) -> Calendar:
    from scheduler.bootstrap import open_offline  # noqa: PLC0415 - commands start fast
    from scheduler.operations.calendar import calendar as made_of  # noqa: PLC0415
    from scheduler.operations.calendar_sources import sources_of  # noqa: PLC0415

    with open_offline(settings) as opened:
        if opened.problem is not None:
            session.warn(opened.problem)
        return made_of(sources_of(opened.workspace, opened.sync.survey()), settings, frame)


def _written(session: Session, made: Calendar, form: str, now: datetime) -> bytes:
    import json as json_  # noqa: PLC0415 - the option is called json

    from scheduler.operations import calendar_formats as formats  # noqa: PLC0415 - starts fast

    language = session.language
    if form == "ics":
        return formats.calendar_ics(made, language, now)
    if form == "html":
        return formats.calendar_page(made, language).encode()
    if form == "json":
        told = formats.calendar_json(made, language)
        return (json_.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    return ("\n".join(formats.calendar_lines(made, language)) + "\n").encode()


def _put(session: Session, written: bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(written)
        session.warn(Sentence(f"Geschrieben: {output}", f"Written: {output}"))
        return
    session.flush()
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()


def _now() -> datetime:
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast

    return SystemClock().now()


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Sentence(
                f"{option} „{text}“ ist kein Tag. Beispiel: {option} 2027-03-01",
                f"{option} “{text}” is no day. Example: {option} 2027-03-01",
            )
        ) from None


def _no_format(form: str) -> Sentence:
    known = ", ".join(_FORMATS)
    return Sentence(
        f"Das Format „{form}“ gibt es nicht. Bekannt sind: {known}.",
        f"There is no format “{form}”. Known are: {known}.",
    )


def _no_channel(channel: str, settings: Settings) -> Sentence:
    known = ", ".join(settings.channels) or "–"
    return Sentence(
        f"Den Kanal „{channel}“ gibt es nicht. In config.yaml stehen: {known}.",
        f"There is no channel “{channel}”. In config.yaml stand: {known}.",
    )


COMMANDS = {"calendar": calendar, "days": days}
_QUIET = Sentence("ja", "yes")
_BACKWARDS = Sentence("--to liegt vor --from.", "--to is before --from.")
