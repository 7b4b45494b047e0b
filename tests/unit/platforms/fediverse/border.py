# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of a connected account share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scheduler.model.delivery import delivery_key
from scheduler.model.message import Part, Remote
from scheduler.model.platform import ReplyTo, Sought
from scheduler.model.post import Attachment
from scheduler.platforms.fediverse.account import Account
from scheduler.simulator.dialects.mastodon import GOTOSOCIAL, MASTODON, SNAC, TAKAHE
from tests.platform_stands import MemoryArtefacts
from tests.support.clock import FakeClock

FLAVOURS = {flavour.name: flavour for flavour in (MASTODON, GOTOSOCIAL, SNAC, TAKAHE)}
KEY = delivery_key("auftakt", "mastodon-land", 1)
EVERYWHERE = pytest.mark.parametrize("flavour", list(FLAVOURS))
Medium = Callable[..., Attachment]


def publish(
    account: Account,
    part: Part,
    *,
    key: str = KEY,
    reply_to: ReplyTo | None = None,
    artefacts: MemoryArtefacts | None = None,
) -> Remote:
    remote = account.publish(
        part, key=key, reply_to=reply_to, artefacts=artefacts or MemoryArtefacts()
    )
    assert isinstance(remote, Remote)
    return remote


def sought(clock: FakeClock, part: Part, key: str = KEY, reply_to: ReplyTo | None = None) -> Sought:
    return Sought(key, part, clock.now(), reply_to)
