# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.usefixtures("no_network")
def test_without_platform_all_platforms_count(litfass):
    ran = litfass("count", "Hallo https://kampagne.example/ein/langer/weg", "--json")
    lengths = {each["platform"]: each["length"] for each in ran.json}
    assert ran.code == 0
    assert lengths["mastodon"] == len("Hallo ") + 23
    assert {"x", "manual"} <= lengths.keys()
    assert lengths["bluesky"] == len("Hallo https://kampagne.example/ein/langer/weg")


def test_table_names_length_limit_and_whether_it_fits(litfass):
    ran = litfass("count", "a" * 301, "--platform", "bluesky")
    assert ran.out.splitlines()[2].split() == ["bluesky", "301", "300", "graphemes", "no"]


def test_unknown_platform_is_a_usage_error_that_suggests_the_nearest(litfass):
    ran = litfass("count", "Hallo", "--platform", "mastdon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "The platform “mastdon” is unknown. Did you mean “mastodon”?\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="nothing"),
        pytest.param(["Hallo", "--lines", "-", "-p", "x"], id="both"),
        pytest.param(["--lines", "-"], id="lines without a platform"),
        pytest.param(["--lines", "/nowhere/texts", "-p", "x"], id="a file that is not there"),
    ],
)
def test_a_call_that_cannot_be_meant_says_so_and_exits_2(words, litfass):
    ran = litfass("count", *words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_lines_give_one_json_object_per_line_with_keys_in_order(litfass, tmp_path):
    texts = tmp_path / "texts.jsonl"
    texts.write_text('"Hallo"\n"Grüße #Alle"\n', encoding="utf-8")
    ran = litfass("count", "--platform", "bluesky", "--lines", texts)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        '{"platform": "bluesky", "length": 5, "limit": 300, "valid": true, "facets": []}\n'
        '{"platform": "bluesky", "length": 11, "limit": 300, "valid": true, "facets": '
        '[{"byteStart": 8, "byteEnd": 13, "kind": "tag", "target": "Alle"}]}\n'
    )


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(b"Hallo", id="no JSON"),
        pytest.param(b"5", id="a number"),
        pytest.param(b"", id="an empty line"),
        pytest.param(b'"\xff"', id="no UTF-8"),
        pytest.param(rb'"\ud83d"', id="half a character"),
        pytest.param(b"[" * 100_000, id="nested without end"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_counted(bad, litfass, monkeypatch):
    given = io.TextIOWrapper(io.BytesIO(b'"eins"\n' + bad + b'\n"drei"\n'), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", given)
    ran = litfass("count", "--platform", "x", "--lines", "-")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 2
    assert ran.err.startswith("Line 2: ")
    assert len(ran.err.splitlines()) == 1


def test_a_line_separator_inside_a_string_does_not_end_the_line(litfass, tmp_path):
    texts = tmp_path / "texts.jsonl"
    texts.write_text('"eins\u2028zwei"\r\n', encoding="utf-8")
    ran = litfass("count", "--platform", "x", "--lines", texts)
    assert (ran.code, len(ran.out.splitlines())) == (0, 1)


def test_counting_for_one_platform_imports_no_other():
    code = (
        "import contextlib, sys\n"
        "from scheduler.cli.main import main\n"
        "with contextlib.suppress(SystemExit): main(['count', '-p', 'x', 'Hallo'])\n"
        "names = [each.split('.')[:3] for each in sys.modules]\n"
        "print({each[-1] for each in names if each[1:-1] == ['platforms']})\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert ran.stdout.splitlines()[-1] == "{'x'}"
