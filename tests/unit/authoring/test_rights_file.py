# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading posts/_rights.yaml: records, and faults that cost no more than their record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.authoring.rights_file import read_rights
from scheduler.model.rights import Revocation
from scheduler.yaml_source import read_yaml

GOOD = "a: {holder: Muster, licence: CC BY 4.0, valid_until: unlimited}\n"


def read(text):
    source = read_yaml(text.encode(), "posts/_rights.yaml")
    return read_rights(source, ("land", "bund"), "Europe/Berlin")


def test_every_key_is_read():
    book, findings = read(
        "agentur-1:\n  holder: Agentur Muster\n  licence: einfaches Nutzungsrecht\n"
        '  credit: "Grafik: Agentur Muster"\n  credit_in_image: true\n  channels: [land, bund]\n'
        "  valid_from: 2027-01-01\n  valid_until: 2028-12-31\n  people: identifiable\n"
        '  consent: "DMS 2027/1"\n  revoked: {since: 2028-02-01, reason: Bitte}\n'
        '  proof: "DMS 2027/2"\n  x-frei: ja\n'
    )
    record = book.records["agentur-1"]
    assert findings == ()
    assert book.is_certain("agentur-1")
    assert (record.channels, record.people) == (("land", "bund"), "identifiable")
    assert (record.valid_from, record.valid_until) == (date(2027, 1, 1), date(2028, 12, 31))
    assert record.revoked == Revocation(date(2028, 2, 1), "Bitte")
    assert (record.place.line, record.place.column) == (1, 1)


def test_days_are_whole_days_of_the_team():
    book, _ = read(GOOD.replace("unlimited", "2027-06-30"))
    assert book.ends_at(book.records["a"]) == datetime(2027, 6, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "revocation"),
    [
        ("true", Revocation()),
        ("false", None),
        ("2027-04-01", Revocation(date(2027, 4, 1))),
        ("{reason: Bitte}", Revocation(None, "Bitte")),
    ],
)
def test_ways_to_say_revoked(written, revocation):
    book, findings = read(GOOD.replace("unlimited", f"unlimited, revoked: {written}"))
    assert findings == ()
    assert book.records["a"].revoked == revocation


FAULTS = {
    "no end": ("b: {holder: x, licence: y}", "“valid_until” is missing", 4),
    "no day": ("b: {holder: x, licence: y, valid_until: bald}", "or unlimited", 41),
    "no such day": ("b: {holder: x, licence: y, valid_until: 2027-02-30}", "or unlimited", 41),
    "unknown key": (
        "b: {holder: x, licence: y, valid_until: unlimited, credits: z}",
        "credits",
        52,
    ),
    "people": ("b: {holder: x, licence: y, valid_until: unlimited, people: 3}", "minors", 60),
    "revoked": ("b: {holder: x, licence: y, valid_until: unlimited, revoked: ja}", "a date", 61),
    "no record": ("b: Agentur", "key: value", 4),
    "bad id": ("b c: {holder: x, licence: y, valid_until: unlimited}", "letters, digits", 1),
}


@pytest.mark.parametrize(("line", "words", "column"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_costs_its_record_and_no_other(line, words, column):
    book, (finding,) = read(GOOD + line + "\n")
    told = finding.message.en + (finding.suggestion.en if finding.suggestion else "")
    assert (finding.place.line, finding.place.column, words in told) == (2, column, True)
    assert book.is_certain("a")
    assert not book.is_certain(line.partition(":")[0])


def test_unknown_key_is_answered_with_the_nearest():
    _, (finding,) = read(GOOD.replace("licence:", "license: x, licence:"))
    assert finding.suggestion.en == "Did you mean “licence”?"


def test_unknown_channel_is_told_and_the_record_counts():
    book, (finding,) = read(GOOD.replace("unlimited", "unlimited, channels: [lnad]"))
    assert "There is no channel “lnad”" in finding.message.en
    assert book.is_certain("a")


@pytest.mark.parametrize(
    "text", ["", "- a\n", "nur Text\n", "\xff"], ids=["empty", "list", "text", "sign"]
)
def test_file_without_records_makes_all_of_them_uncertain(text):
    book, findings = read(text)
    assert findings
    assert not book.is_readable


def test_record_with_a_yaml_fault_is_in_doubt_and_the_others_count():
    book, findings = read(GOOD + "b:\n  holder: x\n  holder: y\n  licence: z\n"
                          "  valid_until: unlimited\n")  # fmt: skip
    assert findings
    assert (book.is_certain("a"), book.is_certain("b")) == (True, False)
