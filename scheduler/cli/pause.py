# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pause`: everything stops, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.identity import who_without_database
from scheduler.cli.moments import read_moment
from scheduler.cli.session import Config, Json, Lang, Session, print_json, speaking, start
from scheduler.model.approval import PUBLISHER
from scheduler.model.delivery import State
from scheduler.model.errors import UsageError
from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from scheduler.config import Settings
    from scheduler.operations.pausing import Paused
    from scheduler.store.pauses import Unstoppable

Names = list[str] | None


def pause(  # noqa: PLR0917 - options are parameters
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; everybody sees it.", show_default=False)
    ] = None,
    campaign: Annotated[
        Names, typer.Option("--campaign", help="Only this campaign; may be repeated.")
    ] = None,
    channel: Annotated[
        Names, typer.Option("--channel", help="Only this channel; may be repeated.")
    ] = None,
    region: Annotated[
        Names, typer.Option("--region", help="Only posts for this region; may be repeated.")
    ] = None,
    tag: Annotated[
        Names, typer.Option("--tag", help="Only posts with this tag; may be repeated.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="WHEN", help="Ends by itself: 2h, 18:00, 2027-03-08 9:30."),
    ] = None,
    allow: Annotated[
        Names, typer.Option("--allow", metavar="TAG", help="Posts with this tag go out.")
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Stop everything, or what is named, at once; nothing is lost."""
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast
    from scheduler.operations.pausing import pause_now  # noqa: PLC0415

    session = start(config, lang, json=json)
    session.banner = "none"
    with speaking(session):
        settings = _settings(session)
        now = SystemClock().now()
        scope = Scope(*(tuple(names or ()) for names in (campaign, channel, region, tag)))
        _check(reason, scope, settings)
        order = Pause(
            reason=(reason or "").strip(),
            actor=who_without_database(session, settings, PUBLISHER),
            began_at=now,
            scope=scope,
            allow=tuple(allow or ()),
            until=None if until is None else _end(until, settings, now),
        )
        paused = pause_now(session.config.absolute().parent, _url(settings), order)
        if json:
            print_json(_paused_json(paused, session))
        else:
            _tell(session, paused, ZoneInfo(settings.timezone if settings else "UTC"))


def _settings(session: Session) -> Settings | None:
    """A faulty config.yaml is no reason to go on publishing: the daemon may run with an old one."""
    try:
        return session.settings()
    except UsageError as error:
        if not session.config.is_file():
            raise
        session.warn(error.sentence)
        return None


def _url(settings: Settings | None) -> Callable[[], str]:
    def url() -> str:
        if settings is None:
            raise UsageError(_NO_CONFIG)
        return settings.database_url()

    return url


def _check(reason: str | None, scope: Scope, settings: Settings | None) -> None:
    """A slip must be said loudly: whoever mistypes a channel believes it to be stopped."""
    if not (reason or "").strip():
        raise UsageError(_NO_REASON)
    if settings is None:
        return
    unknown = [name for name in scope.channels if name not in settings.channels]
    if unknown:
        known = ", ".join(settings.channels)
        raise UsageError(
            Sentence(
                f"NICHT PAUSIERT: Den Kanal „{unknown[0]}“ gibt es nicht. Bekannt sind: {known}.",
                f"NOT PAUSED: there is no channel “{unknown[0]}”. Known are: {known}.",
            )
        )


def _end(text: str, settings: Settings | None, now: datetime) -> datetime:
    until = read_moment("--until", text, settings.timezone if settings else None, now)
    if until <= now:
        raise UsageError(_PAST)
    return until


def _tell(session: Session, paused: Paused, zone: ZoneInfo) -> None:
    from scheduler.operations.pause_words import pause_said  # noqa: PLC0415 - starts fast

    said = pause_said(paused.pause, zone)
    session.say(Sentence(f"Pausiert: {said.de}", f"Paused: {said.en}"))
    for doubt in paused.doubts:
        session.say(doubt)
    if paused.problem is not None:
        session.say(_in_file(paused.problem) if paused.kept_in == "file" else paused.problem)
    if paused.stopped is not None:
        from scheduler.operations.life import local  # noqa: PLC0415 - starts fast

        due = paused.stopped.next_due
        session.say(_stopped(paused.stopped.count, local(due, zone) if due else None))
    _tell_unstoppable(session, paused.unstoppable)
    session.say(_UNTIL if paused.pause.until else _HOW)


def _tell_unstoppable(session: Session, late: tuple[Unstoppable, ...]) -> None:
    for states, heading in _LATE:
        found = [each for each in late if each.state in states]
        if found:
            session.say(heading)
        for each in found:
            session.say(f"  {each.post} · {each.channel}")


def _paused_json(paused: Paused, session: Session) -> dict[str, Any]:
    from scheduler.operations.pause_words import pause_json  # noqa: PLC0415 - starts fast

    problem = paused.problem
    return {
        "pause": pause_json(paused.pause),
        "kept_in": paused.kept_in,
        "problem": problem.in_language(session.language) if problem else None,
        "stopped": paused.stopped.count if paused.stopped else None,
        "not_stopped": [
            {"post": each.post, "channel": each.channel, "state": each.state.value}
            for each in paused.unstoppable
        ],
        "doubts": [doubt.in_language(session.language) for doubt in paused.doubts],
    }


def _stopped(count: int, first: Sentence | None) -> Sentence:
    if first is None:
        return Sentence("Zurzeit ist nichts geplant.", "Nothing is planned at present.")
    return Sentence(
        f"Gestoppte Zustellungen: {count}; Termin der ersten: {first.de}.",
        f"Deliveries stopped: {count}; the first one's time: {first.en}.",
    )


def _in_file(problem: Sentence) -> Sentence:
    return Sentence(
        f"{problem.de} Die Pause steht deshalb in der Datei litfass.paused neben config.yaml. Sie "
        "gilt ebenso, für jeden Dienst, der mit diesem Ordner läuft.",
        f"{problem.en} The pause therefore stands in the file litfass.paused beside config.yaml. "
        "It holds just the same, for every daemon that runs with this folder.",
    )


COMMANDS = {"pause": pause}
_LATE = (
    (
        {State.SENDING},
        Sentence(
            "Wird gerade gesendet und ist nicht mehr zu stoppen:",
            "Is being sent just now and cannot be stopped any more:",
        ),
    ),
    (
        {State.UNCONFIRMED},
        Sentence(
            "Gesendet, aber ohne Antwort; wird nachgesehen, nicht noch einmal gesendet:",
            "Sent without an answer; it is being looked up and not sent again:",
        ),
    ),
    (
        {State.PLANNED, State.RETRYING},
        Sentence(
            "Angefangene Threads laufen zu Ende (abbrechen: litfass cancel):",
            "Threads already begun go on to their end (stop one with: litfass cancel):",
        ),
    ),
)
_HOW = Sentence("Weiter geht es mit: litfass resume", "To go on: litfass resume")
_UNTIL = Sentence(
    "Sie endet von selbst; früher mit: litfass resume", "It ends by itself; sooner: litfass resume"
)
_NO_REASON = Sentence(
    'NICHT PAUSIERT: Bitte sagen Sie, warum: litfass pause --reason "Hochwasser"',
    'NOT PAUSED: please say why: litfass pause --reason "Flood"',
)
_PAST = Sentence(
    "NICHT PAUSIERT: --until liegt in der Vergangenheit.", "NOT PAUSED: --until is in the past."
)
_NO_CONFIG = Sentence(
    "config.yaml ist fehlerhaft; wo die Datenbank ist, ist nicht bekannt.",
    "config.yaml is faulty; where the database is, is not known.",
)
