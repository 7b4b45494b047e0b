# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`channels login`: access to an account, by consent in the browser or by pasting it."""

from __future__ import annotations

import getpass
import sys
import webbrowser
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.identity import TokenFile, who
from scheduler.cli.session import FINDINGS, Config, Lang, Session, speaking, start
from scheduler.model.approval import PUBLISHER
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.model.login import AsksConsent
    from scheduler.operations.channel_health import CheckedChannel
    from scheduler.operations.logging_in import Entrance

WAIT_SECONDS = 300.0


def log_in(  # noqa: PLR0917 - options are parameters
    name: Annotated[str, typer.Argument(help="The channel to give access to.")],
    paste: Annotated[
        bool, typer.Option("--paste", help="No browser here: show an address, take the code.")
    ] = False,
    token: Annotated[
        bool, typer.Option("--token", help="Ask for the secret itself instead of consent.")
    ] = False,
    other_account: Annotated[
        bool, typer.Option("--other-account", help="The channel is to be another account.")
    ] = False,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Get a channel's access, try it, and keep it encrypted in the database."""
    from scheduler.operations.logging_in import entrance_of, keep_access  # noqa: PLC0415

    session = start(config, lang)
    failed = False
    with speaking(session):
        workspace = session.workspace()
        entrance = entrance_of(workspace, name)
        who(session, workspace, token_file, PUBLISHER)
        given = _given(session, entrance, paste=paste, token=token)
        checked = keep_access(workspace, name, given, other_account=other_account)
        failed = bool(checked.problems)
        _tell(session, checked)
    if failed:
        raise typer.Exit(FINDINGS)


def _given(session: Session, entrance: Entrance, *, paste: bool, token: bool) -> Mapping[str, str]:
    if entrance.consent is None or token:
        return {each: _asked(session, each) for each in entrance.names}
    if paste:
        return _by_paste(session, entrance.consent)
    return _by_browser(session, entrance.consent)


def _by_browser(session: Session, consent: AsksConsent) -> Mapping[str, str]:
    from scheduler.operations.logging_in import new_request, new_state  # noqa: PLC0415
    from scheduler.operations.loopback import Loopback  # noqa: PLC0415

    state = new_state()
    with Loopback(state, session.language) as loopback:
        request = new_request(loopback.url, state)
        page = consent.consent_page(request)
        session.say(consent.steps())
        session.hand_over(page)
        session.flush()
        webbrowser.open(page)
        return consent.redeem(loopback.code(WAIT_SECONDS), request)


def _by_paste(session: Session, consent: AsksConsent) -> Mapping[str, str]:
    from scheduler.operations.logging_in import new_request, new_state  # noqa: PLC0415

    request = new_request(None, new_state())
    page = consent.consent_page(request)
    session.say(consent.steps())
    session.hand_over(page)
    session.flush()
    return consent.redeem(_asked(session, "code"), request)


def _asked(session: Session, name: str) -> str:
    """What the person pastes, not shown; from a pipe, its next line."""
    from scheduler.operations.logging_in import missing_value  # noqa: PLC0415

    if sys.stdin.isatty():
        value = getpass.getpass(f"{name}: ").strip()
    else:
        session.say(f"{name}:")
        session.flush()
        value = sys.stdin.readline().strip()
    if not value:
        raise missing_value(name)
    return value


def _tell(session: Session, checked: CheckedChannel) -> None:
    account = checked.account or checked.channel
    session.say(
        Sentence(
            f"Der Kanal „{checked.channel}“ hat jetzt Zugang: {account}",
            f"The channel “{checked.channel}” has access now: {account}",
        )
    )
    for said in (*checked.problems, *checked.notes):
        session.say(f"    {said.in_language(session.language)}")
