# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`notices test|list`, and what `status` and `doctor` say of notices."""

from __future__ import annotations

import pytest

from scheduler.bootstrap import open_workspace, read_settings
from scheduler.bootstrap.notices import make_notice_chore
from tests.support.letter_box import LetterBox

TARGETS = """\
notices:
  - url: {env: LITFASS_TEST_TEAM}
  - url: {env: LITFASS_TEST_OTHER}
    lang: de
"""


@pytest.fixture
def box(monkeypatch):
    made = LetterBox()
    for name in ("TEAM", "OTHER"):
        monkeypatch.setenv(f"LITFASS_TEST_{name}", f"json://{made.address}/{name}-0815-4711")
    yield made
    made.close()


@pytest.fixture
def with_targets(litfass, tmp_path):
    """A workspace with two targets; a database comes with `season`."""
    del litfass
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + TARGETS, encoding="utf-8")
    return config


def tell(config):
    """What a daemon would do, to the end."""
    workspace = open_workspace(read_settings(config))
    make_notice_chore(workspace, None).finish()
    workspace.database.close()


@pytest.mark.usefixtures("with_targets")
def test_test_sends_one_message_to_each_target_in_its_language(litfass, box):
    ran = litfass("notices", "test")
    assert ran.code == 0
    assert ran.out == (
        "env: LITFASS_TEST_TEAM: test message taken.\n"
        "env: LITFASS_TEST_OTHER: test message taken.\n"
    )
    assert box.titles == ["Litfass: test message", "Litfass: Probenachricht"]


@pytest.mark.usefixtures("with_targets")
def test_test_says_which_target_did_not_take_it_and_exits_1(litfass, box, monkeypatch):
    monkeypatch.setenv("LITFASS_TEST_OTHER", "nosuchservice://geheim-0815-4711")
    ran = litfass("notices", "test", "--json")
    assert ran.code == 1
    taken, lost = ran.json["targets"]
    assert taken == {"target": "env: LITFASS_TEST_TEAM", "ok": True, "problem": None}
    assert (lost["ok"], "does not understand" in lost["problem"]) == (False, True)
    assert len(box.received) == 1
    assert "0815-4711" not in ran.out + ran.err


def test_test_without_targets_says_how_to_set_them_up(litfass):
    ran = litfass("notices", "test")
    assert (ran.code, "docs/notices.md" in ran.out) == (0, True)


@pytest.mark.usefixtures("season")
def test_list_shows_what_was_sent_and_what_waits(litfass, box, with_targets, monkeypatch):
    monkeypatch.delenv("LITFASS_TEST_OTHER")
    tell(with_targets)
    rows = litfass("notices", "list", "--json").json["notices"]
    sent = {row["target"]: row["sent_at"] is not None for row in rows}
    assert sent == {"env: LITFASS_TEST_TEAM": True, "env: LITFASS_TEST_OTHER": False}
    assert rows[0]["subject"] == "abgelehnt · bluesky-land"
    assert "litfass retry abgelehnt bluesky-land" in rows[0]["message"]
    assert "abgelehnt" in litfass("notices", "list").out
    assert len(box.received) == 1
    assert len(litfass("notices", "list", "--json", "--limit", "1").json["notices"]) == 1


@pytest.mark.usefixtures("season")
def test_list_of_none_says_so(litfass):
    assert litfass("notices", "list").out == "There was no notice yet.\n"


@pytest.mark.usefixtures("season")
def test_status_and_doctor_say_that_notices_do_not_arrive(litfass, box, with_targets):
    box.status = 403
    tell(with_targets)
    said = "Notices to env: LITFASS_TEST_TEAM have not arrived since"
    assert said in litfass("status").out
    told = litfass("status", "--json").json["notices"]
    assert [each["waiting"] for each in told] == [1, 1]
    assert "answer 403" in told[0]["problem"]
    ran = litfass("doctor", "--json")
    errors = [each["message"] for each in ran.json["remarks"] if each["grade"] == "error"]
    assert sum(message.startswith(said) for message in errors) == 1
    assert ran.code == 1


@pytest.mark.usefixtures("with_targets")
def test_doctor_says_that_an_address_is_missing(litfass):
    ran = litfass("doctor", "--json")
    assert ran.code == 1
    assert "env: LITFASS_TEST_TEAM" in ran.out
