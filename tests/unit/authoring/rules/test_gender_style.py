# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L07 speaks of forms that the house style does not want."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.gender_style import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Lehrerinnen und Lehrer", {}, id="silent 1"),
        pytest.param("Lehrkräfte", {}, id="silent 2"),
        pytest.param("LSBT*IQ lebt hier", {}, id="silent 3"),
        pytest.param("LinkedIn und LogIn", {}, id="silent 4"),
        pytest.param("https://a.example/Lehrer*innen", {}, id="silent 5"),
        pytest.param("@Lehrer_innen@a.example", {}, id="silent 6"),
        pytest.param("#Lehrer_innen", {}, id="silent 7"),
        pytest.param("„Lehrer*innen“, sagte sie", {}, id="silent 8"),
        pytest.param("Anmeldung:in Kassel", {}, id="silent 9"),
        pytest.param("2 * 3 und *wichtig*", {}, id="silent 10"),
        pytest.param("Beginn: in Kassel", {}, id="silent 11"),
        pytest.param("Berlin und Innen", {}, id="silent 12"),
        pytest.param("Sie:Wir", {}, id="silent 14"),
        pytest.param("Lehrer*innen", {"lang": "en"}, id="other language"),
        pytest.param("Lehrer*innen", {"style": {"gender": "star"}}, id="the own sign"),
        pytest.param("LehrerInnen, Lehrer:innen", {"style": {"gender": "any"}}, id="anything goes"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Liebe Lehrer*innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer*innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer*innen",
        ),
        pytest.param(
            "Liebe Lehrer:innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer:innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer:innen",
        ),
        pytest.param(
            "Liebe Lehrer_innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer_innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer_innen",
        ),
        pytest.param(
            "Liebe Lehrer·innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer·innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer·innen",
        ),
        pytest.param(
            "Liebe Lehrer/-innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer/-innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer/-innen",
        ),
        pytest.param(
            "Liebe Lehrer/innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer/innen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="Lehrer/innen",
        ),
        pytest.param(
            "Liebe LehrerInnen in Hessen",
            {},
            [
                (
                    "warning",
                    "“LehrerInnen”: house style wants pair or neutral form, for example “Lehrerinnen und Lehrer”.",
                )
            ],
            id="LehrerInnen",
        ),
        pytest.param(
            "Liebe Kolleg:innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Kolleg:innen”: house style wants pair or neutral form, for example “Kolleginnen und Kollegen”.",
                )
            ],
            id="Kolleg:innen",
        ),
        pytest.param(
            "Liebe Autor:innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Autor:innen”: house style wants pair or neutral form, for example “Autorinnen und Autoren”.",
                )
            ],
            id="Autor:innen",
        ),
        pytest.param(
            "Liebe Akteur:innen in Hessen",
            {},
            [
                (
                    "warning",
                    "“Akteur:innen”: house style wants pair or neutral form, for example “Akteurinnen und Akteure”.",
                )
            ],
            id="Akteur:innen",
        ),
        pytest.param(
            "Liebe Lehrer:in in Hessen",
            {},
            [
                (
                    "warning",
                    "“Lehrer:in”: house style wants pair or neutral form, for example “Lehrerin oder Lehrer”.",
                )
            ],
            id="Lehrer:in",
        ),
        pytest.param(
            "Liebe Kolleg:in in Hessen",
            {},
            [("warning", "“Kolleg:in”: house style wants pair or neutral form.")],
            id="Kolleg:in",
        ),
        pytest.param(
            "Heute kann jede:r mitmachen",
            {},
            [("warning", "“jede:r”: house style wants pair or neutral form.")],
            id="jede:r",
        ),
        pytest.param(
            "Ob der:die kommt",
            {},
            [("warning", "“der:die”: house style wants pair or neutral form.")],
            id="der:die",
        ),
        pytest.param(
            "Lehrer:innen",
            {"style": {"gender": "star"}},
            [("warning", "“Lehrer:innen”: house style wants the sign “*”.")],
            id="another sign",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
