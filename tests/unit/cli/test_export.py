# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`export`: tables for other programs, whole or fit for the public; and the notebook on them."""

from __future__ import annotations

import ast
import csv
import json
from pathlib import Path

import pytest

from scheduler.operations.public_counts import PublicCounts
from scheduler.store.bi_views import VIEWS
from tests.support.season import CAMPAIGN, DAY

NOTEBOOK = Path(__file__).parents[3] / "docs" / "examples" / "figures.ipynb"


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reactions(rows):
    chosen = [row for row in rows if row["metric"] == "reactions" and row["delivery"]]
    return {(row["post"], row["channel"]): row["value"] for row in chosen}


@pytest.mark.usefixtures("season")
def test_every_view_becomes_a_file_with_its_columns_and_nothing_else_is_left(litfass, tmp_path):
    ran = litfass("export", "-o", "out", "--json")
    files = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert files == sorted(f"{name}.csv" for name in VIEWS)
    assert ran.json["rows"] == {name: len(table(tmp_path / "out", name)) for name in VIEWS}
    heads = {name: list(table(tmp_path / "out", name)[0]) for name in VIEWS}
    assert heads == {name: list(view.columns) for name, view in VIEWS.items()}
    assert reactions(table(tmp_path / "out", "bi_samples")) == {
        ("auftakt", "mastodon-land"): "20",
        ("auftakt", "bluesky-land"): "5",
        ("training", "mastodon-land"): "1200",
        ("fremd", "bluesky-land"): "77",
    }


def test_public_files_hide_small_counts_and_what_would_give_them_away(litfass, season, tmp_path):
    season.count("auftakt", "bluesky-land", 5 * DAY, reactions=3)
    season.figure("participants", 2, season.start, campaign=CAMPAIGN, region="nord")
    season.figure("participants", 40, season.start, campaign=CAMPAIGN, region="sued")
    season.figure("participants", 50, season.start, campaign=CAMPAIGN, region="ost")
    season.figure("cost", 250, season.start, campaign=CAMPAIGN)
    season.figure("press_mentions", 1, season.start, campaign=CAMPAIGN)
    assert litfass("export", "--public", "-o", "out").code == 0
    assert reactions(table(tmp_path / "out", "bi_samples_latest")) == {
        ("auftakt", "bluesky-land"): "<5",
        ("auftakt", "mastodon-land"): "…",  # else the sum of the post would tell
        ("training", "mastodon-land"): "…",  # else the sum of the channel would
        ("fremd", "bluesky-land"): "77",
    }
    hidden = [row["value"] for row in table(tmp_path / "out", "bi_samples")]
    assert "20" not in hidden
    figures = table(tmp_path / "out", "bi_figures")
    told = {(row["metric"], row["region"]): row["value"] for row in figures}
    assert told == {
        ("trainings_held", "nord"): "23",
        ("participants", "nord"): "<5",
        ("participants", "sued"): "…",
        ("participants", "ost"): "50",
        ("cost", ""): "2.5",
        ("press_mentions", ""): "1",
    }
    assert {row["source"] for row in figures} == {""}


def test_threshold_is_the_workspaces_own(litfass, season, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text() + "public_threshold: 78\n", encoding="utf-8")
    litfass("export", "bi_samples_latest", "--public", "-o", "out")
    assert reactions(table(tmp_path / "out", "bi_samples_latest"))["fremd", "bluesky-land"] == "<78"
    with season.database.read() as connection:
        nobody = PublicCounts(connection, 5, season.start - DAY)
    assert nobody.sample(1, "reactions", 20) == 20


def test_german_excel_gets_semicolons_commas_and_no_formulas(litfass, season, tmp_path):
    season.figure("cost", 250, season.start, campaign="=1+1")
    litfass("export", "bi_figures", "--csv-style", "excel-de", "-o", "out")
    raw = (tmp_path / "out" / "bi_figures.csv").read_bytes().decode("utf-8")
    assert raw.startswith("\ufefffigure;metric;value;counted_on;")
    assert ";2,5;08.03.2027;'=1+1;" in raw


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["bi_secrets"], "There is no VIEW “bi_secrets”", id="unknown view"),
        pytest.param(["--format", "xls"], "There is no --format “xls”", id="unknown format"),
        pytest.param(["--csv-style", "x"], "There is no --csv-style “x”", id="unknown style"),
    ],
)
def test_wrong_word_is_answered_with_what_there_is(litfass, tmp_path, words, said):
    ran = litfass("export", "-o", "out", *words)
    assert (ran.code, said in ran.err) == (2, True)
    assert not (tmp_path / "out").exists()


def outputs(cells):
    """What the code cells give, run one after the other in plain Python."""
    names: dict = {}
    for cell in cells:
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)  # noqa: S102 - our own notebook
        if last is not None:
            yield eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


@pytest.mark.usefixtures("season")
def test_example_notebook_reads_a_workspace_and_carries_no_outputs(tmp_path, monkeypatch):
    monkeypatch.setenv("LITFASS_DATABASE", str(tmp_path / "litfass.db"))
    cells = [
        cell
        for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert [cell["outputs"] for cell in cells] == [[]] * len(cells)
    went_out, received, grown, counted = outputs(cells)
    assert went_out[0] == {"channel": "bluesky-land", "published": 2, "latest_seconds": 0}
    assert {"campaign": CAMPAIGN, "metric": "reactions", "total": 1225, "posts": 2} in received
    assert [len(rows) for rows in (grown, counted)] == [4, 1]
