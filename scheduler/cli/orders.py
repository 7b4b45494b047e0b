# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`publish`, `confirm`, `retry`, `cancel`: orders about a post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.identity import TokenFile, who
from scheduler.cli.session import (
    FINDINGS,
    USAGE,
    Config,
    Json,
    Lang,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.approval import PUBLISHER
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.orders import Order, Told
    from scheduler.operations.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wish:
    """A post (and channel), and by whose token; `sync` takes the files in first."""

    post: str
    channel: str | None
    occurrence: int | None
    token_file: Path | None
    sync: bool = False


Post = Annotated[str, typer.Argument(help="The post's id.")]
Channel = Annotated[str | None, typer.Argument(help="Only this channel.")]


Occurrence = Annotated[
    int | None,
    typer.Option("--occurrence", metavar="N", help="Only this time of a post that comes again."),
]


def publish(  # noqa: PLR0917 - options are parameters
    post: Post,
    occurrence: Occurrence = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Publish a post now instead of at its time; all gates hold."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _give(session, Wish(post, None, occurrence, token_file, sync=True), orders.publish_now)


def retry(  # noqa: PLR0917 - options are parameters
    post: Post,
    channel: Channel = None,
    occurrence: Occurrence = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Try again what failed, was missed or is held."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _give(session, Wish(post, channel, occurrence, token_file), orders.retry)


def cancel(  # noqa: PLR0917 - options are parameters
    post: Post,
    channel: Channel = None,
    occurrence: Occurrence = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Do not publish a post (on one channel, or on all)."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _give(session, Wish(post, channel, occurrence, token_file), orders.cancel)


def confirm(  # noqa: PLR0917 - options are parameters
    post: Post,
    channel: Annotated[str, typer.Argument(help="The channel you looked at.")],
    published: Annotated[
        str | None, typer.Option("--published", metavar="URL", help="It is live, at this address.")
    ] = None,
    not_published: Annotated[
        bool, typer.Option("--not-published", help="It is not live; it is sent again now.")
    ] = False,
    occurrence: Occurrence = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say whether a post in review is live, after looking yourself."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    if (published is None) == (not not_published):
        session.warn(_ONE_OF)
        raise typer.Exit(USAGE)
    wish = Wish(post, channel, occurrence, token_file)
    with speaking(session):
        if published is not None:
            url = _checked_url(session, published)
            _give(
                session,
                wish,
                lambda connection, order: orders.confirm_published(connection, order, url),
            )
        else:
            _give(session, wish, orders.confirm_not_published)


def _give(
    session: Session,
    wish: Wish,
    act: Callable[[Any, Order], Sequence[Told]],
) -> None:
    from scheduler.operations.orders import Order  # noqa: PLC0415 - commands start fast

    workspace = session.workspace()
    actor = who(session, workspace, wish.token_file, PUBLISHER)
    if wish.sync:
        _sync_first(session, workspace, actor)
    now, rules = workspace.clock.now(), workspace.settings.approval_rules()
    order = Order(wish.post, actor, now, wish.channel, wish.occurrence, rules)
    told = workspace.database.run(lambda connection: act(connection, order))
    if session.json:
        print_json(
            [
                {
                    "post": each.delivery.post,
                    "channel": each.delivery.channel,
                    "occurrence": each.delivery.occurrence,
                    "done": each.done,
                    "message": each.sentence.in_language(session.language),
                }
                for each in told
            ]
        )
    else:
        for each in told:
            said = each.sentence.in_language(session.language)
            session.say(f"{each.delivery.name} · {each.delivery.channel}: {said}")
    if not any(each.done for each in told):
        raise typer.Exit(FINDINGS)


def _sync_first(session: Session, workspace: Workspace, actor: str) -> None:
    """A post that was just written can be published at once."""
    from scheduler.bootstrap import make_sync  # noqa: PLC0415 - commands start fast

    sync = make_sync(workspace)
    sync.actor = actor
    findings = sync.run().findings
    errors = [finding for finding in findings if finding.blocks]
    if errors and not session.json:
        session.show_findings(errors)


def _checked_url(session: Session, url: str) -> str:
    if not url.startswith(("https://", "http://")):
        session.warn(_NO_URL)
        raise typer.Exit(USAGE)
    return url


COMMANDS = {"publish": publish, "retry": retry, "cancel": cancel, "confirm": confirm}
_ONE_OF = Sentence(
    "Bitte genau eines angeben: --published URL oder --not-published.",
    "Please give exactly one of --published URL or --not-published.",
)
_NO_URL = Sentence(
    "Die Adresse muss mit https:// beginnen.", "The address must begin with https://."
)
