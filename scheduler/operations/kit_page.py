# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a kit: what partners read, copy and save. It needs nothing from the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler import registry
from scheduler.model.languages import direction, sent_tag
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.kits import Kit
from scheduler.operations.preview import DECORATIVE, WARNING, length_of
from scheduler.planning.kits import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a kit is shown: its title, the language of its page, the team's zone."""

    title: str | None
    language: Language
    timezone: str


def kit_page(kit: Kit, setting: Setting) -> str:
    """The page for `kit`; its media lie beside it."""
    return _template().render(
        lang=setting.language,
        title=setting.title,
        kit=kit,
        say=_speaker(setting.language),
        period=lambda span: _period(span, setting),
        length_of=length_of,
        platform=_platform,
        tongue=tongue,
        tag=sent_tag,
        direction=direction,
    )


def tongue(lang: str) -> str:
    """What a language calls itself; its tag where nobody noted it here."""
    return TONGUES.get(lang.lower(), lang)


def _platform(name: str) -> str:
    kind = registry.platforms().get(name)
    return kind.title if kind is not None else name


def _period(span: Period, setting: Setting) -> list[Sentence]:
    """What to say of the allowed period, a line each."""
    zone = ZoneInfo(setting.timezone)
    if span.since is None:
        begin = Sentence("ab sofort", "from now on")
    else:
        since = _begin(span.since.astimezone(zone))
        begin = Sentence(f"seit {since.de}", f"since {since.en}")
    if span.publish_until is not None:
        end = _end(span.publish_until.astimezone(zone))
        begin = Sentence(f"{begin.de}, bis {end.de}", f"{begin.en}, until {end.en}")
    lines = [Sentence(f"Veröffentlichen: {begin.de}", f"Publish: {begin.en}")]
    if span.stand_until is not None:
        gone = _end(span.stand_until.astimezone(zone))
        lines.append(
            Sentence(
                f"Stehen lassen: bis {gone.de}, dann löschen",
                f"Keep online: until {gone.en}, then delete",
            )
        )
    return lines


def _begin(at: datetime) -> Sentence:
    if at.time() == time():
        return Sentence(f"{at:%d.%m.%Y}", f"{at:%Y-%m-%d}")
    return Sentence(f"{at:%d.%m.%Y, %H:%M} Uhr", f"{at:%Y-%m-%d, %H:%M}")


def _end(at: datetime) -> Sentence:
    """An end at midnight is said by the last day."""
    if at.time() != time():
        return Sentence(f"{at:%d.%m.%Y, %H:%M} Uhr", f"{at:%Y-%m-%d, %H:%M}")
    last = at - _DAY
    return Sentence(f"einschließlich {last:%d.%m.%Y}", f"and including {last:%Y-%m-%d}")


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
    return environment.get_template("kit.html.j2")


# What languages call themselves (CLDR 46, 2024-10); `leicht` and `einfach` as in German.
TONGUES: Mapping[str, str] = {
    "ar": "العربية",
    "de": "Deutsch",
    "de-einfach": "Einfache Sprache",
    "de-leicht": "Leichte Sprache",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "it": "Italiano",
    "pl": "Polski",
    "ro": "Română",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}
WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Material zum Weitergeben", "Material to share"),
    "intro": Sentence(
        "Texte, Bilder und Alternativtexte, fertig zum Veröffentlichen auf Ihren Kanälen.",
        "Texts, pictures and alt texts, ready to publish on your channels.",
    ),
    "mind": Sentence("Bitte beachten", "Please mind"),
    "mind_period": Sentence(
        "Veröffentlichen Sie nur in der genannten Zeit, und löschen Sie, was danach nicht mehr "
        "stehen darf.",
        "Publish only in the period named, and delete what may not stand after it.",
    ),
    "mind_alt": Sentence(
        "Übernehmen Sie zu jedem Bild den Alternativtext; er gehört dazu.",
        "Take the alt text with each picture; it belongs to it.",
    ),
    "mind_credit": Sentence(
        "Nennen Sie den Bildnachweis, wo einer steht.", "Name the credit where there is one."
    ),
    "mind_text": Sentence(
        "Die Texte sind geprüft. Kürzen Sie nicht so, dass sich der Sinn ändert.",
        "The texts were checked. Do not shorten them so that their meaning changes.",
    ),
    "contents": Sentence("Beiträge", "Posts"),
    "skip": Sentence("Zu den Beiträgen", "Skip to the posts"),
    "post": Sentence("Kennung", "Id"),
    "period": Sentence("Zeitraum", "Period"),
    "length": Sentence("Länge", "Length"),
    "link": Sentence("Link", "Link"),
    "hashtags": Sentence("Hashtags", "Hashtags"),
    "text": Sentence("Text", "Text"),
    "warning": WARNING,
    "alt": Sentence("Alternativtext", "Alt text"),
    "decorative": DECORATIVE,
    "credit": Sentence("Bildnachweis", "Credit"),
    "size": Sentence("Größe", "Size"),
    "pixels": Sentence("Bildpunkte", "pixels"),
    "save": Sentence("Speichern", "Save"),
    "captions": Sentence("Untertitel", "Captions"),
    "copy": Sentence("Kopieren", "Copy"),
    "copied": Sentence("Kopiert.", "Copied."),
    "selected": Sentence(
        "Markiert. Bitte mit Strg+C kopieren.", "Selected. Please copy with Ctrl+C."
    ),
}
