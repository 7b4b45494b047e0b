# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file beside config.yaml: whatever it is, it never pauses less than was meant."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from scheduler.model.pause import Pause, Scope, Subject
from scheduler.operations.pause_file import PauseFile, add_pause, drop_pause, read_pauses
from tests.support.clock import START, FakeClock

SCOPED = Pause(
    "Wahl", "presse", START, Scope(regions=("nord",)), ("warnung",), START + timedelta(hours=2)
)
WHOLE = Pause("Hochwasser", "presse", START)
ENTRY = {"reason": "Wahl", "actor": "presse", "began_at": START.isoformat()}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "litfass.paused"


def test_what_was_written_is_read(file):
    assert read_pauses(file) == ()
    add_pause(file, SCOPED)
    add_pause(file, WHOLE)
    assert read_pauses(file) == (SCOPED, WHOLE)
    drop_pause(file, SCOPED)
    assert read_pauses(file) == (WHOLE,)
    drop_pause(file, WHOLE)
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="touched"),
        pytest.param(b" \n", id="blank"),
        pytest.param(b"Hochwasser", id="a note"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[" * 200_000, id="nested without end"),
        pytest.param(b'{"pauses": []}', id="no pause"),
        pytest.param(b'{"pauses": {"a": 1}}', id="no list"),
        pytest.param(b'{"pauses": ["a"]}', id="no object"),
        *(
            pytest.param(json.dumps({"pauses": [{**ENTRY, **wrong}]}).encode(), id=str(wrong))
            for wrong in (
                {"campaign": ["geht-noch"]},
                {"regions": "nord"},
                {"regions": [1]},
                {"until": "morgen"},
                {"until": "2027-03-08T09:00:00"},
                {"until": 5},
                {"began_at": None},
            )
        ),
    ],
)
def test_file_that_is_not_understood_pauses_everything_for_ever(file, content):
    file.write_bytes(content)
    (pause,) = read_pauses(file)
    assert pause.covers(Subject("kanal", tags=("warnung",)))
    assert pause.stands_at(START + timedelta(days=3650))
    add_pause(file, SCOPED)
    assert file.read_bytes() == content
    drop_pause(file, pause)
    assert not file.exists()


def test_folder_of_that_name_pauses_everything(file):
    file.mkdir()
    (pause,) = read_pauses(file)
    assert pause.scope.is_everything


def test_watcher_looks_twice_a_second_and_sees_every_change(file):
    clock = FakeClock()
    watch = PauseFile(file, clock)
    assert watch.pauses() == ()
    add_pause(file, WHOLE)
    assert watch.pauses() == ()
    clock.sleep(0.5)
    assert watch.pauses() == (WHOLE,)
    add_pause(file, SCOPED)
    clock.sleep(0.5)
    assert watch.pauses() == (WHOLE, SCOPED)
    file.unlink()
    clock.sleep(0.5)
    assert watch.pauses() == ()
