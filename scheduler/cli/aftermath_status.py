# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `status` says of what happened after publishing: open orders, tasks, drifted files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scheduler.cli.session import Session
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.model.finding import Finding
    from scheduler.store.addenda import Addendum

_DRIFT = "D02"


def print_aftermath(
    session: Session, tasks: Sequence[Addendum], findings: Sequence[Finding]
) -> None:
    """Tell what is still to be done about live posts, and whose files say something else."""
    drifted = [finding for finding in findings if finding.rule == _DRIFT]
    if tasks:
        session.say("")
        session.say(_TASKS)
    for task in tasks:
        said = (task.said or _UNFINISHED[task.kind]).in_language(session.language)
        session.say(f"  {task.post} · {task.channel}: {said}")
    if drifted:
        session.say("")
        session.say(_DRIFTED)
        session.show_findings(drifted)


def aftermath_json(
    tasks: Sequence[Addendum], findings: Sequence[Finding], session: Session
) -> dict[str, Any]:
    """The same for machines."""
    return {
        "addenda": [
            {
                "post": task.post,
                "channel": task.channel,
                "kind": task.kind,
                "state": task.state,
                "reason": task.reason,
                "url": task.url,
                "message": (task.said or _UNFINISHED[task.kind]).in_language(session.language),
            }
            for task in tasks
        ],
        "drifted": [
            {
                "post": finding.post,
                "channel": finding.channel,
                "file": finding.place.file,
                "line": finding.place.line,
                "message": finding.message.in_language(session.language),
            }
            for finding in findings
            if finding.rule == _DRIFT
        ],
    }


_TASKS = Sentence("Nach dem Erscheinen noch zu tun:", "Still to be done after publishing:")
_DRIFTED = Sentence(
    "Erschienen, und die Datei sagt inzwischen etwas anderes:",
    "Live, while the file says something else by now:",
)
_UNFINISHED = {
    "retract": Sentence(
        "Das Zurückziehen wurde nicht beendet. Noch einmal: litfass retract",
        "Retracting was not finished. Once more: litfass retract",
    ),
    "edit": Sentence(
        "Die Änderung wurde nicht beendet. Noch einmal: litfass amend",
        "Editing was not finished. Once more: litfass amend",
    ),
    "correction": Sentence("Eine Berichtigung ist bestellt.", "A correction is ordered."),
}
