# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A video reaches TikTok once: its name is stored first, and asked after whatever happens."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Pending
from scheduler.platforms.tiktok.uploads import pieces_of
from scheduler.simulator.faults import Match
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, error_of, publish
from tests.support.films import film
from tests.unit.platforms.tiktok.border import (
    CREATOR,
    INIT,
    KEPT,
    NAME,
    OPEN,
    STATUS,
    UPLOAD,
    problem,
    told,
)


def begun(**status) -> None:
    """All goes well up to the question what became of it."""
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **told(publish_id=NAME, upload_url=UPLOAD))
    responses.put(UPLOAD, status=201)
    responses.post(STATUS, **told(**status))


@responses.activate
def test_a_video_goes_out_with_all_that_must_be_declared(account, part) -> None:
    begun(status="PUBLISH_COMPLETE", publicaly_available_post_id=[7301234567890123456])
    made = replace(part, attachments=(replace(part.attachments[0], ai="generated"),))
    remote = publish(account, made)
    assert remote == Remote(
        "7301234567890123456", "https://www.tiktok.com/@land/video/7301234567890123456"
    )
    sent = {call.request.url: call.request for call in responses.calls}
    assert json.loads(sent[INIT].body) == {
        "post_info": {
            "title": "Da geht noch was.",
            "privacy_level": "PUBLIC_TO_EVERYONE",
            "disable_comment": False,
            "disable_duet": True,
            "disable_stitch": True,
            "brand_content_toggle": False,
            "brand_organic_toggle": False,
            "is_aigc": True,
        },
        "source_info": {
            "source": "FILE_UPLOAD",
            "video_size": 1000,
            "chunk_size": 1000,
            "total_chunk_count": 1,
        },
    }
    piece = sent[UPLOAD]
    assert piece.headers["Content-Range"] == "bytes 0-999/1000"
    assert piece.headers["Content-Type"] == "video/mp4"
    assert "Authorization" not in piece.headers


@responses.activate
def test_what_the_account_has_switched_off_stays_off(account, part) -> None:
    responses.post(CREATOR, **told(**OPEN, comment_disabled=True))
    asked = responses.post(INIT, **problem(400, "invalid_params"))
    error_of(account, part)
    assert json.loads(asked.calls[0].request.body)["post_info"]["disable_comment"] is True


@responses.activate
def test_a_visibility_that_the_account_does_not_offer_is_refused(account, part) -> None:
    responses.post(CREATOR, **told(**OPEN | {"privacy_level_options": ["SELF_ONLY"]}))
    assert isinstance(error_of(account, part), Rejected)


@pytest.mark.parametrize(
    ("size", "pieces"),
    [
        (1000, (1000, 1)),
        (64_000_000, (64_000_000, 1)),
        (64_000_001, (10_000_000, 6)),
        (79_999_999, (10_000_000, 7)),
        (4_000_000_000, (10_000_000, 400)),
    ],
)
def test_pieces_are_of_a_size_that_tiktok_takes(size, pieces) -> None:
    assert pieces_of(size) == pieces


def test_a_large_video_goes_in_pieces_and_goes_on_where_it_was_cut(opened, world, tmp_path):
    part, artefacts = replace(PART, attachments=(film(tmp_path, 65_000_000),)), MemoryArtefacts()
    pieces = Match(method="PUT")
    world.faults.plan("delay", match=pieces)
    world.faults.plan("drop_before", match=pieces)
    error = error_of(opened(), part, artefacts=artefacts)
    assert type(error) is TryLater
    assert artefacts.get("upload")["received"] == 10_000_000
    publish(opened(), part, artefacts=artefacts)
    (post,) = world.posts()
    assert post.media[0].data == (tmp_path / "film.mp4").read_bytes()


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "fail_before", "fail_after"])
def test_after_a_lost_answer_the_same_name_goes_on(opened, world, part, kind) -> None:
    artefacts = MemoryArtefacts()
    world.faults.plan(kind, match=Match(method="PUT"))
    assert type(error_of(opened(), part, artefacts=artefacts)) is OutcomeUnknown
    kept = artefacts.get("upload")["publish_id"]
    publish(opened(), part, artefacts=artefacts)
    assert artefacts.get("upload")["publish_id"] == kept
    assert (world.arrivals(), len(world.media())) == (1, 1)


def test_that_the_last_piece_leaves_is_stored_before_it_does(opened, world, part) -> None:
    artefacts = MemoryArtefacts()
    world.faults.plan("drop_before", match=Match(method="PUT"))
    error_of(opened(), part, artefacts=artefacts)
    assert artefacts.get("upload")["finishing"] is True


@responses.activate
@pytest.mark.parametrize(
    ("address", "expected", "left"),
    [
        pytest.param(403, TryLater, None, id="ended before the last piece"),
        pytest.param(500, TryLater, NAME, id="fault before the last piece"),
    ],
)
def test_an_upload_begins_anew_only_where_no_last_piece_was_sent(
    account, tmp_path, address, expected, left
) -> None:
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **told(publish_id=NAME, upload_url=UPLOAD))
    responses.put(UPLOAD, status=address)
    artefacts = MemoryArtefacts()
    part = replace(PART, attachments=(film(tmp_path, 65_000_000),))
    assert type(error_of(account, part, artefacts=artefacts)) is expected
    kept = artefacts.get("upload")
    assert (kept["publish_id"] if kept else None) == left


@responses.activate
@pytest.mark.parametrize("status", [403, 404, 410, 416, 500, 502])
def test_a_refused_last_piece_proves_nothing(account, part, status) -> None:
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **told(publish_id=NAME, upload_url=UPLOAD))
    responses.put(UPLOAD, status=status, body=f"at {UPLOAD}")
    artefacts = MemoryArtefacts()
    error = error_of(account, part, artefacts=artefacts)
    assert type(error) is OutcomeUnknown
    assert artefacts.get("upload")["publish_id"] == NAME
    assert "geheime-adresse" not in f"{error.answer}"


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param({"status": "PROCESSING_DOWNLOAD"}, Pending, id="processed"),
        pytest.param({"status": "PUBLISH_COMPLETE"}, Pending, id="still checked"),
        pytest.param({"status": "SOMETHING_NEW"}, Pending, id="an unknown word"),
    ],
)
def test_a_video_that_tiktok_works_on_is_waited_for(account, part, status, expected) -> None:
    begun(**status)
    result = account.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(result, expected)


@responses.activate
def test_patience_with_checks_ends_and_the_post_keeps_its_name(account, part) -> None:
    responses.post(STATUS, **told(status="PUBLISH_COMPLETE"))
    artefacts = MemoryArtefacts({"upload": KEPT, "sent_at": "2027-03-08T08:10:00+00:00"})
    assert publish(account, part, artefacts=artefacts) == Remote(NAME)


@responses.activate
def test_a_private_video_never_gets_a_public_id_and_is_out_all_the_same(account, part) -> None:
    begun(status="PUBLISH_COMPLETE", publicaly_available_post_id=[])
    assert publish(account, replace(part, visibility="private")) == Remote(NAME)


@responses.activate
@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("file_format_check_failed", Rejected),
        ("duration_check_failed", Rejected),
        ("frame_rate_check_failed", Rejected),
        ("picture_size_check_failed", Rejected),
        ("spam_risk_text", Rejected),
        ("auth_removed", ChannelBlocked),
        ("internal", TryLater),
    ],
)
def test_a_post_that_failed_is_certainly_not_out(account, part, reason, expected) -> None:
    begun(status="FAILED", fail_reason=reason)
    artefacts = MemoryArtefacts()
    assert type(error_of(account, part, artefacts=artefacts)) is expected
    assert artefacts.get("upload") is None


@responses.activate
def test_a_question_without_an_answer_leaves_the_outcome_open(account, part) -> None:
    responses.post(CREATOR, **told(**OPEN))
    responses.post(INIT, **told(publish_id=NAME, upload_url=UPLOAD))
    responses.put(UPLOAD, status=201)
    responses.post(STATUS, status=500)
    assert type(error_of(account, part)) is OutcomeUnknown
