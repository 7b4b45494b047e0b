# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of a series that cannot be what was meant."""

from __future__ import annotations

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import LOST, WRONG, fault


def no_series(place: Place) -> Finding:
    """A file of something else."""
    return fault(
        WRONG,
        place,
        "In der Datei steht keine Reihe: Sie braucht event: und steps:.",
        "The file holds no series: it needs event: and steps:.",
    )


def no_steps(place: Place) -> Finding:
    """A series of nothing."""
    return fault(
        WRONG,
        place,
        "Die Reihe hat keine Schritte.",
        "The series has no steps.",
        Sentence("Schreiben Sie unter steps: eine Liste.", "Write a list under steps:."),
    )


def no_step(place: Place) -> Finding:
    """A step, or the defaults of all, that is no section."""
    return fault(
        LOST,
        place,
        "Hier müssen Zeilen der Form „Schlüssel: Wert“ stehen.",
        "Lines of the form “key: value” must stand here.",
    )


def no_id(place: Place) -> Finding:
    """A file whose name cannot be an id."""
    return fault(
        WRONG,
        place,
        "Diese Reihe braucht event.id (Buchstaben, Ziffern, Punkt, Strich).",
        "This series needs event.id (letters, digits, dots, dashes).",
    )


def no_step_id(post: str, place: Place) -> Finding:
    """A step whose post could not be named."""
    return fault(
        WRONG,
        place,
        f"„{post}“ kann nicht die id eines Beitrags sein (Buchstaben, Ziffern, Punkt, Strich; "
        "höchstens 120 Zeichen).",
        f"“{post}” cannot be a post's id (letters, digits, dots, dashes; at most 120 characters).",
        Sentence("Geben Sie dem Schritt eine kurze id.", "Give the step a short id."),
    )


def taken_step_id(step: str, place: Place) -> Finding:
    """Two steps that could not be told from each other."""
    return fault(
        WRONG,
        place,
        f"Zwei Schritte heißen „{step}“.",
        f"Two steps are called “{step}”.",
        Sentence("Geben Sie jedem eine eigene id.", "Give each an id of its own."),
    )


def no_time(place: Place) -> Finding:
    """A step that says nowhere when it goes out."""
    return fault(
        WRONG,
        place,
        "Der Schritt hat weder offset noch publish_at.",
        "The step has neither offset nor publish_at.",
        Sentence("Beispiel: offset: -14d", "Example: offset: -14d"),
    )


def two_times(place: Place) -> Finding:
    """A step that says twice when it goes out."""
    return fault(
        WRONG,
        place,
        "offset und publish_at schließen einander aus.",
        "offset and publish_at exclude each other.",
        Sentence("Löschen Sie eines von beiden.", "Delete one of the two."),
    )


def hours_and_time(place: Place) -> Finding:
    """A time of day on an offset that is not counted in days."""
    return fault(
        WRONG,
        place,
        "at passt nur zu einem offset in ganzen Tagen.",
        "at goes only with an offset in whole days.",
        Sentence("Löschen Sie at, oder zählen Sie in Tagen.", "Delete at, or count in days."),
    )


def ends_early(place: Place) -> Finding:
    """An event that ends before it starts."""
    return fault(
        WRONG,
        place,
        "Die Veranstaltung endet, bevor sie beginnt.",
        "The event ends before it starts.",
    )
