# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`submit`, `approve`, `reject`, `approvals`, `diff`: who releases what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.identity import TokenFile, prove
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
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.model.approval import Vote
    from scheduler.model.finding import Finding
    from scheduler.operations.approving import Voted
    from scheduler.operations.workspace import Workspace
    from scheduler.store.approval_pending import Pending
    from scheduler.tables import Table

Post = Annotated[str, typer.Argument(help="The post's id.")]
Hash = Annotated[
    str | None,
    typer.Option(
        "--hash", help="Only if this is still what you looked at (the beginning is enough)."
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; everybody can read it.")]


def submit(  # noqa: PLR0917 - options are parameters
    post: Post,
    content: Hash = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say that you wrote a post as it is; then others can approve it."""
    _vote(start(config, lang, json=json), "submit", post, token_file, (None, content))


def approve(  # noqa: PLR0917 - options are parameters
    post: Post,
    reason: Reason = None,
    content: Hash = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Approve a post exactly as it is planned now; any change voids it."""
    _vote(start(config, lang, json=json), "approve", post, token_file, (reason, content))


def reject(  # noqa: PLR0917 - options are parameters
    post: Post,
    reason: Reason = None,
    content: Hash = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Refuse to let a post go out as it is; it stands until the post changes."""
    session = start(config, lang, json=json)
    with speaking(session):
        if not (reason or "").strip():
            raise UsageError(_WHY)
    _vote(session, "reject", post, token_file, (reason, content))


def approvals(
    config: Config = None, lang: Lang = None, json: Json = False, plain: Plain = False
) -> None:
    """List what waits for approval: by when, and from whom."""
    from scheduler.store.approval_pending import pending  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        with workspace.database.read() as connection:
            waiting = pending(connection, workspace.settings.approval_rules())
        if json:
            print_json({"waiting": [_pending_json(each, session) for each in waiting]})
        elif waiting:
            session.show(_table(waiting, ZoneInfo(workspace.settings.timezone)))
        else:
            session.say(_NONE if workspace.settings.approval.policies else _NO_POLICY)


def diff(post: Post, config: Config = None, lang: Lang = None, json: Json = False) -> None:
    """Show what changed in a post since it was last approved; exit code 1 if something did."""
    session = start(config, lang, json=json)
    found = False
    with speaking(session):
        found = _diff(session, session.workspace(), post)
    if found:
        raise typer.Exit(FINDINGS)


def _vote(
    session: Session,
    how: Vote,
    post: str,
    token_file: Path | None,
    said: tuple[str | None, str | None],
) -> None:
    from scheduler.authoring.linting import findings_json  # noqa: PLC0415 - starts fast
    from scheduler.operations.approving import Ballot, vote  # noqa: PLC0415 - starts fast

    reason, content = said
    with speaking(session):
        workspace = session.workspace()
        person = prove(session, workspace, token_file)
        rules = workspace.settings.approval_rules()
        told = _reviewed(session, workspace, post) if how == "approve" else ()
        ballot = Ballot(post, person, how, workspace.clock.now(), reason, content)
        voted = workspace.database.run(lambda connection: vote(connection, rules, ballot))
        if session.json:
            found = findings_json(told, session.language)["findings"]
            print_json(_voted_json(voted, session, ballot.post, person.id) | {"findings": found})
        else:
            short = voted.hash[:12]
            done = _DONE[how].in_language(session.language)
            session.say(f"{post} ({short}): {done}")
            session.say(voted.closed or _COMPLETE)


def _reviewed(session: Session, workspace: Workspace, post: str) -> Sequence[Finding]:
    """The findings of the post, shown to whoever approves; raises UsageError on an error."""
    from scheduler.bootstrap import make_sync  # noqa: PLC0415 - commands start fast
    from scheduler.operations.reviewing import review  # noqa: PLC0415 - starts fast

    seen = review(make_sync(workspace, online=False).survey(), post)
    if not session.json:
        session.show_findings(seen.findings)
        if seen.is_newer:
            session.say(_NEWER)
    if seen.errors:
        raise UsageError(_faulty(post, len(seen.errors)))
    return seen.findings


def _diff(session: Session, workspace: Workspace, post: str) -> bool:
    from scheduler.planning.approval_diff import differences  # noqa: PLC0415 - starts fast
    from scheduler.store import approval_content, approvals  # noqa: PLC0415

    with workspace.database.read() as connection:
        now = approval_content.current(connection, post)
        last = approvals.last_approved(connection, unit_of(post))
    if now is None:
        raise UsageError(_unknown(post))
    zone = ZoneInfo(workspace.settings.timezone)
    found = differences(last.content if last else (), now.content, zone, session.language)
    if session.json:
        print_json(
            {
                "post": post,
                "hash": now.hash,
                "approved_hash": last.hash if last else None,
                "differences": [
                    {"channel": each.channel, "lines": list(each.lines)} for each in found
                ],
            }
        )
        return bool(found)
    session.say(_never(post) if last is None else _since(last.person, last.at, zone))
    for each in found:
        session.say(f"\n{each.channel}")
        for line in each.lines:
            session.say(f"  {line}")
    if not found:
        session.say(_SAME)
    elif now.hash is not None:
        session.say(_to_approve(post, now.hash))
    return bool(found)


def _voted_json(voted: Voted, session: Session, post: str, person: str) -> dict[str, Any]:
    return {
        "post": post,
        "person": person,
        "hash": voted.hash,
        "complete": voted.closed is None,
        "missing": voted.closed.in_language(session.language) if voted.closed else None,
    }


def _pending_json(each: Pending, session: Session) -> dict[str, Any]:
    return {
        "post": each.post,
        "due_at": each.due_at.isoformat(),
        "hash": each.hash,
        "channels": list(each.channels),
        "who": list(each.able),
        "missing": max((lack.missing for lack in each.lacks), default=0),
        "reason": each.reason.in_language(session.language),
    }


def _table(waiting: list[Pending], zone: ZoneInfo) -> Table:
    from scheduler.tables import Column, Table  # noqa: PLC0415 - commands start fast

    return Table(
        title=Sentence("Warten auf Freigabe", "Waiting for approval"),
        columns=(
            Column("post", Sentence("Beitrag", "Post")),
            Column("due", Sentence("Termin", "Due")),
            Column("who", Sentence("Von wem", "From whom")),
            Column("reason", Sentence("Was fehlt", "What lacks")),
            Column("hash", Sentence("Fassung", "Version")),
        ),
        rows=tuple(
            (
                each.post,
                f"{each.due_at.astimezone(zone):%Y-%m-%d %H:%M %Z}",
                ", ".join(each.able) or None,
                each.reason,
                each.hash[:12],
            )
            for each in waiting
        ),
    )


def _unknown(post: str) -> Sentence:
    return Sentence(
        f"Den Beitrag „{post}“ kennt die Datenbank nicht. Neue Beiträge übernimmt: litfass sync",
        f"The database does not know the post “{post}”. Take it in with: litfass sync",
    )


def _faulty(post: str, errors: int) -> Sentence:
    return Sentence(
        f"„{post}“ hat Fehler ({errors}); so darf der Beitrag nicht hinaus. Erst beheben, dann "
        "freigeben; alle zeigt: litfass check",
        f"“{post}” has errors ({errors}) and may not go out like this. Mend them first, then "
        "approve; all are shown by: litfass check",
    )


def _never(post: str) -> Sentence:
    return Sentence(
        f"„{post}“ hat noch niemand freigegeben; alles ist neu:",
        f"Nobody has approved “{post}” yet; everything is new:",
    )


def _since(person: str, at: Any, zone: ZoneInfo) -> Sentence:  # noqa: ANN401 - an instant of a row
    local = at.astimezone(zone)
    return Sentence(
        f"Zuletzt freigegeben von {person} am {local:%d.%m.%Y um %H:%M}. Seither:",
        f"Last approved by {person} on {local:%Y-%m-%d at %H:%M}. Since then:",
    )


def _to_approve(post: str, content: str) -> Sentence:
    return Sentence(
        f"\nGenau diese Fassung freigeben: litfass approve {post} --hash {content[:12]}",
        f"\nTo approve exactly this version: litfass approve {post} --hash {content[:12]}",
    )


COMMANDS = {
    "submit": submit,
    "approve": approve,
    "reject": reject,
    "approvals": approvals,
    "diff": diff,
}
_DONE = {
    "submit": Sentence("eingereicht.", "submitted."),
    "approve": Sentence("freigegeben.", "approved."),
    "reject": Sentence("abgelehnt.", "rejected."),
}
_COMPLETE = Sentence(
    "Alle Freigaben liegen vor; der Beitrag erscheint zu seinem Termin.",
    "All approvals are there; the post goes out on its time.",
)
_SAME = Sentence("Nichts ist anders.", "Nothing is different.")
_NONE = Sentence("Nichts wartet auf Freigabe.", "Nothing waits for approval.")
_NO_POLICY = Sentence(
    "Es gilt keine Freigaberegel; „status: ready“ in der Datei ist die Freigabe.",
    "No policy is in force; “status: ready” in the file is the release.",
)
_WHY = Sentence(
    "Warum? Bitte mit --reason sagen, was zu ändern ist.",
    "Why? Please say with --reason what is to be changed.",
)
_NEWER = Sentence(
    "Die Datei sagt inzwischen etwas anderes, als im Plan steht; freigegeben wird der Plan. "
    "Übernehmen: litfass sync",
    "The file says something else by now than the plan; the plan is what is approved. Take it in "
    "with: litfass sync",
)
