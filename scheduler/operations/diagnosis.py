# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not right with a workspace, in the order in which one would mend it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scheduler.config import Settings
from scheduler.config.settings import ChannelSettings
from scheduler.config.stored_secrets import entry_of, not_logged_in, secrets_of, stored_names
from scheduler.model.errors import Busy, ChannelBlocked, LitfassError
from scheduler.model.sentence import Sentence
from scheduler.operations.life import local
from scheduler.operations.machine import machine_remarks
from scheduler.operations.notice_health import address_remarks, trouble_remarks
from scheduler.operations.remark import Grade, Remark, error, note, ok
from scheduler.store import channels, daemons, problems
from scheduler.store.database import Database, open_database
from scheduler.store.integrity import faults_of
from scheduler.store.looking import existing
from scheduler.store.secrets import known_secrets

FRESH = timedelta(minutes=2)


def diagnose(settings: Settings, now: datetime) -> list[Remark]:
    """All remarks; nothing is written, and no platform is asked."""
    remarks = [_config(settings)]
    try:
        url = settings.database_url()
        file = open_database(url).file
    except LitfassError as fault:
        remarks.append(Remark("database", Grade.ERROR, fault.sentence))
        remarks += machine_remarks(settings, None, now)
    else:
        remarks += machine_remarks(settings, file, now)
        remarks += _database(url, settings, now)
    stored = _stored(settings)
    for channel in settings.channels.values():
        remarks += _secrets(channel, settings, stored)
    return [*remarks, *address_remarks(settings), *_approval(settings)]


def _config(settings: Settings) -> Remark:
    count = len(settings.channels)
    if not count:
        return note(
            "config",
            f"{settings.path}: Es gibt noch keinen Kanal.",
            f"{settings.path}: there is no channel yet.",
        )
    return ok("config", f"{settings.path}: Kanäle: {count}.", f"{settings.path}: {count} channels.")


def _database(url: str, settings: Settings, now: datetime) -> Iterator[Remark]:
    database = existing(url)
    if database is None:
        yield note(
            "database",
            "Es gibt noch keine Datenbank; der erste sync legt sie an.",
            "There is no database yet; the first sync makes it.",
        )
        return
    try:
        faults = faults_of(database)
        yield from (Remark("database", Grade.ERROR, fault) for fault in faults)
        if not faults:
            yield _sound(database)
            yield from _life(database, now)
            yield from _last_sync(database, settings)
            with database.read() as connection:
                yield from trouble_remarks(connection, settings)
    except LitfassError as fault:
        yield Remark("database", Grade.ERROR, fault.sentence)
    finally:
        database.close()


def _sound(database: Database) -> Remark:
    kind = f"SQLite {sqlite3.sqlite_version}" if database.is_sqlite else "PostgreSQL"
    at = database.address
    return ok("database", f"{at} ist in Ordnung ({kind}).", f"{at} is sound ({kind}).")


def _life(database: Database, now: datetime) -> Iterator[Remark]:
    """Whether a daemon lives; without one nothing goes out."""
    with database.read() as connection:
        beat = daemons.last_beat(connection)
        registered = bool(daemons.running(connection))
    lives = _is_locked(database)
    if lives is None:
        lives = registered and beat is not None and now - beat < FRESH
    seen = local(beat, UTC) if beat else Sentence("–", "–")
    if not lives:
        yield note(
            "daemon",
            f"Es läuft kein Dienst (letztes Lebenszeichen: {seen.de}). Starten: litfass run",
            f"No daemon is running (last sign of life: {seen.en}). Start it: litfass run",
        )
    elif beat is None or now - beat > FRESH:
        yield error(
            "daemon",
            f"Der Dienst hält die Datenbank, rührt sich aber nicht (zuletzt: {seen.de}).",
            f"The daemon holds the database but does not stir (last: {seen.en}).",
        )
    else:
        yield ok(
            "daemon",
            f"Der Dienst läuft (letztes Lebenszeichen: {seen.de}).",
            f"The daemon is running (last sign of life: {seen.en}).",
        )


def _is_locked(database: Database) -> bool | None:
    """Whether a daemon holds the SQLite file; None where that cannot be seen."""
    file = database.file
    if file is None:
        return None
    if not file.with_name(file.name + ".lock").exists():
        return False
    try:
        daemons.lock_file(file).close()
    except Busy:
        return True
    except (ImportError, OSError):
        return None
    return False


def _last_sync(database: Database, settings: Settings) -> Iterator[Remark]:
    with database.read() as connection:
        rows = channels.all_channels(connection)
        findings = problems.problems(connection)
    faulty = sum(finding.blocks for finding in findings)
    if faulty:
        yield error(
            "posts",
            f"Fehler in den Beiträgen beim letzten sync: {faulty}. Welche, sagt: litfass check",
            f"Errors in posts at the last sync: {faulty}. Which ones says: litfass check",
        )
    for name in settings.channels:
        reason = rows[name].blocked if name in rows else None
        if reason is not None:
            yield error(f"channel {name}", f"Gesperrt: {reason.de}", f"Blocked: {reason.en}")


def _stored(settings: Settings) -> frozenset[tuple[str, str]]:
    """The channel and name of every secret in the database; none where it cannot be read."""
    try:
        database = existing(settings.database_url())
        if database is None:
            return frozenset()
        with contextlib.closing(database), database.read() as connection:
            return known_secrets(connection)
    except LitfassError:  # told already, as a remark about the database
        return frozenset()


def _secrets(
    channel: ChannelSettings, settings: Settings, stored: frozenset[tuple[str, str]]
) -> Iterator[Remark]:
    """Whether each secret is there; its value is never shown."""
    topic = f"channel {channel.id}"
    missing = False
    for name in stored_names(channel.settings):
        if (channel.id, entry_of(name)) not in stored:
            missing = True
            yield Remark(topic, Grade.ERROR, not_logged_in(channel.id))
    for secret in secrets_of(channel.settings):
        if secret.kind == "stored":
            continue
        try:
            secret.reveal(settings.folder)
        except ChannelBlocked as fault:
            missing = True
            yield Remark(topic, Grade.ERROR, fault.sentence)
    if not missing:
        yield ok(topic, f"{channel.platform}, bereit.", f"{channel.platform}, ready.")


def _approval(settings: Settings) -> Iterator[Remark]:
    """Which policies hold, and whether each person's token can be checked."""
    approval = settings.approval
    if not approval.policies:
        yield _NO_POLICY
        return
    known = ", ".join(approval.policies)
    yield ok(
        "approval",
        f"Freigaberegeln: {known}; für alle gilt: {approval.default or '–'}.",
        f"Approval policies: {known}; for all holds: {approval.default or '–'}.",
    )
    for person in approval.people.values():
        try:
            person.token.reveal(settings.folder)
        except ChannelBlocked as fault:
            yield Remark(f"person {person.id}", Grade.ERROR, fault.sentence)


_NO_POLICY = note(
    "approval",
    "Es gilt keine Freigaberegel; „status: ready“ in der Datei ist die Freigabe.",
    "No policy is in force; “status: ready” in the file is the release.",
)
