# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`status` and `show`: how every post stands, and the whole life of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.aftermath_status import aftermath_json, print_aftermath
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
from scheduler.model.delivery import STATE_WORDS, State
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.model.delivery import Delivery
    from scheduler.operations.life import DeliveryLife, Line, PostLife
    from scheduler.operations.workspace import Workspace
    from scheduler.store.channels import ChannelRow
    from scheduler.store.notices import Trouble
    from scheduler.store.tasks import Task


def status(
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
    state: Annotated[
        str | None, typer.Option("--state", help="Only deliveries in this state.")
    ] = None,
) -> None:
    """How every post stands; exit code 1 when something failed."""
    from scheduler.operations.overview import overview  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        wanted = _state(state)
        with workspace.database.read() as connection:
            seen = overview(connection, workspace.settings)
        shown = seen.in_state(wanted)
        if session.json:
            told = _notices_json(seen.unreached, session) | _tasks_json(
                seen.tasks, workspace, session
            )
            told |= aftermath_json(seen.addenda, seen.findings, session)
            print_json(_status_json(shown, seen.channels, workspace, session) | told)
        else:
            _print_status(session, shown, seen.channels, workspace)
            print_aftermath(session, seen.addenda, seen.findings)
            _print_problems(session, seen.findings)
            _print_tasks(session, seen.tasks, workspace)
            _print_unreached(session, seen.unreached)
    if seen.has_failed:
        raise typer.Exit(FINDINGS)


def show(
    post: Annotated[str, typer.Argument(help="The post's id.")],
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Tell the whole life of a post: planned, held, each attempt, what the platform said."""
    from scheduler.operations.life import life_of  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json)
    with speaking(session):
        workspace = session.workspace()
        zone = ZoneInfo(workspace.settings.timezone)
        with workspace.database.read() as connection:
            life = life_of(connection, post, zone)
        if life is None:
            raise UsageError(_unknown(post, workspace))
        if session.json:
            print_json(_life_json(life, session))
        else:
            _print_life(session, life, zone)


def _state(name: str | None) -> State | None:
    if name is None:
        return None
    try:
        return State(name)
    except ValueError:
        known = ", ".join(State)
        raise UsageError(
            Sentence(
                f"Den Zustand „{name}“ gibt es nicht. Bekannt sind: {known}.",
                f"There is no state “{name}”. Known are: {known}.",
            )
        ) from None


def _status_json(
    deliveries: list[Delivery],
    rows: Mapping[str, ChannelRow],
    workspace: Workspace,
    session: Session,
) -> dict[str, Any]:
    from scheduler.operations.pause_words import pause_json  # noqa: PLC0415 - starts fast
    from scheduler.tables import iso  # noqa: PLC0415 - starts fast

    standing = session.standing.pauses if session.standing is not None else ()
    return {
        "pauses": [pause_json(pause) for pause in standing],
        "deliveries": [
            {
                "post": each.post,
                "channel": each.channel,
                "occurrence": each.occurrence,
                "state": each.state.value,
                "due_at": iso(each.due_at),
                "published_at": iso(each.published_at) if each.published_at else None,
                "remote_id": each.remote_id,
                "url": each.url,
                "attempts": each.attempts,
                "reason": each.reason.in_language(session.language) if each.reason else None,
            }
            for each in deliveries
        ],
        "channels": [
            {
                "channel": name,
                "platform": channel.platform,
                "state": rows[name].state if name in rows else "ok",
                "reason": _channel_reason(rows.get(name), session),
            }
            for name, channel in workspace.settings.channels.items()
        ],
    }


def _channel_reason(row: ChannelRow | None, session: Session) -> str | None:
    blocked = row.blocked if row else None
    return blocked.in_language(session.language) if blocked else None


def _print_status(
    session: Session,
    deliveries: list[Delivery],
    rows: Mapping[str, ChannelRow],
    workspace: Workspace,
) -> None:
    from scheduler.operations.life import local  # noqa: PLC0415 - starts fast
    from scheduler.tables import Column, Table  # noqa: PLC0415 - starts fast

    if not deliveries:
        session.say(_EMPTY)
        return
    zone = ZoneInfo(workspace.settings.timezone)
    session.show(
        Table(
            title=Sentence("Zustellungen", "Deliveries"),
            columns=(
                Column("due", Sentence("Termin", "Due")),
                Column("post", Sentence("Beitrag", "Post")),
                Column("channel", Sentence("Kanal", "Channel")),
                Column("state", Sentence("Zustand", "State")),
                Column("note", Sentence("Adresse oder Grund", "Address or reason")),
            ),
            rows=tuple(
                (
                    local(each.due_at, zone),
                    each.name,
                    each.channel,
                    STATE_WORDS[each.state],
                    _note(each),
                )
                for each in deliveries
            ),
        )
    )
    for name, row in rows.items():
        if row.blocked is not None and name in workspace.settings.channels:
            said = row.blocked.in_language(session.language)
            session.say(f"\n{_BLOCKED.in_language(session.language)} {name}: {said}")
    session.say("")
    from scheduler.operations.approving import standing  # noqa: PLC0415 - commands start fast

    with workspace.database.read() as connection:
        session.say(standing(connection, workspace.settings.approval_rules()))


def _note(delivery: Delivery) -> Sentence | str:
    if delivery.reason is not None:
        return delivery.reason
    return delivery.url or ""


def _print_problems(session: Session, findings: Any) -> None:  # noqa: ANN401 - findings
    errors = [finding for finding in findings if finding.blocks]
    if errors:
        session.say("")
        session.say(_PROBLEMS)
        session.show_findings(errors)


def _notices_json(lost: Sequence[Trouble], session: Session) -> dict[str, Any]:
    return {
        "notices": [
            {
                "target": each.target,
                "waiting": each.count,
                "problem": each.problem.in_language(session.language),
            }
            for each in lost
        ]
    }


def _tasks_json(to_do: Sequence[Task], workspace: Workspace, session: Session) -> dict[str, Any]:
    from scheduler.operations.task_words import tasks_json  # noqa: PLC0415 - starts fast

    return {"tasks": tasks_json(to_do, workspace.clock.now(), session.language)}


def _print_tasks(session: Session, to_do: Sequence[Task], workspace: Workspace) -> None:
    from scheduler.operations.task_words import HOW, tasks_table  # noqa: PLC0415 - starts fast

    if to_do:
        session.say("")
        session.show(tasks_table(to_do, ZoneInfo(workspace.settings.timezone)))
        session.say(HOW)


def _print_unreached(session: Session, lost: Sequence[Trouble]) -> None:
    from scheduler.operations.notice_health import trouble_sentence  # noqa: PLC0415 - starts fast

    for each in lost:
        session.say("")
        session.say(trouble_sentence(each))


def _print_life(session: Session, life: PostLife, zone: ZoneInfo) -> None:
    language = session.language
    post = life.post
    campaign = f" · {post.campaign}" if post.campaign else ""
    session.say(f"{post.id}{campaign} · {post.lang} · {post.file}:{post.line}")
    for line in life.lines:
        session.say(_line_text(line, zone, session))
    if not life.deliveries:
        session.say(_UNPLANNED)
    for delivery in life.deliveries:
        each = delivery.delivery
        which = f" #{each.occurrence}" if each.occurrence > 1 else ""
        session.say(f"\n{each.channel}{which} — {STATE_WORDS[each.state].in_language(language)}")
        session.say(f"  {delivery.standing.in_language(language)}")
        for line in delivery.lines:
            session.say("  " + _line_text(line, zone, session))
        for count in _counts(delivery, session):
            session.say(f"  {count}")
        _print_message(session, delivery)
    for variant in life.variants:
        session.say("")
        _print_life(session, variant, zone)


def _print_message(session: Session, delivery: DeliveryLife) -> None:
    parts = delivery.message.parts
    for number, part in enumerate(parts, start=1):
        heading = _TEXT.in_language(session.language)
        session.say(f"  {heading}{f' {number}/{len(parts)}' if len(parts) > 1 else ''}:")
        for line in part.text.splitlines():
            session.say(f"    │ {line}")
        for attachment in part.attachments:
            alt = attachment.alt or _DECORATIVE.in_language(session.language)
            session.say(f"    ▣ {attachment.kind}: {alt}")
    for said in delivery.message.omissions:
        session.say(f"    ! {said.in_language(session.language)}")


def _line_text(line: Line, zone: ZoneInfo, session: Session) -> str:
    from scheduler.operations.life import local  # noqa: PLC0415 - starts fast

    at = local(line.at, zone).in_language(session.language)
    return f"{at}  {line.sentence.in_language(session.language)}"


def _counts(delivery: DeliveryLife, session: Session) -> list[str]:
    from scheduler.model.metrics import BY_ID  # noqa: PLC0415 - starts fast

    found = []
    for count in delivery.counts:
        metric = BY_ID.get(count.metric)
        name = metric.name.in_language(session.language) if metric else count.metric
        found.append(f"{name}: {count.value}")
    return found


def _life_json(life: PostLife, session: Session) -> dict[str, Any]:
    from scheduler.tables import iso  # noqa: PLC0415 - starts fast

    def lines(of: tuple[Line, ...]) -> list[dict[str, str]]:
        return [
            {"at": iso(line.at), "sentence": line.sentence.in_language(session.language)}
            for line in of
        ]

    return {
        "post": life.post.id,
        "campaign": life.post.campaign,
        "status": life.post.status,
        "file": life.post.file,
        "line": life.post.line,
        "history": lines(life.lines),
        "deliveries": [
            {
                "channel": each.delivery.channel,
                "occurrence": each.delivery.occurrence,
                "state": each.delivery.state.value,
                "due_at": iso(each.delivery.due_at),
                "standing": each.standing.in_language(session.language),
                "attempts": each.delivery.attempts,
                "remote_id": each.delivery.remote_id,
                "url": each.delivery.url,
                "history": lines(each.lines),
                "parts": [
                    {
                        "text": part.text,
                        "lang": part.lang,
                        "media": [
                            {"kind": item.kind, "alt": item.alt, "sha256": item.sha256}
                            for item in part.attachments
                        ],
                    }
                    for part in each.message.parts
                ],
                "figures": {count.metric: count.value for count in each.counts},
            }
            for each in life.deliveries
        ],
        "variants": [_life_json(variant, session) for variant in life.variants],
    }


def _unknown(post: str, workspace: Workspace) -> Sentence:
    import difflib  # noqa: PLC0415 - only when something is wrong

    from scheduler.store import queries  # noqa: PLC0415 - starts fast

    with workspace.database.read() as connection:
        known = queries.post_ids(connection)
    near = difflib.get_close_matches(post, known, n=1)
    de = f"Den Beitrag „{post}“ kennt die Datenbank nicht."
    en = f"The database does not know the post “{post}”."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(f"{de} Neue Beiträge übernimmt: litfass sync", f"{en} Take it in: litfass sync")


COMMANDS = {"status": status, "show": show}

_EMPTY = Sentence(
    "Noch ist nichts geplant. Beiträge übernimmt: litfass sync",
    "Nothing is planned yet. Take posts in with: litfass sync",
)
_BLOCKED = Sentence("Gesperrter Kanal", "Blocked channel")
_PROBLEMS = Sentence(
    "Diese Dateien haben Fehler; ihr letzter guter Stand gilt weiter:",
    "These files are faulty; their last good plan stays in force:",
)
_UNPLANNED = Sentence("Nicht eingeplant.", "Not planned.")
_TEXT = Sentence("Text", "Text")
_DECORATIVE = Sentence("(schmückend, ohne Alternativtext)", "(decorative, without alt text)")
