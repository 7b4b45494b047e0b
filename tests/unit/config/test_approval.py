# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""People and policies in config.yaml: read, and refused where nobody could meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler import registry
from scheduler.config import ConfigError, load_settings

PEOPLE = """\
people:
  anna: {name: Beispielperson A, roles: [approver, presse], token: {env: A}}
  ben: {roles: [presse], token: {file: ben.hash}}
"""
POLICY = "approval_policies:\n  vier: {count: 2, roles: [presse]}\n"
CHANNEL = "channels:\n  aushang: {platform: manual, folder: x, approval: vier}\n"


def load(tmp_path, text):
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, registry.platforms())


def test_people_and_policies_are_read(tmp_path):
    settings = load(tmp_path, PEOPLE + POLICY + CHANNEL + "approval: vier\nremind_before: [2h, 3d]")
    approval = settings.approval
    assert approval.roles == {"anna": {"approver", "presse"}, "ben": {"presse"}}
    assert (approval.policies["vier"].count, approval.default) == (2, "vier")
    assert approval.policies["vier"].distinct_from_author
    assert approval.remind_before == (timedelta(days=3), timedelta(hours=2))
    rules = settings.approval_rules()
    assert (rules.default, rules.channels) == ("vier", {"aushang": "vier"})


def test_sensitive_form_takes_what_it_does_not_say_from_its_policy(tmp_path):
    policy = "approval_policies:\n  eine: {roles: [presse], sensitive: {count: 2}}\n"
    found = load(tmp_path, PEOPLE + policy).approval.policies["eine"]
    assert (found.count, found.sensitive.count, found.sensitive.roles) == (1, 2, ("presse",))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param(POLICY, 2, "people has 0 of them", id="nobody"),
        pytest.param(
            PEOPLE + POLICY.replace("2", "3"), 5, "asks for 3 persons", id="too few people"
        ),
        pytest.param(
            PEOPLE + "approval_policies:\n  v: {roles: [presse], sensitive: {count: 3}}\n",
            5,
            "asks for 3 persons",
            id="too few for what is sensitive",
        ),
        pytest.param(PEOPLE + POLICY + "approval: fier\n", 6, "no approval policy", id="unknown"),
        pytest.param(CHANNEL, 2, "channels.aushang.approval", id="unknown on a channel"),
        pytest.param("people:\n  anna: {roles: [x], token: abc}\n", 2, "secret", id="a literal"),
        pytest.param("people:\n  anna: {roles: [], token: {env: A}}\n", 2, "", id="no role"),
        pytest.param(
            PEOPLE + "approval_policies:\n  v: {count: 0, roles: [presse]}\n",
            5,
            "",
            id="zero",
        ),
    ],
)
def test_what_could_not_work_is_refused_with_its_place(tmp_path, text, line, said):
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text)
    (finding,) = raised.value.findings
    assert finding.place.line == line
    assert said in finding.message.en
