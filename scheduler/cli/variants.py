# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`variants`: the languages of the posts, and the stamp that says a translation was checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import (
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
    from scheduler.operations.sync import Survey


def variants(  # noqa: PLR0917 - options are parameters
    posts: Annotated[list[str] | None, typer.Argument(help="Ids of posts; all without.")] = None,
    stamp: Annotated[
        bool,
        typer.Option("--stamp", help="You checked the translations: renew their source_hash."),
    ] = False,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Show which languages the posts have, and which translations are older than their text."""
    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        settings = session.settings()
        survey = _survey(session)
        if stamp:
            _stamp(session, survey, posts or [], settings.folder)
            survey = _survey(session)
        _show(session, survey, posts or [])


def _survey(session: Session) -> Survey:
    from scheduler.bootstrap import open_offline  # noqa: PLC0415 - commands start fast

    with open_offline(session.settings()) as opened:
        return opened.sync.survey()


def _stamp(session: Session, survey: Survey, names: list[str], folder: Path) -> None:
    from scheduler.operations.variants import chosen, stamp_files  # noqa: PLC0415 - starts fast

    if not names:
        raise UsageError(_WHICH)
    changed = stamp_files(chosen(survey, names), folder)
    for path in changed:
        session.warn(Sentence(f"Geändert: {path}", f"Changed: {path}"))
    if not changed:
        session.warn(_NOTHING)


def _show(session: Session, survey: Survey, names: list[str]) -> None:
    from scheduler.operations.variants import (  # noqa: PLC0415 - starts fast
        language_rows,
        languages_table,
    )

    rows = language_rows(survey, names)
    if session.json:
        shown = [
            {
                "post": row.post,
                "lang": row.lang,
                "mode": row.mode,
                "channels": list(row.channels),
                "state": row.freshness,
                "source_hash": row.source_hash,
            }
            for row in rows
        ]
        print_json({"variants": shown})
    elif rows:
        session.show(languages_table(rows))
    else:
        session.say(_NONE)


COMMANDS = {"variants": variants}
_WHICH = Sentence(
    "Nennen Sie die Beiträge, deren Übersetzungen Sie geprüft haben: litfass variants --stamp POST",
    "Name the posts whose translations you checked: litfass variants --stamp POST",
)
_NOTHING = Sentence("Alle tragen ihn schon.", "All of them carry it already.")
_NONE = Sentence("Kein Beitrag hat Sprachfassungen.", "No post has language versions.")
