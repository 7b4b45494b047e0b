# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`publish`, `confirm`, `retry`, `cancel`: orders about a post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.session import (
    FINDINGS,
    USAGE,
    Config,
    Json,
    Lang,
    Session,
    actor,
    print_json,
    speaking,
    start,
)
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.orders import Order, Told

Post = Annotated[str, typer.Argument(help="The post's id.")]
Channel = Annotated[str | None, typer.Argument(help="Only this channel.")]


def publish(post: Post, config: Config = None, lang: Lang = None, json: Json = False) -> None:
    """Publish a post now instead of at its time; all gates hold."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _sync_first(session)
        _give(session, post, None, orders.publish_now)


def retry(
    post: Post,
    channel: Channel = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Try again what failed, was missed or is held."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _give(session, post, channel, orders.retry)


def cancel(
    post: Post,
    channel: Channel = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Do not publish a post (on one channel, or on all)."""
    from scheduler.operations import orders  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    with speaking(session):
        _give(session, post, channel, orders.cancel)


def confirm(  # noqa: PLR0917 - options are parameters
    post: Post,
    channel: Annotated[str, typer.Argument(help="The channel you looked at.")],
    published: Annotated[
        str | None, typer.Option("--published", metavar="URL", help="It is live, at this address.")
    ] = None,
    not_published: Annotated[
        bool, typer.Option("--not-published", help="It is not live; it is sent again now.")
    ] = False,
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
    with speaking(session):
        if published is not None:
            url = _checked_url(session, published)
            _give(
                session,
                post,
                channel,
                lambda connection, order: orders.confirm_published(connection, order, url),
            )
        else:
            _give(session, post, channel, orders.confirm_not_published)


def _give(
    session: Session,
    post: str,
    channel: str | None,
    act: Callable[[Any, Order], Sequence[Told]],
) -> None:
    from scheduler.operations.orders import Order  # noqa: PLC0415 - commands start fast

    workspace = session.workspace()
    order = Order(post, actor(), workspace.clock.now(), channel)
    told = workspace.database.run(lambda connection: act(connection, order))
    if session.json:
        print_json(
            [
                {
                    "post": each.delivery.post,
                    "channel": each.delivery.channel,
                    "done": each.done,
                    "message": each.sentence.in_language(session.language),
                }
                for each in told
            ]
        )
    else:
        for each in told:
            said = each.sentence.in_language(session.language)
            session.say(f"{each.delivery.post} · {each.delivery.channel}: {said}")
    if not any(each.done for each in told):
        raise typer.Exit(FINDINGS)


def _sync_first(session: Session) -> None:
    """A post that was just written can be published at once."""
    from scheduler.bootstrap import make_sync  # noqa: PLC0415 - commands start fast

    findings = make_sync(session.workspace()).run().findings
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
