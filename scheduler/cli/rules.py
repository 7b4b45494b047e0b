# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`rules`: what posts are asked. Outside a workspace only the built-in rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import (
    DEFAULT_CONFIG,
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
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.authoring.linting import Rule


def rules(
    form: Annotated[
        str, typer.Option("--format", help="text, json or markdown (built-in rules).")
    ] = "text",
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List the lint rules: id, severity, what each says, and what it rests on."""
    from scheduler import registry  # noqa: PLC0415 - commands start fast
    from scheduler.operations.rule_list import (  # noqa: PLC0415
        rules_json,
        rules_markdown,
        rules_table,
    )

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        if form not in FORMS:
            said = f"--format {form}: {', '.join(FORMS)}"
            raise UsageError(Sentence(said, said))
        built_in = tuple(registry.rules().values())
        if form == "markdown":
            session.say(rules_markdown(built_in).removesuffix("\n"))
            return
        known = (*built_in, *_own(session))
        if json or form == "json":
            print_json(rules_json(known, session.language))
        else:
            session.show(rules_table(known))


def _own(session: Session) -> list[Rule]:
    from scheduler.authoring.own_rules import rule_of  # noqa: PLC0415 - commands start fast

    if session.config == DEFAULT_CONFIG and not session.config.exists():
        return []
    return [rule_of(own) for own in session.settings().own_rules]


FORMS = ("text", "json", "markdown")
COMMANDS = {"rules": rules}
