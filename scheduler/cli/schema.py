# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`schema`: JSON Schema for editors. Needs no workspace."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Annotated, Any

import typer

from scheduler.cli.session import Lang, print_json, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence


def schema(
    name: Annotated[
        str, typer.Argument(metavar="post|config|campaign|series", help="Of which file.")
    ],
    lang: Lang = None,
) -> None:
    """Print the JSON Schema of a post, campaign or series file, or of config.yaml."""
    session = start(None, lang)
    with speaking(session):
        if name not in SCHEMAS:
            raise UsageError(_unknown(name))
        print_json(SCHEMAS[name]())


def _post() -> dict[str, Any]:
    from scheduler.authoring.schema import post_schema  # noqa: PLC0415 - commands start fast

    return post_schema()


def _config() -> dict[str, Any]:
    from scheduler import registry  # noqa: PLC0415 - commands start fast
    from scheduler.config import config_schema  # noqa: PLC0415

    return config_schema(registry.platforms())


def _campaign() -> dict[str, Any]:
    from scheduler.authoring.schema import campaign_schema  # noqa: PLC0415 - commands start fast

    return campaign_schema()


def _series() -> dict[str, Any]:
    from scheduler.authoring.schema import series_schema  # noqa: PLC0415 - commands start fast

    return series_schema()


def _unknown(name: str) -> Sentence:
    near = difflib.get_close_matches(name, SCHEMAS, n=1)
    known = ", ".join(SCHEMAS)
    de, en = f"Ein Schema „{name}“ gibt es nicht.", f"There is no schema “{name}”."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(f"{de} Bekannt sind: {known}.", f"{en} Known are: {known}.")


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "post": _post,
    "config": _config,
    "campaign": _campaign,
    "series": _series,
}
COMMANDS = {"schema": schema}
