# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import re

import pytest

from scheduler import registry
from scheduler.reports.rendering import FORMATS


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        pytest.param("text", "Campaign report: geht-noch\n", id="text"),
        pytest.param("csv", '"Goals and where they stand"\r\nGoal,', id="csv"),
        pytest.param("json", '{\n  "report": "campaign"', id="json"),
        pytest.param("html", '<!doctype html>\n<html lang="en">', id="html"),
    ],
)
@pytest.mark.usefixtures("season")
def test_each_format_is_printed(litfass, form, begins):
    ran = litfass("report", "--campaign", "geht-noch", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begins)


@pytest.mark.usefixtures("season")
def test_workbook_is_written_to_a_file(litfass, tmp_path):
    ran = litfass("report", "--format", "xlsx", "-o", "bericht.xlsx")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "bericht.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("season")
def test_json_is_one_object_with_null_for_unknown(litfass):
    ran = litfass("report", "campaign", "--campaign", "geht-noch", "--json")
    tables = json.loads(ran.out)["tables"]
    assert {each["post"]: each["reactions"] for each in tables["posts"]} == {
        "auftakt": 25,
        "leicht": None,
        "training": 1200,
    }


@pytest.mark.usefixtures("season")
def test_as_of_gives_the_figures_of_that_day(litfass):
    day = ("--as-of", "2027-03-08", "--lang", "de")
    ran = litfass("report", "--campaign", "geht-noch", *day)
    assert "Stand: 08.03.2027, 23:59 Uhr (Europe/Berlin)\n" in ran.out
    assert "training" not in ran.out


@pytest.mark.usefixtures("season")
def test_without_a_campaign_all_posts_are_reported_where_there_are_several(litfass):
    assert "fremd" in litfass("report").out


@pytest.mark.usefixtures("season")
def test_file_is_written_whole_and_nothing_else_is_left(litfass, tmp_path):
    ran = litfass("report", "--format", "html", "-o", "bericht.html")
    assert (ran.code, ran.out, ran.err) == (0, "", "Written: bericht.html\n")
    assert (tmp_path / "bericht.html").read_text(encoding="utf-8").endswith("</html>\n")
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


@pytest.mark.usefixtures("season")
def test_earlier_report_stays_when_the_new_one_cannot_be_written(litfass, tmp_path):
    (tmp_path / "bericht.txt").write_text("alt", encoding="utf-8")
    ran = litfass("report", "--campaign", "nirgends", "-o", "bericht.txt")
    assert ran.code == 2
    assert (tmp_path / "bericht.txt").read_text(encoding="utf-8") == "alt"


@pytest.mark.usefixtures("season")
def test_folder_that_is_not_there_is_named(litfass):
    ran = litfass("report", "-o", "fehlt/bericht.html")
    assert ran.code == 2
    assert "fehlt" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["xyz"], "Known are: as-of, campaign, ", id="report"),
        pytest.param(["campain"], "Did you mean “campaign”?", id="report, nearly"),
        pytest.param(["--campaign", "geht-nich"], "Did you mean “geht-noch”?", id="campaign"),
        pytest.param(["--as-of", "gestern"], "Please write 2027-03-08", id="day"),
        pytest.param(["monthly", "--month", "2027-13"], "Please write 2027-03.", id="month"),
        pytest.param(["monthly", "--month", "9999-12"], "from 1900 to 2999", id="last month"),
        pytest.param(["--format", "pdf"], "Known are: text, csv, json, html, xlsx.", id="format"),
        pytest.param(["--csv-style", "excel"], "Known are: comma, excel-de.", id="style"),
    ],
)
@pytest.mark.usefixtures("season")
def test_wrong_word_is_answered_with_the_right_ones(litfass, words, said):
    ran = litfass("report", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_help_names_every_report_and_every_format(litfass):
    said = litfass("report", "--help").out
    words = set(re.findall(r"[\w-]+", said))  # whole words: the option --as-of names no report
    assert {*registry.reports(), *FORMATS} <= words


def test_workspace_in_which_nothing_ran_has_an_empty_report(litfass):
    ran = litfass("report")
    assert ran.code == 0
    assert "Nothing was planned" in ran.out
