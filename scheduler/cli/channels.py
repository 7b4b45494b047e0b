# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`channels`: which accounts there are, whether they could publish, what platforms can do."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.identity import who
from scheduler.cli.login import log_in
from scheduler.cli.new_platform import new_platform
from scheduler.cli.session import (
    FINDINGS,
    Config,
    Json,
    Lang,
    Plain,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.approval import PUBLISHER
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.channel_health import CheckedChannel
    from scheduler.operations.trial import Trial
    from scheduler.tables import Table

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("login")(log_in)
app.command("new-platform")(new_platform)


@app.command("list")
def list_channels(
    config: Config = None, lang: Lang = None, json: Json = False, plain: Plain = False
) -> None:
    """List the channels of config.yaml and how they stand."""
    from scheduler.bootstrap import open_offline  # noqa: PLC0415 - commands start fast
    from scheduler.tables import as_records  # noqa: PLC0415

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        settings = session.settings()
        with open_offline(settings) as opened:
            table = _table(opened.workspace)
        if json:
            print_json({"channels": as_records(table, session.language)})
        else:
            session.show(table)


@app.command("check")
def check_channels(
    name: Annotated[str | None, typer.Argument(help="Only this channel.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Ask each platform about account, scopes and limits; exit code 1 on a problem."""
    from scheduler.operations.channel_health import check_channel  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json)
    failed = False
    with speaking(session):
        workspace = session.workspace()
        names = [name] if name is not None else list(workspace.settings.channels)
        checked = [check_channel(workspace, each) for each in names]
        failed = any(each.problems for each in checked)
        if json:
            print_json({"channels": [_checked_json(each, session) for each in checked]})
        else:
            for each in checked:
                _print_checked(session, each)
    if failed:
        raise typer.Exit(FINDINGS)


@app.command("test")
def try_channel(
    name: Annotated[str, typer.Argument(help="The channel to try.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Publish one test message, as hidden as the platform allows, and delete it again."""
    from scheduler.operations.trial import run_trial, trial_of  # noqa: PLC0415 - starts fast

    session = start(config, lang)
    clean = True
    with speaking(session):
        workspace = session.workspace()
        trial = trial_of(workspace, name, session.language)
        who(session, workspace, None, PUBLISHER)
        _announce(session, trial)
        if not yes and not _agreed(session):
            session.say(_NOTHING_DONE)
            return
        result = run_trial(workspace, trial)
        clean = result.is_clean
        for said in result.sentences:
            session.say(said)
        if result.url:
            session.say(result.url)
    if not clean:
        raise typer.Exit(FINDINGS)


@app.command("capabilities")
def tell_capabilities(
    name: Annotated[str | None, typer.Argument(help="Only this platform.")] = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List what each platform can carry and do; neither workspace nor network is needed."""
    from scheduler import registry  # noqa: PLC0415 - commands start fast
    from scheduler.operations.capabilities import (  # noqa: PLC0415
        capabilities_of,
        capabilities_table,
    )

    session = start(None, lang, json=json, plain=plain)
    with speaking(session):
        kinds = registry.platforms()
        if name is not None and name not in kinds:
            raise UsageError(_no_platform(name, kinds))
        chosen = [kind for key, kind in sorted(kinds.items()) if name in {None, key}]
        found = [capabilities_of(kind) for kind in chosen]
        if json:
            print_json([each.as_json() for each in found])
        else:
            session.show(capabilities_table(found))


def _no_platform(name: str, known: Iterable[str]) -> Sentence:
    listed = ", ".join(sorted(known))
    return Sentence(
        f"Die Plattform „{name}“ gibt es nicht. Bekannt sind: {listed}.",
        f"There is no platform “{name}”. Known are: {listed}.",
    )


def _table(workspace: Any) -> Table:  # noqa: ANN401 - a Workspace, imported late
    from scheduler.store import channels  # noqa: PLC0415 - commands start fast
    from scheduler.store.channels import ChannelRow  # noqa: PLC0415
    from scheduler.tables import Column, Table  # noqa: PLC0415

    with workspace.database.read() as connection:
        rows = channels.all_channels(connection)
    known = {
        name: rows.get(name, ChannelRow(name, channel.platform))
        for name, channel in workspace.settings.channels.items()
    }
    return Table(
        title=Sentence("Kanäle", "Channels"),
        columns=(
            Column("channel", Sentence("Kanal", "Channel")),
            Column("platform", Sentence("Plattform", "Platform")),
            Column("state", Sentence("Zustand", "State")),
            Column("account", Sentence("Konto", "Account")),
            Column("next_allowed_at", Sentence("Frühestens wieder", "Not before")),
            Column("checked_at", Sentence("Geprüft", "Checked")),
            Column("expires_at", Sentence("Zugang bis", "Access until")),
            Column("quota_left", Sentence("Noch frei", "Quota left")),
            Column("reason", Sentence("Grund", "Reason")),
        ),
        rows=tuple(
            (
                name,
                workspace.settings.channels[name].platform,
                row.state,
                row.account,
                row.next_allowed_at,
                row.checked_at,
                row.expires_at,
                row.quota.left if row.quota else None,
                row.blocked,
            )
            for name, row in known.items()
        ),
    )


def _checked_json(checked: CheckedChannel, session: Session) -> dict[str, Any]:
    import dataclasses  # noqa: PLC0415 - commands start fast

    from scheduler.tables import iso  # noqa: PLC0415

    return {
        "channel": checked.channel,
        "platform": checked.platform,
        "ok": not checked.problems,
        "account": checked.account,
        "scopes": list(checked.scopes),
        "expires_at": iso(checked.expires_at) if checked.expires_at else None,
        "limits": dataclasses.asdict(checked.limits) if checked.limits else None,
        "problems": [each.in_language(session.language) for each in checked.problems],
        "opened_again": checked.was_blocked and not checked.problems,
        "released": checked.released,
    }


def _print_checked(session: Session, checked: CheckedChannel) -> None:
    from scheduler.operations.life import local  # noqa: PLC0415 - commands start fast

    word = (_ERROR if checked.problems else _OK).in_language(session.language)
    account = f" · {checked.account}" if checked.account else ""
    session.say(f"{word}  {checked.channel} ({checked.platform}){account}")
    for said in (*checked.problems, *checked.notes):
        session.say(f"    {said.in_language(session.language)}")
    if checked.scopes:
        session.say(f"    {_SCOPES.in_language(session.language)}: {' '.join(checked.scopes)}")
    if checked.limits is not None:
        limits = checked.limits
        session.say(f"    Text: {limits.text} · Alt: {limits.alt or '–'} · {limits.source}")
    if checked.expires_at is not None:
        until = local(checked.expires_at, UTC).in_language(session.language)
        session.say(f"    {_EXPIRES.in_language(session.language)}: {until}")
    if checked.was_blocked and not checked.problems:
        session.say(_opened_again(checked.released))


def _announce(session: Session, trial: Trial) -> None:
    from scheduler.operations.preview import VISIBILITIES  # noqa: PLC0415 - commands start fast

    visibility = VISIBILITIES[trial.part.visibility].in_language(session.language)
    session.say(f"{trial.channel} ({visibility}):")
    for line in trial.part.text.split("\n"):
        session.say(f"  │ {line}")


def _agreed(session: Session) -> bool:
    """Whether a person says yes; silence and a closed input are a no."""
    sys.stdout.write(_ASK.in_language(session.language))
    sys.stdout.flush()
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", "j", "ja"}


def _opened_again(released: int) -> Sentence:
    return Sentence(
        f"    Der Kanal war gesperrt und ist wieder offen; wartende Zustellungen: {released}.",
        f"    The channel was blocked and is open again; deliveries that waited: {released}.",
    )


GROUPS = {"channels": app}
_OK = Sentence("OK    ", "OK   ")
_ERROR = Sentence("Fehler", "Error")
_SCOPES = Sentence("Rechte", "Scopes")
_EXPIRES = Sentence("Gültig bis", "Valid until")
_ASK = Sentence(
    "Diese Nachricht veröffentlichen und wieder löschen? [j/N] ",
    "Publish this message and delete it again? [y/N] ",
)
_NOTHING_DONE = Sentence("Nichts veröffentlicht.", "Nothing was published.")
