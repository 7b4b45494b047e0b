# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The preview as one HTML page that needs nothing beside it: pictures are inside."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler.media.fitting import fit_image
from scheduler.model.errors import LitfassError
from scheduler.model.finding import Severity
from scheduler.model.languages import direction, sent_tag
from scheduler.model.post import Attachment
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.preview import (
    AGAIN,
    CARD,
    FACETS,
    NO_CHANNEL,
    NOT_AGAIN,
    PARTLY_READ,
    SEVERITIES,
    STATUSES,
    VISIBILITIES,
    WARNING,
    PostPreview,
    alt_of,
    length_of,
)
from scheduler.operations.preview_outlook import APPROVAL, LANGUAGES, WILL_BE_HELD, Outlook

PICTURE_BYTES = 200_000
PICTURE_PIXELS = 800_000
PAGE_BYTES = 30_000_000
_PICTURES = frozenset({"photo", "sharepic"})


def preview_page(
    shown: Sequence[PostPreview], awaited: Mapping[str, Outlook], language: Language
) -> str:
    """The page for `shown`. Pictures are made small; beyond 30 MB they are only described."""
    gallery = _Gallery()
    return _template().render(
        lang=language,
        say=_speaker(language),
        previews=shown,
        awaited=awaited,
        counts=_counts(shown, awaited),
        marks=lambda each: _marks(each, awaited[each.made.post.id]),
        severities=SEVERITIES,
        picture=gallery.picture,
        alt_of=alt_of,
        length_of=length_of,
        statuses=STATUSES,
        visibilities=VISIBILITIES,
        facets=FACETS,
        tag=sent_tag,
        direction=direction,
    )


def _counts(shown: Sequence[PostPreview], awaited: Mapping[str, Outlook]) -> Sentence:
    """What there is in all, in one line."""
    found = [each for one in shown for each in one.made.findings]
    counted = Counter(each.severity for each in found if each.ignored is None)
    errors, warnings, infos = (counted[each] for each in Severity)
    ignored = sum(each.ignored is not None for each in found)
    held = sum(bool(awaited[one.made.post.id].holds) for one in shown)
    return Sentence(
        f"Beiträge: {len(shown)}. Fehler: {errors}. Warnungen: {warnings}. Hinweise: {infos}. "
        f"Übergangen: {ignored}. Werden zurückgehalten: {held}.",
        f"Posts: {len(shown)}. Errors: {errors}. Warnings: {warnings}. Infos: {infos}. "
        f"Ignored: {ignored}. Will be held: {held}.",
    )


def _marks(shown: PostPreview, outlook: Outlook) -> list[Sentence]:
    """What stands beside a post in the list: why somebody should look at it."""
    found = [STATUSES[shown.made.post.status]]
    if shown.made.is_faulty or not shown.is_whole:
        found.append(_FAULTY)
    elif any(each.ignored is None for each in shown.made.findings):
        found.append(_REMARKS)
    if any(each.ignored is not None for each in shown.made.findings):
        found.append(_WAIVERS)
    if outlook.holds:
        found.append(_HELD)
    return found


class _Gallery:
    """Pictures as `data:` addresses, each encoded once."""

    def __init__(self) -> None:
        self._made: dict[str, str | None] = {}
        self._room = PAGE_BYTES

    def picture(self, attachment: Attachment | None) -> str | None:
        """The address of a small copy; None for what is no picture or has no room."""
        if attachment is None or attachment.kind not in _PICTURES:
            return None
        if attachment.sha256 not in self._made:
            self._made[attachment.sha256] = self._encoded(attachment)
        return self._made[attachment.sha256]

    def _encoded(self, attachment: Attachment) -> str | None:
        try:
            small = fit_image(attachment.path, PICTURE_BYTES, PICTURE_PIXELS)
        except (LitfassError, OSError):
            return None
        address = f"data:{small.mime};base64,{base64.b64encode(small.data).decode('ascii')}"
        self._room -= len(address)
        return address if self._room > 0 else None


def _speaker(language: Language) -> Callable[[str | Sentence], str]:
    def say(word: str | Sentence) -> str:
        sentence = WORDS[word] if isinstance(word, str) else word
        return sentence.in_language(language)

    return say


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("scheduler.operations"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("preview.html.j2")


_FAULTY = Sentence("mit Fehlern", "faulty")
_REMARKS = Sentence("mit Hinweisen", "with remarks")
_HELD = Sentence("wird zurückgehalten", "will be held")
_WAIVERS = Sentence("mit Ausnahmen", "with waivers")
WORDS = {
    "status": Sentence("Stand", "Status"),
    "file": Sentence("Datei", "File"),
    "campaign": Sentence("Kampagne", "Campaign"),
    "approval": APPROVAL,
    "languages": LANGUAGES,
    "variant_of": Sentence("Fassung von", "Version of"),
    "held": WILL_BE_HELD,
    "findings": Sentence("Befunde", "Findings"),
    "no_findings": Sentence("Keine Befunde.", "No findings."),
    "ignored": Sentence("Bleibt so stehen, weil", "Stays as it is, because"),
    "source": Sentence("Grundlage", "Source"),
    "refused": Sentence("Warum dieser Kanal ihn nicht nimmt", "Why this channel does not take it"),
    "price": Sentence("Kosten", "Cost"),
    "title": Sentence("Vorschau der Beiträge", "Preview of the posts"),
    "contents": Sentence("Beiträge", "Posts"),
    "skip": Sentence("Zu den Beiträgen", "Skip to the posts"),
    "none": Sentence("Es gibt keine Beiträge.", "There are no posts."),
    "due": Sentence("Termin", "Due"),
    "length": Sentence("Länge", "Length"),
    "visibility": Sentence("Sichtbarkeit", "Visibility"),
    "language": Sentence("Sprache", "Language"),
    "part": Sentence("Teil", "Part"),
    "alt": Sentence("Alternativtext", "Alt text"),
    "clickable": Sentence("Anklickbar", "Clickable"),
    "lost": Sentence("Was dieser Kanal nicht bekommt", "What this channel does not get"),
    "warning": WARNING,
    "card": CARD,
    "partly": PARTLY_READ,
    "no_channel": NO_CHANNEL,
    "again": AGAIN,
    "not_again": NOT_AGAIN,
}
