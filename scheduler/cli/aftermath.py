# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`retract` and `amend`: what is live is taken down, or made to say what its file says now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.identity import TokenFile, who
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
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.amending import Proposal
    from scheduler.operations.orders import Order, Told
    from scheduler.operations.workspace import Workspace

Post = Annotated[str, typer.Argument(help="The post's id; ID@LANGUAGE for one of its variants.")]
Channel = Annotated[str | None, typer.Option("--channel", help="Only this channel.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def retract(  # noqa: PLR0917 - options are parameters
    post: Post,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why; it is kept and shown.")
    ] = None,
    channel: Channel = None,
    token_file: TokenFile = None,
    by_hand: Annotated[
        bool, typer.Option("--done", help="You have deleted it by hand where Litfass could not.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Also cancel what is not live yet, without asking.")
    ] = False,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Take a post down everywhere it stands, with its variants."""
    from scheduler.operations import retracting  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    told: Sequence[Told] = ()
    with speaking(session):
        if not (reason or "").strip():
            raise UsageError(_NO_REASON)
        workspace = session.workspace()
        order = _order(session, workspace, post, channel, token_file)
        retraction = retracting.Retraction(order, (reason or "").strip())
        if by_hand:
            told = workspace.database.run(
                lambda connection: retracting.retracted_by_hand(connection, retraction)
            )
        else:
            with_waiting = yes or _cancels_waiting(session, workspace, order)
            retraction = retracting.Retraction(order, retraction.reason, with_waiting)
            told = retracting.retract(workspace, retraction)
        _tell(session, told)
    if not told or any(not each.done for each in told):
        raise typer.Exit(FINDINGS)


def amend(  # noqa: PLR0917 - options are parameters
    post: Post,
    channel: Channel = None,
    token_file: TokenFile = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept and shown.")] = "",
    correction: Annotated[
        str | None, typer.Option("--correction", help="The correction, in your own words.")
    ] = None,
    as_correction: Annotated[
        bool, typer.Option("--as-correction", help="Correct even where it could be edited.")
    ] = False,
    yes: Yes = False,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Make a live post say what its file says now: edit it, or publish a correction below it."""
    from scheduler.bootstrap import make_sync  # noqa: PLC0415 - commands start fast
    from scheduler.operations import amending  # noqa: PLC0415

    session = start(config, lang, json=json)
    told: list[Told] = []
    with speaking(session):
        workspace = session.workspace()
        order = _order(session, workspace, post, channel, token_file)
        survey = make_sync(workspace, online=False).survey()
        found = amending.proposals(
            workspace, survey, order, as_correction=as_correction or correction is not None
        )
        for proposal in found:
            if _agreed(session, proposal, correction, yes=yes):
                told.append(amending.amend(workspace, proposal, order, reason, correction))
            else:
                told.append(_left_alone(proposal))
        _tell(session, told)
    if not any(each.done for each in told):
        raise typer.Exit(FINDINGS)


def _order(
    session: Session,
    workspace: Workspace,
    post: str,
    channel: str | None,
    token_file: Path | None,
) -> Order:
    from scheduler.operations.orders import Order  # noqa: PLC0415 - commands start fast

    person = who(session, workspace, token_file, PUBLISHER)
    return Order(
        post, person, workspace.clock.now(), channel, rules=workspace.settings.approval_rules()
    )


def _cancels_waiting(session: Session, workspace: Workspace, order: Order) -> bool:
    """Whether what is not out yet is not to go out either: a person is asked, if one is there."""
    from scheduler.operations.retracting import take_stock  # noqa: PLC0415 - commands start fast

    with workspace.database.read() as connection:
        waiting = take_stock(connection, order).waiting
    if not waiting:
        return False
    listed = ", ".join(f"{each.post} · {each.channel}" for each in waiting)
    return _ask(session, _also_cancel(listed))


def _agreed(session: Session, proposal: Proposal, correction: str | None, *, yes: bool) -> bool:
    """An edit is what was ordered; a correction is another post, and asked about."""
    if proposal.way != "correction" or yes:
        return True
    text = correction or proposal.text
    if text is None:
        return True  # there is nothing to agree to: amending says what is missing
    where = f"{proposal.delivery.post} · {proposal.delivery.channel}"
    return _ask(session, _publish_below(where, proposal.said, text))


def _ask(session: Session, question: Sentence) -> bool:
    if session.json or not sys.stdin.isatty():
        return False
    session.say(question)
    session.flush()
    return sys.stdin.readline().strip().lower() in {"j", "ja", "y", "yes"}


def _left_alone(proposal: Proposal) -> Told:
    from scheduler.operations.orders import Told  # noqa: PLC0415 - commands start fast

    said = Sentence(
        f"{proposal.said.de} Nicht bestätigt (--yes); nichts geschah.",
        f"{proposal.said.en} Not confirmed (--yes); nothing was done.",
    )
    return Told(proposal.delivery, False, said)


def _tell(session: Session, told: Sequence[Told]) -> None:
    if session.json:
        print_json(
            [
                {
                    "post": each.delivery.post,
                    "channel": each.delivery.channel,
                    "done": each.done,
                    "url": each.delivery.url,
                    "message": each.sentence.in_language(session.language),
                }
                for each in told
            ]
        )
        return
    if not told:
        session.say(_NOTHING)
    for each in told:
        said = each.sentence.in_language(session.language)
        session.say(f"{each.delivery.post} · {each.delivery.channel}: {said}")


def _also_cancel(listed: str) -> Sentence:
    return Sentence(
        f"Noch nicht erschienen: {listed}. Auch absagen? [j/N]",
        f"Not live yet: {listed}. Cancel them, too? [y/N]",
    )


def _publish_below(where: str, said: Sentence, text: str) -> Sentence:
    return Sentence(
        f"{where}: {said.de}\n\n{text}\n\nSo veröffentlichen? [j/N]",
        f"{where}: {said.en}\n\n{text}\n\nPublish it like this? [y/N]",
    )


COMMANDS = {"retract": retract, "amend": amend}
_NO_REASON = Sentence(
    "Sagen Sie, warum: litfass retract POST --reason „…“. Es geschah nichts.",
    "Say why: litfass retract POST --reason “…”. Nothing was done.",
)
_NOTHING = Sentence("Davon ist nichts erschienen.", "Nothing of it is live.")
