# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`db upgrade|check|backup|restore|key|path`: the database itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import (
    FINDINGS,
    Config,
    Json,
    Lang,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.store.database import Database

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def upgrade(config: Config = None, lang: Lang = None) -> None:
    """Make the database, or bring it to the newest revision; a copy is kept of an SQLite file."""
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast
    from scheduler.store.database import open_database  # noqa: PLC0415
    from scheduler.store.upgrade import upgrade as bring_up  # noqa: PLC0415

    session = start(config, lang)
    with speaking(session):
        database = open_database(session.settings().database_url())
        session.say(_at_revision(bring_up(database, SystemClock().now())))


@app.command()
def check(config: Config = None, lang: Lang = None, json: Json = False) -> None:
    """Check that the database is whole and makes sense; exit code 1 when not."""
    from scheduler.store.integrity import faults_of  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    faults: list[Sentence] = []
    with speaking(session):
        faults = faults_of(_existing(session))
        if json:
            said = [fault.in_language(session.language) for fault in faults]
            print_json({"ok": not faults, "faults": said})
        elif faults:
            for fault in faults:
                session.say(fault)
        else:
            session.say(_SOUND)
    if faults:
        raise typer.Exit(FINDINGS)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Copy the SQLite database while it is in use; on PostgreSQL: pg_dump."""
    from scheduler.store.backup import copy_database  # noqa: PLC0415 - commands start fast

    session = start(config, lang)
    with speaking(session):
        copy_database(_existing(session), target)
        session.say(_copied(target))


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What `db backup` wrote.")],
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Put a backup in place of the SQLite database; the old one is kept. Stop the daemon first."""
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast
    from scheduler.store.backup import restore_database  # noqa: PLC0415
    from scheduler.store.database import open_database  # noqa: PLC0415

    session = start(config, lang)
    with speaking(session):
        file = open_database(session.settings().database_url()).file
        if file is None:
            raise UsageError(_PG_RESTORE)
        session.say(_restored(source, restore_database(file, source, SystemClock().now())))
        session.say(_ASKED_FIRST)


@app.command()
def key(lang: Lang = None) -> None:
    """Print a new Fernet key for `encryption_key`."""
    from scheduler.credentials import new_key  # noqa: PLC0415 - commands start fast

    session = start(None, lang)
    with speaking(session):
        session.say(new_key())


@app.command()
def path(config: Config = None, lang: Lang = None) -> None:
    """Print where the database is: the SQLite file, or the server's address without password."""
    from scheduler.store.database import open_database  # noqa: PLC0415 - commands start fast

    session = start(config, lang)
    session.banner = "error"
    with speaking(session):
        session.say(open_database(session.settings().database_url()).address)


def _existing(session: Session) -> Database:
    from scheduler.store.looking import existing  # noqa: PLC0415 - commands start fast

    database = existing(session.settings().database_url())
    if database is None:
        raise UsageError(_NONE_YET)
    return database


def _at_revision(revision: str) -> Sentence:
    return Sentence(
        f"Die Datenbank ist auf dem neuesten Stand ({revision}).",
        f"The database is at the newest revision ({revision}).",
    )


def _copied(target: Path) -> Sentence:
    return Sentence(f"Gesichert: {target}", f"Saved: {target}")


def _restored(source: Path, kept: Path | None) -> Sentence:
    de, en = f"Eingespielt: {source}.", f"Restored: {source}."
    if kept is None:
        return Sentence(de, en)
    return Sentence(f"{de} Der alte Stand liegt in {kept}", f"{en} The old one is in {kept}")


GROUPS = {"db": app}
_SOUND = Sentence("Die Datenbank ist in Ordnung.", "The database is sound.")
_NONE_YET = Sentence(
    "Es gibt noch keine Datenbank. Anlegen: litfass db upgrade",
    "There is no database yet. Make one with: litfass db upgrade",
)
_PG_RESTORE = Sentence(
    "Eine PostgreSQL-Datenbank spielt pg_restore ein.",
    "A PostgreSQL database is restored by pg_restore.",
)
_ASKED_FIRST = Sentence(
    "Was seit der Sicherung fällig war, sendet der Dienst nicht einfach noch einmal: Er fragt erst "
    "die Plattform. Wo das nicht geht, hält er es zurück (litfass status).",
    "What came due since the backup is not simply sent again: the daemon asks the platform first. "
    "Where it cannot, it holds the post (litfass status).",
)
