# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A report on its way: a letter with a file, through Apprise to a server of this machine."""

from __future__ import annotations

from scheduler.credentials import Secret
from scheduler.notices.carrier import deliver
from scheduler.notices.letter import Letter

LETTER = Letter("Wochenliste", "Im Plan: 3 Beiträge.")


def reference(tmp_path, address):
    (tmp_path / "adresse").write_text(address, encoding="utf-8")
    return Secret("file", ("adresse",))


def test_file_arrives_with_the_letter_byte_for_byte(tmp_path, box):
    report = tmp_path / "operations_2027-03-08.xlsx"
    report.write_bytes(bytes(range(256)))
    whom = reference(tmp_path, f"json://{box.address}/berichte-4711-0815")
    assert deliver(whom, tmp_path, LETTER, report) is None
    (received,) = box.received
    assert (received.title, received.body) == (LETTER.title, LETTER.body)
    assert received.files == ((report.name, bytes(range(256))),)


def test_server_that_refuses_is_said(tmp_path, box):
    report = tmp_path / "a.txt"
    report.write_text("Bericht", encoding="utf-8")
    box.status = 403
    whom = reference(tmp_path, f"json://{box.address}/berichte-4711-0815")
    assert "403" in deliver(whom, tmp_path, LETTER, report).en
