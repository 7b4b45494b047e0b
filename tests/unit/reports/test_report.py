# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler import registry
from scheduler.model.errors import UsageError
from scheduler.model.post import Post
from scheduler.model.sentence import Place
from scheduler.reports.report import Query, chosen_campaign, instant_of, month_of, report
from scheduler.store import plans
from tests.support.clock import START
from tests.support.season import BERLIN


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        pytest.param("2027-03-08", (2027, 3, 8, 22, 59, 59, 999000), id="end of the local day"),
        pytest.param("2027-03-28", (2027, 3, 28, 21, 59, 59, 999000), id="day of the clock change"),
        pytest.param("2027-03-08T09:30", (2027, 3, 8, 8, 30), id="local time"),
        pytest.param("2027-03-08 09:30", (2027, 3, 8, 8, 30), id="with a space"),
        pytest.param("2027-03-08T09:30+00:00", (2027, 3, 8, 9, 30), id="with an offset"),
    ],
)
def test_day_means_its_end_and_a_time_means_itself(text, instant):
    assert instant_of(text, BERLIN) == datetime(*instant, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "gestern", "08.03.2027", "2027-02-30", "9999-12-31", "0001-01-01T00:00"]
)
def test_what_is_no_date_is_refused_with_an_example(text):
    with pytest.raises(UsageError) as caught:
        instant_of(text, BERLIN)
    assert "2027-03-08" in caught.value.sentence.de


@pytest.mark.parametrize("text", ["0001-01-10", "1899-12-31", "3000-01-01", "9998-12-30T09:30"])
def test_date_beyond_the_reach_of_reports_is_refused(text):
    with pytest.raises(UsageError, match="from 1900 to 2999"):
        instant_of(text, BERLIN)


@pytest.mark.parametrize("text", ["0001-01", "0001-02", "1899-12", "3000-01", "9999-12"])
def test_month_beyond_the_reach_of_reports_is_refused(text):
    with pytest.raises(UsageError, match="from 1900 to 2999"):
        month_of(text)


@pytest.mark.parametrize("text", ["", "2027", "2027-3", "2027-13", "2027-03-01", "2027-W1"])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(UsageError, match=r"Please write 2027-03\."):
        month_of(text)


@pytest.mark.parametrize("as_of", ["1900-01-02", "2999-12-31"])
def test_reports_hold_at_the_ends_of_their_reach(database, as_of):
    query = Query(START, BERLIN, as_of=instant_of(as_of, BERLIN), weeks=520)
    with database.read() as connection:
        for name, each in registry.reports().items():
            assert each.build(connection, query).summary, name


def test_unknown_report_is_answered_with_the_nearest_name():
    with pytest.raises(UsageError, match="Did you mean “campaign”"):
        report("kampaign")


def save(database, **campaigns):
    rows = [(Post(name, Place("a.yaml"), campaign=of), name) for name, of in campaigns.items()]
    with database.write() as connection:
        plans.save_posts(connection, rows, START)


def choose(database, wanted=None):
    with database.read() as connection:
        return chosen_campaign(connection, wanted)


def test_only_campaign_need_not_be_named(database):
    save(database, a="geht-noch", b="geht-noch")
    assert choose(database) == "geht-noch"


@pytest.mark.parametrize("other", ["andere", None], ids=["two campaigns", "posts without one"])
def test_all_posts_are_meant_where_a_campaign_would_leave_some_out(database, other):
    save(database, a="geht-noch", b=other)
    assert choose(database) is None


def test_unknown_campaign_is_answered_with_the_nearest_name(database):
    save(database, a="geht-noch")
    with pytest.raises(UsageError, match="Did you mean “geht-noch”"):
        choose(database, "geht-nohc")


def test_campaign_where_there_is_none_is_refused(database):
    with pytest.raises(UsageError, match="none yet"):
        choose(database, "geht-noch")
