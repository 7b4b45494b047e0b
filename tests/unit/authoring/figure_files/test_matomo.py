# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import codecs
from datetime import date

import pytest

from scheduler.authoring.figure_files.entries import Sheet
from scheduler.authoring.figure_files.matomo import Names, read_matomo

NAMES = Names(frozenset({"geht-noch"}), frozenset({"auftakt"}), {"mastodon": "mastodon-land"})
SUMMARY = "date,nb_uniq_visitors,nb_visits,nb_actions\n2027-03-08,900,1000,4000\n2027-03-09,1,0,0\n"
TAGS = "utm_source=mastodon&utm_medium=social&utm_campaign"
PAGES = (
    "date,label,nb_visits,nb_hits,metadata_url\n"
    f"2027-03-08,/a,30,40,https://kampagne.example/a?{TAGS}=geht-noch\n"
    f"2027-03-08,/b,12,40,https://kampagne.example/b?{TAGS}=geht-noch\n"
    f"2027-03-08,/c,5,5,https://kampagne.example/c?mtm_campaign=auftakt\n"
    f"2027-03-08,/d,7,7,https://kampagne.example/d?{TAGS}=sommerfest\n"
    "2027-03-08,/e,500,700,https://kampagne.example/e\n"
)


def read(content, **defaults):
    sheet = Sheet(date(2027, 6, 30), defaults)
    read_matomo(content if isinstance(content, bytes) else content.encode(), "m.csv", sheet, NAMES)
    return sheet


def told(sheet):
    return [(one.metric, one.value, str(one.day), dict(one.about)) for one in sheet.entries]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SUMMARY, id="as the API writes it"),
        pytest.param(codecs.BOM_UTF16_LE + SUMMARY.encode("utf-16-le"), id="for Excel"),
        pytest.param(SUMMARY.replace("nb_visits", "Besuche").replace("date", "Datum"), id="German"),
    ],
)
def test_summary_gives_the_visits_of_each_day(content):
    sheet = read(content)
    assert sheet.findings == []
    assert told(sheet) == [
        ("website_visits", 1000, "2027-03-08", {}),
        ("website_visits", 0, "2027-03-09", {}),
    ]


def test_pages_give_visits_by_the_parameters_that_litfass_wrote():
    sheet = read(PAGES)
    assert told(sheet) == [
        (
            "visits_from_posts",
            42,
            "2027-03-08",
            {"campaign": "geht-noch", "channel": "mastodon-land"},
        ),
        ("visits_from_posts", 5, "2027-03-08", {"post": "auftakt"}),
    ]
    said = " ".join(finding.message.en for finding in sheet.findings)
    assert "“sommerfest” is not one of Litfass" in said
    assert "1 lines without a campaign" in said
    assert not sheet.is_faulty


def test_label_of_the_campaigns_report_is_the_campaign():
    sheet = read("label,nb_visits\ngeht-noch,42\nsommerfest,3\n", date="2027-03-31")
    assert told(sheet) == [("visits_from_posts", 42, "2027-03-31", {"campaign": "geht-noch"})]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a,b\n1,2\n", "no export of Matomo", id="something else"),
        pytest.param("", "no export of Matomo", id="nothing"),
        pytest.param("No data available", "no export of Matomo", id="no data"),
        pytest.param("nb_visits\n12\n", "the day is missing", id="no day"),
        pytest.param("date,nb_visits\n2027-03-08,viel\n", "no clear whole", id="no number"),
        pytest.param("label,nb_visits\ngeht-noch,\n", "no clear whole", id="no visits"),
    ],
)
def test_what_is_no_such_export_is_refused(text, said):
    sheet = read(text)
    assert said in sheet.findings[0].message.en
    assert sheet.is_faulty
    assert sheet.entries == []
