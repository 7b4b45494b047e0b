# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""UTM parameters: added where they are missing, nothing else touched."""

from __future__ import annotations

import pytest

from scheduler.authoring.link import with_utm

UTM = "utm_source=mastodon&utm_medium=social&utm_campaign=da-geht"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x", f"https://a.example/x?{UTM}"),
        ("https://a.example", f"https://a.example/?{UTM}"),
        ("https://a.example/x?q=1&leer=", f"https://a.example/x?q=1&leer=&{UTM}"),
        ("https://a.example/x?q=%C3%BC#top", f"https://a.example/x?q=%C3%BC&{UTM}#top"),
        ("https://a.example/#/route?x=1", f"https://a.example/?{UTM}#/route?x=1"),
        (
            "https://a.example/?utm_source=mail",
            "https://a.example/?utm_source=mail&utm_medium=social&utm_campaign=da-geht",
        ),
        (f"https://a.example/?{UTM}", f"https://a.example/?{UTM}"),
        ("mailto:presse@a.example", "mailto:presse@a.example"),
        ("kein link", "kein link"),
        ("https://[kaputt", "https://[kaputt"),
        ("", ""),
    ],
)
def test_missing_parameters_are_added(url, expected):
    assert with_utm(url, "mastodon", "da-geht") == expected


def test_campaign_is_escaped():
    assert with_utm("https://a.example/", "x", "für & mit").endswith("=f%C3%BCr%20%26%20mit")
