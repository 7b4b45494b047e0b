# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`house_style`, `lint` and `own_rules`: read for the organisation and for each channel."""

from __future__ import annotations

import pytest

from scheduler.bootstrap import read_settings
from scheduler.config import ConfigError

CHANNELS = """
channels:
  a: {platform: manual, folder: a}
  b:
    platform: manual
    folder: b
    house_style: {max_emoji: 1}
    lint: {A08: error, A13: {severity: info}}
"""


def read(tmp_path, text):
    path = tmp_path / "config.yaml"
    path.write_text(text + CHANNELS, encoding="utf-8")
    return read_settings(path)


def test_a_channel_says_only_what_is_different_there(tmp_path):
    settings = read(
        tmp_path, "house_style: {max_emoji: 2, own_domains: [Land.Example]}\nlint: {A13: off}\n"
    )
    a, b = (settings.channels[name].lint for name in ("a", "b"))
    assert (a.style, dict(a.levels)) == (settings.lint.style, {"A13": "off"})
    assert (b.style.max_emoji, b.style.own_domains) == (1, ("land.example",))
    assert dict(b.levels) == {"A13": "info", "A08": "error"}


def test_own_rules_are_read_with_one_text_for_both_languages(tmp_path):
    (rule,) = read(tmp_path, "own_rules: [{id: X-a, words: [b], message: c}]\n").own_rules
    assert (rule.id, rule.words, rule.message.de, rule.message.en) == ("X-a", ("b",), "c", "c")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lint: {A13: loud}\n", "config.yaml:1:"),
        ("lint: {a13: off}\n", "litfass rules"),
        ("house_style: {gender: funny}\n", "config.yaml:1:"),
        ("own_rules: [{id: a, words: [b], message: c}]\n", "begins with X-"),
        ("own_rules: [{id: X-a, pattern: '(', message: c}]\n", "no regular expression"),
        ("own_rules: [{id: X-a, message: c}]\n", "either pattern or words"),
        (
            "own_rules: [{id: X-a, words: [b], message: c}, {id: X-a, words: [d], message: c}]\n",
            "same id",
        ),
    ],
    ids=["level", "rule id", "gender", "own id", "pattern", "neither", "twice"],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, said):
    with pytest.raises(ConfigError) as error:
        read(tmp_path, text)
    assert said in error.value.sentence.en
