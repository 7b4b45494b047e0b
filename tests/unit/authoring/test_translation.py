# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be compared across languages: dates, times, numbers, addresses, and the hash."""

from __future__ import annotations

import dataclasses

import pytest

from scheduler.authoring.translation import (
    addresses_of,
    facts_of,
    localised,
    missing_addresses,
    source_hash,
)
from scheduler.model.post import Medium, Passage, Post
from scheduler.model.sentence import Place

POST = Post("a", Place("a.yaml"), text="Hallo Welt.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("am 8. März 2027", "on 8 March 2027"),
        ("am 8.3.2027", "on March 8, 2027"),
        ("am 08.03.2027", "on 2027-03-08"),
        ("am 21. Mai um 18 Uhr", "on 21 May at 6 pm"),
        ("um 18:30 Uhr", "at 6:30 p.m."),
        ("um 9.30 Uhr", "at 09:30"),
        ("1.000 Plätze", "1,000 places"),
        ("3,5 Prozent", "3.5 per cent"),
        ("vier Kurse", "4 courses"),
        ("4 Kurse", "four courses"),
        ("im Jahr 2027", "في سنة ٢٠٢٧"),
    ],
    ids=lambda text: text,
)
def test_same_facts_in_other_words_are_equal(one, other):
    ours, theirs = facts_of(one), facts_of(other)
    assert (ours.missing_in(theirs), theirs.missing_in(ours)) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "missing"),
    [
        ("am 8. März", "on 9 March", ["8"]),
        ("2027", "2028", ["2027"]),
        ("um 18 Uhr", "at 6 am", ["18:00"]),
        ("100 Plätze", "places", ["100"]),
        ("1.000 Plätze", "100 places", ["1000"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_facts_are_told(one, other, missing):
    assert facts_of(one).missing_in(facts_of(other)) == missing


def test_numbers_inside_addresses_do_not_count():
    assert facts_of("https://a.example/2027/100").missing_in(facts_of("x")) == []


def test_addresses_are_read_without_what_closes_the_sentence():
    assert addresses_of("Siehe https://a.example/x. (https://b.example/)") == {
        "https://a.example/x",
        "https://b.example",
    }


def test_longest_known_beginning_of_an_address_counts():
    known = {
        "https://a.example/": "https://a.example/en/",
        "https://a.example/k/": "https://k.example",
    }
    assert localised("https://a.example/x", known) == "https://a.example/en/x"
    assert localised("https://a.example/k/1", known) == "https://k.example/1"
    assert localised("https://z.example", known) == "https://z.example"


def test_address_may_stay_or_be_that_of_the_language():
    known = {"https://a.example/": "https://a.example/en/"}
    source = {"https://a.example/x"}
    assert missing_addresses(source, {"https://a.example/x"}, known) == []
    assert missing_addresses(source, {"https://a.example/en/x"}, known) == []
    assert missing_addresses(source, {"https://a.example/en/y"}, known) == ["https://a.example/x"]


def test_hash_follows_words_and_not_line_breaks():
    same = dataclasses.replace(POST, text="Hallo\nWelt.\n", id="b", hashtags=("X",))
    assert source_hash(same) == source_hash(POST)
    assert len(source_hash(POST)) == 12


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Hallo, Welt."},
        {"thread": (Passage("Zwei"),)},
        {"content_warning": "Gewalt"},
        {"media": (Medium("/a.png", "a.png", alt="Ein Platz"),)},
    ],
    ids=["text", "thread", "warning", "alt text"],
)
def test_hash_changes_with_each_word_that_is_to_be_translated(fields):
    assert source_hash(dataclasses.replace(POST, **fields)) != source_hash(POST)
