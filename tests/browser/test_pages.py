# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page that Litfass writes, held against WCAG 2.2 AA by axe-core in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SPAN = ("--from", "2027-03-01", "--to", "2027-04-30")

pytestmark = pytest.mark.browser


def litfass(folder, *words):
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(
        [sys.executable, "-m", "scheduler", *words],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module", params=["de", "en"])
def pages(request, tmp_path_factory):
    """The pages of the sample season in one language, by name."""
    folder, lang = tmp_path_factory.mktemp("pages"), request.param
    litfass(folder, "init", "ws", "--lang", lang)
    workspace = folder / "ws"
    ran = [
        litfass(workspace, "demo", "--no-serve", "--lang", lang),
        litfass(workspace, "preview", "--html", "preview.html", "--lang", lang),
        litfass(
            workspace, "calendar", *SPAN, "--format", "html", "-o", "calendar.html", "--lang", lang
        ),
    ]
    assert [each.returncode for each in ran] == [0, 0, 0], [each.stderr for each in ran]
    litfass(workspace, "sync")
    litfass(workspace, "kit", "--campaign", "da-geht-noch-was", "-o", "kit.zip", "--lang", lang)
    rehearsed = (workspace / "config.yaml").read_text(encoding="utf-8")
    rehearsed = rehearsed.replace("///litfass.db", "///rehearsal/rehearsal.db")
    (workspace / "rehearsed.yaml").write_text(rehearsed, encoding="utf-8")
    exported = litfass(
        workspace, "records", "export", "--case", "AZ 1/2027", "--from", "2027-01-01",
        "--as-of", "2030-01-01", "-o", "akte", "--config", "rehearsed.yaml", "--lang", lang,
    )  # fmt: skip
    assert exported.returncode == 0, exported.stderr
    with zipfile.ZipFile(workspace / "kit.zip") as kit:
        kit.extract("index.html", folder / "kit")
    return {
        "report": workspace / "rehearsal" / "report.html",
        "timeline": workspace / "rehearsal" / "timeline.html",
        "preview": workspace / "preview.html",
        "calendar": workspace / "calendar.html",
        "kit": folder / "kit" / "index.html",
        "records": workspace / "akte" / "index.html",
    }


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["report", "timeline", "preview", "calendar", "kit", "records"])
def test_page_breaks_no_rule_of_wcag(pages, examine, name, dark):
    found = examine(pages[name], dark=dark)
    assert found["violations"] == []
    assert found["passes"] > 5


def test_dark_and_light_are_really_different(pages, examine):
    light, dark = (examine(pages["report"], dark=dark)["ground"] for dark in (False, True))
    assert light != dark


def test_a_page_without_language_and_names_is_found_out(examine, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<html><body><img src=x><input></body></html>", encoding="utf-8")
    found = {rule for rule, _ in examine(page)["violations"]}
    assert {"html-has-lang", "image-alt", "label"} <= found
