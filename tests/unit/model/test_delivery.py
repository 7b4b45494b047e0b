# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""States, transitions and keys."""

from __future__ import annotations

import pytest

from scheduler.model.delivery import (
    STATE_SENTENCES,
    TRANSITIONS,
    State,
    delivery_key,
    is_legal,
    part_key,
)


@pytest.mark.parametrize("state", State)
def test_every_state_has_sentences_and_a_row_of_transitions(state):
    assert STATE_SENTENCES[state].de != STATE_SENTENCES[state].en
    assert state in TRANSITIONS


def test_every_state_can_be_reached_from_planned():
    reached = {State.PLANNED}
    while more := {new for old in reached for new in TRANSITIONS[old]} - reached:
        reached |= more
    assert reached == set(State)


NEVER_OUT = [each for each in State if each not in {State.PUBLISHED, State.CANCELLED}]


@pytest.mark.parametrize("state", NEVER_OUT)
def test_only_what_was_out_or_half_out_can_be_retracted(state):
    assert not is_legal(state, State.RETRACTED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(State.SENDING, State.PLANNED, id="never sent again without a look"),
        pytest.param(State.SENDING, State.CANCELLED, id="what is on the wire is not cancelled"),
        pytest.param(State.UNCONFIRMED, State.PLANNED, id="doubt is settled first"),
        pytest.param(State.PUBLISHED, State.PLANNED, id="published is final"),
        pytest.param(State.PUBLISHED, State.SENDING, id="a correction is claimed like any part"),
        pytest.param(State.RETRACTED, State.PUBLISHED, id="retracted is final"),
    ],
)
def test_transitions_that_must_never_be_made_legal(old, new):
    assert not is_legal(old, new)


def test_key_is_the_same_on_every_machine_for_ever():
    key = delivery_key("auftakt", "mastodon-land", 1)
    assert key == "976f7ce9-183d-5d16-9dcb-4c1a4a4b59f6"
    assert part_key(key, 1) == key


def test_keys_differ_by_post_channel_occurrence_and_part():
    key = delivery_key("a", "b", 1)
    others = {
        delivery_key("a", "b", 2),
        delivery_key("a", "c", 1),
        delivery_key("c", "b", 1),
        delivery_key("a\nb", "", 1),
        part_key(key, 2),
        part_key(key, 3),
    }
    assert len(others | {key}) == 7
