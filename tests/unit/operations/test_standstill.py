# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that did not change are not read again, not even by another program; all others are."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from scheduler.operations.standstill import Standstill
from tests.support.workspace import Office, post

ALT = "'Das Rathaus am Abend, die Fenster sind hell.'"
PICTURE = f"[{{file: /bilder/rathaus.png, alt: {ALT}, rights: rathaus}}]"
RIGHTS = "rathaus: {holder: Stadt, licence: CC0 1.0, valid_until: unlimited}\n"
DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path, database):
    office = Office(tmp_path, database)
    (tmp_path / "templates").mkdir()
    (tmp_path / "bilder").mkdir()
    (tmp_path / "templates" / "gruss.txt.j2").write_text("Guten Tag.", encoding="utf-8")
    office.write("eins.yaml", post(media=PICTURE))
    office.write("_rights.yaml", RIGHTS)
    office.draw("../bilder/rathaus.png", "navy")
    office.draw("beiwerk.png", "navy")
    assert office.sync().findings == ()
    office.restarted()
    office.sync()
    return office


def test_next_program_reads_nothing_while_nothing_changed(office):
    office.restarted()
    assert office.sync().unchanged


def edited_text(office):
    office.write("eins.yaml", post("Ein anderer Text.", media=PICTURE))


def another_file(office):
    office.write("ordner/zwei.yaml", post())


def file_gone(office):
    (office.folder / "posts" / "eins.yaml").unlink()


def picture_painted_over(office):
    office.draw("beiwerk.png", "gray")


def picture_outside_painted_over(office):
    office.draw("../bilder/rathaus.png", "gray")


def template_changed(office):
    (office.folder / "templates" / "gruss.txt.j2").write_text("Moin.", encoding="utf-8")


def config_changed(office):
    with (office.folder / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("late_window: 20m\n")


def other_file_under_the_same_name(office):
    old = office.folder / "posts" / "eins.yaml"
    content, before = old.read_bytes(), old.stat()
    (office.folder / "neu").write_bytes(content)
    (office.folder / "neu").replace(old)
    os.utime(old, ns=(before.st_atime_ns, before.st_mtime_ns))


def day_went_by(office):
    office.clock.jump(DAY)


CHANGES = [
    edited_text,
    another_file,
    file_gone,
    picture_painted_over,
    picture_outside_painted_over,
    template_changed,
    config_changed,
    other_file_under_the_same_name,
    day_went_by,
]
PLANNED = [edited_text, another_file, file_gone, picture_outside_painted_over, template_changed]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_any_change_makes_another_program_read_again(office, change):
    change(office)
    office.restarted()
    assert not office.sync().unchanged


@pytest.mark.parametrize("change", PLANNED, ids=lambda change: change.__name__)
def test_running_program_takes_each_change_that_matters_into_its_plan(office, change):
    assert office.sync().unchanged
    change(office)
    assert not office.sync().unchanged


def test_what_there_is_to_say_is_said_by_each_program(office):
    office.write("eins.yaml", post("x" * 501))
    said = office.sync().findings
    assert said
    office.restarted()
    assert office.sync().findings == said


def test_file_that_may_still_be_written_is_read_again(office):
    standstill = Standstill(office.workspace)
    trace = standstill.look((), office.clock.now())
    assert trace.is_settled(office.clock.now())
    assert not trace.is_settled(trace.newest + timedelta(seconds=1))


def test_folder_that_cannot_be_looked_at_never_counts_as_unchanged(office, tmp_path):
    (tmp_path / "posts" / "leer.yaml").symlink_to(tmp_path / "nirgends")
    standstill = Standstill(office.workspace)
    trace = standstill.look((), office.clock.now())
    assert trace is None
    assert not standstill.stands(trace)
