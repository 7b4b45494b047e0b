# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text to HTML: by the platform's conventions, or as the sender marked it."""

from __future__ import annotations

import pytest

from scheduler.model.message import Facet
from scheduler.simulator.markup import marked_up
from scheduler.simulator.world import SimPost
from tests.support.clock import START


def post(text: str, facets: tuple[Facet, ...] | None = None) -> SimPost:
    return SimPost("1", "any", "land", text, START, facets=facets)


def link(target: str, shown: str) -> str:
    return f'<a href="{target}" rel="noreferrer">{shown}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("1 < 2 & 3", "1 &lt; 2 &amp; 3", id="escapes"),
        pytest.param(
            "Siehe https://land.example.",
            f"Siehe {link('https://land.example', 'land.example')}.",
            id="full stop after a link",
        ),
        pytest.param(
            "https://www.land.example/a/very/long/path/to/it",
            link(
                "https://www.land.example/a/very/long/path/to/it",
                "land.example/a/very/long/path/…",
            ),
            id="long link is cut",
        ),
        pytest.param(
            "Mit @stadt@kassel.example",
            'Mit <span class="mention">@stadt@kassel.example</span>',
            id="mention",
        ),
        pytest.param("post@land.example", "post@land.example", id="mail address is no mention"),
        pytest.param("#Grüße!", '<span class="tag">#Grüße</span>!', id="hashtag with umlaut"),
        pytest.param("#2027 C#", "#2027 C#", id="digits alone are no hashtag"),
    ],
)
def test_platform_marks_up_by_its_conventions(text: str, html: str) -> None:
    assert str(marked_up(post(text))) == html


@pytest.mark.parametrize(
    ("facets", "html"),
    [
        pytest.param((), "Grüße #hier", id="nothing unless marked"),
        pytest.param(
            (Facet(8, 13, "tag", "hier"),), 'Grüße <span class="tag">#hier</span>', id="by bytes"
        ),
        pytest.param((Facet(8, 99, "tag", "hier"),), "Grüße #hier", id="out of range"),
        pytest.param((Facet(9, 8, "tag", "hier"),), "Grüße #hier", id="backwards"),
        pytest.param(
            (Facet(8, 13, "tag", "hier"), Facet(9, 13, "tag", "ier")),
            'Grüße <span class="tag">#hier</span>',
            id="overlapping",
        ),
        pytest.param(
            (Facet(0, 3, "mention", "x"),),
            '<span class="mention">Gr�</span>�ße #hier',
            id="in the middle of a letter, as readers would see it",
        ),
        pytest.param(
            (Facet(8, 13, "link", "javascript:alert(1)"),),
            'Grüße <span class="link">#hier</span>',
            id="no script as a link",
        ),
    ],
)
def test_sender_marks_up_by_facets(facets: tuple[Facet, ...], html: str) -> None:
    assert str(marked_up(post("Grüße #hier", facets))) == html
