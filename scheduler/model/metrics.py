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
    """What a figure means: its id, its name for readers, its level, and whether it adds up.

    `definition` says what is counted; what each platform means by it, `model.metric_sources`.
    `additive` is False where a sum over posts, channels or days means nothing (reach counts
    people, and the same person is in several of them).
    """

    id: str
    name: Sentence
    level: Level
    definition: Sentence
    unit: str = "count"
    additive: bool = True
    interaction: bool = False


METRICS: tuple[Metric, ...] = (
    Metric(
        "reactions",
        Sentence("Reaktionen", "Reactions"),
        "outtake",
        Sentence(
            "Wie oft eine Reaktion (Gefällt mir, Favorit, Emoji) gesetzt ist; wer sie zurücknimmt, "
            "zählt nicht mehr.",
            "How often a reaction (like, favourite, emoji) is set; not one taken back.",
        ),
        interaction=True,
    ),
    Metric(
        "shares",
        Sentence("Geteilt", "Shares"),
        "outtake",
        Sentence(
            "Wie oft Konten den Beitrag unverändert weitergaben.",
            "How often accounts passed the post on unchanged.",
        ),
        interaction=True,
    ),
    Metric(
        "comments",
        Sentence("Antworten", "Replies"),
        "outtake",
        Sentence(
            "Antworten und Kommentare darunter, soweit die Plattform sie mitzählt.",
            "Replies and comments below it, as far as the platform counts them.",
        ),
        interaction=True,
    ),
    Metric(
        "quotes",
        Sentence("Zitate", "Quotes"),
        "outtake",
        Sentence(
            "Wie oft Konten den Beitrag mit eigenen Worten weitergaben.",
            "How often accounts passed the post on with words of their own.",
        ),
        interaction=True,
    ),
    Metric(
        "saves",
        Sentence("Gespeichert", "Saves"),
        "outtake",
        Sentence(
            "Wie oft er für später gemerkt ist.",
            "How often it is kept for later.",
        ),
        interaction=True,
    ),
    Metric(
        "views",
        Sentence("Aufrufe", "Views"),
        "output",
        Sentence(
            "Wie oft er angezeigt oder abgespielt wurde; ein Konto kann mehrfach zählen, und jede "
            "Plattform zieht die Grenze anders.",
            "How often it was shown or played; an account may count several times, and each "
            "platform draws the line elsewhere.",
        ),
    ),
    Metric(
        "reach",
        Sentence("Reichweite", "Reach"),
        "output",
        Sentence(
            "Wie viele verschiedene Konten ihn sahen, nach Zählung einer Plattform. Nie addiert: "
            "Dieselben Menschen sind auf mehreren.",
            "How many different accounts saw it, as one platform counts. Never added: the same "
            "people are on several.",
        ),
        unit="accounts",
        additive=False,
    ),
    Metric(
        "link_clicks",
        Sentence("Link-Klicks", "Link clicks"),
        "outtake",
        Sentence(
            "Wie oft der Link darin aufgerufen wurde.",
            "How often the link in it was opened.",
        ),
    ),
    Metric(
        "followers",
        Sentence("Abonnierende", "Followers"),
        "output",
        Sentence(
            "Wie viele Konten dem eigenen folgen. Nie addiert.",
            "How many accounts follow one's own. Never added.",
        ),
        unit="accounts",
        additive=False,
    ),
    Metric(
        "website_visits",
        Sentence("Website-Besuche", "Website visits"),
        "outtake",
        Sentence(
            "Besuche der eigenen Website, nach deren Statistik.",
            "Visits to one's own website, by its own statistics.",
        ),
    ),
    Metric(
        "trainings_held",
        Sentence("Durchgeführte Trainings", "Trainings held"),
        "output",
        Sentence(
            "Trainings, die stattfanden.",
            "Trainings that took place.",
        ),
    ),
    Metric(
        "training_participants",
        Sentence("Teilnehmende an Trainings", "Training participants"),
        "outtake",
        Sentence(
            "Menschen, die an Trainings teilnahmen.",
            "People who took part in trainings.",
        ),
        unit="people",
    ),
    Metric(
        "cost",
        Sentence("Kosten (Euro)", "Cost (euros)"),
        "input",
        Sentence(
            "Ausgaben in Euro, auf den Cent.",
            "Money spent in euros, to the cent.",
        ),
        unit="EUR",
    ),
    Metric(
        "work_hours",
        Sentence("Arbeitszeit (Stunden)", "Working time (hours)"),
        "input",
        Sentence(
            "Arbeitszeit der Beteiligten in Stunden.",
            "Working time of those involved, in hours.",
        ),
        unit="hours",
    ),
    Metric(
        "press_mentions",
        Sentence("Presseberichte", "Press mentions"),
        "output",
        Sentence(
            "Berichte in Medien, die die Kampagne nennen.",
            "Reports in the media that name the campaign.",
        ),
    ),
    Metric(
        "participants",
        Sentence("Teilnehmende", "Participants"),
        "outtake",
        Sentence(
            "Menschen, die an Veranstaltungen teilnahmen.",
            "People who took part in events.",
        ),
        unit="people",
    ),
    Metric(
        "visits_from_posts",
        Sentence("Website-Besuche über Beiträge", "Website visits from posts"),
        "outtake",
        Sentence(
            "Besuche der Website über die Links der Beiträge (utm_campaign).",
            "Visits to the website through the posts' links (utm_campaign).",
        ),
    ),
)

BY_ID: dict[str, Metric] = {metric.id: metric for metric in METRICS}
INTERACTIONS: tuple[str, ...] = tuple(metric.id for metric in METRICS if metric.interaction)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its denominator in its name: there is no "engagement rate" as such."""

    id: str
    name: Sentence
    denominator: str

    def of(self, interactions: int | None, denominator: int | None) -> float | None:
        """The share; None where either figure is missing, or the denominator is 0."""
        if interactions is None or not denominator:
            return None
        return interactions / denominator


RATES: tuple[Rate, ...] = (
    Rate("ER_views", Sentence("Interaktionen je Aufruf", "Interactions per view"), "views"),
    Rate(
        "ER_reach",
        Sentence("Interaktionen je erreichtes Konto", "Interactions per account reached"),
        "reach",
    ),
    Rate(
        "ER_followers",
        Sentence("Interaktionen je Abonnierende", "Interactions per follower"),
        "followers",
    ),
)


@dataclass(frozen=True, slots=True)
class Framework:
    """How an evaluation framework calls a level."""

    gcs: Sentence
    amec: Sentence
    dprg: Sentence


# GCS Evaluation Cycle (2024); AMEC Integrated Evaluation Framework; DPRG/ICV Wirkungsstufen (2009).
FRAMEWORKS: dict[Level, Framework] = {
    "input": Framework(
        Sentence("Inputs", "Inputs"), Sentence("Inputs", "Inputs"), Sentence("Input", "Input")
    ),
    "output": Framework(
        Sentence("Outputs", "Outputs"),
        Sentence("Outputs", "Outputs"),
        Sentence("Output (intern und extern)", "Output (internal and external)"),
    ),
    "outtake": Framework(
        Sentence("Outtakes", "Outtakes"),
        Sentence("Out-takes", "Out-takes"),
        Sentence("direkter Outcome", "direct outcome"),
    ),
    "outcome": Framework(
        Sentence("Outcomes", "Outcomes"),
        Sentence("Outcomes", "Outcomes"),
        Sentence("indirekter Outcome", "indirect outcome"),
    ),
    "impact": Framework(
        Sentence("Impact", "Impact"), Sentence("Impact", "Impact"), Sentence("Outflow", "Outflow")
    ),
}
