# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gives an order at the command line: proved by a token once config.yaml has people."""

from __future__ import annotations

import contextlib
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import Session, actor
from scheduler.model.errors import LitfassError, UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.config import Settings
    from scheduler.model.person import Person
    from scheduler.operations.workspace import Workspace
    from scheduler.store.audit import Act

VARIABLE = "LITFASS_TOKEN"
TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file", help="File with your personal token (else LITFASS_TOKEN, else asked)."
    ),
]


def who(session: Session, workspace: Workspace, token_file: Path | None, *roles: str) -> str:
    """The id of whoever orders; without people in config.yaml, the account name.

    Raises UsageError where nobody proves to be there, or the person has none of `roles`.
    """
    if not workspace.settings.approval.people:
        return actor()
    person = prove(session, workspace, token_file)
    return _allowed(workspace, person, roles)


def prove(session: Session, workspace: Workspace, token_file: Path | None) -> Person:
    """The person whose token is given; raises UsageError."""
    from scheduler.operations.identity import TokenIdentity  # noqa: PLC0415 - starts fast

    settings = workspace.settings
    if not settings.approval.people:
        raise UsageError(_NOBODY)
    token = _token(session, token_file)

    def tell(act: Act) -> None:
        _record(workspace, act)

    return TokenIdentity(settings, token, workspace.clock, tell).person()


def known_actor(session: Session, workspace: Workspace) -> str:
    """For an act that anybody may do: the person if a token is there, else the account name."""
    if workspace.settings.approval.people and os.environ.get(VARIABLE, "").strip():
        return prove(session, workspace, None).id
    return actor()


def who_without_database(session: Session, settings: Settings | None, *roles: str) -> str:
    """As `who`, for an order that must be possible while the database is not."""
    from scheduler.bootstrap import SystemClock, make_workspace  # noqa: PLC0415 - starts fast
    from scheduler.store.database import open_database  # noqa: PLC0415

    if settings is None or not settings.approval.people:
        return actor()
    try:
        url = settings.database_url()
    except LitfassError:
        url = "sqlite://"
    with contextlib.closing(open_database(url)) as database:
        workspace = make_workspace(settings, database, database, SystemClock())
        return who(session, workspace, None, *roles)


def _allowed(workspace: Workspace, person: Person, roles: tuple[str, ...]) -> str:
    from scheduler.store.audit import Act  # noqa: PLC0415 - starts fast

    if roles and not person.may_act_as(roles):
        wanted = ", ".join(roles)
        now = workspace.clock.now()
        _record(workspace, Act(now, person.id, "order.refused", "role", wanted))
        raise UsageError(_not_allowed(person, wanted))
    return person.id


def _record(workspace: Workspace, act: Act) -> None:
    """An order is refused whether or not the database can take the note of it."""
    from scheduler.store import audit  # noqa: PLC0415 - starts fast

    with contextlib.suppress(LitfassError):
        workspace.database.run(lambda connection: audit.record(connection, act))


def _token(session: Session, file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError(_NO_TOKEN)
    return getpass.getpass(_ASK.in_language(session.language)).strip()


def _not_allowed(person: Person, wanted: str) -> Sentence:
    have = ", ".join(sorted(person.roles))
    return Sentence(
        f"Dafür brauchen Sie eine dieser Rollen: {wanted}. Sie ({person.id}) haben: {have}.",
        f"For this you need one of these roles: {wanted}. You ({person.id}) have: {have}.",
    )


_ASK = Sentence("Ihr persönliches Token: ", "Your personal token: ")
_NO_TOKEN = Sentence(
    "Wer sind Sie? Geben Sie Ihr persönliches Token an: in der Umgebung als LITFASS_TOKEN oder mit "
    "--token-file DATEI.",
    "Who are you? Give your personal token: in the environment as LITFASS_TOKEN, or with "
    "--token-file FILE.",
)
_NOBODY = Sentence(
    "In config.yaml steht niemand unter people; freigeben kann so keiner. Wie es geht, steht in "
    "docs/freigabe.de.md.",
    "config.yaml has nobody below people, so nobody can approve. How it is done stands in "
    "docs/approval.md.",
)
