# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A14 speaks of videos whose words cannot be read on a channel."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.video_captions import RULE
from scheduler.model.platform import Limits
from scheduler.model.post import Medium

CARRIES = Limits(500, captions=True)


def video(**values):
    return Medium("/w/a.mp4", "a.mp4", **{"kind": "video", **values})


@pytest.fixture
def draft(make_draft):
    def make(medium, limits=None, kind="video"):
        return make_draft(alts=("x",), kind=kind, media=(medium,), limits=limits)

    return make


@pytest.mark.parametrize(
    ("medium", "limits", "kind"),
    [
        (video(kind="photo"), None, "photo"),
        (video(kind="gif"), None, "gif"),
        (video(audio=False), None, "video"),
        (video(burned_in_captions=True), None, "video"),
        (video(transcript_url="https://kampagne.example/t"), None, "video"),
        (video(captions="/w/a.vtt"), CARRIES, "video"),
        (video(captions="/w/a.vtt", burned_in_captions=True), None, "video"),
        (video(), None, "photo"),
    ],
    ids=[
        "photo",
        "gif",
        "silent video",
        "burned in",
        "transcript",
        "file that arrives",
        "file and burned in",
        "channel leaves the video out",
    ],
)
def test_stays_silent(draft, spoken, medium, limits, kind):
    assert spoken(RULE, draft(medium, limits, kind)) == []


@pytest.mark.parametrize(
    ("medium", "limits", "words"),
    [
        (video(), CARRIES, "Video without captions for mastodon-land."),
        (video(captions="/w/a.vtt"), None, "does not arrive there"),
    ],
    ids=["nothing", "file that does not arrive"],
)
def test_video_that_cannot_be_read_is_an_error(draft, spoken, medium, limits, words):
    ((severity, said),) = spoken(RULE, draft(medium, limits))
    assert severity == "error"
    assert words in said
