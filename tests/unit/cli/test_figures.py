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
    assert ran.out == "Entered: Trainings held 1,234 on 2027-03-08 (Teilnahmeliste). Number 2.\n"
    entered = listed(litfass)[0]
    assert (entered["metric"], entered["value"], entered["date"]) == (
        "trainings_held",
        1234,
        "2027-03-08",
    )
    assert (entered["region"], entered["note"], entered["campaign"]) == ("nord", "rund", None)


def test_german_is_answered_in_german(litfass):
    ran = add(litfass, "website_visits", "1000", *COUNTED, "--lang", "de")
    said = "Eingetragen: Website-Besuche 1.000 am 08.03.2027 (Teilnahmeliste). Nummer 1.\n"
    assert ran.out == said


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


def test_cost_is_money_with_cents(litfass):
    ran = add(litfass, "cost", "1.234,5 €", *COUNTED, "--lang", "de")
    assert ran.out.startswith("Eingetragen: Kosten (Euro) 1.234,50 am")
    entered = listed(litfass)[0]
    assert (entered["value"], entered["unit"]) == (1234.5, "EUR")


def test_corrected_figure_shows_both_values_and_the_reason(litfass):
    add(litfass, "cost", "1234.50", *COUNTED)
    ran = litfass("figures", "correct", "1", "1243,05", "--reason", "Zahlendreher")
    assert ran.out == "Corrected: figure 1 is 1,243.05 now (first 1,234.50).\n"
    (entered,) = listed(litfass)
    assert (entered["value"], entered["first_value"]) == (1243.05, 1234.5)
    assert entered["reason"] == "Zahlendreher"
    assert entered["corrected_by"]


def test_withdrawn_figure_stays_in_the_list_and_leaves_the_report(litfass):
    add(litfass, "press_mentions", "7", *COUNTED)
    ran = litfass("figures", "withdraw", "1", "--reason", "Falsche Kampagne", "--lang", "de")
    assert ran.out.startswith("Zurückgenommen: Zahl 1 (zuerst 7).")
    assert [(each["value"], each["first_value"]) for each in listed(litfass)] == [(None, 7)]
    assert "Press mentions" not in litfass("report").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["correct", "9", "1", "--reason", "x"], "no figure 9", id="no such figure"),
        pytest.param(["correct", "1", "5", "--reason", "x"], "already", id="same value"),
        pytest.param(["correct", "1", "viel", "--reason", "x"], "digits only", id="no number"),
        pytest.param(["correct", "1", "6", "--reason", " "], "give the reason", id="reason"),
    ],
)
def test_wrong_correction_is_refused_and_changes_nothing(litfass, words, said):
    add(litfass, "reach", "5", *COUNTED)
    ran = litfass("figures", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert [each["first_value"] for each in listed(litfass)] == [None]


def test_entry_and_correction_stand_in_the_audit_log(litfass):
    add(litfass, "reach", "5", *COUNTED)
    litfass("figures", "correct", "1", "6", "--reason", "Zahlendreher")
    rows = json.loads(litfass("audit", "show", "--json").out)["rows"]
    told = [(row["act"], row["object"], row["reason"]) for row in rows if "figure" in row["act"]]
    assert told == [
        ("figure.enter", "figure 1", None),
        ("figure.correct", "figure 1", "Zahlendreher"),
    ]


def test_empty_list_says_how_to_begin(litfass):
    assert "litfass figures add --help" in litfass("figures", "list").out
    assert listed(litfass) == []


@pytest.mark.usefixtures("season")
def test_figure_stands_in_the_report(litfass):
    add(litfass, "training_participants", "400", *COUNTED, "--campaign", "geht-noch")
    text = litfass("report", "--campaign", "geht-noch").out
    assert "Training participants" in text
    assert "Teilnahmeliste" in text
