# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each status of a publish call means for the delivery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.http_client import Response, classify_status
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


def answered(status, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return classify_status(Response(status, named, b'{"error": "x"}'), NOW)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_success_is_no_error(status):
    assert answered(status) is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, ChannelBlocked),
        (302, ChannelBlocked),
        (307, ChannelBlocked),
        (400, Rejected),
        (401, ChannelBlocked),
        (402, ChannelBlocked),
        (403, ChannelBlocked),
        (404, Rejected),
        (405, Rejected),
        (407, ChannelBlocked),
        (408, OutcomeUnknown),
        (409, OutcomeUnknown),
        (410, Rejected),
        (413, Rejected),
        (415, Rejected),
        (418, Rejected),
        (422, Rejected),
        (429, TryLater),
        (451, Rejected),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (503, OutcomeUnknown),
        (504, OutcomeUnknown),
        (599, OutcomeUnknown),
        (101, OutcomeUnknown),
        (999, OutcomeUnknown),
    ],
)
def test_status_decides_what_happens_next(status, expected):
    error = answered(status)
    assert type(error) is expected
    assert error.answer.status == status
    assert error.answer.excerpt == '{"error": "x"}'
    assert error.sentence.de != error.sentence.en


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_the_floor_of_the_whole_channel(status):
    error = answered(status, Retry_After="7")
    assert isinstance(error, TryLater)
    assert error.retry_at == NOW + timedelta(seconds=7)
    assert error.whole_channel


def test_limit_without_a_floor_still_binds_the_channel():
    error = answered(429)
    assert (error.retry_at, error.whole_channel) == (None, True)


def test_overload_with_an_unreadable_floor_proves_nothing():
    assert isinstance(answered(503, Retry_After="soon"), OutcomeUnknown)


def test_redirect_names_move_and_login_portal():
    assert "umgezogen" in answered(302).sentence.de
    assert "login portal" in answered(302).sentence.en
