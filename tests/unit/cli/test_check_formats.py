# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`check` in the forms of code hosts and CI servers, `rules`, and rules of third parties."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.workspace import post

PLUGIN = Path(__file__).parents[2] / "support" / "rule_plugin"
REPOSITORY = Path(__file__).parents[3]
MOIN = post("Moin, hier: https://a.example/b", publish_at="2100-03-09 09:30")


@pytest.fixture
def warned(workspace):
    (workspace / "posts" / "moin.yaml").write_text(MOIN, encoding="utf-8")
    return workspace


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_sarif_is_json_and_keeps_the_exit_code(litfass, options, code):
    ran = litfass("check", "--format", "sarif", *options)
    results = json.loads(ran.out)["runs"][0]["results"]
    assert (ran.code, [each["ruleId"] for each in results]) == (code, ["L02"])


@pytest.mark.usefixtures("warned")
@pytest.mark.parametrize(("options", "failed"), [([], "0"), (["--strict"], "1")])
def test_junit_fails_the_post_that_strictness_fails(litfass, options, failed):
    suites = ET.fromstring(litfass("check", "--format", "junit", *options).out)  # noqa: S314 - ours
    assert (suites.get("tests"), suites.get("failures")) == ("2", failed)


def test_an_ignored_finding_is_shown_with_its_reason_and_counts_for_nothing(litfass, warned):
    path = warned / "posts" / "moin.yaml"
    path.write_text(MOIN + "lint_ignore: [{rule: L02, reason: So heißt es}]\n", encoding="utf-8")
    ran = litfass("check", "--strict")
    assert ran.code == 0
    assert "ignored: So heißt es" in ran.out
    assert ran.out.endswith("Warnings: 0. Infos: 0. Ignored: 1.\n")


def test_rules_lists_the_built_in_ones_and_those_of_the_workspace(litfass, warned):
    config = warned / "config.yaml"
    own = "own_rules: [{id: X-a, words: [b], message: c}]\n"
    config.write_text(config.read_text(encoding="utf-8") + own, encoding="utf-8")
    listed = [rule["id"] for rule in litfass("rules", "--json").json["rules"]]
    assert {"A01", "L07", "Y02", "X-a"} <= set(listed)
    assert listed == sorted(listed)


def test_a_rule_of_a_third_party_is_found_by_its_entry_point(warned):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PLUGIN), str(REPOSITORY)])}
    ran = subprocess.run(
        [sys.executable, "-m", "scheduler", "check", "--json", "--lang", "en"],
        cwd=warned, env=env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    found = {each["rule"]: each["message"] for each in json.loads(ran.stdout)["findings"]}
    assert found["H01"] == "Nobody says “Moin” in Hesse."
