# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`figures add` and `figures list`: what people count by hand."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import (
    Config,
    Json,
    Lang,
    Plain,
    Session,
    actor,
    print_json,
    speaking,
    start,
)
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.workspace import Workspace
    from scheduler.store.database import Transaction
    from scheduler.store.figures import Figure
    from scheduler.tables import Column, Table

MOST = 2**63 - 1  # what both databases can hold

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Figures counted by hand: trainings, participants, website visits.",
)


@app.command("add")
def add(  # noqa: PLR0917 - options are parameters
    metric: Annotated[str, typer.Argument(help="What was counted, such as trainings_held.")],
    value: Annotated[str, typer.Argument(help="A whole number, 0 or more.")],
    day: Annotated[str, typer.Option("--date", help="The day it was counted: 2027-03-08.")],
    source: Annotated[str, typer.Option("--source", help="Where the number comes from.")],
    campaign: Annotated[str | None, typer.Option("--campaign")] = None,
    region: Annotated[str | None, typer.Option("--region")] = None,
    topic: Annotated[str | None, typer.Option("--topic")] = None,
    channel: Annotated[str | None, typer.Option("--channel")] = None,
    post: Annotated[str | None, typer.Option("--post")] = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Enter one figure; it is kept with its source, its day and who entered it."""
    from scheduler.store import figures  # noqa: PLC0415 - commands start fast

    session = start(config, lang)
    with speaking(session):
        workspace = session.workspace()
        figure = figures.Figure(
            metric=_metric(metric),
            value=_number(value),
            counted_on=_day(day),
            source=_source(source),
            actor=actor(),
            recorded_at=workspace.clock.now(),
            campaign=campaign,
            channel=channel,
            post=post,
            region=region,
            topic=topic,
            note=note,
        )
        with workspace.database.write() as connection:
            _check_names(connection, figure, workspace)
            figures.add_figure(connection, figure)
        _say_kept(session, figure)


@app.command("list")
def list_(
    campaign: Annotated[str | None, typer.Option("--campaign", help="Only this one.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """All figures that were entered by hand, by day."""
    from scheduler.store.figures import list_figures  # noqa: PLC0415 - commands start fast
    from scheduler.tables import as_records  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        with session.workspace().database.read() as connection:
            found = list_figures(connection, campaign=campaign)
        table = _table(found)
        if session.json:
            print_json(as_records(table, session.language))
        elif found:
            session.show(table)
        else:
            session.say(_NONE)


def _table(figures: Collection[Figure]) -> Table:
    from scheduler.tables import Table  # noqa: PLC0415 - commands start fast

    rows = tuple(
        (
            figure.counted_on,
            figure.metric,
            figure.value,
            figure.campaign,
            figure.region,
            figure.topic,
            figure.channel,
            figure.post,
            figure.source,
            figure.note,
            figure.actor,
            figure.recorded_at,
        )
        for figure in figures
    )
    return Table(Sentence("Von Hand gezählt", "Counted by hand"), _columns(), rows, key="figures")


def _metric(metric: str) -> str:
    from scheduler.model.metrics import BY_ID  # noqa: PLC0415 - commands start fast

    if metric in BY_ID:
        return metric
    raise UsageError(_unknown(Sentence("Die Kennzahl", "The metric"), metric, BY_ID))


def _number(text: str) -> int:
    """Digits only: `1.234` is a thousand to some readers and one to others."""
    if text.isascii() and text.isdigit() and int(text) <= MOST:
        return int(text)
    raise UsageError(
        Sentence(
            f"„{text}“ ist keine ganze Zahl ab 0. Bitte nur Ziffern, ohne Punkt und Komma.",
            f"“{text}” is not a whole number from 0 up. Please give digits only.",
        )
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            Sentence(
                f"„{text}“ ist kein Datum. Bitte so angeben: 2027-03-08.",
                f"“{text}” is not a date. Please write it as 2027-03-08.",
            )
        ) from None


def _source(text: str) -> str:
    if text.strip():
        return text.strip()
    raise UsageError(
        Sentence(
            "Bitte die Quelle nennen (--source), zum Beispiel: Teilnahmeliste 12.04.2027.",
            "Please name the source (--source), such as: list of participants, 12 April 2027.",
        )
    )


def _check_names(connection: Transaction, figure: Figure, workspace: Workspace) -> None:
    """A typing error in a name would hide the figure from its report."""
    from scheduler.store import channels, queries, report_queries  # noqa: PLC0415 - starts fast

    campaigns = report_queries.campaigns(connection)
    seen = {*workspace.settings.channels, *channels.all_channels(connection)}
    _check(Sentence("Die Kampagne", "The campaign"), figure.campaign, campaigns)
    _check(Sentence("Der Kanal", "The channel"), figure.channel, sorted(seen))
    _check(Sentence("Der Beitrag", "The post"), figure.post, queries.post_ids(connection))


def _check(what: Sentence, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        raise UsageError(_unknown(what, name, known))


def _unknown(what: Sentence, name: str, known: Collection[str]) -> Sentence:
    de, en = f"{what.de} „{name}“ ist unbekannt.", f"{what.en} “{name}” is unknown."
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    if not known:
        return Sentence(f"{de} Zuerst: litfass sync", f"{en} First: litfass sync")
    names = ", ".join(known)
    return Sentence(f"{de} Bekannt sind: {names}.", f"{en} Known are: {names}.")


def _say_kept(session: Session, figure: Figure) -> None:
    from scheduler.model.metrics import BY_ID  # noqa: PLC0415 - commands start fast
    from scheduler.tables import shown  # noqa: PLC0415 - commands start fast

    name = BY_ID[figure.metric].name
    de, en = (
        (shown(figure.value, language), shown(figure.counted_on, language))
        for language in ("de", "en")
    )
    session.say(
        Sentence(
            f"Eingetragen: {name.de} {de[0]} am {de[1]} ({figure.source}).",
            f"Entered: {name.en} {en[0]} on {en[1]} ({figure.source}).",
        )
    )


def _columns() -> tuple[Column, ...]:
    from scheduler.tables import Column  # noqa: PLC0415 - commands start fast

    return (
        Column("date", Sentence("Tag", "Day")),
        Column("metric", Sentence("Kennzahl", "Metric")),
        Column("value", Sentence("Wert", "Value"), numeric=True),
        Column("campaign", Sentence("Kampagne", "Campaign")),
        Column("region", Sentence("Region", "Region")),
        Column("topic", Sentence("Thema", "Topic")),
        Column("channel", Sentence("Kanal", "Channel")),
        Column("post", Sentence("Beitrag", "Post")),
        Column("source", Sentence("Quelle", "Source")),
        Column("note", Sentence("Notiz", "Note")),
        Column("entered_by", Sentence("Eingetragen von", "Entered by")),
        Column("entered_at", Sentence("Eingetragen am", "Entered at")),
    )


GROUPS = {"figures": app}
_NONE = Sentence(
    "Es ist noch nichts eingetragen. So geht es: litfass figures add --help",
    "Nothing was entered yet. How to: litfass figures add --help",
)
