# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`records export|verify|purge`: posts for the files of a case, and what is no longer kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.identity import TokenFile, who
from scheduler.cli.purge import purge_records
from scheduler.cli.session import FINDINGS, Config, Json, Lang, print_json, speaking, start
from scheduler.model.approval import AUDITOR
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.cli.session import Session
    from scheduler.operations.record_bundle import Bundle
    from scheduler.operations.records import Request
    from scheduler.operations.workspace import Workspace
    from scheduler.store.record_rows import Scope

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


app.command("purge")(purge_records)


@app.command("export")
def export_records(  # noqa: PLR0917 - options are parameters
    case: Annotated[str, typer.Option("--case", help="The file reference (Aktenzeichen).")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="A new folder, or a new file ending in .zip.")
    ],
    posts: Annotated[list[str] | None, typer.Argument(help="Ids of posts.")] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="All posts of this campaign.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Live on this day or later.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Live on this day or earlier.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="What was known then: 2027-03-08."),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="For outsiders: no persons, no small numbers.")
    ] = False,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Write all that is known of published posts, with a manifest that the audit log knows."""
    from scheduler.operations.record_bundle import write_bundle  # noqa: PLC0415 - fast start

    session = start(config, lang, json=json)
    with speaking(session):
        if not case.strip():
            raise UsageError(_NO_CASE)
        if not posts and campaign is None and first is None and last is None:
            raise UsageError(_WHICH)
        workspace = session.workspace()
        actor = who(session, workspace, token_file, AUDITOR)
        span = _Span(workspace, first, last, as_of)
        request = _request(
            workspace, case.strip(), span.scope(campaign, posts or []), public=public
        )
        made = _made(session, workspace, request)
        write_bundle(made, output, workspace.database, actor, workspace.clock.now())
        _tell(session, made, output)


@app.command("verify")
def verify_records(
    path: Annotated[Path, typer.Argument(help="The folder or ZIP of an export.")],
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Hold an export against its manifest and the audit log; exit code 1 at any difference."""
    from scheduler.operations.record_check import differences, look  # noqa: PLC0415 - fast start

    session = start(config, lang, json=json)
    problems: list[Sentence] = []
    with speaking(session):
        workspace = session.workspace()
        found = look(path)
        with workspace.database.read() as connection:
            problems = differences(connection, found)
        if json:
            said = [each.in_language(session.language) for each in problems]
            print_json({"ok": not problems, "problems": said})
        else:
            for problem in problems or [_SOUND]:
                session.say(problem)
    if problems:
        raise typer.Exit(FINDINGS)


class _Span:
    """Days on the workspace's clock."""

    def __init__(
        self, workspace: Workspace, first: str | None, last: str | None, as_of: str | None
    ) -> None:
        zone = ZoneInfo(workspace.settings.timezone)
        self._since = _midnight("--from", first, zone)
        self._until = _midnight("--to", last, zone, days=1)
        self._as_of = workspace.clock.now()
        if as_of is not None:
            from scheduler.reports.report import instant_of  # noqa: PLC0415 - fast start

            self._as_of = instant_of(as_of, zone)

    def scope(self, campaign: str | None, posts: list[str]) -> Scope:
        """The posts in it."""
        from scheduler.store.record_rows import Scope  # noqa: PLC0415 - fast start

        return Scope(self._as_of, campaign, tuple(posts), self._since, self._until)


def _midnight(option: str, day: str | None, zone: ZoneInfo, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        meant = date.fromisoformat(day) + timedelta(days=days)
    except (ValueError, OverflowError):
        raise UsageError(_no_day(option, day)) from None
    return datetime(meant.year, meant.month, meant.day, tzinfo=zone)


def _request(workspace: Workspace, case: str, scope: Scope, *, public: bool) -> Request:
    from scheduler.operations.records import Request  # noqa: PLC0415 - fast start

    threshold = workspace.settings.public_threshold if public else None
    return Request(case, scope, workspace.settings.posts, threshold)


def _made(session: Session, workspace: Workspace, request: Request) -> Bundle:
    from scheduler.operations.record_bundle import bundle  # noqa: PLC0415 - fast start
    from scheduler.operations.record_page import record_page  # noqa: PLC0415
    from scheduler.operations.records import collect  # noqa: PLC0415

    with workspace.database.read() as connection:
        records = collect(connection, request)
    if not records.posts:
        raise UsageError(_NOTHING)
    page = record_page(records, session.language, workspace.settings.timezone)
    return bundle(records, page)


def _tell(session: Session, made: Bundle, target: Path) -> None:
    if session.json:
        print_json(
            {
                "case": made.case,
                "path": str(target),
                "posts": made.posts,
                "manifest": made.manifest,
                "head": made.head,
            }
        )
        return
    session.say(
        Sentence(
            f"Geschrieben: {target} (Beiträge: {made.posts})",
            f"Written: {target} (posts: {made.posts})",
        )
    )
    session.say(
        Sentence(f"Prüfsumme des Verzeichnisses: {made.manifest}", f"Manifest: {made.manifest}")
    )


def _no_day(option: str, day: str) -> Sentence:
    return Sentence(
        f"{option} „{day}“ ist kein Tag. Bitte so angeben: 2027-03-08.",
        f"{option} “{day}” is no day. Please give it like 2027-03-08.",
    )


GROUPS = {"records": app}
_NO_CASE = Sentence("--case braucht ein Aktenzeichen.", "--case needs a file reference.")
_WHICH = Sentence(
    "Nennen Sie Beiträge, --campaign KENNUNG oder einen Zeitraum mit --from und --to.",
    "Name posts, --campaign ID, or a time with --from and --to.",
)
_NOTHING = Sentence(
    "In diesem Rahmen ist kein Beitrag erschienen; nichts wurde geschrieben. Was es gibt, zeigt: "
    "litfass status",
    "No post was live in this scope; nothing was written. What there is, is shown by: "
    "litfass status",
)
_SOUND = Sentence(
    "Die Akte ist unversehrt: Alle Dateien stimmen, und das Protokoll kennt sie.",
    "The records are sound: all files are right, and the audit log knows them.",
)
