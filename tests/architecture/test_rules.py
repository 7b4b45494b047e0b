# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every rule is described, in both languages, and has tests of its silence and its speech."""

from __future__ import annotations

import ast
import pkgutil
from pathlib import Path

import pytest

import scheduler.authoring.rules
from scheduler import registry
from scheduler.operations.rule_list import BEGIN, END, rules_markdown

REPOSITORY = Path(__file__).parents[2]
TESTS = REPOSITORY / "tests" / "unit" / "authoring" / "rules"
MODULES = [info.name for info in pkgutil.iter_modules(scheduler.authoring.rules.__path__)]


def test_the_table_of_rules_is_the_one_that_the_program_makes():
    page = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")
    table = page.partition(BEGIN)[2].partition(END)[0]
    assert table.strip() == rules_markdown(registry.rules().values()).strip()


@pytest.mark.parametrize("rule", list(registry.rules().values()), ids=lambda rule: rule.id)
def test_each_rule_says_what_it_says_in_both_languages(rule):
    assert rule.about is not None
    assert rule.about.de != rule.about.en
    assert set(rule.severity.split("; ")) <= {"error", "warning", "info"}


@pytest.mark.parametrize("module", MODULES)
def test_each_rule_has_tests_of_its_silence_and_of_its_speech(module):
    tree = ast.parse((TESTS / f"test_{module}.py").read_text(encoding="utf-8"))
    names = [each.name for each in tree.body if isinstance(each, ast.FunctionDef)]
    silent = [name for name in names if "silent" in name]
    others = [name for name in names if name.startswith("test_") and name not in silent]
    assert silent
    assert others
