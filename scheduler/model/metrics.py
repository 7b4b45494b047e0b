# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The registry of metrics, as data: one id, one meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.model.sentence import Sentence

Level = Literal["input", "output", "outtake", "outcome", "impact"]


@dataclass(frozen=True, slots=True)
class Metric:
    """What a figure means: its id, its name for readers, its level and whether it adds up.

    `additive` is False where a sum over posts, channels or days means nothing (reach counts
    people, and the same person is in several of them).
    """

    id: str
    name: Sentence
    level: Level
    unit: str = "count"
    additive: bool = True
    interaction: bool = False


METRICS: tuple[Metric, ...] = (
    Metric("reactions", Sentence("Reaktionen", "Reactions"), "outtake", interaction=True),
    Metric("shares", Sentence("Geteilt", "Shares"), "outtake", interaction=True),
    Metric("comments", Sentence("Antworten", "Replies"), "outtake", interaction=True),
    Metric("quotes", Sentence("Zitate", "Quotes"), "outtake", interaction=True),
    Metric("saves", Sentence("Gespeichert", "Saves"), "outtake", interaction=True),
    Metric("views", Sentence("Aufrufe", "Views"), "output"),
    Metric("reach", Sentence("Reichweite", "Reach"), "output", unit="accounts", additive=False),
    Metric("link_clicks", Sentence("Link-Klicks", "Link clicks"), "outtake"),
    Metric(
        "followers",
        Sentence("Abonnierende", "Followers"),
        "output",
        unit="accounts",
        additive=False,
    ),
    Metric("website_visits", Sentence("Website-Besuche", "Website visits"), "outtake"),
    Metric("trainings_held", Sentence("Durchgeführte Trainings", "Trainings held"), "output"),
    Metric(
        "training_participants",
        Sentence("Teilnehmende an Trainings", "Training participants"),
        "outtake",
        unit="people",
    ),
    Metric("cost", Sentence("Kosten (Euro)", "Cost (euros)"), "input", unit="EUR"),
    Metric(
        "work_hours",
        Sentence("Arbeitszeit (Stunden)", "Working time (hours)"),
        "input",
        unit="hours",
    ),
    Metric("press_mentions", Sentence("Presseberichte", "Press mentions"), "output"),
    Metric("participants", Sentence("Teilnehmende", "Participants"), "outtake", unit="people"),
    Metric(
        "visits_from_posts",
        Sentence("Website-Besuche über Beiträge", "Website visits from posts"),
        "outtake",
    ),
)

BY_ID: dict[str, Metric] = {metric.id: metric for metric in METRICS}
INTERACTIONS: tuple[str, ...] = tuple(metric.id for metric in METRICS if metric.interaction)
