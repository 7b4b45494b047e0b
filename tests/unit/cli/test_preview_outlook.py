# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a preview says beside the texts: findings with waivers, gates, approval, languages."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.usefixtures("no_network", "workspace")

CLOSED = """
quiet_days:
  - {name: Stiller Tag, date: 2097-03-08, effect: block}
"""
APPROVAL = """
people: {anna: {roles: [presse], token: {file: anna.hash}}}
approval: vier-augen
approval_policies: {vier-augen: {count: 1, roles: [presse]}}
"""
WAIVED = """\
overrides:
  aushang: {text: "Heute 🎉🎉🎉🎉🎉🎉🎉"}
lint_ignore:
  - {rule: A08, reason: "So heißt der <Verein>."}
"""
LANGUAGES = """\
variants:
  en: {text: "The campaign starts today."}
"""


@pytest.fixture
def page(litfass, workspace):
    """Makes the page of the workspace with something added to config.yaml or the post."""

    def made(config="", post=""):
        for name, more in (("config.yaml", config), ("posts/auftakt.yaml", post)):
            path = workspace / name
            path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        assert litfass("preview", "--html", workspace / "page.html").code == 0
        return (workspace / "page.html").read_text(encoding="utf-8")

    return made


def test_page_counts_what_there_is_and_marks_it_in_the_list(page):
    html = page(post="embargo_until: 2097-03-09 10:00\n")
    counts = re.search(r"Posts: 1\. Errors: (\d+)\. Warnings: \d+\. Infos: \d+\.", html)
    assert counts is not None
    assert html.count('<strong class="alarm">error') == int(counts[1]) > 0
    assert "auftakt</a> · ready, faulty" in html


def test_gate_that_will_be_closed_is_said_on_each_channel_and_for_machines(page, litfass):
    html = page(config=APPROVAL)
    assert html.count("Will be held: Approval is missing") == 3
    (shown,) = litfass("preview", "--json").json["posts"]
    assert {each["gate"] for each in shown["holds"]} == {"approval"}
    assert shown["approval"].startswith("Approval is missing")
    assert "Approval: Approval is missing" in litfass("preview").out


def test_pause_is_said_where_it_will_still_stand(litfass):
    litfass("sync")
    litfass("pause", "--channel", "aushang", "--reason", "Unglück")
    (shown,) = litfass("preview", "--json").json["posts"]
    (hold,) = shown["holds"]
    assert (hold["channel"], hold["gate"], "Unglück" in hold["reason"]) == (
        "aushang",
        "paused",
        True,
    )
    assert "! Will be held [aushang]: Paused by" in litfass("preview").out


def test_waiver_stands_with_its_reason_and_is_escaped(page):
    html = page(post=WAIVED)
    assert "Stays as it is, because: So heißt der &lt;Verein&gt;." in html
    assert "with waivers" in html


def test_languages_are_named_with_how_new_they_are(page, litfass):
    html = page(post=LANGUAGES)
    assert "<dt>Other languages</dt><dd>en (no source_hash)</dd>" in html
    assert "<dt>Version of</dt><dd>auftakt</dd>" in html
    assert "Other languages: en (no source_hash)" in litfass("preview").out


def test_page_without_findings_says_so_and_each_channel_has_its_name(page):
    html = page()
    assert "<p>No findings.</p>" in html
    headings = re.findall(r'<article class="channel" aria-labelledby="([^"]+)">', html)
    assert len(headings) == len(set(headings)) == 3
    assert all(f'id="{each}"' in html for each in headings)
