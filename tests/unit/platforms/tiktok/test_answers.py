# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each of TikTok's answers means: the error table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, Rejected, TryLater
from tests.support.border import error_of
from tests.support.clock import START
from tests.unit.platforms.tiktok.border import (
    CREATOR,
    INIT,
    NAME,
    OPEN,
    SECRETS,
    UPLOAD,
    problem,
    told,
)

TABLE = {
    "400 invalid_params": (problem(400, "invalid_params"), Rejected),
    "400 invalid_file_upload": (problem(400, "invalid_file_upload"), Rejected),
    "403 privacy": (problem(403, "privacy_level_option_mismatch"), Rejected),
    "403 url": (problem(403, "url_ownership_unverified"), Rejected),
    "403 text": (problem(403, "spam_risk_text"), Rejected),
    "200 text": (problem(200, "spam_risk_text"), Rejected),
    "403 unaudited": (
        problem(403, "unaudited_client_can_only_post_to_private_accounts"),
        ChannelBlocked,
    ),
    "403 banned": (problem(403, "spam_risk_user_banned_from_posting"), ChannelBlocked),
    "401 token": (problem(401, "access_token_invalid"), ChannelBlocked),
    "200 token": (problem(200, "access_token_invalid"), ChannelBlocked),
    "401 scope": (problem(401, "scope_not_authorized"), ChannelBlocked),
    "403 permission": (problem(403, "scope_permission_missed"), ChannelBlocked),
    "403 posts": (problem(403, "spam_risk_too_many_posts"), TryLater),
    "403 users": (problem(403, "reached_active_user_cap"), TryLater),
    "403 pending": (problem(403, "spam_risk_too_many_pending_share"), TryLater),
    "429": (problem(429, "rate_limit_exceeded"), TryLater),
    "500": (problem(500, "internal_error"), TryLater),
    "200 internal": (problem(200, "internal_error"), TryLater),
    "200 unknown": (problem(200, "something_new"), TryLater),
    "page": ({"body": "<h1>Login</h1>"}, TryLater),
    "no answer": ({"body": ConnectionError("gone")}, TryLater),
    "no name": (told(upload_url=UPLOAD), TryLater),
    "elsewhere": (told(publish_id=NAME, upload_url="https://fremd.example/x"), ChannelBlocked),
    "alike": (
        told(publish_id=NAME, upload_url="https://tiktokapis.com.x.example/"),
        ChannelBlocked,
    ),
    "redirect": ({"status": 302}, ChannelBlocked),
}


@responses.activate
@pytest.mark.parametrize(("answer", "expected"), TABLE.values(), ids=TABLE)
def test_an_answer_to_the_request_for_an_upload_means(account, part, answer, expected) -> None:
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **answer)
    error = error_of(account, part)
    assert type(error) is expected
    assert not any(secret in f"{error.sentence}{error.answer}" for secret in SECRETS)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        ("403 posts", 86_400),
        ("403 users", 86_400),
        ("429", 60),
    ],
)
def test_a_limit_binds_the_channel_until(account, part, answer, seconds) -> None:
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **TABLE[answer][0])
    error = error_of(account, part)
    expected = (START + timedelta(seconds=seconds), True)
    assert (error.retry_at, error.whole_channel) == expected


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"text": "ü" * 2201}, id="too long"),
        pytest.param({"visibility": "direct"}, id="for single people"),
        pytest.param({"attachments": ()}, id="no video"),
    ],
)
def test_what_tiktok_would_refuse_is_never_sent(account, part, given) -> None:
    assert isinstance(error_of(account, replace(part, **given)), Rejected)
