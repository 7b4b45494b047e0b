# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A post's `variants`: the same message in other languages.

A separate variant becomes a post of its own, called `ID@LANGUAGE`: what is planned, claimed and
published once is post × channel × occurrence, and on one channel source and variant are two. No
author can write such an id (`@` is not allowed in one), so all that begins with `ID@` belongs to
the post. Everything after reading treats it like any other post.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from scheduler.authoring import complaints
from scheduler.authoring.post_fields import LinkBorder, VariantBorder
from scheduler.authoring.surroundings import Surroundings
from scheduler.model.finding import Finding
from scheduler.model.languages import is_tag, primary, same_tag
from scheduler.model.post import (
    VARIANT_MARK,
    Link,
    LocalTime,
    Medium,
    Override,
    Post,
    Variant,
)
from scheduler.model.sentence import Place
from scheduler.yaml_source import Section, place_at

Path_ = tuple[str | int, ...]
LinkMaker = Callable[[LinkBorder | None, Link | None, Path_], Link | None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What variants are built with: where the post stands, and where to say what is wrong."""

    section: Section
    around: Surroundings
    findings: list[Finding]
    make_link: LinkMaker

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` below the post stands."""
        return place_at(self.section, path)

    def key_place(self, *path: str) -> Place:
        """Where the key at `path` stands."""
        node = self.section.get(path[0])
        entry = node.entry(path[1]) if isinstance(node, Section) else None
        return entry.key.place if entry else self.section.place


def with_variants(post: Post, fields: Mapping[str, VariantBorder], desk: Desk) -> Post:
    """`post` with the variants that `fields` describe; what is wrong goes to the findings."""
    found: dict[str, Variant] = {}
    for lang, border in fields.items():
        place = desk.key_place("variants", lang)
        if not is_tag(lang):
            desk.findings.append(complaints.no_language(lang, place))
        elif any(same_tag(lang, known) for known in (post.lang, *found)):
            desk.findings.append(complaints.taken_language(lang, place))
        else:
            found[lang] = _variant(post, lang, border, desk)
            desk.findings.extend(_strange(lang, post.languages, place))
    return dataclasses.replace(post, variants=MappingProxyType(found))


def separate_variants(post: Post) -> tuple[Post, ...]:
    """The posts that the separate variants of `post` are."""
    return tuple(
        _as_post(post, variant) for variant in post.variants.values() if variant.mode == "separate"
    )


def variant_id(post: str, lang: str) -> str:
    """The id of the variant of `post` in `lang`."""
    return f"{post}{VARIANT_MARK}{lang}"


def _strange(lang: str, languages: tuple[str, ...], place: Place) -> list[Finding]:
    if not languages or any(same_tag(lang, known) for known in languages):
        return []
    return [complaints.unexpected_language(lang, languages, place)]


def _variant(post: Post, lang: str, border: VariantBorder, desk: Desk) -> Variant:
    place = desk.key_place("variants", lang)
    path: Path_ = ("variants", lang)
    alts = _alts(post, border.alt, desk, path)
    in_thread = border.mode == "thread"
    if in_thread and border.publish_offset:
        desk.findings.append(complaints.offset_in_thread(desk.place(*path, "publish_offset")))
    channels = _channels(post, border, desk, path)
    if not channels:
        desk.findings.append(complaints.nowhere(lang, place))
    repeats = not in_thread or bool(border.alt)
    speaks_same = primary(lang) == primary(post.lang)
    media = [_translated(medium, alts, place, keeps=speaks_same) for medium in post.media]
    known = desk.around.tongues.addresses
    return Variant(
        lang=lang,
        place=place,
        text=border.text,
        mode=border.mode,
        channels=channels,
        publish_offset=border.publish_offset or timedelta(),
        link=desk.make_link(border.link, post.link, (*path, "link")),
        hashtags=border.hashtags,
        content_warning=border.content_warning,
        media=tuple(media) if repeats else (),
        alts=MappingProxyType(dict(alts)),
        source_hash=border.source_hash,
        addresses=MappingProxyType({url: of[lang] for url, of in known.items() if lang in of}),
    )


def _channels(post: Post, border: VariantBorder, desk: Desk, path: Path_) -> tuple[str, ...]:
    """The channels it goes to: as written, else all that get the source."""
    reached = tuple(name for name in post.channels if not _override(post, name).skip)
    if border.channels is None:
        return reached
    for index, name in enumerate(border.channels):
        place = desk.place(*path, "channels", index)
        if name not in desk.around.channels:
            known = desk.around.channels
            desk.findings.append(complaints.unknown_channel(name, known, place))
        elif border.mode == "thread" and name not in reached:
            desk.findings.append(complaints.no_thread_there(name, place))
    if border.mode == "separate":
        return border.channels
    return tuple(name for name in border.channels if name in reached)


def _alts(
    post: Post, written: tuple[str, ...] | Mapping[str, str], desk: Desk, path: Path_
) -> Mapping[str, str]:
    """The alt texts by the media's names as written."""
    place = desk.place(*path, "alt")
    names = [medium.named for medium in post.media]
    if isinstance(written, Mapping):
        others = {medium.named for each in post.overrides.values() for medium in each.media or ()}
        for name in written:
            if name not in names and name not in others:
                desk.findings.append(complaints.alt_of_nothing(name, {*names, *others}, place))
        return written
    if len(written) > len(names):
        desk.findings.append(complaints.too_many_alts(len(written), len(names), place))
    return dict(zip(names, written, strict=False))


def _translated(medium: Medium, alts: Mapping[str, str], place: Place, *, keeps: bool) -> Medium:
    """The medium with its alt text in this language; the source's where it is the same one."""
    alt = alts.get(medium.named, medium.alt if keeps or medium.decorative else "")
    return dataclasses.replace(medium, alt=alt, place=place)


def _as_post(post: Post, variant: Variant) -> Post:
    at = post.publish_at + variant.publish_offset if post.publish_at else None
    return dataclasses.replace(
        post,
        id=variant_id(post.id, variant.lang),
        place=variant.place,
        variant_of=post.id,
        variants=MappingProxyType({}),
        languages=(),
        lang=variant.lang,
        text=variant.text,
        template=None,
        thread=(),
        publish_at=at,
        publish_local=_moved(post.publish_local, at, variant),
        channels=variant.channels,
        link=link_of(post, variant),
        hashtags=post.hashtags if variant.hashtags is None else variant.hashtags,
        media=variant.media,
        overrides=_overrides(post, variant),
        content_warning=variant.content_warning or post.content_warning,
    )


def link_of(post: Post, variant: Variant) -> Link | None:
    """The variant's own link; else the source's, without a label that is in another language."""
    if variant.link is not None or post.link is None:
        return variant.link
    if primary(variant.lang) == primary(post.lang):
        return post.link
    return dataclasses.replace(post.link, label=None, card=None, card_image=None)


def _overrides(post: Post, variant: Variant) -> Mapping[str, Override]:
    """Of the source's overrides what is not in its language: when, and which media."""
    speaks_same = primary(variant.lang) == primary(post.lang)

    def media(own: Override) -> tuple[Medium, ...] | None:
        if own.media is None:
            return None
        return tuple(
            _translated(medium, variant.alts, variant.place, keeps=speaks_same)
            for medium in own.media
        )

    return MappingProxyType(
        {
            channel: Override(media=media(own), publish_offset=own.publish_offset)
            for channel, own in post.overrides.items()
            if channel in variant.channels
        }
    )


def _moved(local: LocalTime | None, at: datetime | None, variant: Variant) -> LocalTime | None:
    """The wall time of a variant that comes later or earlier than its source."""
    if local is None or at is None or not variant.publish_offset:
        return local
    there = at.astimezone(ZoneInfo(local.zone))
    return LocalTime(there.replace(tzinfo=None), local.zone, there.fold or None)


def _override(post: Post, channel: str) -> Override:
    return post.overrides.get(channel, Override())
