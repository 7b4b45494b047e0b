# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each command as a process: help, pipes and mistakes without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.cli.commands import COMMANDS

REPOSITORY = Path(__file__).parents[3]
HERE = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL"}} | {
    "PYTHONPATH": str(REPOSITORY)
}


def run(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "scheduler", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env=HERE,
        timeout=60,
    )


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_each_command_of_the_table_has_help(name, litfass):
    ran = litfass(name, "--help")
    assert ran.code == 0
    assert f"litfass {name}" in ran.out


@pytest.mark.parametrize(
    "words",
    [["check"], ["preview"], ["plan"], ["doctor"], ["channels", "list"], ["db", "check"]],
    ids=" ".join,
)
def test_outside_a_workspace_a_command_says_so_and_exits_2(words, tmp_path):
    ran = run(*words, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "config.yaml" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["check", "--json"], ["preview"], ["plan"]], ids=" ".join)
def test_content_commands_run_as_processes_of_their_own(words, workspace):
    ran = run(*words, cwd=workspace)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout


def test_reader_that_leaves_early_sees_no_traceback(workspace):
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler", "schema", "config"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=workspace,
        env=HERE,
    )
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    process.wait(60)
    assert said == b""
