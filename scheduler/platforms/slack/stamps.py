# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stamp (`ts`) that is a message's name, also where a person has confirmed its address."""

from __future__ import annotations

from scheduler.model.message import Remote
from scheduler.planning.confirmed import own_id, required_id

_STAMP = r"\d+\.\d+"
_IN_ADDRESS = r"p\d{7,}"  # the stamp without its dot, behind a p
_FRACTION = 6


def stamp_of(remote: Remote) -> str:
    """The stamp, "" where nobody has told it."""
    found = own_id(remote, _STAMP)
    if found is not None:
        return found
    told = own_id(remote, _IN_ADDRESS)
    return f"{told[1:-_FRACTION]}.{told[-_FRACTION:]}" if told else ""


def required_stamp(remote: Remote) -> str:
    """The stamp; raises Rejected where there is none."""
    return stamp_of(remote) or required_id(remote, _STAMP)
