# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each error of Meta's Graph means, row by row of the sheets."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from scheduler.http_client import Response
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.platforms.meta.refusals import refusal
from tests.support.clock import START

USAGE = "X-Business-Use-Case-Usage"


def answered(error: dict, status: int = 400, headers: dict | None = None) -> Response:
    return Response(status, headers or {}, json.dumps({"error": error}).encode())


@pytest.mark.parametrize(
    ("code", "subcode", "expected"),
    [
        *((190, each, ChannelBlocked) for each in (0, 458, 459, 460, 463, 464, 467, 492)),
        (102, 0, ChannelBlocked),
        *((each, 0, ChannelBlocked) for each in (3, 10, 200, 250, 299, 368, 1404078)),
        (4, 2207051, ChannelBlocked),
        (25, 2207050, ChannelBlocked),
        (100, 4279013, ChannelBlocked),
        (100, 33, ChannelBlocked),
        *((each, 0, ChannelBlocked) for each in (1404112, 4854002)),
        *((each, 0, TryLater) for each in (4, 17, 32, 341, 613, 80001, 80002, 1390008)),
        (9, 2207042, TryLater),
        (9004, 2207052, TryLater),
        (1609005, 0, TryLater),
        (100, 2207077, TryLater),
        (100, 2207082, TryLater),
        (100, 0, Rejected),
        (36000, 2207004, Rejected),
        (36001, 2207005, Rejected),
        (36003, 2207009, Rejected),
        (36004, 2207010, Rejected),
        (352, 2207026, Rejected),
        (100, 2207023, Rejected),
        *((100, each, Rejected) for each in (2207028, 2207035, 2207036, 2207037, 2207040)),
        (1, 2207057, Rejected),
        (506, 0, Rejected),
        *((each, 0, Rejected) for each in (1366046, 2069019, 1349125, 2061006, 1609008)),
        *((each, 0, Rejected) for each in (1404102, 1346003, 1366051)),
        *((each, 0, OutcomeUnknown) for each in (1, 2, 1363047, 7777)),
        (-1, 2207001, OutcomeUnknown),
        (-2, 2207003, OutcomeUnknown),
        (-2, 2207020, OutcomeUnknown),
        (24, 2207006, OutcomeUnknown),
        (24, 2207008, OutcomeUnknown),
        (-1, 2207032, OutcomeUnknown),
        (-1, 2207053, OutcomeUnknown),
        (9007, 2207027, OutcomeUnknown),
        (24, 4279009, OutcomeUnknown),
    ],
)
def test_code_and_subcode_mean(code: int, subcode: int, expected: type) -> None:
    error = {"code": code, "error_subcode": subcode, "message": "x"}
    assert type(refusal(answered(error), START)) is expected


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        pytest.param({"code": 100, "is_transient": True}, 400, OutcomeUnknown, id="transient"),
        pytest.param({"code": 100}, 500, OutcomeUnknown, id="500 with a code of content"),
        pytest.param({"code": 190}, 500, ChannelBlocked, id="500 with a token's code"),
        pytest.param(
            {"code": 0, "message": "Error validating access token: x"},
            400,
            ChannelBlocked,
            id="only the words tell that it is the token",
        ),
        pytest.param({"code": "100"}, 400, OutcomeUnknown, id="a code that is no number"),
        pytest.param({"code": 100}, 200, Rejected, id="200 with an error inside"),
    ],
)
def test_more_than_the_code_counts(error: dict, status: int, expected: type) -> None:
    assert type(refusal(answered(error, status), START)) is expected


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        pytest.param(b"<h1>Sorry</h1>", 502, OutcomeUnknown, id="page of a gateway"),
        pytest.param(b"", 302, ChannelBlocked, id="redirect"),
        pytest.param(b"{}", 200, OutcomeUnknown, id="nothing named"),
        pytest.param(b'{"error": "x"}', 400, Rejected, id="error that is no object"),
        pytest.param(b"[" * 100_000, 200, OutcomeUnknown, id="nested too deep"),
    ],
)
def test_an_answer_in_another_shape_means(body: bytes, status: int, expected: type) -> None:
    assert type(refusal(Response(status, {}, body), START)) is expected


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        pytest.param(
            {USAGE: '{"17": [{"type": "pages", "estimated_time_to_regain_access": 7}]}'},
            7,
            id="business use case",
        ),
        pytest.param(
            {
                USAGE: '{"17": [{"estimated_time_to_regain_access": 7}],'
                ' "18": [{"estimated_time_to_regain_access": 12}, {"type": "x"}]}'
            },
            12,
            id="the longest of several",
        ),
        pytest.param({USAGE: '{"17": [{"estimated_time_to_regain_access": 0}]}'}, 60, id="zero"),
        pytest.param({"X-App-Usage": '{"call_count": 100}'}, 60, id="a share alone"),
        pytest.param({USAGE: "[1, 2"}, 60, id="unreadable"),
        pytest.param({USAGE: "[3]"}, 60, id="another shape"),
        pytest.param({}, 60, id="none"),
    ],
)
def test_a_limit_waits_as_the_header_says_else_an_hour(headers: dict, minutes: int) -> None:
    error = refusal(answered({"code": 4}, headers=headers), START)
    assert isinstance(error, TryLater)
    assert (error.retry_at, error.whole_channel) == (START + timedelta(minutes=minutes), True)


@pytest.mark.parametrize(
    ("subcode", "word"),
    [
        (458, "entfernt"),
        (459, "Website"),
        (460, "Passwort"),
        (463, "abgelaufen"),
        (464, "bestätigt"),
        (467, "ungültig"),
        (492, "Rolle"),
    ],
)
def test_the_reason_for_a_refused_token_is_said(subcode: int, word: str) -> None:
    error = refusal(answered({"code": 190, "error_subcode": subcode}), START)
    assert word in error.sentence.de


def test_what_meta_says_of_the_content_stands_in_the_sentence() -> None:
    error = {"code": 36000, "message": "x", "error_user_msg": "The image size is too large."}
    said = refusal(answered(error), START).sentence
    assert "The image size is too large." in said.de
    assert "The image size is too large." in said.en
