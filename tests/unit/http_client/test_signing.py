# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signed calls: what the signature covers, when secrets are read, and that nothing logs them."""

from __future__ import annotations

import logging
import time

import pytest
import responses

from scheduler.credentials import Secret
from scheduler.http_client import HttpClient, Keys, Request, SigningClient
from scheduler.model.errors import TryLater

NAMES = ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET")
URL = "https://api.example"


@pytest.fixture
def client(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.setenv(name, f"geheim-{name}")
    keys = Keys(*(Secret("env", (name,)) for name in NAMES))
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests")
    return SigningClient(http, URL, keys, str(tmp_path))


@responses.activate
def test_a_request_carries_key_token_and_signature_but_no_secret(client) -> None:
    responses.get(f"{URL}/a", json={})
    client.call(Request("GET", "/a", params=[("b", "c d")]))
    header = responses.calls[0].request.headers["Authorization"]
    assert 'oauth_consumer_key="geheim-API_KEY"' in header
    assert 'oauth_token="geheim-ACCESS_TOKEN"' in header
    assert 'oauth_signature_method="HMAC-SHA1"' in header
    assert "SECRET" not in header


@responses.activate
def test_each_request_has_a_signature_of_its_own(client) -> None:
    responses.get(f"{URL}/a", json={})
    for _ in range(2):
        client.call(Request("GET", "/a"))
    first, second = (call.request.headers["Authorization"] for call in responses.calls)
    assert first != second


@responses.activate
@pytest.mark.parametrize(("status", "read_anew"), [(200, False), (403, False), (401, True)])
def test_secrets_are_read_anew_after_they_were_refused(
    client, monkeypatch, status, read_anew
) -> None:
    responses.get(f"{URL}/a", status=status, json={})
    client.call(Request("GET", "/a"))
    monkeypatch.setenv("ACCESS_TOKEN", "geheim-neu")
    client.call(Request("GET", "/a"))
    assert ("geheim-neu" in responses.calls[1].request.headers["Authorization"]) == read_anew


@responses.activate
def test_nothing_of_a_signature_reaches_a_log_however_much_is_logged(client, caplog) -> None:
    responses.get(f"{URL}/a", json={})
    with caplog.at_level(logging.DEBUG):
        client.call(Request("GET", "/a"))
    logged = [record for record in caplog.records if "oauth" in record.name]
    assert logged == []
    assert "geheim-" not in caplog.text


@responses.activate
def test_a_lost_answer_to_a_question_is_asked_again_later(client) -> None:
    responses.get(f"{URL}/a", body=ConnectionError("gone"))
    with pytest.raises(TryLater):
        client.ask(Request("GET", "/a"))
