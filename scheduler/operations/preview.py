# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each channel would get of a post, as data and as lines of text."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from scheduler.authoring.linting import findings_json
from scheduler.model.errors import UsageError
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Length, Part
from scheduler.model.post import Attachment, Card, PostStatus, Visibility
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.composing import Composed, Composition
from scheduler.operations.sync import Survey
from scheduler.tables import iso


@dataclass(frozen=True, slots=True)
class PostPreview:
    """A post for all its channels; `is_whole` is False where its file could not be read in full."""

    made: Composition
    zone: ZoneInfo
    is_whole: bool = True

    @property
    def shown(self) -> list[Composed]:
        """The channels of the occurrence that is next: the others say much the same."""
        first = next((each.occurrence for each in self.made.channels), 1)
        return [each for each in self.made.channels if each.occurrence == first]

    @property
    def times(self) -> list[Sentence]:
        """Number and local time of each occurrence that is planned or to come."""
        return [
            Sentence(
                f"#{each.number}  {at:%d.%m.%Y %H:%M %Z}", f"#{each.number}  {at:%Y-%m-%d %H:%M %Z}"
            )
            for each in self.made.post.occurrences
            for at in [each.due_at.astimezone(ZoneInfo(each.zone))]
        ]

    def due(self, channel: Composed) -> Sentence:
        """When it goes out there: local time, and UTC."""
        if channel.due_at is None:
            return _NO_TIME
        local = channel.due_at.astimezone(self.zone)
        utc = f"{channel.due_at:%H:%M:%S} UTC"
        return Sentence(
            f"{local:%d.%m.%Y %H:%M:%S %Z} ({utc})", f"{local:%Y-%m-%d %H:%M:%S %Z} ({utc})"
        )


def previews(survey: Survey, timezone: str, posts: Sequence[str] = ()) -> list[PostPreview]:
    """The previews of `posts` with their variants, or of all, by due time.

    Raises UsageError for an unknown id.
    """
    found = [(made, True) for made in survey.compositions]
    found += [(made, False) for made in survey.faulty]
    known = {made.post.id for made, _ in found}
    for name in posts:
        if name not in known:
            raise UsageError(_unknown(name, known))
    wanted = set(posts)
    chosen = [
        (made, whole)
        for made, whole in found
        if not wanted or wanted & {made.post.id, made.post.variant_of}
    ]
    chosen.sort(key=lambda each: _order(each[0]))
    return [PostPreview(made, _zone(made, timezone), whole) for made, whole in chosen]


def narrowed(
    shown: Sequence[PostPreview], campaign: str | None, channel: str | None
) -> list[PostPreview]:
    """Those of `campaign`, and of each what `channel` gets; UsageError if nothing is left."""
    found = [each for each in shown if campaign in {None, each.made.post.campaign}]
    if channel is not None:
        found = [_only(each, channel) for each in found]
        found = [each for each in found if each.made.channels]
    if not found and (campaign or channel):
        raise UsageError(_NOTHING_LEFT)
    return found


def _only(shown: PostPreview, channel: str) -> PostPreview:
    kept = tuple(each for each in shown.made.channels if each.channel == channel)
    return dataclasses.replace(shown, made=dataclasses.replace(shown.made, channels=kept))


def preview_json(preview: PostPreview, language: Language) -> dict[str, Any]:
    """The preview for machines."""
    post = preview.made.post
    return {
        "post": post.id,
        "status": post.status.value,
        "campaign": post.campaign,
        "file": post.place.file,
        "line": post.place.line,
        "readable": preview.is_whole,
        "channels": [_channel_json(each, preview, language) for each in preview.made.channels],
        "findings": findings_json(preview.made.findings, language)["findings"],
    }


def preview_lines(preview: PostPreview, language: Language) -> Iterator[str]:
    """The preview for people, on a terminal or read aloud."""
    post = preview.made.post
    status = STATUSES[post.status].in_language(language)
    yield f"{post.id} · {post.place.file}:{post.place.line} · {status}"
    if not preview.is_whole:
        yield f"  ! {PARTLY_READ.in_language(language)}"
    if not preview.made.channels:
        yield f"  {NO_CHANNEL.in_language(language)}"
    for line in _recurrence_lines(preview, language):
        yield f"  {line}"
    for channel in preview.shown:
        yield ""
        due = preview.due(channel).in_language(language)
        yield f"  {channel.channel} ({channel.platform}) — {due}"
        for number in range(len(channel.message.parts)):
            yield from (f"    {line}" for line in _part_lines(channel, number, language))
        for said in (*channel.message.refusals, *channel.message.omissions):
            yield f"    ! {said.in_language(language)}"
        if channel.price is not None:
            yield f"    $ {channel.price.in_language(language)}"
    yield from _finding_lines(preview.made.findings, language)


def _finding_lines(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """What was found, the ignored with their reasons: who approves reads it here."""
    if findings:
        yield ""
    for found in findings:
        where = f" [{found.channel}]" if found.channel else ""
        line = f"  {found.rule}{where} {SEVERITIES[found.severity].in_language(language)}: "
        line += _printable(found.message.in_language(language))
        if found.ignored is not None:
            line += f" ({IGNORED.in_language(language)}: {_printable(found.ignored)})"
        yield line


def length_of(length: Length) -> Sentence:
    """How long a part is, and whether that fits."""
    unit = UNITS.get(length.unit, Sentence(length.unit, length.unit))
    de = f"{length.length} von {length.limit} {unit.de}"
    en = f"{length.length} of {length.limit} {unit.en}"
    if not length.valid:
        return Sentence(f"{de} – PASST NICHT", f"{en} – DOES NOT FIT")
    return Sentence(de, en)


def alt_of(attachment: Attachment) -> Sentence:
    """The alternative text, or that there is to be none."""
    return Sentence(attachment.alt, attachment.alt) if attachment.alt else DECORATIVE


def _recurrence_lines(preview: PostPreview, language: Language) -> Iterator[str]:
    """When a post that comes again does so next."""
    if preview.made.post.recurs:
        yield (AGAIN if preview.times else NOT_AGAIN).in_language(language)
        yield from (f"  {time.in_language(language)}" for time in preview.times)


def _part_lines(channel: Composed, number: int, language: Language) -> Iterator[str]:
    parts = channel.message.parts
    part, length = parts[number], channel.draft.lengths[number]
    facts = [length_of(length), Sentence(part.lang, part.lang), VISIBILITIES[part.visibility]]
    count = f" {number + 1}/{len(parts)}" if len(parts) > 1 else ""
    yield f"Text{count} · " + " · ".join(fact.in_language(language) for fact in facts)
    if length.detail is not None:
        yield f"  {length.detail.in_language(language)}"
    if part.content_warning:
        yield f"  {WARNING.in_language(language)}: {_printable(part.content_warning)}"
    yield from (f"  │ {_printable(line)}" for line in part.text.split("\n"))
    for facet in _facets(part, length):
        yield f"  → {FACETS[facet.kind].in_language(language)}: {_printable(facet.target)}"
    for item in part.attachments:
        yield f"  ▣ {item.kind}: {_printable(alt_of(item).in_language(language))}"
    if part.card is not None:
        described = " – ".join(filter(None, (part.card.title, part.card.description)))
        yield f"  ▭ {CARD.in_language(language)}: {_printable(described)} ({part.card.url})"


def _channel_json(channel: Composed, preview: PostPreview, language: Language) -> dict[str, Any]:
    due = channel.due_at
    lengths = channel.draft.lengths
    return {
        "channel": channel.channel,
        "platform": channel.platform,
        "occurrence": channel.occurrence,
        "due_at": iso(due) if due else None,
        "due_local": due.astimezone(preview.zone).isoformat() if due else None,
        "timezone": preview.zone.key,
        "limits_from": channel.draft.limits.source,
        "parts": [
            _part_json(part, length)
            for part, length in zip(channel.message.parts, lengths, strict=True)
        ],
        "omissions": [said.in_language(language) for said in channel.message.omissions],
        "price": channel.price.in_language(language) if channel.price else None,
        "refusals": [said.in_language(language) for said in channel.message.refusals],
    }


def _part_json(part: Part, length: Length) -> dict[str, Any]:
    return {
        "text": part.text,
        "lang": part.lang,
        "length": length.length,
        "limit": length.limit,
        "unit": length.unit,
        "valid": length.valid,
        "content_warning": part.content_warning,
        "visibility": part.visibility,
        "facets": [
            {
                "byteStart": facet.byte_start,
                "byteEnd": facet.byte_end,
                "kind": facet.kind,
                "target": facet.target,
            }
            for facet in _facets(part, length)
        ],
        "media": [_medium_json(item) for item in part.attachments],
        "card": _card_json(part.card) if part.card else None,
    }


def _facets(part: Part, length: Length) -> Sequence[Any]:
    """What is clickable: as it is sent or, where the platform finds it itself, as it will."""
    return part.facets or length.facets


def _medium_json(item: Attachment) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "file": Path(item.path).name,
        "sha256": item.sha256,
        "mime": item.mime,
        "size_bytes": item.size_bytes,
        "width": item.width,
        "height": item.height,
        "alt": item.alt,
    }


def _card_json(card: Card) -> dict[str, Any]:
    return {
        "url": card.url,
        "title": card.title,
        "description": card.description,
        "image": _medium_json(card.image) if card.image else None,
    }


def _printable(text: str) -> str:
    """Without control characters, which could make a terminal do things."""
    spaced = text.replace("\t", " ").replace("\n", " ")
    return "".join("\ufffd" if category(each) == "Cc" else each for each in spaced)


def _order(made: Composition) -> tuple[bool, float, str]:
    at = made.post.publish_at
    return (at is None, at.timestamp() if at else 0.0, made.post.id)


def _zone(made: Composition, timezone: str) -> ZoneInfo:
    local = made.post.publish_local
    return ZoneInfo(timezone if local is None else local.zone)


def _unknown(name: str, known: set[str]) -> Sentence:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    de, en = f"Den Beitrag „{name}“ gibt es nicht.", f"There is no post “{name}”."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(f"{de} Alle zeigt: litfass preview", f"{en} All are shown by: litfass preview")


STATUSES = {
    PostStatus.DRAFT: Sentence("Entwurf", "draft"),
    PostStatus.READY: Sentence("bereit", "ready"),
    PostStatus.CANCELLED: Sentence("abgesagt", "cancelled"),
}
SEVERITIES = {
    Severity.ERROR: Sentence("Fehler", "error"),
    Severity.WARNING: Sentence("Warnung", "warning"),
    Severity.INFO: Sentence("Hinweis", "info"),
}
IGNORED = Sentence("übergangen", "ignored")
VISIBILITIES: dict[Visibility, Sentence] = {
    "public": Sentence("öffentlich", "public"),
    "unlisted": Sentence("nicht gelistet", "unlisted"),
    "private": Sentence("nur für Abonnierende", "followers only"),
    "direct": Sentence("nur für die Genannten", "only people named"),
}
UNITS = {
    "characters": Sentence("Zeichen", "characters"),
    "bytes": Sentence("Byte", "bytes"),
    "graphemes": Sentence("Graphemen", "graphemes"),
    "weighted": Sentence("gewichteten Zeichen", "weighted characters"),
}
FACETS = {
    "link": Sentence("Link", "link"),
    "mention": Sentence("Erwähnung", "mention"),
    "tag": Sentence("Hashtag", "hashtag"),
}
DECORATIVE = Sentence("(schmückend, ohne Alternativtext)", "(decorative, without alt text)")
WARNING = Sentence("Inhaltswarnung", "Content warning")
CARD = Sentence("Linkkarte", "Link card")
PARTLY_READ = Sentence(
    "Die Datei hat Fehler; gezeigt wird, was sich lesen ließ. Nichts davon wird eingeplant.",
    "The file is faulty; shown is what could be read. None of it is planned.",
)
NO_CHANNEL = Sentence("Kein Kanal bekommt ihn.", "No channel gets it.")
AGAIN = Sentence("Kommt mehrmals; gezeigt ist das nächste Mal:", "Comes again; shown is the next:")
NOT_AGAIN = Sentence("Im Augenblick ist kein Termin vorgesehen.", "No time is planned just now.")
_NOTHING_LEFT = Sentence(
    "Kein Beitrag passt zu --campaign und --channel.", "No post fits --campaign and --channel."
)
_NO_TIME = Sentence("ohne Termin", "no time set")
