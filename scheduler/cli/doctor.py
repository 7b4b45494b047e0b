# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`doctor`: says what is not right, and what to do about it."""

from __future__ import annotations

import typer

from scheduler.cli.session import FINDINGS, Config, Json, Lang, print_json, speaking, start
from scheduler.model.sentence import Sentence


def doctor(config: Config = None, lang: Lang = None, json: Json = False) -> None:
    """Look at configuration, database, machine and channels; exit code 1 on an error."""
    from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast
    from scheduler.operations.diagnosis import diagnose  # noqa: PLC0415
    from scheduler.operations.remark import Grade  # noqa: PLC0415

    session = start(config, lang, json=json)
    failed = False
    with speaking(session):
        remarks = diagnose(session.settings(), SystemClock().now())
        failed = any(remark.grade is Grade.ERROR for remark in remarks)
        if json:
            found = [
                {
                    "topic": remark.topic,
                    "grade": remark.grade.value,
                    "message": remark.sentence.in_language(session.language),
                }
                for remark in remarks
            ]
            print_json({"ok": not failed, "remarks": found})
        else:
            for remark in remarks:
                word = _WORDS[remark.grade.value].in_language(session.language)
                said = remark.sentence.in_language(session.language)
                session.say(f"{word}  {remark.topic}: {said}")
    if failed:
        raise typer.Exit(FINDINGS)


COMMANDS = {"doctor": doctor}
_WORDS = {
    "ok": Sentence("OK     ", "OK   "),
    "note": Sentence("Hinweis", "Note "),
    "error": Sentence("Fehler ", "Error"),
}
