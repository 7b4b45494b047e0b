# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Variants on their way into the plan: deliveries of their own, or parts of the thread."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.operations import orders
from scheduler.operations.life import life_of
from scheduler.operations.orders import Order
from scheduler.store import queries
from tests.support.workspace import Office, post, rules_of

ENGLISH = """variants:
  en:
    publish_offset: +1h
    text: "Looking away? We can do better."
"""
THREAD = """variants:
  ar:
    mode: thread
    text: "انظروا #GehtNoch هنا"
    link: {url: "https://kampagne.example/ar", label: "المزيد"}
"""


@pytest.fixture
def office(tmp_path, database):
    return Office(tmp_path, database)


def test_variant_is_planned_beside_its_source(office):
    office.write("eins.yaml", post() + ENGLISH)
    result = office.sync()
    assert rules_of(result) == {"V01"}
    source, english = office.delivery("eins"), office.delivery("eins@en")
    assert english.due_at - source.due_at == timedelta(hours=1)
    assert english.key != source.key
    with office.database.read() as connection:
        assert queries.message_of(connection, english.id).parts[0].lang == "en"


def test_variant_in_a_thread_is_a_part_with_its_own_language(office):
    office.write("eins.yaml", post() + THREAD)
    office.sync()
    assert office.deliveries("eins@ar") == []
    with office.database.read() as connection:
        message = queries.message_of(connection, office.delivery("eins").id)
    assert [part.lang for part in message.parts] == ["de", "ar"]
    text = message.parts[1].text
    assert "\u2068#GehtNoch\u2069" in text
    assert text.endswith("المزيد: https://kampagne.example/ar")


def test_variant_that_leaves_the_file_is_withdrawn(office):
    office.write("eins.yaml", post() + ENGLISH)
    office.sync()
    office.write("eins.yaml", post())
    office.sync()
    english = office.delivery("eins@en")
    assert english.state is State.CANCELLED
    assert "language version" in english.reason.en
    assert office.delivery("eins").state is State.PLANNED


def test_renamed_file_keeps_its_variants(office):
    path = office.write("eins.yaml", post() + ENGLISH)
    office.sync()
    path.rename(path.with_name("zwei.yaml"))
    result = office.sync()
    assert [found.rule for found in result.findings].count("Y04") == 1
    assert office.deliveries("zwei@en") == []
    assert office.states("eins@en") == {State.PLANNED}


def test_picture_without_alt_text_in_the_variants_language_holds_the_variant(office):
    office.draw("bild.png", "navy")
    media = '[{file: bild.png, alt: "Eine blaue Fläche"}]'
    office.write("eins.yaml", post(media=media) + ENGLISH)
    result = office.sync()
    (found,) = [each for each in result.findings if each.rule == "A01"]
    assert (found.post, found.severity) == ("eins@en", "error")
    assert office.deliveries("eins@en") == []
    assert office.states("eins") == {State.PLANNED}


def cancel(office, post_id):
    order = Order(post_id, "presse", office.clock.now())
    return office.database.run(lambda connection: orders.cancel(connection, order))


def test_post_is_cancelled_with_its_variants(office):
    office.write("eins.yaml", post() + ENGLISH)
    office.write("eins-b.yaml", post())
    office.sync()
    assert [told.delivery.post for told in cancel(office, "eins")] == ["eins", "eins@en"]
    assert office.states("eins@en") == {State.CANCELLED}
    assert office.states("eins-b") == {State.PLANNED}


def test_variant_is_cancelled_by_itself(office):
    office.write("eins.yaml", post() + ENGLISH)
    office.sync()
    cancel(office, "eins@en")
    assert office.states("eins@en") == {State.CANCELLED}
    assert office.states("eins") == {State.PLANNED}


def test_life_of_a_post_tells_its_variants(office):
    office.write("eins.yaml", post() + ENGLISH)
    office.sync()
    with office.database.read() as connection:
        whole = life_of(connection, "eins", office.workspace.clock.now().tzinfo)
        one = life_of(connection, "eins@en", office.workspace.clock.now().tzinfo)
    assert [life.post.id for life in whole.variants] == ["eins@en"]
    assert (one.post.id, one.variants) == ("eins@en", ())
