# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""new: files that check takes, in the author's language, never over an older one."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("no_network", "workspace")

CASES = {
    "post": ["post", "fest", "--text", "Komm #heute: um 9", "--at", "2097-05-01 10:00"],
    "post without answers": ["post", "fest", "--campaign", "sommer"],
    "series": [
        "series",
        "fest",
        "--title",
        "Sommer: #fest",
        "--channel",
        "aushang",
        "--starts",
        "2097-04-23 10:00",
        "--place",
        "Haus: am #See",
    ],
    "campaign": ["campaign", "fest", "--title", "no", "--channel", "mastodon-land"],
}


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("words", CASES.values(), ids=CASES)
def test_what_is_written_passes_check_without_errors_of_form(words, lang, litfass):
    litfass("new", "campaign", "sommer")
    assert litfass("new", *words, "--lang", lang).code == 0
    rules = {each["rule"] for each in litfass("check", "--json").json["findings"]}
    assert not rules & {"Y00", "Y01", "C01"}


def test_comments_come_in_the_language_asked_for(litfass, workspace):
    litfass("new", "post", "a", "--lang", "de")
    litfass("new", "post", "b", "--lang", "en")
    first, *_ = (workspace / "posts/a.yaml").read_text(encoding="utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=../docs/schema/post.schema.json"
    assert "# Ortszeit" in (workspace / "posts/a.yaml").read_text(encoding="utf-8")
    assert "# local time" in (workspace / "posts/b.yaml").read_text(encoding="utf-8")


def test_an_existing_file_is_never_overwritten(litfass, workspace):
    before = (workspace / "posts/auftakt.yaml").read_bytes()
    ran = litfass("new", "post", "auftakt")
    assert (ran.code, "exists already" in ran.err) == (2, True)
    assert (workspace / "posts/auftakt.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["post"], "The name is missing"),
        (["post", "../x"], "is no name"),
        (["post", "_x"], "is no name"),
        (["post", "x", "--at", "tomorrow"], "is no time"),
        (["series", "x"], "when the event begins"),
        (["series", "x", "--starts", "bald"], "is no time"),
        (["post", "x", "--channel", "y"], "There is no channel “y”"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else None,
)
def test_a_wrong_answer_is_said_and_nothing_is_written(words, said, litfass, workspace, files):
    before = files(workspace)
    ran = litfass("new", *words)
    assert (ran.code, said in ran.err) == (2, True)
    assert files(workspace) == before


def test_new_series_is_planned_around_its_event(litfass, workspace):
    litfass("new", "series", "fest", "--starts", "2097-04-23 10:00", "--channel", "mastodon-land")
    path = workspace / "posts/_series/fest.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: draft", "status: ready"), encoding="utf-8")
    coming = litfass("plan", "--json").json["changes"]
    times = {each["post"]: each["due_local"][:16] for each in coming if "fest" in each["post"]}
    assert times == {
        "fest.announcement": "2097-04-02T10:00",
        "fest.last-call": "2097-04-19T10:00",
        "fest.thanks": "2097-04-24T10:00",
    }
