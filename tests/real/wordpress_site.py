# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real WordPress on SQLite, behind PHP's own server, and what lies on it."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.real.installed import HERE, free_port, installed, running

EVERY_STATUS = "publish,future,draft,pending,private,trash"
_CONFIG = """<?php
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('WP_ENVIRONMENT_TYPE', 'local'); // or application passwords would need https
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('DB_NAME', 'wordpress');
define('DB_CHARSET', 'utf8mb4');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""


@dataclass(frozen=True)
class WordPress:
    """The site's address, and the application password of each role's user."""

    url: str
    passwords: Mapping[str, str]

    def ask(self, method: str, route: str, body: object = None) -> Any:
        """What the REST API tells the administrator; raises HTTPError for a refusal."""
        data = None if body is None else json.dumps(body).encode()
        address = f"{self.url}/wp-json/wp/v2{route}"
        request = urllib.request.Request(address, data, method=method)  # noqa: S310 - loopback
        pair = f"administrator:{self.passwords['administrator']}"
        request.add_header("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())

    def articles(self) -> list[dict[str, Any]]:
        """All posts, whatever their status, newest first: the oracle of these tests."""
        return self.ask("GET", f"/posts?context=edit&per_page=100&status={EVERY_STATUS}")

    def media(self) -> list[dict[str, Any]]:
        """The whole library."""
        return self.ask("GET", "/media?context=edit&per_page=100")

    def clear(self) -> None:
        """Take away what a test has left."""
        for kind, found in (("posts", self.articles()), ("media", self.media())):
            for each in found:
                self.ask("DELETE", f"/{kind}/{each['id']}?force=true")


@contextlib.contextmanager
def wordpress(folder: Path) -> Iterator[WordPress]:
    """A fresh site in `folder`, served until the block ends."""
    if shutil.which("php") is None:
        pytest.skip("php is missing; WordPress cannot run")
    url = f"http://127.0.0.1:{free_port()}"
    site = _unpacked(folder / "site", url)
    command = ["php", str(HERE / "wordpress" / "install.php")]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"WordPress was not set up: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    command = ["php", "-S", url.removeprefix("http://"), "-t", str(site)]
    with running(command, folder, f"{url}/wp-json/", {"PHP_CLI_SERVER_WORKERS": "2"}):
        yield WordPress(url, json.loads(done.stdout.splitlines()[-1]))


def _unpacked(site: Path, url: str) -> Path:
    builds = installed("wordpress") / "node_modules" / "@wp-playground" / "wordpress-builds" / "src"
    plugin = "sqlite-database-integration"
    with zipfile.ZipFile(builds / "wordpress" / "wp-6.5.zip") as archive:
        archive.extractall(site)
    with zipfile.ZipFile(builds / plugin / f"{plugin}.zip") as archive:
        archive.extractall(site / "wp-content" / "plugins")
    lies = site / "wp-content" / "plugins" / f"{plugin}-main"
    lies = lies.rename(lies.with_name(plugin))
    shutil.copy(lies / "db.copy", site / "wp-content" / "db.php")
    shutil.rmtree(site / "wp-content" / "database")  # a site that somebody else has set up
    (site / "wp-config.php").write_text(_CONFIG.format(url=url))
    return site
