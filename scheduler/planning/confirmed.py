# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The platform's own id of a post that a person has confirmed by its address."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scheduler.model.errors import Rejected
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence


def own_id(remote: Remote, pattern: str) -> str | None:
    """The id that fits `pattern` whole: the remote's, or what its address ends with.

    None where a person has confirmed the post without an address, or with another one.
    """
    ends = (_end_of(each) for each in (remote.id, remote.url or ""))
    return next((each for each in (remote.id, *ends) if re.fullmatch(pattern, each)), None)


def required_id(remote: Remote, pattern: str) -> str:
    """Like `own_id`; raises Rejected where there is none."""
    found = own_id(remote, pattern)
    if found is None:
        raise Rejected(_NO_ID)
    return found


def _end_of(address: str) -> str:
    return unquote(address.rstrip("/").rpartition("/")[2].partition("?")[0])


_NO_ID = Sentence(
    "Ein Mensch hat diesen Beitrag ohne brauchbare Adresse bestätigt; ändern oder löschen Sie ihn "
    "auf der Plattform selbst.",
    "A person confirmed this post without a usable address; change or delete it on the platform "
    "itself.",
)
