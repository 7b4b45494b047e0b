# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START
from tests.support.season import Season

TABLE = """\
Datum;Kennzahl;Wert;Kampagne;Region
08.03.2026;Durchgeführte Trainings;3;geht-noch;nord
08.03.2026;Durchgeführte Trainings;3;geht-noch;nord
09.03.2026;Kosten;1.234,50;geht-noch;
"""


@pytest.fixture(scope="module")
def season_file(tmp_path_factory):
    """The database of a campaign that ran; once for all, since each test only adds to a copy."""
    file = tmp_path_factory.mktemp("season") / "litfass.db"
    database = open_database(f"sqlite:///{file}")
    upgrade(database, START)
    Season(database).run()
    database.close()
    return file


@pytest.fixture(autouse=True)
def _season(season_file, tmp_path):
    shutil.copy(season_file, tmp_path / "litfass.db")


@pytest.fixture
def bring(litfass):
    """Import a text under a file name; the commands run in an empty folder."""

    def run(text, *words, name="zahlen.csv"):
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return litfass("figures", "import", name, *words)

    return run


@pytest.fixture
def listed(litfass):
    """What `figures list` tells beyond the season's own figure."""
    return lambda: [
        (each["metric"], each["value"], each["first_value"])
        for each in json.loads(litfass("figures", "list", "--json").out)
        if each["source"] != "Liste"
    ]


WHOLE = [("trainings_held", 3, None), ("trainings_held", 3, None), ("cost", 1234.5, None)]


def test_file_is_taken_over_with_its_name_as_source(bring, litfass, listed):
    ran = bring(TABLE)
    assert (ran.code, ran.out) == (0, "Entered: 3 new, 0 corrected; 0 were there already.\n")
    assert listed() == WHOLE
    sources = {each["source"] for each in json.loads(litfass("figures", "list", "--json").out)}
    assert sources == {"Liste", "zahlen.csv"}


def test_same_file_twice_does_not_count_twice(bring, listed):
    bring(TABLE)
    ran = bring(TABLE, "--campaign", "andere", name="kopie.csv")
    assert ran.code == 0
    assert "This very file was taken over" in ran.out
    assert listed() == WHOLE


def test_longer_file_brings_only_what_is_new(bring, listed):
    bring(TABLE)
    ran = bring(TABLE + "10.03.2026;Presseberichte;7;geht-noch;\n", name="zahlen (1).csv")
    assert ran.out == "Entered: 1 new, 0 corrected; 3 were there already.\n"
    assert listed() == [*WHOLE, ("press_mentions", 7, None)]


def test_changed_file_shows_what_it_would_change_and_writes_nothing(bring, listed):
    bring(TABLE)
    ran = bring(TABLE.replace("1.234,50", "1.243,05") + "10.03.2026;Presseberichte;7;;\n")
    assert ran.code == 1
    assert "1,243.05" in ran.out
    assert "1,234.50" in ran.out
    assert "--correct" in ran.err
    assert listed() == WHOLE


def test_changed_file_corrects_where_that_is_said(bring, listed):
    bring(TABLE)
    ran = bring(TABLE.replace("1.234,50", "1.243,05"), "--correct", "--reason", "Zahlendreher")
    assert (ran.code, listed()[2]) == (0, ("cost", 1243.05, 1234.5))


def test_line_that_is_no_longer_there_is_told_and_stays(bring, listed):
    bring(TABLE)
    ran = bring(TABLE.replace("09.03.2026;Kosten;1.234,50;geht-noch;\n", ""))
    assert "no longer in the file, stays" in ran.out
    assert listed() == WHOLE


def test_file_whose_figures_were_withdrawn_may_come_again(bring, litfass, listed):
    one = "date,metric,value\n2026-03-08,reach,5\n"
    bring(one)
    litfass("figures", "withdraw", "2", "--reason", "Falsche Kampagne")
    assert bring(one, "--campaign", "andere").code == 0
    assert listed() == [("reach", None, 5), ("reach", 5, None)]


def test_trial_shows_the_table_and_writes_nothing(bring, listed):
    ran = bring(TABLE, "--dry-run", "--lang", "de")
    assert ran.code == 0
    assert "1.234,50" in ran.out
    assert "Würde eintragen: 3 neu, 0 korrigiert; 0 waren schon da." in ran.out
    assert listed() == []


def test_trial_is_told_as_json(bring):
    rows = json.loads(bring(TABLE, "--dry-run", "--json").out)
    assert [(row["change"], row["value"]) for row in rows] == [
        ("new", 3),
        ("new", 3),
        ("new", 1234.5),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            TABLE.replace("1.234,50", "viel"), "zahlen.csv:4:19: error I01 “viel”", id="number"
        ),
        pytest.param(
            TABLE.replace("geht-noch;nord", "geht-nicht;nord"),
            "zahlen.csv:2:38: error I01 The campaign “geht-nicht” is unknown.",
            id="campaign",
        ),
        pytest.param("date;metric;value\n", "There are no figures", id="header only"),
    ],
)
def test_bad_line_is_told_and_nothing_is_entered(bring, listed, text, said):
    ran = bring(text)
    assert ran.code == 1
    assert said in ran.out
    assert "Nothing was entered" in ran.err
    assert listed() == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--format", "xls"], "Known are: csv, yaml, matomo", id="format"),
        pytest.param(["--campaign", "geht-nich"], "geht-noch", id="campaign of the option"),
    ],
)
def test_wrong_option_is_told(bring, listed, words, said):
    ran = bring("date,metric,value\n2026-03-08,reach,5\n", *words)
    assert ran.code in {1, 2}
    assert said in ran.out + ran.err
    assert listed() == []


def test_yaml_is_known_by_its_name(bring, listed):
    assert bring("- {date: 2026-03-08, metric: cost, value: 1}\n", name="z.yaml").code == 0
    assert listed() == [("cost", 1.0, None)]


def test_matomo_tells_which_campaign_its_visits_came_from(bring, litfass):
    pages = (
        "date,label,nb_visits,metadata_url\n"
        "2026-03-08,/a,42,https://kampagne.example/a?utm_campaign=geht-noch&utm_source=x\n"
    )
    assert bring(pages, "--format", "matomo", "--source", "Matomo").code == 0
    (entered,) = json.loads(litfass("figures", "list", "--json").out)[:1]
    assert (entered["metric"], entered["value"]) == ("visits_from_posts", 42)
    assert (entered["campaign"], entered["source"]) == ("geht-noch", "Matomo")


def test_import_stands_in_the_audit_log(bring, litfass):
    bring(TABLE)
    rows = json.loads(litfass("audit", "show", "--json").out)["rows"]
    assert [row["act"] for row in rows][-4:] == [*["figure.enter"] * 3, "figures.import"]
