# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`kit`: texts, pictures and alt texts for partners, as a ZIP with one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.bootstrap.queue import Offline
    from scheduler.config import Settings
    from scheduler.operations.kits import Kit, LeftOut


def kit(  # noqa: PLR0917 - options are parameters
    posts: Annotated[list[str] | None, typer.Argument(help="Ids of posts.")] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="All posts of this campaign.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A new folder, or a file ending in .zip."),
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Make a share-kit for partners; exit code 1 when a post had to be left out."""
    from scheduler.bootstrap import open_offline  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    left_out: Sequence[LeftOut] = ()
    with speaking(session):
        if not posts and campaign is None:
            raise UsageError(_WHICH)
        settings = session.settings()
        target = output or Path(f"{campaign or 'litfass'}-kit.zip")
        with open_offline(settings) as opened:
            if opened.problem is not None:
                session.warn(opened.problem)
            made, title = _made(opened, settings, posts or [], campaign)
            left_out = made.left_out
            if made.posts:
                _write(session, made, title, settings, target)
        _tell(session, made, target)
    if left_out:
        raise typer.Exit(FINDINGS)


def _made(
    opened: Offline, settings: Settings, posts: list[str], campaign: str | None
) -> tuple[Kit, str | None]:
    """The kit, and the title of its campaign."""
    from scheduler.operations.kits import make_kit  # noqa: PLC0415 - commands start fast
    from scheduler.operations.preview import narrowed, previews  # noqa: PLC0415
    from scheduler.operations.surety import surety_of  # noqa: PLC0415

    survey = opened.sync.survey()
    shown = narrowed(previews(survey, settings.timezone, posts), campaign, None)
    with opened.workspace.database.read() as connection:
        return make_kit(shown, surety_of(connection, opened.workspace, survey)), campaign


def _write(
    session: Session, made: Kit, title: str | None, settings: Settings, target: Path
) -> None:
    from scheduler.operations.kit_archive import write_kit  # noqa: PLC0415 - commands start fast
    from scheduler.operations.kit_page import Setting, kit_page  # noqa: PLC0415

    page = kit_page(made, Setting(title, session.language, settings.timezone))
    write_kit(made, page, target)


def _tell(session: Session, made: Kit, target: Path) -> None:
    if session.json:
        print_json(_as_json(session, made, target))
        return
    for each in made.left_out:
        reason = each.reason.in_language(session.language)
        session.say(f"{each.post}: {_LEFT_OUT.in_language(session.language)}. {reason}")
    session.say(_written(target, len(made.posts)) if made.posts else _NOTHING)


def _as_json(session: Session, made: Kit, target: Path) -> dict[str, object]:
    from scheduler.tables import iso  # noqa: PLC0415 - commands start fast

    return {
        "file": str(target) if made.posts else None,
        "posts": [
            {
                "post": version.post,
                "lang": version.lang,
                "platforms": list(dict.fromkeys(each.platform for each in version.messages)),
                **{
                    name: iso(at) if at is not None else None
                    for name, at in (
                        ("since", version.period.since),
                        ("publish_until", version.period.publish_until),
                        ("stand_until", version.period.stand_until),
                    )
                },
            }
            for post in made.posts
            for version in post.versions
        ],
        "left_out": [
            {"post": each.post, "reason": each.reason.in_language(session.language)}
            for each in made.left_out
        ],
    }


def _written(target: Path, posts: int) -> Sentence:
    return Sentence(
        f"Geschrieben: {target} (Beiträge: {posts})", f"Written: {target} (posts: {posts})"
    )


COMMANDS = {"kit": kit}
_WHICH = Sentence(
    "Nennen Sie Beiträge oder eine Kampagne: litfass kit POST… oder litfass kit --campaign KENNUNG",
    "Name posts or a campaign: litfass kit POST… or litfass kit --campaign ID",
)
_LEFT_OUT = Sentence("nicht im Paket", "not in the kit")
_NOTHING = Sentence(
    "Kein Beitrag darf an Partner gehen; nichts wurde geschrieben.",
    "No post may go to partners; nothing was written.",
)
