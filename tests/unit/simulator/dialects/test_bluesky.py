# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Bluesky dialect: as strict as the reference servers, and fit for the real adapter."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic  # noqa: TID251 - deadlines of the network stay real

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from scheduler.http_client import HttpClient
from scheduler.model.errors import ChannelBlocked, Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Absent, Connection, Found, ReplyTo, Sought
from scheduler.model.post import Attachment, Card
from scheduler.registry import dialects, platform
from scheduler.simulator.dialects.bluesky import DIALECT
from scheduler.simulator.dialects.bluesky.content_ids import blob_cid, record_cid
from scheduler.simulator.dialects.bluesky.lexicon import Refused, check_post
from scheduler.simulator.dialects.bluesky.logins import did_of
from scheduler.simulator.world import World, token_of
from tests.platform_stands import MemoryArtefacts, MemoryVault, StandingClock

HANDLE = "land.example"
RKEY = "3k4duaz5vfs2b"
POST = {"$type": "app.bsky.feed.post", "text": "Hallo", "createdAt": "2027-03-08T08:30:00.000Z"}


@pytest.fixture
def world() -> World:
    return World(StandingClock(datetime(2027, 3, 8, 8, 30, tzinfo=UTC)))


@pytest.fixture
def app(world: World) -> Flask:
    app = Flask(__name__)
    app.register_blueprint(DIALECT.blueprint(world), url_prefix="/bluesky")
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def bluesky(app: Flask, world: World, tmp_path: Path) -> Iterator:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    kind = platform("bluesky")
    url = f"http://127.0.0.1:{server.server_port}/bluesky"
    settings = kind.settings.model_validate(DIALECT.channel_settings(url, HANDLE))
    http = HttpClient(monotonic=monotonic, user_agent="litfass-test")
    assert kind.open is not None
    yield kind.open(settings, Connection("c", http, world.clock, MemoryVault(), str(tmp_path)))
    server.shutdown()
    server.server_close()
    thread.join()


def publish(bluesky, part: Part, artefacts: MemoryArtefacts | None = None, reply_to=None):
    return bluesky.publish(
        part, key=part.text, reply_to=reply_to, artefacts=artefacts or MemoryArtefacts()
    )


def log_in(client: FlaskClient, password: str = token_of(HANDLE)) -> dict:
    body = {"identifier": HANDLE, "password": password}
    return client.post("/bluesky/xrpc/com.atproto.server.createSession", json=body).json


def write(client: FlaskClient, method: str, token: str, **changes: object):
    body = {
        "repo": did_of(HANDLE),
        "collection": "app.bsky.feed.post",
        "rkey": RKEY,
        "record": POST,
        **changes,
    }
    headers = {"Authorization": f"Bearer {token}"}
    answer = client.post(f"/bluesky/xrpc/com.atproto.repo.{method}", json=body, headers=headers)
    return answer.status_code, answer.json.get("error", ""), answer.json.get("cid")


def test_content_ids_are_those_of_the_protocol() -> None:
    assert blob_cid(b"") == "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    assert record_cid({}) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"
    assert record_cid({"b": 1, "a": [True, None]}) == record_cid({"a": [True, None], "b": 1})


def test_dialect_is_found_by_the_registry() -> None:
    assert dialects()["bluesky"] is DIALECT


def test_known_key_is_an_internal_error_for_create_and_no_harm_for_put(
    client: FlaskClient, world: World
) -> None:
    token = log_in(client)["accessJwt"]
    status, _, cid = write(client, "putRecord", token, swapRecord=None)
    assert status == 200
    assert write(client, "putRecord", token, swapRecord=None) == (200, "", cid)
    assert write(client, "createRecord", token)[:2] == (500, "InternalServerError")
    other = {**POST, "text": "Anders"}
    assert write(client, "putRecord", token, swapRecord=None, record=other)[:2] == (
        400,
        "InvalidSwap",
    )
    assert write(client, "putRecord", token, record=other)[0] == 200
    assert [post.text for post in world.posts()] == ["Anders"]
    assert world.arrivals("bluesky") == 1


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"rkey": "eigener-schluessel"}, 400, "InvalidRequest"),
        ({"repo": "did:plc:anders"}, 403, "Forbidden"),
        ({"record": {**POST, "text": "ä" * 301}}, 400, "InvalidRequest"),
    ],
)
def test_write_is_refused(client: FlaskClient, changes: dict, status: int, error: str) -> None:
    token = log_in(client)["accessJwt"]
    assert write(client, "putRecord", token, **changes)[:2] == (status, error)


def test_tokens_lapse_and_rotate_by_the_clock_of_the_world(
    client: FlaskClient, world: World
) -> None:
    pair = log_in(client)
    assert write(client, "putRecord", "")[:2] == (401, "AuthMissing")
    assert write(client, "putRecord", "a.b.c")[:2] == (400, "InvalidToken")
    assert write(client, "putRecord", pair["refreshJwt"])[:2] == (400, "InvalidToken")
    world.clock.sleep(120 * 60)
    assert write(client, "putRecord", pair["accessJwt"])[:2] == (400, "ExpiredToken")
    assert refresh(client, pair)["accessJwt"] != pair["accessJwt"]
    world.clock.sleep(60 * 60)
    assert "accessJwt" in refresh(client, pair)
    world.clock.sleep(61 * 60)
    assert refresh(client, pair)["error"] == "ExpiredToken"


def refresh(client: FlaskClient, pair: dict) -> dict:
    headers = {"Authorization": f"Bearer {pair['refreshJwt']}"}
    path = "/bluesky/xrpc/com.atproto.server.refreshSession"
    return client.post(path, headers=headers).json


def test_thirty_first_login_in_five_minutes_is_refused(client: FlaskClient, world: World) -> None:
    assert log_in(client, "wrong")["error"] == "AuthenticationRequired"
    for _ in range(29):
        assert "accessJwt" in log_in(client)
    assert log_in(client)["error"] == "RateLimitExceeded"
    world.clock.sleep(301)
    assert "accessJwt" in log_in(client)


def blob(cid: str = "bafk", mime: str = "image/png", size: int = 9) -> dict:
    return {"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": size}


def images(*given: dict) -> dict:
    return {"embed": {"$type": "app.bsky.embed.images", "images": list(given)}}


def facet(kind: str, **fields: object) -> dict:
    feature = {"$type": f"app.bsky.richtext.facet#{kind}", **fields}
    return {"facets": [{"index": {"byteStart": 0, "byteEnd": 5}, "features": [feature]}]}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": None}, id="no text"),
        pytest.param({"text": "👨‍👩‍👧‍👦" * 121}, id="too many bytes"),
        pytest.param({"createdAt": "gestern"}, id="no date"),
        pytest.param({"createdAt": "2027-03-08T08:30:00"}, id="date without zone"),
        pytest.param({"langs": ["de", "en", "fr", "it"]}, id="four languages"),
        pytest.param({"langs": ["de_DE"]}, id="no language tag"),
        pytest.param(facet("link", uri="hessen.de"), id="link without scheme"),
        pytest.param(facet("mention", did="land.example"), id="mention without DID"),
        pytest.param(facet("tag", tag="x" * 65), id="long tag"),
        pytest.param(images(*[{"image": blob(), "alt": ""}] * 5), id="five pictures"),
        pytest.param(images({"image": blob()}), id="no alt text"),
        pytest.param(images({"image": blob("lost"), "alt": ""}), id="lost blob"),
        pytest.param(images({"image": blob("big", size=2_000_001), "alt": ""}), id="big picture"),
        pytest.param(images({"image": blob(mime="video/mp4"), "alt": ""}), id="no picture"),
        pytest.param(
            images({"image": blob(), "alt": "", "aspectRatio": {"width": 0, "height": 1}}),
            id="no width",
        ),
        pytest.param(
            {"embed": {"$type": "app.bsky.embed.external", "external": {"uri": "https://a.de"}}},
            id="card without title",
        ),
        pytest.param(
            {"reply": {"root": {"uri": "at://did:x:y/a/b", "cid": "bafy"}}}, id="no parent"
        ),
    ],
)
def test_lexicon_refuses(change: dict) -> None:
    sizes = {"bafk": 9, "big": 2_000_001}
    check_post(POST, sizes.get)
    with pytest.raises(Refused):
        check_post({**POST, **change}, sizes.get)


def test_real_adapter_publishes_everything_it_can_carry(
    bluesky, world: World, tmp_path: Path
) -> None:
    (tmp_path / "b.png").write_bytes(b"picture")
    digest = hashlib.sha256(b"picture").hexdigest()
    picture = Attachment("b.png", digest, "image/png", 7, "photo", "Ein Bild", 4, 3)
    artefacts = MemoryArtefacts()
    first = publish(bluesky, Part("Eins", "de-leicht", (picture,)), artefacts)
    card = Card("https://a.example", "Titel", "", picture)
    publish(bluesky, Part("Zwei", "de", card=card), reply_to=ReplyTo(first, first))
    one, two = world.posts("bluesky")
    assert (one.lang, one.media[0].alt, one.media[0].width) == ("de", "Ein Bild", 4)
    assert (two.reply_to, two.card and two.card.title) == (first.id, "Titel")
    assert publish(bluesky, Part("Eins", "de-leicht", (picture,)), artefacts) == first
    assert world.arrivals() == 2


def test_real_adapter_lives_through_months_of_jumping_time(bluesky, world: World) -> None:
    for days in (0, 1, 30, 91):
        world.clock.sleep(timedelta(days=days).total_seconds())
        publish(bluesky, Part(f"Nach {days} Tagen", "de"))
    assert world.arrivals() == 4


def test_real_adapter_finds_measures_and_deletes(bluesky, world: World) -> None:
    artefacts = MemoryArtefacts()
    remote = publish(bluesky, Part("Hier", "de"), artefacts)
    sought = Sought("k", Part("Hier", "de"), world.now(), artefacts=artefacts.kept)
    assert bluesky.find([sought]) == {"k": Found(remote)}
    world.clock.sleep(86_400)
    assert set(bluesky.measure_posts([remote])[remote.id].values) == {
        "reactions",
        "shares",
        "comments",
        "quotes",
        "saves",
    }
    assert (bluesky.measure_account().get("followers") or 0) > 0
    assert bluesky.check().problems == ()
    bluesky.delete(remote)
    bluesky.delete(remote)
    assert bluesky.find([sought]) == {"k": Absent()}
    assert bluesky.measure_posts([remote]) == {}


def test_upload_is_dropped_when_no_record_came_and_the_adapter_repeats_it(
    bluesky, world: World, tmp_path: Path
) -> None:
    (tmp_path / "b.png").write_bytes(b"picture")
    digest = hashlib.sha256(b"picture").hexdigest()
    part = Part("Bild", "de", (Attachment("b.png", digest, "image/png", 7, "photo", ""),))
    artefacts = MemoryArtefacts()
    bluesky.prepare(part, key="k", artefacts=artefacts)
    world.clock.sleep(3600)
    publish(bluesky, part, artefacts)
    assert artefacts.history == ["blobs", "record", "blobs"]


def test_real_adapter_is_told_what_is_wrong(bluesky) -> None:
    with pytest.raises(Rejected, match="graphemes"):
        publish(bluesky, Part("ä" * 301, "de"))
    bluesky._sessions._settings = bluesky._sessions._settings.model_copy(
        update={"handle": "x.example"}
    )
    bluesky._sessions._held = None
    with pytest.raises(ChannelBlocked):
        publish(bluesky, replace(Part("x", "de")))
