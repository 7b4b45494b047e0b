# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registry of metrics, held to the code that reads them and to the pages that tell of them."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from scheduler import registry
from scheduler.model.metric_sources import SOURCES, breaks, sources_of
from scheduler.model.metrics import BY_ID, FRAMEWORKS, METRICS, RATES
from scheduler.operations.metric_list import metrics_page

ROOT = Path(__file__).parents[3]
ADAPTERS = ROOT / "scheduler" / "platforms"
# Which folder holds which platforms, where the name is not the same.
FOLDERS = {
    "mastodon": "fediverse",
    "pixelfed": "fediverse",
    "facebook": "meta/facebook",
    "instagram": "meta/instagram",
    "threads": "meta/threads",
}


def told_in(folder):
    """The metrics that the code of an adapter names."""
    texts = {
        node.value
        for path in (ADAPTERS / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return texts & {metric.id for metric in METRICS}


def folder_of(platform):
    return FOLDERS.get(platform, platform)


@pytest.mark.parametrize("folder", sorted({folder_of(name) for name in registry.platforms()}))
def test_every_metric_an_adapter_reads_has_a_source_and_the_other_way_round(folder):
    registered = {each.metric for each in SOURCES if folder_of(each.platform) == folder}
    assert told_in(folder) == registered


def test_every_source_names_a_known_metric_and_platform():
    assert {each.metric for each in SOURCES} <= set(BY_ID)
    assert {each.platform for each in SOURCES} <= set(registry.platforms())
    assert len({(each.platform, each.metric) for each in SOURCES}) == len(SOURCES)


def test_every_level_has_its_place_in_each_framework():
    assert {each.level for each in METRICS} <= set(FRAMEWORKS)
    assert all(each.definition.de and each.definition.en for each in METRICS)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        pytest.param(date(2025, 11, 14), date(2025, 11, 15), 3, id="begins on the day"),
        pytest.param(date(2025, 11, 15), date(2026, 1, 1), 0, id="all after it"),
        pytest.param(date(2025, 1, 1), date(2025, 11, 14), 0, id="all before it"),
    ],
)
def test_line_breaks_only_within_the_days_looked_at(first, last, days):
    assert len(breaks({"facebook"}, first, last)) == days


def test_platforms_without_a_change_have_no_break():
    assert breaks({"mastodon", "bluesky"}, date(2000, 1, 1), date(2100, 1, 1)) == ()


@pytest.mark.parametrize(
    ("interactions", "denominator", "rate"),
    [(5, 100, 0.05), (0, 100, 0.0), (None, 100, None), (5, None, None), (5, 0, None)],
    ids=["known", "none acted", "no interactions", "no denominator", "nobody saw it"],
)
def test_rate_is_missing_where_a_figure_is(interactions, denominator, rate):
    assert all(each.of(interactions, denominator) == rate for each in RATES)


def test_every_rate_names_its_denominator():
    assert [(each.id, each.denominator) for each in RATES] == [
        ("ER_views", "views"),
        ("ER_reach", "reach"),
        ("ER_followers", "followers"),
    ]
    assert all(each.id.endswith(each.denominator) for each in RATES)


def test_sources_of_a_metric_are_in_order():
    platforms = [each.platform for each in sources_of("reach")]
    assert platforms == ["facebook", "instagram", "linkedin"]


@pytest.mark.parametrize(("page", "language"), [("metrics", "en"), ("kennzahlen", "de")])
def test_page_of_the_documentation_says_what_the_registry_says(page, language):
    assert metrics_page(language) in (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
