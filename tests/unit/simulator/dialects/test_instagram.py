# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Instagram: formats, ratios, products and their figures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from scheduler.simulator.dialects.meta.instagram import DIALECT, id_of
from scheduler.simulator.web_folder import web_folder
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

WEB = "http://localhost/instagram/web"
OWN = f"/v25.0/{id_of('land')}"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def laid(name: str = "a.jpg", size: tuple[int, int] = (64, 64), kind: str = "JPEG") -> str:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    (web_folder(WEB) / name).write_bytes(out.getvalue())
    return f"{WEB}/{name}"


def make(client, **fields: str):
    return client.post(f"{OWN}/media", data=fields).json


def published(client, **fields: str) -> str:
    creation = make(client, **fields)["id"]
    return client.post(f"{OWN}/media_publish", data={"creation_id": creation}).json["id"]


@pytest.mark.parametrize(
    ("name", "size", "kind", "code"),
    [
        ("a.jpg", (64, 64), "JPEG", None),
        ("b.jpg", (64, 80), "JPEG", None),
        ("c.jpg", (64, 90), "JPEG", 36003),
        ("d.jpg", (200, 100), "JPEG", 36003),
        ("e.png", (64, 64), "PNG", 36001),
    ],
)
def test_pictures_are_jpeg_and_neither_tall_nor_wide(client, name, size, kind, code) -> None:
    answer = make(client, image_url=laid(name, size, kind))
    assert answer.get("error", {}).get("code") == code


@pytest.mark.parametrize(
    ("caption", "code"),
    [
        ("ü" * 2200, None),
        ("ü" * 2201, 36004),
        ("😀" * 1101, 36004),
        (" ".join(f"#t{n}" for n in range(31)), 36004),
    ],
)
def test_captions_are_bounded(client, caption: str, code: int | None) -> None:
    answer = make(client, image_url=laid(), caption=caption)
    assert answer.get("error", {}).get("code") == code


def test_a_story_stands_among_the_stories_without_its_caption(client, world) -> None:
    story = published(client, image_url=laid(), media_type="STORIES", caption="Weg")
    assert [each["id"] for each in client.get(f"{OWN}/stories").json["data"]] == [story]
    assert client.get(f"{OWN}/media").json["data"] == []
    assert world.posts()[0].text == ""


@pytest.mark.parametrize(
    ("fields", "metric", "status"),
    [
        ({}, "saved", 200),
        ({}, "replies", 400),
        ({"media_type": "STORIES"}, "replies", 200),
        ({"media_type": "STORIES"}, "saved", 400),
    ],
)
def test_figures_depend_on_the_kind_of_post(client, fields, metric, status) -> None:
    post = published(client, image_url=laid(), **fields)
    assert client.get(f"/v25.0/{post}/insights?metric=views,{metric}").status_code == status


def test_a_carousel_takes_marked_children_only(client) -> None:
    marked = [make(client, image_url=laid(), is_carousel_item="true")["id"] for _ in range(2)]
    plain = make(client, image_url=laid())["id"]
    good = make(client, media_type="CAROUSEL", children=",".join(marked))
    bad = make(client, media_type="CAROUSEL", children=f"{marked[0]},{plain}")
    assert "id" in good
    assert bad["error"]["error_subcode"] == 2207028
