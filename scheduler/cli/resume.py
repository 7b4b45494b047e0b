# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`resume`: go on after a pause, and decide about what was due meanwhile."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.identity import who
from scheduler.cli.moments import read_moment
from scheduler.cli.resumed import resumed_json, tell_resumed
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
from scheduler.model.approval import PUBLISHER
from scheduler.model.errors import StoreError, UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.model.pause import Pause
    from scheduler.operations.resuming import Decision, Resume
    from scheduler.operations.workspace import Workspace
    from scheduler.store.pauses import Waiting


def resume(  # noqa: PLR0917 - options are parameters
    posts: Annotated[
        list[str] | None, typer.Argument(help="Decide only about these posts; others stay held.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish now what was due meanwhile.")
    ] = False,
    move: Annotated[
        str | None,
        typer.Option("--move", metavar="WHEN", help="Move it: 2h, 18:00, 2027-03-08 9:30."),
    ] = None,
    drop: Annotated[bool, typer.Option("--drop", help="Cancel it.")] = False,
    only: Annotated[
        list[int] | None,
        typer.Option("--only", metavar="N", help="End only the pause with this number."),
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """End the pause; what was due meanwhile is published, moved or dropped as you say."""
    from scheduler.operations.resuming import elapsed  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    session.banner = "none"
    failed = False
    with speaking(session):
        if sum((publish, move is not None, drop)) > 1:
            raise UsageError(_ONE_OF)
        workspace = session.workspace()
        order = _order(workspace, only or [], who(session, workspace, None, PUBLISHER))
        with workspace.database.read() as connection:
            waiting = elapsed(connection, order)
        _check_posts(posts or [], waiting, given=publish or drop or move is not None)
        decide = _decider(publish=publish, move=move, drop=drop, workspace=workspace, order=order)
        chosen = [row for row in waiting if not posts or row.post in posts]
        if decide is not None:
            decisions = {row.id: decide(row) for row in chosen}
        else:
            decisions = _asked(session, waiting, workspace, order)
        failed = _carry_out(session, workspace, order, decisions)
    if failed:
        raise typer.Exit(FINDINGS)


def _order(workspace: Workspace, only: Sequence[int], actor: str) -> Resume:
    from scheduler.operations.resuming import Resume  # noqa: PLC0415 - commands start fast
    from scheduler.operations.standing import standing_in  # noqa: PLC0415

    now = workspace.clock.now()
    with workspace.database.read() as connection:
        pauses = standing_in(connection, workspace.settings, now)
    missing = [number for number in only if number not in {pause.id for pause in pauses}]
    if missing:
        raise UsageError(_no_number(missing[0]))
    ending = tuple(pause for pause in pauses if not only or pause.id in only)
    remaining = tuple(pause for pause in pauses if pause not in ending)
    return Resume(actor, now, ending, remaining)


def _check_posts(posts: Sequence[str], waiting: Sequence[Waiting], *, given: bool) -> None:
    if posts and not given:
        raise UsageError(_WHICH)
    known = {row.post for row in waiting}
    for post in posts:
        if post not in known:
            raise UsageError(_not_waiting(post, known))


def _decider(
    *, publish: bool, move: str | None, drop: bool, workspace: Workspace, order: Resume
) -> Callable[[Waiting], Decision] | None:
    """The same decision for every post; None where each is to be asked."""
    from scheduler.operations.resuming import Decision  # noqa: PLC0415 - commands start fast

    if publish:
        return lambda _row: Decision("publish")
    if drop:
        return lambda _row: Decision("drop")
    if move is None:
        return None
    at = read_moment("--move", move, workspace.settings.timezone, order.now)
    if at <= order.now:
        raise UsageError(_PAST)
    return lambda _row: Decision("move", at)


def _asked(
    session: Session, waiting: Sequence[Waiting], workspace: Workspace, order: Resume
) -> dict[int, Decision]:
    """Ask about each; Raises UsageError where nobody sits at a terminal."""
    if not waiting:
        return {}
    if session.json or not sys.stdin.isatty():
        raise UsageError(_decide_first(waiting))
    session.say(_intro(len(waiting)))
    return {row.id: _ask(session, row, workspace, order) for row in waiting}


def _ask(session: Session, row: Waiting, workspace: Workspace, order: Resume) -> Decision:
    from scheduler.operations.life import local  # noqa: PLC0415 - commands start fast
    from scheduler.operations.resuming import Decision  # noqa: PLC0415

    due = local(row.due_at, ZoneInfo(workspace.settings.timezone))
    while True:
        session.say(f"{due.in_language(session.language)}  {row.post} · {row.channel}")
        answer = _answer(session, _QUESTION)
        if answer in {"v", "p"}:
            return Decision("publish")
        if answer in {"x", "d"}:
            return Decision("drop")
        if answer == "m":
            given = _answer(session, _WHEN)
            with contextlib.suppress(UsageError):
                at = read_moment("--move", given, workspace.settings.timezone, order.now)
                if at > order.now:
                    return Decision("move", at)
        session.say(_AGAIN)


def _answer(session: Session, question: Sentence) -> str:
    sys.stdout.write(question.in_language(session.language) + " ")
    session.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError(_BROKEN_OFF)
    return line.strip().lower()


def _carry_out(
    session: Session,
    workspace: Workspace,
    order: Resume,
    decisions: Mapping[int, Decision],
) -> bool:
    """Do it; True when a decision came too late."""
    from scheduler.operations.resuming import resume as carry_out  # noqa: PLC0415 - starts fast

    resumed = workspace.database.run(lambda connection: carry_out(connection, order, decisions))
    _drop_files(workspace, order.ending)
    if session.json:
        print_json(resumed_json(order, resumed, session))
    else:
        tell_resumed(session, order, resumed, ZoneInfo(workspace.settings.timezone))
    return any(not each.done for each in resumed.settled)


def _drop_files(workspace: Workspace, ending: Sequence[Pause]) -> None:
    from scheduler.operations.pause_file import drop_pause, pause_file  # noqa: PLC0415

    path = pause_file(workspace.settings.folder)
    for pause in ending:
        if pause.id is None:
            try:
                drop_pause(path, pause)
            except OSError as error:
                raise StoreError(_file_stays(error.strerror or str(error))) from error


def _decide_first(waiting: Sequence[Waiting]) -> Sentence:
    names = ", ".join(dict.fromkeys(row.post for row in waiting))
    return Sentence(
        f"Nichts wurde geändert, es ist weiter pausiert. Während der Pause waren fällig: {names}. "
        "Bitte entscheiden: --publish, --move ZEIT oder --drop.",
        f"Nothing was changed, it is still paused. Due during the pause were: {names}. "
        "Please decide: --publish, --move WHEN or --drop.",
    )


def _intro(count: int) -> Sentence:
    return Sentence(
        f"Während der Pause fällig und nicht gesendet: {count}. Bis zur letzten Antwort bleibt "
        "alles pausiert.",
        f"Due during the pause and not sent: {count}. Until the last answer all stays paused.",
    )


def _not_waiting(post: str, known: set[str]) -> Sentence:
    names = ", ".join(sorted(known)) or "–"
    return Sentence(
        f"Nichts wurde geändert. „{post}“ war während der Pause nicht fällig. Fällig waren: "
        f"{names}.",
        f"Nothing was changed. “{post}” was not due during the pause. Due were: {names}.",
    )


def _no_number(number: int) -> Sentence:
    return Sentence(
        f"Eine Pause mit der Nummer {number} gibt es nicht. Die Nummern zeigt: litfass status",
        f"There is no pause with the number {number}. The numbers are shown by: litfass status",
    )


def _file_stays(why: str) -> Sentence:
    return Sentence(
        f"Die Datei litfass.paused ließ sich nicht löschen ({why}); solange sie da ist, bleibt es "
        "pausiert. Bitte löschen Sie sie selbst.",
        f"The file litfass.paused could not be deleted ({why}); as long as it is there, it stays "
        "paused. Please delete it yourself.",
    )


COMMANDS = {"resume": resume}
_ONE_OF = Sentence(
    "Bitte nur eines angeben: --publish, --move ZEIT oder --drop.",
    "Please give only one of --publish, --move WHEN and --drop.",
)
_WHICH = Sentence(
    "Was soll mit diesen Beiträgen geschehen? Bitte dazu: --publish, --move ZEIT oder --drop.",
    "What is to become of these posts? Please add --publish, --move WHEN or --drop.",
)
_PAST = Sentence(
    "Nichts wurde geändert: --move liegt in der Vergangenheit.",
    "Nothing was changed: --move is in the past.",
)
_QUESTION = Sentence(
    "  [v] veröffentlichen, [m] auf später verschieben oder [x] absagen?",
    "  [p]ublish now, [m]ove to a later time or [d]rop?",
)
_WHEN = Sentence("  Wann? (2h, 18:00, 2027-03-08 09:30)", "  When? (2h, 18:00, 2027-03-08 09:30)")
_AGAIN = Sentence("  Das war nicht zu verstehen.", "  That could not be understood.")
_BROKEN_OFF = Sentence(
    "Abgebrochen. Nichts wurde geändert, es ist weiter pausiert.",
    "Broken off. Nothing was changed, it is still paused.",
)
