# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""V02 speaks of languages that a post lacks, and of warnings that nobody translated."""

from __future__ import annotations

import dataclasses

import pytest

from scheduler.authoring.rules.languages_missing import RULE
from scheduler.model.post import Variant
from scheduler.model.sentence import Place


def variants(*languages, **fields):
    return {lang: Variant(lang, Place("a"), "x", **fields) for lang in languages}


def draft_of(make_draft, **fields):
    draft = make_draft()
    return dataclasses.replace(draft, post=dataclasses.replace(draft.post, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"languages": ("de",)},
        {"languages": ("de", "pt-br"), "variants": variants("pt-BR")},
        {"content_warning": "Gewalt", "variants": variants("de-leicht")},
        {"content_warning": "Gewalt", "variants": variants("en", content_warning="Violence")},
    ],
    ids=["none needed", "own", "case", "same language", "translated"],
)
def test_stays_silent(make_draft, spoken, fields):
    assert spoken(RULE, draft_of(make_draft, **fields)) == []


def test_each_missing_language_is_a_warning(make_draft, spoken):
    draft = draft_of(make_draft, languages=("de", "de-leicht", "en"), variants=variants("en"))
    assert spoken(RULE, draft) == [("warning", "The version in “de-leicht” is missing.")]


def test_warning_that_nobody_translated_is_told(make_draft, spoken):
    draft = draft_of(make_draft, content_warning="Gewalt", variants=variants("en"))
    ((severity, said),) = spoken(RULE, draft)
    assert severity == "warning"
    assert "not translated into “en”" in said
