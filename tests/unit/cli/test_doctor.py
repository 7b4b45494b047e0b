# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.model.sentence import Sentence
from scheduler.operations.machine import file_system_of
from scheduler.store import channels, daemons
from scheduler.store.database import open_database
from tests.support.clock import START

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/campaign nfs4 rw 0 0
"""


@pytest.fixture
def with_secrets(workspace, monkeypatch):
    """The workspace with its secrets in the environment."""
    monkeypatch.setenv("LITFASS_TEST_ABSENT_TOKEN", "token-of-nobody")
    monkeypatch.setenv("LITFASS_TEST_ABSENT_PASSWORD", "password-of-nobody")
    return workspace


def remarks(ran, grade):
    return {
        each["topic"]: each["message"] for each in ran.json["remarks"] if each["grade"] == grade
    }


@pytest.mark.usefixtures("no_network")
def test_doctor_of_a_new_workspace_changes_nothing_and_is_content(litfass, with_secrets, files):
    before = files(with_secrets)
    ran = litfass("doctor", "--json")
    assert (ran.code, ran.json["ok"]) == (0, True)
    assert set(remarks(ran, "note")) >= {"database", "approval"}
    assert files(with_secrets) == before


@pytest.mark.usefixtures("workspace")
def test_doctor_names_each_missing_secret_and_exits_1(litfass):
    ran = litfass("doctor", "--json")
    assert ran.code == 1
    assert set(remarks(ran, "error")) == {"channel mastodon-land", "channel bluesky-land"}


@pytest.mark.usefixtures("with_secrets")
def test_doctor_never_prints_a_secret(litfass):
    ran = litfass("doctor")
    assert "of-nobody" not in ran.out + ran.err


@pytest.mark.usefixtures("with_secrets")
def test_each_line_begins_with_a_word_for_its_grade(litfass):
    words = {line.split()[0] for line in litfass("doctor", "--lang", "de").out.splitlines()}
    assert words == {"OK", "Hinweis"}


def test_doctor_says_why_a_channel_is_blocked(litfass, with_secrets):
    litfass("db", "upgrade")
    litfass("sync")
    database = open_database(f"sqlite:///{with_secrets / 'litfass.db'}")
    with database.write() as connection:
        channels.block(connection, "aushang", Sentence("Gesperrt.", "Token revoked."), START)
    database.close()
    ran = litfass("doctor", "--json")
    assert ran.code == 1
    assert remarks(ran, "error") == {"channel aushang": "Blocked: Token revoked."}


def test_doctor_tells_a_daemon_that_holds_the_database_from_none(litfass, with_secrets):
    litfass("db", "upgrade")
    assert "No daemon is running" in remarks(litfass("doctor", "--json"), "note")["daemon"]
    with daemons.lock_file(with_secrets / "litfass.db"):
        ran = litfass("doctor", "--json")
    assert "does not stir" in remarks(ran, "error")["daemon"]


def test_doctor_refuses_a_key_that_others_can_read(litfass, with_secrets):
    key = with_secrets / "litfass.db.key"
    key.write_text("x", encoding="ascii")
    key.chmod(0o644)
    assert f"chmod 600 {key}" in remarks(litfass("doctor", "--json"), "error")["key"]
    key.chmod(0o600)
    assert str(key) in remarks(litfass("doctor", "--json"), "ok")["key"]


def test_doctor_says_that_a_database_is_broken(litfass, with_secrets):
    (with_secrets / "litfass.db").write_text("This is no database." * 100, encoding="utf-8")
    ran = litfass("doctor", "--json")
    assert ran.code == 1
    assert set(remarks(ran, "error")) == {"database"}


def test_doctor_says_that_the_address_of_the_database_is_missing(litfass, with_secrets):
    config = with_secrets / "config.yaml"
    config.write_text(config.read_text() + "database: {env: LITFASS_TEST_ABSENT_URL}\n")
    assert set(remarks(litfass("doctor", "--json"), "error")) == {"database"}


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/srv/campaign/litfass.db", "nfs4"), ("/srv/campaigns/litfass.db", "ext4")],
)
def test_file_system_is_that_of_the_nearest_mount(path, kind, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert file_system_of(Path(path), mounts) == kind
