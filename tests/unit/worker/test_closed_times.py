# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blackouts, quiet days and a channel's hours hold what falls into them, and let it go after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.operations import orders
from scheduler.operations.outlook import outlook
from scheduler.operations.overview import overview
from tests.support.newsroom import PEOPLE

# The post of the newsroom is due on Tuesday 2027-03-09 at 09:30 in Berlin.
BLACKOUT = """
blackouts:
  - {{id: wahl, from: 2027-03-09, until: 2027-03-09 {until}, basis: Erlass 7{more}}}
"""
QUIET = """
quiet_days:
  - {{on: 2027-03-09, name: Tag der Trauer, effect: {effect}, exempt_tags: [gedenken]}}
"""
MINUTE = timedelta(minutes=1)


def in_force(newsroom, config, **fields):
    """config.yaml says so, and a daemon goes by it."""
    newsroom.configure(config)
    newsroom.write(**fields)
    newsroom.restart()


def stands(newsroom):
    found = newsroom.delivery()
    return found.state, found.gate, len(newsroom.platform.arrivals)


def test_blackout_holds_and_names_itself_its_end_and_its_basis(newsroom):
    in_force(newsroom, BLACKOUT.format(until="10:00", more=""))
    newsroom.wait()
    assert stands(newsroom) == (State.HELD, GateName.BLACKOUT, 0)
    said = newsroom.delivery().reason
    assert said.de == "Sperrzeit „wahl“ bis 09.03.2027 10:00 Uhr (Erlass 7)."


def test_end_of_a_blackout_within_the_late_window_lets_go(newsroom):
    in_force(newsroom, BLACKOUT.format(until="09:40", more=""))
    newsroom.wait()
    assert stands(newsroom)[2] == 0
    newsroom.wait(15 * MINUTE)
    assert stands(newsroom) == (State.PUBLISHED, None, 1)


def test_long_blackout_leaves_the_decision_to_a_person(newsroom):
    in_force(newsroom, BLACKOUT.format(until="12:00", more=""))
    newsroom.wait(180 * MINUTE)
    assert stands(newsroom) == (State.HELD, GateName.LATE, 0)
    newsroom.order()
    newsroom.rig.run()
    assert stands(newsroom) == (State.PUBLISHED, None, 1)


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        pytest.param(", channels: [handversand]", {}, id="another channel"),
        pytest.param(", tags: [minister]", {}, id="other tags"),
        pytest.param(", regions: [sued]", {"regions": "[nord]"}, id="another region"),
        pytest.param(", exempt_tags: [krise]", {"tags": "[krise]"}, id="exempt"),
        pytest.param(", effect: warn", {}, id="only warns"),
    ],
)
def test_blackout_that_does_not_cover_the_post_lets_it_go(newsroom, more, fields):
    in_force(newsroom, BLACKOUT.format(until="12:00", more=more), **fields)
    newsroom.wait()
    assert stands(newsroom)[2] == 1


@pytest.mark.parametrize("act", [orders.publish_now, orders.retry], ids=["publish", "retry"])
def test_no_order_goes_round_a_blackout(newsroom, act):
    in_force(newsroom, BLACKOUT.format(until="12:00", more=""))
    newsroom.wait()
    newsroom.order(act)
    newsroom.rig.run_for(MINUTE)
    assert stands(newsroom) == (State.HELD, GateName.BLACKOUT, 0)


def test_blackout_that_comes_into_config_after_the_sync_counts(newsroom):
    in_force(newsroom, "")
    newsroom.configure(BLACKOUT.format(until="12:00", more=""))
    newsroom.restart()
    newsroom.wait()
    assert stands(newsroom) == (State.HELD, GateName.BLACKOUT, 0)


def test_blackout_can_ask_one_approval_more(newsroom):
    in_force(newsroom, PEOPLE + BLACKOUT.format(until="12:00", more=", effect: extra_approval"))
    newsroom.approve()
    newsroom.wait()
    assert stands(newsroom) == (State.HELD, GateName.APPROVAL, 0)
    newsroom.vote("cleo")
    newsroom.rig.run()
    assert stands(newsroom)[2] == 1


def test_extra_approval_is_asked_of_approvers_where_no_policy_holds(newsroom):
    config = PEOPLE.replace("approval: vier-augen\n", "")
    more = ", effect: extra_approval"
    in_force(newsroom, config + BLACKOUT.format(until="12:00", more=more))
    newsroom.vote("autorin", "submit")
    newsroom.wait()
    assert stands(newsroom) == (State.HELD, GateName.APPROVAL, 0)
    newsroom.vote("anna")
    newsroom.rig.run()
    assert stands(newsroom)[2] == 1


@pytest.mark.parametrize(
    ("effect", "fields", "arrivals"),
    [
        pytest.param("block", {}, 0, id="holds"),
        pytest.param("block", {"tags": "[gedenken]"}, 1, id="exempt"),
        pytest.param("warn", {"tone": "heiter"}, 1, id="warns"),
    ],
)
def test_quiet_day(newsroom, effect, fields, arrivals):
    in_force(newsroom, QUIET.format(effect=effect), **fields)
    newsroom.wait()
    assert stands(newsroom)[2] == arrivals


def test_hours_hold_until_the_channel_is_looked_after(newsroom):
    in_force(newsroom, "")
    newsroom.rig.windows = windows_of(newsroom, hours="mon-fri 09:40-18:00", effect="block")
    newsroom.rig.start()
    newsroom.wait()
    assert stands(newsroom) == (State.HELD, GateName.HOURS, 0)
    assert "09.03.2027 um 09:40" in newsroom.delivery().reason.de
    newsroom.wait(15 * MINUTE)
    assert stands(newsroom) == (State.PUBLISHED, None, 1)


def windows_of(newsroom, hours, effect):
    """The windows of a config.yaml that gives the channel hours."""
    path = newsroom.office.folder / "config.yaml"
    text = path.read_text(encoding="utf-8")
    given = f'hours: "{hours}", hours_effect: {effect}, '
    path.write_text(text.replace("platform: mastodon,", f"platform: mastodon, {given}"), "utf-8")
    newsroom.office.restarted()
    return newsroom.office.settings.windows


def test_plan_and_status_tell_ahead_what_a_blackout_will_hold(newsroom):
    in_force(newsroom, BLACKOUT.format(until="12:00", more=""))
    settings = newsroom.office.settings
    (coming,) = [
        each
        for each in outlook(newsroom.office.restarted().survey(), "Europe/Berlin", settings.windows)
        if each.channel == "mastodon-land"
    ]
    assert coming.kind == "held"
    assert "Sperrzeit „wahl“" in coming.reason.de
    with newsroom.database.read() as connection:
        seen = overview(connection, settings)
    assert {each.reason.en for each in seen.deliveries} == {
        "Blackout “wahl” until 2027-03-09 12:00 (Erlass 7)."
    }


def test_found_ahead_as_an_error_and_as_a_warning_once_it_is_planned(newsroom):
    newsroom.configure(BLACKOUT.format(until="12:00", more=""))
    newsroom.office.write("zwei.yaml", newsroom_post("2027-03-09 10:00"))
    findings = newsroom.office.restarted().survey().findings
    found = {each.post: each.severity for each in findings if each.rule == "T02"}
    assert found == {"zwei": "error", "eins": "warning"}


def newsroom_post(at):
    return f"status: ready\npublish_at: {at}\nchannels: [mastodon-land]\nlang: de\ntext: Hallo.\n"


def test_instants_are_those_of_the_zone_of_config(newsroom):
    in_force(newsroom, BLACKOUT.format(until="12:00", more=""))
    (blackout,) = newsroom.office.settings.windows.blackouts
    assert blackout.since == datetime(2027, 3, 8, 23, tzinfo=UTC)
    assert blackout.until == datetime(2027, 3, 9, 11, tzinfo=UTC)
