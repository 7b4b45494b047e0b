# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.model.errors import StoreError
from scheduler.model.post import Post
from scheduler.model.sentence import Place
from scheduler.store import plans
from scheduler.store.figures import Figure, add_figure, list_figures
from tests.support.clock import START

DAY = date(2027, 3, 8)


def figure(metric="trainings_held", value=23, on=DAY, **about):
    return Figure(metric, value, on, "Liste", "redaktion", START, **about)


def kept(database, *figures):
    with database.write() as connection:
        for each in figures:
            add_figure(connection, each)


def listed(database, **asked):
    with database.read() as connection:
        return list_figures(connection, **asked)


def test_figure_comes_back_as_it_was_entered(database):
    whole = figure(
        campaign="geht-noch", channel="kanal", region="nord", topic="mut", note="geschätzt"
    )
    kept(database, whole)
    assert listed(database) == [whole]


def test_figures_are_listed_by_day_and_then_as_entered(database):
    kept(database, figure(value=3, on=DAY + timedelta(days=1)), figure(value=1), figure(value=2))
    assert [each.value for each in listed(database)] == [1, 2, 3]


def test_same_figure_entered_twice_is_kept_twice(database):
    kept(database, figure(), figure())
    assert len(listed(database)) == 2


def test_figure_of_a_post_belongs_to_the_posts_campaign(database):
    post = Post("auftakt", Place("posts/a.yaml"), campaign="geht-noch")
    with database.write() as connection:
        plans.save_posts(connection, [(post, "hash")], START)
    kept(database, figure(post="auftakt"), figure(), figure(campaign="andere"))
    assert [each.post for each in listed(database, campaign="geht-noch")] == ["auftakt"]


def test_figures_of_no_campaign_are_given_when_asked_for(database):
    kept(database, figure(value=1), figure(value=2, campaign="andere"))
    asked = listed(database, campaign="geht-noch", unassigned=True)
    assert [each.value for each in asked] == [1]


def test_last_day_is_included_and_the_day_after_is_not(database):
    kept(database, figure(value=1), figure(value=2, on=DAY + timedelta(days=1)))
    assert [each.value for each in listed(database, until=DAY)] == [1]


@pytest.mark.parametrize("value", [0, 2**63 - 1])
def test_smallest_and_largest_figure_survive(database, value):
    kept(database, figure(value=value))
    assert [each.value for each in listed(database)] == [value]


def test_figure_without_a_source_is_refused_by_the_database(database):
    nameless = Figure("reach", 1, DAY, None, "redaktion", START)
    with pytest.raises(StoreError):
        kept(database, nameless)
