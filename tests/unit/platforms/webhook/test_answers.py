# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a receiver's answer means: the table of docs/platforms/webhook.md."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import MeasuresPosts
from scheduler.model.post import ChannelPassage, ChannelPost, Link
from scheduler.platforms.webhook import PLATFORM
from scheduler.platforms.webhook.composing import LIMITS
from tests.support.border import connect, error_of, picture
from tests.support.clock import START, FakeClock

URL = "http://127.0.0.1:9/in"
FIGURES = "http://127.0.0.1:9/figures"
HEADERS = {"Retry-After": "90"}
LATER = START + timedelta(seconds=90)


@pytest.fixture
def keys(monkeypatch):
    monkeypatch.setenv("HOOK_SECRET", "whsec_" + base64.b64encode(b"k" * 32).decode())
    return {"url": URL, "secret": {"env": "HOOK_SECRET"}, "allow": ["127.0.0.0/8"]}


@pytest.fixture
def endpoint(keys, tmp_path):
    return connect(PLATFORM, keys, tmp_path, FakeClock())


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, ChannelBlocked),
        (307, ChannelBlocked),
        (400, Rejected),
        (401, ChannelBlocked),
        (403, ChannelBlocked),
        (404, ChannelBlocked),
        (405, ChannelBlocked),
        (408, OutcomeUnknown),
        (409, OutcomeUnknown),
        (410, ChannelBlocked),
        (413, Rejected),
        (415, Rejected),
        (422, Rejected),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (503, OutcomeUnknown),
        (504, OutcomeUnknown),
    ],
)
def test_a_status_means(endpoint, status: int, expected: type) -> None:
    responses.post(URL, status=status, headers={"Location": "https://elsewhere.example"})
    assert type(error_of(endpoint)) is expected
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_names_a_time_is_left_alone_until_then(endpoint, status: int) -> None:
    responses.post(URL, status=status, headers=HEADERS)
    error = error_of(endpoint)
    assert isinstance(error, TryLater)
    assert (error.retry_at, error.whole_channel) == (LATER, True)


def test_a_host_that_the_dns_does_not_know_may_be_there_later(keys, tmp_path) -> None:
    keys["url"] = "https://nowhere.invalid/in"
    assert isinstance(error_of(connect(PLATFORM, keys, tmp_path, FakeClock())), TryLater)


@responses.activate
def test_figures_have_our_names_and_unknown_ones_are_left_out(keys, tmp_path) -> None:
    told = {"id": "e1", "likes": 3, "views": 40, "mood": 5, "shares": "many", "saves": None}
    responses.get(FIGURES, json={"data": [told, {"id": "stranger", "likes": 1}, 7]})
    endpoint = connect(PLATFORM, {**keys, "metrics_url": FIGURES}, tmp_path, FakeClock())
    counts = endpoint.measure_posts([Remote("r1", None, (("event", "e1"),)), Remote("r2")])
    assert {name: dict(each.values) for name, each in counts.items()} == {
        "r1": {"reactions": 3, "views": 40}
    }
    asked = responses.calls[0].request
    assert asked.params["ids"] == "e1,r2"
    assert asked.headers["webhook-signature"].startswith("v1,")


def test_without_an_address_for_figures_none_are_offered(endpoint) -> None:
    assert not isinstance(endpoint, MeasuresPosts)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"url": "http://hooks.example/in"}, id="not encrypted"),
        pytest.param({"url": "https://user:pass@hooks.example/in"}, id="password in the address"),
        pytest.param({"secret": "whsec_abc"}, id="literal secret"),
        pytest.param({"allow": ["intranet"]}, id="no network"),
        pytest.param({"header": {"name": "webhook-id", "value": {"env": "A"}}}, id="our header"),
        pytest.param({"header": {"name": "X Y", "value": {"env": "A"}}}, id="no header"),
        pytest.param({"timeout": 5}, id="unknown key"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(keys, wrong: dict) -> None:
    with pytest.raises(ValidationError):
        PLATFORM.settings.model_validate({**keys, **wrong})


def test_nothing_of_a_post_is_lost_but_its_link_card_and_media_beyond_the_bounds(tmp_path) -> None:
    pictures = tuple(
        picture(tmp_path, f"Bild {number}", f"{number}.png") for number in range(1, 12)
    )
    post = ChannelPost(
        "p",
        "kanal",
        "de",
        (ChannelPassage("Text", pictures), ChannelPassage("Zwei")),
        link=Link("https://stadt.example", "Mehr"),
        hashtags=("Fest",),
        content_warning="Lärm",
        visibility="private",
    )
    message = PLATFORM.compose(post, LIMITS)
    first, second = message.parts
    assert first.text == "Text\n\nMehr: https://stadt.example\n\n#Fest"
    assert (second.text, second.content_warning, second.visibility) == ("Zwei", "Lärm", "private")
    assert len(first.attachments) == 10
    assert [said.en[:22] for said in message.omissions] == ["Webhook takes at most "]
    assert message.refusals == ()
