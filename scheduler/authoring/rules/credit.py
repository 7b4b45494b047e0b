# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""R03: who made a picture is named, where the licence asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule, media_on
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium
from scheduler.model.rights import RightsRecord
from scheduler.model.sentence import Sentence

ID = "R03"
SOURCE = "UrhG § 13; CC BY 4.0, 3(a)"
_NAMING_LICENCE = re.compile(r"\bCC[ -]BY", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for medium in media_on(draft.post, channel.channel):
            record = draft.rights.records.get(medium.rights or "")
            if record is None or record.credit_in_image or medium.credit_in_image:
                continue
            if record.credit is None and _NAMING_LICENCE.search(record.licence):
                yield _finding(draft, channel, medium, _unknown(record), _SAY_WHO)
            elif record.credit is not None and not _is_named(record.credit, channel, medium):
                yield _finding(draft, channel, medium, _missing(record.credit), _NAME)


def _is_named(credit: str, channel: ChannelDraft, medium: Medium) -> bool:
    texts = [part.text for part in channel.message.parts]
    return _plain(credit) in _plain(" ".join((*texts, medium.alt, medium.image_text)))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _missing(credit: str) -> Sentence:
    return Sentence(f"Bildnachweis fehlt: {credit}.", f"Credit missing: {credit}.")


def _unknown(record: RightsRecord) -> Sentence:
    return Sentence(
        f"Die Lizenz {record.licence} verlangt einen Bildnachweis, aber bei „{record.id}“ "
        "steht keiner (credit).",
        f"The licence {record.licence} asks for a credit, but “{record.id}” has none (credit).",
    )


def _finding(
    draft: Draft, channel: ChannelDraft, medium: Medium, message: Sentence, advice: Sentence
) -> Finding:
    return Finding(
        ID,
        Severity.WARNING,
        medium.place or draft.post.place,
        message,
        advice,
        post=draft.post.id,
        channel=channel.channel,
        source=SOURCE,
    )


_NAME = Sentence(
    "Nennen Sie ihn im Text oder im Alternativtext; steht er im Bild: credit_in_image: true.",
    "Give it in the text or the alt text; if it stands in the picture: credit_in_image: true.",
)
_SAY_WHO = Sentence(
    "Ergänzen Sie credit in posts/_rights.yaml.", "Add credit in posts/_rights.yaml."
)

RULE = Rule(
    ID,
    "credit",
    _check,
    Sentence(
        "Der credit eines Rechts steht weder im Text noch in alt oder image_text; oder eine "
        "CC-BY-Lizenz nennt niemanden.",
        "the `credit` of a right stands neither in the text nor in `alt` or `image_text`; or "
        "a CC BY licence names nobody",
    ),
    "warning",
    "UrhG § 13; CC BY 4.0, 3(a)",
    timeless=False,
)
