# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is clickable, and where in the bytes."""

from __future__ import annotations

import pytest

from scheduler.platforms.bluesky.facets import detect

CHECK_VALUE = (
    "✨ example mentioning @atproto.com to share the URL 👨‍❤️‍👨 https://en.wikipedia.org/wiki/CBOR."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            CHECK_VALUE,
            [
                (23, 35, "mention", "atproto.com"),
                (74, 108, "link", "https://en.wikipedia.org/wiki/CBOR"),
            ],
            id="the documents' own example",
        ),
        pytest.param("", [], id="nothing"),
        pytest.param(
            "\u2068#GehtNoch\u2069 ש", [(3, 12, "tag", "GehtNoch")], id="hashtag in an isolate"
        ),
        pytest.param("\u2068@a.de\u2069", [(3, 8, "mention", "a.de")], id="mention in an isolate"),
        pytest.param("@a.de!", [(0, 5, "mention", "a.de")], id="mention at the very start"),
        pytest.param("(@a.test)", [(1, 8, "mention", "a.test")], id="mention in brackets"),
        pytest.param("@niemand @a.nichttld x@a.de", [], id="no handle"),
        pytest.param("hessen.de", [(0, 9, "link", "https://hessen.de")], id="bare domain"),
        pytest.param("datei.txt readme.nichttld z.B.", [], id="no top-level domain"),
        pytest.param(
            "httpbin.org", [(0, 11, "link", "https://httpbin.org")], id="domain beginning with http"
        ),
        pytest.param(
            "(https://x.de/a), https://x.de/b_(c)",
            [(1, 15, "link", "https://x.de/a"), (18, 36, "link", "https://x.de/b_(c)")],
            id="closing brackets",
        ),
        pytest.param(
            "https://termine.example/iwgr.",
            [(0, 28, "link", "https://termine.example/iwgr")],
            id="full address under any domain",
        ),
        pytest.param("Grüße #Ostern!", [(8, 15, "tag", "Ostern")], id="tag after umlauts"),
        pytest.param("#123 #... a#b # #️⃣", [], id="no tag"),
        pytest.param("\uff03voll", [(0, 7, "tag", "voll")], id="fullwidth hash"),
        pytest.param("#" + "x" * 65, [], id="tag of 65 graphemes"),
        pytest.param("($abc) $abcdef $1", [(1, 5, "tag", "$ABC")], id="cashtag"),
    ],
)
def test_facets_of(text: str, expected: list[tuple[int, int, str, str]]) -> None:
    found = [(facet.byte_start, facet.byte_end, facet.kind, facet.target) for facet in detect(text)]
    assert found == expected
