# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding what an older database published: by what a post says, never by chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.platforms.bluesky.search import Listed, judge, listed_in

DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
PART = Part("Wegschauen? Da geht noch was.", "de-leicht")
WEB = "https://bsky.example"


def listed(text=PART.text, *, after=0, langs=("de",), parent=None, images=0, key="3k"):
    value = {
        "text": text,
        "langs": list(langs),
        "createdAt": (DUE + timedelta(seconds=after)).isoformat(),
    }
    if parent:
        value["reply"] = {"root": {"uri": parent}, "parent": {"uri": parent}}
    if images:
        value["embed"] = {"images": [{}] * images}
    return Listed(f"at://did:plc:land/app.bsky.feed.post/{key}", "bafy", value)


def look(records, *, part=PART, covered=True, reply_to=None):
    sought = Sought("schluessel", part, DUE, reply_to=reply_to)
    return judge(sought, records, covered=covered, web=WEB)


def test_the_same_post_is_found_with_all_that_a_reply_needs():
    found = look([listed("Anderes"), listed(after=2)])
    assert found == Found(
        Remote(
            "at://did:plc:land/app.bsky.feed.post/3k",
            "https://bsky.example/profile/did:plc:land/post/3k",
            (("cid", "bafy"),),
        )
    )


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(listed("Wegschauen?"), id="other text"),
        pytest.param(listed(langs=("en",)), id="other language"),
        pytest.param(listed(images=1), id="a picture too many"),
        pytest.param(listed(parent="at://did:plc:land/app.bsky.feed.post/1"), id="a reply"),
        pytest.param(listed(after=-3600), id="an hour before its time"),
    ],
)
def test_what_differs_is_another_post(record):
    assert look([record]) == Absent()


def test_two_equal_posts_leave_the_answer_to_a_person():
    assert isinstance(look([listed(key="1"), listed(key="2")]), Unsure)


def test_a_record_of_another_delivery_is_passed_over():
    taken = frozenset({"at://did:plc:land/app.bsky.feed.post/1"})
    sought = Sought("schluessel", PART, DUE, taken=taken)
    found = judge(sought, [listed(key="1"), listed(key="2")], covered=True, web=WEB)
    assert isinstance(found, Found)
    assert found.remote.id.endswith("/2")


def test_a_list_that_is_too_short_proves_nothing():
    assert isinstance(look([], covered=False), Unsure)


def test_a_threads_part_is_found_below_the_part_before_it():
    parent = Remote("at://did:plc:land/app.bsky.feed.post/1", None, (("cid", "bafy"),))
    reply_to = ReplyTo(parent, parent)
    assert isinstance(look([listed(parent=parent.id)], reply_to=reply_to), Found)
    assert look([listed()], reply_to=reply_to) == Absent()


def test_pictures_are_counted():
    picture = Attachment("a.png", "00", "image/png", 1, "photo", "Alt")
    part = Part(PART.text, "de", (picture,))
    assert isinstance(look([listed(images=1)], part=part), Found)


@pytest.mark.parametrize("body", [None, [], {"records": [None, {"uri": "at://x"}]}, "text"])
def test_an_answer_of_another_shape_lists_nothing(body):
    assert listed_in(body) == ([], None)
