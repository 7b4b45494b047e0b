# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates follow the language of the output, on the workspace's clock."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def synced(litfass, workspace):
    """The workspace after a sync; its post has no link, so nothing is fetched."""
    post = workspace / "posts" / "auftakt.yaml"
    text = post.read_text().replace("link: https://kampagne.example/auftakt\n", "")
    post.write_text(text, encoding="utf-8")
    assert litfass("sync").code == 0


@pytest.mark.parametrize(
    ("lang", "written", "foreign"),
    [
        ("de", "08.03.2097 09:30:00 CET", "2097-03-08"),
        ("en", "2097-03-08 09:30:00 CET", "08.03.2097"),
    ],
)
@pytest.mark.parametrize("words", [("show", "auftakt"), ("status",)], ids=" ".join)
@pytest.mark.usefixtures("synced")
def test_date_is_written_as_the_language_writes_it(litfass, words, lang, written, foreign):
    out = litfass(*words, "--lang", lang).out
    assert written in out
    assert foreign not in out


@pytest.mark.parametrize(
    ("lang", "written"), [("de", "08.03.2097 09:30:00 CET"), ("en", "2097-03-08 09:30:00 CET")]
)
@pytest.mark.parametrize("words", [("plan",), ("preview",)], ids=" ".join)
@pytest.mark.usefixtures("no_network", "workspace")
def test_coming_date_is_written_as_the_language_writes_it(litfass, words, lang, written):
    assert written in litfass(*words, "--lang", lang).out


@pytest.mark.parametrize(
    ("lang", "pattern"),
    [("de", r"Zeitzone: Europe/Berlin, \d\d\.\d\d\.\d{4} "), ("en", r"Berlin, \d{4}-\d\d-\d\d ")],
)
@pytest.mark.usefixtures("workspace")
def test_doctor_writes_the_time_as_the_language_writes_it(litfass, lang, pattern):
    out = litfass("doctor", "--lang", lang).out
    assert re.search(pattern, out)
