# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`tasks list|done`: what only a person can do, and that it is done."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.identity import TokenFile, who
from scheduler.cli.session import (
    Config,
    Json,
    Lang,
    Plain,
    print_json,
    speaking,
    start,
)
from scheduler.model.approval import PUBLISHER
from scheduler.model.sentence import Sentence

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("list")
def list_tasks(
    config: Config = None, lang: Lang = None, json: Json = False, plain: Plain = False
) -> None:
    """List what is still to be done, the most urgent first."""
    from scheduler.operations.task_words import (  # noqa: PLC0415 - starts fast
        HOW,
        NONE,
        tasks_json,
        tasks_table,
    )
    from scheduler.store import tasks  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        with workspace.database.read() as connection:
            standing = tasks.open_tasks(connection)
        if session.json:
            print_json({"tasks": tasks_json(standing, workspace.clock.now(), session.language)})
        elif not standing:
            session.say(NONE)
        else:
            session.show(tasks_table(standing, ZoneInfo(workspace.settings.timezone)))
            session.say(HOW)


@app.command("done")
def done(  # noqa: PLR0917 - options are parameters
    number: Annotated[int, typer.Argument(help="The task's number.")],
    note: Annotated[str, typer.Option("--note", help="What you did, for the record.")] = "",
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say that a task is done: the post is no longer there."""
    from scheduler.operations.take_downs import confirm_done  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json)
    with speaking(session):
        workspace = session.workspace()
        now = workspace.clock.now()
        person = who(session, workspace, token_file, PUBLISHER)
        task = workspace.database.run(
            lambda connection: confirm_done(connection, number, actor=person, now=now, note=note)
        )
        said = _done(task.post, task.channel)
        if session.json:
            print_json({"task": task.id, "done": True, "post": task.post, "channel": task.channel})
        else:
            session.say(said)


def _done(post: str, channel: str) -> Sentence:
    return Sentence(
        f"Erledigt: „{post}“ steht nicht mehr auf {channel}.",
        f"Done: “{post}” no longer stands on {channel}.",
    )


GROUPS = {"tasks": app}
