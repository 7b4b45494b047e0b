# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`rehearse` and `demo`: the campaign against simulated platforms, with a jumping clock."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.session import FINDINGS, Config, Lang, Session, speaking, start
from scheduler.model.delivery import State
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.config import Settings
    from scheduler.model.delivery import Delivery
    from scheduler.rehearsal import Outcome, Rehearsal, Span
    from scheduler.scenes import Play

FOLDER = Path("rehearsal")
LOST = ("mastodon", "bluesky")


def rehearse(  # noqa: PLR0917 - options are parameters
    begin: Annotated[str | None, typer.Option("--from", help="First day, like 2027-03-01.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day, like 2027-04-30.")] = None,
    speed: Annotated[
        str, typer.Option("--speed", help="How many times faster than life, or max.")
    ] = "max",
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Show the pages until stopped.")
    ] = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Rehearse the campaign: what would go out, when, and what would fail and why."""
    from scheduler.rehearsal import Span  # noqa: PLC0415 - starts fast

    session = start(config, lang)
    session.banner = "error"
    with speaking(session):
        settings = session.settings()
        span = Span(_day(begin, settings), _day(end, settings, last=True))
        outcome = _perform(session, settings, span, _speed(speed), serve=serve)
    if outcome.failed or outcome.errors:
        raise typer.Exit(FINDINGS)


def demo(
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the pages until stopped.")
    ] = True,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Rehearse the workspace's campaign (or the packaged sample) and show report and timeline."""
    from scheduler.rehearsal import Span  # noqa: PLC0415 - starts fast

    session = start(config, lang)
    session.banner = "error"
    with speaking(session), tempfile.TemporaryDirectory(prefix="litfass-demo-") as scratch:
        if config is None and not session.config.exists():
            session.config = _packaged_sample(Path(scratch)) / "config.yaml"
        settings = session.settings()
        _perform(session, settings, Span(), None, serve=serve, demo=True)


def _perform(
    session: Session,
    settings: Settings,
    span: Span,
    speed: float | None,
    *,
    serve: bool,
    demo: bool = False,
) -> Outcome:
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - starts fast
    from scheduler.rehearsal import JumpingClock, Rehearsal, span_of  # noqa: PLC0415
    from scheduler.scenes import staged  # noqa: PLC0415 - starts fast
    from scheduler.simulator.timeline import Viewer  # noqa: PLC0415 - starts fast

    system = SystemClock()
    begin, end = span_of(settings, span, system.now())
    folder = _fresh_folder(settings)
    play = staged(settings, folder) if demo else None
    _open(session, settings, play)
    with Rehearsal(
        play.settings if play else settings,
        folder,
        clock=JumpingClock(begin),
        viewer=Viewer(session.language, settings.timezone),
        daemon=play.daemon if play else None,
    ) as rehearsal:

        def pace(step: timedelta) -> None:
            if speed is not None:
                system.sleep(step.total_seconds() / speed)

        outcome = _run(session, rehearsal, play, end, pace)
        _summarise(session, outcome)
        _show_pages(session, rehearsal, folder, system.now(), serve=serve)
        return outcome


def _open(session: Session, settings: Settings, play: Play | None) -> None:
    session.say(_BEGIN)
    if play is not None:
        session.say(_LOSING)
        session.say(play.opening)
    elif settings.approval.policies:
        session.say(_AS_APPROVED)


def _run(
    session: Session,
    rehearsal: Rehearsal,
    play: Play | None,
    end: datetime,
    pace: Callable[[timedelta], None],
) -> Outcome:
    """Rehearse it all, a line for each delivery."""
    if play is not None:
        for platform in LOST:
            rehearsal.lose_one_answer(platform)
    synced = rehearsal.sync()
    session.show_findings([found for found in synced.findings if found.blocks])

    def approve() -> None:
        if play is not None:
            play.approve(rehearsal)

    approve()
    for delivery in rehearsal.run(end, pace, play.cues() if play else (), approve):
        _tell(session, rehearsal.settings, delivery)
    if play is not None:
        _count(session, rehearsal, play)
    return rehearsal.outcome(synced.findings)


def _count(session: Session, rehearsal: Rehearsal, play: Play) -> None:
    entered, findings = play.count(rehearsal)
    session.show_findings(findings)
    if entered:
        session.say(
            Sentence(
                f"{entered} Zahlen aus posts/_figures wurden eingetragen; der Bericht stellt sie "
                "den Zielen gegenüber.",
                f"{entered} figures from posts/_figures were entered; the report sets them "
                "against the goals.",
            )
        )


def _show_pages(
    session: Session, rehearsal: Rehearsal, folder: Path, now: datetime, *, serve: bool
) -> None:
    """Write report and timeline down; then their addresses, each alone on its line."""
    report = _report_page(session, rehearsal, now)
    (folder / "report.html").write_text(report, encoding="utf-8")
    (folder / "timeline.html").write_text(rehearsal.timeline_page(), encoding="utf-8")
    if not serve:
        session.say((folder / "report.html").absolute().as_uri())
        session.say((folder / "timeline.html").absolute().as_uri())
        return
    session.say(_SERVING)
    session.say(rehearsal.server.show_page("report", report))
    session.say(rehearsal.server.base_url + "/")
    session.flush()
    try:
        rehearsal.server.wait()
    except KeyboardInterrupt:
        session.say("")


def _report_page(session: Session, rehearsal: Rehearsal, now: datetime) -> str:
    from scheduler.reports.page import document_page  # noqa: PLC0415 - starts fast
    from scheduler.reports.report import (  # noqa: PLC0415 - starts fast
        DEFAULT,
        Query,
        chosen_campaign,
        report,
    )

    zone = ZoneInfo(rehearsal.settings.timezone)
    with rehearsal.workspace.database.read() as connection:
        campaign = chosen_campaign(connection, None)
        document = report(DEFAULT).build(connection, Query(now, zone, campaign))
    return document_page(document, session.language)


def _tell(session: Session, settings: Settings, delivery: Delivery) -> None:
    from scheduler.operations.life import local  # noqa: PLC0415 - starts fast

    moment = local(delivery.published_at or delivery.due_at, ZoneInfo(settings.timezone))
    at = moment.in_language(session.language)
    where = delivery.url or ""
    if delivery.state is not State.PUBLISHED and delivery.reason is not None:
        where = delivery.reason.in_language(session.language)
    session.say(
        f"{delivery.state:<11} {at}  {delivery.name} · {delivery.channel}  {where}".rstrip()
    )


def _summarise(session: Session, outcome: Outcome) -> None:
    counts = {
        state: sum(each.state is state for each in outcome.deliveries)
        for state in (State.PUBLISHED, State.REVIEW)
    }
    session.say("")
    session.say(
        Sentence(
            f"{counts[State.PUBLISHED]} erschienen ({outcome.arrivals} Aufrufe mit Wirkung), "
            f"{counts[State.REVIEW]} warten auf Handversand, {len(outcome.held)} angehalten, "
            f"{len(outcome.failed) - len(outcome.held)} gescheitert.",
            f"{counts[State.PUBLISHED]} published ({outcome.arrivals} calls that took effect), "
            f"{counts[State.REVIEW]} wait for a person, {len(outcome.held)} held, "
            f"{len(outcome.failed) - len(outcome.held)} failed.",
        )
    )
    for each in outcome.failed:
        reason = each.reason.in_language(session.language) if each.reason else ""
        session.say(f"  {each.post} · {each.channel}: {each.state} {reason}".rstrip())


def _fresh_folder(settings: Settings) -> Path:
    """The folder of the rehearsal beside config.yaml, emptied; elsewhere if that is not to be."""
    folder = settings.folder / FOLDER
    marker = folder / ".litfass-rehearsal"
    if folder.exists() and not marker.exists():
        raise UsageError(
            Sentence(
                f"Der Ordner {folder} ist nicht von einer Probe; bitte umbenennen.",
                f"The folder {folder} is not of a rehearsal; please rename it.",
            )
        )
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        marker.touch()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="litfass-rehearsal-"))
    return folder


def _packaged_sample(scratch: Path) -> Path:
    from scheduler.cli.init import write_sample  # noqa: PLC0415 - starts fast

    target = scratch / "litfass"
    write_sample(target)
    return target


def _day(text: str | None, settings: Settings, *, last: bool = False) -> datetime | None:
    if text is None:
        return None
    try:
        day = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(settings.timezone))
    except ValueError:
        raise UsageError(
            Sentence(
                f"„{text}“ ist kein Datum; bitte wie 2027-03-08.",
                f"“{text}” is no date; please write 2027-03-08.",
            )
        ) from None
    return day + timedelta(days=1) if last else day


def _speed(text: str) -> float | None:
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not speed > 0:
        raise UsageError(
            Sentence("--speed: eine Zahl über 0, oder max.", "--speed: a number over 0, or max.")
        )
    return speed


COMMANDS = {"rehearse": rehearse, "demo": demo}
_BEGIN = Sentence(
    "Probe: echte Abläufe, erfundene Plattformen auf diesem Rechner; nichts geht hinaus.",
    "Rehearsal: the real program, simulated platforms on this machine; nothing goes out.",
)
_AS_APPROVED = Sentence(
    "Freigaben gelten in der Probe als erteilt.",
    "In the rehearsal everything counts as approved.",
)
_LOSING = Sentence(
    "Je eine Antwort von Mastodon und Bluesky geht absichtlich verloren: Nichts darf doppelt "
    "erscheinen.",
    "One answer each of Mastodon and Bluesky is lost on purpose: nothing may appear twice.",
)
_SERVING = Sentence(
    "Bericht und Zeitleiste im Browser (Ende mit Strg+C):",
    "Report and timeline in the browser (end with Ctrl+C):",
)
