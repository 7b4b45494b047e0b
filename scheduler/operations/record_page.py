# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a records bundle: what people read and print. It needs nothing from the network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler.model.languages import direction, sent_tag
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.life import local
from scheduler.operations.records import Records


def record_page(records: Records, language: Language, timezone: str) -> str:
    """The page for `records`; their media lie beside it."""
    zone = ZoneInfo(timezone)

    def when(written: str | None) -> str:
        if written is None:
            return "–"
        return local(datetime.fromisoformat(written), zone).in_language(language)

    return _template().render(
        lang=language,
        records=records,
        head=f"{records.head[0]}:{records.head[1]}",
        as_of=when(records.request.scope.as_of.isoformat()),
        say=lambda word: WORDS[word].in_language(language),
        when=when,
        tag=sent_tag,
        direction=direction,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("scheduler.operations"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("records.html.j2")


WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Akte", "Records"),
    "as_of": Sentence("Stand", "As of"),
    "head": Sentence("Ende des Protokolls", "End of the audit log"),
    "public": Sentence(
        "Fassung für die Öffentlichkeit: ohne Personen, kleine Zahlen unterdrückt.",
        "Version for the public: no persons, small numbers suppressed.",
    ),
    "none": Sentence(
        "Kein Beitrag ist in diesem Rahmen erschienen.", "No post was live in this scope."
    ),
    "skip": Sentence("Zu den Beiträgen", "Skip to the posts"),
    "contents": Sentence("Beiträge", "Posts"),
    "campaign": Sentence("Kampagne", "Campaign"),
    "file": Sentence("Datei", "File"),
    "due": Sentence("Termin", "Due"),
    "live": Sentence("Erschienen", "Live since"),
    "wording": Sentence("Wortlaut ab", "Wording from"),
    "digest": Sentence("Prüfsumme", "Hash"),
    "warning": Sentence("Inhaltswarnung", "Content warning"),
    "left_out": Sentence("Nicht übernommen", "Left out"),
    "card": Sentence("Linkvorschau", "Link card"),
    "alt": Sentence("Alternativtext", "Alt text"),
    "decorative": Sentence("(Schmuckbild, ohne)", "(decorative, none)"),
    "captions": Sentence("Untertitel", "Captions"),
    "standing": Sentence("Datei heute", "File today"),
    "kept": Sentence("unverändert, liegt bei", "unchanged, enclosed"),
    "changed": Sentence(
        "Die Datei wurde seither verändert; die gesendeten Bytes liegen nicht mehr vor.",
        "The file was changed since; the bytes that were sent are no longer there.",
    ),
    "missing": Sentence(
        "Die Datei gibt es nicht mehr; die gesendeten Bytes liegen nicht mehr vor.",
        "The file is gone; the bytes that were sent are no longer there.",
    ),
    "where": Sentence("Wo es steht", "Where it is"),
    "part": Sentence("Teil", "Part"),
    "address": Sentence("Adresse", "Address"),
    "deleted": Sentence("Gelöscht", "Deleted"),
    "approvals": Sentence("Freigaben", "Approvals"),
    "who": Sentence("Wer", "Who"),
    "at": Sentence("Wann", "When"),
    "vote": Sentence("Stimme", "Vote"),
    "content": Sentence("Inhalt", "Content"),
    "voided": Sentence("Erloschen", "Voided"),
    "reason": Sentence("Warum", "Why"),
    "attempts": Sentence("Versuche", "Attempts"),
    "number": Sentence("Nr.", "No."),
    "outcome": Sentence("Ausgang", "Outcome"),
    "answer": Sentence("Antwort der Plattform", "Answer of the platform"),
    "orders": Sentence("Danach angeordnet", "Ordered afterwards"),
    "what": Sentence("Was", "What"),
    "state": Sentence("Stand", "State"),
    "figures": Sentence("Zahlen im Zeitverlauf", "Figures over time"),
    "metric": Sentence("Kennzahl", "Metric"),
    "value": Sentence("Wert", "Value"),
    "source": Sentence("Quelle", "Source"),
    "journal": Sentence("Journal", "Journal"),
}
