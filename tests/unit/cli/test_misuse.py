# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A call that cannot be understood gets one plain sentence, the way out, and exit code 2."""

from __future__ import annotations

import pytest

CALLS = [
    pytest.param(
        ("show", "--bogus"),
        "Die Option „--bogus“ gibt es hier nicht. Hilfe: litfass show --help",
        "There is no option “--bogus” here. Help: litfass show --help",
        id="unknown option",
    ),
    pytest.param(
        ("status", "--stat", "x"),
        "Die Option „--stat“ gibt es hier nicht. Meinten Sie „--state“? "
        "Hilfe: litfass status --help",
        "There is no option “--stat” here. Did you mean “--state”? Help: litfass status --help",
        id="option with a slip",
    ),
    pytest.param(
        ("show",),
        "Die Angabe POST fehlt. Hilfe: litfass show --help",
        "POST is missing. Help: litfass show --help",
        id="missing argument",
    ),
    pytest.param(
        ("show", "a", "b"),
        "Zu viele Angaben: „b“ hat hier keinen Platz. Hilfe: litfass show --help",
        "Too many words: “b” has no place here. Help: litfass show --help",
        id="too many arguments",
    ),
    pytest.param(
        ("count", "--lines"),
        "Hinter „--lines“ fehlt ein Wert. Hilfe: litfass count --help",
        "A value is missing after “--lines”. Help: litfass count --help",
        id="option without its value",
    ),
    pytest.param(
        ("run", "--once=3"),
        "„--once“ nimmt keinen Wert. Hilfe: litfass run --help",
        "“--once” takes no value. Help: litfass run --help",
        id="flag with a value",
    ),
    pytest.param(
        ("import",),
        "Es fehlt ein Unterbefehl: csv, ics, markdown. Hilfe: litfass import --help",
        "A subcommand is missing: csv, ics, markdown. Help: litfass import --help",
        id="no subcommand",
    ),
    pytest.param(
        ("import", "lst"),
        "Den Unterbefehl „lst“ gibt es nicht. Bekannt sind: csv, ics, markdown. "
        "Hilfe: litfass import --help",
        "There is no subcommand “lst”. Known are: csv, ics, markdown. Help: litfass import --help",
        id="unknown subcommand",
    ),
]


@pytest.mark.parametrize(("words", "german", "english"), CALLS)
def test_misuse_is_said_in_the_language_that_was_asked_for(litfass, words, german, english):
    for lang, said in (("de", german), ("en", english)):
        ran = litfass("--lang", lang, *words)
        assert (ran.code, ran.out, ran.err) == (2, "", said + "\n")


@pytest.mark.parametrize("words", [("show",), ("statu",)], ids=["misuse", "unknown command"])
def test_misuse_in_a_german_workspace_is_said_in_german(litfass, tmp_path, words):
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text() + "language: de\n", encoding="utf-8")
    assert litfass(*words).err.startswith(("Die Angabe POST fehlt.", "Den Befehl „statu“"))


def test_misuse_follows_the_environment_beside_a_broken_config(litfass, tmp_path, monkeypatch):
    (tmp_path / "config.yaml").write_text("][", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert litfass("show").err.startswith("Die Angabe POST fehlt.")


def test_config_that_was_named_decides_the_language(litfass, tmp_path):
    named = tmp_path / "de.yaml"
    named.write_text((tmp_path / "config.yaml").read_text() + "language: de\n", encoding="utf-8")
    assert litfass("show", "-c", named).err.startswith("Die Angabe POST fehlt.")


def test_unknown_language_is_refused_with_the_known_ones(litfass):
    ran = litfass("status", "--lang", "fr")
    assert ran.code == 2
    assert ran.err == "Litfass does not speak “fr”. Write --lang de or --lang en.\n"
