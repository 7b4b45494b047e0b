# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The folder posts/ → all posts; files that did not change are not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from scheduler.authoring import complaints
from scheduler.authoring.campaign_file import CampaignReading, read_campaign
from scheduler.authoring.folder_walk import Walk
from scheduler.authoring.queue_file import FileReading, read_posts
from scheduler.authoring.rights_file import read_book
from scheduler.authoring.series_file import read_series
from scheduler.authoring.surroundings import Surroundings, Tongues, no_day
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding
from scheduler.model.post import Post
from scheduler.model.rights import RightsBook
from scheduler.model.sentence import Place
from scheduler.yaml_source import Source, content_of, read_file, read_yaml

CAMPAIGNS = "_campaigns"
SERIES = "_series"
_NO_POOLS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def _no_campaigns() -> Mapping[str, Campaign]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the folder holds now.

    `posts` are without fault; `faulty` ones are as far as they could be read, good for linting
    and never for planning. `files` are all files of posts by name, `broken_files` those in which
    something could not be read as meant: nothing that came from them may be unscheduled. Where
    the folder is not `is_complete` (a part of it could not be read), nothing at all may. `unended`
    are files that end in the middle of a line, with the place where they do. `rights` are the
    records of posts/_rights.yaml.
    """

    posts: tuple[Post, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    faulty: tuple[Post, ...] = ()
    broken_files: frozenset[str] = frozenset()
    campaigns: Mapping[str, Campaign] = field(default_factory=_no_campaigns)
    is_complete: bool = True
    unended: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    rights: RightsBook = field(default_factory=RightsBook)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file's reading and what it was read from."""

    stamp: tuple[int, ...]
    sha256: str
    around: Surroundings
    reading: FileReading
    unended: Place | None = None


class QueueFolder:
    """Reads `posts` again and again; one instance remembers what did not change."""

    def __init__(self, posts: Path, workspace: Path) -> None:
        """`workspace` is the folder of config.yaml; findings name files relative to it."""
        self._posts = posts
        self._workspace = workspace
        self._kept: dict[Path, _Kept] = {}
        self._around: Surroundings | None = None

    def read(
        self,
        timezone: str,
        channels: Iterable[str],
        pools: Mapping[str, tuple[str, ...]] = _NO_POOLS,
        is_holiday: Callable[[date], bool] = no_day,
        tongues: Tongues | None = None,
        *,
        rights_required: bool = False,
    ) -> Reading:
        """All posts, for a workspace with this zone, channels and pools. Never raises."""
        around = Surroundings(
            self._workspace,
            timezone,
            frozenset(channels),
            pools=pools,
            is_holiday=is_holiday,
            tongues=tongues or Tongues(),
        )
        walk = Walk(self._posts, around)
        campaigns = [self._campaign(path, around) for path in walk.files_in(CAMPAIGNS)]
        sound, broken, doubles = _by_id(campaigns)
        around = self._remembered(replace(around, campaigns=sound, broken_campaigns=broken))
        files = [*walk.files(), *walk.files_in(SERIES)]
        readings = [self._file(path, around) for path in files]
        self._kept = {path: self._kept[path] for path in files if path in self._kept}
        rights, faults = read_book(self._posts, self._workspace, around.channels, timezone)
        general = [*walk.findings, *doubles, *faults]
        general += [finding for campaign in campaigns for finding in campaign.findings]
        reading = _reading(readings, general, sound)
        left_out = {finding.place.file for finding in walk.findings}
        return replace(
            reading,
            broken_files=reading.broken_files | left_out,
            is_complete=walk.is_complete,
            rights=replace(rights, required=rights.required or rights_required),
            unended=MappingProxyType(
                {kept.unended.file: kept.unended for kept in self._kept.values() if kept.unended}
            ),
        )

    def _remembered(self, around: Surroundings) -> Surroundings:
        """The same object while nothing changed, so that each file need not compare it."""
        if self._around is None or self._around != around:
            self._around = around
        return self._around

    def _campaign(self, path: Path, around: Surroundings) -> CampaignReading:
        return read_campaign(read_file(path, around.name_of(path)), path.stem, around.channels)

    def _file(self, path: Path, around: Surroundings) -> FileReading:
        kept = self._kept.get(path)
        stamp = _stamp(path)
        if kept and stamp and kept.stamp == stamp and kept.around is around:
            return kept.reading
        name = around.name_of(path)
        try:
            content = content_of(path)
        except OSError:
            return _posts_of(read_file(path, name), path, around)
        sha256 = hashlib.sha256(content).hexdigest()
        if kept and kept.sha256 == sha256 and kept.around is around:
            reading = kept.reading
        else:
            reading = _posts_of(read_yaml(content, name), path, around)
        self._kept[path] = _Kept(stamp, sha256, around, reading, _unended(content, name))
        return reading


def _posts_of(source: Source, path: Path, around: Surroundings) -> FileReading:
    reads = read_series if path.parent.name == SERIES else read_posts
    return reads(source, path, around)


def _unended(content: bytes, name: str) -> Place | None:
    """Where a file ends without ending its line; what closes a bracket or quote is complete."""
    if not content or content.endswith((b"\n", b"\r", b"}", b"]", b'"', b"'")):
        return None
    last = content[content.rfind(b"\n") + 1 :]
    return Place(name, content.count(b"\n") + 1, len(last.decode(errors="replace")) + 1)


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file is written or replaced; taken before the file is read."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _by_id(
    readings: list[CampaignReading],
) -> tuple[Mapping[str, Campaign], frozenset[str], list[Finding]]:
    """The sound campaigns, the ids of broken ones, and a finding for each id used twice."""
    sound: dict[str, Campaign] = {}
    broken = {reading.id for reading in readings if reading.is_broken}
    doubles: list[Finding] = []
    for reading in readings:
        campaign = reading.campaign
        if campaign is None:
            continue
        if campaign.id in sound:
            other = sound[campaign.id].place
            doubles.append(complaints.taken_id(campaign.id, campaign.place, other))
            broken.add(campaign.id)
        sound.setdefault(campaign.id, campaign)
    kept = {name: campaign for name, campaign in sound.items() if name not in broken}
    return MappingProxyType(kept), frozenset(broken), doubles


def _reading(
    readings: list[FileReading], general: list[Finding], campaigns: Mapping[str, Campaign]
) -> Reading:
    everyone = [post for one in readings for post in (*one.posts, *one.faulty)]
    doubles = list(_doubles(everyone))
    taken = {finding.post for finding in doubles}
    findings = [*general, *doubles]
    findings += [finding for one in readings for finding in one.findings]
    posts = [post for one in readings for post in one.posts]
    faulty = [post for one in readings for post in one.faulty]
    broken = {one.file for one in readings if one.is_broken}
    broken |= {finding.place.file for finding in doubles}
    return Reading(
        posts=tuple(post for post in posts if post.id not in taken),
        findings=tuple(sorted(dict.fromkeys(findings), key=_position)),
        files=tuple(one.file for one in readings),
        faulty=(*faulty, *(post for post in posts if post.id in taken)),
        broken_files=frozenset(broken),
        campaigns=campaigns,
    )


def _doubles(posts: list[Post]) -> Iterator[Finding]:
    """Of posts with the same id neither can be told from the other: all are refused."""
    by_id: dict[str, list[Post]] = {}
    for post in posts:
        by_id.setdefault(post.id, []).append(post)
    for name, same in by_id.items():
        for post in same if len(same) > 1 else ():
            other = next(one.place for one in same if one is not post)
            yield replace(complaints.taken_id(name, post.place, other), post=name)


def _position(finding: Finding) -> tuple[str, int, int]:
    return finding.place.file, finding.place.line, finding.place.column
