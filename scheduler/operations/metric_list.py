# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registry of metrics as a table, as JSON and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scheduler.model.metric_sources import SOURCES, Source, sources_of
from scheduler.model.metrics import FRAMEWORKS, METRICS, RATES, Level, Metric
from scheduler.model.sentence import Language, Sentence
from scheduler.tables import Column, Table


def metrics_table() -> Table:
    """One row per metric, for people."""
    return Table(
        title=Sentence("Kennzahlen", "Metrics"),
        columns=(
            Column("id", Sentence("Kennung", "Id")),
            Column("name", Sentence("Name", "Name")),
            Column("level", Sentence("Ebene", "Level")),
            Column("additive", Sentence("addierbar", "adds up")),
            Column("platforms", Sentence("gemeldet von", "told by")),
            Column("definition", Sentence("Was gezählt wird", "What is counted")),
        ),
        rows=tuple(
            (
                each.id,
                each.name,
                each.level,
                _YES if each.additive else _NO,
                ", ".join(one.platform for one in sources_of(each.id)) or _BY_HAND,
                each.definition,
            )
            for each in METRICS
        ),
    )


def metrics_json(language: Language) -> dict[str, Any]:
    """The whole registry for machines."""
    return {
        "metrics": [_metric(each, language) for each in METRICS],
        "rates": [
            {
                "id": each.id,
                "name": each.name.in_language(language),
                "numerator": [one.id for one in METRICS if one.interaction],
                "denominator": each.denominator,
            }
            for each in RATES
        ],
        "levels": {
            level: {
                "gcs": of.gcs.in_language(language),
                "amec": of.amec.in_language(language),
                "dprg_icv": of.dprg.in_language(language),
            }
            for level, of in FRAMEWORKS.items()
        },
    }


def metrics_page(language: Language) -> str:
    """What stands in docs/metrics.md and docs/kennzahlen.md between its marks."""

    def said(sentence: Sentence) -> str:
        return sentence.in_language(language)

    lines = [
        _row(map(said, _METRIC_HEADS)),
        _row(["---"] * len(_METRIC_HEADS)),
        *(
            _row(
                (
                    f"`{each.id}`",
                    said(each.name),
                    each.level,
                    each.unit,
                    said(_YES if each.additive else _NO),
                    said(each.definition),
                )
            )
            for each in METRICS
        ),
        "",
        _row(map(said, _SOURCE_HEADS)),
        _row(["---"] * len(_SOURCE_HEADS)),
        *(_row(_source(each, language)) for each in SOURCES),
        "",
        _row(map(said, _LEVEL_HEADS)),
        _row(["---"] * len(_LEVEL_HEADS)),
        *(_row(_level(level, language)) for level in FRAMEWORKS),
    ]
    return "\n".join(lines)


def _metric(metric: Metric, language: Language) -> dict[str, Any]:
    return {
        "id": metric.id,
        "name": metric.name.in_language(language),
        "level": metric.level,
        "unit": metric.unit,
        "additive": metric.additive,
        "interaction": metric.interaction,
        "definition": metric.definition.in_language(language),
        "sources": [
            {
                "platform": each.platform,
                "field": each.field,
                "version": each.version or None,
                "valid_from": each.valid_from.isoformat() if each.valid_from else None,
                "change": each.change.in_language(language) if each.change else None,
            }
            for each in sources_of(metric.id)
        ],
    }


def _source(source: Source, language: Language) -> tuple[str, ...]:
    return (
        source.platform,
        f"`{source.metric}`",
        f"`{source.field}`",
        source.version,
        source.valid_from.isoformat() if source.valid_from else "",
        source.change.in_language(language) if source.change else "",
    )


def _level(level: Level, language: Language) -> tuple[str, ...]:
    of = FRAMEWORKS[level]
    return level, *(each.in_language(language) for each in (of.gcs, of.amec, of.dprg))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_YES, _NO = Sentence("ja", "yes"), Sentence("nie", "never")
_BY_HAND = Sentence("Menschen (litfass figures)", "people (litfass figures)")
_METRIC_HEADS = (
    Sentence("Kennung", "id"),
    Sentence("Name", "name"),
    Sentence("Ebene", "level"),
    Sentence("Einheit", "unit"),
    Sentence("addierbar", "adds up"),
    Sentence("Was gezählt wird", "what is counted"),
)
_SOURCE_HEADS = (
    Sentence("Plattform", "platform"),
    Sentence("Kennzahl", "metric"),
    Sentence("Feld", "field"),
    Sentence("Fassung", "version"),
    Sentence("gilt seit", "valid from"),
    Sentence("Bruch", "break"),
)
_LEVEL_HEADS = (
    Sentence("Ebene", "level"),
    Sentence("GCS Evaluation Cycle", "GCS Evaluation Cycle"),
    Sentence("AMEC", "AMEC"),
    Sentence("DPRG/ICV", "DPRG/ICV"),
)
