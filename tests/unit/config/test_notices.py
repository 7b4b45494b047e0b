# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The `notices` of config.yaml."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler import registry
from scheduler.config import ConfigError, load_settings
from scheduler.model.notice import NoticeEvent, Rate


def load(folder, text):
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, registry.platforms())


def test_target_has_all_events_and_quiet_defaults(tmp_path):
    (target,) = load(tmp_path, "notices:\n  - url: {env: TEAM_MAIL}\n").notices
    assert target.name == "env: TEAM_MAIL"
    assert target.events == tuple(NoticeEvent)
    assert (target.lang, target.group_for) == (None, timedelta(seconds=30))
    assert target.at_most == Rate(10, timedelta(hours=1))


def test_every_key_of_a_target_is_read(tmp_path):
    (target,) = load(
        tmp_path,
        "notices:\n  - url: {file: team.url}\n    events: [review, failed, failed]\n"
        "    lang: en\n    group_for: 5m\n    at_most: 3/30m\n",
    ).notices
    assert target.events == (NoticeEvent.FAILED, NoticeEvent.REVIEW)
    assert (target.lang, target.group_for) == ("en", timedelta(minutes=5))
    assert target.at_most == Rate(3, timedelta(minutes=30))


def test_workspace_without_notices_has_no_targets(tmp_path):
    assert load(tmp_path, "timezone: UTC\n").notices == ()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("url: mailtos://team:hunter2@mail.example", "secret", id="literal address"),
        pytest.param("events: [failed]", "url", id="no address"),
        pytest.param("{url: {env: A}, events: [exploded]}", "failed", id="unknown event"),
        pytest.param("{url: {env: A}, events: []}", "At least 1", id="no event"),
        pytest.param("{url: {env: A}, at_most: often}", "10/h", id="no limit"),
        pytest.param("{url: {env: A}, at_most: 0/h}", "10/h", id="limit of none"),
        pytest.param("{url: {env: A}, group_for: soon}", "30s", id="no duration"),
        pytest.param("{url: {env: A}, lang: fr}", "de", id="unknown language"),
        pytest.param("{url: {env: A}, adress: x}", "adress", id="unknown key"),
        pytest.param("{url: {env: A}}\n  - {url: {env: A}}", "twice", id="the same twice"),
    ],
)
def test_fault_is_told_in_a_sentence_and_never_with_the_secret(tmp_path, target, said):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f"notices:\n  - {target}\n")
    told = caught.value.sentence
    assert said in told.en + told.de
    assert "hunter2" not in told.en + told.de
