# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/schema/ holds what `litfass schema` prints; `make schemas` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.cli.main import main

FOLDER = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", ["post", "config", "campaign", "series"])
def test_schema_in_the_docs_is_the_one_that_the_program_prints(name, capsys):
    with pytest.raises(SystemExit) as left:
        main(["schema", name])
    printed = capsys.readouterr().out
    assert left.value.code == 0
    assert (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8") == printed


def test_docs_hold_no_schema_that_the_program_does_not_print():
    assert {path.name for path in FOLDER.iterdir()} == {
        "post.schema.json",
        "config.schema.json",
        "campaign.schema.json",
        "series.schema.json",
    }
