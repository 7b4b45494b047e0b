# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Record keys for posts: TIDs, chosen by us so that a repeat names the same record.

Source: atproto TID specification as implemented in bluesky-social/atproto (2026-08-20): 64 bits,
microseconds since 1970 shifted by ten bits plus a clock id, in a sortable base 32, 13 characters.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_CLOCK_IDS = 1024
_SECOND = 1_000_000  # microseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tid(microseconds: int, clock_id: int) -> str:
    """The TID of an instant (microseconds since 1970) and a clock id from 0 to 1023."""
    number = microseconds * _CLOCK_IDS + clock_id
    characters = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[digit])
    return "".join(reversed(characters))


def record_key(now: datetime, key: str) -> str:
    """The rkey of the part with `key`, first sent in the second of `now`.

    All below the second comes from the key, not the clock: under a clock that stands still (a
    rehearsal), a thousand posts of one instant still get a thousand keys.
    """
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    fraction, clock_id = divmod(number % (_SECOND * _CLOCK_IDS), _CLOCK_IDS)
    whole_seconds = (now - _EPOCH) // timedelta(seconds=1)
    return tid(whole_seconds * _SECOND + fraction, clock_id)
