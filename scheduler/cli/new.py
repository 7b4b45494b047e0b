# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`new post|series|campaign`: a commented file to begin with."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from scheduler.cli.session import Config, Lang, Session, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Place, Sentence

if TYPE_CHECKING:
    from scheduler.config import Settings

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="The id, and the file's name.")]
Title = Annotated[str | None, typer.Option("--title", help="What it is about, in a few words.")]
Channels = Annotated[
    list[str] | None, typer.Option("--channel", help="A channel of config.yaml; repeatable.")
]
Campaign = Annotated[str | None, typer.Option("--campaign", help="The campaign's id.")]


@app.command()
def post(  # noqa: PLR0917 - options are parameters
    name: Name = None,
    text: Annotated[str | None, typer.Option("--text", help="The text.")] = None,
    at: Annotated[str | None, typer.Option("--at", help="Local time: 2027-03-08 09:30.")] = None,
    channel: Channels = None,
    campaign: Campaign = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Write a draft of a post."""
    from scheduler.authoring.draft_file import DraftPost, post_yaml  # noqa: PLC0415 - starts fast

    session = start(config, lang)
    with speaking(session):
        settings = session.settings()
        chosen = _name(session, name)
        draft = DraftPost(
            id=chosen,
            text=_text(_asked(session, text, _TEXT) or _PLACEHOLDER.in_language(session.language)),
            campaign=campaign,
            publish_at=_time(_asked(session, at, _AT)),
            channels=_channels(session, channel, settings),
            lang=session.language,
        )
        path = settings.posts / f"{chosen}.yaml"
        _write(session, path, post_yaml(draft, session.language, schema_of("post", path, settings)))


@app.command()
def series(  # noqa: PLR0917 - options are parameters
    name: Name = None,
    title: Title = None,
    starts: Annotated[
        str | None, typer.Option("--starts", help="When it begins, local: 2027-04-23 10:00.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it is.")] = None,
    channel: Channels = None,
    campaign: Campaign = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Write a series: drafts of several posts around one event, counted from its beginning."""
    from scheduler.authoring.new_files import (  # noqa: PLC0415 - commands start fast
        NewSeries,
        series_yaml,
    )

    session = start(config, lang)
    with speaking(session):
        settings = session.settings()
        chosen = _name(session, name)
        made = NewSeries(
            title=_text(_asked(session, title, _TITLE) or chosen),
            starts_at=_time(_asked(session, starts, _STARTS)) or _missing_start(),
            place=_text(_asked(session, place, _PLACE) or ""),
            channels=_channels(session, channel, settings),
            campaign=campaign,
        )
        path = settings.posts / "_series" / f"{chosen}.yaml"
        schema = schema_of("series", path, settings)
        _write(session, path, series_yaml(made, session.language, schema))


@app.command()
def campaign(
    name: Name = None,
    title: Title = None,
    channel: Channels = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Write the file of a campaign: what all its posts share."""
    from scheduler.authoring.new_files import campaign_yaml  # noqa: PLC0415 - commands start fast

    session = start(config, lang)
    with speaking(session):
        settings = session.settings()
        chosen = _name(session, name)
        path = settings.posts / "_campaigns" / f"{chosen}.yaml"
        text = campaign_yaml(
            _asked(session, title, _TITLE) or chosen,
            settings.timezone,
            _channels(session, channel, settings),
            session.language,
            schema_of("campaign", path, settings),
        )
        _write(session, path, text)


def schema_of(name: str, path: Path, settings: Settings) -> str:
    """The way from `path` to the JSON Schema in the workspace, as editors want it."""
    schema = settings.folder / "docs" / "schema" / f"{name}.schema.json"
    return Path(os.path.relpath(schema, path.parent)).as_posix()


def _name(session: Session, given: str | None) -> str:
    from scheduler.authoring.field_types import ID_PATTERN  # noqa: PLC0415 - commands start fast

    name = _asked(session, given, _NAME)
    if not name:
        raise UsageError(_NO_NAME)
    if not re.fullmatch(ID_PATTERN, name) or name.startswith(("_", ".")):
        raise UsageError(_wrong_name(name))
    return name


def _asked(session: Session, given: str | None, question: Sentence) -> str | None:
    """What the option said; else, on a terminal, what the person answers."""
    if given is not None or not sys.stdin.isatty():
        return given
    session.say(question)
    return sys.stdin.readline().strip() or None


def _text(given: str) -> str:
    from scheduler.yaml_source.decoding import without_forbidden  # noqa: PLC0415 - starts fast

    text, faults = without_forbidden(given, Place("--text"))
    if faults:
        raise UsageError(faults[0].message, faults[0].place)
    return text


def _time(written: str | None) -> str | None:
    from scheduler.planning.schedule import parse_time  # noqa: PLC0415 - commands start fast

    if written is not None and parse_time(written) is None:
        raise UsageError(_wrong_time(written))
    return written


def _channels(session: Session, given: list[str] | None, settings: Settings) -> tuple[str, ...]:
    known = ", ".join(settings.channels)
    if given is None:
        question = Sentence(f"{_CHANNEL.de} ({known})", f"{_CHANNEL.en} ({known})")
        given = (_asked(session, None, question) or "").replace(",", " ").split()
    for name in given:
        if name not in settings.channels:
            raise UsageError(_no_channel(name, known))
    return tuple(given)


def _write(session: Session, path: Path, text: str) -> None:
    from scheduler.authoring.file_writing import write_new  # noqa: PLC0415 - commands start fast

    write_new(path, text)
    session.say(_written(path))


def _missing_start() -> NoReturn:
    raise UsageError(_NO_START)


def _wrong_name(name: str) -> Sentence:
    return Sentence(
        f"„{name}“ taugt nicht als Name: erlaubt sind Buchstaben ohne Umlaute, Ziffern, - und _.",
        f"“{name}” is no name: letters a to z, digits, - and _ are possible.",
    )


def _wrong_time(written: str) -> Sentence:
    return Sentence(
        f'„{written}“ ist kein Zeitpunkt. Beispiel: --at "2027-03-08 09:30"',
        f'“{written}” is no time. Example: --at "2027-03-08 09:30"',
    )


def _no_channel(name: str, known: str) -> Sentence:
    return Sentence(
        f"Den Kanal „{name}“ gibt es nicht. In config.yaml stehen: {known or 'keine'}.",
        f"There is no channel “{name}”. In config.yaml stand: {known or 'none'}.",
    )


def _written(path: Path) -> Sentence:
    return Sentence(
        f"Geschrieben: {path}. Prüfen: litfass check", f"Written: {path}. Check it: litfass check"
    )


GROUPS = {"new": app}
_NAME = Sentence("Name (id und Dateiname):", "Name (id and file name):")
_TEXT = Sentence("Text (leer: später):", "Text (empty: later):")
_AT = Sentence(
    "Termin, Ortszeit, z. B. 2027-03-08 09:30 (leer: später):",
    "When, local time, as in 2027-03-08 09:30 (empty: later):",
)
_TITLE = Sentence("Titel:", "Title:")
_STARTS = Sentence(
    "Beginn der Veranstaltung, Ortszeit, z. B. 2027-04-23 10:00:",
    "When the event begins, local time, as in 2027-04-23 10:00:",
)
_PLACE = Sentence("Ort (leer: später):", "Place (empty: later):")
_NO_START = Sentence(
    'Es fehlt, wann die Veranstaltung beginnt. Beispiel: --starts "2027-04-23 10:00"',
    'It is missing when the event begins. Example: --starts "2027-04-23 10:00"',
)
_CHANNEL = Sentence("Kanäle", "Channels")
_PLACEHOLDER = Sentence("Hier steht der Text.", "The text stands here.")
_NO_NAME = Sentence(
    "Es fehlt der Name. Beispiel: litfass new post sommerfest",
    "The name is missing. Example: litfass new post summer-party",
)
