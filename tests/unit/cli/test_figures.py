# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

import pytest

COUNTED = ("--date", "2027-03-08", "--source", "Teilnahmeliste")


def add(litfass, *words):
    return litfass("figures", "add", *words)


def listed(litfass, *words):
    return json.loads(litfass("figures", "list", "--json", *words).out)


@pytest.mark.usefixtures("season")
def test_figure_is_entered_and_listed(litfass):
    ran = add(litfass, "trainings_held", "1234", *COUNTED, "--region", "nord", "--note", "rund")
    assert ran.code == 0
    assert ran.out == "Entered: Trainings held 1,234 on 2027-03-08 (Teilnahmeliste).\n"
    entered = listed(litfass)[0]
    assert (entered["metric"], entered["value"], entered["date"]) == (
        "trainings_held",
        1234,
        "2027-03-08",
    )
    assert (entered["region"], entered["note"], entered["campaign"]) == ("nord", "rund", None)


def test_german_is_answered_in_german(litfass):
    ran = add(litfass, "website_visits", "1000", *COUNTED, "--lang", "de")
    assert ran.out == "Eingetragen: Website-Besuche 1.000 am 08.03.2027 (Teilnahmeliste).\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["training_held", "1"], "Did you mean “trainings_held”?", id="metric"),
        pytest.param(["reach", "1.234"], "digits only", id="thousands point"),
        pytest.param(["reach", "zwölf"], "digits only", id="word"),
        pytest.param(["reach", "²"], "digits only", id="digit of another kind"),
        pytest.param(["reach", "9" * 30], "digits only", id="more than can be kept"),
        pytest.param(["reach", "1", "--campaign", "geht-nich"], "“geht-noch”?", id="campaign"),
        pytest.param(["reach", "1", "--channel", "bluesky-lnd"], "“bluesky-land”?", id="channel"),
        pytest.param(["reach", "1", "--post", "auftackt"], "“auftakt”?", id="post"),
        pytest.param(["reach", "1", "--date", "8.3.2027"], "Please write it as", id="day"),
        pytest.param(["reach", "1", "--source", " "], "Please name the source", id="source"),
    ],
)
@pytest.mark.usefixtures("season")
def test_wrong_entry_is_refused_with_a_sentence_and_kept_out(litfass, words, said):
    before = listed(litfass)
    ran = add(litfass, *COUNTED, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert listed(litfass) == before


def test_negative_figure_is_refused(litfass):
    assert add(litfass, *COUNTED, "reach", "--", "-5").code == 2


@pytest.mark.parametrize("lacking", ["--date", "--source"])
def test_day_and_source_are_obligatory(litfass, lacking):
    at = COUNTED.index(lacking)
    ran = add(litfass, "reach", "1", *COUNTED[:at], *COUNTED[at + 2 :])
    assert ran.code == 2
    assert lacking in ran.err


@pytest.mark.usefixtures("season")
def test_list_of_one_campaign_leaves_the_others_out(litfass):
    add(litfass, "reach", "5", *COUNTED, "--campaign", "andere")
    assert [each["value"] for each in listed(litfass, "--campaign", "andere")] == [5]


def test_empty_list_says_how_to_begin(litfass):
    assert "litfass figures add --help" in litfass("figures", "list").out
    assert listed(litfass) == []


@pytest.mark.usefixtures("season")
def test_figure_stands_in_the_report(litfass):
    add(litfass, "training_participants", "400", *COUNTED, "--campaign", "geht-noch")
    text = litfass("report", "--campaign", "geht-noch").out
    assert "Training participants" in text
    assert "Teilnahmeliste" in text
