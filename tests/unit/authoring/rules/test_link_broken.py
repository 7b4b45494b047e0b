# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L03 (offline) speaks of links that cannot work, or that follow their readers."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.link_broken import RULE
from scheduler.model.post import Link, Override
from scheduler.model.sentence import Sentence


@pytest.mark.parametrize(
    "url",
    [
        "https://kampagne.example/trainings",
        "https://kampagne.example:8443/a?q=ü#oben",
        "https://bücher.example/",
        "https://[2001:db8::1]/",
        "https://kampagne.example/?utm_source=mastodon",
        "{{ region.link }}",
        "",
    ],
)
def test_good_link_stays_silent(make_draft, spoken, url):
    assert spoken(RULE, make_draft(link=Link(url))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kein Link.",
        "Siehe (https://a.example/x).",
        "„https://a.example/“, https://b.example!",
        "http ohne Adresse",
    ],
)
def test_good_text_stays_silent(make_draft, spoken, text):
    assert spoken(RULE, make_draft((text,))) == []


@pytest.mark.parametrize(
    ("url", "severity", "reason"),
    [
        ("https://kampagne.example/a b", "error", "contains spaces"),
        (" https://kampagne.example/", "error", "contains spaces"),
        ("kampagne.example/a", "error", "no valid web address"),
        ("ftp://kampagne.example/", "error", "no valid web address"),
        ("https://", "error", "no valid web address"),
        ("https:///pfad", "error", "no valid web address"),
        ("https://kampagne/", "error", "no valid web address"),
        ("https://a..example/", "error", "no valid web address"),
        ("https://[kaputt/", "error", "no valid web address"),
        ("https://a.example:99999/", "error", "no valid web address"),
        ("http://kampagne.example/", "warning", "not encrypted"),
        ("https://a.example/?fbclid=IwAR", "warning", "fbclid"),
        ("https://a.example/?a=1&GCLID=x", "warning", "GCLID"),
    ],
)
def test_faulty_link_speaks(make_draft, spoken, url, severity, reason):
    ((said, sentence),) = spoken(RULE, make_draft(link=Link(url)))
    assert said == severity
    assert reason in sentence


def test_link_in_a_text_speaks_once_for_all_channels(make_draft, spoken):
    draft = make_draft(("Siehe http://a.example/x.",), channels=("a", "b"))
    assert spoken(RULE, draft) == [
        ("warning", "Link “http://a.example/x” is not encrypted; use https.")
    ]


def test_link_with_utm_in_the_text_is_the_same_link(make_draft, spoken):
    draft = make_draft(
        ("Mehr: http://a.example/x?utm_source=mastodon",), link=Link("http://a.example/x")
    )
    assert len(spoken(RULE, draft)) == 1


def test_link_of_one_channel_speaks(make_draft, spoken):
    draft = make_draft(overrides={"bluesky-land": Override(link=Link("kein link"))})
    assert [severity for severity, _ in spoken(RULE, draft)] == ["error"]


@pytest.mark.parametrize(
    ("url", "hosts"),
    [("https://a.land.example/x", ("land.example",)), ("https://b.example", ())],
    ids=["below a host", "no list"],
)
def test_hosts_that_are_allowed_are_silent(make_draft, spoken, url, hosts):
    assert spoken(RULE, make_draft((url,), style={"link_hosts": hosts})) == []


def test_a_host_that_is_not_on_the_list_is_told(make_draft, spoken):
    draft = make_draft(("https://b.example",), style={"link_hosts": ("land.example",)})
    assert [severity for severity, _ in spoken(RULE, draft)] == ["info"]


def test_what_the_last_look_found_is_told(make_draft, spoken):
    broken = {"https://b.example/x": Sentence("Antwort 404", "answer 404")}
    draft = make_draft(("Mehr: https://b.example/x.",), broken_links=broken)
    assert spoken(RULE, draft) == [
        ("warning", "Link “https://b.example/x” is not reachable (answer 404).")
    ]
