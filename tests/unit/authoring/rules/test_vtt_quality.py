# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A15 speaks of captions that nobody can read in time."""

from __future__ import annotations

import pytest

from scheduler.authoring.captions import parse_captions
from scheduler.authoring.rules.vtt_quality import RULE
from scheduler.model.platform import Limits
from scheduler.model.post import Medium

CALM = "00:00:01.000 --> 00:00:04.000\nWegschauen?\nDa geht noch was."


@pytest.fixture
def draft(make_draft):
    def make(*cues, size=100, **values):
        captions = parse_captions("WEBVTT\n\n" + "\n\n".join(cues), "posts/media/a.vtt", size)
        assert captions.faults == ()
        medium = Medium("/w/a.mp4", "a.mp4", "video", captions="/w/a.vtt")
        return make_draft(media=(medium,), beside={"captions": {"/w/a.vtt": captions}}, **values)

    return make


@pytest.mark.parametrize(
    ("cues", "values"),
    [
        ([CALM], {}),
        ([CALM, "00:04.000 --> 00:06.000\nUnd weiter."], {}),
        (["00:01.000 --> 00:04.000\n" + "x" * 37], {}),
        (["00:01.000 --> 00:04.000\n" + "x" * 42], {"lang": "en"}),
        (["00:01.000 --> 00:02.000\n" + "x" * 15], {}),
        ([CALM], {"size": 20_000, "limits": Limits(300, caption_bytes=20_000)}),
    ],
    ids=["calm", "one after another", "37 signs", "42 signs in English", "15 a second", "20 kB"],
)
def test_stays_silent(draft, spoken, cues, values):
    language = values.pop("lang", "de") if values else "de"
    made = draft(*cues, **values)
    object.__setattr__(made.post, "lang", language)
    assert spoken(RULE, made) == []


@pytest.mark.parametrize(
    ("cues", "words", "line"),
    [
        (["00:01.000 --> 00:04.000\na\nb\nc"], "3 lines, 2 are readable", 3),
        (["00:01.000 --> 00:05.000\n" + "x" * 38], "38 characters in a line, 37", 3),
        (["00:01.000 --> 00:01.900\nJa."], "less than 1 second", 3),
        (["00:01.000 --> 00:02.000\n" + "x" * 20], "Caption 00:01: 20 chars/s, 15 is", 3),
        ([CALM, "00:03.999 --> 00:06.000\nUnd weiter."], "begins before", 7),
    ],
    ids=["three lines", "long line", "too short", "too fast", "overlap"],
)
def test_unreadable_caption_is_a_warning_at_its_line(draft, cues, words, line):
    (found,) = RULE.check(draft(*cues))
    assert (found.rule, found.severity.value) == ("A15", "warning")
    assert (found.place.file, found.place.line) == ("posts/media/a.vtt", line)
    assert words in found.message.en


def test_file_that_the_platform_does_not_take_is_an_error(draft, spoken):
    ((severity, said),) = spoken(
        RULE, draft(CALM, size=20_001, limits=Limits(300, caption_bytes=20_000))
    )
    assert severity == "error"
    assert "20001 bytes" in said
