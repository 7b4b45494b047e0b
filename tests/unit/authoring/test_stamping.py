# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stamp changes one value of a file and nothing beside it."""

from __future__ import annotations

import pytest

from scheduler.authoring.stamping import Stamp, stamped
from scheduler.model.sentence import Place

FILE = "posts/a.yaml"


def stamp(text, *places):
    stamps = [Stamp(Place(FILE, line, column), "0123456789ab") for line, column in places]
    return stamped(text.encode(), FILE, stamps).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "variants:\n  en:   # ours\n    text: |\n      Hello\n",
            "variants:\n  en:   # ours\n    source_hash: 0123456789ab\n    text: |\n      Hello\n",
        ),
        (
            "variants:\n  en:\n    text: Hi\n    source_hash: old  # from May\n",
            "variants:\n  en:\n    text: Hi\n    source_hash: 0123456789ab  # from May\n",
        ),
        (
            'variants:\n  en:\n    source_hash: "old"\n    text: Hi\n',
            "variants:\n  en:\n    source_hash: 0123456789ab\n    text: Hi\n",
        ),
        (
            "variants:\n  en:\n    text: Hi\n    source_hash:\n",
            "variants:\n  en:\n    text: Hi\n    source_hash: 0123456789ab\n",
        ),
        (
            "variants:\n  en: {text: Hi}\n",
            "variants:\n  en: {source_hash: 0123456789ab, text: Hi}\n",
        ),
        (
            "variants:\r\n  en:\r\n    text: Hi\r\n",
            "variants:\r\n  en:\r\n    source_hash: 0123456789ab\r\n    text: Hi\r\n",
        ),
    ],
    ids=["new", "renewed", "quoted", "empty", "braces", "Windows"],
)
def test_stamp_is_put_where_it_belongs(before, after):
    assert stamp(before, (2, 3)) == after


def test_several_variants_of_a_file_are_stamped_at_once():
    before = "variants:\n  en:\n    text: Hi\n  tr:\n    text: Merhaba\n"
    after = stamp(before, (2, 3), (4, 3))
    assert after.count("    source_hash: 0123456789ab\n") == 2
    assert after.replace("    source_hash: 0123456789ab\n", "") == before


def test_place_without_a_variant_changes_nothing():
    assert stamp("text: Hallo\n", (1, 1), (9, 9)) == "text: Hallo\n"
