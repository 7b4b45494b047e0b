# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`person token`: makes the personal token of somebody who approves or gives orders."""

from __future__ import annotations

from typing import Annotated

import typer

from scheduler.cli.session import Config, Json, Lang, print_json, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def person() -> None:
    """Tokens of those who approve or give orders."""


@app.command("token")
def token(
    name: Annotated[str, typer.Argument(help="The person's id below people in config.yaml.")],
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Make a token: shown once, and the hash of it for config.yaml."""
    from scheduler.operations.identity import new_token  # noqa: PLC0415 - starts fast

    session = start(config, lang, json=json)
    with speaking(session):
        people = session.settings().approval.people
        if people and name not in people:
            raise UsageError(_unknown(name, ", ".join(people)))
        made = new_token(name)
        if json:
            print_json({"person": name, "token": made.token, "hash": made.hash})
            return
        session.say(_TOKEN)
        session.hand_over(made.token)
        session.say(_HASH)
        session.hand_over(made.hash)


def _unknown(name: str, known: str) -> Sentence:
    return Sentence(
        f"„{name}“ steht in config.yaml nicht unter people. Dort stehen: {known}.",
        f"“{name}” does not stand below people in config.yaml. There are: {known}.",
    )


GROUPS = {"person": app}
_TOKEN = Sentence(
    "Das Token, für die Person allein. Es wird nur jetzt gezeigt:",
    "The token, for that person only. It is shown just now and never again:",
)
_HASH = Sentence(
    "Seine Prüfsumme, für die Stelle, die unter people bei token genannt ist:",
    "Its hash, for the place that token names below people:",
)
