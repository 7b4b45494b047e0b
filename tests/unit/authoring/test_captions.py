# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading WebVTT: cues with places, and what is wrong with a file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.authoring.captions import parse_captions, read_captions

FILE = """WEBVTT - Auftakt

STYLE
::cue { color: yellow }

NOTE erste Fassung

1
00:00:01.000 --> 00:00:03.500 line:90%
<v Ansage>Wegschauen?
Da geht <b>noch</b> was.

01:00:00.000 --> 01:00:02.000
Ende
"""


def test_cues_have_times_lines_and_places():
    captions = parse_captions(FILE, "a.vtt")

    first, last = captions.cues
    assert captions.faults == ()
    assert (first.begins, first.ends) == (timedelta(seconds=1), timedelta(seconds=3.5))
    assert first.lines == ("Wegschauen?", "Da geht noch was.")
    assert first.place.line == 9
    assert last.begins == timedelta(hours=1)


def test_line_ends_of_other_systems_are_the_same():
    assert parse_captions(FILE.replace("\n", "\r\n"), "a.vtt").cues == (
        parse_captions(FILE, "a.vtt").cues
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "first line must be WEBVTT"),
        ("1\n00:01.000 --> 00:02.000\nSRT\n", 1, "first line must be WEBVTT"),
        ("WEBVTT\n", 1, "holds no caption"),
        ("WEBVTT\n\nNur Text\n", 3, "lacks its time"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nKomma\n", 3, "no time"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nRückwärts\n", 3, "ends before it begins"),
        ("WEBVTT\n\n00:99.000 --> 01:00.000\nx\n", 3, "no time"),
    ],
    ids=["empty", "SubRip", "no cue", "no time", "comma", "backwards", "99 seconds"],
)
def test_fault_is_told_with_its_line(text, line, words):
    (fault,) = parse_captions(text, "a.vtt").faults
    assert (fault.place.line, words in fault.message.en) == (line, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is missing"),
        (b"WEBVTT\n\n\xff", "not saved as UTF-8"),
        (b"WEBVTT" + b"\n" * 1_000_000, "larger than 1 MB"),
    ],
    ids=["missing", "latin-1", "huge"],
)
def test_file_that_cannot_be_read_is_a_fault(tmp_path, content, words):
    file = tmp_path / "a.vtt"
    if content is not None:
        file.write_bytes(content)
    (fault,) = read_captions(file, "a.vtt").faults
    assert words in fault.message.en


def test_byte_order_mark_is_read_over(tmp_path):
    (tmp_path / "a.vtt").write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    assert len(read_captions(tmp_path / "a.vtt", "a.vtt").cues) == 2
