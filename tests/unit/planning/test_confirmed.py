# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ids of posts that a person has confirmed by their addresses."""

from __future__ import annotations

import pytest

from scheduler.model.errors import Rejected
from scheduler.model.message import Remote
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.slack.stamps import stamp_of

NUMBER, EVENT = r"\d{1,20}", r"\$\S+"


@pytest.mark.parametrize(
    ("remote", "pattern", "expected"),
    [
        pytest.param(Remote("17"), NUMBER, "17", id="the platform's own"),
        pytest.param(Remote("https://t.me/land/17"), NUMBER, "17", id="an address"),
        pytest.param(Remote("https://t.me/land/17?single"), NUMBER, "17", id="with a query"),
        pytest.param(Remote("https://chat.example/presse/pl/tx7e/"), r"[a-z0-9]+", "tx7e", id="/"),
        pytest.param(
            Remote("https://matrix.to/#/!abc:chat.example/%24e1?via=x"), EVENT, "$e1", id="quoted"
        ),
        pytest.param(Remote("confirmed"), NUMBER, None, id="without an address"),
        pytest.param(Remote("https://example.example/about"), NUMBER, None, id="another address"),
    ],
)
def test_an_id_is_read_from_what_was_confirmed(remote, pattern: str, expected: str | None) -> None:
    assert own_id(remote, pattern) == expected
    if expected is None:
        with pytest.raises(Rejected):
            required_id(remote, pattern)
    else:
        assert required_id(remote, pattern) == expected


@pytest.mark.parametrize(
    ("identifier", "stamp"),
    [
        ("1731000100.000200", "1731000100.000200"),
        ("https://haus.slack.example/archives/C1/p1731000100000200", "1731000100.000200"),
        (
            "https://haus.slack.example/archives/C1/p1731000100000200?thread_ts=1.2",
            "1731000100.000200",
        ),
        ("confirmed", ""),
    ],
)
def test_slacks_stamp_is_read_from_a_permalink(identifier: str, stamp: str) -> None:
    assert stamp_of(Remote(identifier)) == stamp
