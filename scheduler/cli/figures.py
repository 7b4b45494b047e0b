# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`figures add`, `import`, `correct`, `withdraw` and `list`: what people count by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.figure_import import import_file
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

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Figures counted by hand: trainings, participants, visits, press, cost, hours.",
)


app.command("import")(import_file)


@app.command("metrics")
def metrics(
    form: Annotated[
        str | None, typer.Option("--format", "-f", help="markdown: as in docs/metrics.md.")
    ] = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List all metrics: what each means, who tells it, and since when. Needs no workspace."""
    from scheduler.operations import metric_list  # noqa: PLC0415 - commands start fast

    session = start(None, lang, json=json, plain=plain)
    with speaking(session):
        if json:
            print_json(metric_list.metrics_json(session.language))
        elif form == "markdown":
            session.say(metric_list.metrics_page(session.language))
        else:
            session.show(metric_list.metrics_table())


@app.command("add")
def add(  # noqa: PLR0917 - options are parameters
    metric: Annotated[str, typer.Argument(help="What was counted, such as trainings_held.")],
    value: Annotated[str, typer.Argument(help="0 or more; cost and hours also as 12.50 or 12,50.")],
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
    from scheduler.operations import counting  # noqa: PLC0415 - commands start fast
    from scheduler.store.figures import Figure  # noqa: PLC0415 - commands start fast

    session = start(config, lang)
    with speaking(session):
        workspace = session.workspace()
        figure = Figure(
            metric=counting.known_metric(metric),
            value=counting.amount_of(value, metric),
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
            number = counting.enter(connection, figure)
        _say_kept(session, figure, number)


@app.command("correct")
def correct(
    number: Annotated[int, typer.Argument(help="The figure's number, see `figures list`.")],
    value: Annotated[str, typer.Argument(help="What it should have been.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept beside the figure.")],
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Set a figure right; the first value stays to be read, with the reason."""
    _amend(start(config, lang), number, value, reason)


@app.command("withdraw")
def withdraw(
    number: Annotated[int, typer.Argument(help="The figure's number, see `figures list`.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept beside the figure.")],
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Take a figure back that should never have been entered; it stays in the list."""
    _amend(start(config, lang), number, None, reason)


@app.command("list")
def list_(
    campaign: Annotated[str | None, typer.Option("--campaign", help="Only this one.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """All figures that were entered by hand, by day, with their corrections."""
    from scheduler.cli.figure_table import figure_table  # noqa: PLC0415 - commands start fast
    from scheduler.store.figures import figure_history  # noqa: PLC0415 - commands start fast
    from scheduler.tables import as_records  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        with session.workspace().database.read() as connection:
            found = figure_history(connection, campaign=campaign)
        table = figure_table(found)
        if session.json:
            print_json(as_records(table, session.language))
        elif found:
            session.show(table)
        else:
            session.say(_NONE)


def _amend(session: Session, number: int, value: str | None, reason: str) -> None:
    from scheduler.operations.counting import Amendment, amend  # noqa: PLC0415 - starts fast

    with speaking(session):
        workspace = session.workspace()
        order = Amendment(number, value, reason, actor(), workspace.clock.now())
        with workspace.database.write() as connection:
            figure = amend(connection, order)
        _say_amended(session, figure)


def _say_amended(session: Session, figure: Figure) -> None:
    from scheduler.model.amounts import amount  # noqa: PLC0415 - commands start fast
    from scheduler.tables import shown  # noqa: PLC0415 - commands start fast

    first, now = (
        Sentence(shown(value, "de"), shown(value, "en"))
        for value in (
            amount(figure.value, figure.metric),
            None if figure.standing is None else amount(figure.standing, figure.metric),
        )
    )
    if figure.standing is None:
        session.say(
            Sentence(
                f"Zurückgenommen: Zahl {figure.id} (zuerst {first.de}). Sie bleibt in der Liste.",
                f"Taken back: figure {figure.id} (first {first.en}). It stays in the list.",
            )
        )
        return
    session.say(
        Sentence(
            f"Korrigiert: Zahl {figure.id} ist jetzt {now.de} (zuerst {first.de}).",
            f"Corrected: figure {figure.id} is {now.en} now (first {first.en}).",
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
    from scheduler.operations.counting import unknown  # noqa: PLC0415 - commands start fast

    if name is not None and name not in known:
        raise UsageError(unknown(what, name, known))


def _say_kept(session: Session, figure: Figure, number: int) -> None:
    from scheduler.model.amounts import amount  # noqa: PLC0415 - commands start fast
    from scheduler.model.metrics import BY_ID  # noqa: PLC0415 - commands start fast
    from scheduler.tables import shown  # noqa: PLC0415 - commands start fast

    name = BY_ID[figure.metric].name
    de, en = (
        (shown(amount(figure.value, figure.metric), language), shown(figure.counted_on, language))
        for language in ("de", "en")
    )
    session.say(
        Sentence(
            f"Eingetragen: {name.de} {de[0]} am {de[1]} ({figure.source}). Nummer {number}.",
            f"Entered: {name.en} {en[0]} on {en[1]} ({figure.source}). Number {number}.",
        )
    )


GROUPS = {"figures": app}
_NONE = Sentence(
    "Es ist noch nichts eingetragen. So geht es: litfass figures add --help",
    "Nothing was entered yet. How to: litfass figures add --help",
)
