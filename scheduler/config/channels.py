# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The `channels` of config.yaml: each one's keys checked by its platform's own model."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from scheduler.config.border import ChannelBorder
from scheduler.config.database import holds_password
from scheduler.config.linting import terms_of
from scheduler.config.settings import ChannelSettings, Kind
from scheduler.config.windows import hours_of
from scheduler.model.finding import Finding
from scheduler.model.house_style import LintTerms
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source import Entry, Node, Scalar, Section
from scheduler.yaml_source.findings import WRONG, fault, known_or_nearest
from scheduler.yaml_source.fitting import fit
from scheduler.yaml_source.tree import Items

# Channel ids stand in posts, keys, folder names of packages and command lines: written in one way,
# on every file system and keyboard.
ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,62}$"
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class ChannelReader:
    """Reads channels against `kinds`; `findings` collects what is wrong with them."""

    def __init__(self, kinds: Mapping[str, Kind], late_window: timedelta, lint: LintTerms) -> None:
        """Give channels without a window of their own `late_window`, and `lint` likewise."""
        self._lint = lint
        self.findings: list[Finding] = []
        self._kinds = kinds
        self._late_window = late_window

    def read(self, node: Node | None) -> dict[str, ChannelSettings]:
        """The channels that are sound, by id."""
        if node is None:
            return {}
        if not isinstance(node, Section):
            self._say(
                node.place,
                "Unter channels stehen Zeilen der Form „name: {platform: …}“.",
                "Below channels stand lines of the form “name: {platform: …}”.",
            )
            return {}
        found = (self._channel(entry) for entry in node)
        return {channel.id: channel for channel in found if channel}

    def _channel(self, entry: Entry) -> ChannelSettings | None:
        if not re.fullmatch(ID_PATTERN, entry.key.text):
            self._say(
                entry.key.place,
                "Der Name eines Kanals besteht aus kleinen Buchstaben (a-z), Ziffern, Punkt und "
                "Strich, höchstens 63 Zeichen.",
                "The name of a channel has small letters (a-z), digits, dots and dashes, at most "
                "63 characters.",
                _proposed(entry.key.text),
            )
            return None
        general = fit(_with(entry.value, inside=True), ChannelBorder)
        self.findings += general.findings
        kind = self._kind(general.value, entry.value) if general.value else None
        if general.value is None or kind is None:
            return None
        return self._settings(entry, general.value, kind)

    def _settings(self, entry: Entry, general: ChannelBorder, kind: Kind) -> ChannelSettings | None:
        own = fit(_with(entry.value, inside=False), kind.settings, ChannelBorder.model_fields)
        unsafe = list(_unsafe(entry.value))
        told = {finding.place for finding in unsafe}
        self.findings += [*unsafe, *(one for one in own.findings if one.place not in told)]
        if own.value is None:
            return None
        window = self._late_window if general.late_window is None else general.late_window
        terms = terms_of(general.house_style, general.lint, self._lint)
        hours = hours_of(general.hours, general.hours_effect) if general.hours else None
        return ChannelSettings(
            entry.key.text,
            general.platform,
            window,
            own.value,
            general.approval,
            terms,
            hours,
            general.slots,
        )

    def _kind(self, general: ChannelBorder, node: Node) -> Kind | None:
        kind = self._kinds.get(general.platform)
        place = _place_of(node, "platform")
        if kind is None:
            self._say(
                place,
                f"Die Plattform „{general.platform}“ ist unbekannt.",
                f"The platform “{general.platform}” is unknown.",
                known_or_nearest(general.platform, self._kinds),
            )
        elif kind.open is None:
            self._say(
                place,
                f"Für „{general.platform}“ kann Litfass bisher nur Texte zählen, nichts "
                "veröffentlichen.",
                f"For “{general.platform}” Litfass can only count texts so far, not publish.",
            )
            return None
        return kind

    def _say(self, place: Place, de: str, en: str, suggestion: Sentence | None = None) -> None:
        self.findings.append(fault(WRONG, place, de, en, suggestion))


def _proposed(name: str) -> Sentence | None:
    """The name as it could be; None where nothing is left of it."""
    spelt = unicodedata.normalize("NFC", name).lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    bare = re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._")[:63]
    return Sentence(f"Zum Beispiel: {bare}", f"For example: {bare}") if bare else None


def _with(node: Node, *, inside: bool) -> Node:
    """Only the keys that every channel has (`inside`), or only the platform's own."""
    if not isinstance(node, Section):
        return node
    general = ChannelBorder.model_fields
    kept = tuple(one for one in node if (one.key.text in general) == inside)
    return Section(kept, node.place, node.end)


def _place_of(node: Node, key: str) -> Place:
    value = node.get(key) if isinstance(node, Section) else None
    return value.place if value else node.place


def _unsafe(node: Node) -> Iterator[Finding]:
    """Addresses that hold secrets, or to which secrets would go unencrypted."""
    for scalar in _scalars(node):
        url = scalar.text.strip().casefold()
        if url.startswith("http://") and not _is_loopback(url):
            yield fault(
                WRONG,
                scalar.place,
                "Die Adresse muss mit https:// beginnen (http nur für diesen Rechner selbst).",
                "The address must begin with https:// (plain http only for this machine).",
            )
        elif url.startswith(("http://", "https://")) and holds_password(url):
            yield fault(
                WRONG,
                scalar.place,
                "In der Adresse darf kein Passwort stehen.",
                "No password may stand in the address.",
            )


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
        return
    for child in node.items if isinstance(node, Items) else (one.value for one in node):
        yield from _scalars(child)


def _is_loopback(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
