# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A02 speaks of alternative texts that tell nothing."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.alt_poor import RULE
from scheduler.model.post import Medium


def draft_of(make_draft, alt, **values):
    return make_draft(media=(Medium("/w/gruppe-7.png", "gruppe-7.png", alt=alt, **values),))


@pytest.mark.parametrize(
    ("alt", "values"),
    [
        pytest.param("Zwölf Menschen stehen im Kreis.", {}, id="says what is to be seen"),
        pytest.param("Porträt von Erika Beispiel", {}, id="portrait"),
        pytest.param("", {}, id="missing is A01"),
        pytest.param("x", {"decorative": True}, id="decorative"),
        pytest.param("Bildungsminister beim Rundgang", {}, id="a word that begins with Bild"),
    ],
)
def test_stays_silent(make_draft, spoken, alt, values):
    assert spoken(RULE, draft_of(make_draft, alt, **values)) == []


@pytest.mark.parametrize(
    ("alt", "severity"),
    [
        ("Gruppe", "warning"),
        ("gruppe-7.png auf der Bühne", "warning"),
        ("Die gruppe-7 auf der Bühne", "warning"),
        ("Titelbild unserer Seite.jpg", "warning"),
        ("IMG_20270301 am Abend des Festes", "warning"),
        ("Bild Foto Grafik Logo", "warning"),
        ("Das Bild zeigt zwölf Menschen im Kreis", "info"),
        ("Foto: zwölf Menschen im Kreis", "info"),
        ("Picture of twelve people in a circle", "info"),
    ],
)
def test_speaks(make_draft, spoken, alt, severity):
    assert [said[0] for said in spoken(RULE, draft_of(make_draft, alt))] == [severity]
