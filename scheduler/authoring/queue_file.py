# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file of posts/ → its posts: a single one, or a list under `posts:` with `defaults:`."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.authoring import complaints
from scheduler.authoring.field_types import ID_PATTERN
from scheduler.authoring.post_building import Raw, build_post
from scheduler.authoring.post_fields import PostBorder
from scheduler.authoring.surroundings import Surroundings, sayable
from scheduler.authoring.variants import separate_variants
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Post
from scheduler.yaml_source import Entry, Items, Node, Section, Source, covers
from scheduler.yaml_source.findings import LOST, WRONG, fault, known_or_nearest
from scheduler.yaml_source.fitting import FREE, fit

_ERROR = Severity.ERROR
MOST_FINDINGS = 1000
_LIST_KEYS = ("schema", "defaults", "posts")


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file gave: `posts` without fault, `faulty` ones as far as they could be read.

    A faulty post is good for linting and never for planning.
    """

    file: str
    posts: tuple[Post, ...] = ()
    faulty: tuple[Post, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether something in the file could not be read as meant."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_posts(source: Source, file: Path, around: Surroundings) -> FileReading:
    """The posts of `source`, which was read from `file`. Never raises."""
    if not isinstance(source.root, Section):
        wrong = [] if source.root is None else [_no_post(source.root)]
        return FileReading(source.name, findings=(*source.findings, *wrong))
    return _FileReader(source, source.root, file, around).read()


class _FileReader:
    def __init__(self, source: Source, root: Section, file: Path, around: Surroundings) -> None:
        self._source = source
        self._root = root
        self._file = file
        self._around = around
        self._findings: list[Finding] = []
        # Faults outside every post: what is lost there may have been meant for any of them.
        self._general: list[Finding] = []

    def read(self) -> FileReading:
        sections = list(self._sections())
        inside = [_inside(self._source.findings, section) for section in sections]
        claimed = {finding for found in inside for finding in found}
        self._general += [one for one in self._source.findings if one not in claimed]
        self._findings += self._general
        sound: list[Post] = []
        faulty: list[Post] = []
        for section, found in zip(sections, inside, strict=True):
            post, is_sound = self._post(section, found)
            if post is not None:
                into = sound if is_sound and not _blocks(self._general) else faulty
                into += [post, *separate_variants(post)]
        findings = _told(self._findings)
        return FileReading(self._source.name, tuple(sound), tuple(faulty), findings)

    def _sections(self) -> Iterator[Section]:
        """Each post's section, the defaults filled in."""
        if self._root.entry("posts") is None:
            yield self._root
            return
        self._refuse_unknown()
        shared = self._shared()
        posts = self._root.get("posts")
        for node in posts.items if isinstance(posts, Items) else [posts]:
            if isinstance(node, Section):
                yield _filled(node, shared)
            elif node is not None:
                self._findings.append(_no_section(node))

    def _shared(self) -> tuple[Entry, ...]:
        """What every post of the list takes: the defaults and the format's version."""
        version = self._root.entry("schema")
        defaults = self._root.get("defaults")
        if defaults is not None and not isinstance(defaults, Section):
            self._general.append(_no_section(defaults))
        entries = defaults.entries if isinstance(defaults, Section) else ()
        return (*entries, version) if version else entries

    def _refuse_unknown(self) -> None:
        for entry in self._root:
            key = entry.key.text
            if key not in _LIST_KEYS and not key.startswith(FREE):
                self._general.append(_unknown(key, entry.key))

    def _post(self, section: Section, found: list[Finding]) -> tuple[Post | None, bool]:
        fitted = fit(section, PostBorder)
        findings = [*found, *fitted.findings]
        post = None
        if fitted.value is not None:
            raw = self._raw(section, fitted.value, findings)
            post = build_post(raw, self._around, findings)
        name = post.id if post else None
        # A fault in the defaults is every post's, and told once.
        self._findings += [
            dataclasses.replace(one, post=name if covers(section, one.place) else None)
            for one in findings
        ]
        return post, not _blocks(findings)

    def _raw(self, section: Section, fields: PostBorder, findings: list[Finding]) -> Raw:
        if fields.id is not None:
            return Raw(self._file, section, fields, fields.id, id_from_file=False)
        stem = unicodedata.normalize("NFC", sayable(self._file.stem))
        is_list = section is not self._root
        has_fault = section.get("id") is not None
        if not has_fault and (is_list or not re.fullmatch(ID_PATTERN, stem)):
            findings.append(complaints.no_id(section.place))
        return Raw(self._file, section, fields, stem, id_from_file=not is_list)


def _told(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in the order of the file; of too many, errors before warnings."""
    errors_first = sorted(dict.fromkeys(findings), key=lambda one: one.severity is not _ERROR)
    return tuple(sorted(errors_first[:MOST_FINDINGS], key=_position))


def _filled(section: Section, shared: tuple[Entry, ...]) -> Section:
    own = {entry.key.text for entry in section}
    added = tuple(entry for entry in shared if entry.key.text not in own)
    return Section(section.entries + added, section.place, section.end)


def _inside(findings: tuple[Finding, ...], section: Section) -> list[Finding]:
    return [finding for finding in findings if covers(section, finding.place)]


def _blocks(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _position(finding: Finding) -> tuple[int, int]:
    return finding.place.line, finding.place.column


def _no_post(node: Node) -> Finding:
    return fault(
        WRONG,
        node.place,
        "In der Datei steht kein Beitrag. Mehrere Beiträge stehen als Liste unter posts:.",
        "The file holds no post. Several posts stand as a list under posts:.",
    )


def _no_section(node: Node) -> Finding:
    return fault(
        WRONG,
        node.place,
        "Hier müssen Zeilen der Form „Schlüssel: Wert“ stehen.",
        "Lines of the form “key: value” must stand here.",
    )


def _unknown(key: str, node: Node) -> Finding:
    return fault(
        LOST,
        node.place,
        f"Den Schlüssel „{key}“ gibt es neben posts: nicht.",
        f"There is no key “{key}” beside posts:.",
        known_or_nearest(key, _LIST_KEYS),
    )
