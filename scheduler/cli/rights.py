# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`rights`: which rights of use there are, where each is used, and when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

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
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.model.rights import RightsBook
    from scheduler.operations.rights_use import RightInUse
    from scheduler.operations.workspace import Workspace
    from scheduler.store.tasks import Task


def rights(
    right: Annotated[str | None, typer.Argument(help="Only the right with this id.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List rights of use, where each is used, and what is to be taken down."""
    from scheduler.authoring.rights_file import read_book  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        settings = workspace.settings
        book, findings = read_book(
            settings.posts, settings.folder, settings.channels, settings.timezone
        )
        found, standing = _found(workspace, book, right)
        if session.json:
            _print_json(session, workspace, found, standing)
        else:
            session.show_findings(findings)
            _print(session, workspace, found, standing)
    if findings:
        raise typer.Exit(FINDINGS)


def _found(
    workspace: Workspace, book: RightsBook, right: str | None
) -> tuple[list[RightInUse], list[Task]]:
    from scheduler.operations.rights_use import rights_in_use  # noqa: PLC0415 - starts fast
    from scheduler.store import rights as store  # noqa: PLC0415
    from scheduler.store import tasks  # noqa: PLC0415

    with workspace.database.read() as connection:
        uses = store.uses(connection)
        standing = tasks.open_tasks(connection)
    found = rights_in_use(book, uses, workspace.clock.now())
    if right is None:
        return found, standing
    chosen = [each for each in found if each.id == right]
    if not chosen:
        raise UsageError(_unknown(right, [each.id for each in found]))
    return chosen, [task for task in standing if task.subject == right]


def _print(
    session: Session, workspace: Workspace, found: Sequence[RightInUse], standing: Sequence[Task]
) -> None:
    from scheduler.operations.rights_use import rights_table  # noqa: PLC0415 - starts fast
    from scheduler.operations.task_words import HOW, tasks_table  # noqa: PLC0415

    zone = ZoneInfo(workspace.settings.timezone)
    if not found:
        session.say(_NO_RIGHTS)
        return
    session.show(rights_table(found, zone))
    if standing:
        session.say("")
        session.show(tasks_table(standing, zone))
        session.say(HOW)


def _print_json(
    session: Session, workspace: Workspace, found: Sequence[RightInUse], standing: Sequence[Task]
) -> None:
    from scheduler.operations.rights_use import rights_json  # noqa: PLC0415 - starts fast
    from scheduler.operations.task_words import tasks_json  # noqa: PLC0415

    print_json(
        {
            "rights": rights_json(found, session.language),
            "tasks": tasks_json(standing, workspace.clock.now(), session.language),
        }
    )


def _unknown(right: str, known: Sequence[str]) -> Sentence:
    from scheduler.yaml_source.findings import known_or_nearest  # noqa: PLC0415 - rarely

    near = known_or_nearest(right, known)
    return Sentence(
        f"Das Nutzungsrecht „{right}“ gibt es nicht. {near.de}",
        f"There is no right “{right}”. {near.en}",
    )


COMMANDS = {"rights": rights}
_NO_RIGHTS = Sentence(
    "Es gibt noch keine Nutzungsrechte. Sie stehen in posts/_rights.yaml (docs/rights.de.md).",
    "There are no rights of use yet. They stand in posts/_rights.yaml (docs/rights.md).",
)
