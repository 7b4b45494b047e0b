# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the team is told, when, and how often; a real HTTP server takes the messages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.notice import NoticeEvent, Rate
from scheduler.model.post import OnMissed
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.operations import orders
from scheduler.operations.take_downs import derive_take_downs
from scheduler.store import channels, daemons, notices, restrictions, schema
from scheduler.store.daemons import identify
from scheduler.store.database import open_database

HOUR = timedelta(hours=1)
LONG_AGO = timedelta(hours=3)


def failed(team):
    team.fail("auftakt")


def missed(team):
    now = team.rig.clock.now()
    team.rig.plan(due_at=now - LONG_AGO, on_missed=OnMissed("drop"))
    team.rig.run()


def late(team):
    team.rig.plan(due_at=team.rig.clock.now() - LONG_AGO)
    team.rig.run()


def review(team):
    lost = OutcomeUnknown(Sentence("Keine Antwort.", "No answer."))
    team.platform.script.append(team.platform.accept_then(lost))
    team.rig.plan()
    team.rig.run_for(timedelta(seconds=20), timedelta(seconds=5))


def blocked(team):
    expired = ChannelBlocked(Sentence("Das Token ist abgelaufen.", "The token has expired."))
    team.platform.script.append(team.platform.refuse(expired))
    team.rig.plan()
    team.rig.run()


def expiring(team):
    team.expires_in(timedelta(days=10))
    team.rig.plan(due_at=team.rig.clock.now() + timedelta(days=12))


def crashed(team):
    with team.rig.database.write() as connection:
        daemons.register(connection, identify(4711), team.rig.clock.now())


def unlawful(team):
    rig = team.rig
    rig.plan()
    rig.run()
    said = Sentence("Das Nutzungsrecht ist widerrufen.", "The right is revoked.")
    revoked = Restriction(GateName.RIGHTS, said, subject="foto")
    with rig.database.write() as connection:
        restrictions.renew(connection, rig.delivery().id, [revoked])
    derive_take_downs(rig.database, rig.database, rig.clock.now(), timedelta(days=2))


KINDS = [
    pytest.param(
        failed,
        NoticeEvent.FAILED,
        ["„auftakt“ ist auf kanal nicht erschienen", "08.03.2027, 09:30 Uhr", "Text ist zu lang"],
        [
            "“auftakt” did not go out on kanal",
            "2027-03-08 09:30 CET",
            "litfass retry auftakt kanal",
        ],
        id="failed",
    ),
    pytest.param(
        missed,
        NoticeEvent.MISSED,
        ["seinen Termin verpasst", "180 Minuten zu spät", "litfass retry auftakt kanal"],
        ["missed its time on kanal", "180 minutes late", "Due: 2027-03-08 06:30 CET"],
        id="missed",
    ),
    pytest.param(
        review,
        NoticeEvent.REVIEW,
        ["kann nur ein Mensch sagen", "litfass confirm auftakt kanal --published ADRESSE"],
        ["Only a person can say", "litfass confirm auftakt kanal --published URL"],
        id="review",
    ),
    pytest.param(
        late,
        NoticeEvent.HELD_LATE,
        ["wird auf kanal zurückgehalten", "litfass cancel auftakt kanal"],
        ["is held back on kanal", "180 minutes late", "litfass retry auftakt kanal"],
        id="held_late",
    ),
    pytest.param(
        blocked,
        NoticeEvent.CHANNEL_BLOCKED,
        ["Der Kanal „kanal“ ist gesperrt", "Token ist abgelaufen", "Wartende Beiträge: 1."],
        ["The channel “kanal” is blocked", "token has expired", "litfass channels check kanal"],
        id="channel_blocked",
    ),
    pytest.param(
        expiring,
        NoticeEvent.TOKEN_EXPIRING,
        ["Der Zugang zum Kanal „kanal“ endet am 18.03.2027", "danach geplant sind: 1."],
        ["ends on 2027-03-18", "planned after that: 1.", "litfass channels check kanal"],
        id="token_expiring",
    ),
    pytest.param(
        crashed,
        NoticeEvent.DAEMON_RESTARTED,
        ["ohne angehalten worden zu sein", "08.03.2027, 09:30 Uhr"],
        ["ended without being stopped", "One is running again"],
        id="daemon_restarted",
    ),
    pytest.param(
        unlawful,
        NoticeEvent.TAKEDOWN,
        ["„auftakt“ auf kanal ist zu löschen, bis 10.03.2027, 09:30 Uhr", "ist widerrufen"],
        ["is to be taken down by 2027-03-10", "https://social.example/1", "litfass tasks done 1"],
        id="takedown",
    ),
]


@pytest.mark.parametrize(("happens", "event", "german", "english"), KINDS)
def test_each_event_is_told_once_in_the_language_of_each_target(
    team, target, box, *, other_box, happens, event, german, english
):
    team.begin(target(box), target(other_box, name="TEST_ENGLISH", lang="en"))
    happens(team)
    team.later()
    team.later()
    assert [row.event for row in team.rows()] == [event, event]
    ((in_german,), (in_english,)) = box.bodies, other_box.bodies
    assert [words for words in german if words not in in_german] == []
    assert [words for words in english if words not in in_english] == []


def test_end_of_an_access_is_told_fourteen_three_and_one_days_ahead(team, target, box):
    team.begin(target(box))
    team.expires_in(timedelta(days=20))
    told = []
    for _ in range(20):
        team.later()
        told.append(len(box.received))
        team.rig.clock.jump(timedelta(days=1))
    assert [day for day in range(1, 20) if told[day] > told[day - 1]] == [6, 17, 19]


def test_renewed_access_is_told_of_again_when_it_ends(team, target, box):
    team.begin(target(box))
    team.expires_in(timedelta(days=2))
    team.later()
    team.expires_in(timedelta(days=60))
    team.later()
    assert len(box.received) == 1
    team.rig.clock.jump(timedelta(days=50))
    team.later()
    assert len(box.received) == 2


def test_target_is_told_only_of_its_own_events(team, target, box):
    team.begin(target(box, events=(NoticeEvent.MISSED,)))
    failed(team)
    team.later()
    assert box.received == []


def test_what_stood_before_notices_were_set_up_is_summed_up_in_one_message(team, target, box):
    team.fail(*(f"alt-{number}" for number in range(30)))
    missed(team)
    team.restart(target(box))
    team.later()
    (only,) = box.bodies
    assert "30 × gescheitert, 1 × Termin verpasst" in only
    assert "alt-7" not in only
    team.fail("neu")
    team.later()
    assert box.titles[1:] == ["Litfass: neu · kanal: gescheitert"]


def test_event_that_a_target_wants_only_now_is_summed_up_too(team, target, box):
    team.begin(target(box, events=(NoticeEvent.MISSED,)))
    failed(team)
    team.restart(target(box, events=(NoticeEvent.MISSED, NoticeEvent.FAILED)))
    team.later()
    (only,) = box.bodies
    assert only.startswith("Schon bevor diese Meldungen eingerichtet waren: 1 × gescheitert.")


def test_what_happens_within_the_span_is_one_message(team, target, box):
    team.begin(target(box))
    team.fail("eins")
    team.round()
    team.rig.clock.jump(timedelta(seconds=20))
    team.fail("zwei", "drei")
    team.round()
    assert box.received == []
    team.rig.clock.jump(timedelta(seconds=11))
    team.round()
    assert box.titles == ["Litfass: 3 Meldungen"]
    assert all(f"„{post}“" in box.bodies[0] for post in ("eins", "zwei", "drei"))


def test_long_message_names_the_first_twenty_and_says_how_many_more_there_are(team, target, box):
    team.begin(target(box))
    team.fail(*(f"post-{number:02}" for number in range(25)))
    team.later()
    (body,) = box.bodies
    assert body.count("Der Beitrag") == notices.SHOWN
    assert "Und 5 weitere." in body


def test_limit_is_kept_and_the_last_message_says_so(team, target, box):
    team.begin(target(box, at_most=Rate(2, HOUR)))
    for number in range(5):
        team.fail(f"post-{number}")
        team.later()
    assert len(box.received) == 2
    assert "letzte Nachricht" not in box.bodies[0]
    assert "bis 08.03.2027, 10:30 Uhr" in box.bodies[1]


def test_what_came_up_over_the_limit_follows_in_one_message(team, target, box):
    team.begin(target(box, at_most=Rate(1, HOUR)))
    for number in range(30):
        team.fail(f"post-{number:02}")
        team.later()
    team.rig.clock.jump(HOUR)
    team.round()
    assert box.titles == ["Litfass: post-00 · kanal: gescheitert", "Litfass: 29 Meldungen"]
    assert "Und 9 weitere." in box.bodies[1]


def test_limit_survives_a_restart(team, target, box):
    team.begin(target(box, at_most=Rate(1, HOUR)))
    team.fail("eins")
    team.later()
    team.restart()
    team.fail("zwei")
    team.later()
    assert len(box.received) == 1


def test_nothing_is_told_twice_after_a_restart(team, target, box):
    team.begin(target(box))
    for happens in (failed, crashed):
        happens(team)
    team.later()
    team.restart()
    team.later()
    assert box.titles == ["Litfass: 2 Meldungen"]


def test_second_failure_of_the_same_delivery_is_told_again(team, target, box):
    team.begin(target(box))
    failed(team)
    team.later()
    with team.rig.database.write() as connection:
        now = team.rig.clock.now()
        orders.retry(connection, orders.Order("auftakt", "redaktion", now, "kanal"))
    refusal = team.platform.refuse(OutcomeUnknown(Sentence("Unklar.", "Unclear.")))
    team.platform.script.append(refusal)
    team.rig.run_for(timedelta(seconds=20), timedelta(seconds=5))
    team.later()
    assert [title.rpartition(": ")[2] for title in box.titles] == ["gescheitert", "bitte nachsehen"]


def test_late_post_whose_text_is_mended_is_told_once(team, target, box):
    team.begin(target(box))
    late(team)
    team.later()
    with team.rig.database.write() as connection:
        touched = schema.deliveries.update().values(updated_at=team.rig.clock.now())
        connection.execute(touched)
    team.later()
    assert len(box.received) == 1
    delivery = team.rig.delivery()
    assert (delivery.state, delivery.gate) == (State.HELD, GateName.LATE)


def test_channel_that_is_blocked_again_while_it_is_blocked_is_told_once(team, target, box):
    team.begin(target(box))
    blocked(team)
    team.later()
    with team.rig.database.write() as connection:
        now = team.rig.clock.now()
        channels.block(connection, "kanal", Sentence("Noch immer.", "Still."), now)
    team.later()
    assert len(box.received) == 1


def test_daemon_that_was_stopped_in_order_is_not_told(team, target, box):
    team.begin(target(box))
    identity = identify(4712)
    with team.rig.database.write() as connection:
        daemons.register(connection, identity, team.rig.clock.now())
        daemons.stop(connection, identity, team.rig.clock.now())
    team.later()
    assert box.received == []


def test_living_daemon_beside_this_one_is_not_told(team, target, box):
    if team.rig.database.is_sqlite:
        pytest.skip("on SQLite there is only one daemon")
    team.begin(target(box))
    identity = identify(4713)
    elsewhere = open_database(team.rig.database.engine.url.render_as_string(hide_password=False))
    proof = daemons.ProofOfLife(elsewhere, identity)
    proof.acquire()
    with team.rig.database.write() as connection:
        daemons.register(connection, identity, team.rig.clock.now())
    team.later()
    assert box.received == []
    proof.release()
    elsewhere.close()
    team.later()
    assert len(box.received) == 1
