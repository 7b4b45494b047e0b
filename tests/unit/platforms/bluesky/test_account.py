# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The adapter at the HTTP border: every row of the error table, and the order of its steps."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected, TryLater
from scheduler.model.message import Message, Remote
from scheduler.model.platform import Absent, Found, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.platforms.bluesky import PLATFORM
from scheduler.platforms.bluesky.account import BlueskyAccount
from tests.platform_stands import MemoryArtefacts
from tests.unit.platforms.bluesky.border import (
    APPVIEW,
    BLOB,
    DID,
    ENTRY,
    GET,
    LIST,
    LIVE,
    LOGIN,
    NOW,
    PART,
    PUT,
    error,
    publish,
)


@pytest.mark.parametrize(
    ("status", "body", "expected", "sentence"),
    [
        (400, error("InvalidRequest", "Invalid app.bsky.feed.post record: …"), Rejected, "Invalid"),
        (400, error("InvalidMimeType", "Wrong type"), Rejected, "Wrong type"),
        (400, error("InvalidSize"), Rejected, "InvalidSize"),
        (413, error("PayloadTooLarge"), Rejected, "PayloadTooLarge"),
        (401, error("AuthMissing"), ChannelBlocked, "app password"),
        (401, error("AuthenticationRequired"), ChannelBlocked, "app password"),
        (401, error("AccountTakedown"), ChannelBlocked, "taken this account down"),
        (401, error("AccountDeactivated"), ChannelBlocked, "deactivated"),
        (403, error("AccountNotFound"), ChannelBlocked, "Check handle"),
        (403, error("Forbidden"), ChannelBlocked, "Check handle"),
        (404, {}, ChannelBlocked, "Check url"),
        (302, {}, TryLater, "redirected"),
        (429, error("RateLimitExceeded"), TryLater, "no further requests"),
        (408, {}, OutcomeUnknown, "not certain"),
        (500, error("InternalServerError"), OutcomeUnknown, "not certain"),
        (502, error("UpstreamFailure"), OutcomeUnknown, "not certain"),
        (503, error("NotEnoughResources"), OutcomeUnknown, "not certain"),
        (504, {}, OutcomeUnknown, "not certain"),
        (200, {"uri": "at://…"}, OutcomeUnknown, "no “cid”"),
    ],
)
def test_refusal_means(  # noqa: PLR0917 - fixtures and a table
    bluesky: BlueskyAccount,
    web: responses.RequestsMock,
    status: int,
    body: dict,
    expected: type[PublishError],
    sentence: str,
) -> None:
    web.post(PUT, json=body, status=status)
    with pytest.raises(expected, match=sentence) as raised:
        publish(bluesky)
    assert type(raised.value) is expected
    assert raised.value.answer.status == status


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        pytest.param({"Retry-After": "7"}, timedelta(seconds=7), id="Retry-After"),
        pytest.param(
            {"RateLimit-Reset": str(int(NOW.timestamp()) + 90)}, timedelta(seconds=90), id="reset"
        ),
        pytest.param({"RateLimit-Reset": "1"}, timedelta(seconds=1), id="reset in the past"),
        pytest.param({"RateLimit-Reset": "9e99"}, None, id="unreadable"),
        pytest.param({}, None, id="none"),
    ],
)
def test_rate_limit_binds_the_whole_channel_until(
    bluesky: BlueskyAccount, web: responses.RequestsMock, headers: dict, wait: timedelta | None
) -> None:
    web.post(PUT, json=error("RateLimitExceeded"), status=429, headers=headers)
    with pytest.raises(TryLater) as raised:
        publish(bluesky)
    assert raised.value.whole_channel
    assert raised.value.retry_at == (None if wait is None else NOW + wait)


def test_record_is_kept_before_it_is_sent_and_repeated_byte_for_byte(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    artefacts = MemoryArtefacts()
    sent = []

    def answer(request: requests.PreparedRequest) -> tuple[int, dict, str]:
        assert artefacts.history == ["record"]
        sent.append(request.body)
        status = 500 if len(sent) == 1 else 200
        return status, {}, json.dumps(LIVE)

    web.add_callback("POST", PUT, answer)
    with pytest.raises(OutcomeUnknown):
        publish(bluesky, artefacts=artefacts)
    bluesky._clock.sleep(3600)  # type: ignore[attr-defined]
    remote = publish(bluesky, artefacts=artefacts)
    assert sent[0] == sent[1]
    body = json.loads(sent[0])
    assert body["swapRecord"] is None
    assert remote == Remote(
        f"at://{DID}/app.bsky.feed.post/{body['rkey']}",
        f"https://bsky.app/profile/{DID}/post/{body['rkey']}",
        (("cid", "bafyreialive"),),
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param("same", Remote, id="our record"),
        pytest.param("other", Rejected, id="another record"),
        pytest.param("none", OutcomeUnknown, id="nothing"),
    ],
)
def test_invalid_swap_is_settled_by_looking(
    bluesky: BlueskyAccount, web: responses.RequestsMock, found: str, expected: type
) -> None:
    artefacts = MemoryArtefacts()
    web.post(PUT, json=error("InvalidSwap"), status=400)

    def answer(_: requests.PreparedRequest) -> tuple[int, dict, str]:
        if found == "none":
            return 400, {}, json.dumps(error("RecordNotFound"))
        value = artefacts.kept["record"]["record"] if found == "same" else {"text": "x"}  # type: ignore[index,call-overload]
        return 200, {}, json.dumps({"uri": "at://…", "cid": "bafy", "value": value})

    web.add_callback("GET", GET, answer)
    if expected is Remote:
        assert isinstance(publish(bluesky, artefacts=artefacts), Remote)
        return
    with pytest.raises(expected):
        publish(bluesky, artefacts=artefacts)


def test_find_looks_at_the_kept_key(bluesky: BlueskyAccount, web: responses.RequestsMock) -> None:
    artefacts = MemoryArtefacts()
    web.post(PUT, status=500)
    with pytest.raises(OutcomeUnknown):
        publish(bluesky, artefacts=artefacts)
    kept = artefacts.kept["record"]
    looks = []
    for body, status in (
        (error("RecordNotFound"), 400),
        ({"cid": "bafy", "value": kept["record"]}, 200),  # type: ignore[index,call-overload]
        ({"cid": "bafy", "value": {}}, 200),
    ):
        web.get(GET, json=body, status=status)
        looks.append(bluesky.find([Sought("k", PART, NOW, artefacts=artefacts.kept)])["k"])
    assert [type(look) for look in looks] == [Absent, Found, Unsure]
    web.get(LIST, json={"records": []})
    assert bluesky.find([Sought("k", PART, NOW)]) == {"k": Absent()}


def test_other_account_than_at_the_first_try_stops_the_channel(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    del web
    kept = {"repo": "did:plc:other", "rkey": "3k4du2fyxq225", "record": {}}
    with pytest.raises(ChannelBlocked, match="another Bluesky account"):
        publish(bluesky, artefacts=MemoryArtefacts({"record": kept}))


@pytest.mark.parametrize("visibility", ["private", "direct"])
def test_post_that_is_not_for_everybody_never_leaves(
    bluesky: BlueskyAccount, web: responses.RequestsMock, visibility: str
) -> None:
    part = replace(PART, visibility=visibility)
    with pytest.raises(Rejected, match="public posts only"):
        bluesky.prepare(part, key="k", artefacts=MemoryArtefacts())
    with pytest.raises(Rejected, match="public posts only"):
        publish(bluesky, part)
    assert not web.calls


def picture(folder: Path, size: int | None = None) -> Attachment:
    (folder / "b.png").write_bytes(b"picture")
    digest = hashlib.sha256(b"picture").hexdigest()
    return Attachment("b.png", digest, "image/png", size or 7, "photo", "Alt", 4, 3)


def test_dropped_upload_is_repeated_once(
    bluesky: BlueskyAccount, web: responses.RequestsMock, tmp_path: Path
) -> None:
    part = replace(PART, attachments=(picture(tmp_path),))
    web.post(BLOB, json={"blob": {"$type": "blob"}})
    web.post(PUT, json=error("BlobNotFound", "Could not find blob: bafkrei"), status=400)
    web.post(PUT, json=LIVE)
    publish(bluesky, part)
    assert [call.request.url for call in web.calls] == [LOGIN, BLOB, PUT, BLOB, PUT]
    assert web.calls[2].request.body == web.calls[4].request.body


def test_lost_answer_to_an_upload_is_no_unknown_outcome(
    bluesky: BlueskyAccount, web: responses.RequestsMock, tmp_path: Path
) -> None:
    web.post(BLOB, body=requests.exceptions.ReadTimeout())
    with pytest.raises(TryLater):
        publish(bluesky, replace(PART, attachments=(picture(tmp_path),)))


def test_picture_that_changed_since_the_review_is_not_sent(
    bluesky: BlueskyAccount, web: responses.RequestsMock, tmp_path: Path
) -> None:
    part = replace(PART, attachments=(picture(tmp_path),))
    (tmp_path / "b.png").write_bytes(b"swapped")
    with pytest.raises(Rejected, match="no longer what was reviewed"):
        publish(bluesky, part)
    assert not web.calls


def test_picture_over_two_megabytes_is_refused_before_it_is_sent(
    bluesky: BlueskyAccount, web: responses.RequestsMock, tmp_path: Path
) -> None:
    part = replace(PART, attachments=(picture(tmp_path, 2_000_001),))
    with pytest.raises(Rejected, match="2000000"):
        publish(bluesky, part)
    assert not web.calls


def test_unknown_handle_stays_plain_text(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    nsid = f"{ENTRY}/xrpc/com.atproto.identity.resolveHandle"
    web.get(f"{nsid}?handle=a.test", json={"did": DID})
    web.get(f"{nsid}?handle=b.test", json=error("InvalidRequest"), status=400)
    text = "@a.test @b.test @a.test #Tag"
    message = Message(
        (replace(PART, text=text, facets=PLATFORM.measure(text, PLATFORM.limits).facets),)
    )
    resolved = bluesky.resolve(message)
    assert [facet.target for facet in resolved.parts[0].facets] == [DID, DID, "Tag"]
    assert len(web.calls) == 2


def test_figure_that_the_answer_lacks_is_unknown_and_not_zero(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    posts = [{"uri": "at://a", "likeCount": 3, "repostCount": 0}]
    web.get(f"{APPVIEW}/xrpc/app.bsky.feed.getPosts", json={"posts": posts})
    counts = bluesky.measure_posts([Remote("at://a"), Remote("at://gone")])
    assert {uri: dict(each.values) for uri, each in counts.items()} == {
        "at://a": {"reactions": 3, "shares": 0}
    }
