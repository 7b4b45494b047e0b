# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page for the duty officer: what to do, what to copy, and how to confirm."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler.model.post import Visibility
from scheduler.model.sentence import Sentence
from scheduler.platforms.manual.package import Package
from scheduler.platforms.manual.settings import Settings


def page_of(package: Package, settings: Settings) -> str:
    """The page as HTML; everything it shows lies in the same folder."""
    return _template().render(
        lang=settings.language,
        say=lambda word: WORDS[word].in_language(settings.language),
        channel=settings.name or package.channel,
        address=settings.address,
        package=package,
        at=_shown(package, settings),
        visibility=_visibility(package.part.visibility, settings),
        confirm=confirm_command(package.post, package.channel),
        cancel=cancel_command(package.post, package.channel),
    )


def confirm_command(post: str, channel: str) -> str:
    """The command that says where the delivery is live."""
    return f"litfass confirm {shlex.quote(post)} {shlex.quote(channel)} --published URL"


def cancel_command(post: str, channel: str) -> str:
    """The command that says that it will not be published."""
    return f"litfass cancel {shlex.quote(post)} {shlex.quote(channel)}"


def _shown(package: Package, settings: Settings) -> str:
    pattern = "%d.%m.%Y, %H:%M Uhr" if settings.language == "de" else "%Y-%m-%d, %H:%M"
    return f"{package.at.strftime(pattern)} ({package.at.tzname()})"


def _visibility(visibility: Visibility, settings: Settings) -> str | None:
    sentence = VISIBILITIES.get(visibility)
    return sentence.in_language(settings.language) if sentence else None


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("scheduler.platforms.manual"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html")


VISIBILITIES: Mapping[Visibility, Sentence] = {
    "unlisted": Sentence(
        "nicht gelistet: soll nicht in öffentlichen Übersichten auftauchen",
        "unlisted: should not show in public overviews",
    ),
    "private": Sentence("nur für Abonnierende", "for followers only"),
    "direct": Sentence("nur für die genannten Personen", "only for the people named"),
}

WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Bitte jetzt veröffentlichen", "Please publish now"),
    "where": Sentence("Kanal", "Channel"),
    "post": Sentence("Beitrag", "Post"),
    "due": Sentence("Übergeben am", "Handed over"),
    "language": Sentence("Sprache", "Language"),
    "visibility": Sentence("Sichtbarkeit", "Visibility"),
    "warning": Sentence("Inhaltswarnung", "Content warning"),
    "todo": Sentence("Was zu tun ist", "What to do"),
    "open": Sentence("Öffnen Sie den Kanal:", "Open the channel:"),
    "open_plain": Sentence("Öffnen Sie den Kanal.", "Open the channel."),
    "copy_text": Sentence(
        "Kopieren Sie den Text und fügen Sie ihn unverändert ein: Er ist geprüft und freigegeben.",
        "Copy the text and paste it unchanged: it was checked and released.",
    ),
    "copy_texts": Sentence(
        "Kopieren Sie die Texte der Reihe nach; jeder antwortet auf den vorigen. Fügen Sie sie "
        "unverändert ein: Sie sind geprüft und freigegeben.",
        "Copy the texts one after another; each replies to the one before. Paste them unchanged: "
        "they were checked and released.",
    ),
    "add_files": Sentence(
        "Laden Sie die Dateien hoch und tragen Sie zu jeder den Alternativtext ein. Bietet der "
        "Kanal kein Feld dafür, dann schreiben Sie ihn in den Beitrag.",
        "Upload the files and enter the alt text of each. Where the channel has no field for it, "
        "write it into the post.",
    ),
    "publish": Sentence("Veröffentlichen Sie den Beitrag.", "Publish the post."),
    "confirm": Sentence(
        "Bestätigen Sie mit der Adresse des Beitrags. Erst dann gilt er als erschienen:",
        "Confirm with the address of the post. Only then does it count as live:",
    ),
    "refuse": Sentence(
        "Wenn er doch nicht erscheinen soll, sagen Sie ihn ab:",
        "If it is not to be published after all, cancel it:",
    ),
    "text": Sentence("Text", "Text"),
    "files": Sentence("Dateien", "Files"),
    "alt": Sentence("Alternativtext", "Alt text"),
    "decorative": Sentence(
        "Schmückt nur, braucht keinen Alternativtext.", "Decoration only, needs no alt text."
    ),
    "copy": Sentence("Kopieren", "Copy"),
    "copied": Sentence("Kopiert.", "Copied."),
    "selected": Sentence(
        "Markiert. Bitte mit Strg+C kopieren.", "Selected. Please copy with Ctrl+C."
    ),
    "save": Sentence("Datei speichern", "Save the file"),
}
