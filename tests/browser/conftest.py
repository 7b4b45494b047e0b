# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real browser that holds pages against the rules of axe-core."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The page forbids scripts of its own; the copy that is examined must let this one run.
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_RUN = """
axe.run(document, {runOnly: %s}).then(found => {
  const told = document.createElement("pre");
  told.id = "axe-found";
  told.textContent = JSON.stringify({
    violations: found.violations.map(each => [each.id, each.nodes.map(node => node.html)]),
    passes: found.passes.length,
    ground: getComputedStyle(document.body).backgroundColor,
  });
  document.body.append(told);
});
"""
_FOUND = re.compile(r'<pre id="axe-found">(.*?)</pre>', re.DOTALL)


@pytest.fixture(scope="session")
def chromium():
    """The browser; skips where there is none, or no axe-core."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium is not installed")
    if not AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/browser")
    return found


@pytest.fixture
def examine(chromium, tmp_path):
    """What axe-core finds on a page, shown light or dark: violations, passes, ground colour."""

    def run(page, *, dark=False):
        text = _POLICY.sub("", Path(page).read_text(encoding="utf-8"))
        script = AXE.read_text(encoding="utf-8") + _RUN % json.dumps(RULES)
        copy = tmp_path / "page.html"
        copy.write_text(text.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
        shown = subprocess.run(
            [
                chromium,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--virtual-time-budget=20000",
                f"--blink-settings=preferredColorScheme={0 if dark else 1}",
                "--dump-dom",
                copy.as_uri(),
            ],
            capture_output=True,
            text=True,
            timeout=90,
            check=True,
        )
        told = _FOUND.search(shown.stdout)
        assert told is not None, shown.stderr[-500:]
        return json.loads(html.unescape(told[1]))

    return run
