# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post's fields → `Post`: the campaign's values filled in, times made instants, files found."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from scheduler.authoring import complaints
from scheduler.authoring.approval_field import wish_of
from scheduler.authoring.completeness import incomplete, unsupported
from scheduler.authoring.post_fields import (
    ColorsBorder,
    LinkBorder,
    MediumBorder,
    OverrideBorder,
    PassageBorder,
    PostBorder,
)
from scheduler.authoring.recurring import pooled, recurring_faults
from scheduler.authoring.slot_asked import asks_for_slot, slot_faults
from scheduler.authoring.surroundings import Surroundings
from scheduler.authoring.variants import Desk, with_variants
from scheduler.model.campaign import Campaign
from scheduler.model.finding import Finding
from scheduler.model.post import (
    Card,
    Colors,
    Link,
    LocalTime,
    Medium,
    OnMissed,
    Override,
    Passage,
    Post,
    PostStatus,
    Waiver,
)
from scheduler.model.sentence import Place
from scheduler.planning.schedule import ClockChange, WrittenTime, instant_of, local_time
from scheduler.yaml_source import Section, place_at

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Raw:
    """A post as its file has it: the section it stands in and its fields."""

    file: Path
    section: Section
    fields: PostBorder
    id: str
    id_from_file: bool
    event: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def build_post(raw: Raw, around: Surroundings, findings: list[Finding]) -> Post:
    """The post that `raw` is; what is wrong with it is added to `findings`."""
    return _Builder(raw, around, findings).post()


class _Builder:
    def __init__(self, raw: Raw, around: Surroundings, findings: list[Finding]) -> None:
        self._raw = raw
        self._fields = raw.fields
        self._around = around
        self._findings = findings

    def post(self) -> Post:
        fields = self._fields
        campaign_id = self._campaign_id()
        campaign = self._campaign(campaign_id)
        self._findings += unsupported(self._raw.section)
        zone = fields.timezone or campaign.timezone or self._around.timezone
        fold = None if fields.fold is None else int(fields.fold)
        publish_at, local = self._publish_time(zone, fold)
        channels = self._channels(campaign)
        link = self._link(fields.link, None, ("link",))
        post = Post(
            id=self._raw.id,
            place=self._raw.section.place,
            status=PostStatus(fields.status),
            id_from_file=self._raw.id_from_file,
            campaign=campaign_id,
            publish_at=publish_at,
            publish_local=local,
            embargo_until=self._bound("embargo_until", fields.embargo_until, zone, 1),
            not_after=self._bound("not_after", fields.not_after, zone, 0),
            on_missed=fields.on_missed or OnMissed(),
            channels=channels,
            lang=fields.lang or campaign.lang or "de",
            text=fields.text or "",
            template=fields.template,
            variables=MappingProxyType(dict(fields.variables)),
            link=link,
            hashtags=campaign.hashtags if fields.hashtags is None else fields.hashtags,
            media=self._media(fields.media, ("media",)),
            thread=self._thread(fields.thread, ("thread",)),
            overrides=MappingProxyType(dict(self._overrides(channels, link))),
            content_warning=fields.content_warning,
            visibility=fields.visibility,
            topics=campaign.topics if fields.topics is None else fields.topics,
            regions=campaign.regions if fields.regions is None else fields.regions,
            tags=campaign.tags if fields.tags is None else fields.tags,
            audience=campaign.audience if fields.audience is None else fields.audience,
            tone=fields.tone or campaign.tone,
            notes=fields.notes,
            repeat=fields.repeat.repeat(zone) if fields.repeat else None,
            evergreen=fields.evergreen.evergreen() if fields.evergreen else None,
            event=self._raw.event,
            approval=wish_of(fields.approval),
            owner=fields.owner,
            keep_online=self._bound("keep_online", fields.keep_online, zone, 1),
            ai=fields.ai,
            lint_ignore=self._waivers(),
            next_slot=asks_for_slot(self._raw.section),
        )
        self._findings += incomplete(post, self._raw.section)
        self._findings += slot_faults(post, self._raw.section, fields.variants)
        self._findings += recurring_faults(post, self._raw.section, self._around.pools)
        usual = campaign.languages or self._around.tongues.required
        languages = usual if fields.languages is None else fields.languages
        post = dataclasses.replace(post, languages=languages)
        return with_variants(post, fields.variants, self._desk())

    def _desk(self) -> Desk:
        return Desk(self._raw.section, self._around, self._findings, self._link)

    def _campaign_id(self) -> str | None:
        """As named; a post that names no channels either takes the workspace's only campaign."""
        section = self._raw.section
        if section.get("campaign") or section.get("channels"):
            return self._fields.campaign
        return self._around.only_campaign

    def _campaign(self, name: str | None) -> Campaign:
        place = self._place("campaign")
        none = Campaign("", place)
        if name is None:
            return none
        if name in self._around.broken_campaigns:
            self._findings.append(complaints.broken_campaign(name, place))
        elif name not in self._around.campaigns:
            known = [*self._around.campaigns, *self._around.broken_campaigns]
            self._findings.append(complaints.unknown_campaign(name, known, place))
        return self._around.campaigns.get(name, none)

    def _publish_time(
        self, zone: str, fold: int | None
    ) -> tuple[datetime | None, LocalTime | None]:
        written = self._fields.publish_at
        if written is None:
            return None, None
        instant = instant_of(written, zone, fold)
        if isinstance(instant, ClockChange):
            place = self._place("publish_at")
            self._findings.append(complaints.clock_change(instant, written.wall, zone, place))
            return None, None
        return instant, local_time(written, instant, zone)

    def _bound(
        self, key: str, written: WrittenTime | None, zone: str, cautious: int
    ) -> datetime | None:
        """A limit; in the hour that comes twice the one that publishes less (`cautious`)."""
        if written is None:
            return None
        instant = instant_of(written, zone, cautious)
        if isinstance(instant, ClockChange):
            change = complaints.clock_change(instant, written.wall, zone, self._place(key))
            self._findings.append(change)
            return None
        return instant

    def _channels(self, campaign: Campaign) -> tuple[str, ...]:
        own = self._fields.channels
        channels = campaign.channels if own is None else own
        evergreen = self._fields.evergreen
        if evergreen is not None:
            channels = pooled(channels, own, self._around.pools.get(evergreen.pool, ()))
        for index, name in enumerate(channels):
            if name not in self._around.channels:
                place = self._place("channels", index)
                known = self._around.channels
                self._findings.append(complaints.unknown_channel(name, known, place))
        return channels

    def _overrides(
        self, channels: tuple[str, ...], link: Link | None
    ) -> list[tuple[str, Override]]:
        found = []
        for channel, fields in self._fields.overrides.items():
            place = self._key_place("overrides", channel)
            if channel not in self._around.channels:
                known = self._around.channels
                self._findings.append(complaints.unknown_channel(channel, known, place))
            elif channel not in channels:
                self._findings.append(complaints.unused_override(channel, place))
            found.append((channel, self._override(channel, fields, link)))
        return found

    def _override(self, channel: str, fields: OverrideBorder, link: Link | None) -> Override:
        path = ("overrides", channel)
        has_link = isinstance(fields.link, LinkBorder)
        media, thread = fields.media, fields.thread
        return Override(
            text=fields.text,
            media=None if media is None else self._media(media, (*path, "media")),
            hashtags=fields.hashtags,
            link=self._link(fields.link, link, (*path, "link"))
            if isinstance(fields.link, LinkBorder)
            else None,
            no_link=fields.link is not None and not has_link,
            thread=None if thread is None else self._thread(thread, (*path, "thread")),
            publish_offset=fields.publish_offset or timedelta(),
            skip=fields.skip,
        )

    def _link(self, fields: LinkBorder | None, base: Link | None, path: Path_) -> Link | None:
        """The link of `fields`; what it does not say is as in `base`."""
        if fields is None:
            return None
        url = fields.url or (base.url if base else None)
        if url is None:
            self._findings.append(complaints.no_address(self._place(*path)))
            return None
        keeps_target = base is not None and fields.url is None
        utm = base.utm if fields.utm is None and base else bool(fields.utm)
        label = fields.label if fields.label is not None else base.label if base else None
        if fields.card is None:
            card = base.card if base and keeps_target else None
            image = base.card_image if base and keeps_target else None
            return Link(url, label, utm, card, image)
        card = Card(url, fields.card.title, fields.card.description)
        picture = None
        if fields.card.image is not None:
            shown = fields.card
            medium = MediumBorder(file=fields.card.image, alt=shown.alt, rights=shown.rights)
            picture = self._medium(medium, (*path, "card", "image"))
        return Link(url, label, utm, card, picture)

    def _thread(self, parts: tuple[PassageBorder, ...], path: Path_) -> tuple[Passage, ...]:
        passages = []
        for index, part in enumerate(parts):
            if not part.text.strip() and not part.media:
                self._findings.append(complaints.empty(self._place(*path, index)))
            media = self._media(part.media, (*path, index, "media"))
            passages.append(Passage(part.text, media))
        return tuple(passages)

    def _media(self, media: tuple[MediumBorder, ...], path: Path_) -> tuple[Medium, ...]:
        found = (self._medium(one, (*path, index)) for index, one in enumerate(media))
        return tuple(one for one in found if one is not None)

    def _medium(self, fields: MediumBorder, path: Path_) -> Medium | None:
        place = self._place(*path)
        file = self._around.resolved(fields.file, self._raw.file)
        if file is None:
            self._findings.append(complaints.outside(fields.file, place))
            return None
        captions = self._captions(fields, path)
        return Medium(
            str(file),
            fields.file,
            fields.kind,
            fields.alt,
            fields.decorative,
            place,
            image_text=fields.image_text,
            captions=str(captions) if captions else None,
            captions_name=self._around.name_of(captions) if captions else "",
            burned_in_captions=fields.burned_in_captions,
            audio=fields.audio,
            transcript_url=fields.transcript_url,
            colors=_colors(fields.colors),
            rights=fields.rights,
            credit_in_image=fields.credit_in_image,
            ai=fields.ai,
            ai_label=fields.ai_label,
        )

    def _captions(self, fields: MediumBorder, path: Path_) -> Path | None:
        if fields.captions is None:
            return None
        found = self._around.resolved(fields.captions, self._raw.file)
        if found is None:
            place = self._place(*path, "captions")
            self._findings.append(complaints.outside(fields.captions, place))
        return found

    def _waivers(self) -> tuple[Waiver, ...]:
        return tuple(
            Waiver(each.rule, each.reason, self._place("lint_ignore", index))
            for index, each in enumerate(self._fields.lint_ignore)
        )

    def _place(self, *path: str | int) -> Place:
        return place_at(self._raw.section, path)

    def _key_place(self, *path: str) -> Place:
        node = self._raw.section.get(path[0])
        entry = node.entry(path[1]) if isinstance(node, Section) else None
        return entry.key.place if entry else self._raw.section.place


def _colors(fields: ColorsBorder | None) -> Colors | None:
    return None if fields is None else Colors(fields.fg, fields.bg, fields.size_pt)
