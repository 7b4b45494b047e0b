# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls with a token: where it stands, when it is read again, and media as they were reviewed."""

from __future__ import annotations

import pytest
import responses

from scheduler.credentials import Secret
from scheduler.http_client import (
    BearerClient,
    Request,
    reviewed_bytes,
    reviewed_pieces,
    without_effect,
)
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.sentence import Sentence
from tests.support.border import picture

SERVER = "https://chat.example"
SAID = Sentence("x", "x")


@pytest.fixture
def client(make_client, tmp_path, monkeypatch):
    monkeypatch.setenv("BEARER_TOKEN", "first-token")
    token = Secret("env", ("BEARER_TOKEN",))
    return BearerClient(make_client(), SERVER, token, str(tmp_path), scheme="Bot")


def sent() -> list[str]:
    return [call.request.headers["Authorization"] for call in responses.calls]


@responses.activate
def test_the_token_is_kept_until_the_server_refuses_it(client, monkeypatch) -> None:
    responses.get(f"{SERVER}/a", status=200)
    responses.get(f"{SERVER}/b", status=401)
    client.call(Request("GET", "/a"))
    monkeypatch.setenv("BEARER_TOKEN", "second-token")
    for path in ("/a", "/b", "/a"):
        client.call(Request("GET", path))
    assert sent() == ["Bot first-token"] * 3 + ["Bot second-token"]


@responses.activate
def test_a_lost_answer_to_a_call_that_publishes_nothing_is_tried_again(client) -> None:
    responses.get(f"{SERVER}/a", body=ConnectionResetError())
    with pytest.raises(TryLater):
        client.ask(Request("GET", "/a"))


@pytest.mark.parametrize(
    ("error", "raised"),
    [(OutcomeUnknown(SAID), TryLater), (ChannelBlocked(SAID), ChannelBlocked)],
)
def test_only_doubt_is_taken_away_from_a_call_without_effect(error, raised: type) -> None:
    def asked() -> None:
        raise error

    with pytest.raises(raised):
        without_effect(asked)


def test_a_medium_that_has_changed_since_its_review_is_refused(tmp_path) -> None:
    medium = picture(tmp_path)
    assert len(reviewed_bytes(medium, str(tmp_path))) == medium.size_bytes
    (tmp_path / medium.path).write_bytes(b"another picture")
    with pytest.raises(Rejected):
        reviewed_bytes(medium, str(tmp_path))
    (tmp_path / medium.path).unlink()
    with pytest.raises(Rejected):
        reviewed_bytes(medium, str(tmp_path))


def test_a_file_is_read_in_pieces_only_if_it_is_what_was_reviewed(tmp_path) -> None:
    medium = picture(tmp_path)
    piece = reviewed_pieces(medium, str(tmp_path))
    whole = (tmp_path / medium.path).read_bytes()
    assert piece(0, 10) + piece(10, medium.size_bytes) == whole
    (tmp_path / medium.path).write_bytes(b"anders")
    with pytest.raises(Rejected):
        reviewed_pieces(medium, str(tmp_path))
    (tmp_path / medium.path).unlink()
    with pytest.raises(Rejected):
        reviewed_pieces(medium, str(tmp_path))
    with pytest.raises(Rejected):
        piece(0, 10)
