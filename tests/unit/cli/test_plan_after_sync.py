# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""plan beside a database that has been synchronised."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("synced")


@pytest.fixture
def synced(litfass, workspace):
    """The workspace after a sync; its link has its card in the file, so nothing is fetched."""
    post = workspace / "posts" / "auftakt.yaml"
    text = post.read_text().replace("link: https://kampagne.example/auftakt\n", "")
    post.write_text(text, encoding="utf-8")
    assert litfass("sync").code == 0
    return workspace


def test_plan_right_after_a_sync_is_empty(litfass):
    assert litfass("plan").out == "A sync would not change the plan.\n"


def test_plan_shows_what_an_edit_would_change(litfass, synced):
    post = synced / "posts" / "auftakt.yaml"
    post.write_text(post.read_text().replace("Heute", "Morgen"), encoding="utf-8")
    changes = litfass("plan", "--json").json["changes"]
    assert [each["change"] for each in changes] == ["changed"] * 3


def test_plan_shows_what_a_deleted_file_would_withdraw(litfass, synced):
    (synced / "posts" / "auftakt.yaml").unlink()
    changes = litfass("plan", "--json").json["changes"]
    assert [each["change"] for each in changes] == ["withdrawn"] * 3
    assert len(litfass("plan", "--json").json["changes"]) == 3


def test_looking_never_writes_to_the_database(litfass, synced):
    (synced / "posts" / "neu.yaml").write_text(
        "status: ready\npublish_at: 2097-04-01 10:00\nchannels: [aushang]\ntext: Neu\n",
        encoding="utf-8",
    )
    before = litfass("status", "--json").out
    for words in (["check"], ["preview"], ["plan"]):
        assert litfass(*words).code == 0
    assert litfass("status", "--json").out == before
