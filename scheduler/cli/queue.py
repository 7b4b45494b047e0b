# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`sync` and `run`: taking posts into the plan, and publishing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from scheduler.cli.identity import known_actor
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

if TYPE_CHECKING:
    from scheduler.config import Settings


def sync(
    config: Config = None, lang: Lang = None, json: Json = False, plain: Plain = False
) -> None:
    """Take the posts into the plan; exit code 1 when a post has an error."""
    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        faulty = _sync(session)
    if faulty:
        raise typer.Exit(FINDINGS)


def run(
    once: Annotated[
        bool,
        typer.Option(
            "--once", help="Publish what is due, settle what is unclear, measure, then exit."
        ),
    ] = False,
    log: Annotated[str, typer.Option("--log", help="text or json.")] = "text",
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Run the daemon: publishes each post on its second, until stopped."""
    from scheduler.service import run_once  # noqa: PLC0415 - starts fast
    from scheduler.worker.log import configure_log  # noqa: PLC0415 - starts fast

    session = start(config, lang)
    session.banner = "error"
    if log not in {"text", "json"}:
        session.warn("--log: text, json")
        raise typer.Exit(2)
    with speaking(session):
        settings = session.settings()
        configure_log("json" if log == "json" else "text")
        if not once:
            _serve(session, settings)
        failed = run_once(settings)
    if failed:
        raise typer.Exit(FINDINGS)


def _serve(session: Session, settings: Settings) -> NoReturn:
    from scheduler.service import leave, run_daemon  # noqa: PLC0415 - starts fast

    try:
        with speaking(session):
            run_daemon(settings)
    except typer.Exit as ended:
        leave(ended.exit_code)
    leave(0)


def _sync(session: Session) -> bool:
    from scheduler.authoring.linting import findings_json  # noqa: PLC0415 - starts fast
    from scheduler.bootstrap import make_sync  # noqa: PLC0415 - starts fast
    from scheduler.operations.sync import summary  # noqa: PLC0415 - starts fast
    from scheduler.planning.planner import Insert, Update, Withdraw  # noqa: PLC0415

    workspace = session.workspace()
    work = make_sync(workspace)
    work.actor = known_actor(session, workspace)
    work.progress = session.progress
    result = work.run()
    if session.json:
        counts = {
            "planned": result.count(Insert),
            "changed": result.count(Update),
            "withdrawn": result.count(Withdraw),
        }
        print_json({**findings_json(result.findings, session.language), "changes": counts})
    else:
        session.show_findings(result.findings)
        session.say(summary(result))
    return any(finding.blocks for finding in result.findings)


COMMANDS = {"sync": sync, "run": run}
