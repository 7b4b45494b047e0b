# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`records`: exports for the files of a case, and what is said when they were changed."""

from __future__ import annotations

import pytest

# The clock of the season is ahead of the machine's.
EXPORT = ("records", "export", "--case", "AZ 1", "--as-of", "2027-03-31")
pytestmark = pytest.mark.usefixtures("season")


def test_export_of_a_campaign_verifies_until_it_is_changed(litfass, tmp_path):
    ran = litfass(*EXPORT, "--campaign", "geht-noch", "-o", "akte", "--json")
    assert (ran.code, ran.json["posts"], ran.json["case"]) == (0, 3, "AZ 1")
    assert litfass("records", "verify", "akte").code == 0
    (tmp_path / "akte" / "index.html").write_text("x")
    ran = litfass("records", "verify", "akte", "--lang", "de")
    assert (ran.code, ran.out) == (1, "index.html wurde verändert.\n")


def test_days_are_both_included(litfass):
    days = ("--from", "2027-03-09", "--to", "2027-03-10")
    assert litfass(*EXPORT, *days, "-o", "akte.zip", "--json").json["posts"] == 3
    assert litfass(*EXPORT, *days[:2], "--to", "2027-03-09", "-o", "b", "--json").json["posts"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([*EXPORT, "-o", "a"], "Name posts", id="nothing chosen"),
        pytest.param([*EXPORT, "nie", "-o", "a"], "No post was live", id="unknown post"),
        pytest.param([*EXPORT, "--from", "2027-02-30", "-o", "a"], "is no day", id="no day"),
        pytest.param([*EXPORT, "--to", "9999-12-31", "-o", "a"], "is no day", id="last of days"),
        pytest.param([*EXPORT, "auftakt", "--as-of", "gestern", "-o", "a"], "gestern", id="as of"),
        pytest.param(
            ["records", "export", "--case", " ", "auftakt", "-o", "a"], "--case", id="no case"
        ),
        pytest.param(["records", "verify", "a"], "a does not exist", id="no export"),
        pytest.param(["records", "verify", "config.yaml"], "cannot be read", id="no zip"),
    ],
)
def test_call_that_cannot_be_carried_out_is_answered_with_a_sentence(
    litfass, files, tmp_path, words, said
):
    before = set(files(tmp_path))
    ran = litfass(*words)
    assert (ran.code, said in ran.err) == (2, True)
    assert {name for name in set(files(tmp_path)) - before if "litfass.db" not in name} == set()
