# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from scheduler.config import ConfigError, HealthSettings, load_settings
from scheduler.config.health import parse_listen

WAY_OUT = 'A host and a port (1 to 65535) stand here, nothing else: listen: "127.0.0.1:9187".'


@pytest.fixture
def load(tmp_path):
    def of(text):
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path, {})

    return of


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("127.0.0.1:9187", "127.0.0.1", 9187),
        ("0.0.0.0:80", "0.0.0.0", 80),
        ("localhost:65535", "localhost", 65535),
        ("[::1]:9187", "::1", 9187),
        ("monitor.land.example:1", "monitor.land.example", 1),
    ],
)
def test_host_and_port_are_read_and_written_alike(written, host, port):
    assert parse_listen(written) == HealthSettings(host, port)
    assert str(parse_listen(written)) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "9187",
        ":9187",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:" + "9" * 5000,
        "127.0.0.1:٩١٨٧",
        "::1:9187",
        "[127.0.0.1]:9187",
        "[]:9187",
        "http://127.0.0.1:9187",
        "127.0.0.1:9187/metrics",
        "me@127.0.0.1:9187",
        "two hosts:9187",
    ],
)
def test_anything_else_is_no_address(written):
    assert parse_listen(written) is None


def test_without_the_block_nobody_listens(load):
    assert load("timezone: UTC\n").health is None


def test_empty_block_listens_on_the_usual_address(load):
    assert str(load("health: {}\n").health) == "127.0.0.1:9187"


@pytest.mark.parametrize("written", ["9187", '"http://127.0.0.1:9187"', '"127.0.0.1:0"'])
def test_bad_address_is_told_with_its_place_and_the_way_out(load, written):
    with pytest.raises(ConfigError) as caught:
        load(f"health:\n  listen: {written}\n")
    (finding,) = caught.value.findings
    assert (finding.place.line, finding.place.column) == (2, 11)
    assert finding.message.en == WAY_OUT
    assert finding.message.de != WAY_OUT
