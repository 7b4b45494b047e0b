# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a pause covers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.pause import Pause, Scope, Subject, last_to_end
from tests.support.clock import START

HOUR = timedelta(hours=1)
SUBJECT = Subject("masto", "geht-noch", ("nord", "sued"), ("auftakt", "Warnung"))


@pytest.mark.parametrize(
    ("scope", "allow", "covered"),
    [
        pytest.param({}, (), True, id="everything"),
        pytest.param({"campaigns": ("geht-noch",)}, (), True, id="its campaign"),
        pytest.param({"campaigns": ("andere",)}, (), False, id="another campaign"),
        pytest.param({"channels": ("masto",)}, (), True, id="its channel"),
        pytest.param({"channels": ("blue",)}, (), False, id="another channel"),
        pytest.param({"regions": ("west", "sued")}, (), True, id="one of its regions"),
        pytest.param({"tags": ("#AUFTAKT",)}, (), True, id="a tag written in another way"),
        pytest.param({"channels": ("blue",), "regions": ("nord",)}, (), True, id="kinds are or-ed"),
        pytest.param({"channels": ("blue",), "regions": ("west",)}, (), False, id="neither kind"),
        pytest.param({}, ("warnung",), False, id="an allowed tag"),
        pytest.param({}, ("andere",), True, id="another tag is allowed"),
        pytest.param({"regions": ("nord",)}, ("warnung",), False, id="allowed within a scope"),
    ],
)
def test_scope_and_allowed_tags(scope, allow, covered):
    pause = Pause("Hochwasser", "presse", START, Scope(**scope), allow)
    assert pause.covers(SUBJECT) is covered


def test_post_without_campaign_is_in_no_campaign():
    assert not Scope(campaigns=("geht-noch",)).covers(Subject("masto"))


def test_of_several_pauses_the_one_that_ends_last_counts():
    short, long, open_end = (
        Pause(reason, "presse", START, until=until)
        for reason, until in (("kurz", START + HOUR), ("lang", START + 2 * HOUR), ("offen", None))
    )
    assert last_to_end([short, long], SUBJECT, START) == long
    assert last_to_end([short, open_end, long], SUBJECT, START) == open_end
    assert last_to_end([short, long], SUBJECT, START + HOUR) == long
    assert last_to_end([short, long], SUBJECT, START + 2 * HOUR) is None
