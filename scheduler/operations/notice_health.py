# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether notices reach the team, for `status` and `doctor`."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.config import NoticeTarget, Settings
from scheduler.model.errors import ChannelBlocked
from scheduler.model.sentence import Sentence
from scheduler.operations.remark import Grade, Remark, ok
from scheduler.store import notices
from scheduler.store.database import Transaction
from scheduler.store.notices import Trouble


def unreached(connection: Transaction, settings: Settings) -> list[Trouble]:
    """The targets of config.yaml that notices do not reach at present."""
    return notices.troubles(connection, [target.name for target in settings.notices])


def trouble_sentence(trouble: Trouble) -> Sentence:
    """Says which target is not reached, since when, and why."""
    since = f"{trouble.since:%Y-%m-%d %H:%M} UTC"
    return Sentence(
        f"Meldungen an {trouble.target} kommen seit {since} nicht an ({trouble.count} warten): "
        f"{trouble.problem.de}",
        f"Notices to {trouble.target} have not arrived since {since} ({trouble.count} wait): "
        f"{trouble.problem.en}",
    )


def address_remarks(settings: Settings) -> Iterator[Remark]:
    """Whether the address of each target is there; it is never shown."""
    for target in settings.notices:
        yield _address(target, settings)


def trouble_remarks(connection: Transaction, settings: Settings) -> list[Remark]:
    """An error for each target that is not reached."""
    found = unreached(connection, settings)
    return [Remark("notices", Grade.ERROR, trouble_sentence(trouble)) for trouble in found]


def _address(target: NoticeTarget, settings: Settings) -> Remark:
    try:
        target.url.reveal(settings.folder)
    except ChannelBlocked as fault:
        return Remark("notices", Grade.ERROR, fault.sentence)
    return ok(
        "notices",
        f"Meldungen gehen an {target.name}. Probe: litfass notices test",
        f"Notices go to {target.name}. Try it: litfass notices test",
    )
