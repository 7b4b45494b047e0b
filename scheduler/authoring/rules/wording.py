# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L08: words that may hurt people, with what those concerned propose instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import without_quotations
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "L08"


@dataclass(frozen=True, slots=True)
class Word:
    """A pattern, what to write instead, and who says so."""

    pattern: str
    better: str
    source: str


_DISABILITY = "Leidmedien"
_MEDIA = "Glossar der Neuen deutschen Medienmacher*innen"
_ROMA = "Zentralrat Deutscher Sinti und Roma"
_DEAF = "Deutscher Gehörlosen-Bund"
_SUICIDE = "Weltgesundheitsorganisation, Empfehlungen für Medien"
_PRESS = "AP Stylebook"
_EUROPE = "Council of Europe, Descriptive Glossary of terms relating to Roma issues"
_NCDJ = "National Center on Disability and Journalism, style guide"
WORDS = (
    Word(r"an den Rollstuhl gefesselt\w*", "nutzt einen Rollstuhl", _DISABILITY),
    Word(r"(?:die|der|den|ein|eine) Behinderten?(?!-)", "Menschen mit Behinderung", _DISABILITY),
    Word(r"Behinderten(?:klo|toilette)\w*", "barrierefreie Toilette", _DISABILITY),
    Word(r"Pflegef[aä]ll\w*", "Mensch mit Pflegebedarf", _DISABILITY),
    Word(r"[Tt]aubstumm\w*", "taub, gehörlos", _DEAF),
    Word(r"Zigeuner\w*", "Sinti und Roma", _ROMA),
    Word(r"Asylant\w*", "Asylsuchende", _MEDIA),
    Word(r"(?:Flüchtlings|Asyl)(?:welle|flut|strom|ströme|krise)\w*", "Menschen auf der Flucht",
         _MEDIA),
    Word(r"[Ii]llegale[nr]? (?:Einwander\w+|Migrant\w+|Flüchtling\w*)",
         "Menschen ohne Aufenthaltspapiere", _MEDIA),
    Word(r"[Ff]arbige[nr]?", "Schwarze Menschen, People of Color", _MEDIA),
    Word(r"[Ff]remdenfeindlich\w*", "rassistisch", _MEDIA),
    Word(r"[Aa]usländerfeindlich\w*", "rassistisch", _MEDIA),
    Word(r"Selbstm[oö]rd\w*", "Suizid", _SUICIDE),
    Word(r"(?:wheelchair[- ]bound|confined to a wheelchair)", "uses a wheelchair", _NCDJ),
    Word(r"(?:deaf and dumb|deaf[- ]mute)", "deaf", _NCDJ),
    Word(r"[Ii]llegal (?:immigrant|alien|migrant)s?", "people without papers", _PRESS),
    Word(r"[Gg](?:y|i)psy|[Gg]ypsies", "Roma", _EUROPE),
    Word(r"[Cc]ommit(?:s|ted|ting)? suicide", "died by suicide", _SUICIDE),
)  # fmt: skip
_ANY = re.compile("|".join(rf"\b(?:{word.pattern})\b" for word in WORDS))


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    del channel
    yield from _found(part.text)


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[Remark, ...]:
    plain = without_quotations(text)
    said = dict.fromkeys(match[0] for match in _ANY.finditer(plain))
    return tuple(_remark(word, _entry(word)) for word in said)


def _entry(said: str) -> Word:
    return next(word for word in WORDS if re.fullmatch(rf"{word.pattern}", said))


def _remark(said: str, word: Word) -> Remark:
    return Remark(
        Severity.WARNING,
        Sentence(
            f"„{said}“ kann verletzen. Besser: {word.better} ({word.source}).",
            f"“{said}” may hurt; better: {word.better} ({word.source}).",
        ),
        source=word.source,
    )


RULE = Rule(
    ID,
    "wording",
    _check,
    Sentence(
        "Ein Wort, das verletzen kann, außerhalb von Anführungszeichen; dazu, was Betroffene "
        "vorschlagen.",
        "a word that may hurt, outside quotation marks; with what those concerned propose",
    ),
    "warning",
    "as the finding names it",
)
