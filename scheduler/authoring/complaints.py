# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said of a post that fits its schema and still cannot be what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place, Sentence
from scheduler.planning.schedule import ClockChange
from scheduler.yaml_source.findings import LOST, WRONG, fault, known_or_nearest, nearest

TIME = "T01"
UNKNOWN = "C01"
MEDIUM = "M01"


def not_supported(key: str, place: Place) -> Finding:
    """`key` belongs to the format, but this version would not do it."""
    return fault(
        WRONG,
        place,
        f"„{key}“ gibt es in dieser Version noch nicht; der Beitrag wird so nicht veröffentlicht.",
        f"“{key}” is not supported yet in this version; the post will not be published like this.",
        Sentence(f"Löschen Sie „{key}“.", f"Delete “{key}”."),
    )


def clock_change(change: ClockChange, wall: datetime, zone: str, place: Place) -> Finding:
    """A wall time that does not exist, or exists twice."""
    de, en = wall.strftime("%d.%m.%Y %H:%M"), wall.strftime("%Y-%m-%d %H:%M")
    if change is ClockChange.GAP:
        return fault(
            TIME,
            place,
            f"{de} Uhr gibt es nicht (Zeitumstellung, {zone}).",
            f"{en} does not exist (clock change, {zone}).",
            Sentence("Wählen Sie eine andere Uhrzeit.", "Choose another time."),
        )
    return fault(
        TIME,
        place,
        f"{de} Uhr gibt es zweimal (Zeitumstellung, {zone}).",
        f"{en} exists twice (clock change, {zone}).",
        Sentence(
            "Schreiben Sie fold: 0 für das erste oder fold: 1 für das zweite Mal.",
            "Write fold: 0 for the first or fold: 1 for the second time.",
        ),
    )


def unknown_channel(name: str, known: Iterable[str], place: Place) -> Finding:
    """No such channel in config.yaml."""
    return fault(
        UNKNOWN,
        place,
        f"Den Kanal „{name}“ gibt es in config.yaml nicht.",
        f"There is no channel “{name}” in config.yaml.",
        known_or_nearest(name, known),
    )


def unknown_campaign(name: str, known: Iterable[str], place: Place) -> Finding:
    """No file for it in posts/_campaigns."""
    return fault(
        UNKNOWN,
        place,
        f"Die Kampagne „{name}“ gibt es in posts/_campaigns nicht.",
        f"There is no campaign “{name}” in posts/_campaigns.",
        known_or_nearest(name, known),
    )


def broken_campaign(name: str, place: Place) -> Finding:
    """Its file has faults, so what the post takes from it is not certain."""
    return fault(
        UNKNOWN,
        place,
        f"Die Datei der Kampagne „{name}“ ist fehlerhaft; der Beitrag wartet, bis sie stimmt.",
        f"The file of campaign “{name}” has faults; the post waits until it is mended.",
    )


def unused_override(channel: str, place: Place) -> Finding:
    """An override for a channel that the post does not go to."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"Der Beitrag geht nicht an „{channel}“; diese Abweichung bleibt ohne Wirkung.",
            f"The post does not go to “{channel}”; this override has no effect.",
        ),
    )


def thread_dropped(channel: str, place: Place) -> Finding:
    """An override with a text of its own on a post that is a thread."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"Für „{channel}“ entfällt mit dem eigenen Text der Thread des Beitrags.",
            f"With a text of its own, “{channel}” does not get the post's thread.",
        ),
        Sentence(
            "Ist das gewollt, schreiben Sie thread: [] dazu, sonst die weiteren Teile.",
            "If that is meant, add thread: []; otherwise add the further parts.",
        ),
    )


def template_dropped(channel: str, template: str, place: Place) -> Finding:
    """An override with words of its own on a post that fills in a template."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"Für „{channel}“ bleibt die Vorlage „{template}“ ungenutzt: Es gilt der eigene Text.",
            f"“{channel}” does not use the template “{template}”: its own text stands alone.",
        ),
        Sentence(
            "Ist das nicht gewollt, schreiben Sie dafür einen Beitrag mit eigener Vorlage.",
            "If that is not meant, write a post with a template of its own for it.",
        ),
    )


def outside(named: str, place: Place) -> Finding:
    """A medium that lies outside the workspace."""
    return fault(
        MEDIUM,
        place,
        f"Die Datei „{named}“ liegt außerhalb des Arbeitsordners.",
        f"The file “{named}” lies outside the workspace.",
        Sentence(
            "Legen Sie sie zum Beispiel nach posts/media.", "Put it into posts/media, for example."
        ),
    )


def missing(key: str, place: Place) -> Finding:
    """A post that is ready lacks what it needs."""
    return fault(
        WRONG,
        place,
        f"Der Beitrag ist bereit (status: ready), aber „{key}“ fehlt.",
        f"The post is ready (status: ready), but “{key}” is missing.",
    )


def ends_before(place: Place) -> Finding:
    """A post whose hard end comes before its time."""
    return fault(
        TIME,
        place,
        "not_after liegt vor publish_at; der Beitrag würde nie veröffentlicht.",
        "not_after is before publish_at; the post would never be published.",
    )


def empty(place: Place) -> Finding:
    """A post that says nothing at all."""
    return fault(
        LOST,
        place,
        "Der Beitrag hat weder Text noch Medien.",
        "The post has neither text nor media.",
        Sentence("Ergänzen Sie text: |", "Add text: |"),
    )


def no_address(place: Place) -> Finding:
    """A link without a url."""
    return fault(
        WRONG, place, "Dem Link fehlt die Adresse (url).", "The link lacks its address (url)."
    )


def no_id(place: Place) -> Finding:
    """A post of a list without an id, or a file whose name cannot be one."""
    return fault(
        WRONG,
        place,
        "Dieser Beitrag braucht eine eigene id (Buchstaben, Ziffern, Punkt, Strich).",
        "This post needs an id of its own (letters, digits, dots, dashes).",
    )


def taken_id(post: str, place: Place, other: Place) -> Finding:
    """Two posts with one id: neither can be told from the other, so neither goes out."""
    return fault(
        WRONG,
        place,
        f"Die id „{post}“ steht auch in {other}; keiner der beiden Beiträge wird geplant.",
        f"The id “{post}” is also in {other}; neither of the two posts will be planned.",
        Sentence("Ändern Sie eine der beiden.", "Change one of the two."),
    )


def no_language(tag: str, place: Place) -> Finding:
    """A key below `variants` that is no language tag."""
    return fault(
        WRONG,
        place,
        f"„{tag}“ ist kein Sprachkürzel. Beispiele: en, de-leicht, tr, uk.",
        f"“{tag}” is no language tag. Examples: en, de-leicht, tr, uk.",
    )


def taken_language(lang: str, place: Place) -> Finding:
    """A variant in the post's own language, or in one that stands there already."""
    return fault(
        WRONG,
        place,
        f"In der Sprache „{lang}“ gibt es den Beitrag schon.",
        f"The post exists in the language “{lang}” already.",
    )


def unexpected_language(lang: str, languages: Iterable[str], place: Place) -> Finding:
    """A variant in a language that neither campaign nor config.yaml names."""
    listed = ", ".join(languages)
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"„{lang}“ gehört nicht zu den Sprachen der Kampagne ({listed}).",
            f"“{lang}” is not among the campaign's languages ({listed}).",
        ),
        nearest(lang, languages),
    )


def offset_in_thread(place: Place) -> Finding:
    """A time of its own for a variant that is part of a thread."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            "Als Teil des Threads erscheint die Fassung mit ihm; publish_offset wirkt hier nicht.",
            "As a part of the thread it appears with it; publish_offset has no effect here.",
        ),
    )


def no_thread_there(channel: str, place: Place) -> Finding:
    """A variant that is to hang below a post which does not go there."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"Der Beitrag geht nicht an „{channel}“; dort gibt es keinen Thread zum Anhängen.",
            f"The post does not go to “{channel}”; there is no thread to append to.",
        ),
        Sentence("Schreiben Sie mode: separate.", "Write mode: separate."),
    )


def alt_of_nothing(name: str, known: Iterable[str], place: Place) -> Finding:
    """An alt text for a file that the post does not show."""
    return fault(
        WRONG,
        place,
        f"Der Beitrag zeigt keine Datei „{name}“.",
        f"The post shows no file “{name}”.",
        known_or_nearest(name, known),
    )


def too_many_alts(given: int, media: int, place: Place) -> Finding:
    """More alt texts than media."""
    return fault(
        WRONG,
        place,
        f"Hier stehen {given} Alternativtexte, der Beitrag hat {media} Medien.",
        f"Here are {given} alt texts, the post has {media} media.",
    )


def nowhere(lang: str, place: Place) -> Finding:
    """A variant that no channel gets."""
    return Finding(
        WRONG,
        Severity.WARNING,
        place,
        Sentence(
            f"Die Fassung in „{lang}“ geht an keinen Kanal.",
            f"The version in “{lang}” goes to no channel.",
        ),
    )
