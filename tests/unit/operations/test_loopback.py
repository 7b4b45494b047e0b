# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The browser's way back to the program: only the answer that is waited for counts."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from scheduler.model.errors import UsageError
from scheduler.operations.loopback import Loopback

STATE = "state-of-this-login"


@pytest.fixture
def loopback():
    with Loopback(STATE, "en") as waiting:
        yield waiting


def browse(loopback, query):
    try:
        with urllib.request.urlopen(f"{loopback.url}?{query}", timeout=10) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_code_of_the_right_state_arrives(loopback):
    status, page = browse(loopback, f"code=abc&state={STATE}")
    assert (status, "You may close this window" in page) == (200, True)
    assert loopback.code(0) == "abc"


@pytest.mark.parametrize(
    "query",
    ["code=forged&state=other", "code=forged", f"state={STATE}", ""],
    ids=["other state", "no state", "no code", "nothing"],
)
def test_answer_that_nobody_waits_for_is_turned_away_and_the_right_one_still_counts(
    loopback, query
):
    status, page = browse(loopback, query)
    assert (status, "forged" in page) == (400, False)
    browse(loopback, f"code=abc&state={STATE}")
    assert loopback.code(0) == "abc"


def test_second_answer_changes_nothing(loopback):
    browse(loopback, f"code=abc&state={STATE}")
    assert browse(loopback, f"code=later&state={STATE}")[0] == 400
    assert loopback.code(0) == "abc"


def test_refused_consent_is_said(loopback):
    browse(loopback, f"error=access_denied&state={STATE}")
    with pytest.raises(UsageError, match="refused in the browser"):
        loopback.code(0)


def test_answer_that_does_not_come_is_said(loopback):
    with pytest.raises(UsageError, match="--paste"):
        loopback.code(0)
