# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`litfass pause` and `resume`: one short command, and every output says what is stopped."""

from __future__ import annotations

import json
import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from scheduler.bootstrap import SystemClock
from scheduler.model.delivery import GateName, State
from scheduler.store import pauses, queries
from scheduler.store.database import open_database

ROOT = Path(__file__).parents[3]
STOP = ("pause", "--reason", "Hochwasser")


@pytest.fixture
def elapsed(litfass, workspace):
    """A workspace in which a post has come due while everything is paused."""
    due = SystemClock().now() - timedelta(seconds=1)
    post = yaml.safe_load((workspace / "posts" / "auftakt.yaml").read_text(encoding="utf-8"))
    post |= {"publish_at": f"{due:%Y-%m-%d %H:%M:%S}Z", "channels": ["aushang"]}
    litfass("pause", "--reason", "Hochwasser")
    (workspace / "posts" / "auftakt.yaml").write_text(yaml.safe_dump(post), encoding="utf-8")
    database = open_database(f"sqlite:///{workspace / 'litfass.db'}")
    with database.write() as connection:
        # The database is older than the post, as in earnest.
        connection.exec_driver_sql("INSERT INTO facts VALUES ('database_since', '0', 0)")
    litfass("sync")
    yield database
    database.close()


def delivery(database):
    with database.read() as connection:
        return queries.deliveries_of(connection, "auftakt")[0]


def test_pause_says_what_is_stopped_and_how_to_go_on(litfass, workspace):
    del workspace
    litfass("sync")
    ran = litfass(*STOP)
    assert ran.code == 0
    for words in ("Paused: everything", "“Hochwasser”", "stopped: 3", "2097-03-08", "resume"):
        assert words in ran.out
    german = litfass(*STOP, "--region", "nord", "--tag", "fest", "--until", "2h", "--lang", "de")
    for words in ("Pausiert: Region nord oder Tag fest", "bis ", "„nord“ steht in keinem Beitrag"):
        assert words in german.out


def test_pause_names_what_is_just_being_sent(litfass, workspace):
    litfass("sync")
    with closing(sqlite3.connect(workspace / "litfass.db")) as database, database:
        database.execute("UPDATE deliveries SET state = 'sending' WHERE channel = 'aushang'")
        database.execute("UPDATE deliveries SET state='unconfirmed' WHERE channel='bluesky-land'")
    ran = litfass(*STOP)
    assert "cannot be stopped any more:\n  auftakt · aushang\n" in ran.out
    assert "looked up and not sent again:\n  auftakt · bluesky-land\n" in ran.out
    told = litfass(*STOP, "--json").json
    assert (told["kept_in"], told["stopped"], len(told["not_stopped"])) == ("database", 1, 2)
    assert litfass("pause", "--reason", "x", "--channel", "aushang").out.count("auftakt ·") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("pause",), "NOT PAUSED: please say why", id="no reason"),
        pytest.param((*STOP, "--channel", "x"), "NOT PAUSED: there is no channel", id="channel"),
        pytest.param((*STOP, "--until", "2020-01-01 10:00"), "in the past", id="until is past"),
        pytest.param((*STOP, "--until", "morgen"), "like 2h, 18:00", id="until is a word"),
        pytest.param((*STOP, "--until", "2027-03-28 02:30"), "clock change", id="no such hour"),
        pytest.param(("resume", "--publish", "--drop"), "only one of", id="two decisions"),
        pytest.param(("resume", "auftakt"), "What is to become", id="posts without a decision"),
        pytest.param(("resume", "auftakt", "--drop"), "was not due", id="post that is not held"),
        pytest.param(("resume", "--only", "7"), "no pause with the number 7", id="number"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_wrong_call_is_said_and_nothing_is_paused(litfass, workspace, words, said):
    ran = litfass(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert litfass("status", "--json").json["pauses"] == []
    assert not (workspace / "litfass.paused").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("plan",),
        ("show", "auftakt"),
        ("check",),
        ("doctor",),
        ("preview",),
        ("sync",),
        ("cancel", "auftakt"),
        ("report",),
        ("channels", "list"),
        ("db", "check"),
        ("figures", "list"),
    ],
    ids=" ".join,
)
def test_every_output_begins_with_the_banner_while_paused(litfass, workspace, words):
    del workspace
    litfass("sync")
    litfass(*STOP)
    ran = litfass(*words)
    assert ran.out.startswith("⏸ PAUSED 1: everything – “Hochwasser”")
    german = litfass(*words, "--lang", "de")
    assert german.out.startswith("⏸ PAUSE 1: alles – „Hochwasser“")
    litfass("resume")
    assert "⏸" not in litfass(*words).out


@pytest.mark.parametrize(
    "words",
    [
        ("status", "--json"),
        ("plan", "--json"),
        ("show", "auftakt", "--json"),
        ("check", "--format", "json"),
        ("doctor", "--json"),
        ("preview", "--format", "json"),
        ("report", "--format", "json"),
    ],
    ids=" ".join,
)
def test_json_stays_json_and_the_banner_goes_beside_it(litfass, workspace, words):
    del workspace
    litfass("sync")
    litfass(*STOP)
    ran = litfass(*words)
    json.loads(ran.out)
    assert ran.err.startswith("⏸ PAUSED 1")


@pytest.mark.parametrize("words", [("db", "path"), ("report", "--format", "csv")], ids=" ".join)
def test_output_for_programs_carries_no_banner(litfass, workspace, words):
    del workspace
    litfass("sync")
    plain = litfass(*words).out
    litfass(*STOP)
    ran = litfass(*words)
    assert (ran.out, ran.err[:1]) == (plain, "⏸")


def test_status_lists_the_pauses_for_machines(litfass, workspace):
    litfass(*STOP, "--channel", "aushang", "--allow", "warnung", "--until", "2h")
    (pause,) = litfass("status", "--json").json["pauses"]
    assert (pause["number"], pause["channels"], pause["allow"]) == (1, ["aushang"], ["warnung"])
    assert pause["until"].endswith("Z")
    (workspace / "litfass.paused").touch()
    assert litfass("status", "--json").json["pauses"][1]["number"] is None


@pytest.mark.parametrize("url", ["nowhere/litfass.db", "broken.db"])
def test_database_that_cannot_be_written_is_replaced_by_a_file(litfass, workspace, url):
    (workspace / "broken.db").write_bytes(b"no database" * 99)
    config = workspace / "config.yaml"
    good = config.read_text(encoding="utf-8")
    config.write_text(f"{good}database: 'sqlite:///{url}'\n", encoding="utf-8")
    ran = litfass(*STOP, "--lang", "de")
    assert ran.code == 0
    assert "litfass.paused" in ran.out
    assert litfass("check").out.startswith("⏸ PAUSED: everything – “Hochwasser”")
    assert litfass(*STOP, "--json").json["kept_in"] == "file"
    held = json.loads((workspace / "litfass.paused").read_text(encoding="utf-8"))
    assert [each["reason"] for each in held["pauses"]] == ["Hochwasser"] * 2


def test_locked_database_is_not_waited_for(litfass, workspace):
    litfass("sync")
    clock = SystemClock()
    with closing(sqlite3.connect(workspace / "litfass.db")) as holder:
        holder.execute("BEGIN IMMEDIATE")
        begin = clock.monotonic()
        ran = litfass(*STOP)
        assert clock.monotonic() - begin < 5
    assert "database is locked" in ran.out
    assert (workspace / "litfass.paused").exists()
    assert litfass("resume").code == 0
    assert not (workspace / "litfass.paused").exists()
    with closing(sqlite3.connect(workspace / "litfass.db")) as database:
        assert database.execute("SELECT reason, ended_at > 0 FROM pauses").fetchall() == [
            ("Hochwasser", 1)
        ]


def test_faulty_configuration_does_not_keep_anybody_from_pausing(litfass, workspace):
    (workspace / "config.yaml").write_text("channels: [", encoding="utf-8")
    ran = litfass(*STOP, "--until", "2h")
    assert ran.code == 0
    assert (workspace / "litfass.paused").exists()
    ran = litfass(*STOP, "--until", "18:00")
    assert (ran.code, "time zone" in ran.err) == (2, True)


def test_pausing_outside_a_workspace_is_refused(litfass, workspace):
    (workspace / "config.yaml").unlink()
    assert litfass(*STOP).code == 2
    assert not (workspace / "litfass.paused").exists()


def test_resume_in_a_pipe_without_a_decision_changes_nothing(litfass, elapsed):
    for words in (("resume",), ("resume", "--json")):
        ran = litfass(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "still paused" in ran.err
        assert "auftakt" in ran.err
    assert len(litfass("status", "--json").json["pauses"]) == 1
    assert delivery(elapsed).state is State.PLANNED


@pytest.mark.parametrize(
    ("words", "state"),
    [
        pytest.param(("--publish",), State.PLANNED, id="publish"),
        pytest.param(("--move", "2h"), State.PLANNED, id="move"),
        pytest.param(("--drop",), State.CANCELLED, id="drop"),
        pytest.param(("auftakt", "--drop"), State.CANCELLED, id="drop this post"),
    ],
)
def test_resume_does_as_it_is_told(litfass, elapsed, words, state):
    ran = litfass("resume", *words)
    assert ran.code == 0
    assert "Pause ended: everything" in ran.out
    assert "auftakt · aushang:" in ran.out
    assert delivery(elapsed).state is state
    assert litfass("status", "--json").json["pauses"] == []


def test_resume_gives_json(litfass, elapsed):
    del elapsed
    told = litfass("resume", "--drop", "--json").json
    assert [pause["number"] for pause in told["ended"]] == [1]
    assert [(each["post"], each["done"]) for each in told["decided"]] == [("auftakt", True)]
    assert told["undecided"] == told["remaining"] == []


def test_resume_where_nothing_is_paused_says_so(litfass, workspace):
    del workspace
    ran = litfass("resume", "--lang", "de")
    assert (ran.code, ran.out) == (0, "Es ist nichts pausiert.\n")


def test_only_ends_the_pause_with_that_number(litfass, workspace):
    del workspace
    litfass(*STOP)
    litfass("pause", "--reason", "Wahl", "--region", "nord")
    assert "Still paused: region nord" in litfass("resume", "--only", "1").out
    assert [pause["number"] for pause in litfass("status", "--json").json["pauses"]] == [2]


def at_a_terminal(folder, answers):
    """Run `resume` where a person types `answers`; its exit code and what it said."""
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler", "resume", "--lang", "en"],
        cwd=folder,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
    )
    os.write(mine, answers.encode())
    said, _ = process.communicate(timeout=60)
    os.close(mine)
    os.close(theirs)
    return process.returncode, said


@pytest.mark.parametrize(
    ("answers", "code", "left"),
    [
        pytest.param("?\np\n", 0, (State.PLANNED, GateName.PAUSED), id="publish at second try"),
        pytest.param("m\nmorgen\nm\n2h\n", 0, (State.PLANNED, None), id="move"),
        pytest.param("d\n", 0, (State.CANCELLED, None), id="drop"),
        pytest.param("\x04", 2, (State.PLANNED, None), id="broken off"),
    ],
)
def test_at_a_terminal_each_post_is_asked_about(workspace, elapsed, answers, code, left):
    ended, said = at_a_terminal(workspace, answers)
    assert (ended, delivery(elapsed).state, delivery(elapsed).gate) == (code, *left)
    assert "auftakt · aushang" in said
    with elapsed.read() as connection:
        assert len(pauses.standing(connection, SystemClock().now())) == (1 if code else 0)
