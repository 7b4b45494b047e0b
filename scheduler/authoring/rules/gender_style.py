# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L07: all genders are named as the house style wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import is_german, without_quotations
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.house_style import GenderStyle
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "L07"
_STAR = r"(?<![\w/.@#*-])[A-Za-zÄÖÜäöüß]*[a-zäöüß]\*[a-zäöüß]+"
_SUFFIX = r"(?<![\w/.@#-])[A-ZÄÖÜ][a-zäöüß-]+(?:[:_·•]|/-?)in(?:nen[a-zäöüß]*)?\b"
_PRONOUN = (
    r"\b(?:k?ein|jede|diese|welche|manche|eine|der|die|das|sie|er)[:_·]"
    r"(?:e[nmrs]?|[nmrs]|die|der|das|er|sie)\b"
)
_INNER_I = r"\b[A-ZÄÖÜ][a-zäöüß]{2,}In(?:nen)?\b"
_ANY = re.compile(f"{_STAR}|{_SUFFIX}|{_PRONOUN}|{_INNER_I}")
_NO_PERSON = frozenset({"LinkedIn", "LogIn", "CheckIn", "PlugIn", "BuiltIn", "OptIn", "DropIn"})
# A space was forgotten: "Anmeldung:in Kassel". Words that end so never name persons.
_THINGS = ("ung", "heit", "keit", "schaft", "tion", "ort", "zeit", "ling")
_SIGNS: dict[GenderStyle, tuple[str, ...]] = {
    "star": ("*",),
    "colon": (":",),
    "underscore": ("_",),
    "dot": ("·", "•"),
    "slash": ("/",),
}
_FORM = re.compile(r"(?P<stem>.+?)(?:[*:_·•]|/-?|(?=I))(?P<end>[iI]n(?:nen)?)$")


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    style = channel.terms.style.gender
    if style == "any" or not is_german(part.lang):
        return
    allowed = _SIGNS.get(style, ())
    for word in _forms(part.text):
        if not any(sign in word for sign in allowed):
            yield _remark(word, style)


@lru_cache(maxsize=64)
def _forms(text: str) -> tuple[str, ...]:
    """The words of `text` that name all genders by a sign, each once."""
    found = (match[0] for match in _ANY.finditer(without_quotations(text)))
    return tuple(dict.fromkeys(word for word in found if _names_persons(word)))


def _names_persons(word: str) -> bool:
    stem = re.split(r"[*:_·•/]", word)[0]
    singular = word.endswith((":in", "/in", "_in"))
    return word not in _NO_PERSON and not (singular and stem.lower().endswith(_THINGS))


def _remark(word: str, style: GenderStyle) -> Remark:
    if style != "neutral_or_pair":
        sign = _SIGNS[style][0]
        return Remark(
            Severity.WARNING,
            Sentence(
                f"„{word}“: Der Hausstil verlangt das Zeichen „{sign}“.",
                f"“{word}”: house style wants the sign “{sign}”.",
            ),
        )
    proposed = proposal(word)
    return Remark(
        Severity.WARNING,
        Sentence(
            f"„{word}“: Der Hausstil verlangt Paarform oder neutrale Form"
            + (f", z. B. „{proposed}“." if proposed else "."),
            f"“{word}”: house style wants pair or neutral form"
            + (f", for example “{proposed}”." if proposed else "."),
        ),
    )


def proposal(word: str) -> str | None:
    """The pair form of `word`, None where it cannot be told from the word alone."""
    match = _FORM.fullmatch(word)
    if match is None:
        return None
    stem, plural = match["stem"], match["end"].lower() == "innen"
    if plural:
        return f"{stem}innen und {_masculine_plural(stem)}"
    return f"{stem}in oder {stem}" if stem.endswith(("er", "or", "eur", "är")) else None


def _masculine_plural(stem: str) -> str:
    if stem.endswith("er"):
        return stem
    return f"{stem}e" if stem.endswith(("eur", "är")) else f"{stem}en"


RULE = Rule(
    ID,
    "gender-style",
    _check,
    Sentence(
        "Ein deutsches Wort nennt die Geschlechter anders als house_style.gender: "
        "neutral_or_pair, star, colon, underscore, dot, slash; any erlaubt alles.",
        "a German word names the genders otherwise than house_style.gender says: "
        "neutral_or_pair, star, colon, underscore, dot, slash; any allows all",
    ),
    "warning",
)
