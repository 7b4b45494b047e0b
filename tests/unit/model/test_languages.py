# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Language tags: their form, what is sent of them, and their direction."""

from __future__ import annotations

import pytest

from scheduler.model.languages import direction, is_tag, primary, same_tag, sent_tag


@pytest.mark.parametrize("tag", ["de", "de-leicht", "pt-BR", "zh-Hant-TW", "ckb"])
def test_tag_has_the_form_of_bcp_47(tag):
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["", "d", "en_GB", "de leicht", "türkisch", "de-"])
def test_other_words_are_no_tags(tag):
    assert not is_tag(tag)


@pytest.mark.parametrize(
    ("tag", "sent"), [("de-leicht", "de"), ("pt-BR", "pt-BR"), ("en-GB-leicht", "en-GB")]
)
def test_way_of_writing_is_not_sent(tag, sent):
    assert sent_tag(tag) == sent


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("ku-Arab", "rtl"),
        ("de", "ltr"),
        ("uk", "ltr"),
        ("ku", "ltr"),
        ("ar-Latn", "ltr"),
    ],
)
def test_direction_follows_language_or_script(tag, expected):
    assert direction(tag) == expected


def test_case_of_a_tag_does_not_count():
    assert same_tag("pt-BR", "pt-br")
    assert primary("DE-leicht") == "de"
