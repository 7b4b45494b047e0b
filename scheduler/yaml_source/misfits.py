# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pydantic's errors in German and English; no value is ever quoted, it may be a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

_REFERENCES_DE = (
    "{{env: NAME}}, {{file: PFAD}}, {{command: [PROGRAMM, ARGUMENT]}} oder, bei einem Kanal, "
    "{{stored: NAME}}"
)
_REFERENCES_EN = (
    "{{env: NAME}}, {{file: PATH}}, {{command: [PROGRAM, ARGUMENT]}} or, for a channel, "
    "{{stored: NAME}}"
)
_A_NUMBER = ("Hier muss eine Zahl stehen.", "A number must stand here.")
_WHOLE = ("Hier muss eine ganze Zahl stehen.", "A whole number must stand here.")
_TEXT = ("Hier muss ein Text stehen.", "A text must stand here.")
_YES_NO = ("Hier muss true oder false stehen.", "true or false must stand here.")
_A_LIST = (
    "Hier muss eine Liste stehen, zum Beispiel [a, b].",
    "A list must stand here, for example [a, b].",
)
_SECTION = (
    "Hier müssen Zeilen der Form „Schlüssel: Wert“ stehen.",
    "Lines of the form “key: value” must stand here.",
)
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("„{field}“ fehlt.", "“{field}” is missing."),
    "extra_forbidden": (
        "Den Schlüssel „{field}“ gibt es hier nicht.",
        "There is no key “{field}” here.",
    ),
    "string_type": _TEXT,
    "list_type": _A_LIST,
    "tuple_type": _A_LIST,
    "set_type": _A_LIST,
    "dict_type": _SECTION,
    "mapping_type": _SECTION,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _A_NUMBER,
    "float_parsing": _A_NUMBER,
    "finite_number": _A_NUMBER,
    "decimal_parsing": _A_NUMBER,
    "literal_error": ("Erlaubt sind: {expected}.", "Allowed are: {expected}."),
    "enum": ("Erlaubt sind: {expected}.", "Allowed are: {expected}."),
    "greater_than": ("Der Wert muss größer als {gt} sein.", "It must be greater than {gt}."),
    "greater_than_equal": ("Der Wert muss mindestens {ge} sein.", "It must be at least {ge}."),
    "less_than": ("Der Wert muss kleiner als {lt} sein.", "It must be less than {lt}."),
    "less_than_equal": ("Der Wert darf höchstens {le} sein.", "It may be at most {le}."),
    "string_too_short": (
        "Der Text braucht mindestens {min_length} Zeichen.",
        "The text needs at least {min_length} characters.",
    ),
    "string_too_long": (
        "Der Text darf höchstens {max_length} Zeichen haben.",
        "The text may have at most {max_length} characters.",
    ),
    "string_pattern_mismatch": (
        "Der Wert passt nicht zum Muster {pattern}.",
        "The value does not fit the pattern {pattern}.",
    ),
    "too_short": (
        "Hier müssen mindestens {min_length} Einträge stehen.",
        "At least {min_length} entries must stand here.",
    ),
    "too_long": (
        "Hier dürfen höchstens {max_length} Einträge stehen.",
        "At most {max_length} entries may stand here.",
    ),
    "date_parsing": (
        "Das ist kein Datum. Beispiel: 2027-12-31.",
        "That is no date. Example: 2027-12-31.",
    ),
    "date_from_datetime_parsing": (
        "Das ist kein Datum. Beispiel: 2027-12-31.",
        "That is no date. Example: 2027-12-31.",
    ),
    "url_parsing": ("Das ist keine Web-Adresse.", "That is no web address."),
    "url_scheme": (
        "Die Adresse muss mit {expected_schemes} beginnen.",
        "The address must begin with {expected_schemes}.",
    ),
    "literal_secret": (
        f"Hier darf kein Geheimnis stehen, nur wo es liegt: {_REFERENCES_DE}.",
        f"No secret may stand here, only where it is: {_REFERENCES_EN}.",
    ),
    "secret_reference": (
        f"So lässt sich kein Geheimnis nennen. Möglich sind {_REFERENCES_DE}.",
        f"That names no secret. Possible are {_REFERENCES_EN}.",
    ),
}


def sentence_of(error: ErrorDetails) -> tuple[str, str]:
    """`error` in German and English.

    A validator may bring its own German words as `de` in the context of its error; what it
    says only in English is given as it is in both languages.
    """
    context: dict[str, Any] = dict(error.get("ctx") or {})
    if "de" in context:
        return str(context["de"]), str(context.get("en") or error["msg"])
    known = _SENTENCES.get(error["type"])
    if known is None:
        said = error["msg"].rstrip(".")
        return f"Der Wert passt nicht: {said}.", f"The value does not fit: {said}."
    context["field"] = error["loc"][-1] if error["loc"] else ""
    expected = str(context.get("expected", ""))
    german = {**context, "expected": expected.replace(" or ", " oder ")}
    return known[0].format(**german), known[1].format(**context)
